//! Clinical formulas: pure functions of typed quantities, one formula a file.
//!
//! Each takes the age as given; flooring it to completed years, where adult equations are
//! used that way, is the caller's business. Nothing here checks plausibility: values come
//! from readers that did.

pub mod body;
pub mod ckd_epi_2021;
pub mod ckid_u25;
pub mod ekfc_2021;

use serde::Serialize;

/// Sex as the formula's paper used it: the one a laboratory has on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// Age in decimal years.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Years(pub f64);

/// Body height in centimetres.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Centimetres(pub f64);

/// Body weight in kilograms.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Kilograms(pub f64);

/// Serum or plasma creatinine in mg/dL, measured by a method traceable to IDMS.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Creatinine(pub f64);

impl Creatinine {
    /// From µmol/L: 1 mg/dL is 88.4 µmol/L.
    #[must_use]
    pub fn from_umol_l(value: f64) -> Creatinine {
        Creatinine(value / 88.4)
    }
}

/// One step of a worked formula: a symbol, its number or word, and its unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// What it is: an input, an intermediate quantity, a limit.
    pub symbol: String,
    /// Its value.
    pub number: StepValue,
    /// UCUM code, if it has a unit.
    pub unit: Option<String>,
}

/// A number, or a word such as a date or a choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum StepValue {
    /// A number.
    Number(f64),
    /// A code or a date.
    Text(String),
}

impl Step {
    /// A number with its unit.
    #[must_use]
    pub fn number(symbol: impl Into<String>, number: f64, unit: Option<&str>) -> Step {
        Step {
            symbol: symbol.into(),
            number: StepValue::Number(number),
            unit: unit.map(str::to_string),
        }
    }

    /// A word.
    #[must_use]
    pub fn text(symbol: impl Into<String>, text: impl Into<String>) -> Step {
        Step {
            symbol: symbol.into(),
            number: StepValue::Text(text.into()),
            unit: None,
        }
    }
}
