//! The schema beside the engine: what one takes, the other takes.

use super::*;
use std::fs;
use std::path::{Path, PathBuf};
use trial_prescreen::check;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn parsed(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a file of the project");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn made() -> Value {
    schema(&parsed(&root().join("www/locales/en.json"))["names"]).expect("a schema")
}

/// What a file is, and whether the schema takes it.
fn tried(folder: &str) -> Vec<(String, Value, bool)> {
    let schema = made();
    jsonschema::meta::validate(&schema).expect("a schema of draft 2020-12");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut files: Vec<PathBuf> = fs::read_dir(root().join(folder))
        .expect("a folder of the project")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy();
        let definition = parsed(&path);
        let taken = validator.is_valid(&definition);
        (name.into_owned(), definition, taken)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_shipped_trial_is_as_the_schema_says() {
    let trials = tried("www/trials");
    assert_eq!(trials.len(), 5);
    for (name, _, taken) in trials {
        assert!(taken, "{name}");
    }
}

/// Errors that show only when rules are read: a schema knows no calendar, compares no two numbers
/// and follows no id.
const BEYOND: [&str; 6] = [
    "bad_date",
    "duplicate_id",
    "inconsistent",
    "not_finite",
    "reversed",
    "unknown_criterion",
];

#[test]
fn the_schema_takes_what_can_be_used_and_refuses_faults_of_shape() {
    for (name, definition, taken) in tried("tests/lint") {
        let problems = check(&foreign(&definition));
        let fault = problems
            .iter()
            .find(|p| p.severity == trial_prescreen::Severity::Error);
        let refused = fault.is_some_and(|fault| !BEYOND.contains(&fault.code.as_str()));
        // A rule may name a measure that the file has yet to declare.
        let refused = refused && name != "unknown_measure-bad";
        assert_eq!(taken, !refused, "{name}");
    }
}

fn foreign(json: &Value) -> trial_prescreen::Value {
    use trial_prescreen::Value as Foreign;
    match json {
        Value::Null => Foreign::Null,
        Value::Bool(flag) => Foreign::Bool(*flag),
        Value::Number(number) => Foreign::Number(number.as_f64().expect("a double")),
        Value::String(text) => Foreign::Text(text.clone()),
        Value::Array(items) => Foreign::List(items.iter().map(foreign).collect()),
        Value::Object(entries) => {
            let entry = |(key, item): (&String, &Value)| (key.clone(), foreign(item));
            Foreign::Map(entries.iter().map(entry).collect())
        }
    }
}

/// A whole definition with something at every place where the engine knows a closed list.
fn whole() -> Value {
    let rule = |verb: &str, body: Value| json!({ verb: body });
    let verbs = [
        rule(
            "at_least",
            json!({ "measure": "age", "value": 18, "unit": "a" }),
        ),
        rule(
            "between",
            json!({ "measure": "age", "from": 18, "to": 60, "unit": "a" }),
        ),
        rule("is", json!({ "measure": "sex", "value": "female" })),
        rule("one_of", json!({ "measure": "sex", "values": ["female"] })),
        rule("yes", json!({ "measure": "pregnant" })),
        rule("at_least_n", json!({ "n": 1, "of": [{ "judgement": {} }] })),
        rule(
            "within_last",
            json!({ "measure": "gcsf_last_date", "days": 1 }),
        ),
        rule(
            "at_least_ago",
            json!({ "measure": "gcsf_last_date", "days": 1 }),
        ),
        rule("recent", json!({ "days": 1, "rule": { "judgement": {} } })),
        rule("washout", json!({ "class": "biologic", "days": 1 })),
        rule("times_upper_limit", json!({ "measure": "alt", "above": 3 })),
        rule("judgement", json!({ "reason": "self_report" })),
        rule("agreement", json!({ "measure": "willing_followup" })),
    ];
    let localised = json!({ "en": "A text" });
    json!({
        "schema": 1, "id": "X1", "title": localised, "status": "closed",
        "last_checked": "2026-11-21", "countries": ["SE"], "places": ["Uppsala"],
        "sponsor": "Nobody", "contact": localised, "source": { "name": "none", "record": "0" },
        "criteria": [{
            "id": "I1", "kind": "inclusion", "text": "A text", "rule": { "all": verbs },
            "strata": [{ "name": "A", "rule": { "judgement": {} } }],
            "remarks": [{ "when": { "judgement": {} }, "text": localised }],
        }],
        "measures": {
            "own": { "kind": "yes_no", "who": "patient", "question": localised },
        },
        "arms": [
            { "name": "A", "dose": { "flat": { "cells": 1 } } },
            { "name": "B", "dose": { "by_weight": [{ "from": 1, "unit": "kg", "cells": 1 }] } },
        ],
        "cases": [{
            "name": "A", "as_of": "2026-11-21", "answers": {},
            "expect": { "window": [{ "from": null, "until": null }] },
        }],
    })
}

/// Calls `visit` for each node with its path.
fn nodes(value: &Value, path: &str, visit: &mut dyn FnMut(&str, &Value)) {
    visit(path, value);
    let children: Vec<(String, &Value)> = match value {
        Value::Array(items) => {
            let numbered = items.iter().enumerate();
            numbered.map(|(n, item)| (n.to_string(), item)).collect()
        }
        Value::Object(entries) => entries.iter().map(|(k, v)| (k.clone(), v)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        nodes(child, &format!("{path}/{key}"), visit);
    }
}

/// What the engine expects where a definition has a key or a word that nobody knows.
fn expected(definition: &Value, path: &str) -> Vec<String> {
    let problems = check(&foreign(definition));
    let found = problems
        .into_iter()
        .find(|p| format!("/{}", p.path) == path);
    let expected = found.and_then(|problem| problem.expected);
    let expected = expected.unwrap_or_else(|| panic!("nothing is expected at {path}"));
    expected.split(", ").map(str::to_string).collect()
}

const STRANGE: &str = "no such thing anywhere";

#[test]
fn each_key_that_the_engine_knows_stands_in_the_schema() {
    let validator = jsonschema::validator_for(&made()).expect("a schema");
    let whole = whole();
    assert_eq!(
        check(&foreign(&whole)).first().map(|p| p.severity),
        Some(trial_prescreen::Severity::Advice)
    );
    assert!(validator.is_valid(&whole));
    let shapes = serde_json::to_string(&made()).expect("text");
    let mut looked = 0;
    let free = [
        "title", "contact", "text", "question", "answers", "measures",
    ];
    nodes(&whole, "", &mut |path, node| {
        let last = path.rsplit('/').next().unwrap_or_default();
        let Value::Object(entries) = node else { return };
        let is_rule = entries.len() == 1 && ["rule", "when"].contains(&last);
        if free.contains(&last)
            || is_rule
            || path.contains("/of/")
            || path.contains("/all/") && last.parse::<usize>().is_ok()
        {
            return;
        }
        let mut changed = whole.clone();
        let target = changed.pointer_mut(path).expect("a node");
        target[STRANGE] = json!(1);
        assert!(!validator.is_valid(&changed), "a strange key at {path}");
        for key in expected(&changed, &format!("{path}/{STRANGE}")) {
            assert!(shapes.contains(&format!("\"{key}\":")), "{path}: {key}");
            looked += 1;
        }
    });
    assert!(looked > 100, "{looked}");
}

#[test]
fn each_word_that_the_engine_knows_is_taken_by_the_schema() {
    let validator = jsonschema::validator_for(&made()).expect("a schema");
    let whole = whole();
    for path in [
        "/status",
        "/criteria/0/kind",
        "/criteria/0/rule/all/2/is/value",
        "/criteria/0/rule/all/9/washout/class",
        "/criteria/0/rule/all/11/judgement/reason",
        "/measures/own/who",
    ] {
        let with = |word: &str| {
            let mut changed = whole.clone();
            *changed.pointer_mut(path).expect("a word") = json!(word);
            changed
        };
        let strange = with(STRANGE);
        assert!(!validator.is_valid(&strange), "{path}");
        for word in expected(&strange, path) {
            assert!(validator.is_valid(&with(&word)), "{path}: {word}");
        }
    }
    let mut strange = whole.clone();
    strange["criteria"][0]["rule"] = json!({ STRANGE: {} });
    let mut verbs = expected(&strange, &format!("/criteria/0/rule/{STRANGE}"));
    verbs.sort();
    let schema = made();
    let known = schema["$defs"]["rule"]["properties"]
        .as_object()
        .expect("verbs");
    let mut known: Vec<&String> = known.keys().collect();
    known.sort();
    assert_eq!(verbs.iter().collect::<Vec<_>>(), known);
    let mut strange = whole;
    strange["measures"]["own"]["kind"] = json!(STRANGE);
    let kinds = expected(&strange, "/measures/own/kind");
    assert_eq!(
        schema["$defs"]["declaration"]["properties"]["kind"]["enum"],
        json!(kinds)
    );
}
