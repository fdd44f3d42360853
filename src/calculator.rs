//! Every calculator: what it takes, where it holds, and what it gives.
//!
//! `calculate` is the formula and nothing else. Ranges give bounds, "unknown" gives the bounds
//! over everything that can be, and an absent sex gives the hull of both.

use crate::answers::{Answer, Number, UNKNOWN, read_answer};
use crate::catalogue::row;
use crate::equation::{Domain, EQUATIONS, Equation, Input, Source};
use crate::error::{Code, Error, decimal};
use crate::formula::Sex;
use crate::interval::Interval;
use crate::measures::{Table, read_word};
use crate::near::near;
use crate::value::{Fields, Reader, Value};

mod cells;
mod disease;
mod edss;
mod input;
mod kidney;
mod lupus;
mod medicine;
mod mix_up;
mod number;
mod result;
mod table;
mod unit;

pub use input::{CalculatorInput, Further, InputKind, Limits};
use mix_up::{doubt, warn};
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
            if special.is_open(fields) {
                return Some(blank);
            }
            (special.run)(&mut reader, fields, blank)
        })
    } else {
        let equations = EQUATIONS.iter().map(|equation| equation.id);
        let mut near = near(id, equations.chain(specials().map(|special| special.id)));
        near.dedup();
        return Err(Error {
            code: Code::UnknownCalculator,
            field: None,
            expected: (!near.is_empty()).then(|| near.join(", ")),
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
    let mut age = None;
    let mut in_kg = false;
    let mut calculation = blank(equation.id, Some(equation.unit), &equation.source);
    for needed in given() {
        let id = needed.id();
        if *needed == Input::Sex {
            domain.sex = reader.optional(fields, id, read_sex).flatten();
            continue;
        }
        if !equation.inputs.contains(needed) {
            let known = read_known(reader, fields, id, id);
            if let (Input::Age, Some(Answer::Number(number))) = (needed, known) {
                age = Some(number.value);
            }
            continue;
        }
        let warnings = &mut calculation.warnings;
        let Some(number) = read_input(reader, fields, id, ends(equation, *needed), warnings) else {
            continue;
        };
        domain.set(*needed, Some(number.value));
        in_kg |= number.unit.as_deref() == Some("kg");
        if number.typed.is_point() {
            calculation.input_steps(id, &number);
            calculation.warnings.extend(warn(id, id, &number));
        }
    }
    age = age.or(domain.get(Input::Age));
    match (equation.validity, age) {
        (Some(validity), Some(age)) if !validity.holds(age) => {
            reader.error_at("age", Code::OutsideValidity, &validity.describe());
        }
        // The formula has no age, but its population has.
        (Some(_), None) if reader.count() == before => calculation.warn("age_not_checked", "age"),
        _ => {}
    }
    if let (Some(least), Some(height)) = (equation.least_height, domain.get(Input::Height))
        && height.low < least
    {
        let expected = [&decimal(least), " cm or more"].concat();
        reader.error_at("height", Code::OutsideValidity, &expected);
    }
    if reader.count() > before {
        return None;
    }
    if !equation.lacks(&domain).is_empty() {
        // A value that can only have been meant in another unit: the warning is all there is.
        return Some(calculation);
    }
    let result = equation.over(&domain)?;
    if let Some(point) = equation.point(&domain) {
        calculation.steps.extend((equation.steps)(&point));
        calculation
            .warnings
            .extend(doubt(equation, &domain, result, in_kg));
    }
    calculation.bound(result);
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

/// A quantity that must be there; "unknown" is everything that can be. One that cannot be as it
/// stands, but in one other unit, is none, with a warning in its stead.
fn read_input(
    reader: &mut Reader,
    fields: Fields<'_>,
    measure: &str,
    ends: Option<Interval>,
    warnings: &mut Vec<Warning>,
) -> Option<Number> {
    let row = row(measure)?;
    match fields.get(measure) {
        None => {
            reader.error_at(measure, Code::MissingInput, "");
            None
        }
        Some(value) if value.as_text() == Some(UNKNOWN) => {
            let (low, high) = row.hard?;
            let all = ends.unwrap_or(Interval::closed(low, high));
            Some(Number {
                value: all,
                typed: all,
                unit: None,
                upper_limit: None,
            })
        }
        Some(value) => {
            if let Some(warning) = mix_up::impossible(row, value) {
                warnings.push(warning);
                return None;
            }
            match read_known(reader, fields, measure, measure)? {
                Answer::Number(number) => Some(number),
                _ => None,
            }
        }
    }
}
