//! Clinical formulas: pure functions of typed quantities, one formula a file.
//!
//! Each takes the age as given; flooring it to completed years, where adult equations are
//! used that way, is the caller's business. Nothing here checks plausibility: values come
//! from readers that did. `calculate` puts ranges, unknown answers, units and limits around
//! them; what a chapter calls its population is what `calculate` holds people to.
//!
//! # Chapters
//!
//! Each gives the definition or formula, units, the people it was made for, its paper, and where
//! programs and textbooks are known to disagree.
//!
//! | question | chapter | ages |
//! |---|---|---|
//! | kidney, from creatinine | [`ckd_epi_2021`], [`ckd_epi_2009`], [`mdrd_4`] | 18 and older |
//! | | [`ekfc_2021`] | 2 to 100 |
//! | | [`ckid_u25`] | 1 to 25 |
//! | | [`schwartz_2009`] | 1 to 17 |
//! | kidney, from cystatin C | [`ckd_epi_2012`] | 18 and older |
//! | | [`ekfc_2023`] | 2 to 100 |
//! | | [`ckid_u25`] | 1 to 25 |
//! | kidney, from both | [`ckd_epi_2021`] | 18 and older |
//! | | [`ckid_u25`] | 1 to 25 |
//! | kidney, clearance and stage | [`cockcroft_gault`] | 18 and older |
//! | | [`kdigo`] | 2 and older |
//! | size of the body | [`body`] | any |
//! | | [`body_weight`] | adults of 137 cm and more |
//! | multiple sclerosis, score | [`edss::functional_systems`], [`edss::walking`] | |
//! | multiple sclerosis, change | [`edss::worsening`], [`mod@crate::progression`] | |
//! | lupus, activity | [`sledai_2k`], [`sle_das`] (experimental) | |
//! | lupus, states | [`lupus_state`] | |
//! | lupus, classification for studies | [`eular_acr_2019`], [`slicc_2012`], [`acr_1997`] | |
//! | lupus, kidney biopsy | [`nih_indices`] | |
//! | medicines | [`glucocorticoid`], [`mod@crate::drug`] (half-lives and waiting times) | |
//! | cells | [`crate::dose`], [`cell_volume`] | |
//!
//! ```
//! use trial_prescreen::formula::{Centimetres, Creatinine, Sex, Years, ckid_u25};
//!
//! // A boy of 11 years, 120 cm tall, with 0.9 mg/dL.
//! let rate = ckid_u25::egfr(Years(11.0), Sex::Male, Centimetres(120.0), Creatinine(0.9));
//! assert!((rate - 51.5873).abs() < 1e-4);
//! ```

pub mod acr_1997;
pub mod body;
pub mod body_weight;
pub mod cell_volume;
pub mod ckd_epi;
pub mod ckd_epi_2009;
pub mod ckd_epi_2012;
pub mod ckd_epi_2021;
pub mod ckid_u25;
pub mod cockcroft_gault;
pub mod edss;
pub mod ekfc_2021;
pub mod ekfc_2023;
pub mod eular_acr_2019;
pub mod glucocorticoid;
pub mod kdigo;
pub mod lupus_state;
pub mod mdrd_4;
pub mod nih_indices;
pub mod schwartz_2009;
pub mod sle_das;
pub mod sledai_2k;
pub mod slicc_2012;

use serde::Serialize;

/// Sex as the formula's paper used it: the one a laboratory has on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// Age in decimal years.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Years(pub f64);

/// Body height in centimetres.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Centimetres(pub f64);

/// Body weight in kilograms.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Kilograms(pub f64);

/// Serum or plasma creatinine in mg/dL, measured by a method traceable to IDMS.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Creatinine(pub f64);

impl Creatinine {
    /// From µmol/L: 1 mg/dL is 88.4 µmol/L.
    #[must_use]
    pub fn from_umol_l(value: f64) -> Creatinine {
        Creatinine(value / 88.4)
    }
}

/// Serum or plasma cystatin C in mg/L, calibrated to ERM-DA471/IFCC.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct CystatinC(pub f64);

/// One step of a worked formula: a symbol, its number or word, and its unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// What it is: an input, an intermediate quantity, a limit.
    pub symbol: String,
    /// Its value.
    pub number: StepValue,
    /// UCUM code, if it has a unit.
    pub unit: Option<String>,
}

/// A number, or a word such as a date or a choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum StepValue {
    /// A number.
    Number(f64),
    /// A code or a date.
    Text(String),
}

impl Step {
    /// A number with its unit.
    #[must_use]
    pub fn number(symbol: impl Into<String>, number: f64, unit: Option<&str>) -> Step {
        Step {
            symbol: symbol.into(),
            number: StepValue::Number(number),
            unit: unit.map(str::to_string),
        }
    }

    /// A word.
    #[must_use]
    pub fn text(symbol: impl Into<String>, text: impl Into<String>) -> Step {
        Step {
            symbol: symbol.into(),
            number: StepValue::Text(text.into()),
            unit: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::{Interval, Test};
    use crate::members::Members;
    use crate::truth::Truth;

    /// Every set that some known and unknown items may turn out to be.
    fn completions(items: Members, count: usize) -> Vec<Members> {
        let mut all = vec![items];
        for item in (0..count).filter(|item| items.has(*item) == Truth::Unknown) {
            for set in all.split_off(0) {
                for inside in [false, true] {
                    let mut set = set;
                    set.set(item, inside);
                    all.push(set);
                }
            }
        }
        all
    }

    /// What is known of the whole must be exactly what all its completions have in common.
    fn check(count: usize, bounds: fn(Members) -> Interval, truth: fn(Members) -> Truth) {
        let mut random = 20_261_121_u64;
        let mut seen = [0; 3];
        for _ in 0..300 {
            let mut items = Members::unknown(count);
            for item in 0..count {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                // A few are left unknown, and most of the others are not there.
                match (random >> 33) % 16 {
                    0..4 => {}
                    4..8 => items.set(item, true),
                    _ => items.set(item, false),
                }
            }
            let all = completions(items, count);
            let hull = all.iter().map(|set| bounds(*set)).reduce(Interval::hull);
            assert_eq!(hull, Some(bounds(items)), "{items:?}");
            let (least, most) = all.iter().fold((Truth::True, Truth::False), |ends, set| {
                (ends.0.min(truth(*set)), ends.1.max(truth(*set)))
            });
            let together = if least == most { least } else { Truth::Unknown };
            assert_eq!(truth(items), together, "{items:?}");
            seen[together as usize] += 1;
        }
        assert!(seen.iter().all(|times| *times > 0), "{seen:?} of 300");
    }

    #[test]
    fn scores_of_some_items_are_what_all_completions_have_in_common() {
        check(sledai_2k::ITEMS.len(), sledai_2k::total, |items| {
            Test::AtLeast(40.0).judge(sledai_2k::total(items))
        });
        check(
            eular_acr_2019::ITEMS.len(),
            eular_acr_2019::points,
            |items| {
                let entry = items.has(eular_acr_2019::ANA_80_EVER);
                eular_acr_2019::classified(entry, items)
            },
        );
        check(acr_1997::ITEMS.len(), acr_1997::count, acr_1997::classified);
        check(
            slicc_2012::ITEMS.len(),
            slicc_2012::total,
            slicc_2012::by_count,
        );
        check(
            slicc_2012::ITEMS.len(),
            slicc_2012::clinical,
            slicc_2012::biopsy_route,
        );
        check(
            slicc_2012::ITEMS.len(),
            slicc_2012::immunologic,
            slicc_2012::classified,
        );
    }
}
