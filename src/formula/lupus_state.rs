//! States of lupus that treatment aims at: low disease activity and remission.
//!
//! **LLDAS** SLEDAI-2K of at most 4, no activity in a major organ (kidney, nerves, heart and lungs,
//! vessels, fever), nothing new since the last visit, a physician's global assessment of at most 1
//! (of 3), at most 7.5 mg of prednisone a day, and standard maintenance treatment that is tolerated.
//! Franklyn et al., Ann Rheum Dis 2016;75:1615–1621, doi:10.1136/annrheumdis-2015-207726.
//! **DORIS 2021** a clinical SLEDAI of 0 (without serology), a global assessment below 0.5, and at
//! most 5 mg of prednisone a day; antimalarials and stable immunosuppressants are allowed.
//! van Vollenhoven et al., Lupus Sci Med 2021;8:e000538, doi:10.1136/lupus-2021-000538.
//! **Population** people with systemic lupus erythematosus, assessed by a physician.
//!
//! Known disagreement: the abstract of DORIS says 5 mg or less, a table of the same paper below 5 mg.
//! Here exactly 5 mg counts, with a warning.

use crate::interval::{Interval, Test};
use crate::truth::Truth;

/// What is known of a person; an absent number is not known.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// SLEDAI-2K.
    pub sledai_2k: Option<Interval>,
    /// SLEDAI-2K without complement and DNA binding.
    pub clinical_sledai: Option<Interval>,
    /// Activity in a major organ.
    pub major_organ_activity: Truth,
    /// Activity that was not there at the last visit.
    pub new_activity: Truth,
    /// The physician's global assessment, 0 to 3.
    pub physician_global: Option<Interval>,
    /// Prednisone or what does as much, in mg a day.
    pub prednisone_equivalent: Option<Interval>,
    /// Whether standard maintenance treatment is tolerated.
    pub maintenance_tolerated: Truth,
}

/// The limits of LLDAS: score, global assessment, prednisone.
pub const LLDAS: [Test; 3] = [Test::AtMost(4.0), Test::AtMost(1.0), Test::AtMost(7.5)];
/// The limits of DORIS: clinical score, global assessment, prednisone.
pub const DORIS: [Test; 3] = [Test::AtMost(0.0), Test::Below(0.5), Test::AtMost(5.0)];

/// Low disease activity.
#[must_use]
pub fn lldas(state: &State) -> Truth {
    let [score, global, dose] = LLDAS;
    let numbers = judge(score, state.sledai_2k)
        .min(judge(global, state.physician_global))
        .min(judge(dose, state.prednisone_equivalent));
    numbers
        .min(!state.major_organ_activity)
        .min(!state.new_activity)
        .min(state.maintenance_tolerated)
}

/// Remission.
#[must_use]
pub fn doris(state: &State) -> Truth {
    let [score, global, dose] = DORIS;
    judge(score, state.clinical_sledai)
        .min(judge(global, state.physician_global))
        .min(judge(dose, state.prednisone_equivalent))
}

fn judge(test: Test, number: Option<Interval>) -> Truth {
    number.map_or(Truth::Unknown, |number| test.judge(number))
}
