//! The shapes that FHIR resources share, read leniently: what is not there is not there.

use super::codes::system;
use super::{Day, Source};
use crate::date::DateRange;
use crate::value::Value;

/// Most codings of one concept, and most parts of one resource, that are looked at.
const MOST: usize = 200;

#[inline(never)]
pub(super) fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_text()
}

#[inline(never)]
pub(super) fn number(value: &Value, key: &str) -> Option<f64> {
    match value.get(key)? {
        Value::Number(number) if number.is_finite() => Some(*number),
        _ => None,
    }
}

/// Whether a key holds anything.
#[inline(never)]
pub(super) fn is_there(value: &Value, key: &str) -> bool {
    match value.get(key) {
        None | Some(Value::Null) => false,
        Some(Value::List(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

/// Whether any key begins so: what may have several types has the type in its name.
#[inline(never)]
pub(super) fn begins(value: &Value, start: &str) -> bool {
    match value {
        Value::Map(entries) => entries.iter().any(|(key, _)| key.starts_with(start)),
        _ => false,
    }
}

/// The items under a key; one item that is no list is a list of one.
#[inline(never)]
pub(super) fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    match value.get(key) {
        Some(Value::List(items)) => items.get(..MOST).unwrap_or(items),
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
#[inline(never)]
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
#[inline(never)]
pub(super) fn status<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    text(value, key).or_else(|| codings(value, key).first().map(|coding| coding.code))
}

/// The civil day of a date, a time or an instant, as it was where it was written.
#[inline(never)]
pub(super) fn day(value: &Value, key: &str) -> Option<Day> {
    let day = text(value, key)?.split('T').next()?;
    Some(Day {
        text: day.to_string(),
        range: DateRange::parse(day)?,
    })
}

/// The end of a period, and its start.
#[inline(never)]
pub(super) fn period(value: &Value, key: &str) -> (Option<Day>, Option<Day>) {
    let Some(period) = value.get(key) else {
        return (None, None);
    };
    (day(period, "end"), day(period, "start"))
}

/// Where a fact comes from. Ids and codes with anything in them that neither can have are left
/// out: they could be anybody's text.
#[inline(never)]
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
#[inline(never)]
pub(super) fn map(entries: Vec<(&str, Value)>) -> Value {
    let entries = entries.into_iter();
    Value::Map(
        entries
            .map(|(key, value)| (key.to_string(), value))
            .collect(),
    )
}

/// Text as a value.
#[inline(never)]
pub(super) fn texted(text: &str) -> Value {
    Value::Text(text.to_string())
}

/// `{value, on}`, or the value alone where no day is known.
#[inline(never)]
pub(super) fn dated(value: Value, on: Option<&Day>) -> Value {
    match on {
        Some(on) => map(vec![("value", value), ("on", texted(&on.text))]),
        None => value,
    }
}

/// Small letters, of the Latin alphabets of western Europe; the others have none, or stay. The
/// standard library's tables for all alphabets weigh more than this whole reader.
#[inline(never)]
pub(super) fn folded(text: &str) -> String {
    let small = |c: char| match c {
        '\u{d7}' => c,
        '\u{c0}'..='\u{de}' => char::from_u32(u32::from(c) + 0x20).unwrap_or(c),
        c => c.to_ascii_lowercase(),
    };
    text.chars().map(small).collect()
}

/// A reference without the version at its end.
#[inline(never)]
pub(super) fn unversioned(reference: &str) -> &str {
    let version = reference.rsplit_once('/');
    let before = version.and_then(|(before, _)| before.rsplit_once('/'));
    match before {
        Some((resource, "_history")) => resource,
        _ => reference,
    }
}

/// The type that a reference names, and the end of it: "Patient/1" of "https://…/Patient/1".
#[inline(never)]
pub(super) fn tail(reference: &str) -> Option<(&str, &str)> {
    let (before, id) = reference.rsplit_once('/')?;
    let kind = before.rsplit_once('/').map_or(before, |(_, kind)| kind);
    let end = reference.len().checked_sub(kind.len() + 1 + id.len())?;
    Some((kind, reference.get(end..)?))
}
