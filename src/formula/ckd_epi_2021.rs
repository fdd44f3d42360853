//! CKD-EPI (2021), creatinine, without race: estimated glomerular filtration rate of adults.
//!
//! **Formula** 142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.200 × 0.9938^age (× 1.012 if female);
//! κ 0.7 and α −0.241 for women, κ 0.9 and α −0.302 for men.
//! **Units** Scr in mg/dL; result in mL/min per 1.73 m².
//! **Population** adults, 18 years and older.
//! **Citation** Inker et al., N Engl J Med 2021;385:1737–1749, doi:10.1056/NEJMoa2102953.

use super::{Creatinine, Sex, Years};
use libm::{exp, log};

/// ln 0.9938.
const LN_YEARLY: f64 = -0.006_219_299_813_916_85;

/// The estimate.
#[must_use]
pub fn egfr(age: Years, sex: Sex, creatinine: Creatinine) -> f64 {
    // One logarithm and one exponential do the work of three powers.
    let (scale, kappa, alpha) = match sex {
        Sex::Female => (142.0 * 1.012, 0.7, -0.241),
        Sex::Male => (142.0, 0.9, -0.302),
    };
    let ln_ratio = log(creatinine.0 / kappa);
    let exponent = if ln_ratio < 0.0 { alpha } else { -1.200 };
    scale * exp(exponent * ln_ratio + LN_YEARLY * age.0)
}
