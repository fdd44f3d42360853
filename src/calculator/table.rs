//! The table of all calculators: the formulas, and the rows that stand beside their code.

use super::input::{Special, Taken};
use super::{Calculator, Citation, Further, InputKind, ValidRange};
use super::{cells, disease, edss, kidney, lupus, medicine, unit};
use crate::catalogue::{Kind, row};
use crate::equation::{EQUATIONS, Equation, Input};

static ROOMS: [&[Special]; 7] = [
    kidney::ROWS,
    edss::ROWS,
    lupus::ROWS,
    disease::ROWS,
    medicine::ROWS,
    cells::ROWS,
    unit::ROWS,
];

/// The calculators that are not formulas over ranges.
pub(super) fn specials() -> impl Iterator<Item = &'static Special> {
    ROOMS.into_iter().flatten()
}

/// The variants of one calculator.
pub(super) fn variants(id: &str) -> Vec<&'static Equation> {
    EQUATIONS.iter().filter(|e| e.id == id).collect()
}

/// All calculators.
#[must_use]
pub fn calculators() -> Vec<Calculator> {
    let mut all: Vec<Calculator> = Vec::new();
    for equation in EQUATIONS {
        if all.last().is_none_or(|last| last.id != equation.id) {
            all.push(formula_row(equation));
        }
    }
    all.extend(specials().map(|special| {
        let items = special.items.iter().map(|item| Taken::yes_no(item));
        let inputs = special.inputs.iter().copied().chain(items);
        Calculator {
            id: special.id,
            inputs: inputs.map(|input| input.shown()).collect(),
            unit: special.unit,
            extra: special
                .extra
                .iter()
                .map(|(name, unit)| Further { name, unit: *unit })
                .collect(),
            validity: Vec::new(),
            experimental: special.experimental,
            citation: Citation::from(&special.source),
        }
    }));
    all
}

fn formula_row(equation: &'static Equation) -> Calculator {
    let variants = variants(equation.id);
    let mut inputs = Vec::new();
    for needed in equation.inputs.iter().chain(equation.unused) {
        let id = needed.id();
        let kind = row(id).map_or(InputKind::Number, |row| InputKind::Answer(row.kind));
        let mut input = Taken::new(id, kind).of(id);
        if *needed != Input::Sex && equation.inputs.contains(needed) {
            input = input.required();
        }
        inputs.push(input.shown());
    }
    if let Some((chooses, _)) = equation.variant {
        let mut choice = Taken::new(chooses, InputKind::Answer(Kind::Choice)).shown();
        let names = variants.iter().filter_map(|variant| variant.variant);
        choice.choices = names.map(|(_, name)| name.to_string()).collect();
        inputs.push(choice);
    }
    let ages = equation.validity.map(|ages| ValidRange {
        input: "age".to_string(),
        low: ages.from,
        high: ages.to,
        high_open: ages.to_open,
        instead: Some(ages.instead),
    });
    let least = variants.iter().find_map(|variant| variant.least_height);
    let heights = least.zip(row("height").and_then(|row| row.hard));
    let heights = heights.map(|(low, (_, high))| ValidRange {
        input: "height".to_string(),
        low,
        high,
        high_open: false,
        instead: None,
    });
    Calculator {
        id: equation.id,
        inputs,
        unit: Some(equation.unit),
        extra: Vec::new(),
        validity: ages.into_iter().chain(heights).collect(),
        experimental: false,
        citation: Citation::from(&equation.source),
    }
}
