//! The crate as a library: `cargo run --example screen`. The core has no clock and reads no files, so
//! both the day and the definition are handed in.

use serde_json::Value as Json;
use trial_prescreen::{Screener, Value};

const TRIAL: &str = include_str!("../www/trials/NCT05061030.json");
const ANSWERS: &str = r#"{
    "type1_diabetes": true,
    "diabetes_diagnosed": "2026-02-03",
    "weight": { "value": 46, "unit": "kg" },
    "c_peptide_fasting": { "below": 0.15, "unit": "nmol/L" }
}"#;

/// Foreign values from any format end up as one small tree; here they come from JSON.
fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(fields) => {
            Value::Map(fields.iter().map(|(k, v)| (k.clone(), value(v))).collect())
        }
    }
}

/// One line a trial: its id and the status.
fn lines() -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let trial: Json = serde_json::from_str(TRIAL)?;
    let answers: Json = serde_json::from_str(ANSWERS)?;
    let screener = Screener::new(&[value(&trial)])?;
    let verdicts = screener.screen(&value(&answers), "2026-11-21")?;
    Ok(verdicts
        .iter()
        .map(|verdict| format!("{} {:?}", verdict.trial, verdict.status))
        .collect())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in lines()? {
        println!("{line}");
    }
    Ok(())
}

#[test]
fn a_diagnosis_of_nine_months_ago_rules_out() {
    assert_eq!(lines().unwrap(), ["NCT05061030 RuledOut"]);
}
