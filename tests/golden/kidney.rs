//! Formulas of the kidney and of the body's size.

use crate::common::table::{Row, TOLERANCE, table};
use crate::common::{AS_OF, map, quantity, text};
use crate::{judged, one_rule};
use std::collections::BTreeMap;
use trial_prescreen::date::Date;
use trial_prescreen::interval::{Interval, Test};
use trial_prescreen::truth::Truth;
use trial_prescreen::{Code, Screener, Value, calculate};

/// The calculator that a table calls by this name.
fn calculator(formula: &str) -> &'static str {
    match formula {
        "ckid_u25_cr" => "ckid_u25_creatinine",
        "ckid_u25_cys" => "ckid_u25_cystatin_c",
        "ckid_u25_avg" => "ckid_u25_average",
        "ekfc2021_cr_Qumol" => "ekfc_2021_creatinine",
        "ekfc2023_cys" => "ekfc_2023_cystatin_c",
        "schwartz_bedside" => "schwartz_2009",
        "ckdepi2021_crcys" => "ckd_epi_2021_creatinine_cystatin_c",
        "ckdepi2012_cys" => "ckd_epi_2012_cystatin_c",
        "ckdepi2021_cr" => "ckd_epi_2021_creatinine",
        "ckdepi2009_cr_norace" => "ckd_epi_2009_creatinine",
        "mdrd4_175" => "mdrd_4",
        "cg_actual" | "cg_ibw" | "cg_adj" => "cockcroft_gault",
        other => panic!("no calculator for {other}"),
    }
}

/// Every formula of the reference with the rows it applies to.
const FORMULAS: [(&str, i32); 14] = [
    ("ckid_u25_cr", 1157),
    ("ckid_u25_cys", 1157),
    ("ckid_u25_avg", 1157),
    ("ekfc2021_cr_Qumol", 1683),
    ("ekfc2023_cys", 1683),
    ("schwartz_bedside", 729),
    ("ckdepi2021_cr", 995),
    ("ckdepi2021_crcys", 995),
    ("ckdepi2012_cys", 995),
    ("ckdepi2009_cr_norace", 995),
    ("mdrd4_175", 995),
    ("cg_actual", 995),
    ("cg_ibw", 995),
    ("cg_adj", 995),
];

#[test]
fn kidney_formulas_agree_with_fifty_digits() {
    let (mut computed, mut refused) = (BTreeMap::new(), BTreeMap::new());
    for row in table("renal_reference", 1724) {
        for (formula, _) in FORMULAS {
            let id = calculator(formula);
            let forms = [("scr_mg_dl", "mg/dL"), ("scr_umol_l", "umol/L")];
            for (column, unit) in forms {
                let inputs = row.kidney(formula, row.number(column), unit);
                if let Some(expected) = row.optional(formula) {
                    let what = format!("{formula} in {unit}");
                    row.is_close(&what, row.exact(id, &inputs), expected, TOLERANCE);
                    *computed.entry(formula).or_insert(0) += 1;
                } else {
                    let error = calculate(id, &inputs).err();
                    let code = error.as_ref().map(|error| error.code);
                    assert_eq!(code, Some(Code::OutsideValidity), "{}: {id}", row.place);
                    let field = error.and_then(|error| error.field);
                    assert_eq!(field.as_deref(), Some("age"), "{}: {id}", row.place);
                    *refused.entry(formula).or_insert(0) += 1;
                }
            }
        }
    }
    let twice = FORMULAS.map(|(formula, rows)| (formula, 2 * rows));
    assert_eq!(computed, BTreeMap::from(twice));
    let rest = twice.map(|(formula, count)| (formula, 2 * 1724 - count));
    assert_eq!(refused, BTreeMap::from(rest));
}

#[test]
fn body_surfaces_and_weights_agree_with_fifty_digits() {
    let mut weights = 0;
    for row in table("renal_reference", 1724) {
        let weight = (
            "weight".to_string(),
            quantity(row.number("weight_kg"), "kg"),
        );
        let height = (
            "height".to_string(),
            quantity(row.number("height_cm"), "cm"),
        );
        let sizes = vec![weight, height];
        for (column, method) in [
            ("bsa_dubois", Some("du_bois")),
            ("bsa_mosteller", Some("mosteller")),
            ("bsa_mosteller", None),
            ("bsa_haycock", Some("haycock")),
        ] {
            let mut entries = sizes.clone();
            entries.extend(method.map(|method| ("method".into(), text(method))));
            let found = row.exact("body_surface_area", &Value::Map(entries));
            row.is_close(column, found, row.number(column), TOLERANCE);
        }
        for (column, id) in [
            ("ibw_devine", "ideal_body_weight"),
            ("adjbw04", "adjusted_body_weight"),
        ] {
            // The table has them for adults only.
            let Some(expected) = row.optional(column) else {
                continue;
            };
            let mut entries = sizes.clone();
            entries.push(("sex".to_string(), text(row.sex())));
            let found = row.exact(id, &Value::Map(entries));
            row.is_close(column, found, expected, TOLERANCE);
            weights += 1;
        }
    }
    assert_eq!(weights, 2 * 995);
}

#[test]
fn stages_agree_with_the_reference() {
    let mut stages = BTreeMap::new();
    for row in table("renal_reference", 1724) {
        let Some(egfr) = row.optional("ckdepi2021_cr") else {
            continue;
        };
        let inputs = map([("egfr", quantity(egfr, "mL/min/{1.73_m2}"))]);
        if egfr > 250.0 {
            let error = calculate("kdigo_g_stage", &inputs).expect_err("beyond its limit");
            assert_eq!(error.code, Code::OutOfRange, "{}", row.place);
            continue;
        }
        let found = row.calculate("kdigo_g_stage", &inputs);
        let stage = row.text("kdigo_g_rounded");
        for end in [&found.value, &found.low, &found.high] {
            assert_eq!(end.as_text(), Some(stage), "{}", row.place);
        }
        let unrounded = row.extra(&found, "unrounded_stage").as_text();
        assert_eq!(
            unrounded,
            Some(row.text("kdigo_g_unrounded")),
            "{}",
            row.place
        );
        *stages.entry(stage.to_string()).or_insert(0) += 1;
    }
    assert_eq!(stages.len(), 6, "{stages:?}");
}

#[test]
fn nobody_below_137_cm_has_an_ideal_weight() {
    let tall = |cm: f64| map([("sex", text("female")), ("height", quantity(cm, "cm"))]);
    let found = calculate("ideal_body_weight", &tall(137.0));
    let value = found.ok().and_then(|found| found.value.as_number());
    assert!(value.is_some_and(|kg| kg > 31.5), "{value:?}");
    for short in [136.99, 137.0_f64.next_down(), 100.0] {
        let error = calculate("ideal_body_weight", &tall(short)).expect_err("too short");
        assert_eq!(error.code, Code::OutsideValidity, "{short}");
        assert_eq!(error.field.as_deref(), Some("height"));
    }
}

/// A trial with one criterion: this formula gives at least `limit`.
fn one_limit(formula: &str, limit: f64) -> Screener {
    let (measure, unit) = if formula == "cg_actual" {
        ("creatinine_clearance", "mL/min")
    } else {
        ("egfr", "mL/min/{1.73_m2}")
    };
    let rule = map([
        ("measure", text(measure)),
        ("value", Value::Number(limit)),
        ("unit", text(unit)),
        ("equations", Value::List(vec![text(calculator(formula))])),
    ]);
    one_rule(map([("at_least", rule)]))
}

/// Each trial read once.
#[derive(Default)]
struct Trials(BTreeMap<String, Screener>);

impl Trials {
    /// Status and reason of somebody of the row's age who has a birthday today.
    /// None for the ages just below a birthday, which no date of birth gives exactly.
    fn screened(&mut self, row: &Row, creatinine: f64, unit: &str) -> Option<Found> {
        let formula = row.text("formula");
        let Value::Map(mut answers) = row.kidney(formula, creatinine, unit) else {
            unreachable!("inputs are a map")
        };
        let age = row.number("age_y");
        if age.fract() > 0.0 {
            return None;
        }
        #[allow(clippy::cast_possible_truncation)] // An age in whole years.
        let born = Date::parse(AS_OF)
            .expect(AS_OF)
            .plus_months(age as i32 * -12);
        answers[0] = ("birth_date".to_string(), text(&born.to_string()));
        let key = [formula, row.text("threshold")].join(" at least ");
        let make = || one_limit(formula, row.number("threshold"));
        let screener = self.0.entry(key).or_insert_with(make);
        Some(judged(screener, &Value::Map(answers)))
    }
}

type Found = (String, Option<String>);

#[test]
fn limits_are_decided_before_rounding() {
    let mut trials = Trials::default();
    let (mut borderline, mut through_the_rule) = (0, 0);
    for row in table("threshold_vectors", 469) {
        let formula = row.text("formula");
        let (creatinine, unit) = (row.number("creatinine"), row.text("creatinine_unit"));
        let value = row.exact(calculator(formula), &row.kidney(formula, creatinine, unit));
        row.is_close(formula, value, row.number("value"), TOLERANCE);

        let limit = Test::AtLeast(row.number("threshold"));
        let printed = Interval::point(value).printed(1.0);
        assert!(printed.is_point(), "{}", row.place);
        let rounded = row.number("value_rounded_half_up");
        assert_eq!(printed.low.to_bits(), rounded.to_bits(), "{}", row.place);
        let meets = row.flag("meets_ge_unrounded");
        let exact = limit.judge(Interval::point(value));
        assert_eq!(exact, Truth::from(meets), "{}", row.place);
        let as_printed = limit.judge(printed);
        let meets_printed = row.flag("meets_ge_rounded");
        assert_eq!(as_printed, Truth::from(meets_printed), "{}", row.place);
        let changes = row.flag("rounding_changes_decision");
        assert_eq!(changes, exact != as_printed, "{}", row.place);

        let expected = match (changes, meets) {
            (true, _) => ("unknown", Some("rounding".to_string())),
            (false, true) => ("pass", None),
            (false, false) => ("fail", None),
        };
        if let Some((status, reason)) = trials.screened(&row, creatinine, unit) {
            assert_eq!((status.as_str(), reason), expected, "{}", row.place);
            through_the_rule += 1;
        }
        borderline += usize::from(changes);
    }
    assert_eq!((borderline, through_the_rule), (161, 390), "rows");
}

#[test]
fn decimal_ties_stay_ties() {
    let mut trials = Trials::default();
    for row in table("exact_ties", 1521) {
        let (formula, limit) = (row.text("formula"), row.number("threshold"));
        let creatinine = row.number("scr_mg_dl");
        let inputs = row.kidney(formula, creatinine, "mg/dL");
        let value = Interval::point(row.exact(calculator(formula), &inputs));
        for (test, holds) in [
            (Test::AtLeast(limit), true),
            (Test::AtMost(limit), true),
            (Test::Above(limit), false),
            (Test::Below(limit), false),
        ] {
            assert_eq!(
                test.judge(value),
                Truth::from(holds),
                "{}: {test:?}",
                row.place
            );
        }
        let found = trials.screened(&row, creatinine, "mg/dL");
        assert_eq!(found, Some(("pass".to_string(), None)), "{}", row.place);
    }
    assert_eq!(trials.0.len(), 2, "one trial a formula");
}

#[test]
fn worked_examples_agree_with_what_others_print() {
    for row in table("worked_examples", 40) {
        let formula = row.text("formula");
        let unit = row.text("creatinine_unit");
        let inputs = row.kidney(formula, row.number("creatinine"), unit);
        let value = row.exact(calculator(formula), &inputs);
        row.is_close(formula, value, row.number("value"), TOLERANCE);
        let published = row.number("published");
        match row.text("published_decimals") {
            "12" => row.is_close("published", value, published, TOLERANCE),
            decimals => {
                let step = match decimals {
                    "0" => 1.0,
                    "1" => 0.1,
                    "2" => 0.01,
                    other => panic!("{}: {other} decimals", row.place),
                };
                let printed = Interval::point(value).printed(step).low;
                row.is_close("published", printed, published, TOLERANCE);
            }
        }
    }
}
