//! The engine beside the reference of `reference.rs`, on random rules and random answers. More of
//! them: `PROPTEST_CASES=1000000 PROPTEST_RNG_SEED=7 cargo test --release --test laws differential`.

use crate::common::to_json;
use crate::people::{measures, person, screen};
use crate::reference::{PLAIN, Point, Possible, is_answered, meanings, reads, truth};
use crate::{config, rules};
use proptest::prelude::*;
use std::sync::LazyLock;
use trial_prescreen::Value;
use trial_prescreen::catalogue::{Kind, Measure, Who};
use trial_prescreen::date::Date;
use trial_prescreen::finding::{Finding, Status};
use trial_prescreen::truth::DateSpan;

static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| measures(&PLAIN));
/// Rules ask for the age, and people tell when they were born.
static ASKED: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let ids: Vec<&str> = PLAIN
        .iter()
        .map(|id| if *id == "birth_date" { "age" } else { id })
        .collect();
    measures(&ids)
});

/// Most meanings that are tried of one rule.
const MOST: usize = 400;

fn rule_of(definition: &Value) -> (bool, Value) {
    let Some(Value::List(criteria)) = definition.get("criteria") else {
        panic!("criteria");
    };
    let inclusion = criteria[0].get("kind").and_then(Value::as_text) == Some("inclusion");
    (inclusion, criteria[0].get("rule").expect("a rule").clone())
}

/// All that the answers to what a rule reads may mean together.
fn points(ids: &[String], answers: &[(String, Value)], as_of: Date) -> Vec<Point> {
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    let most = libm::pow(MOST as f64, 1.0 / ids.len() as f64) as usize;
    let mut all = vec![Point::new()];
    for id in ids {
        let measure = MEASURES
            .iter()
            .find(|measure| measure.id == *id)
            .expect("a plain measure");
        let answer = answers
            .iter()
            .find(|(other, _)| other == id)
            .map(|(_, value)| value);
        let meant = meanings(measure, answer, as_of, most.max(3));
        let with = |point: &Point| -> Vec<Point> {
            let add = |exact: &crate::reference::Exact| {
                let mut point = point.clone();
                point.insert(id.clone(), exact.clone());
                point
            };
            meant.iter().map(add).collect()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

fn holds(spans: &[DateSpan], day: Date) -> bool {
    spans.iter().any(|span| {
        span.from.is_none_or(|from| from <= day) && span.until.is_none_or(|until| day <= until)
    })
}

/// Days on which something may turn, those on which the engine says so first of all.
fn days(finding: &Finding, as_of: Date) -> Vec<Date> {
    let edges = finding
        .window
        .iter()
        .chain(&finding.certain_window)
        .flat_map(|span| [span.from, span.until]);
    let near = edges
        .flatten()
        .flat_map(|day| [-1, 0, 1].map(|days| day.plus_days(days)));
    let ahead = [0, 1, 2, 6, 28, 29, 45, 90, 91, 184, 366, 400].map(|days| as_of.plus_days(days));
    let far = as_of.plus_days(20_000);
    near.chain(ahead)
        .filter(|day| (as_of..far).contains(day))
        .collect()
}

/// Whether a rule is one verb, at most turned round: then nothing can hide what the engine knows.
fn is_alone(rule: &Value) -> bool {
    let Value::Map(entries) = rule else {
        return false;
    };
    match entries[0].0.as_str() {
        "not" => is_alone(&entries[0].1),
        verb => !["any", "all", "at_least_n", "recent", "judgement"].contains(&verb),
    }
}

/// The engine knows what the reference knows, and nothing that it does not.
fn compare(
    definition: &Value,
    as_of: &str,
    answers: &[(String, Value)],
) -> Result<(), TestCaseError> {
    let (inclusion, rule) = rule_of(definition);
    let screener = rules::screener(definition);
    let verdicts = screen(&screener, &answers.to_vec(), as_of).expect("nothing clashes");
    let finding = &verdicts[0].findings[0];
    let mut ids = Vec::new();
    reads(&rule, &mut ids);
    let as_of = Date::parse(as_of).expect(as_of);
    let points = points(&ids, answers, as_of);
    let passes = |day: Date| -> Possible {
        let each = points.iter().map(|point| truth(&rule, point, day, &[]));
        let any = each.reduce(Possible::or).expect("a meaning");
        if inclusion { any } else { any.turned() }
    };
    let today = passes(as_of);
    let about = || format!("{} {answers:?} {finding:?}", to_json(&rule));
    match finding.status {
        Status::Pass => prop_assert!(!today.no, "passes for certain, {}", about()),
        Status::Fail => prop_assert!(!today.yes, "fails for certain, {}", about()),
        _ => {}
    }
    let measures = || MEASURES.iter().filter(|measure| ids.contains(&measure.id));
    let told = |measure: &Measure| {
        answers
            .iter()
            .any(|(id, value)| *id == measure.id && is_answered(Some(value)))
    };
    // What the study's tests or a judgement would settle is taken to turn out well.
    let granted = format!("{rule:?}").contains("judgement")
        || measures().any(|measure| measure.who.contains(&Who::Study));
    let known = matches!(finding.status, Status::Pass | Status::Fail);
    let exact = is_alone(&rule)
        && finding.borderline.is_none()
        && measures().all(|measure| told(measure) && measure.kind != Kind::Dates);
    if exact && finding.status == Status::Unknown {
        prop_assert!(today.yes && today.no, "could be known, {}", about());
    }
    if known || !granted {
        for day in days(finding, as_of) {
            let possible = passes(day);
            if holds(&finding.certain_window, day) {
                prop_assert!(!possible.no, "passes for certain on {day}, {}", about());
            } else if exact {
                prop_assert!(possible.no, "surely passes on {day}, {}", about());
            }
            if !holds(&finding.window, day) {
                prop_assert!(!possible.yes, "fails for certain on {day}, {}", about());
            } else if exact {
                prop_assert!(possible.yes, "surely fails on {day}, {}", about());
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn the_engine_says_what_the_reference_says(
        definition in rules::trial(&ASKED),
        (as_of, answers) in person(&MEASURES),
    ) {
        compare(&definition, as_of, &answers)?;
    }
}
