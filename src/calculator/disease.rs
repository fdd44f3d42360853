//! Biopsy indices, states and continuous activity of lupus.

use super::input::{Special, Taken};
use super::number::{Range, between, read_known as read_number, read_or_all, up_to};
use super::{Calculation, Output, read_as, read_known};
use crate::answers::{Answer, read_members};
use crate::catalogue::Kind;
use crate::formula::lupus_state::{self, State};
use crate::formula::nih_indices::{ACTIVITY, ACTIVITY_WEIGHTS, CHRONICITY, MOST_GRADE};
use crate::formula::{Step, sle_das};
use crate::interval::{Interval, Test};
use crate::truth::Truth;
use crate::units::PROTEIN_RATIO;
use crate::value::{Fields, Reader, Value};

pub(super) static ROWS: &[Special] = &[
    Special {
        inputs: &[
            Taken::count("endocapillary", 3.0),
            Taken::count("neutrophils_karyorrhexis", 3.0),
            Taken::count("fibrinoid_necrosis", 3.0),
            Taken::count("hyaline_deposits", 3.0),
            Taken::count("cellular_crescents", 3.0),
            Taken::count("interstitial_inflammation", 3.0),
        ],
        ..Special::new(
            "nih_activity_index",
            Some("{score}"),
            BAJEMA,
            Some(BAJEMA_DOI),
            |reader, fields, calculation| index(reader, fields, calculation, &ACTIVITY),
        )
    },
    Special {
        inputs: &[
            Taken::count("glomerulosclerosis", 3.0),
            Taken::count("fibrous_crescents", 3.0),
            Taken::count("tubular_atrophy", 3.0),
            Taken::count("interstitial_fibrosis", 3.0),
        ],
        ..Special::new(
            "nih_chronicity_index",
            Some("{score}"),
            BAJEMA,
            Some(BAJEMA_DOI),
            |reader, fields, calculation| index(reader, fields, calculation, &CHRONICITY),
        )
    },
    Special {
        inputs: &STATE,
        ..Special::new(
            "lldas",
            None,
            "Franklyn et al., Ann Rheum Dis 2016;75:1615-1621",
            Some("10.1136/annrheumdis-2015-207726"),
            lldas,
        )
    },
    Special {
        inputs: &STATE,
        ..Special::new(
            "doris_2021",
            None,
            "van Vollenhoven et al., Lupus Sci Med 2021;8:e000538",
            Some("10.1136/lupus-2021-000538"),
            doris,
        )
    },
    Special {
        inputs: &[
            Taken::count("sjc28", 28.0),
            Taken::like("proteinuria", Kind::Quantity, "urine_protein_24h"),
            Taken::like("platelets", Kind::Quantity, "platelets"),
            Taken::like("leukocytes", Kind::Quantity, "leukocytes"),
        ],
        items: &sle_das::NAMES,
        extra: &[("category", None)],
        experimental: true,
        ..Special::new(
            "sle_das",
            Some("{score}"),
            "Jesus et al., Ann Rheum Dis 2019;78:365-371",
            Some("10.1136/annrheumdis-2018-214502"),
            sle_das,
        )
    },
];

const BAJEMA: &str = "Bajema et al., Kidney Int 2018;93:789-796";
const BAJEMA_DOI: &str = "10.1016/j.kint.2017.11.023";

/// What both states are judged from; each leaves some of it aside.
static STATE: [Taken; 7] = [
    Taken::like("sledai_2k", Kind::Count, "sledai_2k"),
    Taken::count("clinical_sledai", 101.0),
    Taken::yes_no("major_organ_activity"),
    Taken::yes_no("new_activity"),
    Taken::number("physician_global", 0.0, 3.0),
    Taken::like(
        "prednisone_equivalent",
        Kind::Quantity,
        "prednisone_equivalent_max_28d",
    ),
    Taken::yes_no("maintenance_tolerated"),
];

/// The sum of the grades of lesions, those of the activity index with their weights.
fn index(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
    lesions: &[&str],
) -> Option<Calculation> {
    let before = reader.count();
    let mut sum = Interval::point(0.0);
    for lesion in lesions {
        let place = ACTIVITY.iter().position(|other| other == lesion);
        let weight = place.and_then(|place| ACTIVITY_WEIGHTS.get(place));
        let weight = f64::from(weight.copied().unwrap_or(1));
        let grade = read_or_all(reader, fields, lesion, up_to(MOST_GRADE));
        sum.low += weight * grade.low;
        sum.high += weight * grade.high;
        if grade.is_point() {
            let points = Step::number(*lesion, weight * grade.low, Some("{score}"));
            calculation.steps.push(points);
        }
    }
    calculation.bound(sum);
    (reader.count() == before).then_some(calculation)
}

/// What is known for a state, and the steps that tell it.
fn read_state(
    reader: &mut Reader,
    fields: Fields<'_>,
    calculation: &mut Calculation,
) -> Option<State> {
    const YES_NO: [&str; 3] = [
        "major_organ_activity",
        "new_activity",
        "maintenance_tolerated",
    ];
    const CLINICAL: Range = up_to(101);
    const GLOBAL: Range = between(0.0, 3.0);
    let before = reader.count();
    let told = read_members(reader, fields, &YES_NO);
    let state = State {
        sledai_2k: read_as(reader, fields, "sledai_2k", "sledai_2k"),
        clinical_sledai: read_number(reader, fields, "clinical_sledai", CLINICAL),
        major_organ_activity: told.has(0),
        new_activity: told.has(1),
        physician_global: read_number(reader, fields, "physician_global", GLOBAL),
        prednisone_equivalent: read_as(
            reader,
            fields,
            "prednisone_equivalent",
            "prednisone_equivalent_max_28d",
        ),
        maintenance_tolerated: told.has(2),
    };
    for (symbol, number, unit) in [
        ("sledai_2k", state.sledai_2k, None),
        ("clinical_sledai", state.clinical_sledai, None),
        ("physician_global", state.physician_global, None),
        (
            "prednisone_equivalent",
            state.prednisone_equivalent,
            Some("mg/d"),
        ),
    ] {
        if let Some(number) = number.filter(|number| number.is_point()) {
            calculation
                .steps
                .push(Step::number(symbol, number.low, unit));
        }
    }
    for (place, symbol) in YES_NO.into_iter().enumerate() {
        let said = match told.has(place) {
            Truth::True => "true",
            Truth::False => "false",
            Truth::Unknown => continue,
        };
        calculation.steps.push(Step::text(symbol, said));
    }
    (reader.count() == before).then_some(state)
}

fn decided(mut calculation: Calculation, truth: Truth) -> Calculation {
    calculation.value = match truth {
        Truth::True => Output::Bool(true),
        Truth::False => Output::Bool(false),
        Truth::Unknown => Output::None,
    };
    calculation
}

fn lldas(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let state = read_state(reader, fields, &mut calculation)?;
    Some(decided(calculation, lupus_state::lldas(&state)))
}

fn doris(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let state = read_state(reader, fields, &mut calculation)?;
    let limit = Test::Between(5.0, 5.0);
    if state.prednisone_equivalent.map(|dose| limit.judge(dose)) == Some(Truth::True) {
        // The abstract says at most 5 mg, a table of the same paper less than 5 mg.
        calculation.warn("sources_differ_at_limit", "prednisone_equivalent");
    }
    Some(decided(calculation, lupus_state::doris(&state)))
}

/// The least counts of cells that a score is worked out for: the logarithm of none is not finite.
const FEWEST_PLATELETS: f64 = 1.0;
const FEWEST_LEUKOCYTES: f64 = 0.1;
/// The most protein in a day, in mg: the hard limit of the measure.
const MOST_PROTEIN: f64 = 50_000.0;

fn sle_das(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let before = reader.count();
    let items = read_members(reader, fields, &sle_das::NAMES);
    let joints = read_or_all(reader, fields, "sjc28", up_to(sle_das::JOINTS));
    let mut sum = Interval::closed(
        sle_das::CONSTANT + sle_das::JOINT * joints.low,
        sle_das::CONSTANT + sle_das::JOINT * joints.high,
    );
    let constant = Step::number("constant", sle_das::CONSTANT, None);
    calculation.steps.push(constant);
    if joints.is_point() {
        let points = Step::number("sjc28", sle_das::JOINT * joints.low, Some("{score}"));
        calculation.steps.push(points);
    }
    for (place, (item, weight)) in sle_das::ITEMS.into_iter().enumerate() {
        let has = items.has(place);
        if has == Truth::True {
            sum.low += weight;
            let points = Step::number(item, weight, Some("{score}"));
            calculation.steps.push(points);
        }
        if has != Truth::False {
            sum.high += weight;
        }
    }
    let ratio = fields.get("proteinuria").and_then(|value| {
        let unit = value.get("unit").and_then(Value::as_text)?;
        PROTEIN_RATIO.unit(unit)
    });
    // A ratio counts like a day's protein: mg for each g of creatinine.
    let measure = if ratio.is_some() {
        "upcr"
    } else {
        "urine_protein_24h"
    };
    let mut quantity = |key, measure| match read_known(reader, fields, key, measure) {
        Some(Answer::Number(number)) => Some(number.value),
        _ => None,
    };
    let grams = quantity("proteinuria", measure);
    let milligrams = grams.map(|range| range.map(|grams| grams * 1000.0));
    type Term = (&'static str, Option<Interval>, Interval, fn(f64) -> f64);
    let terms: [Term; 3] = [
        (
            "proteinuria",
            milligrams,
            Interval::closed(0.0, MOST_PROTEIN),
            sle_das::proteinuria,
        ),
        (
            "platelets",
            quantity("platelets", "platelets"),
            Interval::closed(FEWEST_PLATELETS, 4000.0),
            sle_das::platelets,
        ),
        (
            "leukocytes",
            quantity("leukocytes", "leukocytes"),
            Interval::closed(FEWEST_LEUKOCYTES, 4000.0),
            sle_das::leukocytes,
        ),
    ];
    for (name, known, all, term) in terms {
        let mut range = known.unwrap_or(all);
        range.low = range.low.max(all.low);
        range.high = range.high.max(all.low);
        let points = sle_das::over(term, range);
        sum.low += points.low;
        sum.high += points.high;
        if range.is_point() {
            let points = Step::number(name, points.low, Some("{score}"));
            calculation.steps.push(points);
        }
    }
    if reader.count() > before {
        return None;
    }
    calculation.bound(sum);
    let category = sle_das::category(sum);
    calculation.extra = vec![(
        "category",
        category.map_or(Output::None, |name| Output::Text(name.to_string())),
    )];
    calculation.warn("experimental", "");
    Some(calculation)
}
