//! Numbers that may be ranges, and comparisons that are decided only for the whole range.

use crate::truth::Truth;
use std::cmp::Ordering;

/// Two numbers nearer than this share of the limit are a tie: decimal ties stay ties,
/// whatever the order of operations (a plain comparison gets up to 37 % of them wrong).
pub const TOLERANCE: f64 = 1e-9;

/// All numbers between two ends. An exact number is an interval of one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The lower end itself is not included ("above 90").
    pub low_open: bool,
    /// The upper end itself is not included ("below 0.02").
    pub high_open: bool,
}

impl Interval {
    /// One exact number.
    #[must_use]
    pub fn point(value: f64) -> Interval {
        Interval::closed(value, value)
    }

    /// Both ends included.
    #[must_use]
    pub fn closed(low: f64, high: f64) -> Interval {
        Interval {
            low,
            high,
            low_open: false,
            high_open: false,
        }
    }

    /// One exact number?
    #[must_use]
    pub fn is_point(self) -> bool {
        self.low.to_bits() == self.high.to_bits()
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        let (low, low_open) = match self.low.total_cmp(&other.low) {
            Ordering::Less => (self.low, self.low_open),
            Ordering::Equal => (self.low, self.low_open && other.low_open),
            Ordering::Greater => (other.low, other.low_open),
        };
        let (high, high_open) = match self.high.total_cmp(&other.high) {
            Ordering::Greater => (self.high, self.high_open),
            Ordering::Equal => (self.high, self.high_open && other.high_open),
            Ordering::Less => (other.high, other.high_open),
        };
        Interval {
            low,
            high,
            low_open,
            high_open,
        }
    }

    /// Whether the two have nothing in common, further apart than a tie.
    #[must_use]
    pub fn is_apart(self, other: Interval) -> bool {
        against(self.high, other.low) == Ordering::Less
            || against(other.high, self.low) == Ordering::Less
    }

    /// Each end through a rising function.
    #[must_use]
    pub fn map(self, rising: impl Fn(f64) -> f64) -> Interval {
        Interval {
            low: rising(self.low),
            high: rising(self.high),
            ..self
        }
    }

    /// As a laboratory prints it: rounded half up to a multiple of `step`.
    #[must_use]
    pub fn printed(self, step: f64) -> Interval {
        let round = |x: f64| libm::floor(x / step * (1.0 + TOLERANCE) + 0.5) * step;
        Interval::closed(round(self.low), round(self.high))
    }
}

/// A limit, in words that bear their strictness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Test {
    /// The limit or more.
    AtLeast(f64),
    /// The limit or less.
    AtMost(f64),
    /// More than the limit.
    Above(f64),
    /// Less than the limit.
    Below(f64),
    /// Both ends in.
    Between(f64, f64),
}

impl Test {
    /// Whether all, none or some of the interval meets the limit.
    #[must_use]
    pub fn judge(self, interval: Interval) -> Truth {
        match self {
            Test::AtLeast(limit) => !below(interval, limit),
            Test::AtMost(limit) => !above(interval, limit),
            Test::Above(limit) => above(interval, limit),
            Test::Below(limit) => below(interval, limit),
            Test::Between(from, to) => (!below(interval, from)).min(!above(interval, to)),
        }
    }

    /// The same test with each limit changed, as by a change of unit.
    #[must_use]
    pub fn map(self, change: impl Fn(f64) -> f64) -> Test {
        match self {
            Test::AtLeast(limit) => Test::AtLeast(change(limit)),
            Test::AtMost(limit) => Test::AtMost(change(limit)),
            Test::Above(limit) => Test::Above(change(limit)),
            Test::Below(limit) => Test::Below(change(limit)),
            Test::Between(from, to) => Test::Between(change(from), change(to)),
        }
    }

    /// The limits with the names they have in a rule.
    #[must_use]
    pub fn limits(self) -> Vec<(&'static str, f64)> {
        match self {
            Test::AtLeast(limit) => vec![("at_least", limit)],
            Test::AtMost(limit) => vec![("at_most", limit)],
            Test::Above(limit) => vec![("above", limit)],
            Test::Below(limit) => vec![("below", limit)],
            Test::Between(from, to) => vec![("from", from), ("to", to)],
        }
    }
}

fn above(interval: Interval, limit: f64) -> Truth {
    match (against(interval.low, limit), against(interval.high, limit)) {
        (Ordering::Greater, _) => Truth::True,
        (Ordering::Equal, _) if interval.low_open => Truth::True,
        (_, Ordering::Greater) => Truth::Unknown,
        _ => Truth::False,
    }
}

fn below(interval: Interval, limit: f64) -> Truth {
    match (against(interval.low, limit), against(interval.high, limit)) {
        (_, Ordering::Less) => Truth::True,
        (_, Ordering::Equal) if interval.high_open => Truth::True,
        (Ordering::Less, _) => Truth::Unknown,
        _ => Truth::False,
    }
}

fn against(value: f64, limit: f64) -> Ordering {
    // Infinite ends have no neighbourhood.
    let apart = !limit.is_finite() || (value - limit).abs() > TOLERANCE * limit.abs();
    if apart {
        value.total_cmp(&limit)
    } else {
        Ordering::Equal
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{False, True, Unknown};
    use super::*;

    #[test]
    fn each_limit_with_its_neighbours() {
        let point = Interval::point;
        for (test, below, at, above) in [
            (Test::AtLeast(60.0), False, True, True),
            (Test::AtMost(60.0), True, True, False),
            (Test::Above(60.0), False, False, True),
            (Test::Below(60.0), True, False, False),
        ] {
            assert_eq!(test.judge(point(59.99)), below, "{test:?}");
            assert_eq!(test.judge(point(60.0)), at, "{test:?}");
            assert_eq!(
                test.judge(point(59.999_999_999_999_99)),
                at,
                "{test:?}, a tie in decimals"
            );
            assert_eq!(test.judge(point(60.01)), above, "{test:?}");
            assert_eq!(
                test.judge(Interval::closed(59.0, 61.0)),
                Unknown,
                "{test:?}"
            );
        }
        // As far apart as a tie may be, and the next number beyond.
        assert_eq!(Test::AtMost(1e9).judge(point(1e9 + 1.0)), True);
        assert_eq!(Test::AtMost(1e9).judge(point(1e9 + 1.0 + 1e-6)), False);
        let between = Test::Between(7.0, 21.0);
        for (value, truth) in [(6.9, False), (7.0, True), (21.0, True), (21.1, False)] {
            assert_eq!(between.judge(point(value)), truth, "{value}");
        }
        assert_eq!(between.judge(Interval::closed(5.0, 30.0)), Unknown);
        assert_eq!(between.judge(Interval::closed(22.0, 30.0)), False);
    }

    #[test]
    fn open_ends_decide_at_the_limit() {
        let censored = Interval {
            low: 0.0,
            high: 0.12,
            low_open: false,
            high_open: true,
        };
        assert_eq!(Test::Above(0.12).judge(censored), False);
        assert_eq!(Test::AtLeast(0.12).judge(censored), False);
        assert_eq!(Test::Below(0.12).judge(censored), True);
        let over = Interval {
            low: 60.0,
            high: 250.0,
            low_open: true,
            high_open: false,
        };
        assert_eq!(Test::Above(60.0).judge(over), True);
        assert_eq!(Test::AtMost(60.0).judge(over), False);
        assert_eq!(Test::Above(90.0).judge(over), Unknown);
    }

    #[test]
    fn a_hull_holds_an_end_that_either_holds() {
        let open = Interval {
            low: 1.0,
            high: 2.0,
            low_open: true,
            high_open: true,
        };
        let closed = Interval::closed(1.0, 2.0);
        for (one, other, hull) in [
            (open, open, open),
            (open, closed, closed),
            (closed, open, closed),
        ] {
            assert_eq!(one.hull(other), hull);
        }
        let beyond = Interval {
            low: 0.0,
            high: 3.0,
            ..open
        };
        assert_eq!(beyond.hull(closed), beyond);
        assert_eq!(closed.hull(beyond), beyond);
    }

    #[test]
    fn a_laboratory_rounds_half_up() {
        for (value, printed) in [
            (59.4, 59.0),
            (59.5, 60.0),
            (59.499_999_999_99, 60.0),
            (60.4, 60.0),
        ] {
            assert!(
                (Interval::point(value).printed(1.0).low - printed).abs() < 1e-12,
                "{value}"
            );
        }
        let tenths = Interval::closed(5.94, 5.95).printed(0.1);
        assert!((tenths.low - 5.9).abs() < 1e-12 && (tenths.high - 6.0).abs() < 1e-12);
    }
}
