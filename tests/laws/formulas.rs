//! Laws of the formulas and of the units.

use crate::common::{map, quantity, text};
use crate::config;
use crate::people::convert;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use trial_prescreen::calculator::Output;
use trial_prescreen::catalogue::{Kind, catalogue};
use trial_prescreen::{Calculation, Value, calculate, calculators};

/// Ages at which some formula turns or jumps.
const TURNS: [f64; 9] = [
    12.0,
    15.0,
    18.0,
    50.0,
    24.103_457_011_201_38,
    25.0,
    40.0,
    2.431_788_699_034_172_4,
    26.0,
];

/// Of results of the same formula at neighbouring inputs, in units of the last place and no more.
const LAST_PLACES: f64 = 1e-14;

/// The inputs that choose among variants of a formula.
const CHOOSES: [&str; 2] = ["method", "weight_basis"];

/// A range of an input, and a point in it.
#[derive(Clone, Debug)]
struct Ranged {
    range: Value,
    point: f64,
}

/// A range in one of its forms, with a point at this share of it.
fn ranged(
    low: f64,
    high: f64,
    share: f64,
    form: u8,
    bare: bool,
    unit: &str,
    ends: (f64, f64),
) -> Ranged {
    let inside = (low + (high - low) * share).clamp(low, high);
    let number = Value::Number;
    let unit = ("unit", text(unit));
    let (range, point) = match form {
        0 => (
            map([("above", number(low)), unit]),
            inside.max(low.next_up()),
        ),
        1 => (
            map([("below", number(high)), unit]),
            inside.min(high.next_down()),
        ),
        2 => (text("unknown"), inside),
        3 if bare => (number(inside), inside),
        3 => (map([("value", number(inside)), unit]), inside),
        _ => (
            map([("low", number(low)), ("high", number(high)), unit]),
            inside,
        ),
    };
    Ranged {
        range,
        point: point.clamp(ends.0, ends.1),
    }
}

fn ordered(a: f64, b: f64) -> (f64, f64) {
    if a <= b { (a, b) } else { (b, a) }
}

/// A range of ages inside a formula's validity, often over one of the turns.
fn ages(low: f64, high: f64) -> impl Strategy<Value = Ranged> {
    let near = (
        select(TURNS.to_vec()),
        prop_oneof![Just(0.0), -1e-9..1e-9, -0.3..0.3],
    )
        .prop_map(|(turn, off)| turn + off);
    let end = prop_oneof![3 => near, 2 => low..high].prop_map(move |age| age.clamp(low, high));
    let share = prop_oneof![Just(0.0), Just(1.0), 0.0..1.0];
    // The form "above" reaches beyond the validity of most formulas; it has its own test.
    (
        end.clone(),
        end,
        share,
        2..9_u8,
        any::<Index>(),
        any::<bool>(),
    )
        .prop_map(move |(a, b, share, form, turn, at_turn)| {
            let (from, to) = ordered(a, b);
            let ages = ranged(from, to, share, form, true, "a", (low, high));
            let inside = TURNS.iter().filter(|turn| from <= **turn && **turn <= to);
            let inside: Vec<f64> = inside.copied().collect();
            if at_turn && form > 3 && !inside.is_empty() {
                let point = *turn.get(&inside);
                return Ranged { point, ..ages };
            }
            ages
        })
}

/// A range of a positive quantity.
fn sizes(low: f64, high: f64, unit: &'static str) -> impl Strategy<Value = Ranged> {
    let end = (0.0..1.0).prop_map(move |share: f64| low * libm::pow(high / low, share));
    let share = prop_oneof![Just(0.0), Just(1.0), 0.0..1.0];
    // Half are exact, so that what another range does is not lost in theirs. What is below a
    // limit, or not known, reaches beyond where a formula holds that has a least size.
    let form = if low > 100.0 { 3..9_u8 } else { 0..9_u8 };
    let form = prop_oneof![Just(3), form];
    (end.clone(), end, share, form).prop_map(move |(a, b, share, form)| {
        let (from, to) = ordered(a, b);
        ranged(from, to, share, form, false, unit, (low, high))
    })
}

/// A formula with its ranges, and the inputs of one point.
#[derive(Clone, Debug)]
struct Tried {
    id: String,
    ranges: Value,
    point: Value,
}

/// Any formula: every row of the table of calculators but those that are not formulas.
fn formulas() -> impl Strategy<Value = Tried> {
    let known = ["age", "sex", "weight", "height", "creatinine", "cystatin_c"];
    let ids: Vec<&str> = calculators()
        .into_iter()
        .filter(|row| {
            let mut inputs = row.inputs.iter();
            inputs.all(|input| {
                known.contains(&input.name.as_str()) || CHOOSES.contains(&&*input.name)
            })
        })
        .map(|calculator| calculator.id)
        .collect();
    assert!(ids.len() > 8, "{ids:?}");
    let sexes = (select(vec!["female", "male"]), 0..4_u8);
    (select(ids), any::<Index>()).prop_flat_map(move |(id, method)| {
        let row = calculators()
            .into_iter()
            .find(|row| row.id == id)
            .expect("a calculator");
        let valid = |input: &str| row.validity.iter().find(|range| range.input == input);
        let least = valid("height").map_or(45.0, |range| range.low);
        let valid = valid("age").map_or((0.5, 120.0), |range| {
            (
                range.low,
                if range.high_open {
                    range.high.next_down()
                } else {
                    range.high
                },
            )
        });
        let sizes = (
            sizes(2.0, 300.0, "kg"),
            sizes(least, 230.0, "cm"),
            sizes(0.1, 20.0, "mg/dL"),
            sizes(0.2, 11.0, "mg/L"),
        );
        (ages(valid.0, valid.1), sizes, sexes.clone()).prop_map(
            move |(age, (weight, height, creatinine, cystatin_c), (sex, said))| {
                let mut ranges = Vec::new();
                let mut point = Vec::new();
                for input in &row.inputs {
                    let name = input.name.clone();
                    match name.as_str() {
                        "sex" => {
                            point.push((name.clone(), text(sex)));
                            match said {
                                0 => {}
                                1 => ranges.push((name, text("unknown"))),
                                _ => ranges.push((name, text(sex))),
                            }
                        }
                        name if CHOOSES.contains(&name) => {
                            let method = text(&input.choices[method.index(input.choices.len())]);
                            ranges.push((name.to_string(), method.clone()));
                            point.push((name.to_string(), method));
                        }
                        _ => {
                            let (tried, unit) = match name.as_str() {
                                "age" => (&age, "a"),
                                "weight" => (&weight, "kg"),
                                "height" => (&height, "cm"),
                                "creatinine" => (&creatinine, "mg/dL"),
                                "cystatin_c" => (&cystatin_c, "mg/L"),
                                other => panic!("no ranges for {other} of {}", row.id),
                            };
                            ranges.push((name.clone(), tried.range.clone()));
                            point.push((name, quantity(tried.point, unit)));
                        }
                    }
                }
                Tried {
                    id: id.to_string(),
                    ranges: Value::Map(ranges),
                    point: Value::Map(point),
                }
            },
        )
    })
}

fn run(id: &str, inputs: &Value) -> Calculation {
    calculate(id, inputs).unwrap_or_else(|error| panic!("{id}: {error}: {inputs:?}"))
}

fn number(output: &Output) -> f64 {
    output.as_number().expect("a number")
}

fn kidney(age: f64, sex: &str, height: f64, creatinine: f64) -> [(&'static str, f64); 3] {
    let with_height = |id: &str, height: Option<f64>| {
        let mut inputs = vec![
            ("age".to_string(), Value::Number(age)),
            ("sex".to_string(), text(sex)),
            ("creatinine".to_string(), quantity(creatinine, "mg/dL")),
        ];
        inputs.extend(height.map(|height| ("height".to_string(), quantity(height, "cm"))));
        number(&run(id, &Value::Map(inputs)).value)
    };
    [
        ("ckid_u25_creatinine", Some(height)),
        ("ekfc_2021_creatinine", None),
        ("ckd_epi_2021_creatinine", None),
    ]
    .map(|(id, height)| (id, with_height(id, height)))
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn the_result_of_ranges_holds_that_of_each_point(tried in formulas()) {
        let Tried { id, ranges, point } = &tried;
        let wide = run(id, ranges);
        let exact = number(&run(id, point).value);
        let (low, high) = (number(&wide.low), number(&wide.high));
        let slack = exact.abs() * LAST_PLACES;
        prop_assert!(
            low - slack <= exact && exact <= high + slack,
            "{exact:?} outside of {low:?}..{high:?}"
        );
        if let Some(value) = wide.value.as_number() {
            prop_assert!((value - exact).abs() <= slack, "{value:?} and {exact:?}");
        }
    }

    #[test]
    fn a_dose_for_a_range_of_weights_holds_that_of_each_weight(
        weight in sizes(20.0, 130.0, "kg"),
        rule in select(vec![
            r#"{"by_weight": [{"below": 50, "unit": "kg", "cells": 100000000},
                {"from": 50, "to": 100, "unit": "kg", "cells": 200000000}]}"#,
            r#"{"by_weight": [{"from": 30, "to": 60, "unit": "kg", "cells": 300},
                {"above": 60, "below": 90, "unit": "kg", "cells": 100}]}"#,
            r#"{"per_kg": {"cells": 1000001}}"#,
            r#"{"flat": {"cells": 7}}"#,
        ]),
    ) {
        let rule = crate::common::from_json(&serde_json::from_str(rule).expect("JSON"));
        let inputs = |weight: Value| map([("weight", weight), ("rule", rule.clone())]);
        let wide = run("cell_dose", &inputs(weight.range.clone()));
        let exact = run("cell_dose", &inputs(quantity(weight.point, "kg")));
        match exact.value.as_number() {
            Some(exact) => {
                let (low, high) = (number(&wide.low), number(&wide.high));
                prop_assert!((low..=high).contains(&exact), "{exact} outside of {low}..{high}");
            }
            None => {
                prop_assert_eq!(&wide.value, &Output::None, "some weights have no dose");
                let warned = wide.warnings.iter().any(|w| w.code == "no_dose_for_weight");
                prop_assert!(warned, "some weights have no dose: {wide:?}");
            }
        }
    }

    #[test]
    fn kidneys_filter_less_as_creatinine_rises(
        age in 18.0..26.0_f64,
        sex in select(vec!["female", "male"]),
        height in 50.0..220.0_f64,
        creatinine in 0.1..20.0_f64,
        factor in prop_oneof![1.0001..1.01, 1.01..1.9_f64],
    ) {
        let (less, more) = (creatinine, creatinine * factor);
        let pairs = kidney(age, sex, height, less).into_iter().zip(kidney(age, sex, height, more));
        for ((id, at_less), (_, at_more)) in pairs {
            prop_assert!(at_less > at_more, "{id}: {at_less} at {less}, {at_more} at {more}");
        }
    }

    #[test]
    fn u25_rises_with_height_and_ekfc_knows_none(
        age in 18.0..26.0_f64,
        sex in select(vec!["female", "male"]),
        height in 40.0..130.0_f64,
        factor in 1.0001..2.0_f64,
        creatinine in 0.1..20.0_f64,
    ) {
        let low = kidney(age, sex, height, creatinine);
        let tall = kidney(age, sex, height * factor, creatinine);
        prop_assert!(low[0].1 < tall[0].1, "{low:?} {tall:?}");
        prop_assert_eq!(low[1].1.to_bits(), tall[1].1.to_bits());
        prop_assert_eq!(low[2].1.to_bits(), tall[2].1.to_bits());
    }

    #[test]
    fn u25_rises_with_age_until_18(
        age in 1.0..25.9_f64,
        older in 0.0..1.0_f64,
        sex in select(vec!["female", "male"]),
    ) {
        let older = age + (25.9 - age) * older;
        let at = |age: f64| {
            let inputs = map([
                ("age", Value::Number(age)),
                ("sex", text(sex)),
                ("height", quantity(150.0, "cm")),
                ("creatinine", quantity(0.8, "mg/dL")),
            ]);
            number(&run("ckid_u25_creatinine", &inputs).value)
        };
        prop_assert!(at(age) <= at(older) * (1.0 + LAST_PLACES), "{age} and {older}");
    }

    #[test]
    fn units_convert_there_and_back(
        measure in select(catalogue()),
        (from, to) in any::<(Index, Index)>(),
        value in prop_oneof![Just(0.0), 1e-3..1e4_f64],
    ) {
        if measure.kind == Kind::Quantity {
            let (from, to) = (&from.get(&measure.units).code, &to.get(&measure.units).code);
            // The scales of glycated haemoglobin have different zeros.
            let moved = measure.id == "hba1c";
            let value = if moved { value + 3.0 } else { value };
            let there = convert(&measure.id, value, from, to);
            let back = convert(&measure.id, there, to, from);
            prop_assert!((back - value).abs() <= value * 1e-15, "{value:?} {from} {to} {back:?}");
            let twice = convert(&measure.id, value * 2.0, from, to);
            prop_assert!(moved || (twice - there * 2.0).abs() <= there * 1e-15, "no zero is moved");
        }
    }
}

#[test]
fn ages_above_one_reach_beyond_a_formula() {
    for id in ["ckid_u25_creatinine", "ekfc_2021_creatinine"] {
        let age = map([("above", Value::Number(20.0)), ("unit", text("a"))]);
        let mut inputs = vec![
            ("age".to_string(), age),
            ("creatinine".to_string(), quantity(1.0, "mg/dL")),
        ];
        if id == "ckid_u25_creatinine" {
            inputs.push(("height".to_string(), quantity(150.0, "cm")));
        }
        let error = calculate(id, &Value::Map(inputs)).expect_err("some are too old");
        assert_eq!(error.code, trial_prescreen::Code::OutsideValidity, "{id}");
    }
}

/// The inputs of a formula that are numbers, with where points are drawn.
const DRAWN: [(&str, f64, f64, &str); 4] = [
    ("weight", 20.0, 180.0, "kg"),
    ("height", 140.0, 210.0, "cm"),
    ("creatinine", 0.2, 10.0, "mg/dL"),
    ("cystatin_c", 0.3, 8.0, "mg/L"),
];

/// Formulas of the table, each variant for itself.
fn equations() -> impl Iterator<Item = &'static trial_prescreen::equation::Equation> {
    trial_prescreen::equation::EQUATIONS.iter()
}

/// A plain random number from 0 to 1.
fn next(state: &mut u64) -> f64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    f64::from(u32::try_from(*state >> 32).expect("32 bits")) / f64::from(u32::MAX)
}

#[test]
fn bounds_hold_ten_thousand_points_of_every_formula() {
    use trial_prescreen::equation::{Domain, Input};
    use trial_prescreen::formula::Sex;
    use trial_prescreen::interval::Interval;
    let inputs = [
        Input::Weight,
        Input::Height,
        Input::Creatinine,
        Input::CystatinC,
    ];
    let mut state = 20_261_124;
    for equation in equations() {
        let ages = equation
            .validity
            .map_or((1.0, 100.0), |v| (v.from, v.to.next_down()));
        for trial in 0..100 {
            let mut domain = Domain::default();
            let sex = [None, Some(Sex::Female), Some(Sex::Male)][trial % 3];
            domain.sex = sex;
            // Every other range of ages lies around a place where some formula turns.
            let turn = TURNS[trial % TURNS.len()];
            let (a, b) = if trial % 2 == 0 {
                (turn - next(&mut state), turn + next(&mut state))
            } else {
                let width = ages.1 - ages.0;
                (
                    ages.0 + next(&mut state) * width,
                    ages.0 + next(&mut state) * width,
                )
            };
            let (from, to) = ordered(a.clamp(ages.0, ages.1), b.clamp(ages.0, ages.1));
            domain.set(Input::Age, Some(Interval::closed(from, to)));
            for (input, (_, low, high, _)) in inputs.into_iter().zip(DRAWN) {
                let point = |share: f64| low * libm::pow(high / low, share);
                let (low, high) = ordered(point(next(&mut state)), point(next(&mut state)));
                domain.set(input, Some(Interval::closed(low, high)));
            }
            let bounds = equation.over(&domain).expect("bounds");
            for draw in 0..100 {
                let mut point = Domain::default();
                point.sex = sex.or([Some(Sex::Female), Some(Sex::Male)][draw % 2]);
                for input in inputs.into_iter().chain([Input::Age]) {
                    let range = domain.get(input).expect("a range");
                    let share = match draw % 10 {
                        0 => 0.0,
                        1 => 1.0,
                        _ => next(&mut state),
                    };
                    let inside = range.low + (range.high - range.low) * share;
                    let inside = inside.clamp(range.low, range.high);
                    // The turn itself is the likeliest place to fall out of the bounds.
                    let turns = input == Input::Age && (from..=to).contains(&turn);
                    let value = if turns && draw % 7 == 0 { turn } else { inside };
                    point.set(input, Some(Interval::point(value)));
                }
                let exact = (equation.at)(&equation.point(&point).expect("a point"));
                let slack = exact.abs() * LAST_PLACES;
                assert!(
                    bounds.low - slack <= exact && exact <= bounds.high + slack,
                    "{}: {exact} outside of {bounds:?} at {point:?}",
                    equation.id
                );
            }
        }
    }
}

#[test]
fn a_change_of_unit_changes_no_result() {
    let mut compared = 0;
    for row in calculators() {
        let known = |name: &str| DRAWN.iter().find(|(other, ..)| *other == name);
        let inputs = row.inputs.iter();
        if !inputs
            .clone()
            .any(|input| known(&input.name).is_some() && input.required)
        {
            continue;
        }
        let age = row.validity.iter().find(|range| range.input == "age");
        let age = age.map_or(20.0, |range| range.low.max(2.0) + 0.5);
        let with = |changed: &str, unit: &str| {
            let mut entries = Vec::new();
            for input in row
                .inputs
                .iter()
                .filter(|input| input.required || input.name == "sex")
            {
                let value = match (input.name.as_str(), known(&input.name)) {
                    ("age", _) => Value::Number(age),
                    ("sex", _) => text("female"),
                    (_, Some((_, low, high, canonical))) => {
                        let value = libm::sqrt(low * high);
                        if input.name == changed {
                            quantity(convert(&input.name, value, canonical, unit), unit)
                        } else {
                            quantity(value, canonical)
                        }
                    }
                    _ => return None,
                };
                entries.push((input.name.clone(), value));
            }
            Some(number(&run(row.id, &Value::Map(entries)).value))
        };
        for (name, _, _, canonical) in DRAWN {
            let Some(input) = row.inputs.iter().find(|i| i.name == name && i.required) else {
                continue;
            };
            for unit in &input.units {
                let (Some(usual), Some(other)) = (with(name, canonical), with(name, unit)) else {
                    continue;
                };
                assert!(
                    (usual - other).abs() <= usual * 1e-12,
                    "{}: {name} in {unit}",
                    row.id
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 80, "{compared}");
}

#[test]
fn results_rise_and_fall_as_they_should() {
    use trial_prescreen::equation::{Domain, Input};
    use trial_prescreen::formula::Sex;
    use trial_prescreen::interval::Interval;
    let mut state = 7;
    let mut seen = 0;
    for equation in equations() {
        let rises = |input| match (equation.id, input) {
            (_, Input::Creatinine | Input::CystatinC) => Some(false),
            ("cockcroft_gault", Input::Age) => Some(false),
            (_, Input::Weight) => Some(true),
            _ => None,
        };
        for (input, up) in equation
            .inputs
            .iter()
            .filter_map(|input| Some((*input, rises(*input)?)))
        {
            for _ in 0..500 {
                let mut domain = Domain::default();
                domain.sex = Some(if next(&mut state) < 0.5 {
                    Sex::Female
                } else {
                    Sex::Male
                });
                let age = if equation.id.starts_with("ckid") {
                    10.0
                } else {
                    50.0
                };
                domain.set(
                    Input::Age,
                    Some(Interval::point(age + next(&mut state) * 8.0)),
                );
                for (name, low, high, _) in DRAWN {
                    let input = equation.inputs.iter().find(|input| input.id() == name);
                    let value = low + (high - low) * next(&mut state) * 0.5;
                    if let Some(input) = input {
                        domain.set(*input, Some(Interval::point(value)));
                    }
                }
                let at = |domain: &Domain| (equation.at)(&equation.point(domain).expect("a point"));
                let less = at(&domain);
                let value = domain.get(input).expect("set").low;
                let more = value * (1.0 + 0.0001 + next(&mut state) * 0.5);
                domain.set(input, Some(Interval::point(more)));
                let more = at(&domain);
                let right = if up { less < more } else { less > more };
                assert!(
                    right,
                    "{} by {}: {less} and {more}",
                    equation.id,
                    input.id()
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 8000, "{seen}");
}
