//! `CKiD` U25 (2021): estimated glomerular filtration rate of children and young adults, from
//! creatinine, from cystatin C, or the mean of both.
//!
//! **Formula** creatinine: K × height / creatinine. Cystatin C: Kc / cystatin C. K and Kc go by age
//! and sex; both change their course at 12 and 18 years, but that of boys' Kc turns at 15.
//! **Units** height in metres, creatinine in mg/dL, cystatin C in mg/L (calibrated to ERM-DA471);
//! results in mL/min per 1.73 m².
//! **Population** chronic kidney disease, 1 to 25 completed years (1 ≤ age < 26).
//! **Citation** Pierce et al., Kidney Int 2021;99:948–956, doi:10.1016/j.kint.2020.10.047.
//!
//! One equation through the 18th birthday: passing from bedside Schwartz to CKD-EPI there
//! jumps by 22 % (female) to 48 % (male) near 60. Known disagreements: kidney.epi 1.4.0 uses
//! constants at 15 to 17 years instead of the power law (up to −17.7 %), and for women of 18 and
//! older the factor of creatinine in the formula of cystatin C (−39.4 %). The study's own sheet ends
//! at 25.0 years; its reference values run to the 26th birthday, as here.

use super::{Centimetres, Creatinine, CystatinC, Sex, Years};
use libm::pow;

/// Ages at which a factor changes its course.
pub const TURNS: [f64; 3] = [12.0, 15.0, 18.0];

/// The factor K of creatinine: rises with age up to 18, then stays.
#[must_use]
pub fn factor(age: Years, sex: Sex) -> f64 {
    let (at_12, yearly, adult) = match sex {
        Sex::Male => (39.0, 1.045, 50.8),
        Sex::Female => (36.1, 1.023, 41.4),
    };
    course(age, 12.0, at_12, (1.008, yearly), adult)
}

/// The factor Kc of cystatin C: rises with age, falls up to 18, then stays.
#[must_use]
pub fn cystatin_factor(age: Years, sex: Sex) -> f64 {
    match sex {
        Sex::Male => course(age, 15.0, 87.2, (1.011, 0.960), 77.1),
        Sex::Female => course(age, 12.0, 79.9, (1.004, 0.974), 68.3),
    }
}

/// A value at the turn, what it is multiplied with for each year before and after, and what it
/// stays at from 18 on.
fn course(age: Years, turn: f64, there: f64, yearly: (f64, f64), adult: f64) -> f64 {
    if age.0 >= 18.0 {
        return adult;
    }
    let yearly = if age.0 < turn { yearly.0 } else { yearly.1 };
    there * pow(yearly, age.0 - turn)
}

/// The estimate from creatinine.
#[must_use]
pub fn egfr(age: Years, sex: Sex, height: Centimetres, creatinine: Creatinine) -> f64 {
    factor(age, sex) * (height.0 / 100.0) / creatinine.0
}

/// The estimate from cystatin C.
#[must_use]
pub fn egfr_cystatin(age: Years, sex: Sex, cystatin_c: CystatinC) -> f64 {
    cystatin_factor(age, sex) / cystatin_c.0
}
