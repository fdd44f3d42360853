//! The trial files: valid, in the words of their sources, and right about every case of theirs.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{TrialFile, code, errors, from_json, read, to_json, trial_files};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use trial_prescreen::Verdict;
use trial_prescreen::trial::load;

/// Each trial with its criteria in the protocol's order, and no fewer cases than this.
const TRIALS: [(&str, &[&str], usize); 5] = [
    (
        "NCT05061030",
        &[
            "I1", "I2", "I3", "I4", "I5", "I6", "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8",
            "E9", "E10", "E11", "E12", "E13", "E14",
        ],
        241,
    ),
    (
        "NCT06737380",
        &[
            "I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "E1", "E2", "E3", "E4", "E5", "E6",
            "E7", "E8", "E9", "E10", "E11", "E12", "E13", "E14", "E15", "E16",
        ],
        300,
    ),
    (
        "NCT06920433",
        &[
            "I1", "I2a", "I2b", "I2c", "I2d", "I3", "I4a", "I4b", "I5", "I6.1", "I6.2", "I6.3",
            "I7", "I8", "I9", "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E10", "E11",
            "E12", "E13",
        ],
        380,
    ),
    (
        "NCT07523100",
        &[
            "I1", "I2", "I2.1", "I2.2", "I2.2a", "I2.2b", "I2.2c", "I3.1a", "I3.1b", "I3.2",
            "I3.3", "I3.4", "I3.5", "I4", "I5", "E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8",
            "E9", "E10", "E11",
        ],
        360,
    ),
    ("NIH-11159694", &["G1", "G2", "G3"], 17),
];

/// The keys of an expectation that list criteria.
const STATUSES: [&str; 5] = ["pass", "fail", "unknown", "study_tests", "not_screenable"];

#[track_caller]
fn text<'j>(json: &'j Json, key: &str) -> &'j str {
    match json[key].as_str() {
        Some(text) => text,
        None => panic!("no text {key} in {json}"),
    }
}

fn list<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    json[key].as_array().map_or(&[], Vec::as_slice)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_trial_is_there_with_its_criteria_in_order() {
    let files = trial_files();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, TRIALS.map(|(id, ..)| id));
    for (file, (id, criteria, cases)) in files.iter().zip(TRIALS) {
        assert_eq!(text(&file.json, "id"), id);
        let found: Vec<&str> = file
            .list("criteria")
            .iter()
            .map(|c| text(c, "id"))
            .collect();
        assert_eq!(found, criteria, "{id}");
        for criterion in file.list("criteria") {
            // A page about a grant numbers its sentences alike, whichever way they count.
            let kind = match text(criterion, "id") {
                "G1" | "G3" => "inclusion",
                id if id.starts_with('I') => "inclusion",
                _ => "exclusion",
            };
            assert_eq!(text(criterion, "kind"), kind, "{id} {criterion}");
        }
        let found = file.list("cases").len();
        assert!(
            found >= cases,
            "{id} has {found} cases, should have {cases}"
        );
    }
}

#[test]
fn every_definition_is_valid() {
    for file in trial_files() {
        assert_eq!(errors(&file.definition()), [], "{}", file.name);
    }
}

#[test]
fn every_criterion_is_verbatim() {
    for file in trial_files() {
        let source = one_line(&read(&format!("tests/sources/{}.txt", file.name)));
        for criterion in file.list("criteria") {
            let words = one_line(text(criterion, "text"));
            assert!(
                source.contains(&words),
                "{} {}: the source does not say {words:?}",
                file.name,
                text(criterion, "id")
            );
        }
    }
}

#[test]
fn what_is_read_is_written() {
    for file in trial_files() {
        let definition = file.definition();
        let (table, trials) = load(std::slice::from_ref(&definition)).expect(&file.name);
        let [trial] = &trials[..] else {
            panic!("{}: {} trials", file.name, trials.len())
        };
        let written = trial.write(&table);
        let (original, again) = (to_json(&definition), to_json(&written));
        let keys = |json: &Json| -> BTreeSet<String> {
            json.as_object()
                .map_or_else(BTreeSet::new, |map| map.keys().cloned().collect())
        };
        assert_eq!(keys(&again), keys(&original), "{}", file.name);
        for (key, value) in original.as_object().expect("a definition") {
            assert_eq!(&again[key], value, "{}: {key}", file.name);
        }
        assert_eq!(again, original, "{}", file.name);
        assert_eq!(errors(&written), [], "{}", file.name);
    }
}

/// What a case expects and the verdict does not hold.
fn differences(case: &Json, verdict: &Verdict) -> Vec<String> {
    let expect = &case["expect"];
    let mut found = Vec::new();
    if let Some(status) = expect["status"].as_str() {
        let given = code(verdict.status);
        if given != status {
            found.push(format!("the verdict should be {status}, is {given}"));
        }
    }
    for status in STATUSES {
        for criterion in list(expect, status).iter().filter_map(Json::as_str) {
            let finding = verdict.findings.iter().find(|f| f.criterion == criterion);
            match finding {
                None => found.push(format!("{criterion} is no criterion")),
                Some(finding) if code(finding.status) != status => {
                    found.push(format!("{criterion} should be {status}: {finding:#?}"));
                }
                Some(_) => {}
            }
        }
    }
    if let Some(window) = expect.get("window") {
        let given = serde_json::to_value(&verdict.window).expect("a window");
        if given != *window {
            found.push(format!("the window should be {window}, is {given}"));
        }
    }
    if let Some(certain) = expect["window_is_certain"].as_bool()
        && verdict.window_is_certain != certain
    {
        found.push(format!("window_is_certain should be {certain}"));
    }
    found
}

#[test]
fn every_case_is_as_it_says() {
    let mut failures = Vec::new();
    for file in trial_files() {
        let screener = file.screener();
        for case in file.list("cases") {
            let name = format!("{}, {:?}", file.name, text(case, "name"));
            match screener.screen(&from_json(&case["answers"]), text(case, "as_of")) {
                Err(error) => failures.push(format!("{name}: {error}")),
                Ok(verdicts) => {
                    assert_eq!(verdicts.len(), 1, "{name}");
                    let differences = differences(case, &verdicts[0]);
                    failures.extend(differences.iter().map(|what| format!("{name}: {what}")));
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{}\n{} failures",
        failures.join("\n"),
        failures.len()
    );
}

#[test]
fn every_case_says_something_and_has_its_own_name() {
    for file in trial_files() {
        let mut names = BTreeSet::new();
        for case in file.list("cases") {
            let name = text(case, "name");
            assert!(names.insert(name), "{}: {name:?} twice", file.name);
            let expect = &case["expect"];
            let says = expect["status"].is_string()
                && (STATUSES
                    .iter()
                    .any(|status| !list(expect, status).is_empty())
                    || expect.get("window").is_some());
            assert!(says, "{}: {name:?} expects nothing", file.name);
            let mut listed = BTreeSet::new();
            for id in STATUSES.iter().flat_map(|status| list(expect, status)) {
                assert!(
                    listed.insert(id.as_str()),
                    "{}: {name:?}: {id} twice",
                    file.name
                );
            }
        }
    }
}

/// Whether a rule reads any measure, so that answers can settle something of it.
fn is_screenable(rule: &Json) -> bool {
    match rule {
        Json::Object(entries) => {
            // A washout reads the list of medicines unless it names another.
            let reads = ["measure", "washout"]
                .iter()
                .any(|key| entries.contains_key(*key));
            reads || entries.values().any(is_screenable)
        }
        Json::Array(items) => items.iter().any(is_screenable),
        _ => false,
    }
}

/// Whether a judgement or an agreement stands in a rule.
fn is_judged(rule: &Json) -> bool {
    match rule {
        Json::Object(entries) => {
            ["judgement", "agreement"]
                .iter()
                .any(|verb| entries.contains_key(*verb))
                || entries.values().any(is_judged)
        }
        Json::Array(items) => items.iter().any(is_judged),
        _ => false,
    }
}

/// Whether answers can make a rule hold, or not hold: beside a judgement it may stay open for
/// good.
fn can_be(rule: &Json, holds: bool) -> bool {
    let Some((verb, body)) = rule.as_object().and_then(|rule| rule.iter().next()) else {
        return false;
    };
    let mut parts = body.as_array().into_iter().flatten();
    match (verb.as_str(), holds) {
        ("judgement", _) => false,
        ("not", _) => can_be(body, !holds),
        ("any", true) | ("all", false) => parts.any(|part| can_be(part, holds)),
        ("any", false) | ("all", true) => parts.all(|part| can_be(part, holds)),
        _ => true,
    }
}

#[test]
fn every_screenable_criterion_has_a_passing_a_failing_and_an_unknown_case() {
    for TrialFile { name, json } in trial_files() {
        let mut listed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for case in list(&json, "cases") {
            for status in STATUSES {
                for id in list(&case["expect"], status)
                    .iter()
                    .filter_map(Json::as_str)
                {
                    listed.entry(id).or_default().insert(status);
                }
            }
        }
        for criterion in list(&json, "criteria") {
            let (id, rule) = (text(criterion, "id"), &criterion["rule"]);
            let has = |status: &str| listed.get(id).is_some_and(|set| set.contains(status));
            if !is_screenable(rule) {
                assert!(
                    has("not_screenable"),
                    "{name} {id}: no case says not_screenable"
                );
                continue;
            }
            let passes = has("pass") || (is_judged(rule) && has("not_screenable"));
            assert!(passes, "{name} {id}: no passing case");
            // The team may excuse some findings: those are never more than open.
            let fails = has("fail") || !can_be(rule, text(criterion, "kind") == "exclusion");
            assert!(fails, "{name} {id}: no failing case");
            // Whether somebody agrees is not screenable until a signature, and never unknown.
            let opens = has("unknown") || has("study_tests") || rule.get("agreement").is_some();
            assert!(opens, "{name} {id}: no unknown case");
        }
    }
}

/// A definition with as many comparisons as this.
fn with_comparisons(count: usize) -> Vec<trial_prescreen::Problem> {
    let leaf = serde_json::json!({ "yes": { "measure": "pregnant" } });
    let list = serde_json::json!({ "any": vec![leaf; 100] });
    let rule = serde_json::json!({ "all": vec![list; count / 100] });
    let criterion = serde_json::json!({
        "id": "I1", "kind": "inclusion", "text": "As the protocol says.", "rule": rule,
    });
    errors(&common::definition("large", vec![from_json(&criterion)]))
}

#[test]
fn a_definition_has_no_more_comparisons_than_can_be_judged() {
    assert_eq!(with_comparisons(4_000), []);
    let problems = with_comparisons(4_100);
    assert_eq!(problems.len(), 1);
    assert_eq!(code(problems[0].code), "too_large");
    assert_eq!(problems[0].path, "criteria");
}
