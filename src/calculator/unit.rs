//! Calculators about units alone.

use super::input::{InputKind, Special, Taken};
use super::{Calculation, warn};
use crate::answers::Number;
use crate::catalogue::{ROWS as MEASURES, row};
use crate::error::Code;
use crate::formula::Step;
use crate::interval::{Interval, TOLERANCE};
use crate::value::{Fields, Reader, Value};

pub(super) static ROWS: &[Special] = &[
    Special {
        inputs: &[
            Taken::new("measure", InputKind::Measure).required(),
            Taken::new("from", InputKind::AnyQuantity).required(),
            Taken::new("to", InputKind::Unit).required(),
        ],
        ..Special::new(
            "convert",
            None,
            "The factor of the measure's table of units",
            None,
            convert,
        )
    },
    Special {
        inputs: &[
            Taken::new("value", InputKind::AnyQuantity).required(),
            Taken::new("upper_limit", InputKind::AnyQuantity).required(),
        ],
        ..Special::new(
            "upper_limit_multiple",
            Some("{ULN}"),
            "The laboratory's own upper limit",
            None,
            upper_limit_multiple,
        )
    },
];

/// A value in another unit.
fn convert(
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
            let codes: Vec<&str> = quantity.codes().collect();
            reader.error_not_in(Code::UnknownUnit, &codes);
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
    if !result.is_finite() || result < 0.0 {
        let expected = "a number that the other unit has";
        reader.error_at("from/value", Code::OutOfRange, expected);
        return None;
    }
    calculation.unit = Some(to.code.to_string());
    calculation.bound(Interval::point(result));
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

/// A value as a multiple of the laboratory's upper limit. Which substance it is decides nothing
/// as long as the units are the same, or can be converted in one way only.
fn upper_limit_multiple(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let value = reader.required(fields, "value", read_plain);
    let limit = reader.required(fields, "upper_limit", read_plain);
    let (value, (limit, most, limit_unit)) = (value?, limit?);
    let (low, high, unit) = value;
    if limit <= 0.0 || limit < most {
        reader.error_at("upper_limit", Code::OutOfRange, "one value above 0");
        return None;
    }
    let mut found: Option<(f64, f64)> = None;
    let mut known = false;
    for quantity in MEASURES.iter().filter_map(|row| row.quantity) {
        let from = quantity.unit(unit);
        known |= from.is_some();
        let (Some(from), Some(to)) = (from, quantity.unit(limit_unit)) else {
            continue;
        };
        let multiple = |value: f64| {
            if from.code == to.code {
                value / limit
            } else {
                from.to_canonical(value) / to.to_canonical(limit)
            }
        };
        let ends = (multiple(low), multiple(high));
        if found.is_some_and(|(_, other)| (ends.1 - other).abs() > TOLERANCE * other) {
            // Creatinine and bilirubin, for instance, go from mg/dL to umol/L in two ways.
            found = None;
            break;
        }
        found = Some(ends);
    }
    let Some((low, high)) = found.filter(|(_, high)| high.is_finite()) else {
        let field = if known {
            "upper_limit/unit"
        } else {
            "value/unit"
        };
        reader.error_at(field, Code::UnknownUnit, "one unit for both");
        return None;
    };
    for (symbol, low, high, unit) in [
        ("value", value.0, value.1, unit),
        ("upper_limit", limit, most, limit_unit),
    ] {
        if low >= high {
            calculation
                .steps
                .push(Step::number(symbol, low, Some(unit)));
        }
    }
    calculation.bound(Interval::closed(low, high));
    Some(calculation)
}

/// A number or a range of them, and the unit as it is written.
fn read_plain<'v>(reader: &mut Reader, value: &'v Value) -> Option<(f64, f64, &'v str)> {
    let fields = reader.map(value, &["value", "low", "high", "unit"])?;
    let unit = reader.required(fields, "unit", |r, v| r.text(v));
    let keys = if fields.get("low").is_some() {
        ["low", "high"]
    } else {
        ["value", "value"]
    };
    let before = reader.count();
    let [low, high] = keys.map(|key| reader.required(fields, key, Reader::number));
    let (low, high, unit) = (low?, high?, unit?);
    let both = fields.get("value").is_some() && fields.get("low").is_some();
    if low < 0.0 || low > high || both {
        reader.error(Code::Inconsistent, "a value of at least 0, or low and high");
    }
    (reader.count() == before).then_some((low, high, unit))
}
