//! Random trials: every verb, nested, over measures of the catalogue.

use crate::common::{map, text};
use crate::people::{Answers, convert, limits, measures, person};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use trial_prescreen::catalogue::{Kind, Measure};
use trial_prescreen::{Screener, Value};

/// Measures of every kind, and every way of answering them, in groups whose answers bear on each
/// other.
pub const GROUPS: [&[&str]; 4] = [
    &[
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
        "creatinine_clearance",
        "egfr",
        "c_peptide_fasting",
        "c_peptide_taken",
        "type1_diabetes",
        "diabetes_diagnosed",
    ],
    &[
        "medications",
        "last_investigational_agent",
        "failed_dmts",
        "used_sle_agents",
        "biologics_ever",
        "used_glucocorticoids",
        "systemic_immunosuppressant_current",
        "nonbiologic_current",
        "nonbiologic_continuous_since",
        "last_nonbiologic_change",
        "steroid_doses_28d",
        "prednisone_equivalent_max_28d",
        "prednisone_equivalent_mean_28d",
        "weight",
    ],
    &[
        "walking_aid",
        "walking_distance",
        "walking_unrestricted",
        "edss",
        "edss_source",
        "relapse_dates",
        "new_gd_lesions",
        "gcsf_last_date",
        "neutrophils",
        "alt",
        "inr",
        "serum_hcg",
        "hbsag",
    ],
    &[
        "sledai_2k",
        "sledai_2k_items",
        "urine_protein_24h",
        "eular_acr_2019",
        "eular_acr_2019_items",
        "ana_titer",
        "ln_class",
        "acr_1997_count",
        "acr_1997_items",
        "slicc_2012_total",
        "slicc_2012_items",
        "slicc_biopsy_route",
        "kidney_biopsy",
        "malignancy",
        "malignancy_status",
    ],
];
/// What a time can be counted to: the day of a result that the group has.
const RESULTS: [&str; 3] = ["neutrophils", "creatinine", "ana_titer"];

fn verb(verb: &str, body: Value) -> Value {
    map([(verb, body)])
}

/// The equations that a comparison may name.
fn equations(id: &str) -> Vec<&'static str> {
    match id {
        "egfr" => vec![
            "ckid_u25_creatinine",
            "ekfc_2021_creatinine",
            "ckd_epi_2021_creatinine",
            "ckd_epi_2009_creatinine",
            "mdrd_4",
        ],
        "creatinine_clearance" => vec!["cockcroft_gault"],
        _ => Vec::new(),
    }
}

fn comparison(measure: &Measure) -> BoxedStrategy<Value> {
    let id = measure.id.clone();
    let units: Vec<String> = measure.units.iter().map(|unit| unit.code.clone()).collect();
    let per_weight = id.starts_with("prednisone_equivalent");
    let known = equations(&id);
    let named = prop::sample::subsequence(known.clone(), 0..=known.len().min(2));
    let verbs = select(vec!["at_least", "at_most", "above", "below", "between"]);
    (verbs, select(limits(&id)), any::<(Index, bool)>(), named)
        .prop_map(move |(name, limit, (unit, by_weight), named)| {
            // Ages are judged in whole years only.
            let is_age = id == "age";
            let unit = match units.first() {
                None => None,
                Some(first) if is_age => Some(first),
                Some(_) => Some(unit.get(&units)),
            };
            let by_weight = per_weight && by_weight;
            let typed = |limit: f64| {
                let limit = match unit {
                    Some(unit) => convert(&id, limit, &units[0], unit),
                    None => limit,
                };
                let limit = if by_weight { limit / 70.0 } else { limit };
                Value::Number(if is_age { limit.floor() } else { limit })
            };
            let mut body = vec![("measure", text(&id))];
            body.extend(unit.map(|unit| {
                let unit = if by_weight { "mg/kg/d" } else { unit };
                ("unit", text(unit))
            }));
            if name == "between" {
                body.extend([("from", typed(limit * 0.8)), ("to", typed(limit))]);
            } else {
                body.push(("value", typed(limit)));
            }
            if !named.is_empty() {
                let named = named.into_iter().map(text).collect();
                body.push(("equations", Value::List(named)));
            }
            let body = body
                .into_iter()
                .map(|(key, value)| (key.to_string(), value));
            verb(name, Value::Map(body.collect()))
        })
        .boxed()
}

fn span() -> impl Strategy<Value = (&'static str, Value)> {
    let spans = vec![
        ("days", 90.0),
        ("days", 28.0),
        ("weeks", 12.0),
        ("months", 6.0),
        ("years", 1.0),
    ];
    select(spans).prop_map(|(unit, count)| (unit, Value::Number(count)))
}

/// A rule about the day of an answer, whatever its kind.
fn timed(measure: &Measure, measures: &[Measure]) -> BoxedStrategy<Value> {
    let id = measure.id.clone();
    if measure.kind == Kind::Dates {
        return (span(), 1..4_u8)
            .prop_map(move |(span, n)| {
                let n = ("n", Value::Number(n.into()));
                verb("within_last", map([("measure", text(&id)), span, n]))
            })
            .boxed();
    }
    let results = measures.iter().map(|measure| measure.id.clone());
    let results = results.filter(|id| RESULTS.contains(&id.as_str()));
    let at: Vec<Option<String>> = std::iter::once(None).chain(results.map(Some)).collect();
    (
        select(vec!["within_last", "at_least_ago"]),
        span(),
        select(at),
    )
        .prop_map(move |(name, span, at)| {
            let mut body = vec![("measure".to_string(), text(&id))];
            body.push((span.0.to_string(), span.1));
            if name == "at_least_ago" {
                body.extend(at.map(|at| ("at".to_string(), text(&at))));
            }
            verb(name, Value::Map(body))
        })
        .boxed()
}

/// A time that must have passed since the last dose of some drugs.
pub fn washout(id: &str) -> BoxedStrategy<Value> {
    let id = id.to_string();
    let drugs = vec![
        "rituximab",
        "fingolimod",
        "teriflunomide",
        "azathioprine",
        "prednisone",
    ];
    let some = prop::sample::subsequence(drugs, 1..3);
    let some = some.prop_map(|drugs| Value::List(drugs.into_iter().map(text).collect()));
    let some = prop::option::weighted(0.3, some);
    let classes = vec!["biologic", "small_molecule_immunosuppressant"];
    let both = Value::List(classes.iter().map(|class| text(class)).collect());
    let class = prop_oneof![4 => select(classes).prop_map(text), 1 => Just(both)];
    let class = prop::option::weighted(0.7, class);
    let time = (
        prop::option::weighted(0.5, 1..7_u8),
        prop::option::weighted(0.5, span()),
    );
    (class, some.clone(), some, time)
        .prop_map(move |(class, drugs, except, (half_lives, span))| {
            let mut body = Vec::new();
            let mut give = |key: &str, value: Option<Value>| {
                body.extend(value.map(|value| (key.to_string(), value)));
            };
            give("measure", Some(text(&id)));
            give("class", class);
            give("drugs", drugs);
            give("except", except);
            let span = match (half_lives, span) {
                (None, None) => Some(("days", Value::Number(28.0))),
                (_, span) => span,
            };
            if half_lives.is_some() && span.is_some() {
                give("which", Some(text("longer")));
            }
            give("half_lives", half_lives.map(|n| Value::Number(n.into())));
            if let Some((unit, n)) = span {
                give(unit, Some(n));
            }
            verb("washout", Value::Map(body))
        })
        .boxed()
}

/// Rules about a measure; none where no verb asks about its kind.
fn about(measure: &Measure, measures: &[Measure]) -> Option<BoxedStrategy<Value>> {
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
        Kind::Count | Kind::Titre => comparison(measure),
        Kind::YesNo => Just(verb("yes", map([("measure", id)]))).boxed(),
        Kind::Choice | Kind::Choices | Kind::Items => {
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
        Kind::Date | Kind::Dates => return Some(timed(measure, measures)),
        Kind::Medications => return Some(washout(&measure.id)),
        Kind::Doses => return None,
    };
    // The day of these is none of a result.
    if measure.id == "age" || [Kind::Choices, Kind::Items].contains(&measure.kind) {
        return Some(plain);
    }
    Some(prop_oneof![6 => plain, 1 => timed(measure, measures)].boxed())
}

/// Any rule over these measures.
fn rule(measures: &[Measure]) -> BoxedStrategy<Value> {
    let reasons = vec![
        "team_may_exempt",
        "readings_differ",
        "measure_again",
        "self_report",
        "needs_recent_test",
        // "contradictory" speaks of the rules beside it, and only of today.
    ];
    let judgement = prop_oneof![
        Just(map([])),
        select(reasons).prop_map(|reason| map([("reason", text(reason))])),
    ];
    let judgement = judgement.prop_map(|body| verb("judgement", body));
    let each = measures
        .iter()
        .filter_map(|measure| about(measure, measures));
    let about = proptest::strategy::Union::new(each.collect::<Vec<_>>());
    // Alone, where nothing beside it can hide what it says.
    let alone = about.clone();
    let nested = prop_oneof![8 => about, 1 => judgement].prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 1..4);
        let recent = (span(), inner.clone())
            .prop_map(|((unit, n), rule)| verb("recent", map([(unit, n), ("rule", rule)])));
        prop_oneof![
            inner.prop_map(|rule| verb("not", rule)),
            recent,
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
    });
    prop_oneof![alone, nested].boxed()
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

/// The measures of one of the groups.
pub fn group() -> impl Strategy<Value = Vec<Measure>> {
    select(GROUPS.map(measures).to_vec())
}

/// A trial with a few random criteria, and a person who may know what it asks.
pub fn tried() -> impl Strategy<Value = (Value, (&'static str, Answers))> {
    group().prop_flat_map(|measures| (trial(&measures), person(&measures)))
}

/// An engine for one definition that has no error.
pub fn screener(definition: &Value) -> Screener {
    Screener::new(std::slice::from_ref(definition)).unwrap_or_else(|error| panic!("{error}"))
}
