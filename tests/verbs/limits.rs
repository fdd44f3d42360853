//! How far a rule may go when it is read: each limit with its neighbour.

use crate::common::{self, errors, from_json};
use serde_json::{Value as Json, json};

/// The errors of a rule: "place: code", the place below the rule.
fn told(rule: &Json) -> Vec<String> {
    let criterion =
        json!({ "id": "C1", "kind": "inclusion", "text": "As the protocol says.", "rule": rule });
    let definition = common::definition("limits", vec![from_json(&criterion)]);
    let place = |path: &str| {
        path.trim_start_matches("criteria/0/rule")
            .trim_start_matches('/')
            .to_string()
    };
    let told = errors(&definition).into_iter();
    told.map(|problem| format!("{}: {}", place(&problem.path), problem.code.as_str()))
        .collect()
}

#[track_caller]
fn fine(rule: Json) {
    assert_eq!(told(&rule), Vec::<String>::new(), "{rule}");
}

#[track_caller]
fn wrong(rule: Json, expected: &str) {
    assert_eq!(told(&rule), [expected], "{rule}");
}

fn yes() -> Json {
    json!({ "yes": { "measure": "type1_diabetes" } })
}

#[test]
fn lists_of_rules() {
    let list = |count: usize| json!({ "any": vec![yes(); count] });
    fine(list(1));
    fine(list(200));
    wrong(list(201), "any: too_large");
    wrong(list(0), "any: empty");
    wrong(list(202), "any: too_large");
}

#[test]
fn so_many_of_some() {
    let n_of = |n: u32, count: usize| json!({ "at_least_n": { "n": n, "of": vec![yes(); count] } });
    fine(n_of(1, 2));
    fine(n_of(2, 2));
    wrong(n_of(3, 2), "at_least_n/n: out_of_range");
    wrong(n_of(4, 2), "at_least_n/n: out_of_range");
    wrong(n_of(0, 2), "at_least_n/n: out_of_range");
}

#[test]
fn both_ends() {
    let between =
        |from: f64, to: f64| json!({ "between": { "measure": "edss", "from": from, "to": to } });
    fine(between(2.0, 6.5));
    fine(between(2.0, 2.0));
    wrong(between(6.5, 2.0), "between: reversed");
}

#[test]
fn whole_years_of_age() {
    let age = |value: f64, unit: &str| json!({ "at_least": { "measure": "age", "value": value, "unit": unit } });
    fine(age(18.0, "a"));
    wrong(age(18.5, "a"), "at_least: out_of_range");
    wrong(age(216.0, "mo"), "at_least: out_of_range");
    // Other measures may have any limit.
    fine(json!({ "at_least": { "measure": "weight", "value": 18.5, "unit": "kg" } }));
    fine(json!({ "at_least": { "measure": "weight", "value": 39.5, "unit": "[lb_av]" } }));
}

#[test]
fn one_time_and_no_more_than_two_centuries() {
    let ago = |time: Json| {
        let mut body = json!({ "measure": "gcsf_last_date" });
        for (key, value) in time.as_object().into_iter().flatten() {
            body[key.as_str()] = value.clone();
        }
        json!({ "at_least_ago": body })
    };
    fine(ago(json!({ "days": 73_000 })));
    wrong(
        ago(json!({ "days": 73_001 })),
        "at_least_ago/days: out_of_range",
    );
    wrong(
        ago(json!({ "days": 1, "weeks": 1 })),
        "at_least_ago: missing_input",
    );
    wrong(ago(json!({})), "at_least_ago: missing_input");
}

#[test]
fn times_since_a_dose() {
    let washout = |more: Json| {
        let mut body = json!({ "class": "biologic" });
        for (key, value) in more.as_object().into_iter().flatten() {
            body[key.as_str()] = value.clone();
        }
        json!({ "washout": body })
    };
    fine(washout(json!({ "half_lives": 5 })));
    fine(washout(json!({ "half_lives": 20 })));
    wrong(
        washout(json!({ "half_lives": 21 })),
        "washout/half_lives: out_of_range",
    );
    wrong(
        washout(json!({ "half_lives": 22 })),
        "washout/half_lives: out_of_range",
    );
    fine(washout(json!({ "days": 28 })));
    wrong(washout(json!({})), "washout: missing_input");
    fine(washout(
        json!({ "half_lives": 5, "days": 28, "which": "longer" }),
    ));
    wrong(
        washout(json!({ "half_lives": 5, "days": 28 })),
        "washout/which: inconsistent",
    );
    wrong(
        washout(json!({ "half_lives": 5, "which": "longer" })),
        "washout/which: inconsistent",
    );
    wrong(
        washout(json!({ "class": [], "days": 28 })),
        "washout/class: empty",
    );
    wrong(
        washout(json!({ "drugs": [], "days": 28 })),
        "washout/drugs: empty",
    );
    fine(washout(
        json!({ "class": ["biologic"], "drugs": ["rituximab"], "days": 28 }),
    ));
}
