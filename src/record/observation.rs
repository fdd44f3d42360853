//! Observations: laboratory results, vital signs, pregnancy.

use super::codes::{self, LOINC, Numbers, PREGNANCY, RESULTS};
use super::notes::{Notes, Why, usable};
use super::quantity::{self, bare_limit};
use super::reading::{self, Amount, Bound, Reading, VALUE};
use super::shape::{codings, dated, day, is_there, items, period, source, status, texted};
use super::{Day, Doubt, Fact};
use crate::catalogue::{Kind, ROWS};
use crate::measures::Index;
use crate::value::Value;

const TYPE: &str = "Observation";

/// Reads an observation and its components.
pub(super) fn read(notes: &mut Notes, resource: &Value) {
    // The value of a panel without one is its components.
    let parts = std::iter::once(resource).chain(items(resource, "component"));
    let mut found = Vec::new();
    for part in parts {
        match measure(part) {
            Ok(Some((index, code))) => found.push((part, index, code)),
            Ok(None) => {}
            Err(why) => return notes.ignore(why, TYPE),
        }
    }
    if found.is_empty() {
        return notes.ignore(Why::UnknownCode, TYPE);
    }
    let preliminary = match status(resource, "status") {
        Some("final" | "amended" | "corrected") => None,
        Some("preliminary") => Some(Doubt::Preliminary),
        Some("entered-in-error") => return notes.ignore(Why::EnteredInError, TYPE),
        Some("cancelled") => return notes.ignore(Why::Cancelled, TYPE),
        _ => return notes.ignore(Why::UnknownStatus, TYPE),
    };
    // What is looked at is then not the person: an unborn child, a donor, a device.
    if is_there(resource, "focus") {
        return notes.ignore(Why::NotAboutThePerson, TYPE);
    }
    let on = effective(resource);
    let mut facts = Vec::new();
    for (part, index, code) in found {
        match answer(part, index, code, on.as_ref()) {
            Ok((answer, doubt)) => {
                let undated = on.is_none().then_some(Doubt::Undated);
                // Where the unit is not known there is no value to doubt otherwise.
                let unit = doubt.filter(|doubt| *doubt == Doubt::UnknownUnit);
                let doubt = unit.or(preliminary).or(doubt);
                let doubt = doubt.or(codes::doubt(code)).or(undated);
                facts.push(Fact {
                    index,
                    answer,
                    on: on.clone(),
                    source: source(TYPE, resource, code, Some(LOINC)),
                    doubt,
                });
            }
            Err(why) => notes.ignore(why, TYPE),
        }
    }
    if crossed(&facts) {
        return notes.ignore(Why::Contradictory, TYPE);
    }
    facts.into_iter().for_each(|fact| notes.keep(fact));
}

/// The measure and the code by which it was known. Only codes count: what is displayed beside
/// them has been seen to say the opposite.
fn measure(part: &Value) -> Result<Option<(Index, &str)>, Why> {
    let mut found = None;
    for coding in codings(part, "code") {
        let index = codes::measure(coding.code).filter(|_| coding.system == Some(LOINC));
        match (index, found) {
            (Some(index), None) => found = Some((index, coding.code)),
            (Some(index), Some((other, _))) if index != other => return Err(Why::Contradictory),
            _ => {}
        }
    }
    Ok(found)
}

/// When it was true; else when it was told.
fn effective(resource: &Value) -> Option<Day> {
    let (end, start) = period(resource, "effectivePeriod");
    day(resource, "effectiveDateTime")
        .or(end)
        .or(start)
        .or_else(|| day(resource, "effectiveInstant"))
        .or_else(|| day(resource, "issued"))
}

fn answer(
    part: &Value,
    index: Index,
    code: &str,
    on: Option<&Day>,
) -> Result<(Value, Option<Doubt>), Why> {
    let row = ROWS.get(index).ok_or(Why::UnknownCode)?;
    let reading = reading::read(part)?;
    let ranges = items(part, "referenceRange");
    let (value, doubt) = match row.kind {
        Kind::Quantity => {
            let (Reading::Amount(amount), Some(quantity)) = (reading, row.quantity) else {
                return Err(Why::NoClearValue);
            };
            return quantity::answer(row, quantity, &amount, ranges, on);
        }
        Kind::Count => match reading {
            Reading::Amount(Amount {
                value,
                bound: Bound::Exact,
                ..
            }) => (Some(Value::Number(value)), None),
            _ => (None, None),
        },
        Kind::Titre => (titre(&reading, part, code)?, None),
        Kind::YesNo => (
            reading::concept(part, VALUE, &PREGNANCY, false)?.map(Value::Bool),
            None,
        ),
        Kind::Choice => {
            let (said, doubt) = serology(&reading, part, code, ranges)?;
            let word = |positive| if positive { "positive" } else { "negative" };
            (said.map(|said| texted(word(said))), doubt)
        }
        _ => (None, None),
    };
    Ok((dated(value.ok_or(Why::NoClearValue)?, on), doubt))
}

/// What is said in a word, or in a code.
fn said(reading: &Reading<'_>, part: &Value) -> Result<Option<bool>, Why> {
    match reading {
        Reading::Said(said) => Ok(Some(*said)),
        Reading::Concept => reading::concept(part, VALUE, &RESULTS, true),
        _ => Ok(None),
    }
}

/// Positive or negative: by the value, by the laboratory's interpretation, and where both speak,
/// by both.
fn serology(
    reading: &Reading<'_>,
    part: &Value,
    code: &str,
    ranges: &[Value],
) -> Result<(Option<bool>, Option<Doubt>), Why> {
    let interpreted = reading::concept(part, "interpretation", &RESULTS, true)?;
    let (value, doubt) = match (codes::numbers(code), reading) {
        (Numbers::Load, Reading::Amount(amount)) => (found(amount.value, amount.bound, 0.0), None),
        (Numbers::Dilution, Reading::Titre(value, bound)) => (dilution(*value, *bound), None),
        (Numbers::Range, Reading::Amount(amount)) if interpreted.is_none() => {
            let limit = bare_limit(amount, ranges);
            let limit = limit.filter(|_| amount.bound == Bound::Exact);
            let by = limit.map(|_| Doubt::ByReferenceRange);
            (limit.map(|limit| amount.value > limit), by)
        }
        _ => (said(reading, part)?, None),
    };
    match (value, interpreted) {
        (Some(one), Some(other)) if one != other => Err(Why::Contradictory),
        _ => Ok((value.or(interpreted), doubt)),
    }
}

/// Something was counted. What is below a limit may be none or a little.
fn found(value: f64, bound: Bound, least: f64) -> Option<bool> {
    let bounded_above = [Bound::Below, Bound::AtMost].contains(&bound);
    (value > least && !bounded_above).then_some(true)
}

/// Reactive from the undiluted serum on.
fn dilution(value: f64, bound: Bound) -> Option<bool> {
    if bound == Bound::Below && value <= 1.0 {
        return Some(false);
    }
    found(value, bound, 0.5)
}

/// The greatest cut-off below which laboratories call a serum negative (see the answers' titre).
const LEAST_TITRE: f64 = 80.0;

/// A titre, or what remains of it: the answers know a number, positive and negative.
fn titre(reading: &Reading<'_>, part: &Value, code: &str) -> Result<Option<Value>, Why> {
    let word = |positive: bool| {
        let word = if positive {
            "positive_no_titre"
        } else {
            "negative"
        };
        Some(texted(word))
    };
    let (value, bound) = match reading {
        Reading::Titre(value, bound) => (*value, *bound),
        Reading::Amount(amount) if is_dilution(amount, code) => (amount.value, amount.bound),
        _ => {
            let said = said(reading, part)?;
            let said = match said {
                None => reading::concept(part, "interpretation", &RESULTS, true)?,
                said => said,
            };
            return Ok(said.and_then(word));
        }
    };
    Ok(match bound {
        Bound::Exact => Some(Value::Number(value)),
        Bound::Below if value <= LEAST_TITRE => word(false),
        Bound::AtMost if value < LEAST_TITRE => word(false),
        Bound::Above | Bound::AtLeast if value >= 1.0 => word(true),
        _ => None,
    })
}

/// A whole number under a code of titres, without a unit of something else.
fn is_dilution(amount: &Amount<'_>, code: &str) -> bool {
    let plain = |unit: &str| ["", "1", "{titer}", "{titre}", "titer", "titre"].contains(&unit);
    codes::numbers(code) == Numbers::Dilution
        && amount.units.into_iter().all(plain)
        && libm::floor(amount.value) >= amount.value
}

/// A diastolic pressure that is not below the systolic one of the same reading.
fn crossed(facts: &[Fact]) -> bool {
    let pressure = |id: &str| {
        let fact = facts.iter().find(|fact| {
            let row = ROWS.get(fact.index);
            row.is_some_and(|row| row.id == id)
        })?;
        let known = usable(fact, None)??;
        known.answer.number().map(|number| number.value)
    };
    match (pressure("systolic_bp"), pressure("diastolic_bp")) {
        (Some(systolic), Some(diastolic)) => diastolic.low >= systolic.high,
        _ => false,
    }
}
