//! How much higher a score of the EDSS has to be to count as worse.
//!
//! **Definition** a rise by at least a threshold, which depends on the score before. The rules in use
//! differ at 0, at 5.0 and at 5.5 only; from 6.0 on half a point counts in each. "Below 5" speaks of
//! the score before, so that 4.5 to 5.0 is no worsening and 5.0 to 5.5 is one.
//! **Improvement** is a fall by at least the same threshold of the score before.

use super::HalfSteps;

/// A rule for how much higher a score has to be to count as worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worsening {
    /// 1.0 below 5.0, and 0.5 from there on.
    Source,
    /// 1.5 at 0, 1.0 up to 5.0, and 0.5 beyond (Müller et al., JAMA Neurol 2023).
    Msprog,
    /// 1.5 at 0, 1.0 up to 5.5, and 0.5 beyond (Kalincik et al., Brain 2015;138:3287–3298).
    ThreeTier,
    /// 1.0 up to 5.5, and 0.5 beyond (Kragt et al., Mult Scler 2006;12:782, "usual criteria").
    TwoTier,
}

/// The rules by name; the last three are what option files call them.
pub static WORSENING: [(&str, Worsening); 7] = [
    ("source", Worsening::Source),
    ("msprog", Worsening::Msprog),
    ("three_tier", Worsening::ThreeTier),
    ("two_tier", Worsening::TwoTier),
    ("d55", Worsening::ThreeTier),
    ("lt6", Worsening::ThreeTier),
    ("two55", Worsening::TwoTier),
];

impl Worsening {
    /// The least rise from this score that counts.
    #[must_use]
    pub fn threshold(self, baseline: HalfSteps) -> f64 {
        f64::from(self.steps(baseline)) / 2.0
    }

    /// The same in half steps.
    #[must_use]
    pub fn steps(self, baseline: HalfSteps) -> u8 {
        let (at_zero, last_whole) = match self {
            Worsening::Source => (2, 9),
            Worsening::Msprog => (3, 10),
            Worsening::ThreeTier => (3, 11),
            Worsening::TwoTier => (2, 11),
        };
        match baseline.0 {
            0 => at_zero,
            steps if steps <= last_whole => 2,
            _ => 1,
        }
    }

    /// Whether a change from one score to another counts as worse.
    #[must_use]
    pub fn holds(self, baseline: HalfSteps, current: HalfSteps) -> bool {
        current.0 >= baseline.0 + self.steps(baseline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_differ_at_0_and_5_and_5_5_only() {
        let of = |name: &str| {
            WORSENING
                .iter()
                .find(|(known, _)| *known == name)
                .unwrap()
                .1
        };
        let table = [
            ("source", [1.0, 1.0, 0.5, 0.5, 0.5]),
            ("msprog", [1.5, 1.0, 1.0, 0.5, 0.5]),
            ("three_tier", [1.5, 1.0, 1.0, 1.0, 0.5]),
            ("two_tier", [1.0, 1.0, 1.0, 1.0, 0.5]),
            ("d55", [1.5, 1.0, 1.0, 1.0, 0.5]),
            ("lt6", [1.5, 1.0, 1.0, 1.0, 0.5]),
            ("two55", [1.0, 1.0, 1.0, 1.0, 0.5]),
        ];
        for (name, thresholds) in table {
            for baseline in HalfSteps::all() {
                let column = match baseline.score() {
                    0.0 => 0,
                    5.0 => 2,
                    5.5 => 3,
                    score => 1 + 3 * usize::from(score > 5.5),
                };
                let found = of(name).threshold(baseline);
                assert_eq!(found, thresholds[column], "{name} at {}", baseline.score());
            }
        }
        let worse = |from, to| {
            let [from, to] = [from, to].map(|score| HalfSteps::from_score(score).unwrap());
            Worsening::Source.holds(from, to)
        };
        assert!(!worse(4.5, 5.0) && worse(4.5, 5.5) && worse(5.0, 5.5) && worse(0.0, 1.0));
        assert!(!worse(10.0, 10.0) && !worse(6.0, 5.0));
    }
}
