//! CKD-EPI (2021), without race: estimated glomerular filtration rate of adults, from creatinine
//! alone or with cystatin C.
//!
//! **Formula, creatinine** 142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.200 × 0.9938^age (× 1.012 if
//! female); κ 0.7 and α −0.241 for women, κ 0.9 and α −0.302 for men.
//! **Formula, both** 135 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−0.544 × min(Scys/0.8, 1)^−0.323 ×
//! max(Scys/0.8, 1)^−0.778 × 0.9961^age (× 0.963 if female); κ as above, α −0.219 for women and
//! −0.144 for men.
//! **Units** Scr in mg/dL, Scys in mg/L (calibrated to ERM-DA471); result in mL/min per 1.73 m².
//! **Population** adults, 18 years and older; stable creatinine.
//! **Citation** Inker et al., N Engl J Med 2021;385:1737–1749, doi:10.1056/NEJMoa2102953.
//!
//! Known disagreements: none among seven programs on adults. Several run the equation on children
//! without a word; here an age below 18 is refused, and 18.000 is an adult (one program leaves
//! that day out). The estimate from both markers is the most exact where muscle mass is unusual.

use super::ckd_epi::{Equation, Marker};
use super::{Creatinine, CystatinC, Sex, Step, Years};

const CREATININE: Equation = Equation {
    constant: 142.0,
    female: 1.012,
    yearly: 0.9938,
    ln_yearly: -0.006_219_299_813_916_85,
};
const BOTH: Equation = Equation {
    constant: 135.0,
    female: 0.963,
    yearly: 0.9961,
    ln_yearly: -0.003_907_624_831_017_062,
};

const fn alone(sex: Sex) -> Marker {
    match sex {
        Sex::Female => marker(0.7, -0.241, -1.200),
        Sex::Male => marker(0.9, -0.302, -1.200),
    }
}

const fn together(sex: Sex) -> Marker {
    match sex {
        Sex::Female => marker(0.7, -0.219, -0.544),
        Sex::Male => marker(0.9, -0.144, -0.544),
    }
}

const CYSTATIN: Marker = marker(0.8, -0.323, -0.778);

const fn marker(kappa: f64, alpha: f64, beta: f64) -> Marker {
    Marker { kappa, alpha, beta }
}

/// The estimate from creatinine.
#[must_use]
pub fn egfr(age: Years, sex: Sex, creatinine: Creatinine) -> f64 {
    CREATININE.egfr(age, sex, &[(alone(sex), creatinine.0)])
}

/// The factors of [`egfr`].
#[must_use]
pub fn steps(age: Years, sex: Sex, creatinine: Creatinine) -> Vec<Step> {
    CREATININE.steps(age, sex, Some((alone(sex), creatinine.0)), None)
}

/// The estimate from creatinine and cystatin C.
#[must_use]
pub fn egfr_both(age: Years, sex: Sex, creatinine: Creatinine, cystatin_c: CystatinC) -> f64 {
    let markers = [(together(sex), creatinine.0), (CYSTATIN, cystatin_c.0)];
    BOTH.egfr(age, sex, &markers)
}

/// The factors of [`egfr_both`].
#[must_use]
pub fn steps_both(
    age: Years,
    sex: Sex,
    creatinine: Creatinine,
    cystatin_c: CystatinC,
) -> Vec<Step> {
    let creatinine = Some((together(sex), creatinine.0));
    BOTH.steps(age, sex, creatinine, Some((CYSTATIN, cystatin_c.0)))
}
