//! The rows: every calculator with what it takes.

use super::{Calculation, Calculator, CalculatorInput, Citation, ValidRange};
use super::{medicine, score, special};
use crate::catalogue::{Kind, Row, owned, row};
use crate::equation::{EQUATIONS, Equation, Input, Source};
use crate::formula::{acr_1997, eular_acr_2019, sledai_2k, slicc_2012};
use crate::value::{Fields, Reader};

/// An input of a calculator that is not a formula: its name, its kind, the measure whose units
/// it has, and whether it must be there.
pub(super) type Taken = (&'static str, Option<Kind>, &'static str, bool);

/// A calculator that is not a formula over ranges.
pub(super) struct Special {
    pub id: &'static str,
    pub inputs: &'static [Taken],
    /// The items of a score, each yes, no or not known.
    pub items: &'static [&'static str],
    pub unit: Option<&'static str>,
    pub source: Source,
    pub run: fn(&mut Reader, Fields<'_>, Calculation) -> Option<Calculation>,
}

impl Special {
    const fn new(
        id: &'static str,
        unit: Option<&'static str>,
        text: &'static str,
        doi: Option<&'static str>,
        run: fn(&mut Reader, Fields<'_>, Calculation) -> Option<Calculation>,
    ) -> Special {
        Special {
            id,
            inputs: &[],
            items: &[],
            unit,
            source: Source { text, doi },
            run,
        }
    }
}

const LABELS: &str = "Labels and papers of each drug, read by hand";

pub(super) static SPECIALS: [Special; 10] = [
    Special {
        inputs: &[
            ("weight", Some(Kind::Quantity), "weight", true),
            ("rule", None, "", true),
        ],
        ..Special::new(
            "cell_dose",
            Some("{cells}"),
            "The trial's own protocol",
            None,
            special::cell_dose,
        )
    },
    Special {
        inputs: &[
            ("measure", Some(Kind::Choice), "", true),
            ("from", Some(Kind::Quantity), "", true),
            ("to", Some(Kind::Choice), "", true),
        ],
        ..Special::new(
            "convert",
            None,
            "The factor of the measure's table of units",
            None,
            special::convert,
        )
    },
    Special {
        inputs: &[
            ("value", Some(Kind::Quantity), "", true),
            ("upper_limit", Some(Kind::Quantity), "", true),
        ],
        ..Special::new(
            "upper_limit_multiple",
            Some("{ULN}"),
            "The laboratory's own upper limit",
            None,
            special::upper_limit_multiple,
        )
    },
    Special {
        items: &sledai_2k::ITEMS,
        ..Special::new(
            "sledai_2k",
            Some("{score}"),
            "Gladman et al., J Rheumatol 2002;29:288-291",
            None,
            score::sledai_2k,
        )
    },
    Special {
        inputs: &[("ana", Some(Kind::Titre), "ana_titer", false)],
        items: &eular_acr_2019::ITEMS,
        ..Special::new(
            "eular_acr_2019",
            Some("{score}"),
            "Aringer et al., Ann Rheum Dis 2019;78:1151-1159",
            Some("10.1136/annrheumdis-2018-214819"),
            score::eular_acr_2019,
        )
    },
    Special {
        items: &acr_1997::ITEMS,
        ..Special::new(
            "acr_1997",
            None,
            "Hochberg, Arthritis Rheum 1997;40:1725",
            Some("10.1002/art.1780400928"),
            score::acr_1997,
        )
    },
    Special {
        items: &slicc_2012::ITEMS,
        ..Special::new(
            "slicc_2012",
            None,
            "Petri et al., Arthritis Rheum 2012;64:2677-2686",
            Some("10.1002/art.34473"),
            score::slicc_2012,
        )
    },
    Special {
        inputs: &[
            ("baseline", Some(Kind::Count), "edss", true),
            ("current", Some(Kind::Count), "edss", true),
            ("rule", Some(Kind::Choice), "", false),
        ],
        ..Special::new(
            "edss_change",
            None,
            "Kurtzke, Neurology 1983;33:1444-1452",
            Some("10.1212/WNL.33.11.1444"),
            score::edss_change,
        )
    },
    Special {
        inputs: &[
            ("doses", Some(Kind::Doses), "", true),
            ("weight", Some(Kind::Quantity), "weight", false),
        ],
        ..Special::new(
            "prednisone_equivalent",
            Some("mg/d"),
            "Equivalence line of the prednisolone label (FDA)",
            None,
            medicine::prednisone_equivalent,
        )
    },
    Special {
        inputs: &[
            ("drug", None, "", true),
            ("last_dose", Some(Kind::Date), "", true),
            ("rule", None, "", true),
        ],
        ..Special::new("washout", None, LABELS, None, medicine::washout)
    },
];

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
    all.extend(SPECIALS.iter().map(|special| {
        let items = special
            .items
            .iter()
            .map(|item| (*item, Some(Kind::YesNo), "", false));
        let inputs = special.inputs.iter().copied().chain(items);
        Calculator {
            id: special.id.to_string(),
            inputs: inputs
                .map(|(name, kind, measure, required)| input(name, kind, row(measure), required))
                .collect(),
            unit: special.unit.map(str::to_string),
            validity: Vec::new(),
            citation: Citation::from(&special.source),
        }
    }));
    all
}

fn formula_row(equation: &Equation) -> Calculator {
    let variants = variants(equation.id);
    let mut inputs: Vec<CalculatorInput> = Vec::new();
    for needed in equation.inputs.iter().chain(equation.unused) {
        let row = row(needed.id());
        let required = *needed != Input::Sex && equation.inputs.contains(needed);
        inputs.push(input(needed.id(), row.map(|row| row.kind), row, required));
    }
    if let Some((chooses, _)) = equation.variant {
        let mut choice = input(chooses, Some(Kind::Choice), None, false);
        let names = variants.iter().filter_map(|variant| variant.variant);
        choice.choices = names.map(|(_, name)| name.to_string()).collect();
        inputs.push(choice);
    }
    let range = |input: &str, low, high, high_open| ValidRange {
        input: input.to_string(),
        low,
        high,
        high_open,
    };
    let ages = equation.validity;
    let ages = ages.map(|ages| range("age", ages.from, ages.to, ages.to_open));
    let least = variants.iter().find_map(|variant| variant.least_height);
    let heights = least.zip(row("height").and_then(|row| row.hard));
    let heights = heights.map(|(low, (_, high))| range("height", low, high, false));
    Calculator {
        id: equation.id.to_string(),
        inputs,
        unit: Some(equation.unit.to_string()),
        validity: ages.into_iter().chain(heights).collect(),
        citation: Citation::from(&equation.source),
    }
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
        choices: row.map_or_else(Vec::new, |row| owned(row.choices)),
        required,
    }
}
