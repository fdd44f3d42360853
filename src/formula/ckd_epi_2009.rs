//! CKD-EPI (2009), creatinine, without its term for race: estimated glomerular filtration rate.
//!
//! **Formula** 141 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.209 × 0.993^age (× 1.018 if female);
//! κ 0.7 and α −0.329 for women, κ 0.9 and α −0.411 for men.
//! **Units** Scr in mg/dL; result in mL/min per 1.73 m².
//! **Population** adults, 18 years and older.
//! **Citation** Levey et al., Ann Intern Med 2009;150:604–612,
//! doi:10.7326/0003-4819-150-9-200905050-00006.
//!
//! Superseded by the equation of 2021, which reads higher by a median of 3.9; parts of Europe
//! still print this one. Known disagreement: a table of the paper rounds 141 × 1.018 to 144
//! (+0.32 % for women); here the product holds.

use super::ckd_epi::{Equation, Marker};
use super::{Creatinine, Sex, Step, Years};

const EQUATION: Equation = Equation {
    constant: 141.0,
    female: 1.018,
    yearly: 0.993,
    ln_yearly: -0.007_024_614_936_964_46,
};

const fn marker(sex: Sex) -> Marker {
    let (kappa, alpha) = match sex {
        Sex::Female => (0.7, -0.329),
        Sex::Male => (0.9, -0.411),
    };
    Marker {
        kappa,
        alpha,
        beta: -1.209,
    }
}

/// The estimate.
#[must_use]
pub fn egfr(age: Years, sex: Sex, creatinine: Creatinine) -> f64 {
    EQUATION.egfr(age, sex, &[(marker(sex), creatinine.0)])
}

/// The factors of [`egfr`].
#[must_use]
pub fn steps(age: Years, sex: Sex, creatinine: Creatinine) -> Vec<Step> {
    EQUATION.steps(age, sex, Some((marker(sex), creatinine.0)), None)
}
