//! Amounts with units: kept as the record has them, in units that our tables know.

use super::notes::Why;
use super::reading::{Amount, Bound};
use super::shape::{codings, items, map, number, text, texted};
use super::{Day, Doubt};
use crate::answers::UNKNOWN;
use crate::catalogue::{ROWS, Row};
use crate::units::{Quantity, Unit};
use crate::value::Value;

/// The answer that an amount is, and what is to be looked at twice.
pub(super) fn answer(
    row: &Row,
    quantity: &'static Quantity,
    amount: &Amount<'_>,
    ranges: &[Value],
    on: Option<&Day>,
) -> Result<(Value, Option<Doubt>), Why> {
    let Some(unit) = unit(quantity, amount.units)? else {
        return Ok((texted(UNKNOWN), Some(Doubt::UnknownUnit)));
    };
    let hard = row.hard.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    let value = amount.value + 0.0;
    let entries = match amount.bound {
        Bound::Exact => [("value", Some(value)), ("", None)],
        Bound::Below => [("below", Some(value)), ("", None)],
        Bound::Above => [("above", Some(value)), ("", None)],
        // The other end is the last value that can be.
        Bound::AtMost => [
            ("low", Some(end(unit, hard.0, false))),
            ("high", Some(value)),
        ],
        Bound::AtLeast => [
            ("low", Some(value)),
            ("high", Some(end(unit, hard.1, true))),
        ],
    };
    let entries = entries.into_iter();
    let mut answer: Vec<(&str, Value)> = entries
        .filter_map(|(key, number)| Some((key, Value::Number(number?))))
        .collect();
    answer.push(("unit", texted(unit.code)));
    if let Some(on) = on {
        answer.push(("on", texted(&on.text)));
    }
    if let Some(least) = row.least_upper_limit
        && let Some((limit, unit)) = upper_limit(quantity, amount, ranges)
        && (1e-3..=hard.1).contains(&unit.to_canonical(limit))
        && unit.to_canonical(limit) >= least
    {
        let limit = map(vec![
            ("value", Value::Number(limit)),
            ("unit", texted(unit.code)),
        ]);
        answer.push(("upper_limit", limit));
    }
    let canonical = unit.to_canonical(value);
    let usual = row
        .soft
        .is_none_or(|(low, high)| (low..=high).contains(&canonical));
    Ok((map(answer), (!usual).then_some(Doubt::OutsideUsual)))
}

/// The unit that both spellings mean; none where they mean two or nobody knows. An error where
/// they measure something else.
fn unit(quantity: &Quantity, spellings: [&str; 2]) -> Result<Option<&'static Unit>, Why> {
    let mut found = None;
    let mut elsewhere = false;
    for spelling in spellings.iter().filter(|spelling| !spelling.is_empty()) {
        match (quantity.unit(spelling), found) {
            (Some(unit), None) => found = Some(unit),
            (Some(unit), Some(other)) if unit.code != other.code => return Ok(None),
            (Some(_), Some(_)) => {}
            (None, _) => elsewhere |= is_elsewhere(spelling),
        }
    }
    if spellings == ["", ""] {
        // A ratio needs no unit.
        return Ok(quantity.unit(""));
    }
    match (found, elsewhere) {
        (None, true) => Err(Why::WrongDimension),
        (Some(_), true) => Ok(None),
        (found, false) => Ok(found),
    }
}

/// Whether another quantity knows the unit.
fn is_elsewhere(spelling: &str) -> bool {
    let mut quantities = ROWS.iter().filter_map(|row| row.quantity);
    quantities.any(|quantity| quantity.unit(spelling).is_some())
}

/// A hard limit in a unit, not beyond it for the rounding of the conversion.
fn end(unit: &Unit, limit: f64, upper: bool) -> f64 {
    let end = unit.from_canonical(limit);
    let back = unit.to_canonical(end);
    match upper {
        true if back > limit => end.next_down(),
        false if back < limit => end.next_up(),
        _ => end,
    }
}

/// The laboratory's own upper limit: none if there are several, or the range is not that of
/// healthy people.
pub(super) fn upper_limit(
    quantity: &'static Quantity,
    amount: &Amount<'_>,
    ranges: &[Value],
) -> Option<(f64, &'static Unit)> {
    let mut found: Option<(f64, &'static Unit)> = None;
    for range in ranges.iter().filter(|range| is_normal(range)) {
        let Some(high) = range.get("high") else {
            continue;
        };
        let spelling = |key| text(high, key).unwrap_or_default().trim();
        let spellings = match [spelling("code"), spelling("unit")] {
            // FHIR: the units of the range are those of the value.
            ["", ""] => amount.units,
            spellings => spellings,
        };
        let limit = (number(high, "value")?, unit(quantity, spellings).ok()??);
        let same = |other: (f64, &Unit)| {
            other.1.to_canonical(other.0).to_bits() == limit.1.to_canonical(limit.0).to_bits()
        };
        if found.is_some_and(|other| !same(other)) {
            return None;
        }
        found = Some(limit);
    }
    found
}

/// A range with no type, or of the type "normal", for everybody.
fn is_normal(range: &Value) -> bool {
    let codes = codings(range, "type");
    codes.iter().all(|coding| coding.code == "normal") && items(range, "appliesTo").is_empty()
}

/// The only upper limit of a measure without units of ours, where its unit is that of the value
/// to the letter.
pub(super) fn bare_limit(amount: &Amount<'_>, ranges: &[Value]) -> Option<f64> {
    let mut normal = ranges.iter().filter(|range| is_normal(range));
    let high = normal.next()?.get("high")?;
    let same = ["code", "unit"]
        .iter()
        .zip(amount.units)
        .all(|(key, own)| text(high, key).is_none_or(|unit| unit == own));
    number(high, "value").filter(|_| same && normal.next().is_none())
}
