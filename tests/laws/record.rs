//! Whatever a record holds, what is read from it can be answered with.

use crate::common::{AS_OF, DIABETES, from_json, map, path, read, trial_file};
use crate::config;
use crate::foreign::{Change, change, deep, disturbed};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fs;
use std::sync::LazyLock;
use trial_prescreen::{Record, Screener, Value};

static SCREENER: LazyLock<Screener> = LazyLock::new(|| trial_file(DIABETES).screener());

/// The entries of all fixtures.
static ENTRIES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let files = fs::read_dir(path("tests/fhir")).expect("tests/fhir");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.contains(".expected")).collect();
    names.sort();
    let bundles = names.iter().map(|name| -> serde_json::Value {
        serde_json::from_str(&read(&format!("tests/fhir/{name}"))).expect(name)
    });
    let entries = bundles.flat_map(|bundle| bundle["entry"].as_array().cloned().expect("entries"));
    entries.map(|entry| from_json(&entry)).collect()
});

/// Every node of every entry, so that parts of one can stand in another.
static NODES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    fn collect(value: &Value, nodes: &mut Vec<Value>) {
        match value {
            Value::List(items) => items.iter().for_each(|item| collect(item, nodes)),
            Value::Map(entries) => entries.iter().for_each(|(_, item)| collect(item, nodes)),
            _ => {}
        }
        nodes.push(value.clone());
    }
    let mut nodes = Vec::new();
    ENTRIES.iter().for_each(|entry| collect(entry, &mut nodes));
    nodes
});

fn changes() -> impl Strategy<Value = Vec<(Index, Change)>> {
    let change = prop_oneof![
        1 => change(),
        4 => select(NODES.clone()).prop_map(Change::Replace),
    ];
    prop::collection::vec((any::<Index>(), change), 0..5)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn what_is_read_can_be_answered_with(
        picked in prop::collection::vec((any::<Index>(), changes()), 1..6),
        odd in deep(),
        day in prop_oneof![4 => Just(AS_OF), 1 => Just("1990-01-01"), 1 => Just("2199-12-31")],
    ) {
        let mut record = Record::default();
        for (entry, changes) in picked {
            let _ = record.add(&disturbed(entry.get(&ENTRIES).clone(), &changes));
        }
        let before = record.findings(day).expect(day);
        if record.add(&odd).is_err() {
            prop_assert_eq!(&record.findings(day).expect(day), &before, "an error changed it");
        }
        let found = record.findings(day).expect(day);
        for candidate in &found.candidates {
            let answers = map([(candidate.measure, candidate.answer.clone())]);
            let screened = SCREENER.screen(&answers, day);
            prop_assert!(screened.is_ok(), "{:?} of {candidate:?}", screened.err());
        }
        prop_assert!(found.patients < 2 || found.candidates.is_empty());
    }
}
