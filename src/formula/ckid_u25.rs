//! `CKiD` U25 (2021): estimated glomerular filtration rate of children and young adults.
//!
//! **Formula** K × height / creatinine, with K by age and sex.
//! **Units** height in metres, creatinine in mg/dL; result in mL/min per 1.73 m².
//! **Population** chronic kidney disease, 1 to 25 completed years (1 ≤ age < 26).
//! **Citation** Pierce et al., Kidney Int 2021;99:948–956, doi:10.1016/j.kint.2020.10.047.
//!
//! One equation through the 18th birthday: passing from bedside Schwartz to CKD-EPI there
//! jumps by 22 % (female) to 48 % (male) near 60. Known disagreement: kidney.epi 1.4.0 uses
//! constants at 15 to 17 years instead of the power law (up to −17.7 %).

use super::{Centimetres, Creatinine, Sex, Years};
use libm::pow;

/// The factor K: rises with age up to 18, then stays.
#[must_use]
pub fn factor(age: Years, sex: Sex) -> f64 {
    let (at_12, yearly, adult) = match sex {
        Sex::Male => (39.0, 1.045, 50.8),
        Sex::Female => (36.1, 1.023, 41.4),
    };
    if age.0 < 12.0 {
        at_12 * pow(1.008, age.0 - 12.0)
    } else if age.0 < 18.0 {
        at_12 * pow(yearly, age.0 - 12.0)
    } else {
        adult
    }
}

/// The estimate.
#[must_use]
pub fn egfr(age: Years, sex: Sex, height: Centimetres, creatinine: Creatinine) -> f64 {
    factor(age, sex) * (height.0 / 100.0) / creatinine.0
}
