//! Numbers as people and laboratories write them: exact, a range, above, below, with a unit.

use super::{Answer, Known, Number, read_on};
use crate::date::{Date, DateRange};
use crate::error::{Code, decimal};
use crate::interval::Interval;
use crate::measures::{Index, MeasureUnit, Table};
use crate::value::{Fields, Reader, Value};

/// Reads a quantity in any of its forms and units.
pub fn read_quantity(
    reader: &mut Reader,
    table: &Table,
    index: Index,
    value: &Value,
    as_of: Option<Date>,
) -> Option<Known> {
    let hard = table.row(index).and_then(|row| row.hard);
    // An age has one usual unit: a bare number is a number of years.
    let is_age = table.id(index) == "age";
    if is_age && matches!(value, Value::Number(_)) {
        let unit = table.unit(index, "a")?;
        let typed = Interval::point(read_within(reader, value, &unit, hard)?);
        return Some(number(typed, unit, None, None));
    }
    let keys = [
        "value",
        "low",
        "high",
        "above",
        "below",
        "unit",
        "on",
        "upper_limit",
    ];
    let fields = reader.map(value, &keys)?;
    let on = read_on(reader, fields, as_of);
    let unit = if is_age && fields.get("unit").is_none() {
        table.unit(index, "a")
    } else {
        reader.required(fields, "unit", |reader, value| {
            let text = reader.text(value)?;
            let unit = table.unit(index, text);
            if unit.is_none() {
                reader.error(Code::UnknownUnit, &table.units(index).join(", "));
            }
            unit
        })
    }?;
    let ends = hard.map(|(low, high)| (unit.from_canonical(low), unit.from_canonical(high)));
    let typed = read_form(reader, fields, |r, v| read_within(r, v, &unit, hard), ends)?;
    let upper_limit = reader.optional(fields, "upper_limit", |reader, value| {
        let fields = reader.map(value, &["value", "unit"])?;
        let text = reader.required(fields, "unit", |r, v| r.text(v))?;
        let Some(unit) = table.unit(index, text) else {
            let expected = &table.units(index).join(", ");
            reader.error_at("unit", Code::UnknownUnit, expected);
            return None;
        };
        let limit = reader.required(fields, "value", |r, v| read_within(r, v, &unit, hard))?;
        if limit <= 0.0 {
            reader.error_at("value", Code::OutOfRange, "more than 0");
            return None;
        }
        Some(unit.to_canonical(limit))
    });
    Some(number(typed, unit, upper_limit, on))
}

fn number(
    typed: Interval,
    unit: MeasureUnit<'_>,
    upper_limit: Option<f64>,
    on: Option<DateRange>,
) -> Known {
    let number = Number {
        value: typed.map(|value| unit.to_canonical(value)),
        typed,
        unit: Some(unit.code().to_string()),
        upper_limit,
    };
    Known {
        answer: Answer::Number(number),
        on,
    }
}

/// A number that a living person can have, in the unit as typed.
fn read_within(
    reader: &mut Reader,
    value: &Value,
    unit: &MeasureUnit<'_>,
    hard: Option<(f64, f64)>,
) -> Option<f64> {
    let number = reader.number(value)?;
    if let Some((low, high)) = hard
        && !(low..=high).contains(&unit.to_canonical(number))
    {
        let (low, high) = (unit.from_canonical(low), unit.from_canonical(high));
        reader.error(
            Code::OutOfRange,
            &format!("{}..{} {}", decimal(low), decimal(high), unit.code()),
        );
        return None;
    }
    Some(number)
}

/// One of `value`, `low` with `high`, `above`, `below`. What is only bounded on one side
/// reaches to the end of what can be.
pub(super) fn read_form(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut read: impl FnMut(&mut Reader, &Value) -> Option<f64>,
    ends: Option<(f64, f64)>,
) -> Option<Interval> {
    let mut number = |reader: &mut Reader, key: &str| {
        reader.optional(fields, key, |reader, value| Some(read(reader, value)))
    };
    let value = number(reader, "value");
    let (low, high) = (number(reader, "low"), number(reader, "high"));
    let (above, below) = (number(reader, "above"), number(reader, "below"));
    let (least, most) = ends.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    // Beyond the last possible value there is nothing left.
    let beyond = |reader: &mut Reader, key: &str| {
        reader.error_at(key, Code::OutOfRange, "a limit inside of what can be");
    };
    match (value, low, high, above, below) {
        (Some(value), None, None, None, None) => Some(Interval::point(value?)),
        (None, Some(low), Some(high), None, None) => {
            let (low, high) = (low?, high?);
            if low > high {
                let expected = "a low that is not above high";
                reader.error_at("low", Code::Inconsistent, expected);
                return None;
            }
            Some(Interval::closed(low, high))
        }
        (None, None, None, Some(above), None) => {
            let above = above?;
            if above >= most {
                beyond(reader, "above");
                return None;
            }
            Some(Interval {
                low: above,
                high: most,
                low_open: true,
                high_open: false,
            })
        }
        (None, None, None, None, Some(below)) => {
            let below = below?;
            if below <= least {
                beyond(reader, "below");
                return None;
            }
            Some(Interval {
                low: least,
                high: below,
                low_open: false,
                high_open: true,
            })
        }
        (None, None, None, None, None) => {
            reader.error_at("value", Code::MissingInput, "");
            None
        }
        _ => {
            let expected = "one of: value; low and high; above; below";
            reader.error(Code::Inconsistent, expected);
            None
        }
    }
}
