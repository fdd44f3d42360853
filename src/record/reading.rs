//! What one observation, or one part of it, says: an amount, a titre, positive or negative.

use super::codes::{INTERPRETATION, WORDS};
use super::notes::Why;
use super::shape::{begins, codings, folded, is_there, items, number, text};
use crate::value::Value;

/// How a number bounds what was measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// FHIR's comparators, and the signs that laboratories print for the same; the longer first.
const BOUNDS: [(&str, Bound); 6] = [
    ("<=", Bound::AtMost),
    (">=", Bound::AtLeast),
    ("\u{2264}", Bound::AtMost),
    ("\u{2265}", Bound::AtLeast),
    ("<", Bound::Below),
    (">", Bound::Above),
];

/// A number, with the spellings of its unit: the code, and the text beside it.
pub(super) struct Amount<'v> {
    pub(super) value: f64,
    pub(super) bound: Bound,
    pub(super) units: [&'v str; 2],
}

/// What an observation says.
pub(super) enum Reading<'v> {
    Amount(Amount<'v>),
    /// So many times diluted.
    Titre(f64, Bound),
    /// Positive or negative.
    Said(bool),
    /// A concept, for those who know its codes.
    Concept,
    /// Nothing of its own; an interpretation may stand beside it.
    Nothing,
}

/// The value of an observation or of a component.
pub(super) fn read(part: &Value) -> Result<Reading<'_>, Why> {
    if is_there(part, "dataAbsentReason") {
        return Err(Why::DataAbsent);
    }
    if let Some(quantity) = part.get("valueQuantity") {
        return read_quantity(quantity);
    }
    if let Some(value) = number(part, "valueInteger") {
        return Ok(Reading::Amount(amount(value, Bound::Exact, "")));
    }
    if let Some(ratio) = part.get("valueRatio") {
        return read_ratio(ratio).ok_or(Why::NoClearValue);
    }
    if let Some(said) = text(part, "valueString") {
        return read_text(said).ok_or(Why::NoClearValue);
    }
    if part.get("valueCodeableConcept").is_some() {
        return Ok(Reading::Concept);
    }
    if begins(part, "value") {
        return Err(Why::NoClearValue);
    }
    Ok(Reading::Nothing)
}

fn amount(value: f64, bound: Bound, unit: &str) -> Amount<'_> {
    Amount {
        value,
        bound,
        units: ["", unit],
    }
}

fn bound(comparator: &str) -> Option<Bound> {
    let found = BOUNDS.iter().find(|(sign, _)| *sign == comparator);
    found.map(|(_, bound)| *bound)
}

fn read_quantity(quantity: &Value) -> Result<Reading<'_>, Why> {
    let value = number(quantity, "value").ok_or(Why::NoClearValue)?;
    let bound = match text(quantity, "comparator") {
        None => Bound::Exact,
        Some(comparator) => bound(comparator).ok_or(Why::NoClearValue)?,
    };
    let unit = |key| text(quantity, key).unwrap_or_default().trim();
    Ok(Reading::Amount(Amount {
        value,
        bound,
        units: [unit("code"), unit("unit")],
    }))
}

/// One to so many.
fn read_ratio(ratio: &Value) -> Option<Reading<'_>> {
    let one = number(ratio.get("numerator")?, "value")?;
    let denominator = ratio.get("denominator")?;
    let many = number(denominator, "value")?;
    // A comparator before the one would turn the meaning of the ratio round.
    let plain = ratio.get("numerator")?.get("comparator").is_none();
    let bound = match text(denominator, "comparator") {
        None => Bound::Exact,
        Some(comparator) => bound(comparator)?,
    };
    ((1.0..=1.0).contains(&one) && plain).then_some(Reading::Titre(many, bound))
}

/// "<0.5", "1:160", "0,35 mg/dL", "Non-reactive". What is none of these says nothing.
fn read_text(said: &str) -> Option<Reading<'_>> {
    let said = said.trim();
    if said.len() > 60 {
        return None;
    }
    if let Some(word) = word(said) {
        return Some(Reading::Said(word));
    }
    let sign = BOUNDS.iter().find(|(sign, _)| said.starts_with(sign));
    let (bound, rest) = match sign {
        Some((sign, bound)) => (*bound, said.strip_prefix(sign)?.trim()),
        None => (Bound::Exact, said),
    };
    if let Some(many) = rest.strip_prefix("1:") {
        let (value, unit) = leading_number(many.trim())?;
        return unit.is_empty().then_some(Reading::Titre(value, bound));
    }
    let (value, unit) = leading_number(rest)?;
    Some(Reading::Amount(amount(value, bound, unit)))
}

/// The number that a text begins with, and the rest. At most fifteen digits, so that the number
/// is the nearest to what is written; a comma before just three digits may be either kind.
fn leading_number(said: &str) -> Option<(f64, &str)> {
    let end = said.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    let (digits, rest) = said.split_at_checked(end.unwrap_or(said.len()))?;
    let (whole, fraction) = match digits.find(['.', ',']) {
        Some(place) => (digits.get(..place)?, digits.get(place + 1..)?),
        None => (digits, ""),
    };
    let pointless = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let ambiguous = digits.contains(',') && fraction.len() == 3;
    let length = whole.len() + fraction.len();
    // A bare point is no number, and neither are two.
    let dangling = digits.len() > whole.len() && fraction.is_empty();
    if whole.is_empty() || !pointless(fraction) || ambiguous || dangling || length > 15 {
        return None;
    }
    let digit = |sum: f64, byte: u8| sum * 10.0 + f64::from(byte - b'0');
    let all = whole.bytes().chain(fraction.bytes()).fold(0.0, digit);
    let scale = fraction.bytes().fold(1.0, |scale, _| scale * 10.0);
    Some((all / scale, rest.trim()))
}

fn word(said: &str) -> Option<bool> {
    let said = folded(said.trim());
    let found = WORDS.iter().find(|(word, _)| *word == said);
    found.map(|(_, meaning)| *meaning)
}

/// What the codes under a key mean, by a table of codes; if `words` count, also by the words of
/// codes that nobody knows. None if nothing is meant; an error if two disagree.
pub(super) fn concept(
    part: &Value,
    key: &str,
    table: &[(&str, &str, bool)],
    words: bool,
) -> Result<Option<bool>, Why> {
    let mut meanings = Vec::new();
    for coding in codings(part, key) {
        let known = table.iter().find(|(system, code, _)| {
            // Interpretations are often given without their system.
            let unsaid = coding.system.is_none() && key != VALUE && *system == INTERPRETATION;
            (coding.system == Some(system) || unsaid) && *code == coding.code
        });
        meanings.extend(known.map(|(.., meaning)| *meaning));
        if coding.system.is_none() && words {
            meanings.extend(coding.display.and_then(word));
        }
    }
    for concept in items(part, key).iter().filter(|_| words) {
        meanings.extend(text(concept, "text").and_then(word));
    }
    let first = meanings.first().copied();
    if meanings.iter().any(|meaning| Some(*meaning) != first) {
        return Err(Why::Contradictory);
    }
    Ok(first)
}

/// The key of a coded value.
pub(super) const VALUE: &str = "valueCodeableConcept";

#[cfg(test)]
mod tests {
    use super::leading_number;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (said, value, rest) in [
            ("0.5", 0.5, ""),
            ("0,35 mg/dL", 0.35, "mg/dL"),
            ("160", 160.0, ""),
            ("14.5926286158001", 14.592_628_615_800_1, ""),
            ("1.250", 1.25, ""),
        ] {
            let read = leading_number(said).map(|(number, rest)| (number.to_bits(), rest));
            assert_eq!(read, Some((f64::to_bits(value), rest)), "{said}");
        }
        for said in [
            "",
            ".",
            ".5",
            "5.",
            "1,250",
            "1.2.3",
            "1,2,3",
            "-1",
            "1234567890.123456",
        ] {
            assert!(leading_number(said).is_none(), "{said}");
        }
    }
}
