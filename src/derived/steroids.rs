//! Glucocorticoids over the 28 days before the day asked about, as prednisone a day.

use super::Derived;
use crate::answers::{Answer, DailyDose, Route};
use crate::date::Date;
use crate::drug::{self, Drug};
use crate::formula::glucocorticoid;
use crate::interval::Interval;
use crate::rule::Reason;

const MAX: &str = "prednisone_equivalent_max_28d";
const MEAN: &str = "prednisone_equivalent_mean_28d";
const DAYS: i32 = 28;

impl Derived<'_> {
    /// The greatest daily dose and the mean, from the doses and each from the other.
    pub(super) fn steroids(&mut self) {
        let doses = match self.answer("steroid_doses_28d") {
            Some(Answer::Doses(doses)) => {
                let counted: Vec<Counted<'_>> = doses.iter().filter_map(Counted::new).collect();
                Some(counted)
            }
            _ => None,
        };
        let (typed_max, typed_mean) = (self.number(MAX), self.number(MEAN));
        if doses.is_none() && typed_max.is_none() && typed_mean.is_none() {
            return;
        }
        let anything = Interval::closed(0.0, f64::INFINITY);
        let (mut max, mut mean) = (anything, anything);
        let mut doubt = None;
        if let Some(doses) = &doses {
            (max, mean) = self.of_days(doses);
            // Published tables differ on one of these drugs.
            let differ = doses.iter().any(|one| one.tables_differ);
            doubt = differ.then_some(Reason::ReadingsDiffer);
        }
        let (mut of_max, mut of_mean) = (doubt, doubt);
        // No mean lies above its maximum. Where the doses say otherwise, either may be right.
        if let Some(typed) = typed_mean.filter(|typed| typed.low > max.low) {
            if typed.low > max.high {
                max.high = f64::INFINITY;
                of_max = Some(Reason::Conflict);
            } else {
                (max.low, max.low_open) = (typed.low, typed.low_open);
            }
        }
        if let Some(typed) = typed_max.filter(|typed| typed.high < mean.high) {
            if typed.high < mean.low {
                mean.low = 0.0;
                of_mean = Some(Reason::Conflict);
            } else {
                (mean.high, mean.high_open) = (typed.high, typed.high_open);
            }
        }
        for (id, value, doubt) in [(MAX, max, of_max), (MEAN, mean, of_mean)] {
            self.add_number(id, value, Some("mg/d"));
            if let Some((_, known)) = self.found.last_mut() {
                known.doubt = doubt;
            }
        }
    }

    /// The greatest daily sum, and the mean.
    fn of_days(&self, doses: &[Counted<'_>]) -> (Interval, Interval) {
        let (mut sum, mut max) = ((0.0, 0.0), (0.0_f64, 0.0_f64));
        for back in 1..=DAYS {
            let day = self.as_of.plus_days(-back);
            let mut of_day = (0.0, 0.0);
            for dose in doses {
                of_day.0 += if dose.surely(day) { dose.mg.low } else { 0.0 };
                of_day.1 += if dose.perhaps(day) { dose.mg.high } else { 0.0 };
            }
            sum = (sum.0 + of_day.0, sum.1 + of_day.1);
            max = (max.0.max(of_day.0), max.1.max(of_day.1));
        }
        let days = f64::from(DAYS);
        let mean = Interval::closed(sum.0 / days, sum.1 / days);
        (Interval::closed(max.0, max.1), mean)
    }
}

/// A dose that counts, with the days on which it was surely and perhaps taken.
struct Counted<'a> {
    mg: Interval,
    tables_differ: bool,
    dose: &'a DailyDose,
}

impl<'a> Counted<'a> {
    /// None for what does not reach the body as a whole. A store in a joint or a muscle, or a drug
    /// that nobody knows, may be any dose.
    fn new(dose: &'a DailyDose) -> Option<Counted<'a>> {
        if dose.route == Some(Route::Local) {
            return None;
        }
        let found = glucocorticoid::prednisone_equivalent_range(&dose.name, dose.mg);
        let converted = found.filter(|_| dose.route != Some(Route::Depot));
        let mut mg = match converted {
            Some(mg) => mg,
            None if dose.mg > 0.0 => Interval::closed(0.0, f64::INFINITY),
            None => return None,
        };
        let tables_differ = converted.is_some() && !mg.is_point();
        // Without a way it may be a cream, which counts nothing.
        let local = drug::find(&dose.name).is_some_and(Drug::is_often_local);
        if local && dose.route.is_none() {
            mg.low = 0.0;
        }
        Some(Counted {
            mg,
            tables_differ,
            dose,
        })
    }

    fn surely(&self, day: Date) -> bool {
        self.dose.from.is_none_or(|from| from.latest <= day)
            && self.dose.to.is_none_or(|to| day <= to.earliest)
    }

    fn perhaps(&self, day: Date) -> bool {
        self.dose.from.is_none_or(|from| from.earliest <= day)
            && self.dose.to.is_none_or(|to| day <= to.latest)
    }
}
