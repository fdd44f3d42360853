//! The KDIGO stage, which is no formula.

use super::input::{Special, Taken};
use super::{Calculation, Output, read_input};
use crate::catalogue::Kind;
use crate::formula::{Step, kdigo};
use crate::interval::Interval;
use crate::value::{Fields, Reader};

pub(super) static ROWS: &[Special] = &[Special {
    inputs: &[Taken::like("egfr", Kind::Quantity, "egfr").required()],
    extra: &[("unrounded_stage", None)],
    ..Special::new(
        "kdigo_g_stage",
        None,
        "KDIGO 2024, Kidney Int 2024;105(4S):S117-S314",
        Some("10.1016/j.kint.2023.10.018"),
        g_stage,
    )
}];

/// The stage, of the lowest rate that can be to that of the highest.
fn g_stage(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let egfr = read_input(reader, fields, "egfr", None, &mut calculation.warnings)?;
    let printed = egfr.value.printed(1.0);
    let ends = |range: Interval| [range.low, range.high].map(kdigo::stage);
    let one = |[low, high]: [&str; 2]| {
        if low == high {
            Output::Text(low.to_string())
        } else {
            Output::None
        }
    };
    let [low, high] = ends(printed);
    calculation.low = Output::Text(low.to_string());
    calculation.high = Output::Text(high.to_string());
    calculation.value = one([low, high]);
    calculation.extra = vec![("unrounded_stage", one(ends(egfr.value)))];
    if egfr.typed.is_point() {
        calculation.input_steps("egfr", &egfr);
        let rounded = Step::number("rounded", printed.low, Some("mL/min/{1.73_m2}"));
        calculation.steps.push(rounded);
    }
    Some(calculation)
}
