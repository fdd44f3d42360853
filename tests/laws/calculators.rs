//! What holds for every calculator of the table, as it is called: who knows less gets bounds that hold
//! the result of who knows all, and nothing definite turns round.

use crate::common::from_json;
use serde_json::{Map, Value as Json, json};
use trial_prescreen::calculator::{Calculator, CalculatorInput, InputKind, Output};
use trial_prescreen::catalogue::Kind;
use trial_prescreen::{Calculation, Code, calculate, calculators};

/// A plain random number from 0 to 1.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).expect("32 bits")) / f64::from(u32::MAX)
    }

    fn below(&mut self, count: usize) -> usize {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let place = (self.share() * count as f64) as usize;
        place.min(count - 1)
    }
}

/// Inputs in which absence or a range has a meaning of its own, and is no lack of knowledge.
const SETTINGS: [&str; 10] = [
    "weight_basis",
    "method",
    "rule",
    "ambulation_coding",
    "visual_is_converted",
    "bowel_bladder_is_converted",
    "cerebral1_counts",
    // Counted as whole where they are absent.
    "viability",
    "recovery",
    // One of two ways to tell about walking.
    "ambulation",
];

/// The numbers drawn for an input, in its first unit.
fn range(id: &str, input: &CalculatorInput) -> (f64, f64) {
    let child = id.starts_with("ckid") || id == "schwartz_2009";
    match (input.name.as_str(), input.limits) {
        ("age", _) if child => (1.0, 17.9),
        ("age", _) => (18.0, 90.0),
        ("weight", _) => (40.0, 120.0),
        ("height", _) => (140.0, 200.0),
        ("creatinine", _) => (0.3, 8.0),
        ("cystatin_c", _) => (0.4, 5.0),
        ("distance", _) => (0.0, 600.0),
        ("cells", _) => (1e6, 1e9),
        ("cells_per_ml", _) => (1e6, 1e8),
        ("proteinuria", _) => (0.1, 6.0),
        ("platelets", _) => (20.0, 300.0),
        ("leukocytes", _) => (0.5, 9.0),
        // Converted grades end earlier.
        ("visual", _) => (0.0, 4.0),
        ("bowel_bladder", _) => (0.0, 5.0),
        (_, Some(limits)) => (limits.low, limits.high),
        (name, None) => panic!("{id}: {name} has no limits"),
    }
}

/// What is known of an input: all of it, a range around it, or nothing.
fn drawn(id: &str, input: &CalculatorInput, dice: &mut Dice) -> (Json, Option<Json>) {
    let unknown = || input.required.then(|| json!("unknown"));
    match input.kind {
        InputKind::Flag => (json!(dice.below(2) == 1), None),
        InputKind::Answer(Kind::YesNo) => (json!(dice.below(2) == 1), unknown()),
        InputKind::Answer(Kind::Choice) => (
            json!(input.choices[dice.below(input.choices.len())]),
            unknown(),
        ),
        InputKind::Answer(Kind::Titre) => {
            let titres = ["negative", "1:40", "1:80", "1:160"];
            (json!(titres[dice.below(4)]), unknown())
        }
        InputKind::Answer(Kind::Count | Kind::Quantity) | InputKind::Number => {
            let (low, high) = range(id, input);
            let step = input.step.unwrap_or((high - low) / 1000.0);
            let at = |share: f64| {
                let steps = ((high - low) / step * share).round();
                let value = low + steps * step;
                // The scale has no half point.
                if value.to_bits() == 0.5_f64.to_bits() && input.measure.as_deref() == Some("edss")
                {
                    1.0
                } else {
                    value.min(high)
                }
            };
            let mut ends = [at(dice.share()), at(dice.share()), at(dice.share())];
            ends.sort_by(f64::total_cmp);
            let [low, point, high] = ends;
            let unit = input.units.first();
            let (exact, range) = match unit {
                Some(unit) => (
                    json!({ "value": point, "unit": unit }),
                    json!({ "low": low, "high": high, "unit": unit }),
                ),
                None => (json!(point), json!({ "low": low, "high": high })),
            };
            let less = if dice.below(2) == 0 {
                Some(range)
            } else {
                unknown()
            };
            (exact, less)
        }
        kind => panic!("{id}: {kind:?} is not drawn"),
    }
}

/// The same person twice: all that is known, and less of it.
fn twice(calculator: &Calculator, dice: &mut Dice) -> (Json, Json) {
    let (mut all, mut less) = (Map::new(), Map::new());
    for input in &calculator.inputs {
        let name = input.name.to_string();
        if name == "ambulation" {
            continue;
        }
        let (exact, vague) = drawn(calculator.id, input, dice);
        let keeps = SETTINGS.contains(&name.as_str()) || dice.below(3) > 0;
        if keeps {
            less.insert(name.clone(), exact.clone());
        } else if let Some(vague) = vague {
            less.insert(name.clone(), vague);
        }
        all.insert(name, exact);
    }
    (all.into(), less.into())
}

fn run(id: &str, inputs: &Json) -> Option<Calculation> {
    match calculate(id, &from_json(inputs)) {
        Ok(found) => Some(found),
        // What one draw has outside of a formula's reach is no part of the law.
        Err(error)
            if matches!(
                error.code,
                Code::OutsideValidity | Code::Inconsistent | Code::MissingInput
            ) =>
        {
            None
        }
        Err(error) => panic!("{id}: {error}: {inputs}"),
    }
}

/// Whether less knowledge leaves this open, or says the same.
fn holds(less: &Output, all: &Output) -> bool {
    match less {
        Output::None => true,
        Output::Text(word) if word == "unknown" => true,
        less => less == all,
    }
}

#[test]
fn who_knows_less_gets_bounds_that_hold_the_result() {
    let drawn_by_hand = [
        "prednisone_equivalent",
        "washout",
        "cell_dose",
        "convert",
        "upper_limit_multiple",
    ];
    for calculator in calculators() {
        let id = calculator.id;
        if drawn_by_hand.contains(&id) {
            continue;
        }
        let mut dice = Dice(20_261_124);
        let (mut compared, mut open) = (0, 0);
        for _ in 0..10_000 {
            let (all, less) = twice(&calculator, &mut dice);
            let (Some(full), Some(part)) = (run(id, &all), run(id, &less)) else {
                continue;
            };
            compared += 1;
            open += usize::from(part.value != full.value);
            assert!(
                holds(&part.value, &full.value),
                "{id}: {part:?}\n{full:?}\n{less}"
            );
            for ((name, less_so), (_, fully)) in part.extra.iter().zip(&full.extra) {
                assert!(holds(less_so, fully), "{id} {name}: {less}\n{all}");
            }
            let bounds = [&part.low, &full.low, &full.high, &part.high].map(Output::as_number);
            if let [Some(low), Some(least), Some(most), Some(high)] = bounds {
                // The last places of a power.
                let slack = most.abs() * 4.0 * f64::EPSILON;
                assert!(
                    low <= least + slack && most <= high + slack,
                    "{id}: {least} to {most} outside of {low} to {high}\n{less}\n{all}"
                );
            }
        }
        assert!(compared > 5_000, "{id}: {compared}");
        assert!(open > 20, "{id}: {open} of {compared} were left open");
    }
}

/// What an input is when it is known, for the calculators whose inputs are no numbers.
fn known(input: &CalculatorInput) -> Json {
    match (input.name.as_str(), input.kind) {
        ("upper_limit", _) => json!({ "value": 40, "unit": "mg/dL" }),
        (_, InputKind::AnyQuantity) => json!({ "value": 1, "unit": "mg/dL" }),
        (_, InputKind::Answer(Kind::Doses)) => {
            json!([{ "drug": "prednisone", "dose": { "value": 5, "unit": "mg/d" } }])
        }
        (_, InputKind::Drug) => json!("fingolimod"),
        (_, InputKind::Measure) => json!("creatinine"),
        (_, InputKind::Unit) => json!("umol/L"),
        (_, InputKind::Answer(Kind::Date)) => json!("2026-10-20"),
        (_, InputKind::WaitingRule) => json!({ "half_lives": 5 }),
        (_, InputKind::DoseRule) => json!({ "per_kg": { "cells": 1_000_000 } }),
        (name, kind) => panic!("{name}: {kind:?}"),
    }
}

#[test]
fn whatever_is_not_known_gets_an_answer() {
    for calculator in calculators() {
        let id = calculator.id;
        let mut dice = Dice(7);
        let mut inputs = Map::new();
        for input in calculator.inputs.iter().filter(|input| input.required) {
            let numeric = matches!(
                input.kind,
                InputKind::Answer(Kind::Quantity | Kind::Count | Kind::Choice | Kind::YesNo)
                    | InputKind::Number
            );
            let value = if numeric {
                drawn(id, input, &mut dice).0
            } else {
                known(input)
            };
            inputs.insert(input.name.to_string(), value);
        }
        assert!(run(id, &inputs.clone().into()).is_some(), "{id}");
        for input in calculator.inputs.iter().filter(|input| input.required) {
            // A rule, a measure and a unit are what is asked, not what is known.
            let asked = [
                InputKind::WaitingRule,
                InputKind::DoseRule,
                InputKind::Measure,
                InputKind::Unit,
            ];
            if asked.contains(&input.kind) {
                continue;
            }
            let mut less = inputs.clone();
            less.insert(input.name.to_string(), json!("unknown"));
            let found = calculate(id, &from_json(&less.into()));
            let found =
                found.unwrap_or_else(|error| panic!("{id} without {}: {error}", input.name));
            assert_eq!(found.value, Output::None, "{id} without {}", input.name);
        }
    }
    let error = calculate("ckd_epi_2021_creatinin", &from_json(&json!({}))).expect_err("a slip");
    assert_eq!(error.expected.as_deref(), Some("ckd_epi_2021_creatinine"));
    let error = calculate("cockroft_gault", &from_json(&json!({}))).expect_err("a slip");
    assert_eq!(error.expected.as_deref(), Some("cockcroft_gault"));
}
