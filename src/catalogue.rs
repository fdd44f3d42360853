//! THE table of measures: what can be known about a person, and how it is asked and read.
//!
//! An id is a contract: once published it keeps its meaning. To add a measure, add one row to
//! [`ROWS`] and its words in the locale files; the form builds itself.

use crate::units;
use serde::Serialize;

mod row;
mod rows;

pub use row::{AskOrder, Condition, Kind, Row, SelfRated, Who};
pub use rows::ROWS;

/// The choice that says that a test has not been done: as good as no answer.
pub const NOT_DONE: &str = "not_done";
/// The choice of an agreement that says that it does not apply.
pub const NOT_NEEDED: &str = "not_needed";
/// The medicines a person takes or has taken.
pub const MEDICATIONS: &str = "medications";
/// The choices of an agreement by which it is given.
pub const AGREED: [&str; 2] = ["yes", "both"];

/// Where the rows stand that every evaluation looks at; found when the program is compiled.
pub const BIRTH_DATE: usize = place("birth_date");
/// As [`BIRTH_DATE`].
pub const WEIGHT: usize = place("weight");

/// The place of a row in [`ROWS`]. No row of this id is an error of the compiler.
#[must_use]
pub const fn place(id: &str) -> usize {
    let mut place = 0;
    while !is_same(ROWS[place].id.as_bytes(), id.as_bytes()) {
        place += 1;
    }
    place
}

/// What `==` does at run time.
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

/// A unit with the spellings that are read as it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeasureUnit {
    /// UCUM code.
    pub code: String,
    /// Other spellings, folded.
    pub spellings: Vec<String>,
}

/// Bounds in the canonical unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// Least.
    pub low: f64,
    /// Greatest.
    pub high: f64,
}

impl From<(f64, f64)> for Limits {
    fn from((low, high): (f64, f64)) -> Limits {
        Limits { low, high }
    }
}

/// A row of the catalogue as results show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// The id.
    pub id: String,
    /// What its answer looks like.
    pub kind: Kind,
    /// UCUM code of the canonical unit.
    pub unit: Option<String>,
    /// Accepted units, the canonical one first.
    pub units: Vec<MeasureUnit>,
    /// The choices, of a choice.
    pub choices: Vec<String>,
    /// A date that can also be "never".
    pub never: bool,
    /// Who can answer.
    pub who: Vec<Who>,
    /// Outside of these, ask again.
    pub soft: Option<Limits>,
    /// Outside of these, the value is refused.
    pub hard: Option<Limits>,
    /// LOINC codes.
    pub loinc: Vec<String>,
    /// Measures it can be computed from.
    pub derived_from: Vec<String>,
    /// Offer "I would rather tell the team".
    pub sensitive: bool,
    /// Preselect no unit.
    pub unit_obligatory: bool,
}

/// Texts as results hold them.
pub(crate) fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_string()).collect()
}

/// The catalogue.
#[must_use]
pub fn catalogue() -> Vec<Measure> {
    ROWS.iter()
        .map(|row| Measure {
            id: row.id.to_string(),
            kind: row.kind,
            unit: row
                .quantity
                .map(|quantity| quantity.canonical().code.to_string()),
            units: row.quantity.map_or_else(Vec::new, |quantity| {
                let unit = |unit: &units::Unit| MeasureUnit {
                    code: unit.code.to_string(),
                    spellings: owned(unit.spellings),
                };
                quantity.units.iter().map(unit).collect()
            }),
            choices: owned(row.choices),
            never: row.never,
            who: row.who.to_vec(),
            soft: row.soft.map(Limits::from),
            hard: row.hard.map(Limits::from),
            loinc: owned(row.loinc),
            derived_from: owned(row.derived_from),
            sensitive: row.sensitive,
            unit_obligatory: row.unit_obligatory,
        })
        .collect()
}

/// The row with this id.
#[must_use]
pub fn row(id: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole() {
        let mut ids = std::collections::HashSet::new();
        for row in ROWS {
            assert!(ids.insert(row.id), "{} twice", row.id);
            assert!(
                row.id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            );
            assert!(!row.who.is_empty(), "{}", row.id);
            assert_eq!(
                row.kind == Kind::Quantity,
                row.quantity.is_some(),
                "{}",
                row.id
            );
            let numeric = [Kind::Quantity, Kind::Count].contains(&row.kind);
            assert_eq!(numeric, row.hard.is_some(), "{}", row.id);
            let listed = [Kind::Choice, Kind::Choices, Kind::Items].contains(&row.kind);
            assert_eq!(listed, row.choices.len() > 1, "{}", row.id);
            assert!(row.choices.len() <= crate::members::MOST, "{}", row.id);
            if let (Some(soft), Some(hard)) = (row.soft, row.hard) {
                assert!(
                    hard.0 <= soft.0 && soft.0 < soft.1 && soft.1 <= hard.1,
                    "{}",
                    row.id
                );
            }
            for id in row.derived_from {
                assert!(super::row(id).is_some(), "{id}");
            }
            if let Some(condition) = row.condition {
                let other = super::row(condition.measure).expect(condition.measure);
                assert!(other.choices.contains(&condition.choice), "{}", row.id);
            }
            if let Some(rated) = row.self_rated {
                let other = super::row(rated.measure).expect(rated.measure);
                assert!(other.choices.contains(&rated.choice), "{}", row.id);
            }
            let agreed = row.who == [Who::Agreement] && row.kind == Kind::Choice;
            if agreed {
                assert!(
                    AGREED.iter().any(|yes| row.choices.contains(yes)),
                    "{}",
                    row.id
                );
            }
        }
        assert_eq!(catalogue().len(), ROWS.len());
    }

    /// The last digit of a LOINC code follows from the others (Luhn's method, as its manual says).
    fn is_loinc(code: &str) -> bool {
        let Some((digits, check)) = code.split_once('-') else {
            return false;
        };
        let weigh = |(place, digit): (usize, u8)| {
            let digit = u32::from(digit - b'0');
            let twice = digit * 2;
            match place % 2 {
                0 if twice > 9 => twice - 9,
                0 => twice,
                _ => digit,
            }
        };
        let sum: u32 = digits.bytes().rev().enumerate().map(weigh).sum();
        check.parse() == Ok((10 - sum % 10) % 10)
    }

    #[test]
    fn every_loinc_code_is_one_and_means_one_measure() {
        let mut seen = std::collections::HashSet::new();
        for row in ROWS {
            for code in row.loinc {
                assert!(is_loinc(code), "{code} of {}", row.id);
                assert!(seen.insert(*code), "{code} twice");
            }
        }
    }
}
