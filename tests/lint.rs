//! Each code of `check`, by a definition with the fault and one without it; and the shipped trials.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{code, from_json, read, trial_files};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use trial_prescreen::{Screener, Severity, Value, check};

/// Each code, and where `tests/lint/<code>-bad.json` has the fault. The other one has none.
const FAULTS: [(&str, &str); 41] = [
    ("missing_input", "sponsor"),
    ("unknown_field", "criteria/0/rulle"),
    ("wrong_type", "criteria/0/rule/at_least/value"),
    ("not_finite", "criteria/0/rule/at_most"),
    ("out_of_range", "criteria/0/rule/at_least_ago/days"),
    ("bad_date", "last_checked"),
    ("empty", "contact/en"),
    ("too_large", "criteria/0/rule/any"),
    ("unknown_verb", "criteria/0/rule/over"),
    ("unknown_measure", "criteria/0/rule/yes/measure"),
    ("wrong_kind", "criteria/0/rule/yes/measure"),
    ("unknown_unit", "criteria/0/rule/at_least/unit"),
    ("wrong_dimension", "criteria/0/rule/at_least/unit"),
    ("unknown_choice", "criteria/0/rule/is/value"),
    ("unknown_calculator", "criteria/0/rule/at_least/equations/0"),
    ("unknown_criterion", "criteria/1/part_of"),
    ("duplicate_id", "criteria/1/id"),
    ("reversed", "criteria/0/rule/between"),
    ("inconsistent", "arms/0/dose/by_weight/1"),
    ("implausible_limit", "criteria/0/rule/at_most/value"),
    ("impossible_limit", "criteria/0/rule/at_most/value"),
    ("equal_ends", "criteria/0/rule/between"),
    ("never_true", "criteria/0/rule/all"),
    ("always_true", "criteria/0/rule/any"),
    ("swallowed", "criteria/0/rule/any/1"),
    ("duplicate_rule", "criteria/0/rule/any/2"),
    ("duplicate_criterion", "criteria/1"),
    ("repeated_criterion", "criteria/1"),
    ("opposed_criteria", "criteria/1"),
    ("gap", "criteria/0/strata"),
    ("overlap", "criteria/0/strata"),
    ("unused_measure", "measures/hla_b27"),
    ("study_only", "criteria/0/rule"),
    ("judgement_only", "criteria"),
    ("no_english", "title"),
    ("no_source_text", "criteria/0/text"),
    ("odd_id", "criteria/0/id"),
    ("no_cases", "cases"),
    ("missing_case", "criteria/0"),
    ("case_fails", "cases/1/expect/pass/0"),
    ("limit_not_tried", "criteria/0/rule/at_least/value"),
];
/// Errors come first; what follows here never stops a definition from loading.
const FIRST_ADVICE: &str = "implausible_limit";

/// What the shipped trials are advised, and why it stays.
const KEPT: [(&str, &str, &str, &str); 1] = [(
    "NCT06920433",
    "limit_not_tried",
    "criteria/6/rule/all/1/any/0/above/value",
    "a chronicity index above 0 never decides: whatever it is, the finding stays open",
)];

fn fixture(code: &str, kind: &str) -> Value {
    let text = read(&format!("tests/lint/{code}-{kind}.json"));
    match serde_json::from_str(&text) {
        Ok(json) => from_json(&json),
        Err(error) => panic!("{code}-{kind}: {error}"),
    }
}

#[test]
fn each_fault_is_found_where_it_is_and_nowhere_else() {
    let advice = FAULTS.iter().position(|(code, _)| *code == FIRST_ADVICE);
    for (place, (fault, path)) in FAULTS.iter().enumerate() {
        let problems = check(&fixture(fault, "bad"));
        let found = problems.iter().find(|p| code(p.code) == *fault);
        let found = found.unwrap_or_else(|| panic!("{fault}: {problems:#?}"));
        assert_eq!(found.path, *path, "{fault}");
        let severity = if Some(place) < advice {
            Severity::Error
        } else {
            Severity::Advice
        };
        assert_eq!(found.severity, severity, "{fault}");
        let problems = check(&fixture(fault, "good"));
        let silent = problems.iter().all(|p| code(p.code) != *fault);
        assert!(silent, "{fault}, the good one: {problems:#?}");
    }
}

/// The codes of all problems that are no error.
#[track_caller]
fn without_errors(definition: &Value, name: &str) -> Vec<(String, String)> {
    let problems = check(definition);
    let errors: Vec<_> = problems
        .iter()
        .filter(|p| p.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
    problems
        .into_iter()
        .map(|p| (code(p.code), p.path))
        .collect()
}

#[test]
fn advice_stops_no_definition_from_loading() {
    for (fault, _) in FAULTS {
        let good = fixture(fault, "good");
        without_errors(&good, fault);
        for definition in [good, fixture(fault, "bad")] {
            let usable = check(&definition)
                .iter()
                .all(|p| p.severity == Severity::Advice);
            let loaded = Screener::new(std::slice::from_ref(&definition));
            assert_eq!(loaded.is_ok(), usable, "{fault}");
        }
    }
}

#[test]
fn the_shipped_trials_are_advised_what_is_kept_with_a_reason() {
    let mut found = Vec::new();
    for file in trial_files() {
        let advice = without_errors(&file.definition(), &file.name).into_iter();
        found.extend(advice.map(|(code, path)| [file.name.clone(), code, path]));
    }
    let kept = KEPT.map(|(trial, code, path, _)| [trial, code, path].map(str::to_string));
    assert_eq!(found, kept);
}

#[test]
fn each_code_is_told_in_the_documents_and_in_each_language() {
    let codes: BTreeSet<String> = FAULTS.iter().map(|(code, _)| (*code).to_string()).collect();
    let document = read("docs/definition.md");
    let (_, table) = document
        .split_once("## Problem codes of `check()`")
        .expect("the table of codes");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let told: BTreeSet<String> = rows
        .filter_map(|row| Some(row.split_once('`')?.0.to_string()))
        .collect();
    assert_eq!(told, codes, "docs/definition.md");
    for file in fs::read_dir(common::path("www/locales")).expect("locales") {
        let path = file.expect("a locale").path();
        let text = fs::read_to_string(&path).expect("text");
        let locale: Json = serde_json::from_str(&text).expect("JSON");
        let told = locale["problems"].as_object().expect("problems");
        let told: BTreeSet<String> = told.keys().cloned().collect();
        assert_eq!(told, codes, "{}", path.display());
    }
}
