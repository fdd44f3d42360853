//! The shipped trials in pieces of one criterion, so that one look at one is quick.

use serde_json::Value as Json;
use std::sync::LazyLock;
use trial_prescreen::Value;

const FILES: [&str; 6] = [
    include_str!("../../../www/trials/NCT05061030.json"),
    include_str!("../../../www/trials/NCT06737380.json"),
    include_str!("../../../www/trials/NCT06920433.json"),
    include_str!("../../../www/trials/NCT07523100.json"),
    include_str!("../../../www/trials/NIH-11159694.json"),
    include_str!("../../../www/examples/sixth.json"),
];

/// A JSON value as the boundary would hand it in.
pub fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        // Every JSON number is a double to JavaScript.
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(from_json).collect()),
        Json::Object(entries) => {
            let entries = entries.iter();
            Value::Map(
                entries
                    .map(|(key, item)| (key.clone(), from_json(item)))
                    .collect(),
            )
        }
    }
}

/// Definitions of one criterion each, with a case or two.
pub static PIECES: LazyLock<Vec<Value>> =
    LazyLock::new(|| FILES.iter().flat_map(|file| pieces(file)).collect());

fn pieces(file: &str) -> Vec<Value> {
    let whole: Json = serde_json::from_str(file).expect("a trial file");
    let criteria = whole["criteria"].as_array().cloned().unwrap_or_default();
    let cases = whole["cases"].as_array().cloned().unwrap_or_default();
    // A part becomes a whole of its own.
    let each = criteria.into_iter().enumerate();
    each.map(|(number, mut criterion)| {
        let mut piece = whole.clone();
        piece["id"] = format!("{}-{number}", whole["id"].as_str().unwrap_or("?")).into();
        if let Some(criterion) = criterion.as_object_mut() {
            criterion.shift_remove("part_of");
        }
        let about = |case: &&Json| {
            let expect = case["expect"].as_object();
            let lists = expect
                .into_iter()
                .flat_map(|expect| expect.values().filter_map(Json::as_array));
            lists.flatten().all(|id| *id == criterion["id"])
        };
        let cases: Vec<Json> = cases.iter().filter(about).take(2).cloned().collect();
        piece["cases"] = cases.into();
        piece["criteria"] = vec![criterion].into();
        from_json(&piece)
    })
    .collect()
}
