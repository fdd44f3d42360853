//! What the tests share: foreign values from JSON, the trial files, and short ways to write answers.

// Each test file uses a part of this.
#![allow(dead_code)]

pub mod table;

use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use trial_prescreen::finding::Finding;
use trial_prescreen::{Problem, Screener, Severity, Value, Verdict, check};

/// The day of most cases.
pub const AS_OF: &str = "2026-11-21";
/// The trial of the golden tables.
pub const DIABETES: &str = "NCT05061030";

/// A path below the root of the project.
pub fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

/// A text file below the root.
#[track_caller]
pub fn read(below: &str) -> String {
    match fs::read_to_string(path(below)) {
        Ok(text) => text,
        Err(error) => panic!("{below}: {error}"),
    }
}

/// A JSON value as the boundary would hand it in.
pub fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        // Every JSON number is a double to JavaScript.
        Json::Number(number) => Value::Number(number.as_f64().expect("a double")),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(from_json).collect()),
        Json::Object(entries) => Value::Map(
            entries
                .iter()
                .map(|(key, item)| (key.clone(), from_json(item)))
                .collect(),
        ),
    }
}

/// The way back, for comparing trees whatever the order of their keys.
#[track_caller]
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => {
            Json::Number(serde_json::Number::from_f64(*number).expect("a finite number"))
        }
        Value::Text(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Map(entries) => {
            let keys: BTreeSet<&String> = entries.iter().map(|(key, _)| key).collect();
            assert_eq!(keys.len(), entries.len(), "a key twice: {entries:?}");
            entries
                .iter()
                .map(|(key, item)| (key.clone(), to_json(item)))
                .collect()
        }
        Value::Foreign => panic!("nothing that JSON can hold"),
    }
}

/// A trial file.
pub struct TrialFile {
    /// The file's name without its ending.
    pub name: String,
    /// What it holds.
    pub json: Json,
}

impl TrialFile {
    /// The definition as the engine takes it.
    pub fn definition(&self) -> Value {
        from_json(&self.json)
    }

    /// A list of the definition; empty if there is none.
    pub fn list(&self, key: &str) -> &[Json] {
        self.json[key].as_array().map_or(&[], Vec::as_slice)
    }

    /// An engine for this trial alone.
    pub fn screener(&self) -> Screener {
        Screener::new(&[self.definition()]).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// Every file of `www/trials`, by name.
pub fn trial_files() -> Vec<TrialFile> {
    let entries = fs::read_dir(path("www/trials")).expect("www/trials");
    let mut files: Vec<TrialFile> = entries
        .map(|entry| entry.expect("an entry of www/trials").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_stem().and_then(|name| name.to_str());
            let name = name.expect("a plain file name").to_string();
            let json = serde_json::from_str(&read(&format!("www/trials/{name}.json")));
            TrialFile {
                json: json.unwrap_or_else(|error| panic!("{name}.json: {error}")),
                name,
            }
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The people of a trial, written by hand; none if it has no file (a test of its own says so).
#[track_caller]
pub fn people(trial: &str) -> Vec<Json> {
    let file = format!("tests/people/{trial}.json");
    if !path(&file).exists() {
        return Vec::new();
    }
    match serde_json::from_str(&read(&file)) {
        Ok(Json::Array(people)) => people,
        Ok(_) => panic!("{file} is no list"),
        Err(error) => panic!("{file}: {error}"),
    }
}

/// The trial file with this id.
#[track_caller]
pub fn trial_file(id: &str) -> TrialFile {
    let found = trial_files().into_iter().find(|file| file.name == id);
    found.unwrap_or_else(|| panic!("no www/trials/{id}.json"))
}

/// Text.
pub fn text(text: &str) -> Value {
    Value::Text(text.to_string())
}

/// A plain object.
pub fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_string(), value))
            .collect(),
    )
}

/// An exact quantity.
pub fn quantity(value: f64, unit: &str) -> Value {
    map([("value", Value::Number(value)), ("unit", text(unit))])
}

/// The only verdict of a screener with one trial.
#[track_caller]
pub fn screen_one(screener: &Screener, answers: &Value, as_of: &str) -> Verdict {
    let mut verdicts = match screener.screen(answers, as_of) {
        Ok(verdicts) => verdicts,
        Err(error) => panic!("{error}, of {answers:?}"),
    };
    assert_eq!(verdicts.len(), 1, "one trial, one verdict");
    verdicts.remove(0)
}

/// The finding of one criterion.
#[track_caller]
pub fn finding<'v>(verdict: &'v Verdict, criterion: &str) -> &'v Finding {
    let found = verdict.findings.iter().find(|f| f.criterion == criterion);
    found.unwrap_or_else(|| panic!("{} has no criterion {criterion}", verdict.trial))
}

/// A result as its code: `no_barrier_found`, `study_tests`.
pub fn code(result: impl serde::Serialize) -> String {
    match serde_json::to_value(result) {
        Ok(Json::String(code)) => code,
        other => panic!("a code and not {other:?}"),
    }
}

/// The errors of a definition, without advice.
pub fn errors(definition: &Value) -> Vec<Problem> {
    let mut problems = check(definition);
    problems.retain(|problem| problem.severity == Severity::Error);
    problems
}

/// A definition with these criteria, and the least of everything else.
pub fn definition(id: &str, criteria: Vec<Value>) -> Value {
    map([
        ("schema", Value::Number(1.0)),
        ("id", text(id)),
        ("title", map([("en", text("A trial"))])),
        ("status", text("informational")),
        ("last_checked", text(AS_OF)),
        ("sponsor", text("Nobody")),
        ("contact", map([("en", text("Nobody"))])),
        ("countries", Value::List(vec![text("SE")])),
        ("places", Value::List(vec![text("Uppsala")])),
        (
            "source",
            map([("name", text("none")), ("record", text("0"))]),
        ),
        ("criteria", Value::List(criteria)),
    ])
}
