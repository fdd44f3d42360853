//! Cockcroft–Gault (1976): creatinine clearance of adults.
//!
//! **Formula** (140 − age) × weight / (72 × creatinine), × 0.85 if female.
//! **Units** weight in kg, creatinine in mg/dL; result in mL/min, not indexed to body surface.
//! **Population** adults; derived in 249 men of 18 to 92 years with assays older than IDMS
//! calibration. The factor for women was assumed, not measured.
//! **Citation** Cockcroft and Gault, Nephron 1976;16:31–41, doi:10.1159/000180580.
//!
//! The paper used the actual weight, which is meant where a protocol names no other. Known
//! disagreement: the factors 1.23 and 1.04 that textbooks print for µmol/L are rounded
//! (+0.18 %, −0.35 %); here µmol/L becomes mg/dL by 88.4 first.

use super::{Creatinine, Kilograms, Sex, Years};

/// The estimate, with whichever weight the caller chose.
#[must_use]
pub fn clearance(age: Years, sex: Sex, weight: Kilograms, creatinine: Creatinine) -> f64 {
    let value = (140.0 - age.0) * weight.0 / (72.0 * creatinine.0);
    match sex {
        Sex::Female => value * 0.85,
        Sex::Male => value,
    }
}
