//! Ten people for each trial, written by hand: every criterion of each is as it says.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{TrialFile, code, from_json, path, people, trial_files};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use trial_prescreen::finding::Finding;
use trial_prescreen::{Screener, Verdict};

/// The keys of a person; the last may be absent.
const KEYS: [&str; 8] = [
    "name",
    "why",
    "as_of",
    "answers",
    "expect",
    "status",
    "temporary",
    "window",
];

#[track_caller]
fn text<'j>(json: &'j Json, key: &str) -> &'j str {
    match json[key].as_str() {
        Some(text) => text,
        None => panic!("no text {key} in {json}"),
    }
}

#[test]
fn every_trial_has_ten_people() {
    let mut found: Vec<String> = fs::read_dir(path("tests/people"))
        .expect("tests/people")
        .map(|entry| entry.expect("an entry of tests/people").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    found.sort_unstable();
    let files = trial_files();
    let wanted: Vec<String> = files.iter().map(|f| format!("{}.json", f.name)).collect();
    assert_eq!(found, wanted, "one file a trial");
    for TrialFile { name, .. } in files {
        let people = people(&name);
        assert_eq!(people.len(), 10, "{name}");
        let names: BTreeSet<&str> = people.iter().map(|person| text(person, "name")).collect();
        assert_eq!(names.len(), 10, "{name}: a name twice");
    }
}

/// What is wrong with a person as written, whatever the engine says.
fn shape(trial: &Json, person: &Json) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, _) in person.as_object().expect("a person") {
        if !KEYS.contains(&key.as_str()) {
            wrong.push(format!("{key} means nothing"));
        }
    }
    for key in &KEYS[..7] {
        if person.get(*key).is_none() {
            wrong.push(format!("no {key}"));
        }
    }
    if person["why"]
        .as_str()
        .is_none_or(|why| why.trim().is_empty())
    {
        wrong.push("why is empty".to_string());
    }
    let listed = trial["criteria"].as_array().expect("criteria").iter();
    let criteria: BTreeSet<&str> = listed.map(|criterion| text(criterion, "id")).collect();
    let expected = person["expect"].as_object().into_iter().flatten();
    let expected: BTreeSet<&str> = expected.map(|(id, _)| id.as_str()).collect();
    for id in criteria.difference(&expected) {
        wrong.push(format!("expects nothing of {id}"));
    }
    for id in expected.difference(&criteria) {
        wrong.push(format!("{id} is no criterion"));
    }
    wrong
}

/// Status, and after "unknown: " why it is on the border.
fn told(finding: &Finding) -> String {
    let status = code(finding.status);
    match finding.borderline {
        Some(reason) => format!("{status}: {}", code(reason)),
        None => status,
    }
}

/// What a person expects and the verdict does not hold.
fn differences(person: &Json, verdict: &Verdict) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut compare = |what: &str, expected: &Json, found: Json| {
        if *expected != found {
            wrong.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    for finding in &verdict.findings {
        let expected = &person["expect"][&finding.criterion];
        compare(&finding.criterion, expected, told(finding).into());
    }
    compare("status", &person["status"], code(verdict.status).into());
    compare("temporary", &person["temporary"], verdict.temporary.into());
    if let Some(window) = person.get("window") {
        let found = serde_json::to_value(&verdict.window).expect("a window");
        compare("window", window, found);
    }
    wrong
}

fn failures(trial: &TrialFile, screener: &Screener, person: &Json) -> Vec<String> {
    let mut wrong = shape(&trial.json, person);
    match screener.screen(&from_json(&person["answers"]), text(person, "as_of")) {
        Err(error) => wrong.push(error.to_string()),
        Ok(verdicts) => wrong.extend(differences(person, &verdicts[0])),
    }
    wrong
}

#[test]
fn every_person_is_as_they_say() {
    let mut wrong = Vec::new();
    for trial in trial_files() {
        let screener = trial.screener();
        for person in people(&trial.name) {
            let who = format!("{}, {}", trial.name, text(&person, "name"));
            let failures = failures(&trial, &screener, &person);
            wrong.extend(failures.iter().map(|what| format!("{who}: {what}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} failures",
        wrong.join("\n"),
        wrong.len()
    );
}
