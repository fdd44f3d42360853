//! The shapes that FHIR resources share, read leniently: what is not there is not there.

use super::codes::system;
use super::{Day, Source};
use crate::date::DateRange;
use crate::value::Value;

/// Most codings of one concept, and most parts of one resource, that are looked at.
const MOST: usize = 200;

pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_text()
}

pub(super) fn number(value: &Value, key: &str) -> Option<f64> {
    match value.get(key)? {
        Value::Number(number) if number.is_finite() => Some(*number),
        _ => None,
    }
}

/// Whether a key holds anything.
pub(super) fn is_there(value: &Value, key: &str) -> bool {
    match value.get(key) {
        None | Some(Value::Null) => false,
        Some(Value::List(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

/// The items under a key; one item that is no list is a list of one.
pub(super) fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    match value.get(key) {
        Some(Value::List(items)) => &items[..items.len().min(MOST)],
        Some(Value::Null) | None => &[],
        Some(item) => std::slice::from_ref(item),
    }
}

/// One coding of a concept, its system by our name.
#[derive(Clone, Copy)]
pub(super) struct Coding<'v> {
    pub(super) system: Option<&'static str>,
    pub(super) code: &'v str,
    pub(super) display: Option<&'v str>,
}

/// The codings under a key.
pub(super) fn codings<'v>(value: &'v Value, key: &str) -> Vec<Coding<'v>> {
    let concepts = items(value, key).iter();
    let all = concepts.flat_map(|concept| items(concept, "coding"));
    all.map(|coding| Coding {
        system: text(coding, "system").and_then(system),
        code: text(coding, "code").unwrap_or_default(),
        display: text(coding, "display"),
    })
    .collect()
}

/// A status: a code, or a concept whose codings all are one of FHIR's own words. Older exports
/// have the code where newer ones have the concept.
pub(super) fn status<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    text(value, key).or_else(|| codings(value, key).first().map(|coding| coding.code))
}

/// The civil day of a date, a time or an instant, as it was where it was written.
pub(super) fn day(value: &Value, key: &str) -> Option<Day> {
    let day = text(value, key)?.split('T').next()?;
    Some(Day {
        text: day.to_string(),
        range: DateRange::parse(day)?,
    })
}

/// The end of a period, and its start.
pub(super) fn period(value: &Value, key: &str) -> (Option<Day>, Option<Day>) {
    let Some(period) = value.get(key) else {
        return (None, None);
    };
    (day(period, "end"), day(period, "start"))
}

/// Where a fact comes from. Ids and codes with anything in them that neither can have are left
/// out: they could be anybody's text.
pub(super) fn source(
    resource: &'static str,
    value: &Value,
    code: &str,
    system: Option<&'static str>,
) -> Source {
    let plain = |text: &&str| {
        (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
    };
    let code = Some(code).filter(plain);
    Source {
        resource,
        id: text(value, "id").filter(plain).map(str::to_string),
        system: system.filter(|_| code.is_some()),
        code: code.map(str::to_string),
    }
}

/// A plain object.
pub(super) fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter();
    Value::Map(
        entries
            .map(|(key, value)| (key.to_string(), value))
            .collect(),
    )
}

/// `{value, on}`, or the value alone where no day is known.
pub(super) fn dated(value: Value, on: Option<&Day>) -> Value {
    match on {
        Some(on) => map([("value", value), ("on", Value::Text(on.text.clone()))]),
        None => value,
    }
}
