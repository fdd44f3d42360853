//! Each verb row by row: every threshold with its neighbours, on days and doses counted by hand.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod limits;
mod numbers;
mod time;
mod washouts;

use common::{AS_OF, code, from_json, screen_one};
use serde_json::{Value as Json, json};
use std::panic::Location;
use trial_prescreen::Screener;
use trial_prescreen::finding::Finding;

/// An engine for one inclusion criterion with this rule and perhaps more keys.
fn screener(rule: &Json, more: &Json) -> Screener {
    let mut criterion = json!({
        "id": "C",
        "kind": "inclusion",
        "text": "As the protocol says.",
        "rule": rule,
    });
    for (key, value) in more.as_object().into_iter().flatten() {
        criterion[key.as_str()] = value.clone();
    }
    let definition = common::definition("verbs", vec![from_json(&criterion)]);
    Screener::new(&[definition]).unwrap_or_else(|error| panic!("{error}: {rule}"))
}

#[track_caller]
fn judged(rule: &Json, answers: &Json, as_of: &str) -> Finding {
    let verdict = screen_one(&screener(rule, &json!({})), &from_json(answers), as_of);
    verdict.findings.into_iter().next().expect("one criterion")
}

/// The status, and after "unknown: " why it is on the border.
fn told(finding: &Finding) -> String {
    let status = code(finding.status);
    match finding.borderline {
        Some(reason) => format!("{status}: {}", code(reason)),
        None => status,
    }
}

/// Every row of one rule; all wrong rows are told together.
#[track_caller]
fn rows(rule: Json, rows: &[(Json, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(answers, expected)| (answers, expected, judged(&rule, answers, AS_OF)))
        .filter(|(_, expected, finding)| told(finding) != **expected)
        .map(|(answers, expected, finding)| {
            format!("{answers}: should be {expected}, is {}", told(&finding))
        })
        .collect();
    let place = Location::caller();
    assert!(wrong.is_empty(), "{place}: {rule}\n{}", wrong.join("\n"));
}

/// One medicine that was stopped on a day.
fn stopped(drug: &str, last_dose: &str) -> Json {
    json!({ "medications": [{ "drug": drug, "last_dose": last_dose }] })
}

fn ongoing(drug: &str) -> Json {
    json!({ "medications": [{ "drug": drug, "ongoing": true }] })
}

const BORDER: &str = "unknown: readings_differ";
const STILL: &str = "unknown: washout_not_started";
