//! Random people: answers of every form to any measures.

use crate::common::{map, quantity, text};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use trial_prescreen::catalogue::{Kind, Measure, Who, catalogue};
use trial_prescreen::date::{Date, DateRange};
use trial_prescreen::{Code, Screener, Value, Verdict, calculate};

/// Answers in the order given.
pub type Answers = Vec<(String, Value)>;

/// The days on which people ask.
pub const DAYS: [&str; 4] = ["2026-11-21", "2027-05-31", "2028-02-29", "2028-03-01"];

/// The measures with these ids.
pub fn measures(ids: &[&str]) -> Vec<Measure> {
    let all = catalogue();
    let found: Vec<Measure> = all
        .into_iter()
        .filter(|measure| ids.contains(&measure.id.as_str()))
        .collect();
    assert_eq!(found.len(), ids.len(), "each in the catalogue, once");
    found
}

/// Every measure that bears on these trials: those asked, and the computed ones that may be
/// typed instead.
pub fn measures_of(screener: &Screener) -> Vec<Measure> {
    let questions = screener.questions();
    let mut ids: Vec<&str> = questions.iter().map(|q| q.measure.as_str()).collect();
    ids.extend(
        questions
            .iter()
            .flat_map(|q| &q.instead)
            .map(String::as_str),
    );
    ids.sort_unstable();
    ids.dedup();
    measures(&ids)
}

/// Numbers, in the canonical unit, around which something turns.
pub fn limits(id: &str) -> &'static [f64] {
    match id {
        "age" => &[7.0, 12.0, 18.0, 22.0],
        "weight" => &[50.0, 100.0],
        "height" => &[110.0, 150.0],
        "creatinine" => &[0.5, 0.8, 1.1],
        "egfr" => &[59.5, 60.0],
        "systolic_bp" => &[160.0],
        "diastolic_bp" => &[105.0],
        "c_peptide_fasting" => &[0.12],
        _ => &[1.0],
    }
}

/// A number in one unit of a measure, in another.
#[track_caller]
pub fn convert(measure: &str, value: f64, from: &str, to: &str) -> f64 {
    let inputs = map([
        ("measure", text(measure)),
        ("from", quantity(value, from)),
        ("to", text(to)),
    ]);
    let result = calculate("convert", &inputs).unwrap_or_else(|error| panic!("{error}"));
    result.value.as_number().expect("a number")
}

/// A number that a person can have, in the canonical unit: on a limit, near one, or anywhere.
fn canonical(measure: &Measure) -> impl Strategy<Value = f64> + use<> {
    let (low, high) = measure
        .hard
        .map_or((0.0, 1e6), |hard| (hard.low, hard.high));
    let soft = measure.soft.unwrap_or(trial_prescreen::catalogue::Limits {
        low: low.max(1.0),
        high: high.min(100.0),
    });
    let near = select(limits(&measure.id));
    prop_oneof![
        2 => near.clone(),
        4 => (near, 0.7..1.4).prop_map(|(limit, factor)| limit * factor),
        2 => (0.0..1.0).prop_map(move |share: f64| soft.low * libm::pow(soft.high / soft.low, share)),
    ]
    .prop_map(move |value| value.clamp(low + 1e-3 * low.abs(), high * 0.99))
}

/// A day so many days before `as_of`, known to the day, the month or the year.
fn day_before(as_of: Date, days: i32, precision: usize) -> Value {
    let day = as_of.plus_days(-days).to_string();
    text(&day[..[10, 10, 7, 4][precision % 4]])
}

/// A date in the past, often near one on which something turns.
fn past(as_of: Date) -> impl Strategy<Value = Value> {
    let turns = select(vec![3, 6, 12, 12 * 7, 12 * 12, 12 * 18, 12 * 22]);
    let near = (turns, -2..3_i32).prop_map(move |(months, days): (i32, i32)| {
        (as_of.days_since(as_of.plus_months(-months)) + days).max(0)
    });
    (prop_oneof![near, 0..400, 0..9000], 0..4_usize)
        .prop_map(move |(days, precision)| day_before(as_of, days, precision))
}

/// The day of a test: recent, or old.
fn test_day(as_of: Date) -> impl Strategy<Value = Option<Value>> {
    let day = (prop_oneof![0..100, 89..93, 0..800], 0..4_usize);
    let day = day.prop_map(move |(days, precision)| day_before(as_of, days, precision));
    prop::option::weighted(0.4, day)
}

fn dated(value: Value, on: Option<Value>) -> Value {
    match on {
        None => value,
        Some(on) => map([("value", value), ("on", on)]),
    }
}

/// Any answer to a measure but "unknown".
pub fn answer(measure: &Measure, as_of: Date) -> BoxedStrategy<Value> {
    match measure.kind {
        Kind::Quantity => number(measure, as_of).boxed(),
        Kind::Count => (0..10_u8, 0..4_u8)
            .prop_map(|(low, more)| match more {
                0 => map([
                    ("low", Value::Number(low.into())),
                    ("high", Value::Number((low + 3).into())),
                ]),
                _ => Value::Number(low.into()),
            })
            .boxed(),
        Kind::YesNo => (any::<bool>(), test_day(as_of))
            .prop_map(|(yes, on)| dated(Value::Bool(yes), on))
            .boxed(),
        Kind::Choice => (select(measure.choices.clone()), test_day(as_of))
            .prop_map(|(choice, on)| dated(Value::Text(choice), on))
            .boxed(),
        Kind::Date if measure.never => {
            prop_oneof![9 => past(as_of), 1 => Just(text("never"))].boxed()
        }
        Kind::Date => past(as_of).boxed(),
    }
}

/// A quantity in any form and unit.
fn number(measure: &Measure, as_of: Date) -> impl Strategy<Value = Value> + use<> {
    let id = measure.id.clone();
    let units: Vec<String> = measure.units.iter().map(|unit| unit.code.clone()).collect();
    let form = (0..9_u8, 0.0..0.3, any::<Index>(), any::<bool>());
    (canonical(measure), form, test_day(as_of)).prop_map(
        move |(value, (form, width, unit, limited), on)| {
            let unit = unit.get(&units);
            let typed = |value: f64| Value::Number(convert(&id, value, &units[0], unit));
            let mut entries = match form {
                0 => vec![
                    ("low", typed(value * (1.0 - width))),
                    ("high", typed(value)),
                ],
                1 => vec![
                    ("low", typed(value)),
                    ("high", typed(value * (1.0 + width / 100.0))),
                ],
                2 => vec![("above", typed(value))],
                3 => vec![("below", typed(value))],
                _ => vec![("value", typed(value))],
            };
            entries.push(("unit", text(unit)));
            entries.extend(on.map(|on| ("on", on)));
            if limited {
                let upper = map([("value", typed(limits(&id)[0])), ("unit", text(unit))]);
                entries.push(("upper_limit", upper));
            }
            Value::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.to_string(), value))
                    .collect(),
            )
        },
    )
}

/// Somebody who has answered some of these, or said "unknown", on some day.
pub fn person(measures: &[Measure]) -> impl Strategy<Value = (&'static str, Answers)> + use<> {
    let measures = measures.to_vec();
    select(DAYS.to_vec()).prop_flat_map(move |as_of| {
        let day = Date::parse(as_of).expect(as_of);
        let each: Vec<_> = measures
            .iter()
            .map(|measure| {
                let said = prop_oneof![9 => answer(measure, day), 1 => Just(text("unknown"))];
                prop::option::weighted(0.75, said)
            })
            .collect();
        let ids: Vec<String> = measures.iter().map(|measure| measure.id.clone()).collect();
        let answers = each.prop_map(move |said| {
            let pairs = ids.iter().cloned().zip(said);
            pairs.filter_map(|(id, said)| Some((id, said?))).collect()
        });
        (Just(as_of), answers)
    })
}

/// Whether the study's own tests or a signature can stand in for an answer to this.
pub fn may_be_granted(measures: &[Measure], id: &str) -> bool {
    let measure = measures.iter().find(|measure| measure.id == id);
    measure.is_some_and(|m| m.who.contains(&Who::Study) || m.who.contains(&Who::Agreement))
}

/// The verdicts; none if two answers cannot stand together, which is refused.
pub fn screen(screener: &Screener, answers: &Answers, as_of: &str) -> Option<Vec<Verdict>> {
    match screener.screen(&Value::Map(answers.clone()), as_of) {
        Ok(verdicts) => Some(verdicts),
        Err(error) => {
            let pressure = error.field.as_deref() == Some("diastolic_bp");
            assert!(
                error.code == Code::Inconsistent && pressure,
                "{error}: {answers:?}"
            );
            None
        }
    }
}

/// The same without the one answer that can be refused beside another.
pub fn without_clash(screener: &Screener, mut answers: Answers, as_of: &str) -> Answers {
    if screen(screener, &answers, as_of).is_none() {
        answers.retain(|(id, _)| id != "diastolic_bp");
    }
    answers
}

/// One point of an answer that is a range; the same answer if it is exact.
pub fn point_in(value: &Value, share: f64, as_of: Date) -> Value {
    match value {
        Value::Text(day) => match DateRange::parse(day) {
            Some(range) => {
                let latest = range.latest.min(as_of);
                let days = f64::from(latest.days_since(range.earliest)) * share;
                #[allow(clippy::cast_possible_truncation)] // Within a year.
                text(&range.earliest.plus_days(days.round() as i32).to_string())
            }
            None => value.clone(),
        },
        Value::Map(entries) => {
            let number = |key: &str| match value.get(key) {
                Some(Value::Number(number)) => Some(*number),
                _ => None,
            };
            let point = match (
                number("low"),
                number("high"),
                number("above"),
                number("below"),
            ) {
                (Some(low), Some(high), ..) => Some((low + (high - low) * share).clamp(low, high)),
                // Inside of what a person can have for every measure of these trials.
                (.., Some(above), None) => Some(above * (1.0 + 1e-6 + share * 0.009)),
                (.., Some(below)) => Some(below * (1.0 - 1e-6 - share * 0.0009)),
                _ => None,
            };
            let rest = entries.iter().filter(|(key, _)| {
                point.is_none() || !["low", "high", "above", "below"].contains(&key.as_str())
            });
            let mut entries: Answers = rest
                .map(|(key, item)| match key.as_str() {
                    "on" => (key.clone(), point_in(item, share, as_of)),
                    _ => (key.clone(), item.clone()),
                })
                .collect();
            entries.extend(point.map(|point| ("value".to_string(), Value::Number(point))));
            Value::Map(entries)
        }
        other => other.clone(),
    }
}

/// The same answer in another unit.
pub fn in_unit(measure: &Measure, value: &Value, unit: &str) -> Value {
    let (Value::Map(entries), Some(Value::Text(from))) = (value, value.get("unit")) else {
        return value.clone();
    };
    let change = |(key, item): &(String, Value)| {
        let item = match item {
            Value::Number(number) => Value::Number(convert(&measure.id, *number, from, unit)),
            Value::Map(_) => in_unit(measure, item, unit),
            Value::Text(_) if key == "unit" => text(unit),
            other => other.clone(),
        };
        (key.clone(), item)
    };
    Value::Map(entries.iter().map(change).collect())
}
