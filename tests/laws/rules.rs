//! Random trials: every verb, nested, over measures of the catalogue.

use crate::common::{map, text};
use crate::people::{convert, limits};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use trial_prescreen::catalogue::{Kind, Measure};
use trial_prescreen::{Screener, Value};

/// Measures of every kind, and every way of answering them.
pub const MEASURES: [&str; 19] = [
    "birth_date",
    "age",
    "sex",
    "weight",
    "height",
    "childbearing_potential",
    "pregnant",
    "contraception_agreement",
    "contraception_method",
    "caregivers_agree",
    "active_infection",
    "hbsag",
    "anti_hbs",
    "creatinine",
    "egfr",
    "c_peptide_fasting",
    "c_peptide_taken",
    "type1_diabetes",
    "diabetes_diagnosed",
];

fn verb(verb: &str, body: Value) -> Value {
    map([(verb, body)])
}

fn comparison(measure: &Measure) -> BoxedStrategy<Value> {
    let id = measure.id.clone();
    let units: Vec<String> = measure.units.iter().map(|unit| unit.code.clone()).collect();
    let equations = prop::sample::subsequence(
        vec![
            "ckid_u25_creatinine",
            "ekfc_2021_creatinine",
            "ckd_epi_2021_creatinine",
        ],
        1..3,
    );
    let verbs = select(vec!["at_least", "at_most", "above", "below", "between"]);
    (verbs, select(limits(&id)), any::<Index>(), equations)
        .prop_map(move |(name, limit, unit, equations)| {
            // Ages are judged in whole years only.
            let is_age = id == "age";
            let unit = if is_age { &units[0] } else { unit.get(&units) };
            let typed = |limit: f64| {
                let limit = convert(&id, limit, &units[0], unit);
                Value::Number(if is_age { limit.floor() } else { limit })
            };
            let mut body = vec![("measure", text(&id)), ("unit", text(unit))];
            if name == "between" {
                body.extend([("from", typed(limit * 0.8)), ("to", typed(limit))]);
            } else {
                body.push(("value", typed(limit)));
            }
            if id == "egfr" {
                let equations = equations.into_iter().map(text).collect();
                body.push(("equations", Value::List(equations)));
            }
            let body = body
                .into_iter()
                .map(|(key, value)| (key.to_string(), value));
            verb(name, Value::Map(body.collect()))
        })
        .boxed()
}

/// A rule about the day of an answer, whatever its kind.
fn timed(id: &str) -> BoxedStrategy<Value> {
    let id = id.to_string();
    let spans = select(vec![
        ("days", 90.0),
        ("weeks", 12.0),
        ("months", 6.0),
        ("years", 1.0),
    ]);
    (select(vec!["within_last", "at_least_ago"]), spans)
        .prop_map(move |(name, (unit, count))| {
            verb(
                name,
                map([("measure", text(&id)), (unit, Value::Number(count))]),
            )
        })
        .boxed()
}

fn about(measure: &Measure) -> BoxedStrategy<Value> {
    let id = text(&measure.id);
    let plain = match measure.kind {
        Kind::Quantity => {
            let id = id.clone();
            let verbs = select(vec!["at_most", "below", "at_least", "above"]);
            let times = (verbs, select(vec![0.9, 1.0, 1.5])).prop_map(move |(name, n)| {
                let body = map([("measure", id.clone()), (name, Value::Number(n))]);
                verb("times_upper_limit", body)
            });
            prop_oneof![4 => comparison(measure), 1 => times].boxed()
        }
        Kind::YesNo => Just(verb("yes", map([("measure", id)]))).boxed(),
        Kind::Choice => {
            let mut choices = measure.choices.clone();
            // A test not done is no answer, and no rule may rest on it.
            choices.retain(|choice| choice != "not_done");
            let some = prop::sample::subsequence(choices, 1..3);
            let is_agreement = measure.id.ends_with("agreement") || measure.id.ends_with("agree");
            let agreement = verb("agreement", map([("measure", id.clone())]));
            let one_of = some.prop_map(move |choices| {
                let values = Value::List(choices.into_iter().map(Value::Text).collect());
                verb("one_of", map([("measure", id.clone()), ("values", values)]))
            });
            if is_agreement {
                prop_oneof![one_of, Just(agreement)].boxed()
            } else {
                one_of.boxed()
            }
        }
        Kind::Count | Kind::Date => return timed(&measure.id),
    };
    if measure.id == "age" {
        return plain;
    }
    prop_oneof![6 => plain, 1 => timed(&measure.id)].boxed()
}

/// Any rule over these measures.
fn rule(measures: &[Measure]) -> BoxedStrategy<Value> {
    let judgement = prop_oneof![
        Just(map([])),
        select(vec!["team_may_exempt", "readings_differ", "measure_again"])
            .prop_map(|reason| map([("reason", text(reason))])),
    ];
    let judgement = judgement.prop_map(|body| verb("judgement", body));
    let about = proptest::strategy::Union::new(measures.iter().map(about).collect::<Vec<_>>());
    prop_oneof![6 => about, 1 => judgement]
        .prop_recursive(3, 12, 3, |inner| {
            let several = prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                inner.prop_map(|rule| verb("not", rule)),
                several
                    .clone()
                    .prop_map(|rules| verb("any", Value::List(rules))),
                several
                    .clone()
                    .prop_map(|rules| verb("all", Value::List(rules))),
                (several, any::<Index>()).prop_map(|(rules, n)| {
                    #[allow(clippy::cast_precision_loss)] // At most three.
                    let n = Value::Number((n.index(rules.len()) + 1) as f64);
                    verb("at_least_n", map([("n", n), ("of", Value::List(rules))]))
                }),
            ]
        })
        .boxed()
}

/// At least 60 by this formula.
pub fn at_least_sixty(equation: &str) -> Value {
    let body = map([
        ("measure", text("egfr")),
        ("value", Value::Number(60.0)),
        ("unit", text("mL/min/{1.73_m2}")),
        ("equations", Value::List(vec![text(equation)])),
    ]);
    verb("at_least", body)
}

/// A definition with these criteria.
pub fn definition(id: &str, rules: &[(bool, Value)]) -> Value {
    let criteria = rules
        .iter()
        .enumerate()
        .map(|(position, (inclusion, rule))| {
            map([
                ("id", text(&format!("C{position}"))),
                (
                    "kind",
                    text(if *inclusion { "inclusion" } else { "exclusion" }),
                ),
                ("text", text("As the protocol says.")),
                ("rule", rule.clone()),
            ])
        });
    crate::common::definition(id, criteria.collect())
}

/// A trial with a few random criteria.
pub fn trial(measures: &[Measure]) -> impl Strategy<Value = Value> + use<> {
    prop::collection::vec((any::<bool>(), rule(measures)), 1..4)
        .prop_map(|rules| definition("random", &rules))
}

/// An engine for one definition that has no error.
pub fn screener(definition: &Value) -> Screener {
    Screener::new(std::slice::from_ref(definition)).unwrap_or_else(|error| panic!("{error}"))
}
