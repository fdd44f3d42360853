//! Values beside limits, as drawings have them: in the unit of the rule, and never where nothing is known.

mod common;

use common::{AS_OF, from_json, trial_files};
use serde_json::{Value as Json, json};
use trial_prescreen::Screener;
use trial_prescreen::finding::Status;
use trial_prescreen::scale::{Form, Scale};

fn screener(criteria: &Json) -> Screener {
    let trial = json!({"schema": 1, "id": "T", "title": {"en": "T"}, "status": "enrolling", "last_checked": AS_OF,
        "countries": [], "places": [], "contact": {"en": "C"}, "sponsor": "S", "source": {"name": "S", "record": "R"}, "criteria": criteria});
    match Screener::new(&[from_json(&trial)]) {
        Ok(screener) => screener,
        Err(error) => panic!("{error:?}"),
    }
}

fn of_rule(rule: &Json, answers: &Json) -> Vec<Scale> {
    let criteria = json!([{"id": "I1", "kind": "inclusion", "text": "x", "rule": rule}]);
    screener(&criteria)
        .scales(&from_json(answers), AS_OF)
        .expect("good answers")
}

#[track_caller]
fn only(rule: &Json, answers: &Json) -> Scale {
    let mut scales = of_rule(rule, answers);
    assert_eq!(scales.len(), 1, "{scales:?}");
    scales.remove(0)
}

#[track_caller]
fn near(found: Option<f64>, wanted: f64) {
    let found = found.expect("an end");
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs(), "{found}");
}

#[test]
fn a_value_is_told_in_the_unit_of_the_rule() {
    let rule = json!({"at_most": {"measure": "creatinine", "value": 1.5, "unit": "mg/dL"}});
    let scale = only(
        &rule,
        &json!({"creatinine": {"value": 88.4, "unit": "umol/L"}}),
    );
    near(scale.low, 1.0);
    assert_eq!(
        (scale.unit.as_deref(), scale.form),
        (Some("mg/dL"), Form::Value)
    );
    assert_eq!(
        (scale.limits[0].verb, scale.limits[0].value),
        ("at_most", 1.5)
    );
}

#[test]
fn an_end_that_nothing_bounds_is_none() {
    let rule = json!({"between": {"measure": "neutrophils", "from": 1, "to": 8, "unit": "10*9/L"}});
    let scale = only(
        &rule,
        &json!({"neutrophils": {"above": 2, "unit": "10*9/L"}}),
    );
    assert_eq!((scale.low, scale.high), (Some(2.0), None));
    let below = only(
        &rule,
        &json!({"neutrophils": {"below": 2, "unit": "10*9/L"}}),
    );
    assert_eq!((below.low, below.high), (None, Some(2.0)));
    let verbs: Vec<_> = scale.limits.iter().map(|limit| limit.verb).collect();
    assert_eq!(verbs, ["from", "to"]);
}

#[test]
fn nothing_is_drawn_of_what_is_not_known() {
    let rule = json!({"any": [{"at_least": {"measure": "edss", "value": 2}}, {"yes": {"measure": "pregnant"}}]});
    assert!(of_rule(&rule, &json!({"pregnant": true})).is_empty());
    assert!(of_rule(&rule, &json!({"edss": "unknown"})).is_empty());
}

#[test]
fn ages_are_completed_years_and_may_be_a_range() {
    let rule = json!({"between": {"measure": "age", "from": 18, "to": 65, "unit": "a"}});
    let scale = only(&rule, &json!({"birth_date": "2008-11"}));
    assert_eq!((scale.low, scale.high), (Some(17.0), Some(18.0)));
}

#[test]
fn a_computed_measure_shows_what_is_typed_and_what_its_formula_gives() {
    let rule =
        json!({"at_least": {"measure": "creatinine_clearance", "value": 30, "unit": "mL/min"}});
    let answers = json!({"birth_date": "1976-11-21", "sex": "male", "weight": {"value": 72, "unit": "kg"},
        "creatinine": {"value": 1, "unit": "mg/dL"}, "creatinine_clearance": {"value": 80, "unit": "mL/min"}});
    let scales = of_rule(&rule, &answers);
    let told: Vec<_> = scales
        .iter()
        .map(|scale| (scale.symbol.as_str(), scale.low, scale.high))
        .collect();
    assert_eq!(
        told,
        [
            ("creatinine_clearance", Some(80.0), Some(80.0)),
            ("cockcroft_gault", Some(90.0), Some(90.0))
        ]
    );
}

#[test]
fn multiples_and_doses_for_each_kilogram_say_what_they_are() {
    let rule = json!({"times_upper_limit": {"measure": "alt", "at_most": 3}});
    let scale = only(
        &rule,
        &json!({"alt": {"value": 70, "unit": "U/L", "upper_limit": {"value": 40, "unit": "U/L"}}}),
    );
    assert_eq!(
        (scale.form, scale.low, scale.unit),
        (Form::TimesUpperLimit, Some(1.75), None)
    );
    let rule = json!({"above": {"measure": "prednisone_equivalent_mean_28d", "value": 0.5, "unit": "mg/kg/d"}});
    let answers = json!({"prednisone_equivalent_mean_28d": {"value": 36, "unit": "mg/d"}, "weight": {"low": 60, "high": 72, "unit": "kg"}});
    let scale = only(&rule, &answers);
    assert_eq!(
        (scale.form, scale.low, scale.high),
        (Form::PerWeight, Some(0.5), Some(0.6))
    );
}

/// Law: where one comparison is the whole rule and decides, the drawing shows it on the side on
/// which the finding is.
#[test]
fn drawings_and_findings_agree_in_every_case_of_every_trial() {
    let mut compared = 0;
    for file in trial_files() {
        let screener = Screener::new(&[from_json(&file.json)]).expect("a good trial");
        let rules = file.json["criteria"].as_array().expect("criteria");
        for case in file.json["cases"].as_array().into_iter().flatten() {
            let answers = from_json(&case["answers"]);
            let day = case["as_of"].as_str().expect("a day");
            let (Ok(verdicts), Ok(scales)) = (
                screener.screen(&answers, day),
                screener.scales(&answers, day),
            ) else {
                continue;
            };
            for finding in &verdicts[0].findings {
                let rule = rules
                    .iter()
                    .find(|rule| rule["id"] == finding.criterion.as_str())
                    .expect("its rule");
                let Some((verb, limit)) = simple(&rule["rule"]) else {
                    continue;
                };
                let mine: Vec<&Scale> = scales
                    .iter()
                    .filter(|scale| scale.criterion == finding.criterion)
                    .collect();
                let [scale] = mine[..] else { continue };
                let exclusion = rule["kind"] == "exclusion";
                let holds = match finding.status {
                    Status::Pass => !exclusion,
                    Status::Fail => exclusion,
                    _ => continue,
                };
                let (low, high) = (
                    scale.low.unwrap_or(f64::NEG_INFINITY),
                    scale.high.unwrap_or(f64::INFINITY),
                );
                let upper = matches!(verb, "at_least" | "above");
                let on_side = if upper == holds {
                    low >= limit
                } else {
                    high <= limit
                };
                assert!(
                    on_side,
                    "{} {}: {scale:?}, {:?}",
                    file.name, case["name"], finding.status
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "only {compared}");
}

/// The verb and the limit of a rule that is one comparison.
fn simple(rule: &Json) -> Option<(&str, f64)> {
    let (verb, body) = rule.as_object()?.iter().next()?;
    let limit = body["value"].as_f64()?;
    matches!(verb.as_str(), "at_least" | "at_most" | "above" | "below").then_some((verb, limit))
}
