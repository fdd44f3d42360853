//! Rules that the calendar turns: ages, and spans of time since an event.

use super::{Evaluation, Outcome, narrow, range_steps};
use crate::answers::Answer;
use crate::date::{Date, Span};
use crate::formula::Step;
use crate::interval::Test;
use crate::measures::Index;
use crate::rule::Reason;
use crate::truth::{Days, Timeline, Truth};

impl Evaluation<'_> {
    /// Completed years move with the calendar.
    pub(super) fn age(&self, test: Test, measure: Index) -> Outcome {
        let person = self.person;
        let birth_date = person.table.find("birth_date").unwrap_or(measure);
        if person.is_conflicted(measure) || person.is_conflicted(birth_date) {
            return Outcome::unsure(Reason::Contradictory);
        }
        let (Some(birth), Some(now)) = (person.birth, person.completed_years(person.as_of)) else {
            return Outcome::missing(vec![birth_date]);
        };
        // The truth can turn on the birthday that reaches a limit, and on the one that passes it.
        let mut days = Days::default();
        for (_, limit) in test.limits() {
            #[allow(clippy::cast_possible_truncation)] // Clamped to a lifetime.
            let whole = libm::floor(limit.clamp(-1.0, 200.0)) as i32;
            for born in [birth.earliest, birth.latest] {
                for years in [whole, whole + 1] {
                    days.insert(born.birthday_in(born.parts().0 + years));
                }
            }
        }
        let turns: Vec<(Date, Truth)> = days
            .0
            .into_iter()
            .filter(|day| *day > person.as_of)
            .filter_map(|day| Some((day, test.judge(person.completed_years(day)?))))
            .collect();
        let line = Timeline::turning(person.as_of, test.judge(now), &turns);
        let mut outcome = narrow(line.now(), birth_date);
        outcome.line = line;
        if self.mode.explain {
            outcome.steps = range_steps("age", now, Some("a"));
        }
        outcome
    }

    /// A date against a span of time. Protocols count from the event, so months are added to it.
    pub(super) fn since(&self, measure: Index, span: Span, want: Truth, within: bool) -> Outcome {
        let as_of = self.person.as_of;
        self.known(measure, want, |known| {
            let event = match known.answer {
                Answer::Date(None) => return Outcome::constant(!within),
                Answer::Date(Some(event)) => event,
                // The day of a test stands beside its result.
                _ => match known.on {
                    Some(on) => on,
                    None => return Outcome::missing(vec![measure]),
                },
            };
            let (first, last) = (span.after(event.earliest), span.after(event.latest));
            let line = if within {
                // "Within six months": the text does not say on which side the last day lies.
                let over = last.plus_days(1);
                let turns = [(first, Truth::Unknown), (over, Truth::False)];
                Timeline::turning(as_of, Truth::True, &turns)
            } else {
                let turns = [(first, Truth::Unknown), (last, Truth::True)];
                Timeline::turning(as_of, Truth::False, &turns)
            };
            let mut outcome = narrow(line.now(), measure);
            if within && event.is_day() && line.now() == Truth::Unknown {
                outcome.missing.clear();
                outcome.asks.clear();
                outcome.reason = Some(Reason::ReadingsDiffer);
            }
            outcome.line = line;
            if self.mode.explain {
                let name = if within {
                    "within_last"
                } else {
                    "at_least_ago"
                };
                outcome.steps = self.value_steps(measure, known);
                if first == last {
                    outcome.steps.push(Step::text(name, first.to_string()));
                } else {
                    outcome
                        .steps
                        .push(Step::text(format!("{name}:low"), first.to_string()));
                    outcome
                        .steps
                        .push(Step::text(format!("{name}:high"), last.to_string()));
                }
            }
            outcome
        })
    }
}
