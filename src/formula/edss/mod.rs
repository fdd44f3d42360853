//! EDSS: disability in multiple sclerosis, in half steps from 0 to 10 without 0.5.
//!
//! **Definition** seven functional systems are graded, and walking is scored by aid and metres
//! without rest. Below 4.0 the systems decide, from 4.0 to 5.0 the worse of both, from 5.5 on walking
//! alone. [`functional_systems`] has the rule, [`walking`] the distances, [`worsening`] how much
//! higher a score has to be to count as worse.
//! **Population** people with multiple sclerosis; scored by a trained examiner. People who score
//! themselves agree with one but loosely (kappa 0.13, within 1.0 still 0.56; Cheng 2001). Two
//! neurologists on one day agree in 67 %.
//! **Citation** Kurtzke, Neurology 1983;33:1444–1452, doi:10.1212/WNL.33.11.1444.

pub mod functional_systems;
pub mod walking;
pub mod worsening;

pub use walking::{AIDS, Aid, ambulation_from_walking, bounds_from_walking};
pub use worsening::{WORSENING, Worsening};

use crate::interval::Interval;

/// A score in half steps: 0, 2, 3, 4 … 20. There is no 1, for there is no score of 0.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HalfSteps(u8);

impl HalfSteps {
    /// Reads a score; none if no examiner can give it (0.5, 3.3, 10.5).
    #[must_use]
    pub fn from_score(score: f64) -> Option<HalfSteps> {
        HalfSteps::all().find(|steps| steps.score().to_bits() == (score + 0.0).to_bits())
    }

    /// The score.
    #[must_use]
    pub fn score(self) -> f64 {
        f64::from(self.0) / 2.0
    }

    /// The number of half steps.
    #[must_use]
    pub fn half_steps(self) -> u8 {
        self.0
    }

    /// Whether the score lies in a range.
    #[must_use]
    pub fn is_in(self, range: Interval) -> bool {
        range.low <= self.score() && self.score() <= range.high
    }

    /// Every score there is.
    pub fn all() -> impl Iterator<Item = HalfSteps> {
        (0..=20).filter(|steps| *steps != 1).map(HalfSteps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_half() {
        assert_eq!(HalfSteps::all().count(), 20);
        for score in [0.0, -0.0, 1.0, 1.5, 5.0, 9.5, 10.0] {
            let read = HalfSteps::from_score(score).map(HalfSteps::score);
            assert_eq!(read, Some(score), "{score}");
        }
        for score in [
            0.5,
            3.3,
            -1.0,
            10.5,
            2.999_999_999_9,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(HalfSteps::from_score(score), None, "{score}");
        }
    }
}
