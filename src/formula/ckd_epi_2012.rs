//! CKD-EPI (2012), cystatin C: estimated glomerular filtration rate of adults.
//!
//! **Formula** 133 × min(Scys/0.8, 1)^−0.499 × max(Scys/0.8, 1)^−1.328 × 0.996^age (× 0.932 if
//! female).
//! **Units** Scys in mg/L, calibrated to ERM-DA471; result in mL/min per 1.73 m².
//! **Population** adults, 18 years and older. Steroids and thyroid disease change cystatin C by
//! themselves.
//! **Citation** Inker et al., N Engl J Med 2012;367:20–29, doi:10.1056/NEJMoa1114248.
//!
//! It never had a term for race, and the revision of 2021 left it as it is.

use super::ckd_epi::{Equation, Marker};
use super::{CystatinC, Sex, Step, Years};

const EQUATION: Equation = Equation {
    constant: 133.0,
    female: 0.932,
    yearly: 0.996,
    ln_yearly: -0.004_008_021_397_538_822,
};
const MARKER: Marker = Marker {
    kappa: 0.8,
    alpha: -0.499,
    beta: -1.328,
};

/// The estimate.
#[must_use]
pub fn egfr(age: Years, sex: Sex, cystatin_c: CystatinC) -> f64 {
    EQUATION.egfr(age, sex, &[(MARKER, cystatin_c.0)])
}

/// The factors of [`egfr`].
#[must_use]
pub fn steps(age: Years, sex: Sex, cystatin_c: CystatinC) -> Vec<Step> {
    EQUATION.steps(age, sex, None, Some((MARKER, cystatin_c.0)))
}
