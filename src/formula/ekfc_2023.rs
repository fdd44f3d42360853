//! EKFC (2023), cystatin C: estimated glomerular filtration rate over the whole span of ages.
//!
//! **Formula** 107.3 × (cystatin C / Q)^e × A, with e = −0.322 below Q and −1.132 from Q on,
//! A = 0.990^(age − 40) above 40 years; Q = 0.83 mg/L up to 50 years, then 0.005 more a year.
//! **Units** cystatin C and Q in mg/L, calibrated to ERM-DA471; result in mL/min per 1.73 m².
//! **Population** 2 to 100 years. It has no sex. For children the same Q has been validated (2,293
//! children, bias −7.6).
//! **Citation** Pottel et al., N Engl J Med 2023;388:333–343, doi:10.1056/NEJMoa2203769.
//!
//! Known disagreements: a published variant has Q by sex, 0.79 and 0.86 (up to 5.5 %). One program's
//! polynomial for children gives a Q ten times too large.

use super::{CystatinC, Years, ekfc_2021};

/// Ages at which the result changes its course.
pub const TURNS: [f64; 2] = [40.0, 50.0];

/// Q in mg/L.
#[must_use]
pub fn median_cystatin_c(age: Years) -> f64 {
    if age.0 > 50.0 {
        0.83 + 0.005 * (age.0 - 50.0)
    } else {
        0.83
    }
}

/// The estimate.
#[must_use]
pub fn egfr(age: Years, cystatin_c: CystatinC) -> f64 {
    ekfc_2021::from_ratio(age, cystatin_c.0 / median_cystatin_c(age))
}
