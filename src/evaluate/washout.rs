//! The time since the last dose of some drugs.

use super::answered::date_steps;
use super::{Evaluation, Outcome, extend, lines, range_steps};
use crate::answers::{Answer, Elimination, Medication};
use crate::date::{Date, DateRange};
use crate::drug::{Class, Drug, Wait};
use crate::formula::Step;
use crate::interval::Interval;
use crate::rule::{Reason, Washout};
use crate::truth::{Timeline, Truth};

impl Evaluation<'_> {
    /// Whether the time is over for every drug of the list that the rule is about.
    pub(super) fn washout(&self, washout: &Washout, want: Truth) -> Outcome {
        self.known(washout.measure, want, &|known| {
            let Answer::Medications(list) = &known.answer else {
                return Outcome::constant(Truth::Unknown);
            };
            let parts: Vec<Outcome> = list
                .iter()
                .filter_map(|one| self.since_last_dose(washout, one))
                .collect();
            let mut outcome = Outcome::of(Timeline::all(&lines(&parts)));
            let open = outcome.line.now() == Truth::Unknown;
            for part in parts {
                if open && part.line.now() == Truth::Unknown {
                    // That one is still taken matters more than how another is read.
                    outcome.reason = match part.reason {
                        Some(Reason::WashoutNotStarted) => part.reason,
                        reason => outcome.reason.or(reason),
                    };
                    extend(&mut outcome.missing, &part.missing);
                }
                outcome.still_taken |= part.still_taken;
                outcome.explain(part.steps);
            }
            outcome
        })
    }

    /// One drug; none if the rule is not about it.
    fn since_last_dose(&self, washout: &Washout, one: &Medication) -> Option<Outcome> {
        let meant = washout.is_about(one);
        if meant == Truth::False {
            return None;
        }
        let mut steps = Vec::new();
        if self.mode.explain {
            let name = one.drug.filter(|drug| !drug.name.starts_with('-'));
            steps.push(Step::text(
                "drug",
                name.map_or(one.name.as_str(), |d| d.name),
            ));
        }
        // A date for a drug that is still taken would invite to stop it.
        if one.ongoing == Some(true) {
            return Some(Outcome {
                steps,
                still_taken: true,
                ..Outcome::unsure(Reason::WashoutNotStarted)
            });
        }
        let Some(last) = one.last_dose else {
            return Some(Outcome {
                steps,
                ..Outcome::missing(vec![washout.measure])
            });
        };
        let (first, sure) = washout.over(one, last);
        let as_of = self.person.as_of;
        let mut turns = vec![(first, Truth::Unknown)];
        turns.extend(sure.map(|day| (day, Truth::True)));
        let mut line = Timeline::turning(as_of, Truth::False, &turns);
        if meant == Truth::Unknown {
            // Before that, it counts only if it is what the rule means.
            line = Timeline::join(&[&line], &|truths| {
                truths.next().unwrap_or(Truth::Unknown).max(Truth::Unknown)
            });
        }
        let mut outcome = Outcome::of(line);
        if outcome.line.now() == Truth::Unknown {
            if last.is_day() || meant == Truth::Unknown {
                outcome.reason = Some(Reason::ReadingsDiffer);
            } else {
                outcome.missing = vec![washout.measure];
            }
        }
        if self.mode.explain {
            steps.extend(date_steps("last_dose", last));
            let drug = one.drug.filter(|_| washout.wait.half_lives.is_some());
            if let Some((drug, (low, high))) = drug.and_then(|drug| Some((drug, drug.half_life?))) {
                let range = Interval::closed(low, high);
                steps.extend(range_steps(drug.half_life_symbol(), range, Some("d")));
            }
            if let Some(sure) = sure {
                let over = DateRange {
                    earliest: first,
                    latest: sure,
                };
                steps.extend(date_steps("washout", over));
            }
        }
        outcome.steps = steps;
        Some(outcome)
    }
}

impl Washout {
    /// Whether the rule is about a medicine.
    fn is_about(&self, one: &Medication) -> Truth {
        if self.classes.is_empty() && self.drugs.is_empty() {
            let excepted = one.drug.is_some_and(|drug| self.except.contains(&drug));
            return Truth::from(!excepted);
        }
        let named = match one.drug {
            // A name that nobody knows may belong to any class.
            None if self.classes.is_empty() => Truth::False,
            None => Truth::Unknown,
            Some(drug) if self.except.contains(&drug) => Truth::False,
            Some(drug) if self.drugs.contains(&drug) => Truth::True,
            Some(drug) => self.class_of(drug),
        };
        // What stays on the skin or in the nose is none of these treatments.
        named.min(one.is_systemic())
    }

    fn class_of(&self, drug: &Drug) -> Truth {
        let perhaps = [Class::BiologicUnsure, Class::OtherDmt].contains(&drug.class);
        if self.classes.contains(&drug.class) {
            Truth::True
        } else if perhaps && self.classes.contains(&Class::Biologic) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// From which day on the time may be over, and from which it surely is, if ever.
    fn over(&self, one: &Medication, last: DateRange) -> (Date, Option<Date>) {
        let (first, sure) = self.wait.over(one.drug, last);
        if one.elimination != Some(Elimination::ConfirmedLevel) {
            return (first, sure);
        }
        // It has been washed out: its half-life may not matter any more.
        let wait = Wait {
            half_lives: None,
            ..self.wait
        };
        (wait.over(None, last).0, sure)
    }
}
