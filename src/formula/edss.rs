//! EDSS: disability in multiple sclerosis, in half steps from 0 to 10 without 0.5.
//!
//! **Walking** bounds what the score can be: the ambulation score of 0 to 15 by aid and metres
//! without rest, each distance from its lower end on. Below 5.5 the functional systems decide
//! within those bounds.
//! **Worsening** a rise by at least a threshold, which depends on the score before.
//! **Population** people with multiple sclerosis; scored by a trained examiner. People who score
//! themselves agree with one but loosely (kappa 0.13, within 1.0 still 0.56; Cheng 2001).
//! **Citation** Kurtzke, Neurology 1983;33:1444–1452, doi:10.1212/WNL.33.11.1444. The steps of
//! walking are as two separate programs have transcribed the scoring table, not a quotation.
//!
//! Known disagreement: older sheets code ambulation from 0 to 12 with other meanings from 5 on;
//! so no code is read here, but aid and distance.

use crate::interval::{Interval, Test};
use crate::truth::Truth;

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

/// What a person needs for walking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aid {
    /// Nothing.
    None,
    /// A stick or crutch on one side.
    OneSide,
    /// Sticks or crutches on both sides, or a walking frame.
    TwoSides,
    /// A wheelchair, moved and entered without help.
    Wheelchair,
    /// A wheelchair, with help.
    WheelchairHelped,
    /// Bed or chair, out of bed for most of the day.
    BedChair,
    /// Bed for much of the day.
    Bed,
    /// Bed, able to talk and eat.
    Helpless,
    /// Bed, unable to talk or eat.
    TotallyHelpless,
}

/// The aids by name, in the order of the measure `walking_aid`.
pub static AIDS: [(&str, Aid); 9] = [
    ("none", Aid::None),
    ("one_side", Aid::OneSide),
    ("two_sides", Aid::TwoSides),
    ("wheelchair", Aid::Wheelchair),
    ("wheelchair_helped", Aid::WheelchairHelped),
    ("bed_chair", Aid::BedChair),
    ("bed", Aid::Bed),
    ("helpless", Aid::Helpless),
    ("totally_helpless", Aid::TotallyHelpless),
];

/// From so many metres on, the least and the greatest half steps.
type Band = (f64, u8, u8);

static UNAIDED: [Band; 5] = [
    (500.0, 4, 10),
    (300.0, 9, 10),
    (200.0, 10, 10),
    (100.0, 11, 11),
    (0.0, 12, 12),
];
static ONE_SIDE: [Band; 2] = [(50.0, 12, 12), (0.0, 13, 13)];
static TWO_SIDES: [Band; 3] = [(120.0, 12, 12), (5.0, 13, 13), (0.0, 14, 14)];

/// The least and the greatest score that go with an aid and a distance in metres, walked with
/// that aid and without rest. `unrestricted` is walking as far as healthy people of the same age.
///
/// The transfer between 7.0 and 7.5 is as told; whether a person's own word suffices for it is
/// the caller's business.
#[must_use]
pub fn bounds_from_walking(
    aid: Aid,
    distance_m: Option<Interval>,
    unrestricted: Option<bool>,
) -> (HalfSteps, HalfSteps) {
    let (bands, beyond): (&[Band], u8) = match aid {
        Aid::None => (&UNAIDED, 0),
        Aid::OneSide => (&ONE_SIDE, 0),
        Aid::TwoSides => (&TWO_SIDES, 0),
        Aid::Wheelchair => (&[], 14),
        Aid::WheelchairHelped => (&[], 15),
        Aid::BedChair => (&[], 16),
        Aid::Bed => (&[], 17),
        Aid::Helpless => (&[], 18),
        Aid::TotallyHelpless => (&[], 19),
    };
    if bands.is_empty() {
        return (HalfSteps(beyond), HalfSteps(beyond));
    }
    let least = if unrestricted == Some(true) {
        UNAIDED[0].0
    } else {
        0.0
    };
    let distance = distance_m.unwrap_or(Interval::closed(least, f64::INFINITY));
    let (mut low, mut high) = (20, 0);
    let mut farther = Truth::False;
    for (from, least, most) in bands {
        let reached = Test::AtLeast(*from).judge(distance);
        // In this band: it is reached, and the one before it is not.
        if reached.min(!farther) != Truth::False {
            low = low.min(*least);
            high = high.max(*most);
        }
        farther = reached;
    }
    // Who walks like everybody else may have nothing at all, however far that is.
    let free = match unrestricted {
        Some(free) => free,
        None => Test::AtLeast(UNAIDED[0].0).judge(distance) != Truth::False,
    };
    if aid == Aid::None && free {
        low = 0;
        high = high.max(10);
    }
    (HalfSteps(low), HalfSteps(high))
}

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

    fn steps(self, baseline: HalfSteps) -> u8 {
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

    fn bounds(aid: Aid, metres: Option<Interval>, free: Option<bool>) -> (f64, f64) {
        let (low, high) = bounds_from_walking(aid, metres, free);
        (low.score(), high.score())
    }

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

    #[test]
    fn each_distance_with_its_neighbours() {
        let unaided = [
            (501.0, 2.0, 5.0),
            (500.0, 2.0, 5.0),
            (499.0, 4.5, 5.0),
            (300.0, 4.5, 5.0),
            (299.0, 5.0, 5.0),
            (200.0, 5.0, 5.0),
            (199.0, 5.5, 5.5),
            (100.0, 5.5, 5.5),
            (99.0, 6.0, 6.0),
            (0.0, 6.0, 6.0),
        ];
        for (metres, low, high) in unaided {
            let at = Some(Interval::point(metres));
            let found = bounds(Aid::None, at, Some(false));
            assert_eq!(found, (low, high), "{metres} m");
            let unasked = if metres < 500.0 { low } else { 0.0 };
            assert_eq!(bounds(Aid::None, at, None), (unasked, high), "{metres} m");
        }
        for (aid, metres, score) in [
            (Aid::OneSide, 50.0, 6.0),
            (Aid::OneSide, 49.0, 6.5),
            (Aid::TwoSides, 120.0, 6.0),
            (Aid::TwoSides, 119.0, 6.5),
            (Aid::TwoSides, 5.0, 6.5),
            (Aid::TwoSides, 4.9, 7.0),
        ] {
            let found = bounds(aid, Some(Interval::point(metres)), Some(false));
            assert_eq!(found, (score, score), "{aid:?} {metres} m");
        }
        for (aid, score) in [
            (Aid::Wheelchair, 7.0),
            (Aid::WheelchairHelped, 7.5),
            (Aid::BedChair, 8.0),
            (Aid::Bed, 8.5),
            (Aid::Helpless, 9.0),
            (Aid::TotallyHelpless, 9.5),
        ] {
            assert_eq!(bounds(aid, None, None), (score, score), "{aid:?}");
        }
    }

    #[test]
    fn what_is_not_known_widens_the_bounds() {
        let below = |metres| Interval {
            high_open: true,
            ..Interval::closed(0.0, metres)
        };
        for (aid, metres, free, low, high) in [
            (Aid::None, None, None, 0.0, 6.0),
            (Aid::None, None, Some(false), 2.0, 6.0),
            (Aid::None, None, Some(true), 0.0, 5.0),
            (
                Aid::None,
                Some(Interval::point(600.0)),
                Some(true),
                0.0,
                5.0,
            ),
            (Aid::None, Some(Interval::point(99.0)), Some(true), 0.0, 6.0),
            (Aid::None, Some(below(500.0)), None, 4.5, 6.0),
            (
                Aid::None,
                Some(Interval::closed(250.0, 350.0)),
                None,
                4.5,
                5.0,
            ),
            (
                Aid::None,
                Some(Interval::closed(150.0, 600.0)),
                Some(false),
                2.0,
                5.5,
            ),
            (Aid::OneSide, None, None, 6.0, 6.5),
            (Aid::TwoSides, None, None, 6.0, 7.0),
            (Aid::TwoSides, Some(below(120.0)), None, 6.5, 7.0),
        ] {
            let found = bounds(aid, metres, free);
            assert_eq!(found, (low, high), "{aid:?} {metres:?} {free:?}");
        }
    }

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
