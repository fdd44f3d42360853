//! `progression`: what it takes, what it refuses, and what always holds. The events themselves stand
//! against the reference in `tests/golden/progression.rs`.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{from_json, map, text};
use proptest::prelude::*;
use serde_json::{Value as Json, json, to_value};
use trial_prescreen::date::Date;
use trial_prescreen::{Code, Progression, Value, progression};

fn visits(rows: &[(&str, f64)]) -> Value {
    let row =
        |(date, edss): &(&str, f64)| map([("date", text(date)), ("edss", Value::Number(*edss))]);
    Value::List(rows.iter().map(row).collect())
}

fn days(days: &[&str]) -> Value {
    Value::List(days.iter().map(|day| text(day)).collect())
}

fn find(rows: &[(&str, f64)], relapses: &[&str], options: Json) -> Progression {
    progression(&visits(rows), &days(relapses), &from_json(&options))
        .unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn refused(visits: &Value, relapses: &Value, options: Json, code: Code, field: &str) {
    let error = progression(visits, relapses, &from_json(&options)).expect_err(field);
    assert_eq!(
        (error.code, error.field.as_deref()),
        (code, Some(field)),
        "{error}"
    );
}

const WORSENED: [(&str, f64); 4] = [
    ("2020-01-01", 2.0),
    ("2020-06-01", 3.0),
    ("2020-10-01", 3.0),
    ("2021-01-01", 3.5),
];

#[test]
fn an_event_tells_its_reasons() {
    let found = find(&WORSENED, &["2020-05-01"], json!({ "RAW_PIRA": true }));
    assert_eq!(found.follow_up_days, 366);
    let told = to_value(&found).expect("JSON");
    let event = &told["events"][0];
    assert_eq!(event["event_type"], "CDW");
    assert_eq!(event["CDW_type"], "RAW");
    assert_eq!(
        (&event["date"], &event["value"]),
        (&json!("2020-06-01"), &json!(3.0))
    );
    assert_eq!(event["conf84_date"], "2020-10-01");
    assert_eq!(event["PIRA_conf84_date"], Json::Null);
    let symbols: Vec<(&str, String)> = event["because"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|step| {
            (
                step["symbol"].as_str().expect("a symbol"),
                step["number"].to_string(),
            )
        })
        .collect();
    let expected = [
        ("baseline_date", "\"2020-01-01\""),
        ("baseline", "2.0"),
        ("rule", "\"msprog\""),
        ("threshold", "1.0"),
        ("event_date", "\"2020-06-01\""),
        ("event", "3.0"),
        ("confirmation_date", "\"2020-10-01\""),
        ("confirmation", "3.0"),
        ("relapse_before", "\"2020-05-01\""),
    ]
    .map(|(symbol, number)| (symbol, number.to_string()));
    assert_eq!(symbols, expected);
    let baseline = &told["baselines"][0];
    assert_eq!(baseline["worsening_from"], 3.0);
    assert_eq!(baseline["improvement_to"], 1.0);
    assert_eq!(baseline["reason"], "first_visit");
}

#[test]
fn a_relapse_near_the_confirmation_speaks_against_independence() {
    let rows = [
        ("2020-01-01", 2.0),
        ("2020-06-01", 3.0),
        ("2020-10-01", 3.0),
    ];
    let pira = |relapses: &[&str]| {
        let found = find(&rows, relapses, json!({ "RAW_PIRA": true }));
        let told = to_value(&found).expect("JSON");
        let broken = told["events"][0]["because"]
            .as_array()
            .expect("steps")
            .last()
            .cloned();
        (
            told["events"][0]["CDW_type"].clone(),
            broken.expect("a step")["symbol"].clone(),
        )
    };
    assert_eq!(pira(&[]), (json!("PIRA"), json!("confirmation")));
    assert_eq!(
        pira(&["2020-08-15"]),
        (json!("undefined"), json!("relapse_breaks_pira"))
    );
}

#[test]
fn rules_are_named_and_differ() {
    let rows = [
        ("2020-01-01", 5.0),
        ("2020-06-01", 5.5),
        ("2020-10-01", 5.5),
    ];
    for (rule, count) in [
        ("source", 1),
        ("msprog", 0),
        ("three_tier", 0),
        ("two55", 0),
    ] {
        let found = find(&rows, &[], json!({ "delta_fun": rule }));
        assert_eq!(found.events.len(), count, "{rule}");
    }
    assert_eq!(find(&rows, &[], Json::Null).events.len(), 0);
}

#[test]
fn what_cannot_be_is_refused_and_named() {
    let good = visits(&WORSENED);
    let none = days(&[]);
    let usual = || json!({});
    let inconsistent = visits(&[
        ("2020-01-01", 2.0),
        ("2020-05-01", 2.0),
        ("2020-01-01", 3.0),
    ]);
    refused(
        &inconsistent,
        &none,
        usual(),
        Code::Inconsistent,
        "visits/2/edss",
    );
    for score in [0.5, 3.3, -1.0, 10.5, 2.999_999_999_9] {
        let row = visits(&[("2020-01-01", 2.0), ("2020-05-01", score)]);
        refused(&row, &none, usual(), Code::OutOfRange, "visits/1/edss");
    }
    let row = visits(&[("2020-01-01", f64::NAN)]);
    refused(&row, &none, usual(), Code::NotFinite, "visits/0/edss");
    for day in ["2020-01", "01.02.2020", "2020-02-30", "", "1700-01-01"] {
        refused(
            &visits(&[(day, 2.0)]),
            &none,
            usual(),
            Code::BadDate,
            "visits/0/date",
        );
        refused(&good, &days(&[day]), usual(), Code::BadDate, "relapses/0");
    }
    refused(&visits(&[]), &none, usual(), Code::MissingInput, "visits");
    refused(&Value::Null, &none, usual(), Code::WrongType, "visits");
    for days in [json!(0), json!(-84), json!(84.5), json!([])] {
        refused(
            &good,
            &none,
            json!({ "conf_days": days }),
            Code::OutOfRange,
            "options/conf_days",
        );
    }
    refused(
        &good,
        &none,
        json!({ "conf_days": [84, 0] }),
        Code::OutOfRange,
        "options/conf_days/1",
    );
    refused(
        &good,
        &none,
        json!({ "evnet": "first" }),
        Code::UnknownField,
        "options/evnet",
    );
    refused(
        &good,
        &none,
        json!({ "event": "firstCWD" }),
        Code::OutOfRange,
        "options/event",
    );
    refused(
        &good,
        &none,
        json!({ "delta_fun": "mine" }),
        Code::OutOfRange,
        "options/delta_fun",
    );
    let die = json!({ "impute_last_visit": 0.5 });
    refused(
        &good,
        &none,
        die,
        Code::OutOfRange,
        "options/impute_last_visit",
    );
    let indep = json!({ "relapse_indep": { "prec": [0, 0], "event": [90, 30] } });
    refused(
        &good,
        &none,
        indep,
        Code::MissingInput,
        "options/relapse_indep/conf",
    );
}

#[test]
fn a_relapse_after_the_last_visit_is_told() {
    let found = find(&WORSENED, &["2020-05-01", "2021-01-02"], Json::Null);
    let told: Vec<(&str, Option<&str>)> = found
        .warnings
        .iter()
        .map(|w| (w.code.as_str(), w.field.as_deref()))
        .collect();
    assert_eq!(told, [("relapse_after_last_visit", Some("relapses/1"))]);
}

#[test]
fn one_visit_and_many_are_both_answered() {
    let one = find(&[("2020-01-01", 2.0)], &[], Json::Null);
    assert_eq!((one.events.len(), one.follow_up_days), (0, 0));
    let first = Date::parse("1990-01-01").expect("a date");
    let scores = [2.0, 3.0, 3.5, 3.0, 4.0, 5.0, 4.5];
    let rows: Vec<(String, f64)> = (0..5000)
        .map(|place| {
            (
                first.plus_days(place * 7).to_string(),
                scores[place as usize % 7],
            )
        })
        .collect();
    let rows: Vec<(&str, f64)> = rows
        .iter()
        .map(|(day, edss)| (day.as_str(), *edss))
        .collect();
    let options = json!({ "event": "multiple", "baseline": "fixed", "check_intermediate": false });
    assert!(find(&rows, &[], options).events.len() > 100);
}

/// A course of a few visits, with scores that change by small steps.
fn courses() -> impl Strategy<Value = (Vec<(i32, u8)>, Vec<i32>)> {
    let visits = prop::collection::btree_map(
        0..1500_i32,
        prop::sample::select(vec![4, 5, 6, 7, 8]),
        1..14,
    );
    let visits = visits.prop_map(|visits| visits.into_iter().collect());
    (visits, prop::collection::vec(-50..1500_i32, 0..4))
}

fn options() -> impl Strategy<Value = Json> {
    (
        prop::sample::select(vec![
            "firstCDW",
            "firstCDI",
            "first",
            "multiple",
            "firstPIRA",
        ]),
        prop::sample::select(vec!["fixed", "roving", "roving_impr", "roving_wors"]),
        prop::sample::select(vec![json!(84), json!(168), json!([84, 168])]),
        any::<(bool, bool)>(),
    )
        .prop_map(|(event, baseline, conf, (tell, rebase))| {
            json!({ "event": event, "baseline": baseline, "conf_days": conf,
                "RAW_PIRA": tell, "relapse_rebl": rebase })
        })
}

fn given(rows: &[(i32, u8)], relapses: &[i32]) -> (Value, Value) {
    let first = Date::parse("2015-03-01").expect("a date");
    let day = |days: &i32| first.plus_days(*days).to_string();
    let row = |(days, steps): &(i32, u8)| {
        map([
            ("date", text(&day(days))),
            ("edss", Value::Number(f64::from(*steps) / 2.0)),
        ])
    };
    let relapses = relapses.iter().map(|days| text(&day(days))).collect();
    (
        Value::List(rows.iter().map(row).collect()),
        Value::List(relapses),
    )
}

proptest! {
    #[test]
    fn the_order_of_rows_and_doubled_rows_change_nothing(
        (rows, relapses) in courses(),
        options in options(),
        seed in any::<u64>(),
    ) {
        let options = from_json(&options);
        let (visits, onsets) = given(&rows, &relapses);
        let usual = progression(&visits, &onsets, &options).expect("events");
        let mut shuffled = rows.clone();
        shuffled.extend(rows.iter().take(3));
        shuffled.sort_by_key(|(day, _)| u64::from(day.unsigned_abs()).wrapping_mul(seed | 1) >> 7);
        let mut backwards = relapses.clone();
        backwards.reverse();
        let (visits, onsets) = given(&shuffled, &backwards);
        let other = progression(&visits, &onsets, &options).expect("events");
        prop_assert_eq!(&usual.events, &other.events);
        prop_assert_eq!(&usual.baselines, &other.baselines);
    }

    #[test]
    fn a_further_visit_that_confirms_removes_no_event(
        (rows, relapses) in courses(),
        conf in prop::sample::select(vec![84, 168]),
    ) {
        let options = from_json(&json!({ "event": "multiple", "baseline": "roving", "conf_days": conf }));
        let (visits, onsets) = given(&rows, &relapses);
        let before = progression(&visits, &onsets, &options).expect("events");
        let mut longer = rows.clone();
        let last = *rows.last().expect("a visit");
        longer.push((last.0 + 30, last.1));
        let (visits, onsets) = given(&longer, &relapses);
        let after = progression(&visits, &onsets, &options).expect("events");
        let key = |found: &Progression| {
            let told = to_value(found).expect("JSON");
            let events = told["events"].as_array().expect("a list").iter();
            events.map(|e| (e["event_type"].clone(), e["date"].clone())).collect::<Vec<_>>()
        };
        let after = key(&after);
        for event in key(&before) {
            prop_assert!(after.contains(&event), "{event:?} is gone from {after:?}");
        }
    }

    #[test]
    fn anything_is_answered(
        (rows, relapses) in courses(),
        key in prop::sample::select(vec!["event", "conf_days", "conf_tol_days", "relapse_indep",
            "relapse_to_bl", "require_sust_days", "impute_last_visit", "bl_geq", "delta_fun"]),
        value in prop::sample::select(vec![json!(null), json!(-1), json!(1e300), json!("inf"),
            json!([]), json!([1]), json!([0, "inf"]), json!({}), json!(true), json!(1), json!(200)]),
    ) {
        let (visits, onsets) = given(&rows, &relapses);
        let options = from_json(&json!({ key: value, "event": "multiple" }));
        let _ = progression(&visits, &onsets, &options);
    }
}

#[test]
fn a_rule_for_relapses_may_go_by_its_name() {
    let event = |relapse_indep: Json| {
        let options = json!({ "RAW_PIRA": true, "relapse_indep": relapse_indep });
        let found = find(&WORSENED[..3], &["2020-10-20"], options);
        to_value(&found).expect("JSON")["events"][0]["CDW_type"].clone()
    };
    for rule in trial_prescreen::relapse_rules() {
        let told = to_value(rule.relapse_indep).expect("JSON");
        assert_eq!(event(json!(rule.name)), event(told), "{}", rule.name);
    }
    // The relapse began 19 days after the confirmation.
    assert_eq!(event(json!("kappos_2020")), "undefined");
    assert_eq!(event(json!("cagol_2022")), "PIRA");
    let options = json!({ "relapse_indep": "kappos" });
    let field = "options/relapse_indep";
    refused(
        &visits(&WORSENED),
        &days(&[]),
        options,
        Code::OutOfRange,
        field,
    );
}
