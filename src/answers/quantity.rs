//! Numbers as people and laboratories write them: exact, a range, above, below, with a unit.

use super::{Answer, Known, Number, UNKNOWN, read_on};
use crate::catalogue::Row;
use crate::date::{Date, DateRange};
use crate::error::{Code, decimal};
use crate::interval::Interval;
use crate::measures::{Index, MeasureUnit, Table};
use crate::value::{Fields, Reader, Value};

/// No laboratory's limit is lower, in any canonical unit.
const LEAST_UPPER_LIMIT: f64 = 1e-3;

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
                reader.error_not_in(Code::UnknownUnit, &table.units(index));
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
        let limit = unit.to_canonical(limit);
        let least = table.row(index).and_then(|row| row.least_upper_limit);
        if limit < LEAST_UPPER_LIMIT || least.is_some_and(|least| limit < least) {
            let least = least.filter(|least| *least > 0.0);
            let expected = if least.is_some() {
                "at least 1"
            } else {
                "more than 0"
            };
            reader.error_at("value", Code::OutOfRange, expected);
            return None;
        }
        Some(limit)
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
        doubt: None,
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

/// Reads a count or a score: whole numbers, or half steps, up to the most there can be.
pub(super) fn read_count(
    reader: &mut Reader,
    row: Option<&Row>,
    value: &Value,
    as_of: Option<Date>,
) -> Option<Known> {
    let most = row.and_then(|row| row.hard).map_or(1e6, |hard| hard.1);
    let half_steps = row.is_some_and(|row| row.half_steps);
    let step = |reader: &mut Reader, value: &Value| {
        let number = reader.number(value)?;
        let steps = if half_steps { number * 2.0 } else { number };
        // There is no step between 0 and 1.
        let there = libm::floor(steps) >= steps && !(half_steps && (0.1..0.9).contains(&number));
        if there && (0.0..=most).contains(&number) {
            return Some(number);
        }
        let expected = if half_steps {
            "0, 1, 1.5, 2 and so on in halves to 10".to_string()
        } else {
            ["a whole number from 0 to ", &decimal(most)].concat()
        };
        reader.error(Code::OutOfRange, &expected);
        None
    };
    if matches!(value, Value::Number(_)) {
        return Some(plain(Interval::point(step(reader, value)?), None));
    }
    let fields = reader.map(value, &["value", "low", "high", "on"])?;
    let on = read_on(reader, fields, as_of);
    Some(plain(read_form(reader, fields, step, None)?, on))
}

/// The words for a titre without a number, and what they leave open. Laboratories call a serum
/// negative below 1:80 at the most.
const TITRES: [(&str, f64, f64); 2] = [
    ("positive_no_titre", 1.0, f64::INFINITY),
    ("negative", 0.0, 79.0),
];

/// Reads a titre: 160, "1:160", or only positive or negative.
pub(super) fn read_titre(reader: &mut Reader, value: &Value, as_of: Option<Date>) -> Option<Known> {
    if !matches!(value, Value::Map(_)) {
        return Some(plain(titre(reader, value)?, None));
    }
    let fields = reader.map(value, &["value", "on"])?;
    let on = read_on(reader, fields, as_of);
    Some(plain(reader.required(fields, "value", titre)?, on))
}

fn titre(reader: &mut Reader, value: &Value) -> Option<Interval> {
    if value.as_text() == Some(UNKNOWN) {
        return None;
    }
    let number = match value {
        Value::Text(text) => {
            let text = text.trim();
            if let Some((_, low, high)) = TITRES.iter().find(|(word, ..)| *word == text) {
                return Some(Interval::closed(*low, *high));
            }
            let digits = text.strip_prefix("1:").or(text.strip_prefix("1/"));
            let digits = digits.unwrap_or(text).trim();
            // Short, so that the number is exact.
            let plain = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain
                .then(|| digits.parse::<u32>().ok().map(f64::from))
                .flatten()
        }
        value => Some(reader.number(value)?),
    };
    let found = number.filter(|n| (1.0..=1e6).contains(n) && libm::floor(*n) >= *n);
    if found.is_none() {
        let expected = "160, \"1:160\", \"positive_no_titre\" or \"negative\"";
        reader.error(Code::OutOfRange, expected);
    }
    found.map(Interval::point)
}

/// A number without a unit.
fn plain(value: Interval, on: Option<DateRange>) -> Known {
    let number = Number {
        value,
        typed: value,
        unit: None,
        upper_limit: None,
    };
    Known {
        answer: Answer::Number(number),
        on,
        doubt: None,
    }
}
