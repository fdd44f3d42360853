//! Every calculator: what it takes, where it holds, and what it gives.
//!
//! `calculate` is the formula and nothing else. Ranges give bounds, "unknown" gives the bounds
//! over everything that can be, and an absent sex gives the hull of both.

use crate::answers::{Answer, Number, UNKNOWN, read_quantity};
use crate::catalogue::{Kind, Row, row};
use crate::equation::{Domain, EQUATIONS, Equation, Input, Source};
use crate::error::{Code, Error};
use crate::formula::{Sex, Step};
use crate::interval::Interval;
use crate::measures::{Table, read_word};
use crate::units::Quantity;
use crate::value::{Fields, Reader, Value};

mod result;
mod special;

pub use result::{
    Calculation, Calculator, CalculatorInput, Citation, Output, Suggestion, ValidRange, Warning,
};
use special::{cell_dose, convert};

/// A calculator that is not a formula over ranges.
struct Special {
    id: &'static str,
    inputs: &'static [(&'static str, Option<Kind>, &'static str)],
    unit: Option<&'static str>,
    source: Source,
    run: fn(&mut Reader, Fields<'_>, Calculation) -> Option<Calculation>,
}

static SPECIALS: [Special; 2] = [
    Special {
        id: "cell_dose",
        inputs: &[
            ("weight", Some(Kind::Quantity), "weight"),
            ("rule", None, ""),
        ],
        unit: Some("{cells}"),
        source: Source {
            text: "The trial's own protocol",
            doi: None,
        },
        run: cell_dose,
    },
    Special {
        id: "convert",
        inputs: &[
            ("measure", Some(Kind::Choice), ""),
            ("from", Some(Kind::Quantity), ""),
            ("to", Some(Kind::Choice), ""),
        ],
        unit: None,
        source: Source {
            text: "The factor of the measure's table of units",
            doi: None,
        },
        run: convert,
    },
];

/// All calculators.
#[must_use]
pub fn calculators() -> Vec<Calculator> {
    let mut all: Vec<Calculator> = Vec::new();
    for equation in EQUATIONS {
        if let Some(last) = all.last_mut().filter(|last| last.id == equation.id) {
            let method = last.inputs.iter_mut().find(|input| input.name == "method");
            if let (Some(input), Some(method)) = (method, equation.method) {
                input.choices.push(method.to_string());
            }
            continue;
        }
        let mut inputs: Vec<CalculatorInput> = equation.inputs.iter().map(equation_input).collect();
        if let Some(method) = equation.method {
            inputs.push(CalculatorInput {
                name: "method".to_string(),
                kind: Some(Kind::Choice),
                unit: None,
                units: Vec::new(),
                choices: vec![method.to_string()],
                required: false,
            });
        }
        let validity = equation.validity.map(|validity| ValidRange {
            input: "age".to_string(),
            low: validity.from,
            high: validity.to,
            high_open: validity.to_open,
        });
        all.push(Calculator {
            id: equation.id.to_string(),
            inputs,
            unit: Some(equation.unit.to_string()),
            validity: validity.into_iter().collect(),
            citation: Citation::from(&equation.source),
        });
    }
    all.extend(SPECIALS.iter().map(|special| {
        Calculator {
            id: special.id.to_string(),
            inputs: special
                .inputs
                .iter()
                .map(|(name, kind, measure)| input(name, *kind, row(measure), true))
                .collect(),
            unit: special.unit.map(str::to_string),
            validity: Vec::new(),
            citation: Citation::from(&special.source),
        }
    }));
    all
}

fn equation_input(needed: &Input) -> CalculatorInput {
    let row = row(needed.id());
    input(
        needed.id(),
        row.map(|row| row.kind),
        row,
        *needed != Input::Sex,
    )
}

fn input(name: &str, kind: Option<Kind>, row: Option<&Row>, required: bool) -> CalculatorInput {
    let quantity = row.and_then(|row| row.quantity);
    CalculatorInput {
        name: name.to_string(),
        kind,
        unit: quantity.map(|quantity| quantity.canonical().code.to_string()),
        units: quantity.map_or_else(Vec::new, |quantity| {
            quantity
                .units
                .iter()
                .map(|unit| unit.code.to_string())
                .collect()
        }),
        choices: row.map_or_else(Vec::new, |row| {
            row.choices.iter().map(|c| (*c).to_string()).collect()
        }),
        required,
    }
}

/// Runs a calculator.
///
/// # Errors
/// `unknown_calculator`, and for an input: `missing_input`, `unknown_field`, `wrong_type`,
/// `not_finite`, `unknown_unit`, `out_of_range`, `inconsistent`, `bad_date`,
/// `outside_validity`. The field is the input.
pub fn calculate(id: &str, inputs: &Value) -> Result<Calculation, Error> {
    inputs.check_size()?;
    let mut reader = Reader::default();
    let equations: Vec<&Equation> = EQUATIONS.iter().filter(|e| e.id == id).collect();
    let result = if let Some(first) = equations.first() {
        formula(&mut reader, &equations, first, inputs)
    } else if let Some(special) = SPECIALS.iter().find(|special| special.id == id) {
        let names: Vec<&str> = special.inputs.iter().map(|(name, ..)| *name).collect();
        reader.map(inputs, &names).and_then(|fields| {
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
    let mut keys: Vec<&str> = first.inputs.iter().map(|input| input.id()).collect();
    let methods: Vec<(&str, &Equation)> = variants
        .iter()
        .filter_map(|variant| Some((variant.method?, *variant)))
        .collect();
    if !methods.is_empty() {
        keys.push("method");
    }
    let fields = reader.map(inputs, &keys)?;
    let before = reader.count();
    let equation = match fields.get("method") {
        Some(_) => reader.optional(fields, "method", |r, v| read_word(r, v, &methods))?,
        None => first,
    };
    let mut domain = Domain::default();
    let mut steps = Vec::new();
    let mut warnings = Vec::new();
    for needed in equation.inputs {
        if *needed == Input::Sex {
            domain.sex = reader.optional(fields, "sex", read_sex).flatten();
            continue;
        }
        let ends = match (needed, equation.validity) {
            (Input::Age, Some(validity)) => Some(Interval {
                high_open: validity.to_open,
                ..Interval::closed(validity.from, validity.to)
            }),
            _ => None,
        };
        let Some(number) =
            reader.required(fields, needed.id(), |r, v| read_input(r, *needed, v, ends))
        else {
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
            steps.push(Step::number(
                needed.id(),
                number.typed.low,
                number.unit.as_deref(),
            ));
            warnings.extend(warn(needed.id(), needed.id(), &number));
        }
    }
    if let (Some(validity), Some(age)) = (equation.validity, domain.age)
        && !validity.holds(age)
    {
        reader.error_at("age", Code::OutsideValidity, &validity.describe());
    }
    if reader.count() > before {
        return None;
    }
    let result = equation.over(&domain)?;
    let mut calculation = blank(equation.id, Some(equation.unit), &equation.source);
    if let Some(point) = equation.point(&domain) {
        steps.extend((equation.steps)(&point));
    }
    if result.is_point() {
        calculation.value = Output::Number(result.low);
    }
    calculation.low = Output::Number(result.low);
    calculation.high = Output::Number(result.high);
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

/// A quantity; "unknown" is everything that can be.
fn read_input(
    reader: &mut Reader,
    needed: Input,
    value: &Value,
    ends: Option<Interval>,
) -> Option<Number> {
    let table = Table::default();
    let index = table.find(needed.id())?;
    if value.as_text() == Some(UNKNOWN) {
        let (low, high) = row(needed.id())?.hard?;
        let all = ends.unwrap_or(Interval::closed(low, high));
        return Some(Number {
            value: all,
            typed: all,
            unit: None,
            upper_limit: None,
        });
    }
    match read_quantity(reader, &table, index, value, None)?.answer {
        Answer::Number(number) => Some(number),
        _ => None,
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
