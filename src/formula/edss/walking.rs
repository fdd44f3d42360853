//! Walking: the ambulation score, by the aid that is needed and the metres walked without rest.
//!
//! **Definition** 0 as far as healthy people of the same age; unaided 1 from 500 m on, 2 from 300 m,
//! 3 from 200 m, 4 from 100 m, 5 below; an aid on one side 6 from 50 m on, 8 below; on both sides 7
//! from 120 m on, 9 from 5 m, 10 below; wheelchair 10, with help 11; bed and chair 12, bed 13,
//! helpless 14, totally helpless 15. Each distance counts from its lower end on.
//! **Citation** the scoring table that goes with Kurtzke 1983, as two separate programs have
//! transcribed it; not a quotation.
//!
//! Known disagreement: older sheets code ambulation from 0 to 12, with other meanings from 5 on. Read
//! under the newer coding, the scores of a registry fit in 37 %; under its own in 93 %. Whoever has a
//! number must say which coding it is. People misjudge how far they walk: in one study of 273, 53 %
//! gave another distance than the measured one, and 24 % another EDSS.

use super::HalfSteps;
use crate::interval::{Interval, Test};
use crate::truth::Truth;

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

/// The greatest ambulation score; 16 is death due to multiple sclerosis.
pub const MOST_AMBULATION: u8 = 15;

/// From so many metres on, this ambulation score.
type Band = (f64, u8);

static UNAIDED: [Band; 5] = [(500.0, 1), (300.0, 2), (200.0, 3), (100.0, 4), (0.0, 5)];
static ONE_SIDE: [Band; 2] = [(50.0, 6), (0.0, 8)];
static TWO_SIDES: [Band; 3] = [(120.0, 7), (5.0, 9), (0.0, 10)];

/// The half steps that go with the ambulation scores from 3 on, whatever the systems.
const FROM_3: [u8; 13] = [10, 11, 12, 12, 12, 13, 13, 14, 15, 16, 17, 18, 19];

/// The score that walking alone decides; none where the systems count as well.
#[must_use]
pub fn decided(ambulation: u8) -> Option<HalfSteps> {
    let place = usize::from(ambulation).checked_sub(3)?;
    FROM_3.get(place).map(|steps| HalfSteps(*steps))
}

/// The least score that goes with an ambulation score.
#[must_use]
pub fn least(ambulation: u8) -> HalfSteps {
    decided(ambulation).unwrap_or(HalfSteps(match ambulation {
        0 => 0,
        1 => 4,
        _ => 9,
    }))
}

/// The least and the greatest ambulation score that an older code from 0 to 12 stands for; none
/// beyond.
#[must_use]
pub fn from_legacy(code: u8) -> Option<(u8, u8)> {
    match code {
        0..=4 => Some((code, code)),
        5 => Some((5, 7)),
        6 => Some((8, 9)),
        7..=12 => Some((code + 3, code + 3)),
        _ => None,
    }
}

/// The least and the greatest ambulation score that go with an aid and a distance in metres, walked
/// with that aid and without rest. `unrestricted` is walking as far as healthy people of the same
/// age.
///
/// The transfer between wheelchair with and without help is as told; whether a person's own word
/// suffices for it is the caller's business.
#[must_use]
pub fn ambulation_from_walking(
    aid: Aid,
    distance_m: Option<Interval>,
    unrestricted: Option<bool>,
) -> (u8, u8) {
    let (bands, beyond): (&[Band], u8) = match aid {
        Aid::None => (&UNAIDED, 0),
        Aid::OneSide => (&ONE_SIDE, 0),
        Aid::TwoSides => (&TWO_SIDES, 0),
        Aid::Wheelchair => (&[], 10),
        Aid::WheelchairHelped => (&[], 11),
        Aid::BedChair => (&[], 12),
        Aid::Bed => (&[], 13),
        Aid::Helpless => (&[], 14),
        Aid::TotallyHelpless => (&[], 15),
    };
    if bands.is_empty() {
        return (beyond, beyond);
    }
    let least = if unrestricted == Some(true) {
        UNAIDED[0].0
    } else {
        0.0
    };
    let distance = distance_m.unwrap_or(Interval::closed(least, f64::INFINITY));
    let (mut low, mut high) = (MOST_AMBULATION, 0);
    let mut farther = Truth::False;
    for (from, score) in bands {
        let reached = Test::AtLeast(*from).judge(distance);
        // In this band: it is reached, and the one before it is not.
        if reached.min(!farther) != Truth::False {
            low = low.min(*score);
            high = high.max(*score);
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
    }
    (low, high)
}

/// The least and the greatest score that go with walking alone.
#[must_use]
pub fn bounds_from_walking(
    aid: Aid,
    distance_m: Option<Interval>,
    unrestricted: Option<bool>,
) -> (HalfSteps, HalfSteps) {
    let (low, high) = ambulation_from_walking(aid, distance_m, unrestricted);
    // With the systems at their worst.
    (least(low), decided(high).unwrap_or(HalfSteps(10)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(aid: Aid, metres: Option<Interval>, free: Option<bool>) -> (f64, f64) {
        let (low, high) = bounds_from_walking(aid, metres, free);
        (low.score(), high.score())
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
    fn older_codes_mean_the_same_score() {
        let expected = [0, 4, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
        for (code, steps) in (0..=12).zip(expected) {
            let (low, high) = from_legacy(code).expect("a code");
            assert_eq!((least(low).0, least(high).0), (steps, steps), "{code}");
        }
        assert_eq!(from_legacy(13), None);
        assert_eq!(decided(16), None);
    }
}
