//! Loops over the engine's formulas, for timing alone. The caller holds the clock.
//!
//! The rows are made by arithmetic, so that every language makes the same ones and their sums can
//! be compared: a loop that computes something else is no rival.

use std::cell::OnceCell;
use std::hint::black_box;
use trial_prescreen::formula::{Creatinine, Sex, Years, ckd_epi_2021};

/// Rows of one run of the formula.
pub const ROWS: u32 = 1_000_000;

/// Age, sex and creatinine of a row.
fn row(index: u32) -> (Years, Sex, Creatinine) {
    let age = f64::from(18 + index % 83);
    let creatinine = 0.4 + f64::from(index * 31 % 997) / 100.0;
    let sex = if index.is_multiple_of(2) {
        Sex::Female
    } else {
        Sex::Male
    };
    (Years(age), sex, Creatinine(creatinine))
}

thread_local! {
    static INPUTS: OnceCell<Vec<(Years, Sex, Creatinine)>> = const { OnceCell::new() };
}

/// CKD-EPI 2021 over all rows, written to memory as a column would be; gives their sum. The first
/// call also makes the rows.
#[unsafe(no_mangle)]
pub extern "C" fn ckd_epi() -> f64 {
    INPUTS.with(|inputs| {
        let inputs = inputs.get_or_init(|| (0..ROWS).map(row).collect());
        let estimate = |(age, sex, creatinine): &_| ckd_epi_2021::egfr(*age, *sex, *creatinine);
        let column: Vec<f64> = inputs.iter().map(estimate).collect();
        black_box(&column).iter().sum()
    })
}
