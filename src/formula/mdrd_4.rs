//! MDRD with four variables, without its term for race: estimated glomerular filtration rate.
//!
//! **Formula** 175 × creatinine^−1.154 × age^−0.203 (× 0.742 if female).
//! **Units** creatinine in mg/dL; result in mL/min per 1.73 m².
//! **Population** adults with chronic kidney disease; not reported above 60.
//! **Citation** Levey et al., Clin Chem 2007;53:766–772, doi:10.1373/clinchem.2006.077180.
//!
//! Known disagreement: the older constant 186 is for assays without IDMS calibration (+6.3 %).

use super::{Creatinine, Sex, Step, Years};
use libm::{exp, log, pow};

/// The estimate.
#[must_use]
pub fn egfr(age: Years, sex: Sex, creatinine: Creatinine) -> f64 {
    let scale = match sex {
        Sex::Female => 175.0 * 0.742,
        Sex::Male => 175.0,
    };
    scale * exp(-1.154 * log(creatinine.0) - 0.203 * log(age.0))
}

/// The factors of [`egfr`].
#[must_use]
pub fn steps(age: Years, sex: Sex, creatinine: Creatinine) -> [Step; 4] {
    let female = match sex {
        Sex::Female => 0.742,
        Sex::Male => 1.0,
    };
    [
        Step::number("constant", 175.0, None),
        Step::number("creatinine_factor", pow(creatinine.0, -1.154), None),
        Step::number("age_factor", pow(age.0, -0.203), None),
        Step::number("sex_factor", female, None),
    ]
}
