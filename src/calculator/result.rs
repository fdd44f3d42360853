//! What calculators take and give, as it is shown.

use super::input::{CalculatorInput, Further};
use crate::answers::Number;
use crate::catalogue::row;
use crate::equation::Source;
use crate::formula::Step;
use crate::interval::Interval;
use serde::{Serialize, Serializer};

/// A result of any kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Output {
    /// A number.
    Number(f64),
    /// A code, a date or a stage.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// Not known, or none.
    None,
}

impl Output {
    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Output::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Output::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if there is but one.
    #[must_use]
    pub fn exact(bounds: Interval) -> Output {
        if bounds.is_point() {
            Output::Number(bounds.low)
        } else {
            Output::None
        }
    }
}

/// A value in another unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The number as typed.
    pub value: f64,
    /// The unit it may have been meant in.
    pub unit: String,
}

/// Something to look at; nothing is changed by itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Warning {
    /// Such as `did_you_mean` or `no_half_life`; the page has words for each.
    pub code: String,
    /// The input.
    pub field: Option<String>,
    /// The same number in the only other unit in which it is usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<Suggestion>,
}

/// A citation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Citation {
    /// Authors, journal, year, pages.
    pub text: String,
    /// Digital object identifier.
    pub doi: Option<String>,
}

impl From<&Source> for Citation {
    fn from(source: &Source) -> Citation {
        Citation {
            text: source.text.to_string(),
            doi: source.doi.map(str::to_string),
        }
    }
}

/// A worked result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calculation {
    /// The calculator.
    pub id: String,
    /// The result, if it is exact.
    pub value: Output,
    /// Its unit.
    pub unit: Option<String>,
    /// Least possible result.
    pub low: Output,
    /// Greatest possible result.
    pub high: Output,
    /// Further results.
    #[serde(serialize_with = "named")]
    pub extra: Vec<(&'static str, Output)>,
    /// The formula, worked.
    pub steps: Vec<Step>,
    /// What to look at.
    pub warnings: Vec<Warning>,
    /// Where it comes from.
    pub citation: Citation,
}

impl Calculation {
    /// Writes the bounds, which are the value where they meet.
    pub(super) fn bound(&mut self, bounds: Interval) {
        self.value = Output::exact(bounds);
        self.low = Output::Number(bounds.low);
        self.high = Output::Number(bounds.high);
    }

    /// An exact input as it was typed, and in the formula's own unit if that is another.
    pub(super) fn input_steps(&mut self, symbol: &str, number: &Number) {
        let typed = Step::number(symbol, number.typed.low, number.unit.as_deref());
        self.steps.push(typed);
        let canonical = row(symbol).and_then(|row| Some(row.quantity?.canonical().code));
        if number.unit.as_deref() != canonical && number.unit.is_some() {
            let value = number.value.low;
            self.steps.push(Step::number(symbol, value, canonical));
        }
    }

    /// An item that is surely there, and its points.
    pub(super) fn item_steps(&mut self, items: impl IntoIterator<Item = (&'static str, u8)>) {
        let steps = items
            .into_iter()
            .map(|(item, points)| Step::number(item, f64::from(points), Some("{score}")));
        self.steps.extend(steps);
    }

    /// A warning about a field, or with an empty one about the whole.
    pub(super) fn warn(&mut self, code: &str, field: &str) {
        self.warnings.push(Warning {
            code: code.to_string(),
            field: (!field.is_empty()).then(|| field.to_string()),
            did_you_mean: None,
        });
    }
}

fn named<S: Serializer>(extra: &[(&str, Output)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(extra.iter().map(|(name, value)| (name, value)))
}

/// Where a calculator holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValidRange {
    /// The input.
    pub input: String,
    /// From here, inclusive.
    pub low: f64,
    /// Up to here.
    pub high: f64,
    /// The upper end itself is outside.
    pub high_open: bool,
    /// The calculator for those who are outside, if there is one.
    pub instead: Option<&'static str>,
}

/// A row of the table of calculators.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calculator {
    /// The id.
    pub id: &'static str,
    /// What it takes.
    pub inputs: Vec<CalculatorInput>,
    /// Unit of the result.
    pub unit: Option<&'static str>,
    /// What it gives further.
    pub extra: Vec<Further>,
    /// Where it holds.
    pub validity: Vec<ValidRange>,
    /// Not to be relied on yet.
    pub experimental: bool,
    /// Where it comes from.
    pub citation: Citation,
}
