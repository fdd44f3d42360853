//! Plain numbers: grades, counts, shares. No measure has their limits.

use crate::answers::UNKNOWN;
use crate::error::{Code, decimal};
use crate::interval::Interval;
use crate::value::{Fields, Reader, Value};

/// What a plain number can be.
#[derive(Clone, Copy)]
pub(super) struct Range {
    pub low: f64,
    pub high: f64,
    pub whole: bool,
}

/// A whole number from 0 on.
pub(super) const fn up_to(most: u8) -> Range {
    Range {
        low: 0.0,
        high: most as f64,
        whole: true,
    }
}

/// Any number between two ends.
pub(super) const fn between(low: f64, high: f64) -> Range {
    Range {
        low,
        high,
        whole: false,
    }
}

/// A number, or a range of them; none if it is absent, not known or not right, which is noted.
pub(super) fn read_known(
    reader: &mut Reader,
    fields: Fields<'_>,
    key: &str,
    range: Range,
) -> Option<Interval> {
    reader.optional(fields, key, |reader, value| {
        if value.as_text() == Some(UNKNOWN) {
            return None;
        }
        if !matches!(value, Value::Map(_)) {
            return read_one(reader, value, range).map(Interval::point);
        }
        let fields = reader.map(value, &["value", "low", "high"])?;
        if fields.get("value").is_some() && fields.get("low").is_none() {
            let value = reader.required(fields, "value", |r, v| read_one(r, v, range))?;
            return Some(Interval::point(value));
        }
        let low = reader.required(fields, "low", |r, v| read_one(r, v, range));
        let high = reader.required(fields, "high", |r, v| read_one(r, v, range));
        let (low, high) = (low?, high?);
        if low > high {
            reader.error_at("low", Code::Inconsistent, "a low that is not above high");
            return None;
        }
        Some(Interval::closed(low, high))
    })
}

/// The same; what is absent or not known is everything that can be.
pub(super) fn read_or_all(
    reader: &mut Reader,
    fields: Fields<'_>,
    key: &str,
    range: Range,
) -> Interval {
    read_known(reader, fields, key, range).unwrap_or(Interval::closed(range.low, range.high))
}

/// A number that must be there; "unknown" is everything that can be.
pub(super) fn read_required(
    reader: &mut Reader,
    fields: Fields<'_>,
    key: &str,
    range: Range,
) -> Interval {
    if fields.get(key).is_none() {
        reader.error_at(key, Code::MissingInput, "");
    }
    read_or_all(reader, fields, key, range)
}

fn read_one(reader: &mut Reader, value: &Value, range: Range) -> Option<f64> {
    let number = reader.number(value)?;
    let whole = !range.whole || libm::floor(number) >= number;
    if whole && (range.low..=range.high).contains(&number) {
        return Some(number);
    }
    let start = if range.whole {
        "a whole number from "
    } else {
        "a number from "
    };
    let ends = [start, &decimal(range.low), " to ", &decimal(range.high)];
    reader.error(Code::OutOfRange, &ends.concat());
    None
}
