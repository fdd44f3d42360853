//! Scores made of items, and changes of a score.

use super::{Calculation, Output, read_known};
use crate::answers::{Answer, UNKNOWN, read_members};
use crate::error::Code;
use crate::formula::edss::{HalfSteps, WORSENING, Worsening};
use crate::formula::{Step, acr_1997, eular_acr_2019, sledai_2k, slicc_2012};
use crate::interval::Interval;
use crate::measures::read_word;
use crate::truth::Truth;
use crate::value::{Fields, Reader, Value};

/// SLEDAI-2K and its two clinical variants.
pub fn sledai_2k(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let items = read_members(reader, fields, &sledai_2k::ITEMS);
    calculation.bound(sledai_2k::total(items));
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
pub fn eular_acr_2019(
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
        (Some(Truth::True), _) | (_, Truth::True) => Truth::True,
        (Some(Truth::False), _) | (_, Truth::False) => Truth::False,
        _ => Truth::Unknown,
    };
    calculation.bound(eular_acr_2019::points(items));
    calculation.extra = vec![
        ("classified", word(eular_acr_2019::classified(entry, items))),
        ("entry", word(entry)),
    ];
    Some(calculation)
}

/// ACR 1997. Its antinuclear antibodies are an item; a titre will do as well.
pub fn acr_1997(
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
    calculation.extra = vec![("classified", word(acr_1997::classified(items)))];
    Some(calculation)
}

/// SLICC 2012.
pub fn slicc_2012(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let items = read_members(reader, fields, &slicc_2012::ITEMS);
    calculation.bound(slicc_2012::total(items));
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

/// Whether a change of EDSS counts as worse.
pub fn edss_change(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let before = reader.count();
    let mut score = |reader: &mut Reader, key: &str| {
        if fields.get(key).is_none() {
            reader.error_at(key, Code::MissingInput, "");
        }
        // "Unknown" reads as nothing: then it is any score.
        let known = read_as(reader, fields, key, "edss");
        let range = known.unwrap_or(Interval::closed(0.0, 10.0));
        if range.is_point() {
            calculation.steps.push(Step::number(key, range.low, None));
        }
        range
    };
    let (baseline, current) = (score(reader, "baseline"), score(reader, "current"));
    let rule = reader.optional(fields, "rule", |r, v| read_word(r, v, &WORSENING));
    if reader.count() > before {
        return None;
    }
    let rule = rule.unwrap_or(Worsening::Source);
    let (mut worse, mut not) = (false, false);
    let mut thresholds = Interval::closed(10.0, 0.0);
    for from in HalfSteps::all().filter(|from| from.is_in(baseline)) {
        let threshold = rule.threshold(from);
        thresholds.low = thresholds.low.min(threshold);
        thresholds.high = thresholds.high.max(threshold);
        for to in HalfSteps::all().filter(|to| to.is_in(current)) {
            let holds = rule.holds(from, to);
            worse |= holds;
            not |= !holds;
        }
    }
    if worse != not {
        calculation.value = Output::Bool(worse);
    }
    calculation.extra = vec![("threshold", Output::exact(thresholds))];
    Some(calculation)
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

/// A number read as an answer to this measure; none if it is absent or not known.
fn read_as(reader: &mut Reader, fields: Fields<'_>, key: &str, measure: &str) -> Option<Interval> {
    match read_known(reader, fields, key, measure) {
        Some(Answer::Number(number)) => Some(number.value),
        _ => None,
    }
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

    fn map(entries: &[(&str, Value)]) -> Value {
        let owned = |(key, value): &(&str, Value)| ((*key).to_string(), value.clone());
        Value::Map(entries.iter().map(owned).collect())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_string())
    }

    fn range(low: f64, high: f64) -> Value {
        map(&[("low", Value::Number(low)), ("high", Value::Number(high))])
    }

    fn run(id: &str, entries: &[(&str, Value)]) -> (Output, Vec<(&'static str, Output)>) {
        let result = calculate(id, &map(entries)).unwrap_or_else(|error| panic!("{id}: {error}"));
        (result.value, result.extra)
    }

    #[test]
    fn a_change_of_edss_is_worse_or_not_or_open() {
        use Output::{Bool, None as Open};
        let point = Value::Number;
        let half = |threshold: Option<f64>| threshold.map_or(Open, Output::Number);
        for (baseline, current, rule, worse, threshold) in [
            (point(4.5), point(5.0), "source", Bool(false), Some(1.0)),
            (point(4.5), point(5.5), "source", Bool(true), Some(1.0)),
            (point(5.0), point(5.5), "source", Bool(true), Some(0.5)),
            (point(5.0), point(5.5), "msprog", Bool(false), Some(1.0)),
            (point(5.5), point(6.0), "d55", Bool(false), Some(1.0)),
            (point(0.0), point(1.0), "two55", Bool(true), Some(1.0)),
            (point(0.0), point(1.0), "lt6", Bool(false), Some(1.5)),
            (range(4.5, 5.0), point(5.0), "source", Bool(false), None),
            (range(4.5, 5.0), point(5.5), "source", Bool(true), None),
            (range(4.0, 4.5), point(5.0), "source", Open, Some(1.0)),
            (point(2.0), text("unknown"), "source", Open, Some(1.0)),
            (text("unknown"), point(0.0), "source", Bool(false), None),
            (
                point(10.0),
                text("unknown"),
                "source",
                Bool(false),
                Some(0.5),
            ),
        ] {
            let inputs = [
                ("baseline", baseline),
                ("current", current),
                ("rule", text(rule)),
            ];
            let found = run("edss_change", &inputs);
            let extra = vec![("threshold", half(threshold))];
            assert_eq!(found, (worse, extra), "{inputs:?}");
        }
        let unnamed = [("baseline", point(5.0)), ("current", point(5.5))];
        assert_eq!(run("edss_change", &unnamed).0, Bool(true));
    }

    #[test]
    fn illegal_scores_are_refused() {
        for score in [0.5, 3.3, -1.0, 10.5, 2.999_999_999_9, f64::NAN] {
            for key in ["baseline", "current"] {
                let other = if key == "baseline" {
                    "current"
                } else {
                    "baseline"
                };
                let inputs = [(other, Value::Number(2.0)), (key, Value::Number(score))];
                let error = calculate("edss_change", &map(&inputs)).expect_err("no such score");
                assert_eq!(error.field.as_deref(), Some(key), "{score}");
            }
        }
        let error = calculate("edss_change", &map(&[("baseline", Value::Number(2.0))]));
        let error = error.expect_err("no current score");
        assert_eq!(error.code, Code::MissingInput);
        assert_eq!(error.field.as_deref(), Some("current"));
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
        let earlier = [
            refuted[0].clone(),
            refuted[1].clone(),
            ("ana_80_ever", yes()),
        ];
        assert_eq!(classified("eular_acr_2019", &earlier), "yes");

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
