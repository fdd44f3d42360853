//! The golden tables: results that do not come from this project (`tests/golden/README.md`).
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/mod.rs"]
mod common;
mod disease;
mod edss;
mod infection;
mod kidney;
mod lupus;
mod medicine;
mod progression;
mod units;

use common::{AS_OF, finding, map, screen_one, text};
use trial_prescreen::{Screener, Value};

/// A trial whose only criterion, an inclusion, is this rule.
fn one_rule(rule: Value) -> Screener {
    let criterion = map([
        ("id", text("I1")),
        ("kind", text("inclusion")),
        ("text", text("What the golden table says.")),
        ("rule", rule),
    ]);
    let definition = common::definition("one-rule", vec![criterion]);
    Screener::new(&[definition]).unwrap_or_else(|error| panic!("{error}"))
}

/// A limit of a measure.
fn limit(verb: &str, measure: &str, value: f64, unit: Option<&str>) -> Value {
    let mut keys = vec![
        ("measure".to_string(), text(measure)),
        ("value".to_string(), Value::Number(value)),
    ];
    keys.extend(unit.map(|unit| ("unit".to_string(), text(unit))));
    map([(verb, Value::Map(keys))])
}

/// Status and reason of the only criterion.
#[track_caller]
fn judged(screener: &Screener, answers: &Value) -> (String, Option<String>) {
    let verdict = screen_one(screener, answers, AS_OF);
    let found = finding(&verdict, "I1");
    (
        common::code(found.status),
        found.borderline.map(common::code),
    )
}
