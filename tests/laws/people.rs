//! Random people: answers of every form to any measures.

use crate::common::{map, quantity, text};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use trial_prescreen::catalogue::{Kind, Measure, Who, catalogue, row};
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
        "creatinine_clearance" => &[60.0],
        "prednisone_equivalent_max_28d" | "prednisone_equivalent_mean_28d" => &[10.0, 35.0],
        "hemoglobin" => &[60.0, 90.0],
        "bilirubin_total" => &[21.0, 31.5],
        "alt" | "ast" => &[40.0, 120.0],
        "prothrombin_time" => &[14.0, 21.0],
        "inr" => &[1.5, 1.0],
        "urine_protein_24h" => &[0.5],
        "walking_distance" => &[5.0, 50.0, 100.0, 120.0, 200.0, 300.0, 500.0],
        "edss" => &[2.0, 5.5, 6.5, 7.0],
        "ana_titer" => &[80.0, 160.0],
        "sledai_2k" => &[4.0, 6.0, 12.0],
        "acr_1997_count" | "slicc_2012_total" => &[4.0],
        "new_gd_lesions" => &[1.0, 2.0],
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
    let soft_low = soft.low.max(soft.high * 1e-3);
    let near = select(limits(&measure.id));
    prop_oneof![
        2 => near.clone(),
        4 => (near, 0.7..1.4).prop_map(|(limit, factor)| limit * factor),
        2 => (0.0..1.0).prop_map(move |share: f64| soft_low * libm::pow(soft.high / soft_low, share)),
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
        Kind::Count => count(measure, as_of).boxed(),
        Kind::Titre => titre(as_of).boxed(),
        Kind::Choices => choices(measure).boxed(),
        Kind::Items => items(measure).boxed(),
        Kind::Dates => prop::collection::vec(past(as_of), 0..5)
            .prop_map(Value::List)
            .boxed(),
        Kind::Medications => medications(measure.id != "medications", as_of).boxed(),
        Kind::Doses => prop::collection::vec(daily_dose(as_of), 0..4)
            .prop_map(Value::List)
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

/// A count or a score, at times in half steps, near a limit or anywhere.
fn count(measure: &Measure, as_of: Date) -> impl Strategy<Value = Value> + use<> {
    let most = measure.hard.map_or(10.0, |hard| hard.high);
    let half = row(&measure.id).is_some_and(|row| row.half_steps);
    let near = (select(limits(&measure.id)), -2..3_i32)
        .prop_map(|(limit, steps)| limit + f64::from(steps) / 2.0);
    let any = (0..13_u8).prop_map(f64::from);
    let step = move |number: f64| {
        let whole = if half {
            (number * 2.0).floor() / 2.0
        } else {
            number.floor()
        };
        // There is no half.
        let there = if whole < 1.0 { whole.floor() } else { whole };
        Value::Number(there.clamp(0.0, most))
    };
    let form = (prop_oneof![2 => near, 1 => any], 0..4_u8, 0..5_u8);
    (form, test_day(as_of)).prop_map(move |((low, more, form), on)| match form {
        0 => {
            let mut entries = vec![
                ("low".to_string(), step(low)),
                ("high".to_string(), step(low + f64::from(more))),
            ];
            entries.extend(on.map(|on| ("on".to_string(), on)));
            Value::Map(entries)
        }
        _ => dated(step(low), on),
    })
}

/// A titre as laboratories write it.
fn titre(as_of: Date) -> impl Strategy<Value = Value> {
    let written = vec![
        "1:40",
        "1:79",
        "1:80",
        "160",
        "1/320",
        "positive_no_titre",
        "negative",
    ];
    let value = prop_oneof![
        3 => select(written).prop_map(text),
        1 => select(vec![40.0, 80.0, 160.0]).prop_map(Value::Number),
    ];
    (value, test_day(as_of)).prop_map(|(value, on)| dated(value, on))
}

/// Some of the choices, or none of them where that is a choice.
fn choices(measure: &Measure) -> impl Strategy<Value = Value> + use<> {
    let (none, all): (Vec<String>, Vec<String>) = measure
        .choices
        .iter()
        .cloned()
        .partition(|choice| choice == "none");
    let some = prop::sample::subsequence(all, 1..4)
        .prop_map(|some| Value::List(some.into_iter().map(Value::Text).collect()));
    let alone = none
        .first()
        .cloned()
        .unwrap_or_else(|| "unknown".to_string());
    prop_oneof![4 => some, 1 => Just(Value::Text(alone))]
}

/// Some items, each there, not there or not known.
fn items(measure: &Measure) -> impl Strategy<Value = Value> + use<> {
    let ids = measure.choices.clone();
    // Mostly known, and mostly absent, as in a person: else no score is near a limit.
    let said = || {
        prop_oneof![
            1 => Just(None),
            1 => Just(Some(text("unknown"))),
            2 => Just(Some(Value::Bool(true))),
            6 => Just(Some(Value::Bool(false))),
        ]
    };
    prop::collection::vec(said(), ids.len()).prop_map(move |said| {
        let pairs = ids.iter().cloned().zip(said);
        Value::Map(pairs.filter_map(|(id, said)| Some((id, said?))).collect())
    })
}

/// Of every class, some by trade name, and some that nobody knows.
pub const DRUGS: [&str; 22] = [
    "rituximab",
    "MabThera",
    "ocrelizumab",
    "belimumab",
    "anifrolumab",
    "galcanezumab",
    "fingolimod",
    "siponimod",
    "teriflunomide",
    "azathioprine",
    "Imuran 50 mg",
    "mycophenolate mofetil",
    "tacrolimus",
    "hydroxychloroquine",
    "prednisone",
    "methylprednisolone",
    "budesonide",
    "interferon beta-1a",
    "glatiramer",
    "insulin",
    "XYZ-123",
    "a capsule",
];
const ROUTES: [&str; 9] = [
    "oral",
    "iv",
    "im",
    "sc",
    "inhaled",
    "nasal",
    "topical",
    "intra_articular",
    "other",
];

fn map_of(entries: Vec<(&str, Option<Value>)>) -> Value {
    let given = entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_string(), value?)));
    Value::Map(given.collect())
}

/// A medicine, begun before it was stopped.
fn medicine(as_of: Date) -> impl Strategy<Value = Value> {
    // Around the times that washouts and half-lives take.
    let stopped = prop_oneof![
        select(vec![27, 28, 29, 30, 35, 45, 89, 90, 95]),
        0..130,
        0..900
    ];
    let days = (stopped, 0..800_i32, 0..4_usize, 0..4_usize);
    let maybe =
        |words: &'static [&'static str]| prop::option::weighted(0.3, select(words).prop_map(text));
    let flags = (
        prop::option::weighted(0.4, any::<bool>()),
        any::<(bool, bool)>(),
    );
    let words = (
        maybe(&ROUTES),
        maybe(&["working", "failed", "not_tolerated"]),
        maybe(&["none", "confirmed_level", "unconfirmed"]),
        prop::option::weighted(0.2, 0..90_u8),
    );
    (select(&DRUGS[..]), days, flags, words).prop_map(
        move |(drug, (stopped, taken, one, two), (ongoing, given), words)| {
            let dose = words.3.map(|mg| quantity(f64::from(mg), "mg"));
            map_of(vec![
                ("drug", Some(text(drug))),
                (
                    "last_dose",
                    given.0.then(|| day_before(as_of, stopped, one)),
                ),
                (
                    "started",
                    given.1.then(|| day_before(as_of, stopped + taken, two)),
                ),
                ("ongoing", ongoing.map(Value::Bool)),
                ("route", words.0),
                ("response", words.1),
                ("elimination", words.2),
                ("dose", dose),
            ])
        },
    )
}

/// A list of medicines; of a trial's agents also "never" and a day alone.
fn medications(agents: bool, as_of: Date) -> impl Strategy<Value = Value> {
    let list = prop::collection::vec(medicine(as_of), 0..4).prop_map(Value::List);
    let agent = prop_oneof![Just(text("never")), past(as_of)];
    let weight = u32::from(agents);
    prop_oneof![3 => list, weight => agent]
}

/// A daily dose over some of the last days.
fn daily_dose(as_of: Date) -> impl Strategy<Value = Value> {
    let mg = prop_oneof![select(vec![0.0, 5.0, 28.0, 35.0, 70.0]), 0.0..80.0];
    let drugs = vec![
        "prednisone",
        "Medrol",
        "betamethasone",
        "budesonide",
        "a capsule",
    ];
    let days = (
        prop_oneof![select(vec![27, 28, 29]), 0..40],
        0..40_i32,
        0..4_usize,
        0..4_usize,
    );
    let given = any::<(bool, bool)>();
    let route = prop::option::weighted(0.3, select(&ROUTES[..]).prop_map(text));
    (select(drugs), mg, days, given, route).prop_map(
        move |(drug, mg, (last, more, one, two), given, route)| {
            map_of(vec![
                ("drug", Some(text(drug))),
                ("dose", Some(quantity(mg, "mg/d"))),
                ("from", given.0.then(|| day_before(as_of, last + more, one))),
                ("to", given.1.then(|| day_before(as_of, last, two))),
                ("route", route),
            ])
        },
    )
}

/// A quantity in any form and unit.
fn number(measure: &Measure, as_of: Date) -> impl Strategy<Value = Value> + use<> {
    let id = measure.id.clone();
    let least = measure.hard.map_or(0.0, |hard| hard.low);
    let units: Vec<String> = measure.units.iter().map(|unit| unit.code.clone()).collect();
    let form = (0..9_u8, 0.0..0.3, any::<Index>(), any::<bool>());
    (canonical(measure), form, test_day(as_of)).prop_map(
        move |(value, (form, width, unit, limited), on)| {
            let unit = unit.get(&units);
            let typed = |value: f64| Value::Number(convert(&id, value, &units[0], unit));
            let mut entries = match form {
                0 => vec![
                    (
                        "low",
                        typed(f64::max(value * (1.0 - width), least * (1.0 + 1e-9))),
                    ),
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
            let field = error.field.as_deref().unwrap_or_default();
            // A pressure above the other, or days that were narrowed into the wrong order.
            let days = ["/last_dose", "/to"].iter().any(|key| field.ends_with(key));
            let clash = field == "diastolic_bp" || days;
            assert!(
                error.code == Code::Inconsistent && clash,
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
pub fn point_in(id: &str, value: &Value, share: f64, as_of: Date) -> Value {
    let kind = row(id).map(|row| row.kind);
    match (value, kind) {
        (Value::Text(word), Some(Kind::Titre)) => match word.as_str() {
            "positive_no_titre" => Value::Number((1.0 + share * 399.0).floor()),
            _ => value.clone(),
        },
        (Value::Text(_), _) => point_of_day(value, share, as_of),
        (Value::List(entries), _) => {
            let entries = entries.iter().map(|entry| match entry {
                Value::Map(_) => dates_in(entry, share, as_of),
                day => point_of_day(day, share, as_of),
            });
            Value::List(entries.collect())
        }
        (Value::Map(_), Some(Kind::Items)) => complete(id, value, share),
        (Value::Map(_), _) => point_of_range(id, value, share, as_of),
        (other, _) => other.clone(),
    }
}

fn point_of_day(value: &Value, share: f64, as_of: Date) -> Value {
    let Some(range) = value.as_text().and_then(DateRange::parse) else {
        return value.clone();
    };
    let latest = range.latest.min(as_of);
    let days = f64::from(latest.days_since(range.earliest)) * share;
    #[allow(clippy::cast_possible_truncation)] // Within a year.
    text(&range.earliest.plus_days(days.round() as i32).to_string())
}

/// An entry of a list with a day for each of its dates.
fn dates_in(entry: &Value, share: f64, as_of: Date) -> Value {
    let Value::Map(entries) = entry else {
        return entry.clone();
    };
    let entries = entries.iter().map(|(key, item)| match key.as_str() {
        "last_dose" | "started" | "from" | "to" => (key.clone(), point_of_day(item, share, as_of)),
        _ => (key.clone(), item.clone()),
    });
    Value::Map(entries.collect())
}

/// Items with every open one settled, each in its own way for a share.
fn complete(id: &str, value: &Value, share: f64) -> Value {
    let choices = row(id).map_or(&[][..], |row| row.choices);
    let settled = choices.iter().enumerate().map(|(place, item)| {
        let said = value
            .get(item)
            .filter(|said| matches!(said, Value::Bool(_)));
        #[allow(clippy::cast_precision_loss)] // A few items.
        let turn = (share * 31.0 * (place as f64 + 1.0)).floor() % 2.0 > 0.5;
        let there = if share <= 0.0 {
            false
        } else {
            share >= 1.0 || turn
        };
        (
            (*item).to_string(),
            said.cloned().unwrap_or(Value::Bool(there)),
        )
    });
    Value::Map(settled.collect())
}

fn point_of_range(id: &str, value: &Value, share: f64, as_of: Date) -> Value {
    let Value::Map(entries) = value else {
        return value.clone();
    };
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
        (Some(low), Some(high), ..) => {
            let between = (low + (high - low) * share).clamp(low, high);
            Some(match row(id) {
                Some(row) if row.half_steps && between >= 1.0 => (between * 2.0).floor() / 2.0,
                Some(row) if row.kind == Kind::Count => between.floor(),
                _ => between,
            })
        }
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
            "on" => (key.clone(), point_of_day(item, share, as_of)),
            "value" => (key.clone(), point_in(id, item, share, as_of)),
            _ => (key.clone(), item.clone()),
        })
        .collect();
    entries.extend(point.map(|point| ("value".to_string(), Value::Number(point))));
    Value::Map(entries)
}

/// The answer with one blank in it: without the day of a test, without one item, without one key
/// of a medicine. None if nothing of it can be left out.
pub fn with_a_blank(id: &str, value: &Value, blank: Index) -> Option<Value> {
    let without = |entries: &Answers, keys: &[&str]| {
        let places: Vec<usize> = (0..entries.len())
            .filter(|place| keys.contains(&entries[*place].0.as_str()))
            .collect();
        let mut entries = entries.clone();
        (!places.is_empty()).then(|| {
            entries.remove(*blank.get(&places));
            Value::Map(entries)
        })
    };
    match (value, row(id).map(|row| row.kind)?) {
        (Value::Map(entries), Kind::Items) if !entries.is_empty() => {
            let mut entries = entries.clone();
            entries.remove(blank.index(entries.len()));
            Some(Value::Map(entries))
        }
        (Value::Map(entries), _) => without(entries, &["on"]),
        (Value::List(list), Kind::Medications) if !list.is_empty() => {
            let place = blank.index(list.len());
            let Value::Map(entries) = &list[place] else {
                return None;
            };
            // Without a word a medicine is given as it mostly is, and a last dose is the last.
            let keys = ["last_dose", "started", "response", "elimination", "dose"];
            let mut list = list.clone();
            list[place] = without(entries, &keys)?;
            Some(Value::List(list))
        }
        _ => None,
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
