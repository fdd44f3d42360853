//! Scores and classifications of lupus.

use super::input::{Special, Taken};
use super::{Calculation, Output, read_as};
use crate::answers::{UNKNOWN, read_members};
use crate::catalogue::Kind;
use crate::error::Code;
use crate::formula::{acr_1997, eular_acr_2019, sledai_2k, slicc_2012};
use crate::interval::Interval;
use crate::members::Members;
use crate::truth::Truth;
use crate::value::{Fields, Reader, Value};

pub(super) static ROWS: &[Special] = &[
    Special {
        items: &sledai_2k::ITEMS,
        extra: &[
            ("clinical_no_serology", Some("{score}")),
            ("clinical_items_only", Some("{score}")),
        ],
        ..Special::new(
            "sledai_2k",
            Some("{score}"),
            "Gladman et al., J Rheumatol 2002;29:288-291",
            None,
            sledai_2k,
        )
    },
    Special {
        inputs: &[Taken::like(ANA, Kind::Titre, "ana_titer")],
        items: &eular_acr_2019::ITEMS,
        extra: &[("classified", None), ("entry", None)],
        ..Special::new(
            "eular_acr_2019",
            Some("{score}"),
            "Aringer et al., Ann Rheum Dis 2019;78:1151-1159",
            Some("10.1136/annrheumdis-2018-214819"),
            eular_acr_2019,
        )
    },
    Special {
        items: &acr_1997::ITEMS,
        extra: &[("classified", None)],
        ..Special::new(
            "acr_1997",
            None,
            "Hochberg, Arthritis Rheum 1997;40:1725",
            Some("10.1002/art.1780400928"),
            acr_1997,
        )
    },
    Special {
        items: &slicc_2012::ITEMS,
        extra: &[
            ("classified", None),
            ("four_of_seventeen", None),
            ("biopsy_route", None),
            ("clinical", None),
            ("immunologic", None),
        ],
        ..Special::new(
            "slicc_2012",
            None,
            "Petri et al., Arthritis Rheum 2012;64:2677-2686",
            Some("10.1002/art.34473"),
            slicc_2012,
        )
    },
];

/// SLEDAI-2K and its two clinical variants.
fn sledai_2k(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let items = read_members(reader, fields, &sledai_2k::ITEMS);
    calculation.bound(sledai_2k::total(items));
    calculation.item_steps(present(items, &sledai_2k::ITEMS, sledai_2k::WEIGHTS));
    calculation.extra = vec![
        (
            "clinical_no_serology",
            Output::exact(sledai_2k::without_serology(items)),
        ),
        (
            "clinical_items_only",
            Output::exact(sledai_2k::clinical_items(items)),
        ),
    ];
    Some(calculation)
}

/// EULAR/ACR 2019. `ana` is the highest titre ever.
fn eular_acr_2019(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let items = read_members(reader, fields, &eular_acr_2019::ITEMS);
    let titre = read_titre(reader, fields);
    let entry = match (
        titre.map(|titre| eular_acr_2019::ENTRY.judge(titre)),
        items.has(eular_acr_2019::ANA_80_EVER),
    ) {
        // Of the highest titre ever, both must be true or neither.
        (Some(Truth::True), Truth::False) | (Some(Truth::False), Truth::True) => {
            reader.error_at(
                "ana_80_ever",
                Code::Inconsistent,
                "what goes with the titre",
            );
            return None;
        }
        (Some(Truth::True), _) | (_, Truth::True) => Truth::True,
        (Some(Truth::False), _) | (_, Truth::False) => Truth::False,
        _ => Truth::Unknown,
    };
    calculation.bound(eular_acr_2019::points(items));
    calculation.item_steps(eular_acr_2019::counted(items));
    calculation.extra = vec![
        ("classified", word(eular_acr_2019::classified(entry, items))),
        ("entry", word(entry)),
    ];
    Some(calculation)
}

/// ACR 1997. Its antinuclear antibodies are an item; a titre will do as well.
fn acr_1997(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let (ana, others) = acr_1997::ITEMS.split_last()?;
    let mut items = read_members(reader, fields, others);
    let place = others.len();
    items.forget(place);
    match fields.get(ana) {
        Some(Value::Bool(positive)) => items.set(place, *positive),
        Some(Value::Text(text)) if text == POSITIVE => items.set(place, true),
        _ => {
            // What is abnormal below the usual limit is the laboratory's to say.
            if let Some(titre) = read_titre(reader, fields) {
                match eular_acr_2019::ENTRY.judge(titre) {
                    Truth::True => items.set(place, true),
                    Truth::False if titre.low <= 0.0 => items.set(place, false),
                    _ => {}
                }
            }
        }
    }
    calculation.bound(acr_1997::count(items));
    calculation.item_steps(present(items, &acr_1997::ITEMS, [1; acr_1997::ITEMS.len()]));
    calculation.extra = vec![("classified", word(acr_1997::classified(items)))];
    Some(calculation)
}

/// SLICC 2012.
fn slicc_2012(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let items = read_members(reader, fields, &slicc_2012::ITEMS);
    calculation.bound(slicc_2012::total(items));
    calculation.item_steps(present(items, &slicc_2012::ITEMS, [1; slicc_2012::COUNTED]));
    calculation.extra = vec![
        ("classified", word(slicc_2012::classified(items))),
        ("four_of_seventeen", word(slicc_2012::by_count(items))),
        ("biopsy_route", word(slicc_2012::biopsy_route(items))),
        ("clinical", Output::exact(slicc_2012::clinical(items))),
        ("immunologic", Output::exact(slicc_2012::immunologic(items))),
    ];
    if slicc_2012::counts_hemolysis_twice(items) {
        calculation.warn("hemolysis_counted_twice", "i_direct_coombs");
    }
    Some(calculation)
}

/// The items that are surely there, with what each counts.
fn present(
    items: Members,
    names: &'static [&'static str],
    points: impl IntoIterator<Item = u8>,
) -> impl Iterator<Item = (&'static str, u8)> {
    let each = names.iter().copied().zip(points).enumerate();
    each.filter(move |(place, _)| items.has(*place) == Truth::True)
        .map(|(_, item)| item)
}

/// The input that holds a titre.
const ANA: &str = "ana";
/// The word for antibodies that were found, with no titre told.
const POSITIVE: &str = "positive";

/// A titre. That it was positive says nothing on how high it was.
fn read_titre(reader: &mut Reader, fields: Fields<'_>) -> Option<Interval> {
    if fields.get(ANA).and_then(Value::as_text) == Some(POSITIVE) {
        return None;
    }
    read_as(reader, fields, ANA, "ana_titer")
}

/// Truth in a word.
fn word(truth: Truth) -> Output {
    let word = match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => UNKNOWN,
    };
    Output::Text(word.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calculate;
    use crate::formula::StepValue;

    fn map(entries: &[(&str, Value)]) -> Value {
        let owned = |(key, value): &(&str, Value)| ((*key).to_string(), value.clone());
        Value::Map(entries.iter().map(owned).collect())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_string())
    }

    fn run(id: &str, entries: &[(&str, Value)]) -> (Output, Vec<(&'static str, Output)>) {
        let result = calculate(id, &map(entries)).unwrap_or_else(|error| panic!("{id}: {error}"));
        (result.value, result.extra)
    }

    #[test]
    fn the_steps_are_the_items_that_count() {
        let steps = |id: &str, entries: &[(&str, Value)]| {
            let result = calculate(id, &map(entries)).expect("items");
            let told = result.steps.iter().map(|step| {
                let StepValue::Number(points) = step.number else {
                    panic!("{id}: {}", step.symbol)
                };
                (step.symbol.clone(), points)
            });
            let told: Vec<(String, f64)> = told.collect();
            told
        };
        let of = |list: &[(&str, f64)]| -> Vec<(String, f64)> {
            list.iter()
                .map(|(name, points)| ((*name).to_string(), *points))
                .collect()
        };
        let [yes, no] = [true, false].map(Value::Bool);
        let items = [
            ("seizure", yes.clone()),
            ("cva", no),
            ("fever", yes.clone()),
        ];
        assert_eq!(
            steps("sledai_2k", &items),
            of(&[("seizure", 8.0), ("fever", 1.0)])
        );
        // Of one domain the item with the most points.
        let items = ["psychosis", "seizure", "fever"].map(|item| (item, yes.clone()));
        assert_eq!(
            steps("eular_acr_2019", &items),
            of(&[("fever", 2.0), ("seizure", 5.0)])
        );
        let items = ["malar_rash", "serositis"].map(|item| (item, yes.clone()));
        assert_eq!(
            steps("acr_1997", &items),
            of(&[("malar_rash", 1.0), ("serositis", 1.0)])
        );
        // A biopsy is a way of its own, and none of the 17.
        let items = ["i_ana", "biopsy_proven_ln"].map(|item| (item, yes.clone()));
        assert_eq!(steps("slicc_2012", &items), of(&[("i_ana", 1.0)]));
    }

    #[test]
    fn what_is_not_known_leaves_a_classification_open() {
        let yes = || Value::Bool(true);
        let classified = |id: &str, entries: &[(&str, Value)]| match &run(id, entries).1[0] {
            ("classified", Output::Text(word)) => word.clone(),
            other => panic!("{id}: {other:?}"),
        };
        let nephritis = [("biopsy_class_iii_or_iv", yes()), ("ana", text("1:80"))];
        assert_eq!(classified("eular_acr_2019", &nephritis), "yes");
        assert_eq!(classified("eular_acr_2019", &nephritis[..1]), "unknown");
        let refuted = [nephritis[0].clone(), ("ana", text("negative"))];
        assert_eq!(classified("eular_acr_2019", &refuted), "no");
        let untested = [nephritis[0].clone(), ("ana_80_ever", yes())];
        assert_eq!(classified("eular_acr_2019", &untested), "yes");
        for (titre, ever) in [("1:80", false), ("1:40", true), ("negative", true)] {
            let both = [("ana", text(titre)), ("ana_80_ever", Value::Bool(ever))];
            let error = calculate("eular_acr_2019", &map(&both)).expect_err(titre);
            assert_eq!(
                (error.code, error.field.as_deref()),
                (Code::Inconsistent, Some("ana_80_ever"))
            );
        }

        let biopsy = [("biopsy_proven_ln", yes()), ("i_anti_dsdna", yes())];
        assert_eq!(classified("slicc_2012", &biopsy), "yes");
        assert_eq!(classified("slicc_2012", &biopsy[..1]), "unknown");

        let (ana_item, others) = acr_1997::ITEMS.split_last().unwrap();
        let known = |item: &&'static str| {
            let there = ["malar_rash", "arthritis", "serositis"].contains(item);
            (*item, Value::Bool(there))
        };
        let three: Vec<(&str, Value)> = others.iter().map(known).collect();
        for (ana, word) in [
            (yes(), "yes"),
            (text("positive"), "yes"),
            (text("1:160"), "yes"),
            (text("1:40"), "unknown"),
            (text("unknown"), "unknown"),
            (text("negative"), "no"),
            (Value::Bool(false), "no"),
        ] {
            let mut items = three.clone();
            items.push((ana_item, ana.clone()));
            assert_eq!(classified("acr_1997", &items), word, "{ana:?}");
        }
        for wrong in [text("perhaps"), Value::Number(0.5), Value::List(Vec::new())] {
            let error = calculate("acr_1997", &map(&[("ana", wrong)])).expect_err("no titre");
            assert_eq!(error.field.as_deref(), Some("ana"));
        }
    }
}
