//! Calculators about doses of cells.

use super::input::{InputKind, Special, Taken};
use super::{Calculation, Output, read_input, warn};
use crate::catalogue::Kind;
use crate::dose::Dose;
use crate::formula::Step;
use crate::value::{Fields, Reader};

pub(super) static ROWS: &[Special] = &[Special {
    inputs: &[
        Taken::like("weight", Kind::Quantity, "weight").required(),
        Taken::new("rule", InputKind::DoseRule).required(),
    ],
    extra: &[("cells_per_kg", Some("{cells}/kg"))],
    ..Special::new(
        "cell_dose",
        Some("{cells}"),
        "The trial's own protocol",
        None,
        cell_dose,
    )
}];

/// The dose of a trial's arm.
fn cell_dose(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let dose = reader.required(fields, "rule", Dose::read);
    let weight = read_input(reader, fields, "weight", None, &mut calculation.warnings);
    let (dose, weight) = (dose?, weight?);
    let covered = dose.covers(weight.value);
    if !covered {
        calculation.warn("no_dose_for_weight", "weight");
    }
    let Some((low, high)) = dose.cells(weight.value) else {
        return Some(calculation);
    };
    #[allow(clippy::cast_precision_loss)] // At most 1e15 × 1000 kg; whole up to 2^53.
    let (least, most) = (low as f64, high as f64);
    calculation.low = Output::Number(least);
    calculation.high = Output::Number(most);
    if low == high && covered {
        calculation.value = Output::Number(least);
    }
    if low == high && covered && weight.value.is_point() {
        let each = least / weight.value.low;
        calculation
            .extra
            .push(("cells_per_kg", Output::Number(each)));
    }
    if weight.typed.is_point() {
        calculation.steps.push(Step::number(
            "weight",
            weight.typed.low,
            weight.unit.as_deref(),
        ));
        calculation
            .warnings
            .extend(warn("weight", "weight", &weight));
    }
    Some(calculation)
}
