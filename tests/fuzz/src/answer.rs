//! Answers to measures: mostly of the right form, at times of none.

use crate::draw::Draw;
use trial_prescreen::Value;
use trial_prescreen::catalogue::{Kind, Measure};

const DRUGS: [&str; 12] = [
    "rituximab",
    "Gilenya",
    "azathioprine",
    "prednisone",
    "Medrol 4 mg",
    "hydroxychloroquine",
    "galcanezumab",
    "interferon beta-1a",
    "teriflunomide",
    "insulin",
    "XYZ-123",
    "rituximab methotrexate",
];
const ROUTES: [&str; 6] = [
    "oral",
    "iv",
    "inhaled",
    "topical",
    "intra_articular",
    "other",
];

/// A map of those entries that are there.
pub fn map<const N: usize>(entries: [(&str, Option<Value>); N]) -> Value {
    let there = entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_string(), value?)));
    Value::Map(there.collect())
}

/// What is drawn once in two times.
pub fn perhaps<T>(draw: &mut Draw<'_>, of: impl FnOnce(&mut Draw<'_>) -> T) -> Option<T> {
    draw.once_in(2).then(|| of(draw))
}

fn word(draw: &mut Draw<'_>, of: &[&str]) -> Value {
    Value::Text((*draw.one(of)).to_string())
}

fn day(draw: &mut Draw<'_>) -> Value {
    Value::Text(draw.date())
}

/// A number near to what a person can have, as often as not.
fn plausible(draw: &mut Draw<'_>, low: f64, high: f64) -> Value {
    if draw.once_in(6) {
        return Value::Number(draw.number());
    }
    #[allow(clippy::cast_precision_loss)] // A small number.
    let share = draw.below(10_001) as f64 / 10_000.0;
    Value::Number(low + (high - low) * share)
}

/// A quantity in one of its forms.
pub fn quantity(draw: &mut Draw<'_>, units: &[String], low: f64, high: f64) -> Value {
    let unit = match units.is_empty() || draw.once_in(24) {
        true => Value::Text(draw.text()),
        false => Value::Text(draw.one(units).clone()),
    };
    let mut entries = Vec::new();
    let keys: &[&str] = match draw.below(6) {
        0 => &["low", "high"],
        1 => &["above"],
        2 => &["below"],
        _ => &["value"],
    };
    for key in keys {
        entries.push(((*key).to_string(), plausible(draw, low, high)));
    }
    entries.push(("unit".to_string(), unit));
    if draw.once_in(3) {
        entries.push(("on".to_string(), day(draw)));
    }
    if draw.once_in(3) {
        let unit = perhaps(draw, |draw| match units.is_empty() {
            true => Value::Text(draw.text()),
            false => Value::Text(draw.one(units).clone()),
        });
        let value = Some(plausible(draw, low, high));
        entries.push((
            "upper_limit".to_string(),
            map([("value", value), ("unit", unit)]),
        ));
    }
    Value::Map(entries)
}

fn dated(draw: &mut Draw<'_>, value: Value) -> Value {
    if draw.once_in(3) {
        let on = Some(day(draw));
        return map([("value", Some(value)), ("on", on)]);
    }
    value
}

fn medication(draw: &mut Draw<'_>) -> Value {
    let drug = match draw.once_in(8) {
        true => Value::Text(draw.text()),
        false => word(draw, &DRUGS),
    };
    map([
        ("drug", Some(drug)),
        ("last_dose", perhaps(draw, day)),
        (
            "ongoing",
            perhaps(draw, |draw| Value::Bool(draw.once_in(2))),
        ),
        ("started", perhaps(draw, day)),
        ("route", perhaps(draw, |draw| word(draw, &ROUTES))),
        (
            "response",
            perhaps(draw, |draw| {
                word(draw, &["working", "failed", "not_tolerated"])
            }),
        ),
        (
            "elimination",
            perhaps(draw, |draw| {
                word(draw, &["none", "confirmed_level", "unconfirmed"])
            }),
        ),
    ])
}

fn daily_dose(draw: &mut Draw<'_>) -> Value {
    let units = ["mg/d".to_string()];
    map([
        ("drug", Some(word(draw, &DRUGS))),
        ("dose", Some(quantity(draw, &units, 0.0, 80.0))),
        ("from", perhaps(draw, day)),
        ("to", perhaps(draw, day)),
        ("route", perhaps(draw, |draw| word(draw, &ROUTES))),
    ])
}

/// Up to three of them.
pub fn some(draw: &mut Draw<'_>, of: fn(&mut Draw<'_>) -> Value) -> Value {
    Value::List((0..draw.below(4)).map(|_| of(draw)).collect())
}

/// An answer to a measure.
pub fn answer(draw: &mut Draw<'_>, measure: &Measure) -> Value {
    if draw.once_in(32) {
        return draw.junk(3);
    }
    if draw.once_in(16) {
        return Value::Text("unknown".to_string());
    }
    let hard = measure
        .hard
        .map_or((0.0, 100.0), |hard| (hard.low, hard.high));
    let usual = measure.soft.map_or(hard, |soft| (soft.low, soft.high));
    let choices: Vec<&str> = measure.choices.iter().map(String::as_str).collect();
    let units: Vec<String> = measure.units.iter().map(|unit| unit.code.clone()).collect();
    match measure.kind {
        Kind::Quantity => quantity(draw, &units, usual.0, usual.1),
        Kind::Count => {
            let half = draw.below(25);
            #[allow(clippy::cast_precision_loss)] // A small number.
            let value = Value::Number(half as f64 / if draw.once_in(2) { 2.0 } else { 1.0 });
            dated(draw, value)
        }
        Kind::Titre => {
            let value = word(
                draw,
                &[
                    "1:40",
                    "1:80",
                    "160",
                    "1/320",
                    "negative",
                    "positive_no_titre",
                ],
            );
            dated(draw, value)
        }
        Kind::YesNo => {
            let value = Value::Bool(draw.once_in(2));
            dated(draw, value)
        }
        Kind::Choice => {
            let value = word(draw, &choices);
            dated(draw, value)
        }
        Kind::Choices => {
            let count = draw.below(4);
            Value::List((0..count).map(|_| word(draw, &choices)).collect())
        }
        Kind::Items => {
            let mut items = Vec::new();
            for choice in &choices {
                if let Some(value) = perhaps(draw, |draw| Value::Bool(draw.once_in(2))) {
                    items.push(((*choice).to_string(), value));
                }
            }
            Value::Map(items)
        }
        Kind::Date => match draw.once_in(8) {
            true => Value::Text("never".to_string()),
            false => day(draw),
        },
        Kind::Dates => some(draw, day),
        Kind::Medications => some(draw, medication),
        Kind::Doses => some(draw, daily_dose),
    }
}
