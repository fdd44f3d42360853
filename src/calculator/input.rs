//! What an input of a calculator looks like, for the readers and for whoever draws a form.

use super::Calculation;
use crate::answers::UNKNOWN;
use crate::catalogue::{Kind, ROWS, owned, row};
use crate::equation::Source;
use crate::measures::kind_name;
use crate::value::{Fields, Reader, Value};
use serde::{Serialize, Serializer};

/// What an input takes: what a measure takes, or one of a few things that no measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// The same as an answer to a measure.
    Answer(Kind),
    /// A plain number, or a range of them.
    Number,
    /// True or false, of which the first of the choices is meant if it is absent.
    Flag,
    /// The name of a drug.
    Drug,
    /// The id of a measure that has units.
    Measure,
    /// One of the units of the measure beside it.
    Unit,
    /// A value in any unit that some measure has.
    AnyQuantity,
    /// A dose of cells, as in a trial's arm.
    DoseRule,
    /// A time to wait: half-lives, days, weeks or months.
    WaitingRule,
}

impl Serialize for InputKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            InputKind::Answer(kind) => kind_name(*kind),
            InputKind::Number => "number",
            InputKind::Flag => "flag",
            InputKind::Drug => "drug",
            InputKind::Measure => "measure",
            InputKind::Unit => "unit",
            InputKind::AnyQuantity => "any_quantity",
            InputKind::DoseRule => "dose_rule",
            InputKind::WaitingRule => "waiting_rule",
        })
    }
}

/// The least and the greatest that is read, in the canonical unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// From here, inclusive.
    pub low: f64,
    /// Up to here, inclusive.
    pub high: f64,
}

/// An input of a calculator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalculatorInput {
    /// Its name.
    pub name: String,
    /// What it looks like.
    pub kind: InputKind,
    /// The measure that it is read as, whose units it has; none if it is a thing of its own.
    pub measure: Option<String>,
    /// Canonical unit.
    pub unit: Option<String>,
    /// Accepted units.
    pub units: Vec<String>,
    /// The choices, of a choice; the first is what an absent one means, unless it is required.
    pub choices: Vec<String>,
    /// Outside of these, it is refused.
    pub limits: Option<Limits>,
    /// 1 for whole numbers, 0.5 for half steps.
    pub step: Option<f64>,
    /// Whether it must be there; any other may be absent, which is not known or the usual choice.
    pub required: bool,
}

/// An input in a row of the table.
#[derive(Clone, Copy)]
pub(super) struct Taken {
    name: &'static str,
    kind: InputKind,
    measure: &'static str,
    choices: &'static [&'static str],
    limits: Option<(f64, f64)>,
    step: Option<f64>,
    unit: Option<&'static str>,
    required: bool,
}

impl Taken {
    /// Something that no measure is.
    pub const fn new(name: &'static str, kind: InputKind) -> Taken {
        Taken {
            name,
            kind,
            measure: "",
            choices: &[],
            limits: None,
            step: None,
            unit: None,
            required: false,
        }
    }

    /// Read as an answer to a measure.
    pub const fn like(name: &'static str, kind: Kind, measure: &'static str) -> Taken {
        Taken::new(name, InputKind::Answer(kind)).of(measure)
    }

    /// With the units, the choices and the limits of a measure.
    pub const fn of(mut self, measure: &'static str) -> Taken {
        self.measure = measure;
        self
    }

    /// Yes, no or not known.
    pub const fn yes_no(name: &'static str) -> Taken {
        Taken::new(name, InputKind::Answer(Kind::YesNo))
    }

    /// One of a few; the first is the usual one.
    pub const fn choice(name: &'static str, choices: &'static [&'static str]) -> Taken {
        Taken {
            choices,
            ..Taken::new(name, InputKind::Answer(Kind::Choice))
        }
    }

    /// A whole number from 0 on.
    pub const fn count(name: &'static str, most: f64) -> Taken {
        Taken {
            limits: Some((0.0, most)),
            step: Some(1.0),
            ..Taken::new(name, InputKind::Answer(Kind::Count))
        }
    }

    /// A plain number between two ends.
    pub const fn number(name: &'static str, low: f64, high: f64) -> Taken {
        Taken {
            limits: Some((low, high)),
            ..Taken::new(name, InputKind::Number)
        }
    }

    /// The unit that a plain number is meant in.
    pub const fn in_unit(mut self, unit: &'static str) -> Taken {
        self.unit = Some(unit);
        self
    }

    /// A choice of true and false: the first is the usual one.
    pub const fn flag(mut self) -> Taken {
        self.kind = InputKind::Flag;
        self
    }

    /// It must be there.
    pub const fn required(mut self) -> Taken {
        self.required = true;
        self
    }

    /// The name, as a key.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// As it is shown.
    pub fn shown(&self) -> CalculatorInput {
        let row = row(self.measure);
        let quantity = row.and_then(|row| row.quantity);
        let limits = self.limits.or(row.and_then(|row| row.hard));
        let half_steps = row.is_some_and(|row| row.half_steps);
        let whole = self.kind == InputKind::Answer(Kind::Count);
        CalculatorInput {
            name: self.name.to_string(),
            kind: self.kind,
            measure: row.map(|row| row.id.to_string()),
            unit: quantity
                .map(|quantity| quantity.canonical().code)
                .or(self.unit)
                .map(str::to_string),
            units: match (self.kind, quantity) {
                (InputKind::AnyQuantity, _) => every_unit(),
                (_, Some(quantity)) => quantity.codes().map(str::to_string).collect(),
                _ => Vec::new(),
            },
            choices: match (self.kind, row) {
                (InputKind::Measure, _) => ROWS
                    .iter()
                    .filter(|row| row.quantity.is_some())
                    .map(|row| row.id.to_string())
                    .collect(),
                (_, Some(row)) if self.choices.is_empty() => owned(row.choices),
                _ => owned(self.choices),
            },
            limits: limits.map(|(low, high)| Limits { low, high }),
            step: match self.step {
                None if half_steps => Some(0.5),
                None if whole => Some(1.0),
                step => step,
            },
            required: self.required,
        }
    }
}

/// Each unit that some measure has, once.
fn every_unit() -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for quantity in ROWS.iter().filter_map(|row| row.quantity) {
        for code in quantity.codes() {
            if !all.iter().any(|other| other == code) {
                all.push(code.to_string());
            }
        }
    }
    all
}

/// A further result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Further {
    /// Its name in `extra`.
    pub name: &'static str,
    /// Its unit.
    pub unit: Option<&'static str>,
}

/// A calculator that is not a formula over ranges.
pub(super) struct Special {
    pub id: &'static str,
    pub inputs: &'static [Taken],
    /// The items of a score, each yes, no or not known.
    pub items: &'static [&'static str],
    pub unit: Option<&'static str>,
    /// Name and unit of each further result.
    pub extra: &'static [(&'static str, Option<&'static str>)],
    /// Not to be relied on yet: its coefficients have not been read in the paper itself.
    pub experimental: bool,
    pub source: Source,
    pub run: Run,
}

/// Reads the inputs and fills in the result.
type Run = fn(&mut Reader, Fields<'_>, Calculation) -> Option<Calculation>;

impl Special {
    pub const fn new(
        id: &'static str,
        unit: Option<&'static str>,
        text: &'static str,
        doi: Option<&'static str>,
        run: Run,
    ) -> Special {
        Special {
            id,
            inputs: &[],
            items: &[],
            unit,
            extra: &[],
            experimental: false,
            source: Source { text, doi },
            run,
        }
    }

    /// Whether it is said that something is not known without which nothing follows.
    pub fn is_open(&self, fields: Fields<'_>) -> bool {
        self.inputs.iter().any(|input| {
            let whole = matches!(
                input.kind,
                InputKind::Drug
                    | InputKind::AnyQuantity
                    | InputKind::Answer(Kind::Date | Kind::Doses)
            );
            whole && fields.get(input.name).and_then(Value::as_text) == Some(UNKNOWN)
        })
    }

    /// The names of all inputs.
    pub fn keys(&self) -> Vec<&'static str> {
        let mut names: Vec<&str> = self.inputs.iter().map(Taken::name).collect();
        names.extend(self.items);
        names
    }
}
