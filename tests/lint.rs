//! Each code of `check`, by a definition with the fault and one without it; and the shipped trials.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{code, from_json, read, trial_files};
use serde_json::{Value as Json, json};
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

#[test]
fn a_slip_in_a_criterion_is_no_error_of_the_cases_that_name_it() {
    let text =
        read("www/examples/sixth.json").replacen("\"unit\": \"g/dL\"", "\"unit\": \"mg/L\"", 1);
    let problems = check(&from_json(&serde_json::from_str(&text).unwrap()));
    let paths: Vec<_> = problems.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["criteria/3/rule/at_least/unit"]);
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

/// What is advised of one criterion with this rule, but for cases and for being alone.
fn advised(rule: &Json) -> Vec<(String, String)> {
    let criterion = json!({
        "id": "I1", "kind": "inclusion", "text": "As the protocol says.", "rule": rule,
    });
    of_criteria(&[criterion])
}

fn of_criteria(criteria: &[Json]) -> Vec<(String, String)> {
    let criteria = criteria.iter().map(from_json).collect();
    let problems = check(&common::definition("X1", criteria)).into_iter();
    let told = problems.map(|p| (code(p.code), p.path));
    told.filter(|(code, _)| !["no_cases", "judgement_only"].contains(&code.as_str()))
        .collect()
}

fn limit(verb: &str, measure: &str, value: f64, unit: &str) -> Json {
    json!({ verb: { "measure": measure, "value": value, "unit": unit } })
}

fn time(verb: &str, key: &str, n: u32) -> Json {
    json!({ verb: { "measure": "gcsf_last_date", key: n } })
}

#[test]
fn advice_is_given_for_what_is_certain() {
    let age = |verb, value| limit(verb, "age", value, "a");
    let weight = |verb, value| limit(verb, "weight", value, "kg");
    let sex = |value| json!({ "is": { "measure": "sex", "value": value } });
    let at = "criteria/0/rule";
    for (rule, code, path) in [
        // Ages are whole.
        (
            json!({ "all": [age("above", 17.0), age("below", 18.0)] }),
            "never_true",
            "all",
        ),
        (
            json!({ "any": [age("at_most", 17.0), age("at_least", 18.0)] }),
            "always_true",
            "any",
        ),
        (age("at_least", 0.0), "always_true", "at_least"),
        (
            json!({ "not": age("above", 120.0) }),
            "never_true",
            "not/above",
        ),
        // A change of unit changes nothing.
        (
            json!({ "all": [weight("at_least", 50.0), limit("below", "weight", 50_000.0, "g")] }),
            "never_true",
            "all",
        ),
        (
            json!({ "all": [sex("female"), sex("male")] }),
            "never_true",
            "all",
        ),
        (
            json!({ "any": [sex("female"), { "not": sex("female") }] }),
            "always_true",
            "any",
        ),
        (
            json!({ "any": [{ "yes": { "measure": "pregnant" } }, { "all": [
                weight("above", 60.0), { "not": weight("at_most", 50.0) },
            ] }] }),
            "swallowed",
            "any/1/all/1",
        ),
        (
            json!({ "at_least_n": { "n": 2, "of": [sex("male"), sex("male"), age("above", 9.0)] } }),
            "duplicate_rule",
            "at_least_n/of/1",
        ),
        (
            json!({ "recent": { "days": 9, "rule": { "all": [
                weight("above", 60.0), weight("below", 50.0),
            ] } } }),
            "never_true",
            "recent/rule/all",
        ),
        (
            json!({ "all": [time("within_last", "weeks", 2), time("at_least_ago", "days", 14)] }),
            "never_true",
            "all",
        ),
        (
            json!({ "any": [time("within_last", "years", 1), time("within_last", "months", 6)] }),
            "swallowed",
            "any/1",
        ),
        (
            json!({ "any": [weight("below", 50.0), weight("above", 50.0)] }),
            "gap",
            "any",
        ),
    ] {
        let found = advised(&rule);
        assert_eq!(
            found,
            [(code.to_string(), format!("{at}/{path}"))],
            "{rule}"
        );
    }
}

#[test]
fn nothing_is_said_of_what_is_not_certain() {
    let weight = |verb, value| limit(verb, "weight", value, "kg");
    let egfr = |verb, value| limit(verb, "egfr", value, "mL/min/{1.73_m2}");
    let judged = json!({ "judgement": {} });
    for rule in [
        // No month has a fixed number of days.
        json!({ "all": [time("within_last", "months", 1), time("at_least_ago", "days", 30)] }),
        // An old result is none inside, and one outside.
        json!({ "any": [
            { "recent": { "days": 30, "rule": weight("at_least", 50.0) } }, weight("below", 50.0),
        ] }),
        // Two formulas are two numbers.
        json!({ "any": [
            egfr("at_least", 60.0),
            { "below": {
                "measure": "egfr", "value": 60, "unit": "mL/min/{1.73_m2}",
                "equations": ["ckd_epi_2009_creatinine"],
            } },
        ] }),
        // The rule says itself that both cannot be.
        json!({ "all": [
            weight("at_least", 50.0), weight("below", 50.0),
            { "judgement": { "reason": "contradictory" } },
        ] }),
        json!({ "any": [judged, { "not": judged }] }),
        json!({ "any": [{ "all": [weight("above", 60.0), judged] }, weight("above", 70.0)] }),
    ] {
        let found = advised(&rule);
        assert_eq!(found, [], "{rule}");
    }
}

#[test]
fn criteria_groups_and_remarks_are_looked_at() {
    let never =
        json!({ "all": [limit("above", "age", 60.0, "a"), limit("below", "age", 50.0, "a")] });
    let line = |id: &str, kind: &str, rule: Json| json!({ "id": id, "kind": kind, "text": "As the protocol says.", "rule": rule });
    let mut first = line("I1", "inclusion", limit("at_least", "age", 18.0, "a"));
    first["strata"] = json!([{ "name": "A", "rule": never }]);
    first["remarks"] = json!([{ "when": never, "text": { "sv": "En text" } }]);
    let mut part = line("I1a", "inclusion", limit("at_least", "age", 18.0, "a"));
    part["part_of"] = json!("I1");
    let broken = json!({ "id": "I2", "kind": "inclusion", "text": "No rule." });
    let last = line("E1", "exclusion", limit("at_least", "age", 17.0, "a"));
    let found = of_criteria(&[first, part, broken, last]);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let told = [
        // An error in one keeps no advice from the others.
        ("missing_input", "criteria/2/rule"),
        ("no_english", "criteria/0/remarks/0/text"),
        ("never_true", "criteria/0/strata/0/rule/all"),
        ("never_true", "criteria/0/remarks/0/when/all"),
        ("opposed_criteria", "criteria/3"),
    ];
    assert_eq!(found, told);
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
