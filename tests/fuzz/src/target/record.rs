//! Health records with small harm: what is offered can be taken, and no name comes out.

use crate::definition::from_json;
use crate::draw::{AS_OF, Draw, SECRET};
use crate::mutate::harm;
use serde_json::Value as Json;
use std::sync::LazyLock;
use trial_prescreen::{Record, Screener, Value};

const FILES: [&str; 12] = [
    include_str!("../../../fhir/lupus.json"),
    include_str!("../../../fhir/multiple-sclerosis.json"),
    include_str!("../../../fhir/medication-statuses.json"),
    include_str!("../../../fhir/medication-by-reference.json"),
    include_str!("../../../fhir/observation-statuses.json"),
    include_str!("../../../fhir/blood-pressure-panel.json"),
    include_str!("../../../fhir/comparator.json"),
    include_str!("../../../fhir/limits.json"),
    include_str!("../../../fhir/names-stay-inside.json"),
    include_str!("../../../fhir/not-the-person.json"),
    include_str!("../../../fhir/partial-birth-date.json"),
    include_str!("../../../fhir/protein-ratios.json"),
];

/// Each record's resources.
static RECORDS: LazyLock<Vec<Vec<Value>>> = LazyLock::new(|| {
    let record = |file: &&str| {
        let bundle: Json = serde_json::from_str(file).expect("a fixture");
        let entries = bundle["entry"]
            .as_array()
            .map_or(std::slice::from_ref(&bundle), Vec::as_slice);
        entries.iter().map(from_json).collect()
    };
    FILES.iter().map(record).collect()
});
/// Takes answers to everything in the catalogue.
static SCREENER: LazyLock<Screener> = LazyLock::new(|| {
    let piece = &crate::definition::PIECES[0];
    Screener::new(std::slice::from_ref(piece)).expect("a shipped trial")
});

pub fn run(bytes: &[u8]) {
    let mut draw = Draw::new(bytes);
    let all = draw.one(&RECORDS);
    // The first is mostly the person; and a few of the others.
    let mut resources = vec![all[0].clone()];
    for _ in 0..=draw.below(3) {
        let mut resource = draw.one(all).clone();
        if draw.once_in(2) {
            harm(&mut draw, &mut resource);
        }
        resources.push(resource);
    }
    let mut record = Record::default();
    for resource in &resources {
        if let Err(error) = record.add(resource) {
            assert!(!error.to_string().contains(SECRET));
        }
    }
    let found = record.findings(AS_OF).expect("a day");
    for candidate in &found.candidates {
        let said = Value::Map(vec![(
            candidate.measure.to_string(),
            candidate.answer.clone(),
        )]);
        if let Err(error) = SCREENER.screen(&said, AS_OF) {
            panic!("offered and not taken: {error}, of {candidate:?}");
        }
    }
    assert!(
        found.patients < 2 || found.candidates.is_empty(),
        "two people, and candidates"
    );
}
