//! Answers that cannot be used: each is refused by code and field, and nothing typed is repeated.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{AS_OF, code, from_json, map, screen_one, text, trial_files};
use serde_json::{Value as Json, json};
use std::sync::LazyLock;
use trial_prescreen::{Error, Screener, Value};

/// A trial that reads lists of every kind; every measure of the catalogue is accepted besides.
static SCREENER: LazyLock<Screener> = LazyLock::new(|| {
    let rules = [
        json!({ "washout": { "class": "biologic", "days": 28 } }),
        json!({ "within_last": { "measure": "relapse_dates", "months": 12, "n": 2 } }),
        json!({ "at_most": { "measure": "edss", "value": 6.5 } }),
        json!({ "at_least": { "measure": "sledai_2k", "value": 6 } }),
        json!({ "is": { "measure": "eular_acr_2019", "value": "classified" } }),
        json!({ "at_most": {
            "measure": "prednisone_equivalent_mean_28d", "value": 0.5, "unit": "mg/kg/d"
        } }),
        json!({ "times_upper_limit": { "measure": "inr", "at_most": 1.5 } }),
        json!({ "is": { "measure": "used_sle_agents", "value": "none" } }),
    ];
    let criteria = rules.iter().enumerate().map(|(place, rule)| {
        from_json(&json!({
            "id": format!("C{place}"), "kind": "inclusion", "text": "As it says.", "rule": rule,
        }))
    });
    let definition = common::definition("answers", criteria.collect());
    Screener::new(&[definition]).unwrap_or_else(|error| panic!("{error}"))
});

/// The trials that are shipped.
static SHIPPED: LazyLock<Vec<Screener>> = LazyLock::new(|| {
    trial_files()
        .iter()
        .map(common::TrialFile::screener)
        .collect()
});

/// The same error from every call, and nothing that was typed in its message.
#[track_caller]
fn refused(answers: &Value, expected: &str, field: Option<&str>) -> Error {
    let screener = &*SCREENER;
    let Err(error) = screener.screen(answers, AS_OF) else {
        panic!("{answers:?} was accepted")
    };
    assert_eq!(
        (code(error.code).as_str(), error.field.as_deref()),
        (expected, field),
        "{error}"
    );
    assert_eq!(screener.next(answers, AS_OF).err().as_ref(), Some(&error));
    assert_eq!(
        screener.statuses(answers, AS_OF).err().as_ref(),
        Some(&error)
    );
    let message = error.to_string();
    assert!(message.len() < 800, "a message is short: {message}");
    for secret in ["Hansson", "987654", "1987-06-05", "speckled"] {
        assert!(!message.contains(secret), "{secret} is repeated: {message}");
    }
    // Whatever the trial, an answer is read in the same way.
    for shipped in &*SHIPPED {
        assert_eq!(shipped.screen(answers, AS_OF).err().as_ref(), Some(&error));
    }
    assert!(
        screener.screen(&map([]), AS_OF).is_ok(),
        "it answers the next call"
    );
    error
}

#[track_caller]
fn each_refused(rows: &[(Json, &str, &str)]) {
    for (answers, expected, field) in rows {
        refused(&from_json(answers), expected, Some(field));
    }
}

fn drug(key: &str, value: Json) -> Json {
    json!({ "medications": [{ "drug": "rituximab" }, { "drug": "Hansson", key: value }] })
}

#[test]
fn bad_medicines() {
    let tomorrow = json!({ "medications": [{ "drug": "Hansson", "last_dose": "2026-11-22" }] });
    let reversed = json!({ "medications": [
        { "drug": "Hansson", "started": "2026-03-02", "last_dose": "2026-03-01" },
    ] });
    let by_month = json!({ "medications": [
        { "drug": "Hansson", "started": "2026-04-01", "last_dose": "2026-03" },
    ] });
    each_refused(&[
        (tomorrow, "bad_date", "medications/0/last_dose"),
        (
            drug("last_dose", json!("2027")),
            "bad_date",
            "medications/1/last_dose",
        ),
        (
            drug("last_dose", json!("2026-12")),
            "bad_date",
            "medications/1/last_dose",
        ),
        (
            drug("last_dose", json!("Hansson")),
            "bad_date",
            "medications/1/last_dose",
        ),
        (
            drug("last_dose", json!("2026-02-30")),
            "bad_date",
            "medications/1/last_dose",
        ),
        (
            drug("last_dose", json!(987_654)),
            "wrong_type",
            "medications/1/last_dose",
        ),
        (
            drug("started", json!("2026-11-22")),
            "bad_date",
            "medications/1/started",
        ),
        (reversed, "inconsistent", "medications/0/last_dose"),
        (by_month, "inconsistent", "medications/0/last_dose"),
        (
            drug("ongoing", json!("Hansson")),
            "wrong_type",
            "medications/1/ongoing",
        ),
        (
            drug("ongoing", json!(1)),
            "wrong_type",
            "medications/1/ongoing",
        ),
        (
            drug("route", json!("Hansson")),
            "out_of_range",
            "medications/1/route",
        ),
        (
            drug("response", json!("Hansson")),
            "out_of_range",
            "medications/1/response",
        ),
        (
            drug("elimination", json!("Hansson")),
            "out_of_range",
            "medications/1/elimination",
        ),
        (
            drug("dose", json!(987_654)),
            "wrong_type",
            "medications/1/dose",
        ),
        (
            drug("dose", json!({ "value": 5 })),
            "missing_input",
            "medications/1/dose/unit",
        ),
        (
            drug("dose", json!({ "value": -987_654, "unit": "mg" })),
            "out_of_range",
            "medications/1/dose/value",
        ),
        (
            drug("dose", json!({ "value": "Hansson", "unit": "mg" })),
            "wrong_type",
            "medications/1/dose/value",
        ),
        (
            drug("colour", json!("Hansson")),
            "unknown_field",
            "medications/1/colour",
        ),
        (
            json!({ "medications": [{ "drug": "" }] }),
            "empty",
            "medications/0/drug",
        ),
        (
            json!({ "medications": [{ "drug": " \t " }] }),
            "empty",
            "medications/0/drug",
        ),
        (
            json!({ "medications": [{ "drug": 987_654 }] }),
            "wrong_type",
            "medications/0/drug",
        ),
        (
            json!({ "medications": [{}] }),
            "missing_input",
            "medications/0/drug",
        ),
        (
            json!({ "medications": ["Hansson"] }),
            "wrong_type",
            "medications/0",
        ),
        (
            json!({ "medications": "Hansson" }),
            "bad_date",
            "medications",
        ),
        (
            json!({ "medications": { "drug": "Hansson" } }),
            "wrong_type",
            "medications",
        ),
        (json!({ "medications": null }), "wrong_type", "medications"),
        (
            json!({ "last_investigational_agent": "2026-11-22" }),
            "bad_date",
            "last_investigational_agent",
        ),
    ]);
}

#[test]
fn too_much_of_anything() {
    let many = |entry: Json, count: usize| Json::Array(vec![entry; count]);
    let one = json!({ "drug": "Hansson" });
    let dose = json!({ "drug": "Hansson", "dose": { "value": 1, "unit": "mg/d" } });
    let name = "Hansson".repeat(1500);
    each_refused(&[
        (
            json!({ "medications": many(one.clone(), 10_000) }),
            "too_large",
            "medications",
        ),
        (
            json!({ "medications": many(one.clone(), 201) }),
            "too_large",
            "medications",
        ),
        (
            json!({ "steroid_doses_28d": many(dose, 201) }),
            "too_large",
            "steroid_doses_28d",
        ),
        (
            json!({ "relapse_dates": many(json!("2020"), 201) }),
            "too_large",
            "relapse_dates",
        ),
        (
            json!({ "used_sle_agents": many(json!("antimalarial"), 201) }),
            "too_large",
            "used_sle_agents",
        ),
        (
            json!({ "medications": [{ "drug": name }] }),
            "too_large",
            "medications/0/drug",
        ),
        (
            json!({ "steroid_doses_28d": [
                { "drug": name, "dose": { "value": 1, "unit": "mg/d" } },
            ] }),
            "too_large",
            "steroid_doses_28d/0/drug",
        ),
    ]);
    for (answers, count) in [
        (json!({ "medications": many(one, 200) }), "medications"),
        (
            json!({ "relapse_dates": many(json!("2020"), 200) }),
            "relapse_dates",
        ),
    ] {
        assert!(
            SCREENER.screen(&from_json(&answers), AS_OF).is_ok(),
            "200 of {count}"
        );
    }
    let deep = (0..100).fold(text("Hansson"), |value, _| Value::List(vec![value]));
    refused(&map([("medications", deep)]), "too_large", None);
    let wide = Value::List(vec![Value::Bool(true); 200_001]);
    refused(&map([("relapse_dates", wide)]), "too_large", None);
    // A level that is still read is no list of medicines all the same.
    let deep = (0..60).fold(text("Hansson"), |value, _| Value::List(vec![value]));
    refused(
        &map([("medications", deep)]),
        "wrong_type",
        Some("medications/0"),
    );
}

#[test]
fn bad_scores_and_titres() {
    let titre = |value: Json| json!({ "ana_titer": value });
    each_refused(&[
        (json!({ "edss": 0.5 }), "out_of_range", "edss"),
        (json!({ "edss": 3.3 }), "out_of_range", "edss"),
        (json!({ "edss": 10.5 }), "out_of_range", "edss"),
        (json!({ "edss": -1 }), "out_of_range", "edss"),
        (json!({ "edss": 987_654 }), "out_of_range", "edss"),
        (json!({ "edss": "4,5" }), "wrong_type", "edss"),
        (
            json!({ "edss": { "low": 0.5, "high": 3 } }),
            "out_of_range",
            "edss/low",
        ),
        (
            json!({ "edss": { "low": 4, "high": 3 } }),
            "inconsistent",
            "edss/low",
        ),
        (json!({ "edss": { "low": 4 } }), "inconsistent", "edss"),
        (
            json!({ "edss": { "value": 3, "unit": "Hansson" } }),
            "unknown_field",
            "edss/unit",
        ),
        (
            json!({ "edss": { "value": 3, "on": "2026-11-22" } }),
            "bad_date",
            "edss/on",
        ),
        (json!({ "ecog": 5 }), "out_of_range", "ecog"),
        (json!({ "ecog": 1.5 }), "out_of_range", "ecog"),
        (json!({ "sledai_2k": 106 }), "out_of_range", "sledai_2k"),
        (titre(json!("1:160 speckled")), "out_of_range", "ana_titer"),
        (titre(json!("Hansson")), "out_of_range", "ana_titer"),
        (titre(json!("1:0")), "out_of_range", "ana_titer"),
        (titre(json!("1:")), "out_of_range", "ana_titer"),
        (titre(json!("1:-80")), "out_of_range", "ana_titer"),
        (titre(json!("1:9876543210")), "out_of_range", "ana_titer"),
        (
            titre(json!("\u{ff11}\u{ff16}\u{ff10}")),
            "out_of_range",
            "ana_titer",
        ),
        (titre(json!(80.5)), "out_of_range", "ana_titer"),
        (titre(json!(0)), "out_of_range", "ana_titer"),
        (titre(json!(-987_654)), "out_of_range", "ana_titer"),
        (titre(json!(true)), "wrong_type", "ana_titer"),
        (titre(json!(["1:160"])), "wrong_type", "ana_titer"),
        (
            titre(json!({ "value": "speckled" })),
            "out_of_range",
            "ana_titer/value",
        ),
        (
            titre(json!({ "on": "2026-11-20" })),
            "missing_input",
            "ana_titer/value",
        ),
        (
            titre(json!({ "value": 80, "on": "2026-11-22" })),
            "bad_date",
            "ana_titer/on",
        ),
    ]);
    for fine in [
        json!("1:160"),
        json!(" 1:160 "),
        json!(160),
        json!("160"),
        json!("1/160"),
    ] {
        assert!(SCREENER.screen(&from_json(&titre(fine)), AS_OF).is_ok());
    }
}

#[test]
fn bad_doses() {
    let dose = |key: &str, value: Json| {
        let mut one = json!({ "drug": "prednisone", "dose": { "value": 5, "unit": "mg/d" } });
        one[key] = value;
        json!({ "steroid_doses_28d": [one] })
    };
    let of = |value: Json, unit: &str| dose("dose", json!({ "value": value, "unit": unit }));
    let at = |key: &str| format!("steroid_doses_28d/0/{key}");
    let mut reversed = dose("from", json!("2026-11-10"));
    reversed["steroid_doses_28d"][0]["to"] = json!("2026-11-09");
    for (answers, expected, field) in [
        (of(json!(5), "mg"), "unknown_unit", at("dose/unit")),
        (of(json!(5), "mL"), "unknown_unit", at("dose/unit")),
        (of(json!(5), "kg"), "unknown_unit", at("dose/unit")),
        (of(json!(5), "Hansson"), "unknown_unit", at("dose/unit")),
        (
            of(json!(-987_654), "mg/d"),
            "out_of_range",
            at("dose/value"),
        ),
        (of(json!(987_654), "mg/d"), "out_of_range", at("dose/value")),
        (of(json!("987654"), "mg/d"), "wrong_type", at("dose/value")),
        (dose("dose", json!(987_654)), "wrong_type", at("dose")),
        (
            dose("dose", json!({ "value": 5 })),
            "missing_input",
            at("dose/unit"),
        ),
        (reversed, "inconsistent", at("to")),
        (dose("from", json!("2026-11-22")), "bad_date", at("from")),
        (dose("to", json!("1987-06-05T00")), "bad_date", at("to")),
        (dose("route", json!("Hansson")), "out_of_range", at("route")),
        (
            dose("last_dose", json!("2026")),
            "unknown_field",
            at("last_dose"),
        ),
    ] {
        refused(&from_json(&answers), expected, Some(&field));
    }
    let mean =
        |unit: &str| json!({ "prednisone_equivalent_mean_28d": { "value": 5, "unit": unit } });
    for unit in ["mg", "mg/kg/d", "mL/min"] {
        let field = "prednisone_equivalent_mean_28d/unit";
        refused(&from_json(&mean(unit)), "unknown_unit", Some(field));
    }
}

#[test]
fn bad_choices_items_and_dates() {
    let agents = |value: Json| json!({ "used_sle_agents": value });
    let items = |value: Json| json!({ "sledai_2k_items": value });
    each_refused(&[
        (
            agents(json!(["none", "azathioprine"])),
            "inconsistent",
            "used_sle_agents",
        ),
        (agents(json!([])), "inconsistent", "used_sle_agents"),
        (
            agents(json!(["azathioprine", "Hansson"])),
            "out_of_range",
            "used_sle_agents/1",
        ),
        (agents(json!("Hansson")), "out_of_range", "used_sle_agents"),
        (
            agents(json!(["__proto__"])),
            "out_of_range",
            "used_sle_agents/0",
        ),
        (agents(json!([true])), "wrong_type", "used_sle_agents/0"),
        (
            agents(json!({ "none": true })),
            "wrong_type",
            "used_sle_agents",
        ),
        (agents(json!(true)), "wrong_type", "used_sle_agents"),
        (
            items(json!({ "sneezing": true })),
            "unknown_field",
            "sledai_2k_items/sneezing",
        ),
        (
            items(json!({ "__proto__": true })),
            "unknown_field",
            "sledai_2k_items/__proto__",
        ),
        (
            items(json!({ "fever": 987_654 })),
            "wrong_type",
            "sledai_2k_items/fever",
        ),
        (
            items(json!({ "fever": "Hansson" })),
            "wrong_type",
            "sledai_2k_items/fever",
        ),
        (
            items(json!({ "fever": null })),
            "wrong_type",
            "sledai_2k_items/fever",
        ),
        (items(json!(["fever"])), "wrong_type", "sledai_2k_items"),
        (items(json!(true)), "wrong_type", "sledai_2k_items"),
        (
            json!({ "relapse_dates": ["2026-11-22"] }),
            "bad_date",
            "relapse_dates/0",
        ),
        (
            json!({ "relapse_dates": ["2026", "2027"] }),
            "bad_date",
            "relapse_dates/1",
        ),
        (
            json!({ "relapse_dates": ["1987-06-05", "Hansson"] }),
            "bad_date",
            "relapse_dates/1",
        ),
        (
            json!({ "relapse_dates": ["never"] }),
            "bad_date",
            "relapse_dates/0",
        ),
        (
            json!({ "relapse_dates": "2026-11-20" }),
            "wrong_type",
            "relapse_dates",
        ),
        (
            json!({ "relapse_dates": [20_261_120] }),
            "wrong_type",
            "relapse_dates/0",
        ),
        (
            json!({ "kidney_biopsy": "2026-11-22" }),
            "bad_date",
            "kidney_biopsy",
        ),
        (
            json!({ "malignancy_diagnosed": "never" }),
            "bad_date",
            "malignancy_diagnosed",
        ),
    ]);
}

#[test]
fn bad_numbers_and_limits() {
    let alt = |value: Json, unit: &str| {
        let upper = json!({ "value": value, "unit": unit });
        json!({ "alt": { "value": 30, "unit": "U/L", "upper_limit": upper } })
    };
    let inr = |value: f64| {
        let upper = json!({ "value": value, "unit": "{INR}" });
        json!({ "inr": { "value": 1.1, "unit": "{INR}", "upper_limit": upper } })
    };
    each_refused(&[
        (
            json!({ "weight": { "value": 0, "unit": "kg" } }),
            "out_of_range",
            "weight/value",
        ),
        (
            json!({ "weight": { "value": -987_654, "unit": "kg" } }),
            "out_of_range",
            "weight/value",
        ),
        (
            json!({ "weight": { "below": 1, "unit": "kg" } }),
            "out_of_range",
            "weight/below",
        ),
        (
            alt(json!(0), "U/L"),
            "out_of_range",
            "alt/upper_limit/value",
        ),
        (
            alt(json!(-40), "U/L"),
            "out_of_range",
            "alt/upper_limit/value",
        ),
        (
            alt(json!(5e-324), "U/L"),
            "out_of_range",
            "alt/upper_limit/value",
        ),
        (
            alt(json!("987654"), "U/L"),
            "wrong_type",
            "alt/upper_limit/value",
        ),
        (
            alt(json!(40), "mg/dL"),
            "unknown_unit",
            "alt/upper_limit/unit",
        ),
        (
            alt(json!(40), "Hansson"),
            "unknown_unit",
            "alt/upper_limit/unit",
        ),
        (
            json!({ "alt": { "value": 30, "unit": "U/L", "upper_limit": 987_654 } }),
            "wrong_type",
            "alt/upper_limit",
        ),
        (
            json!({ "alt": { "value": 30, "unit": "U/L", "upper_limit": { "value": 40 } } }),
            "missing_input",
            "alt/upper_limit/unit",
        ),
        (
            json!({ "alt": { "value": 30, "unit": "U/L", "upper_limit": { "unit": "U/L" } } }),
            "missing_input",
            "alt/upper_limit/value",
        ),
        (inr(0.99), "out_of_range", "inr/upper_limit/value"),
        (inr(0.0), "out_of_range", "inr/upper_limit/value"),
        (
            json!({ "edss": { "value": 3, "upper_limit": 4 } }),
            "unknown_field",
            "edss/upper_limit",
        ),
    ]);
    assert!(SCREENER.screen(&from_json(&inr(1.0)), AS_OF).is_ok());
}

#[test]
fn keys_that_every_object_has_are_no_measures() {
    for key in [
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty",
        "",
        "medications ",
    ] {
        let answers = map([(key, map([("value", text("Hansson"))]))]);
        refused(
            &answers,
            "unknown_measure",
            (!key.is_empty()).then_some(key),
        );
        let one = map([("drug", text("rituximab")), (key, text("Hansson"))]);
        let answers = map([("medications", Value::List(vec![one]))]);
        refused(
            &answers,
            "unknown_field",
            Some(&format!("medications/0/{key}")),
        );
    }
}

#[test]
fn odd_values_are_no_answers() {
    for odd in [Value::Foreign, Value::Null, Value::Number(f64::NAN)] {
        for id in [
            "medications",
            "relapse_dates",
            "steroid_doses_28d",
            "used_sle_agents",
        ] {
            refused(&map([(id, odd.clone())]), "wrong_type", Some(id));
            let list = Value::List(vec![odd.clone()]);
            refused(&map([(id, list)]), "wrong_type", Some(&format!("{id}/0")));
        }
        refused(
            &map([("sledai_2k_items", odd)]),
            "wrong_type",
            Some("sledai_2k_items"),
        );
    }
    for number in [f64::NAN, f64::INFINITY] {
        for id in ["edss", "ana_titer"] {
            refused(&map([(id, Value::Number(number))]), "not_finite", Some(id));
        }
    }
}

/// Status and steps of the first criterion, a washout of biologics, for these medicines.
#[track_caller]
fn washout(medications: Json) -> Json {
    let answers = from_json(&json!({ "medications": medications }));
    let verdict = screen_one(&SCREENER, &answers, AS_OF);
    let finding = common::finding(&verdict, "C0");
    json!([
        code(finding.status),
        serde_json::to_value(&finding.because).expect("steps")
    ])
}

#[test]
fn a_drug_that_nobody_knows_is_kept() {
    let found = washout(json!([{ "drug": "  Elixir No. 9 ", "last_dose": "2026-11-01" }]));
    assert_eq!(found[0], "unknown");
    let step = json!({ "symbol": "drug", "number": "Elixir No. 9", "unit": null });
    assert!(
        found[1].as_array().expect("steps").contains(&step),
        "{found}"
    );
}

#[test]
fn a_drug_can_come_twice() {
    let dose = |name: &str, day: &str| json!({ "drug": name, "last_dose": day });
    let (old, fresh) = (
        dose("rituximab", "2020-01-01"),
        dose("MabThera", "2026-11-01"),
    );
    assert_eq!(washout(json!([old]))[0], "pass");
    for list in [
        json!([old, fresh]),
        json!([fresh, old]),
        json!([fresh, fresh]),
    ] {
        assert_eq!(washout(list)[0], "fail");
    }
}

#[test]
fn answers_of_every_form_are_read() {
    for answers in [
        json!({ "medications": [] }),
        json!({ "medications": "never" }),
        json!({ "medications": "unknown" }),
        json!({ "last_investigational_agent": "never" }),
        json!({ "relapse_dates": [] }),
        json!({ "steroid_doses_28d": [] }),
        json!({ "sledai_2k_items": {} }),
        json!({ "sledai_2k_items": { "fever": "unknown" } }),
        json!({ "used_sle_agents": "none" }),
        json!({ "used_sle_agents": ["azathioprine", "azathioprine"] }),
        json!({ "edss": { "value": 4.5, "on": "2026" } }),
        json!({ "edss": { "low": 0, "high": 10 } }),
        json!({ "ana_titer": "positive_no_titre" }),
        json!({ "ana_titer": { "value": "negative", "on": "2026-03" } }),
    ] {
        if let Err(error) = SCREENER.screen(&from_json(&answers), AS_OF) {
            panic!("{answers}: {error}");
        }
    }
}
