//! Bedside Schwartz (2009): estimated glomerular filtration rate of children.
//!
//! **Formula** 0.413 × height / creatinine.
//! **Units** height in cm, creatinine in mg/dL (enzymatic, IDMS); result in mL/min per 1.73 m².
//! **Population** children with chronic kidney disease, 1 to 17 completed years (1 ≤ age < 18).
//! **Citation** Schwartz et al., J Am Soc Nephrol 2009;20:629–637,
//! doi:10.1681/ASN.2008030287.
//!
//! It has no age and no sex, and reads low in boys of 15 and older: a jump of 22 % (girls) to 48 %
//! (boys) awaits them at 18. Known disagreement: for µmol/L the factor is 36.5092; some programs
//! print 36.5 (−0.03 %) or 36.2 (−0.85 %).

use super::{Centimetres, Creatinine};

/// The factor.
pub const FACTOR: f64 = 0.413;

/// The estimate.
#[must_use]
pub fn egfr(height: Centimetres, creatinine: Creatinine) -> f64 {
    FACTOR * height.0 / creatinine.0
}
