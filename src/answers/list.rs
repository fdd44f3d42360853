//! Answers with several parts: choices, the items of a score, dates.

use super::{Answer, Known, MOST_ENTRIES, UNKNOWN, read_past};
use crate::date::Date;
use crate::error::Code;
use crate::members::Members;
use crate::value::{Fields, Reader, Value};

/// The choice that goes with no other.
const NONE: &str = "none";

/// Reads the choices that apply; a text is a list of one.
pub fn read_choices(reader: &mut Reader, choices: &[&str], value: &Value) -> Option<Known> {
    let place = |reader: &mut Reader, value: &Value| {
        let text = reader.text(value)?;
        let place = choices.iter().position(|choice| *choice == text);
        if place.is_none() {
            reader.error_not_in(Code::OutOfRange, choices);
        }
        place
    };
    let before = reader.count();
    let chosen = match value {
        Value::Text(_) => vec![place(reader, value)?],
        Value::List(items) if items.len() > MOST_ENTRIES => {
            reader.error(Code::TooLarge, "each choice once");
            return None;
        }
        _ => reader.each(value, place),
    };
    if reader.count() > before {
        return None;
    }
    let none = chosen.iter().any(|place| choices[*place] == NONE);
    if chosen.is_empty() || (none && chosen.iter().any(|place| choices[*place] != NONE)) {
        reader.error(Code::Inconsistent, "at least one choice, and none alone");
        return None;
    }
    let mut set = Members::default();
    for place in chosen {
        set.set(place, true);
    }
    Some(Known::undated(Answer::Set(set)))
}

/// Reads items, each yes, no or not known.
pub fn read_items(reader: &mut Reader, items: &[&str], value: &Value) -> Option<Known> {
    let fields = reader.map(value, items)?;
    let set = read_members(reader, fields, items);
    Some(Known::undated(Answer::Set(set)))
}

/// The items that are said to be there or not.
pub fn read_members(reader: &mut Reader, fields: Fields<'_>, items: &[&str]) -> Members {
    let mut set = Members::unknown(items.len());
    for (place, item) in items.iter().enumerate() {
        let said = reader.optional(fields, item, |reader, value| match value.as_text() {
            Some(UNKNOWN) => None,
            _ => reader.bool(value),
        });
        if let Some(inside) = said {
            set.set(place, inside);
        }
    }
    set
}

/// Reads dates, each a day, a month or a year.
pub fn read_dates(reader: &mut Reader, value: &Value, as_of: Option<Date>) -> Option<Known> {
    if reader.list(value)?.len() > MOST_ENTRIES {
        reader.error(Code::TooLarge, "at most 200 dates");
        return None;
    }
    let before = reader.count();
    let dates = reader.each(value, |reader, value| read_past(reader, value, as_of));
    (reader.count() == before).then(|| Known::undated(Answer::Dates(dates)))
}
