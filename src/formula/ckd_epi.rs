//! The shape that the CKD-EPI equations share; their numbers stand in the files of their years.
//!
//! **Formula** constant × (marker / κ)^exponent for each marker × yearly^age × a factor for women,
//! where the exponent is α below κ and β from κ on.

use super::{Sex, Step, Years};
use libm::{exp, log, pow};

/// How one substance in the blood enters.
#[derive(Clone, Copy, Debug)]
pub struct Marker {
    /// The value at which the exponent changes.
    pub kappa: f64,
    /// The exponent below it.
    pub alpha: f64,
    /// The exponent from it on.
    pub beta: f64,
}

impl Marker {
    #[inline(always)]
    fn exponent(&self, ln_ratio: f64) -> f64 {
        if ln_ratio < 0.0 {
            self.alpha
        } else {
            self.beta
        }
    }

    #[inline(always)]
    fn ln_factor(&self, value: f64) -> f64 {
        let ln_ratio = log(value / self.kappa);
        self.exponent(ln_ratio) * ln_ratio
    }

    /// κ, the ratio to it, the exponent and the factor.
    fn steps(&self, names: [&str; 4], value: f64, unit: &str) -> [Step; 4] {
        let ratio = value / self.kappa;
        let exponent = self.exponent(log(ratio));
        [
            Step::number(names[0], self.kappa, Some(unit)),
            Step::number(names[1], ratio, None),
            Step::number(names[2], exponent, None),
            Step::number(names[3], pow(ratio, exponent), None),
        ]
    }
}

/// One equation.
#[derive(Clone, Copy, Debug)]
pub struct Equation {
    /// The number in front.
    pub constant: f64,
    /// The factor for women.
    pub female: f64,
    /// The factor for each year of age.
    pub yearly: f64,
    /// Its natural logarithm, to the last digit.
    pub ln_yearly: f64,
}

impl Equation {
    /// The estimate. One logarithm a marker and one exponential do the work of all the powers.
    #[inline(always)]
    #[must_use]
    pub fn egfr(&self, age: Years, sex: Sex, markers: &[(Marker, f64)]) -> f64 {
        let scale = match sex {
            Sex::Female => self.constant * self.female,
            Sex::Male => self.constant,
        };
        let mut power = 0.0;
        for (marker, value) in markers {
            power += marker.ln_factor(*value);
        }
        scale * exp(power + self.ln_yearly * age.0)
    }

    /// The factors, whose product is the estimate.
    #[must_use]
    pub fn steps(
        &self,
        age: Years,
        sex: Sex,
        creatinine: Option<(Marker, f64)>,
        cystatin_c: Option<(Marker, f64)>,
    ) -> Vec<Step> {
        let mut steps = vec![Step::number("constant", self.constant, None)];
        if let Some((marker, value)) = creatinine {
            let names = ["kappa", "ratio", "exponent", "creatinine_factor"];
            steps.extend(marker.steps(names, value, "mg/dL"));
        }
        if let Some((marker, value)) = cystatin_c {
            let names = [
                "kappa_cystatin_c",
                "ratio_cystatin_c",
                "exponent_cystatin_c",
                "cystatin_c_factor",
            ];
            steps.extend(marker.steps(names, value, "mg/L"));
        }
        steps.push(Step::number("age_factor", pow(self.yearly, age.0), None));
        let female = match sex {
            Sex::Female => self.female,
            Sex::Male => 1.0,
        };
        steps.push(Step::number("sex_factor", female, None));
        steps
    }
}
