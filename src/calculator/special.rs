//! Calculators that are no formulas over ranges.

use super::{Calculation, Output, Warning, read_input, warn};
use crate::answers::Number;
use crate::catalogue::row;
use crate::dose::Dose;
use crate::equation::Input;
use crate::error::Code;
use crate::formula::Step;
use crate::interval::Interval;
use crate::value::{Fields, Reader, Value};

/// The dose of a trial's arm.
pub fn cell_dose(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let dose = reader.required(fields, "rule", Dose::read);
    let weight = reader.required(fields, "weight", |r, v| {
        read_input(r, Input::Weight, v, None)
    });
    let (dose, weight) = (dose?, weight?);
    let covered = dose.covers(weight.value);
    if !covered {
        calculation.warnings.push(Warning {
            code: "no_dose_for_weight".to_string(),
            field: Some("weight".to_string()),
            did_you_mean: None,
        });
    }
    let Some((low, high)) = dose.cells(weight.value) else {
        return Some(calculation);
    };
    #[allow(clippy::cast_precision_loss)] // At most 1e15 × 1000 kg; whole up to 2^53.
    let (least, most) = (low as f64, high as f64);
    calculation.low = Output::Number(least);
    calculation.high = Output::Number(most);
    if low == high && covered {
        calculation.value = Output::Number(least);
    }
    if low == high && covered && weight.value.is_point() {
        let each = least / weight.value.low;
        calculation
            .extra
            .push(("cells_per_kg", Output::Number(each)));
    }
    if weight.typed.is_point() {
        calculation.steps.push(Step::number(
            "weight",
            weight.typed.low,
            weight.unit.as_deref(),
        ));
        calculation
            .warnings
            .extend(warn("weight", "weight", &weight));
    }
    Some(calculation)
}

/// A value in another unit.
pub fn convert(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let row = reader.required(fields, "measure", |reader, value| {
        let found = row(reader.text(value)?);
        if found.is_none() {
            reader.error(Code::UnknownMeasure, "");
        }
        found
    })?;
    let Some(quantity) = row.quantity else {
        reader.error_at("measure", Code::WrongType, "a quantity");
        return None;
    };
    let unit = |reader: &mut Reader, value: &Value| {
        let found = quantity.unit(reader.text(value)?);
        if found.is_none() {
            let codes: Vec<&str> = quantity.units.iter().map(|unit| unit.code).collect();
            reader.error(Code::UnknownUnit, &codes.join(", "));
        }
        found
    };
    let from = reader.required(fields, "from", |reader, value| {
        let fields = reader.map(value, &["value", "unit"])?;
        let value = reader.required(fields, "value", |reader, value| {
            let number = reader.number(value)?;
            if number < 0.0 {
                reader.error(Code::OutOfRange, "at least 0");
            }
            Some(number)
        });
        let unit = reader.required(fields, "unit", unit);
        Some((value?, unit?))
    });
    let to = reader.required(fields, "to", unit)?;
    let (value, from) = from?;
    let result = if from.code == to.code {
        value
    } else {
        to.from_canonical(from.to_canonical(value))
    };
    if !result.is_finite() {
        reader.error_at("from/value", Code::OutOfRange, "a smaller number");
        return None;
    }
    calculation.unit = Some(to.code.to_string());
    calculation.value = Output::Number(result);
    calculation.low = Output::Number(result);
    calculation.high = Output::Number(result);
    calculation
        .steps
        .push(Step::number("from", value, Some(from.code)));
    let number = Number {
        value: Interval::point(from.to_canonical(value)),
        typed: Interval::point(value),
        unit: Some(from.code.to_string()),
        upper_limit: None,
    };
    calculation.warnings.extend(warn("from", row.id, &number));
    Some(calculation)
}
