//! Scores of lupus.

use crate::common::map;
use crate::common::table::{Row, table};
use crate::{judged, limit, one_rule};
use trial_prescreen::Value;
use trial_prescreen::formula::{acr_1997, eular_acr_2019, sledai_2k, slicc_2012};
use trial_prescreen::interval::Interval;
use trial_prescreen::truth::Truth;

use crate::common::text;

/// Items as a row has them, an unknown one said to be so or left out.
fn items(row: &Row, ids: &[&str], said: bool) -> Vec<(String, Value)> {
    let read = |id: &&str| {
        let answer = match row.text(id) {
            "0" | "N" => Value::Bool(false),
            "1" | "Y" => Value::Bool(true),
            "U" if said => text("unknown"),
            "U" => return None,
            other => panic!("{}: {id} is {other:?}", row.place),
        };
        Some((id.to_string(), answer))
    };
    ids.iter().filter_map(read).collect()
}

/// The status of an inclusion, as the tables name it.
fn status(row: &Row, column: &str) -> &'static str {
    match row.text(column) {
        "met" | "1" | "yes" => "pass",
        "not_met" | "0" | "no" => "fail",
        "unknown" => "unknown",
        other => panic!("{}: {column} is {other:?}", row.place),
    }
}

#[test]
fn sledai_2k_sums_its_weights() {
    let limits = [6.0, 8.0].map(|least| one_rule(limit("at_least", "sledai_2k", least, None)));
    for row in table("sledai_2k", 103) {
        let items = items(&row, &sledai_2k::ITEMS, true);
        let inputs = Value::Map(items);
        let total = row.exact("sledai_2k", &inputs);
        row.is_close("total", total, row.number("total"), 0.0);
        let result = row.calculate("sledai_2k", &inputs);
        for (name, column) in [
            ("clinical_no_serology", "clinical_sledai_no_serology"),
            ("clinical_items_only", "clinical_16_items_only"),
        ] {
            let found = row.extra(&result, name).as_number();
            assert_eq!(found, Some(row.number(column)), "{}: {name}", row.place);
        }
        let answers = map([("sledai_2k_items", inputs)]);
        for (screener, column) in limits.iter().zip(["meets_ge6_LK23", "meets_ge8_UCART"]) {
            let (found, _) = judged(screener, &answers);
            assert_eq!(found, status(&row, column), "{}: {column}", row.place);
        }
    }
}

#[test]
fn sledai_2k_of_some_items_is_bounded() {
    let limits = [6.0, 8.0].map(|least| one_rule(limit("at_least", "sledai_2k", least, None)));
    for row in table("sledai_2k_partial", 37) {
        for said in [true, false] {
            let inputs = Value::Map(items(&row, &sledai_2k::ITEMS, said));
            let result = row.calculate("sledai_2k", &inputs);
            let (low, high) = (row.number("min_total"), row.number("max_total"));
            let ends = (result.low.as_number(), result.high.as_number());
            assert_eq!(ends, (Some(low), Some(high)), "{}", row.place);
            let exact = (low >= high).then_some(low);
            assert_eq!(result.value.as_number(), exact, "{}", row.place);
            let answers = map([("sledai_2k_items", inputs)]);
            for (screener, column) in limits.iter().zip(["ge6", "ge8"]) {
                let (found, _) = judged(screener, &answers);
                assert_eq!(found, status(&row, column), "{}: {column}", row.place);
            }
        }
    }
}

#[test]
fn sledai_2k_items_begin_where_they_are_printed_to() {
    for row in table("sledai_2k_limits", 22) {
        // "temp_c=38.0", or a value and the laboratory's limit: "c3=0.5;c3_lln=0.9".
        let inputs = row.text("inputs").split(';');
        let numbers = inputs.map(|input| {
            let number = input.split('=').nth(1).and_then(|text| text.parse().ok());
            number.unwrap_or_else(|| panic!("{}: {input}", row.place))
        });
        let numbers: Vec<f64> = numbers.collect();
        let value = match numbers[..] {
            [value] => value,
            [value, limit] => value / limit,
            _ => panic!("{}", row.place),
        };
        let item = row.text("item");
        let (_, test) = sledai_2k::LIMITS
            .iter()
            .find(|(name, _)| *name == item)
            .expect(item);
        let present = row.flag("present");
        let found = test.judge(Interval::point(value));
        assert_eq!(found, Truth::from(present), "{}", row.place);
        let place = sledai_2k::ITEMS.iter().position(|name| *name == item);
        let points = if present {
            sledai_2k::WEIGHTS[place.expect(item)]
        } else {
            0
        };
        row.is_close("points", f64::from(points), row.number("points"), 0.0);
    }
}

#[test]
fn eular_acr_counts_the_highest_of_each_domain() {
    let (entry, others) = eular_acr_2019::ITEMS.split_last().expect("items");
    let rule = map([
        ("measure", text("eular_acr_2019")),
        ("value", text("classified")),
    ]);
    let screener = one_rule(map([("is", rule)]));
    for row in table("eular_acr_2019", 64) {
        let mut inputs = items(&row, others, true);
        let ana = match row.text("ana") {
            "neg" => "negative",
            other => other,
        };
        let mut answers = inputs.clone();
        inputs.push(("ana".to_string(), text(ana)));
        let inputs = Value::Map(inputs);
        let total = row.exact("eular_acr_2019", &inputs);
        row.is_close("total", total, row.number("total"), 0.0);
        let result = row.calculate("eular_acr_2019", &inputs);
        for name in ["classified", "entry"] {
            let found = row.extra(&result, name).as_text();
            assert_eq!(found, Some(row.text(name)), "{}: {name}", row.place);
        }
        // In a trial the titre is today's, and an earlier one may have been higher.
        if row.text("entry") == "no" {
            answers.push((entry.to_string(), Value::Bool(false)));
        }
        let answers = map([
            ("eular_acr_2019_items", Value::Map(answers)),
            ("ana_titer", text(ana)),
        ]);
        let (found, _) = judged(&screener, &answers);
        assert_eq!(found, status(&row, "classified"), "{}", row.place);
    }
}

#[test]
fn antibodies_found_in_no_titre_leave_the_entry_open() {
    let enough = ["joint_involvement", "anti_dsdna_or_anti_sm"];
    let mut inputs: Vec<(String, Value)> = enough
        .map(|id| (id.to_string(), Value::Bool(true)))
        .to_vec();
    let mut classified = |ana: Value| {
        inputs.retain(|(name, _)| name != "ana");
        inputs.push(("ana".to_string(), ana));
        let result = trial_prescreen::calculate("eular_acr_2019", &Value::Map(inputs.clone()));
        let result = result.expect("a titre");
        let found = result.extra.iter().find(|(name, _)| *name == "classified");
        found
            .and_then(|(_, word)| word.as_text())
            .map(str::to_string)
    };
    for (ana, word) in [
        (text("positive"), "unknown"),
        (text("positive_no_titre"), "unknown"),
        (text("unknown"), "unknown"),
        (text("1:79"), "no"),
        (Value::Number(80.0), "yes"),
    ] {
        assert_eq!(classified(ana.clone()).as_deref(), Some(word), "{ana:?}");
    }
}

#[test]
fn acr_1997_counts_to_four() {
    let screener = one_rule(limit("at_least", "acr_1997_count", 4.0, None));
    for row in table("acr_1997", 11) {
        let inputs = Value::Map(items(&row, &acr_1997::ITEMS, true));
        let count = row.exact("acr_1997", &inputs);
        row.is_close("count", count, row.number("count"), 0.0);
        let result = row.calculate("acr_1997", &inputs);
        row.says(&result, "classified", "met_4_of_11");
        let (found, _) = judged(&screener, &map([("acr_1997_items", inputs)]));
        assert_eq!(found, status(&row, "met_4_of_11"), "{}", row.place);
    }
}

#[test]
fn slicc_2012_has_two_ways() {
    let sort = |measure: &str, least| limit("at_least", measure, least, None);
    let four = one_rule(map([(
        "all",
        Value::List(vec![
            sort("slicc_2012_total", 4.0),
            sort("slicc_2012_clinical", 1.0),
            sort("slicc_2012_immunologic", 1.0),
        ]),
    )]));
    let biopsy = one_rule(map([(
        "yes",
        map([("measure", text("slicc_biopsy_route"))]),
    )]));
    for row in table("slicc_2012", 17) {
        let inputs = Value::Map(items(&row, &slicc_2012::ITEMS, true));
        let (clinical, immunologic) = (row.number("n_clinical"), row.number("n_immunologic"));
        let total = row.exact("slicc_2012", &inputs);
        row.is_close("total", total, clinical + immunologic, 0.0);
        let result = row.calculate("slicc_2012", &inputs);
        for (name, expected) in [("clinical", clinical), ("immunologic", immunologic)] {
            let found = row.extra(&result, name).as_number();
            assert_eq!(found, Some(expected), "{}: {name}", row.place);
        }
        row.says(&result, "classified", "met_slicc");
        row.says(&result, "four_of_seventeen", "met_4_of_17_rule");
        row.says(&result, "biopsy_route", "met_standalone_biopsy");
        let twice = row.flag("c_hemolytic_anemia") && row.flag("i_direct_coombs");
        let warned = result
            .warnings
            .iter()
            .any(|w| w.code == "hemolysis_counted_twice");
        assert_eq!(warned, twice, "{}", row.place);
        let answers = map([("slicc_2012_items", inputs)]);
        for (screener, column) in [
            (&four, "met_4_of_17_rule"),
            (&biopsy, "met_standalone_biopsy"),
        ] {
            let (found, _) = judged(screener, &answers);
            assert_eq!(found, status(&row, column), "{}: {column}", row.place);
        }
    }
}
