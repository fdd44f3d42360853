//! Three truth values after Kleene, and truth over time.

use crate::date::Date;
use serde::Serialize;
use std::ops::Not;

/// False, unknown or true. *And* is the lesser of two, *or* the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Known not to hold.
    False,
    /// Not known.
    Unknown,
    /// Known to hold.
    True,
}

impl Truth {
    /// True if at least `n` of these are, false if at least `n` can no longer be.
    #[must_use]
    pub fn at_least(n: usize, of: impl Iterator<Item = Truth>) -> Truth {
        let (mut certain, mut possible) = (0, 0);
        for truth in of {
            certain += usize::from(truth == Truth::True);
            possible += usize::from(truth != Truth::False);
        }
        if certain >= n {
            Truth::True
        } else if possible >= n {
            Truth::Unknown
        } else {
            Truth::False
        }
    }
}

impl Not for Truth {
    type Output = Truth;

    /// The opposite; unknown stays unknown.
    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

/// Days in a row, both inside; `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DateSpan {
    /// First day; open if it began before the day asked about.
    pub from: Option<Date>,
    /// Last day; open if no end is known.
    pub until: Option<Date>,
}

/// Days in order, each once. They are few: a sorting routine would weigh more than it saves.
#[derive(Default)]
pub struct Days(pub Vec<Date>);

impl Days {
    /// Puts a day in its place.
    pub fn insert(&mut self, day: Date) {
        if let Err(place) = self.0.binary_search(&day) {
            self.0.insert(place, day);
        }
    }
}

/// What several truths of one day make together.
pub type Join<'j> = &'j dyn Fn(&mut dyn Iterator<Item = Truth>) -> Truth;

/// True if all are: the least of them.
pub const ALL: Join<'_> = &|truths| truths.min().unwrap_or(Truth::True);
/// True if any is: the greatest of them.
pub const ANY: Join<'_> = &|truths| truths.max().unwrap_or(Truth::False);

/// Truth on every day from the day asked about on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    now: Truth,
    /// From each of these days on; in order, never twice the same truth in a row.
    turns: Vec<(Date, Truth)>,
}

impl Timeline {
    /// The same truth on every day.
    #[must_use]
    pub fn constant(truth: impl Into<Truth>) -> Timeline {
        Timeline {
            now: truth.into(),
            turns: Vec::new(),
        }
    }

    /// Starts with `before`, and takes each turn on its day; turns until `as_of` have happened.
    #[must_use]
    pub fn turning(as_of: Date, before: Truth, turns: &[(Date, Truth)]) -> Timeline {
        let mut timeline = Timeline::constant(before);
        for &(day, truth) in turns {
            if day <= as_of {
                timeline.now = truth;
            } else {
                timeline.push(day, truth);
            }
        }
        timeline
    }

    fn push(&mut self, day: Date, truth: Truth) {
        // A later turn on the same day replaces the earlier one.
        if self.turns.last().is_some_and(|last| last.0 == day) {
            self.turns.pop();
        }
        if self.turns.last().map_or(self.now, |last| last.1) != truth {
            self.turns.push((day, truth));
        }
    }

    /// Truth on the day asked about.
    #[must_use]
    pub fn now(&self) -> Truth {
        self.now
    }

    /// Whether some day holds this truth.
    #[must_use]
    pub fn ever(&self, truth: Truth) -> bool {
        self.now == truth || self.turns.iter().any(|turn| turn.1 == truth)
    }

    fn at(&self, day: Date) -> Truth {
        self.turns
            .iter()
            .take_while(|turn| turn.0 <= day)
            .last()
            .map_or(self.now, |turn| turn.1)
    }

    /// Joins several, day by day.
    #[must_use]
    pub fn join(parts: &[&Timeline], rule: Join<'_>) -> Timeline {
        let mut joined = Timeline::constant(rule(&mut parts.iter().map(|part| part.now)));
        let mut days = Days::default();
        parts
            .iter()
            .flat_map(|part| &part.turns)
            .for_each(|turn| days.insert(turn.0));
        for day in days.0 {
            joined.push(day, rule(&mut parts.iter().map(|part| part.at(day))));
        }
        joined
    }

    /// True while all are: the least truth of each day.
    #[must_use]
    pub fn all(parts: &[&Timeline]) -> Timeline {
        Timeline::join(parts, ALL)
    }

    /// The days on which `keep` holds.
    #[must_use]
    pub fn days(&self, keep: fn(Truth) -> bool) -> Vec<DateSpan> {
        let mut spans = Vec::new();
        let mut open: Option<Option<Date>> = keep(self.now).then_some(None);
        for &(day, truth) in &self.turns {
            match (open, keep(truth)) {
                (None, true) => open = Some(Some(day)),
                (Some(from), false) => {
                    spans.push(DateSpan {
                        from,
                        until: Some(day.plus_days(-1)),
                    });
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(from) = open {
            spans.push(DateSpan { from, until: None });
        }
        spans
    }
}

impl Not for Timeline {
    type Output = Timeline;

    /// The opposite on every day.
    fn not(mut self) -> Timeline {
        self.now = !self.now;
        for turn in &mut self.turns {
            turn.1 = !turn.1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{False, True, Unknown};
    use super::*;

    const TRUTHS: [Truth; 3] = [False, Unknown, True];

    #[test]
    fn the_truth_tables_are_kleenes() {
        let and = [
            [False, False, False],
            [False, Unknown, Unknown],
            [False, Unknown, True],
        ];
        let or = [
            [False, Unknown, True],
            [Unknown, Unknown, True],
            [True, True, True],
        ];
        for (i, a) in TRUTHS.into_iter().enumerate() {
            for (j, b) in TRUTHS.into_iter().enumerate() {
                assert_eq!(a.min(b), and[i][j], "{a:?} and {b:?}");
                assert_eq!(a.max(b), or[i][j], "{a:?} or {b:?}");
                let pair = [Timeline::constant(a), Timeline::constant(b)];
                let pair = [&pair[0], &pair[1]];
                assert_eq!(Timeline::all(&pair).now(), and[i][j]);
                assert_eq!(Timeline::join(&pair, ANY).now(), or[i][j]);
                assert_eq!(Truth::at_least(1, [a, b].into_iter()), or[i][j]);
                assert_eq!(Truth::at_least(2, [a, b].into_iter()), and[i][j]);
                assert_eq!(!a.min(b), (!a).max(!b), "De Morgan");
            }
        }
        assert_eq!(TRUTHS.map(|truth| !truth), [True, Unknown, False]);
    }

    #[test]
    fn nothing_is_true_of_none() {
        assert_eq!(Timeline::all(&[]).now(), True);
        assert_eq!(Timeline::join(&[], ANY).now(), False);
        assert_eq!(Truth::at_least(0, [].into_iter()), True);
        assert_eq!(Truth::at_least(1, [].into_iter()), False);
    }

    fn day(n: i32) -> Date {
        Date::parse("2026-11-21").unwrap().plus_days(n)
    }

    #[test]
    fn turns_until_today_have_happened() {
        let line = |on| Timeline::turning(day(0), False, &[(day(on), True)]);
        assert_eq!(
            (line(-1).now(), line(0).now(), line(1).now()),
            (True, True, False)
        );
        assert_eq!(
            line(1).days(|t| t == True),
            [DateSpan {
                from: Some(day(1)),
                until: None
            }]
        );
        assert_eq!(line(0).days(|t| t == False), []);
        assert_eq!(
            line(3).days(|t| t == False),
            [DateSpan {
                from: None,
                until: Some(day(2))
            }]
        );
    }

    #[test]
    fn timelines_join_day_by_day() {
        let opens = Timeline::turning(day(0), False, &[(day(5), Unknown), (day(9), True)]);
        let closes = Timeline::turning(day(0), True, &[(day(20), False)]);
        let both = Timeline::all(&[&opens, &closes]);
        for n in 0..30 {
            assert_eq!(
                both.at(day(n)),
                opens.at(day(n)).min(closes.at(day(n))),
                "day {n}"
            );
        }
        assert_eq!(
            both.days(|t| t == True),
            [DateSpan {
                from: Some(day(9)),
                until: Some(day(19))
            }]
        );
        assert_eq!(!!both.clone(), both);
    }

    #[test]
    fn what_a_day_holds_is_ever_so() {
        let line = Timeline::turning(day(0), False, &[(day(5), Unknown)]);
        assert_eq!(
            [False, Unknown, True].map(|truth| line.ever(truth)),
            [true, true, false]
        );
        let always = Timeline::constant(True);
        assert_eq!(
            [False, Unknown, True].map(|truth| always.ever(truth)),
            [false, false, true]
        );
    }

    #[test]
    fn two_turns_on_one_day_leave_the_last() {
        let line = Timeline::turning(day(0), True, &[(day(3), Unknown), (day(3), False)]);
        assert_eq!(line.days(|t| t == Unknown), []);
        assert_eq!(line, Timeline::turning(day(0), True, &[(day(3), False)]));
    }
}
