//! EKFC (2021): estimated glomerular filtration rate over the whole span of ages.
//!
//! **Formula** 107.3 × (creatinine / Q)^e × A, with e = −0.322 below Q and −1.132 from Q on,
//! A = 0.990^(age − 40) above 40 years, Q the median creatinine of healthy people of that age.
//! **Units** creatinine and Q in µmol/L; result in mL/min per 1.73 m².
//! **Population** 2 to 100 years, also without kidney disease.
//! **Citation** Pottel et al., Ann Intern Med 2021;174:183–191, doi:10.7326/M20-4366.
//!
//! Known disagreement: the paper prints the adult Q both as 80 and 62 µmol/L and as 0.90 and
//! 0.70 mg/dL, which are not the same (up to 0.63 %). Here µmol/L decides, as in the paper's
//! own derivation.

use super::{Creatinine, Sex, Step, Years};
use libm::{exp, log, pow};

/// Ages at which Q turns or jumps, so that a range of ages has its extremes at one of them
/// or at its ends. Boys' Q falls until 2.43 years, girls' rises until 24.10; both jump after
/// 25; above 40 the result falls with age.
pub const TURNS: [f64; 4] = [MALE_TURN, FEMALE_TURN, LAST_POLYNOMIAL_AGE, 40.0];
const MALE_TURN: f64 = 2.431_788_699_034_172_4;
const FEMALE_TURN: f64 = 24.103_457_011_201_38;
/// The polynomial holds up to this age, inclusive.
pub const LAST_POLYNOMIAL_AGE: f64 = 25.0;

/// Q in µmol/L.
#[must_use]
pub fn median_creatinine_umol_l(age: Years, sex: Sex) -> f64 {
    let a = age.0;
    let ln_q = match (sex, a <= LAST_POLYNOMIAL_AGE) {
        (Sex::Male, false) => return 80.0,
        (Sex::Female, false) => return 62.0,
        (Sex::Male, true) => {
            3.200 + 0.259 * a - 0.543 * log(a) - 0.007_63 * (a * a) + 0.000_079_0 * (a * a * a)
        }
        (Sex::Female, true) => {
            3.080 + 0.177 * a - 0.223 * log(a) - 0.005_96 * (a * a) + 0.000_068_6 * (a * a * a)
        }
    };
    exp(ln_q)
}

/// The estimate.
#[must_use]
pub fn egfr(age: Years, sex: Sex, creatinine: Creatinine) -> f64 {
    from_ratio(age, ratio(age, sex, creatinine))
}

/// Creatinine as a multiple of Q.
#[must_use]
pub fn ratio(age: Years, sex: Sex, creatinine: Creatinine) -> f64 {
    creatinine.0 * 88.4 / median_creatinine_umol_l(age, sex)
}

/// The estimate from a marker as a multiple of its Q, which is the same for each marker.
#[must_use]
pub fn from_ratio(age: Years, ratio: f64) -> f64 {
    CONSTANT * pow(ratio, exponent(ratio)) * ageing(age)
}

/// The factors of [`from_ratio`].
#[must_use]
pub fn steps(age: Years, ratio: f64) -> [Step; 4] {
    [
        Step::number("constant", CONSTANT, None),
        Step::number("ratio", ratio, None),
        Step::number("exponent", exponent(ratio), None),
        Step::number("age_factor", ageing(age), None),
    ]
}

const CONSTANT: f64 = 107.3;

fn exponent(ratio: f64) -> f64 {
    if ratio < 1.0 { -0.322 } else { -1.132 }
}

fn ageing(age: Years) -> f64 {
    if age.0 > 40.0 {
        pow(0.990, age.0 - 40.0)
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q_has_the_published_check_values() {
        for (age, male, female) in [
            (2.0, 27.4326, 25.9491),
            (5.0, 31.1932, 31.9979),
            (10.0, 47.2615, 45.1109),
            (15.0, 64.3543, 55.7920),
            (18.0, 72.3226, 59.7687),
            (25.0, 80.8645, 62.4312),
            (25.01, 80.0, 62.0),
        ] {
            for (sex, q) in [(Sex::Male, male), (Sex::Female, female)] {
                assert!(
                    (median_creatinine_umol_l(Years(age), sex) - q).abs() < 5e-5,
                    "{age} {sex:?}"
                );
            }
        }
    }

    #[test]
    fn q_turns_where_it_is_said_to() {
        let q = |age: f64, sex| median_creatinine_umol_l(Years(age), sex);
        for step in [1e-3, 1e-2] {
            assert!(q(MALE_TURN - step, Sex::Male) > q(MALE_TURN, Sex::Male));
            assert!(q(MALE_TURN + step, Sex::Male) > q(MALE_TURN, Sex::Male));
            assert!(q(FEMALE_TURN - step, Sex::Female) < q(FEMALE_TURN, Sex::Female));
            assert!(q(FEMALE_TURN + step, Sex::Female) < q(FEMALE_TURN, Sex::Female));
        }
    }
}
