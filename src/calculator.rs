//! Every calculator: what it takes, where it holds, and what it gives.
//!
//! `calculate` is the formula and nothing else. Ranges give bounds, "unknown" gives the bounds
//! over everything that can be, and an absent sex gives the hull of both.

use crate::answers::{Answer, Number, UNKNOWN, read_answer};
use crate::catalogue::row;
use crate::equation::{Domain, Equation, Input, Source};
use crate::error::{Code, Error, decimal};
use crate::formula::{Sex, Step};
use crate::interval::Interval;
use crate::measures::{Table, read_word};
use crate::units::Quantity;
use crate::value::{Fields, Reader, Value};

mod cells;
mod edss;
mod input;
mod kidney;
mod lupus;
mod medicine;
mod result;
mod table;
mod unit;

pub use input::{CalculatorInput, Further, InputKind, Limits};
pub use result::{Calculation, Calculator, Citation, Output, Suggestion, ValidRange, Warning};
pub use table::calculators;
use table::{specials, variants};

/// Runs a calculator.
///
/// # Errors
/// `unknown_calculator`, and for an input: `missing_input`, `unknown_field`, `wrong_type`,
/// `not_finite`, `unknown_unit`, `out_of_range`, `inconsistent`, `bad_date`,
/// `outside_validity`. The field is the input.
pub fn calculate(id: &str, inputs: &Value) -> Result<Calculation, Error> {
    inputs.check_size()?;
    let mut reader = Reader::default();
    let equations = variants(id);
    let result = if let Some(first) = equations.first() {
        formula(&mut reader, &equations, first, inputs)
    } else if let Some(special) = specials().find(|special| special.id == id) {
        reader.map(inputs, &special.keys()).and_then(|fields| {
            let blank = blank(id, special.unit, &special.source);
            (special.run)(&mut reader, fields, blank)
        })
    } else {
        return Err(Error {
            code: Code::UnknownCalculator,
            field: None,
            expected: None,
        });
    };
    match (reader.finish().into_iter().next(), result) {
        (None, Some(result)) => Ok(result),
        (Some(problem), _) => Err(problem.into()),
        // A reader that gives nothing has said why; this is for the type's sake.
        (None, None) => Err(Error {
            code: Code::MissingInput,
            field: None,
            expected: None,
        }),
    }
}

fn blank(id: &str, unit: Option<&str>, source: &Source) -> Calculation {
    Calculation {
        id: id.to_string(),
        value: Output::None,
        unit: unit.map(str::to_string),
        low: Output::None,
        high: Output::None,
        extra: Vec::new(),
        steps: Vec::new(),
        warnings: Vec::new(),
        citation: Citation::from(source),
    }
}

fn formula(
    reader: &mut Reader,
    variants: &[&Equation],
    first: &Equation,
    inputs: &Value,
) -> Option<Calculation> {
    let given = || first.inputs.iter().chain(first.unused);
    let mut keys: Vec<&str> = given().map(|input| input.id()).collect();
    keys.extend(first.variant.map(|(chooses, _)| chooses));
    let fields = reader.map(inputs, &keys)?;
    let before = reader.count();
    let mut equation = first;
    if let Some((chooses, _)) = first.variant {
        let names = variants.iter().filter_map(|e| Some((e.variant?.1, *e)));
        let names: Vec<(&str, &Equation)> = names.collect();
        if fields.get(chooses).is_some() {
            equation = reader.optional(fields, chooses, |r, v| read_word(r, v, &names))?;
        }
    }
    let mut domain = Domain::default();
    let mut steps = Vec::new();
    let mut warnings = Vec::new();
    for needed in given() {
        let id = needed.id();
        if *needed == Input::Sex {
            domain.sex = reader.optional(fields, id, read_sex).flatten();
            continue;
        }
        if !equation.inputs.contains(needed) {
            read_known(reader, fields, id, id);
            continue;
        }
        let Some(number) = read_input(reader, fields, id, ends(equation, *needed)) else {
            continue;
        };
        match needed {
            Input::Age => domain.age = Some(number.value),
            Input::Weight => domain.weight = Some(number.value),
            Input::Height => domain.height = Some(number.value),
            Input::Creatinine => domain.creatinine = Some(number.value),
            Input::Sex => {}
        }
        if number.typed.is_point() {
            steps.push(Step::number(id, number.typed.low, number.unit.as_deref()));
            warnings.extend(warn(id, id, &number));
        }
    }
    if let (Some(validity), Some(age)) = (equation.validity, domain.age)
        && !validity.holds(age)
    {
        reader.error_at("age", Code::OutsideValidity, &validity.describe());
    }
    if let (Some(least), Some(height)) = (equation.least_height, domain.height)
        && height.low < least
    {
        let expected = [&decimal(least), " cm or more"].concat();
        reader.error_at("height", Code::OutsideValidity, &expected);
    }
    if reader.count() > before {
        return None;
    }
    let result = equation.over(&domain)?;
    let mut calculation = blank(equation.id, Some(equation.unit), &equation.source);
    if let Some(point) = equation.point(&domain) {
        steps.extend((equation.steps)(&point));
    }
    calculation.bound(result);
    calculation.steps = steps;
    calculation.warnings = warnings;
    Some(calculation)
}

fn read_sex(reader: &mut Reader, value: &Value) -> Option<Option<Sex>> {
    let words = [
        ("female", Some(Sex::Female)),
        ("male", Some(Sex::Male)),
        (UNKNOWN, None),
    ];
    read_word(reader, value, &words)
}

/// What an input can be where a formula holds.
fn ends(equation: &Equation, input: Input) -> Option<Interval> {
    match input {
        Input::Age => equation.validity.map(|validity| Interval {
            high_open: validity.to_open,
            ..Interval::closed(validity.from, validity.to)
        }),
        Input::Height => {
            let (_, high) = row(input.id())?.hard?;
            let least = equation.least_height?;
            Some(Interval::closed(least, high))
        }
        _ => None,
    }
}

/// An input read as an answer to a measure; none if it is absent or not known.
fn read_known(reader: &mut Reader, fields: Fields<'_>, key: &str, measure: &str) -> Option<Answer> {
    let table = Table::default();
    let index = table.find(measure)?;
    reader.optional(fields, key, |reader, value| {
        Some(read_answer(reader, &table, index, value, None)?.answer)
    })
}

/// A number read as an answer to this measure; none if it is absent or not known.
fn read_as(reader: &mut Reader, fields: Fields<'_>, key: &str, measure: &str) -> Option<Interval> {
    match read_known(reader, fields, key, measure) {
        Some(Answer::Number(number)) => Some(number.value),
        _ => None,
    }
}

/// A quantity that must be there; "unknown" is everything that can be.
fn read_input(
    reader: &mut Reader,
    fields: Fields<'_>,
    measure: &str,
    ends: Option<Interval>,
) -> Option<Number> {
    match fields.get(measure) {
        None => {
            reader.error_at(measure, Code::MissingInput, "");
            None
        }
        Some(value) if value.as_text() == Some(UNKNOWN) => {
            let (low, high) = row(measure)?.hard?;
            let all = ends.unwrap_or(Interval::closed(low, high));
            Some(Number {
                value: all,
                typed: all,
                unit: None,
                upper_limit: None,
            })
        }
        Some(_) => match read_known(reader, fields, measure, measure)? {
            Answer::Number(number) => Some(number),
            _ => None,
        },
    }
}

/// What a number outside of the usual range may mean.
fn warn(field: &str, measure: &str, number: &Number) -> Option<Warning> {
    let row = row(measure)?;
    let (low, high) = row.soft?;
    let usual = |value: f64| (low..=high).contains(&value);
    if !number.typed.is_point() || usual(number.value.low) {
        return None;
    }
    let quantity: &Quantity = row.quantity?;
    let typed = quantity.unit(number.unit.as_deref()?)?;
    let mut meant = typed.mistaken_for.iter().filter(|code| {
        quantity
            .unit(code)
            .is_some_and(|unit| usual(unit.to_canonical(number.typed.low)))
    });
    let only = meant.next().filter(|_| meant.next().is_none());
    Some(Warning {
        code: if only.is_some() {
            "did_you_mean"
        } else {
            "implausible"
        }
        .to_string(),
        field: Some(field.to_string()),
        did_you_mean: only.map(|code| Suggestion {
            value: number.typed.low,
            unit: (*code).to_string(),
        }),
    })
}
