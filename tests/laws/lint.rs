//! What `check` claims of rules holds for every answer that the engine hears.

use crate::common::{AS_OF, code, map, quantity, screen_one, text};
use crate::config;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};
use trial_prescreen::finding::Status;
use trial_prescreen::{Screener, Value, check};

/// Rules about a weight, the time since an event, a choice and a yes, over so few limits that
/// many contradict each other.
fn leaf() -> impl Strategy<Value = Json> {
    let verbs = select(vec!["at_least", "at_most", "above", "below"]);
    let limits = || select(vec![50, 60, 70]);
    prop_oneof![
        4 => (verbs, limits()).prop_map(|(verb, value)| {
            json!({ verb: { "measure": "weight", "value": value, "unit": "kg" } })
        }),
        1 => (limits(), limits()).prop_filter("in order", |(from, to)| from <= to).prop_map(
            |(from, to)| json!({ "between": { "measure": "weight", "from": from, "to": to, "unit": "kg" } })
        ),
        2 => (select(vec!["within_last", "at_least_ago"]), select(vec![10, 20])).prop_map(
            |(verb, days)| json!({ verb: { "measure": "gcsf_last_date", "days": days } })
        ),
        1 => select(vec!["female", "male"])
            .prop_map(|sex| json!({ "is": { "measure": "sex", "value": sex } })),
        1 => Just(json!({ "judgement": {} })),
    ]
}

fn rule() -> impl Strategy<Value = Json> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        let list = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            list().prop_map(|rules| json!({ "any": rules })),
            list().prop_map(|rules| json!({ "all": rules })),
            inner.clone().prop_map(|rule| json!({ "not": rule })),
        ]
    })
}

fn answers() -> impl Strategy<Value = Value> {
    let weights = select(vec![20.0, 49.0, 50.0, 55.0, 60.0, 61.0, 70.0, 90.0]);
    let days = select(vec![
        "never",
        "2026-11-20",
        "2026-11-11",
        "2026-11-05",
        "2026-11-01",
        "2020",
    ]);
    (
        weights,
        0..4,
        days,
        select(vec!["female", "male", "unknown"]),
    )
        .prop_map(|(weight, form, day, sex)| {
            let weight = match form {
                0 => map([
                    ("low", Value::Number(weight)),
                    ("high", Value::Number(weight + 15.0)),
                    ("unit", text("kg")),
                ]),
                1 => text("unknown"),
                _ => quantity(weight, "kg"),
            };
            map([
                ("weight", weight),
                ("gcsf_last_date", text(day)),
                ("sex", text(sex)),
            ])
        })
}

fn criterion(id: &str, kind: &str, rule: &Json) -> Value {
    crate::common::from_json(
        &json!({ "id": id, "kind": kind, "text": "As the protocol says.", "rule": rule }),
    )
}

fn definition(criteria: Vec<Value>) -> Value {
    crate::common::definition("lint", criteria)
}

/// The results of each criterion.
fn statuses(definition: &Value, answers: &Value) -> Vec<Status> {
    let screener = Screener::new(std::slice::from_ref(definition)).expect("no error");
    let verdict = screen_one(&screener, answers, AS_OF);
    verdict
        .findings
        .iter()
        .map(|finding| finding.status)
        .collect()
}

/// The rule without the part that a path names.
fn without(rule: &Json, path: &str) -> Option<Json> {
    let (list, position) = path.rsplit_once('/')?;
    let mut rule = rule.clone();
    let items = rule.pointer_mut(list)?.as_array_mut()?;
    items.remove(position.parse().ok()?);
    Some(rule)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn what_is_said_of_a_rule_is_so(rule in rule(), answers in answers()) {
        let whole = definition(vec![criterion("I1", "inclusion", &rule)]);
        let verb = rule.as_object().and_then(|rule| rule.keys().next()).expect("a verb").clone();
        let top = format!("criteria/0/rule/{verb}");
        let status = statuses(&whole, &answers)[0];
        for problem in check(&whole) {
            match code(problem.code).as_str() {
                "never_true" if problem.path == top => prop_assert_ne!(status, Status::Pass),
                "always_true" if problem.path == top => prop_assert_ne!(status, Status::Fail),
                "swallowed" | "duplicate_rule" => {
                    let path = problem.path.trim_start_matches("criteria/0/rule");
                    let less = without(&rule, path).expect("an item of a list");
                    let less = definition(vec![criterion("I1", "inclusion", &less)]);
                    let pair = [status, statuses(&less, &answers)[0]];
                    let opposite = pair.contains(&Status::Pass) && pair.contains(&Status::Fail);
                    prop_assert!(!opposite, "{}: {:?}", problem.path, pair);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn what_is_said_of_two_criteria_is_so(
        one in rule(),
        other in rule(),
        kinds in (select(vec!["inclusion", "exclusion"]), select(vec!["inclusion", "exclusion"])),
        answers in answers(),
    ) {
        let criteria = vec![criterion("I1", kinds.0, &one), criterion("E1", kinds.1, &other)];
        let whole = definition(criteria);
        let found = statuses(&whole, &answers);
        let opposite = found.contains(&Status::Pass) && found.contains(&Status::Fail);
        for problem in check(&whole) {
            match code(problem.code).as_str() {
                "opposed_criteria" => prop_assert!(found != [Status::Pass, Status::Pass]),
                "repeated_criterion" | "duplicate_criterion" => prop_assert!(!opposite),
                _ => {}
            }
        }
    }
}
