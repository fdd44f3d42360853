//! Calculators about doses of cells.

use super::input::{InputKind, Special, Taken};
use super::number::{between, read_known, read_required};
use super::{Calculation, Output, read_as, read_input, warn};
use crate::catalogue::Kind;
use crate::dose::Dose;
use crate::formula::Step;
use crate::formula::cell_volume::{dmso_g, vials, volume_ml};
use crate::interval::Interval;
use crate::value::{Fields, Reader};

pub(super) static ROWS: &[Special] = &[
    Special {
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
    },
    Special {
        inputs: &[
            Taken::number("cells", 1.0, 1e15)
                .in_unit("{cells}")
                .required(),
            Taken::number("cells_per_ml", 1.0, 1e12)
                .in_unit("{cells}/mL")
                .required(),
            Taken::number("viability", 0.01, 1.0),
            Taken::number("recovery", 0.01, 1.0),
            Taken::number("vial_ml", 0.1, 1000.0).in_unit("mL"),
            Taken::number("dmso_percent", 0.0, 100.0).in_unit("%"),
            Taken::like("weight", Kind::Quantity, "weight"),
        ],
        extra: &[
            ("vials", None),
            ("dmso_g", Some("g")),
            ("dmso_g_per_kg", Some("g/kg")),
            ("dmso_g_all_vials", Some("g")),
        ],
        ..Special::new(
            "cell_volume",
            Some("mL"),
            "Arithmetic of the label; limit on DMSO: Shu et al., Bone Marrow Transplant 2014;49:469-476",
            Some("10.1038/bmt.2013.152"),
            cell_volume,
        )
    },
];

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
    if let Dose::PerKg(cells) = dose {
        #[allow(clippy::cast_precision_loss)] // At most 1e15.
        let each = cells as f64;
        let step = Step::number("cells_per_kg", each, Some("{cells}/kg"));
        calculation.steps.push(step);
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

/// The volume of a dose, its vials, and the dimethyl sulfoxide in it.
fn cell_volume(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let before = reader.count();
    let cells = read_required(reader, fields, "cells", between(1.0, 1e15));
    let per_ml = read_required(reader, fields, "cells_per_ml", between(1.0, 1e12));
    let share = |reader: &mut Reader, calculation: &mut Calculation, key: &'static str| {
        if fields.get(key).is_none() {
            // A label that counts living cells has no share to tell.
            calculation.warn("counted_as_whole", key);
            return Interval::point(1.0);
        }
        read_known(reader, fields, key, between(0.01, 1.0)).unwrap_or(Interval::closed(0.01, 1.0))
    };
    let viability = share(reader, &mut calculation, "viability");
    let recovery = share(reader, &mut calculation, "recovery");
    let vial = read_known(reader, fields, "vial_ml", between(0.1, 1000.0));
    let percent = read_known(reader, fields, "dmso_percent", between(0.0, 100.0));
    let weight = read_as(reader, fields, "weight", "weight");
    if reader.count() > before {
        return None;
    }
    // Least with the fewest cells, and with the most of them in each mL.
    let volume = Interval::closed(
        volume_ml(cells.low, per_ml.high, viability.high, recovery.high),
        volume_ml(cells.high, per_ml.low, viability.low, recovery.low),
    );
    for (symbol, number, unit) in [
        ("cells", cells, Some("{cells}")),
        ("cells_per_ml", per_ml, Some("{cells}/mL")),
        ("viability", viability, None),
        ("recovery", recovery, None),
    ] {
        if number.is_point() {
            calculation
                .steps
                .push(Step::number(symbol, number.low, unit));
        }
    }
    calculation.bound(volume);
    let exact = |range: Option<Interval>| range.map_or(Output::None, Output::exact);
    let both = |a: Option<Interval>, b: Option<Interval>, of: fn(f64, f64) -> f64| {
        let (a, b) = (a?, b?);
        Some(Interval::closed(of(a.low, b.low), of(a.high, b.high)))
    };
    let count = vial
        .map(|vial| Interval::closed(vials(volume.low, vial.high), vials(volume.high, vial.low)));
    let dmso = both(Some(volume), percent, dmso_g);
    let all_vials = both(
        both(count, vial, |count, vial| count * vial),
        percent,
        dmso_g,
    );
    let per_kg = dmso
        .zip(weight)
        .map(|(dmso, weight)| Interval::closed(dmso.low / weight.high, dmso.high / weight.low));
    if per_kg.is_some_and(|per_kg| per_kg.high > 1.0) {
        calculation.warn("dmso_above_limit", "dmso_percent");
    }
    calculation.extra = vec![
        ("vials", exact(count)),
        ("dmso_g", exact(dmso)),
        ("dmso_g_per_kg", exact(per_kg)),
        ("dmso_g_all_vials", exact(all_vials)),
    ];
    Some(calculation)
}
