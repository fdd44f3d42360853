//! Compares what a person says with the entry rules of clinical trials.
//!
//! The core is pure: no clock, randomness, input, output or JavaScript. "Today" is handed in.
//! Missing is *unknown*, never a default; a definite answer stays definite whatever else is
//! learnt, unless two answers contradict each other.
//!
//! ```
//! use trial_prescreen::{calculate, Value};
//!
//! let quantity = |value: f64, unit: &str| {
//!     Value::Map(vec![
//!         ("value".into(), Value::Number(value)),
//!         ("unit".into(), Value::Text(unit.into())),
//!     ])
//! };
//! let inputs = Value::Map(vec![
//!     ("age".into(), Value::Number(11.0)),
//!     ("sex".into(), Value::Text("male".into())),
//!     ("height".into(), quantity(120.0, "cm")),
//!     ("creatinine".into(), quantity(0.9, "mg/dL")),
//! ]);
//! let result = calculate("ckid_u25_creatinine", &inputs).unwrap();
//! assert!((result.low.as_number().unwrap() - 51.5873).abs() < 1e-4);
//! ```

pub mod answers;
pub mod calculator;
pub mod catalogue;
pub mod date;
pub mod derived;
pub mod digest;
pub mod dose;
pub mod drug;
pub mod equation;
pub mod error;
pub mod evaluate;
pub mod finding;
pub mod formula;
pub mod interval;
#[cfg(feature = "check")]
pub mod lint;
pub mod measures;
pub mod members;
pub mod near;
pub mod person;
pub mod progression;
pub mod question;
pub mod record;
pub mod rule;
pub mod scale;
pub mod screener;
pub mod trial;
pub mod truth;
pub mod units;
pub mod value;
pub mod verdict;

#[cfg(all(target_arch = "wasm32", feature = "javascript"))]
pub mod wasm;

pub use calculator::{Calculation, Calculator, calculate, calculators};
pub use catalogue::{Measure, catalogue};
pub use drug::{KnownDrug, drugs};
pub use error::{Code, Error, Problem, Severity};
#[cfg(feature = "check")]
pub use lint::check;
pub use progression::{Progression, progression, relapse_rules, worsening_rules};
pub use question::Question;
pub use record::{Record, RecordFindings};
pub use screener::Screener;
pub use value::Value;
pub use verdict::Verdict;
