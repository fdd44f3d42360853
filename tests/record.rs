//! What is read from health records: every file of `tests/fhir` is a small record with one trap,
//! named by it, and beside it stands all that may come out of it.
//!
//! `RECORD_EXPECTED=write cargo test --test record` writes what came out; read the difference.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{AS_OF, DIABETES, from_json, map, path, read, text, trial_file};
use serde_json::{Value as Json, json};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use trial_prescreen::{Code, Record, RecordFindings, Screener};

static SCREENER: LazyLock<Screener> = LazyLock::new(|| trial_file(DIABETES).screener());

/// The fixtures, by name.
fn fixtures() -> Vec<(String, Json)> {
    let entries = fs::read_dir(path("tests/fhir")).expect("tests/fhir");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".json").map(str::to_string))
        .filter(|name| !name.ends_with(".expected"))
        .collect();
    names.sort();
    let bundle = |name: String| {
        let json = serde_json::from_str(&read(&format!("tests/fhir/{name}.json")));
        let json = json.unwrap_or_else(|error| panic!("{name}.json: {error}"));
        (name, json)
    };
    names.into_iter().map(bundle).collect()
}

/// The record of a Bundle's entries, or of one resource.
fn record(bundle: &Json) -> Record {
    let mut record = Record::default();
    let alone = std::slice::from_ref(bundle);
    for entry in bundle["entry"].as_array().map_or(alone, Vec::as_slice) {
        if let Err(error) = record.add(&from_json(entry)) {
            panic!("{error}: {entry}");
        }
    }
    record
}

#[track_caller]
fn findings(bundle: &Json) -> RecordFindings {
    record(bundle).findings(AS_OF).expect(AS_OF)
}

/// One resource.
fn of(resource: Json) -> Json {
    json!({ "entry": [{ "resource": resource }] })
}

/// Whether the engine takes every candidate for what it says it is.
#[track_caller]
fn all_taken(findings: &RecordFindings, whose: &str) {
    for candidate in &findings.candidates {
        let answers = map([(candidate.measure, candidate.answer.clone())]);
        if let Err(error) = SCREENER.screen(&answers, AS_OF) {
            panic!("{whose}: {error}, of {candidate:?}");
        }
    }
}

/// A line for each candidate, so that differences show.
fn written(findings: &RecordFindings) -> String {
    let lines = |key: &str| {
        let json = serde_json::to_value(findings).expect("plain data");
        let items = json[key].as_array().cloned().unwrap_or_default();
        let lines: Vec<String> = items.iter().map(|item| format!("    {item}")).collect();
        match lines.is_empty() {
            true => format!("  \"{key}\": []"),
            false => format!("  \"{key}\": [\n{}\n  ]", lines.join(",\n")),
        }
    };
    let patients = findings.patients;
    format!(
        "{{\n{},\n{},\n  \"patients\": {patients}\n}}\n",
        lines("candidates"),
        lines("ignored")
    )
}

#[test]
fn every_trap_is_seen() {
    let write = std::env::var_os("RECORD_EXPECTED").is_some();
    let all = fixtures();
    assert!(all.len() >= 30, "the fixtures are there");
    for (name, bundle) in all {
        let found = findings(&bundle);
        all_taken(&found, &name);
        let file = format!("tests/fhir/{name}.expected.json");
        if write {
            fs::write(path(&file), written(&found)).expect(&file);
        }
        let expected: Json = serde_json::from_str(&read(&file)).expect(&file);
        let found = serde_json::to_value(&found).expect("plain data");
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn no_name_comes_out() {
    for (name, bundle) in fixtures() {
        let out = written(&findings(&bundle));
        for secret in ["Hansson", "Maja", "987654", "Kim", "Example"] {
            let id = name == "names-stay-inside" && secret == "Hansson";
            // An id is carried out where it has the shape of one.
            let out = if id {
                out.replace("\"id\":\"Hansson\"", "")
            } else {
                out.clone()
            };
            assert!(!out.contains(secret), "{name}: {secret}");
        }
    }
}

#[test]
fn a_bundle_comes_in_by_its_entries() {
    let mut record = Record::default();
    let weight = json!({
        "resourceType": "Observation", "status": "final", "effectiveDateTime": "2026-10-01",
        "code": { "coding": [{ "system": "http://loinc.org", "code": "29463-7" }] },
        "valueQuantity": { "value": 70, "code": "kg" },
    });
    record.add(&from_json(&weight)).expect("a bare resource");
    let bundle = json!({ "resourceType": "Bundle", "entry": [{ "resource": weight }] });
    for (refused, code) in [
        (bundle.clone(), Code::AddEntries),
        (json!({ "resource": bundle }), Code::AddEntries),
        (json!({ "fullUrl": "urn:uuid:1" }), Code::WrongType),
        (json!({ "resource": [] }), Code::WrongType),
        (json!({ "resourceType": 7 }), Code::WrongType),
        (json!([]), Code::WrongType),
        (json!(null), Code::WrongType),
    ] {
        let error = record.add(&from_json(&refused)).expect_err("refused");
        assert_eq!((error.code, error.field), (code, None), "{refused}");
    }
    let deep = (0..100).fold(text("x"), |value, _| map([("resource", value)]));
    assert_eq!(
        record.add(&deep).map_err(|error| error.code),
        Err(Code::TooLarge)
    );
    let found = record.findings(AS_OF).expect(AS_OF);
    assert_eq!((found.candidates.len(), found.ignored.len()), (1, 0));
    for day in ["", "2026", "2026-11", "21.11.2026"] {
        let error = record.findings(day).expect_err(day);
        assert_eq!(
            (error.code, error.field.as_deref()),
            (Code::BadDate, Some("as_of"))
        );
    }
}

#[test]
fn what_is_true_depends_on_the_day() {
    let statement = json!({
        "resourceType": "MedicationStatement", "status": "active",
        "medicationCodeableConcept": { "text": "Tysabri" },
        "effectivePeriod": { "start": "2026-01-01", "end": "2026-11-30" },
    });
    let record = record(&of(statement));
    for (day, ongoing, doubt) in [
        ("2026-11-29", true, None),
        ("2026-11-30", false, Some("status_disagrees")),
        ("2026-12-01", false, Some("status_disagrees")),
    ] {
        let found = record.findings(day).expect(day);
        let found = serde_json::to_value(&found.candidates[0]).expect("plain data");
        assert_eq!(
            found["answer"][0]["ongoing"].as_bool().unwrap_or(false),
            ongoing,
            "{day}"
        );
        assert_eq!(found["doubt"].as_str(), doubt, "{day}");
    }
    let before = record.findings("2025-12-31").expect("a day");
    assert_eq!(before.candidates.len(), 0);
}

#[test]
fn the_hundred_newest_of_a_measure_are_shown() {
    let weights = (0..150).map(|place| {
        json!({ "resource": {
            "resourceType": "Observation", "status": "final",
            "effectiveDateTime": format!("{}-{:02}-01", 2000 + place / 12, place % 12 + 1),
            "code": { "coding": [{ "system": "http://loinc.org", "code": "29463-7" }] },
            "valueQuantity": { "value": 50 + place, "code": "kg" },
        } })
    });
    let found = findings(&json!({ "entry": weights.collect::<Vec<_>>() }));
    assert_eq!(found.candidates.len(), 100);
    let days: Vec<&Option<String>> = found.candidates.iter().map(|c| &c.on).collect();
    assert!(
        days.windows(2).all(|two| two[0] > two[1]),
        "the newest first"
    );
    let ignored = serde_json::to_value(&found.ignored).expect("plain data");
    assert_eq!(
        ignored,
        json!([{ "code": "older", "count": 50, "example_type": "Observation" }])
    );
}

/// Records of other projects, which this one does not contain: see `fhir/README.md` there.
#[test]
fn records_of_others_where_they_are() {
    let folder = std::env::var_os("FHIR_VECTORS")
        .map_or_else(|| path("../shared/vectors/fhir"), PathBuf::from);
    if !folder.is_dir() {
        println!("skipped: no {}", folder.display());
        return;
    }
    for (name, measures) in [
        (
            "IPS_IG-bundle-01.json",
            vec![
                "birth_date",
                "sex",
                "malignancy",
                "malignancy_diagnosed",
                "hba1c",
            ],
        ),
        ("example-00-a-fhirBundle.json", vec!["birth_date"]),
        (
            "synthea_luna.json",
            vec![
                "birth_date",
                "sex",
                "weight",
                "height",
                "hemoglobin",
                "platelets",
                "leukocytes",
                "systolic_bp",
                "diastolic_bp",
            ],
        ),
    ] {
        let Ok(json) = fs::read_to_string(folder.join(name)) else {
            println!("skipped: no {name}");
            continue;
        };
        let found = findings(&serde_json::from_str(&json).expect(name));
        all_taken(&found, name);
        assert_eq!(found.patients, 1, "{name}");
        let mut seen: Vec<&str> = found.candidates.iter().map(|c| c.measure).collect();
        seen.dedup();
        let mut expected = measures;
        let order = |id: &&str| {
            trial_prescreen::catalogue::ROWS
                .iter()
                .position(|r| r.id == *id)
        };
        expected.sort_by_key(order);
        assert_eq!(seen, expected, "{name}: {}", written(&found));
    }
}
