//! No foreign value, however odd, does more than give an error.

use crate::common::{AS_OF, map, quantity, text, trial_files};
use crate::{config, rules};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use trial_prescreen::calculator::InputKind;
use trial_prescreen::catalogue::Kind;
use trial_prescreen::date::Date;
use trial_prescreen::value::MAX_DEPTH;
use trial_prescreen::{Code, Screener, Value, calculate, calculators, catalogue, check};

/// The definitions with one case each, so that they are quick to copy and change.
static DEFINITIONS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let short = |mut json: Json| {
        if let Some(cases) = json["cases"].as_array_mut() {
            cases.truncate(1);
        }
        crate::common::from_json(&json)
    };
    let files = trial_files().into_iter();
    files.map(|file| short(file.json)).collect()
});
static SCREENER: LazyLock<Screener> =
    LazyLock::new(|| Screener::new(&DEFINITIONS).unwrap_or_else(|error| panic!("{error}")));
/// Answers to everything, as the trials' own cases have them, and lists of every kind.
static ANSWERS: LazyLock<Value> = LazyLock::new(|| {
    let mut all = serde_json::Map::new();
    for file in trial_files() {
        for case in file.list("cases") {
            all.extend(case["answers"].as_object().cloned().unwrap_or_default());
        }
    }
    let lists = serde_json::json!({
        "medications": [
            { "drug": "rituximab", "last_dose": "2026-03-01", "started": "2020", "ongoing": false },
            { "drug": "XYZ-123", "ongoing": true, "route": "oral", "response": "failed" },
            { "drug": "leflunomide", "last_dose": "2026-10", "elimination": "confirmed_level",
              "dose": { "value": 20, "unit": "mg/d" } },
        ],
        "last_investigational_agent": "2020-03",
        "steroid_doses_28d": [
            { "drug": "prednisone", "dose": { "value": 5, "unit": "mg/d" }, "from": "2026-11-01",
              "to": "2026-11", "route": "oral" },
        ],
        "relapse_dates": ["2026-03-01", "2025-12", "2020"],
        "sledai_2k_items": { "fever": true, "arthritis": false, "proteinuria": "unknown" },
        "used_sle_agents": ["azathioprine", "other"],
        "ana_titer": { "value": "1:160", "on": "2026-10-01" },
        "edss": { "low": 3, "high": 4.5 },
    });
    all.extend(lists.as_object().cloned().expect("a map"));
    let answers = crate::common::from_json(&Json::Object(all));
    if let Err(error) = SCREENER.screen(&answers, AS_OF) {
        panic!("{error}");
    }
    answers
});
/// Every key and text that means something somewhere, and some that never should.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(words);

/// What an input of a calculator can be, where its kind does not say enough.
fn input(calculator: &str, name: &str) -> Option<Value> {
    let json = match (calculator, name) {
        ("washout", "rule") => {
            serde_json::json!({ "half_lives": 5, "days": 28, "which": "longer" })
        }
        ("edss_change", "rule") => serde_json::json!("source"),
        (_, "rule") => {
            serde_json::json!({ "by_weight": [{ "below": 50, "unit": "kg", "cells": 100 }] })
        }
        ("schwartz_2009", "age") => serde_json::json!(10),
        (_, "age") => serde_json::json!(20),
        (_, "measure") => serde_json::json!("creatinine"),
        ("convert", "to") => serde_json::json!("umol/L"),
        ("convert" | "upper_limit_multiple", _) => {
            serde_json::json!({ "value": 0.8, "unit": "mg/dL" })
        }
        (_, "weight") => serde_json::json!({ "value": 40, "unit": "kg" }),
        (_, "height") => serde_json::json!({ "value": 160, "unit": "cm" }),
        (_, "creatinine") => serde_json::json!({ "value": 0.8, "unit": "mg/dL" }),
        (_, "cystatin_c") => serde_json::json!({ "value": 0.9, "unit": "mg/L" }),
        // One metre without an aid.
        ("edss", "ambulation") => serde_json::json!(5),
        ("cell_volume", "cells") => serde_json::json!(1e8),
        ("cell_volume", "cells_per_ml") => serde_json::json!(1e7),
        (_, "drug") => serde_json::json!("rituximab"),
        (_, "doses") => {
            serde_json::json!([{ "drug": "prednisone", "dose": { "value": 5, "unit": "mg/d" } }])
        }
        _ => return None,
    };
    Some(crate::common::from_json(&json))
}

/// Inputs with which a calculator gives a result.
fn inputs(id: &str) -> Value {
    let row = calculators()
        .into_iter()
        .find(|row| row.id == id)
        .expect("a calculator");
    let day = Date::parse(AS_OF).expect(AS_OF);
    let entries = row.inputs.into_iter().filter_map(|taken| {
        let simple = match taken.kind {
            InputKind::Answer(Kind::YesNo) => Some(Value::Bool(true)),
            InputKind::Answer(Kind::Choice) => taken.choices.first().map(|choice| text(choice)),
            InputKind::Answer(Kind::Count) => Some(Value::Number(3.0)),
            InputKind::Answer(Kind::Titre) => Some(text("1:160")),
            InputKind::Answer(Kind::Date) => Some(text(&day.to_string())),
            InputKind::Answer(Kind::Quantity) => {
                let unit = taken.unit.as_deref();
                unit.map(|unit| quantity(1.0, unit))
            }
            _ => None,
        };
        let value = input(id, &taken.name).or(simple);
        assert!(
            value.is_some() || !taken.required,
            "this test knows no {} of {id}",
            taken.name
        );
        Some((taken.name, value?))
    });
    Value::Map(entries.collect())
}

fn words() -> Vec<String> {
    fn collect(value: &Value, words: &mut BTreeSet<String>) {
        match value {
            Value::Text(text) => {
                words.insert(text.clone());
            }
            Value::List(items) => items.iter().for_each(|item| collect(item, words)),
            Value::Map(entries) => {
                for (key, item) in entries {
                    words.insert(key.clone());
                    collect(item, words);
                }
            }
            _ => {}
        }
    }
    let mut words = BTreeSet::new();
    DEFINITIONS
        .iter()
        .for_each(|definition| collect(definition, &mut words));
    words.retain(|word| word.len() < 60);
    collect(&ANSWERS, &mut words);
    for measure in catalogue() {
        words.insert(measure.id);
        words.extend(measure.choices);
        words.extend(measure.units.into_iter().map(|unit| unit.code));
    }
    let odd = [
        "",
        " ",
        "__proto__",
        "constructor",
        "toString",
        "\0",
        "\u{202e}",
        "é",
        "0",
        "-1",
        "NaN",
        "2026-02-30",
        "2026-13",
        "9999",
        "0000-00-00",
        "2026-11-2é",
        "２０２６",
        "unknown",
        "never",
        "not_done",
        "low",
        "high",
        "above",
        "below",
        "on",
        "upper_limit",
        "days",
        "weeks",
        "years",
        "within_last",
        "times_upper_limit",
        "at_least_n",
        "of",
        "n",
        "measures",
        "part_of",
        "per_kg",
        "flat",
        "question",
        "who",
        "choices",
        "mL/min/{1.73_m2}",
        "µmol/l",
    ];
    words.extend(odd.map(str::to_string));
    words.insert("x".repeat(5000));
    words.insert("\u{1d11e}".repeat(70));
    words.into_iter().collect()
}

fn number() -> impl Strategy<Value = f64> {
    let odd = vec![
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        12.0,
        60.0,
        160.0,
        1e-300,
        1e300,
        -1e300,
        5e-324,
        50_000.0,
        50_001.0,
        2_147_483_648.0,
        4_294_967_296.0,
        9_007_199_254_740_993.0,
        f64::MAX,
        f64::MIN,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
    ];
    prop_oneof![3 => select(odd), 1 => any::<f64>(), 1 => (-5_i32..200).prop_map(f64::from)]
}

/// Any tree.
fn tree() -> BoxedStrategy<Value> {
    let word = prop_oneof![6 => select(WORDS.clone()), 1 => ".{0,12}"];
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        4 => number().prop_map(Value::Number),
        4 => word.clone().prop_map(Value::Text),
        1 => Just(Value::Foreign),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        let entry = (word.clone(), inner.clone());
        prop_oneof![
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::List),
            // Keys may come twice: a proxy can do that.
            3 => prop::collection::vec(entry, 0..5).prop_map(Value::Map),
        ]
    })
    .boxed()
}

/// Any tree, at times below many levels of one sort.
pub fn deep() -> impl Strategy<Value = Value> {
    let shells = select(vec!["", "not", "any", "all", "rule", "value", "\0"]);
    (
        tree(),
        prop_oneof![3 => 0..2_usize, 1 => 0..71_usize],
        shells,
    )
        .prop_map(|(value, levels, shell)| {
            (0..levels).fold(value, |value, _| match shell {
                "" => Value::List(vec![value]),
                "any" | "all" => map([(shell, Value::List(vec![value]))]),
                key => map([(key, value)]),
            })
        })
}

/// The nodes of a tree below its top.
pub fn size(value: &Value) -> usize {
    match value {
        Value::List(items) => items.iter().map(|item| 1 + size(item)).sum(),
        Value::Map(entries) => entries.iter().map(|(_, item)| 1 + size(item)).sum(),
        _ => 0,
    }
}

/// One change of one node.
#[derive(Clone, Debug)]
pub enum Change {
    /// Something else stands there.
    Replace(Value),
    /// Nothing stands there.
    Remove,
    /// Its key is another one.
    Rename(String),
    /// It stands there twice.
    Repeat,
}

pub fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        6 => deep().prop_map(Change::Replace),
        1 => Just(Change::Remove),
        1 => select(WORDS.clone()).prop_map(Change::Rename),
        1 => Just(Change::Repeat),
    ]
}

/// Changes the `place`-th node below the top, counted as it goes.
fn disturb(value: &mut Value, place: &mut usize, change: &Change) -> bool {
    let count = match value {
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        _ => 0,
    };
    for position in 0..count {
        if *place == 0 {
            match (value, change) {
                (Value::List(items), Change::Replace(new)) => items[position] = new.clone(),
                (Value::Map(entries), Change::Replace(new)) => entries[position].1 = new.clone(),
                (Value::List(items), Change::Remove) => drop(items.remove(position)),
                (Value::Map(entries), Change::Remove) => drop(entries.remove(position)),
                (Value::List(items), Change::Repeat) => items.push(items[position].clone()),
                (Value::Map(entries), Change::Repeat) => entries.push(entries[position].clone()),
                (Value::Map(entries), Change::Rename(key)) => entries[position].0.clone_from(key),
                _ => {}
            }
            return true;
        }
        *place -= 1;
        let inner = match value {
            Value::List(items) => &mut items[position],
            Value::Map(entries) => &mut entries[position].1,
            _ => return false,
        };
        if disturb(inner, place, change) {
            return true;
        }
    }
    false
}

/// The value with a few of its nodes changed.
pub fn disturbed(mut value: Value, changes: &[(Index, Change)]) -> Value {
    for (index, change) in changes {
        let size = size(&value);
        if size > 0 {
            disturb(&mut value, &mut index.index(size), change);
        }
    }
    value
}

pub fn changes() -> impl Strategy<Value = Vec<(Index, Change)>> {
    prop::collection::vec((any::<Index>(), change()), 1..4)
}

/// Asks everything that a screener answers.
fn use_all(screener: &Screener, answers: &Value, as_of: &str) {
    let _ = screener.questions();
    let screened = screener.screen(answers, as_of);
    let next = screener.next(answers, as_of);
    let statuses = screener.statuses(answers, as_of);
    assert_eq!(screened.as_ref().err(), next.as_ref().err());
    assert_eq!(screened.as_ref().err(), statuses.as_ref().err());
    if let Err(error) = &screened {
        assert!(error.to_string().len() < 2000, "an error is short: {error}");
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn calculators_answer_anything(value in deep(), changes in changes()) {
        for id in calculators().iter().map(|row| row.id).chain(["", "nothing"]) {
            let _ = calculate(id, &value);
            if id.len() > 1 && id != "nothing" {
                let valid = inputs(id);
                prop_assert!(calculate(id, &valid).is_ok(), "{id}");
                let _ = calculate(id, &disturbed(valid, &changes));
            }
        }
    }

    #[test]
    fn definitions_can_be_anything(
        value in deep(),
        shipped in any::<Index>(),
        random in rules::group().prop_flat_map(|measures| rules::trial(&measures)),
        changes in changes(),
    ) {
        let _ = check(&value);
        let shipped = shipped.get(&DEFINITIONS).clone();
        for definition in [value, disturbed(shipped, &changes), disturbed(random, &changes)] {
            let usable = check(&definition).iter().all(|p| {
                p.severity != trial_prescreen::Severity::Error
            });
            let screener = Screener::new(std::slice::from_ref(&definition));
            prop_assert_eq!(screener.is_ok(), usable, "check and Screener::new differ");
            if let Ok(screener) = screener {
                use_all(&screener, &ANSWERS, AS_OF);
                use_all(&screener, &map([]), AS_OF);
            }
            let twice = [definition.clone(), definition];
            prop_assert!(Screener::new(&twice).is_err(), "one trial twice");
        }
    }

    #[test]
    fn answers_can_be_anything(
        value in deep(),
        changes in changes(),
        day in prop_oneof![3 => Just(AS_OF.to_string()), 1 => select(WORDS.clone()), 1 => ".{0,12}"],
    ) {
        let screener = &*SCREENER;
        use_all(screener, &value, AS_OF);
        use_all(screener, &disturbed(ANSWERS.clone(), &changes), &day);
        // After any error the instance still answers.
        prop_assert!(screener.screen(&ANSWERS, AS_OF).is_ok());
    }
}

fn nested(levels: usize) -> Value {
    (0..levels).fold(Value::Null, |value, _| Value::List(vec![value]))
}

#[test]
fn depth_and_size_have_limits() {
    let many = Value::List(vec![Value::Null; 200_001]);
    for value in [nested(MAX_DEPTH + 1), nested(5000), many] {
        let code = |error: Option<trial_prescreen::Error>| error.map(|error| error.code);
        assert_eq!(
            code(calculate("convert", &value).err()),
            Some(Code::TooLarge)
        );
        assert_eq!(
            code(SCREENER.screen(&value, AS_OF).err()),
            Some(Code::TooLarge)
        );
        let new = Screener::new(std::slice::from_ref(&value)).err();
        assert_eq!(code(new), Some(Code::TooLarge));
        assert_eq!(check(&value)[0].code, Code::TooLarge);
    }
    let error = calculate("convert", &nested(MAX_DEPTH)).expect_err("a list is no map");
    assert_eq!(error.code, Code::WrongType);
}
