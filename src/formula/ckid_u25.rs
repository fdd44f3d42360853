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
use libm::{log, pow};

/// Ages at which a factor changes its course.
pub const TURNS: [f64; 3] = [12.0, 15.0, 18.0];

/// The courses of K and of Kc: the age at the turn, the factor there, what it is multiplied with for
/// each year before and after, and the factor from 18 on.
type Course = (f64, f64, (f64, f64), f64);

fn courses(sex: Sex) -> (Course, Course) {
    match sex {
        Sex::Male => (
            (12.0, 39.0, (1.008, 1.045), 50.8),
            (15.0, 87.2, (1.011, 0.960), 77.1),
        ),
        Sex::Female => (
            (12.0, 36.1, (1.008, 1.023), 41.4),
            (12.0, 79.9, (1.004, 0.974), 68.3),
        ),
    }
}

/// The factor K of creatinine: rises with age up to 18, then stays.
#[must_use]
pub fn factor(age: Years, sex: Sex) -> f64 {
    at(age, courses(sex).0)
}

/// The factor Kc of cystatin C: rises with age, falls up to 18, then stays.
#[must_use]
pub fn cystatin_factor(age: Years, sex: Sex) -> f64 {
    at(age, courses(sex).1)
}

fn at(age: Years, (turn, there, yearly, adult): Course) -> f64 {
    if age.0 >= 18.0 {
        return adult;
    }
    let yearly = if age.0 < turn { yearly.0 } else { yearly.1 };
    there * pow(yearly, age.0 - turn)
}

/// The age at which the mean of both estimates is least, if it lies between the turns: up to 18 the
/// one rises while the other falls.
#[must_use]
pub fn least_mean(
    sex: Sex,
    height: Centimetres,
    creatinine: Creatinine,
    cystatin_c: CystatinC,
) -> Option<Years> {
    let ((.., (_, rises), _), (turn, _, (_, falls), _)) = courses(sex);
    let rate = egfr(Years(turn), sex, height, creatinine) * log(rises);
    let other = egfr_cystatin(Years(turn), sex, cystatin_c) * -log(falls);
    let age = turn + log(other / rate) / log(rises / falls);
    (turn < age && age < 18.0).then_some(Years(age))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_mean_lies_below_its_neighbours() {
        let mut inside = 0;
        for sex in [Sex::Female, Sex::Male] {
            for height in [120.0, 150.0, 180.0] {
                for creatinine in [0.4, 0.9, 3.0] {
                    for cystatin_c in [0.5, 1.0, 4.0] {
                        let (height, creatinine) = (Centimetres(height), Creatinine(creatinine));
                        let cystatin_c = CystatinC(cystatin_c);
                        let mean = |age: f64| {
                            egfr(Years(age), sex, height, creatinine)
                                + egfr_cystatin(Years(age), sex, cystatin_c)
                        };
                        let Some(age) = least_mean(sex, height, creatinine, cystatin_c) else {
                            continue;
                        };
                        inside += 1;
                        for beside in [-1e-3, 1e-3] {
                            assert!(mean(age.0) < mean(age.0 + beside), "{age:?}");
                        }
                    }
                }
            }
        }
        assert!(inside > 3, "{inside}");
    }
}
