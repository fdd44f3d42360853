//! The JSON Schema of a trial definition, for editors: shapes and their descriptions as they are
//! written in `trial.schema.json`, and every name of a measure, unit, choice, drug and equation as the
//! engine's own tables have it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use trial_prescreen::catalogue::{Kind, Measure, NOT_DONE, Who};
use trial_prescreen::drug::Class;
use trial_prescreen::equation::{Equation, equation};
use trial_prescreen::{calculators, catalogue, drugs};

const SHAPES: &str = include_str!("trial.schema.json");

/// Which measures each group of verbs can ask about.
const GROUPS: [(&str, &[Kind]); 9] = [
    ("number", &[Kind::Quantity, Kind::Count, Kind::Titre]),
    ("quantity", &[Kind::Quantity]),
    ("yes_no", &[Kind::YesNo]),
    ("choice", &[Kind::Choice, Kind::Choices, Kind::Items]),
    ("medications", &[Kind::Medications]),
    ("agreement", &[Kind::YesNo, Kind::Choice]),
    ("dated", RESULTS),
    ("at_least_ago", &[Kind::Date]),
    ("within_last", &[Kind::Date, Kind::Dates]),
];
/// Results have a day.
const RESULTS: &[Kind] = &[
    Kind::Quantity,
    Kind::Count,
    Kind::Titre,
    Kind::YesNo,
    Kind::Choice,
];
/// The measures that equations compute.
const COMPUTED: [&str; 2] = ["egfr", "creatinine_clearance"];
/// A limit for each kilogram of body weight, where a dose is given by the day.
const DOSE: (&str, &str) = ("mg/d", "mg/kg/d");

/// The schema as it ships. `names` are the words for measures, by id.
pub fn text(names: &Value) -> Result<String, String> {
    let schema = schema(names)?;
    serde_json::to_string(&schema)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

fn schema(names: &Value) -> Result<Value, String> {
    let mut schema: Value = serde_json::from_str(SHAPES).map_err(|error| error.to_string())?;
    let definitions = schema["$defs"]
        .as_object_mut()
        .ok_or("trial.schema.json has no $defs")?;
    let measures = catalogue();
    let ids: Vec<&str> = measures.iter().map(|measure| measure.id.as_str()).collect();
    let own = json!({
        "description": "A measure that this file declares under `measures`.",
        "type": "string", "pattern": "^[a-z][a-z0-9_]{0,79}$", "not": { "enum": ids },
    });
    definitions.insert("own_measure".to_string(), own);
    for (group, kinds) in GROUPS {
        let named = measures.iter().filter(|one| belongs(one, group, kinds));
        let mut some: Vec<Value> = named.map(|one| described(one, names)).collect();
        if group != "medications" {
            some.push(json!({ "$ref": "#/$defs/own_measure" }));
        }
        definitions.insert(group.to_string(), json!({ "anyOf": some }));
    }
    let drug_names: Vec<&str> = drugs().iter().map(|one| one.drug).collect();
    definitions.insert("drug".to_string(), json!({ "enum": drug_names }));
    let classes = [Class::Biologic, Class::SmallMoleculeImmunosuppressant];
    definitions.insert("class".to_string(), json!({ "enum": classes }));
    definitions.insert(
        "equation".to_string(),
        json!({ "enum": equations(&measures) }),
    );
    definitions.insert("units".to_string(), units(&measures));
    definitions.insert("choices".to_string(), choices(&measures));
    Ok(schema)
}

fn belongs(measure: &Measure, group: &str, kinds: &[Kind]) -> bool {
    let timed = ["at_least_ago", "within_last"].contains(&group);
    let fits = kinds.contains(&measure.kind) || (timed && RESULTS.contains(&measure.kind));
    // The time since a birth is asked of the birth date.
    let other = timed && measure.id == "age";
    fits && !other && (group != "agreement" || measure.who.contains(&Who::Agreement))
}

fn described(measure: &Measure, names: &Value) -> Value {
    match names[&measure.id].as_str() {
        Some(name) => json!({ "const": measure.id, "description": name }),
        None => json!({ "const": measure.id }),
    }
}

fn equations(measures: &[Measure]) -> Vec<&'static str> {
    let units: Vec<&Option<String>> = measures
        .iter()
        .filter(|one| COMPUTED.contains(&one.id.as_str()))
        .map(|one| &one.unit)
        .collect();
    let fits = |one: &&'static Equation| units.iter().any(|unit| unit.as_deref() == Some(one.unit));
    let found = calculators().into_iter().filter_map(|one| equation(one.id));
    found.filter(fits).map(|one| one.id).collect()
}

/// A condition on the measure of a body, and what follows from it.
fn if_measure(ids: &[&str], then: Value) -> Value {
    json!({
        "if": { "properties": { "measure": { "enum": ids } }, "required": ["measure"] },
        "then": then,
    })
}

/// Each measure takes its own units; what is counted takes none.
fn units(measures: &[Measure]) -> Value {
    let mut alike: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    let (mut counted, mut measured) = (Vec::new(), Vec::new());
    for measure in measures {
        match measure.kind {
            Kind::Quantity => {
                let mut codes: Vec<&str> = measure.units.iter().map(|u| u.code.as_str()).collect();
                if measure.unit.as_deref() == Some(DOSE.0) {
                    codes.push(DOSE.1);
                }
                alike.entry(codes).or_default().push(&measure.id);
                measured.push(measure.id.as_str());
            }
            Kind::Count | Kind::Titre => counted.push(measure.id.as_str()),
            _ => {}
        }
    }
    let mut rules: Vec<Value> = alike
        .iter()
        .map(|(codes, ids)| if_measure(ids, json!({ "properties": { "unit": { "enum": codes } } })))
        .collect();
    rules.push(if_measure(&measured, json!({ "required": ["unit"] })));
    rules.push(if_measure(
        &counted,
        json!({ "properties": { "unit": false } }),
    ));
    let plain = |id: &&str| !COMPUTED.contains(id);
    let plain: Vec<&str> = [counted, measured]
        .concat()
        .into_iter()
        .filter(plain)
        .collect();
    let none = json!({ "properties": { "equations": false, "beside": false } });
    rules.push(if_measure(&plain, none));
    json!({ "allOf": rules })
}

/// Each measure offers its own choices; a test that was not done is none.
fn choices(measures: &[Measure]) -> Value {
    let mut rules = Vec::new();
    for measure in measures.iter().filter(|one| !one.choices.is_empty()) {
        let offered = measure.choices.iter().filter(|one| *one != NOT_DONE);
        let one = json!({ "enum": offered.collect::<Vec<_>>() });
        let mut properties = Map::new();
        properties.insert("value".to_string(), one.clone());
        properties.insert("values".to_string(), json!({ "items": one }));
        rules.push(if_measure(
            &[&measure.id],
            json!({ "properties": properties }),
        ));
    }
    json!({ "allOf": rules })
}

#[cfg(test)]
mod tests;
