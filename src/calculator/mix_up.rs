//! Values that look as if they were meant in another unit. Nothing is converted by itself: a warning
//! says what the value may have been.
//!
//! A unit is suggested if the value is unusual in its own and usual in just one of those that are
//! at times taken for it. The usual ranges are engineering bounds, not published ones.

use super::{Suggestion, Warning};
use crate::answers::Number;
use crate::catalogue::{Row, row};
use crate::equation::{Domain, Equation, Input};
use crate::interval::Interval;
use crate::units::Unit;
use crate::value::Value;

/// Body mass indices beyond these are taken for a slip, in kg/m².
const BODY_MASS: (f64, f64) = (12.0, 70.0);
/// Estimates beyond these are taken for a slip, in mL/min per 1.73 m².
const EGFR: (f64, f64) = (5.0, 200.0);

/// What a number outside of the usual range may mean.
pub(super) fn warn(field: &str, measure: &str, number: &Number) -> Option<Warning> {
    let row = row(measure)?;
    if !number.typed.is_point() || is_within(row.soft?, number.value.low) {
        return None;
    }
    let unit = row.quantity?.unit(number.unit.as_deref()?)?;
    Some(warning(field, other_unit(row, unit, number.typed.low)))
}

/// What a value means that cannot be in its own unit, but can in just one other.
pub(super) fn impossible(row: &Row, value: &Value) -> Option<Warning> {
    let (Value::Number(typed), Value::Text(unit)) = (value.get("value")?, value.get("unit")?)
    else {
        return None;
    };
    let unit = row.quantity?.unit(unit)?;
    if is_within(row.hard?, unit.to_canonical(*typed)) {
        return None;
    }
    let meant = other_unit(row, unit, *typed)?;
    Some(warning(row.id, Some(meant)))
}

/// What a result, or two inputs together, leave in doubt; `in_kg` if the weight was typed so.
pub(super) fn doubt(
    equation: &Equation,
    domain: &Domain,
    result: Interval,
    in_kg: bool,
) -> Vec<Warning> {
    let mut found = Vec::new();
    if let (Some(weight), Some(height)) = (domain.get(Input::Weight), domain.get(Input::Height)) {
        found.extend(body_mass(weight.low, height.low, in_kg));
    }
    if equation.unit == "mL/min/{1.73_m2}" && !is_within(EGFR, result.low) {
        let markers = [Input::Creatinine, Input::CystatinC];
        let marker = markers.iter().find(|input| equation.inputs.contains(input));
        found.push(Warning {
            code: "check_unit".to_string(),
            field: marker.map(|input| input.id().to_string()),
            did_you_mean: None,
        });
    }
    found
}

/// A weight in kg and a height in cm that no body has together.
fn body_mass(weight: f64, height: f64, in_kg: bool) -> Option<Warning> {
    const KG_IN_POUND: f64 = 0.453_592_37;
    let usual =
        |weight: f64, height: f64| is_within(BODY_MASS, weight / (height * height) * 10_000.0);
    if usual(weight, height) {
        return None;
    }
    let swapped = usual(height, weight);
    let pounds = in_kg && usual(weight * KG_IN_POUND, height);
    let code = if swapped && !pounds {
        "weight_and_height_swapped"
    } else {
        "implausible_body_mass"
    };
    Some(Warning {
        code: code.to_string(),
        field: Some("weight".to_string()),
        did_you_mean: (pounds && !swapped).then(|| Suggestion {
            value: weight,
            unit: "[lb_av]".to_string(),
        }),
    })
}

/// The only other unit in which this number is usual.
fn other_unit(row: &Row, unit: &Unit, typed: f64) -> Option<Suggestion> {
    let (quantity, soft) = (row.quantity?, row.soft?);
    let mut meant = unit.mistaken_for.iter().filter(|code| {
        let other = quantity.unit(code);
        other.is_some_and(|other| is_within(soft, other.to_canonical(typed)))
    });
    let only = meant.next().filter(|_| meant.next().is_none())?;
    Some(Suggestion {
        value: typed,
        unit: (*only).to_string(),
    })
}

fn warning(field: &str, did_you_mean: Option<Suggestion>) -> Warning {
    let code = if did_you_mean.is_some() {
        "did_you_mean"
    } else {
        "implausible"
    };
    Warning {
        code: code.to_string(),
        field: Some(field.to_string()),
        did_you_mean,
    }
}

fn is_within((low, high): (f64, f64), value: f64) -> bool {
    (low..=high).contains(&value)
}
