//! Rules that the calendar turns: ages, and spans of time since an event.

use super::answered::date_steps;
use super::{Evaluation, Outcome, narrow, range_steps};
use crate::answers::{Answer, Known};
use crate::catalogue::BIRTH_DATE;
use crate::date::{Date, DateRange, Span};
use crate::interval::Test;
use crate::measures::Index;
use crate::rule::Reason;
use crate::truth::{Days, Timeline, Truth};

impl Evaluation<'_> {
    /// Completed years move with the calendar.
    pub(super) fn age(&self, test: Test, measure: Index) -> Outcome {
        let person = self.person;
        if person.is_conflicted(measure) || person.is_conflicted(BIRTH_DATE) {
            return Outcome::unsure(Reason::Contradictory);
        }
        let (Some(birth), Some(now)) = (person.birth, person.completed_years(person.as_of)) else {
            return Outcome::missing(vec![BIRTH_DATE]);
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
        let mut outcome = narrow(line.now(), BIRTH_DATE);
        outcome.line = line;
        if self.mode.explain {
            outcome.steps = range_steps("age", now, Some("a"));
        }
        outcome
    }

    /// At least `n` dates within a span of time from each. Protocols count from the event, so
    /// months are added to it.
    pub(super) fn within(&self, measure: Index, span: Span, n: usize, want: Truth) -> Outcome {
        let as_of = self.person.as_of;
        self.known(measure, want, &|known| {
            let events = match &known.answer {
                Answer::Date(None) => return Outcome::constant(false),
                Answer::Dates(days) => days.clone(),
                _ => match event(known) {
                    Some(event) => vec![event],
                    None => return Outcome::missing(vec![measure]),
                },
            };
            let apart = surely_apart(&events);
            let lines: Vec<Timeline> = events
                .iter()
                .enumerate()
                .filter(|(place, event)| !is_repeated(&events[..*place], **event))
                .map(|(place, event)| {
                    // "Within six months": the text does not say on which side the last day lies.
                    let over = span.after(event.latest).plus_days(1);
                    let turns = [
                        (span.after(event.earliest), Truth::Unknown),
                        (over, Truth::False),
                    ];
                    let sure = Truth::from(apart.contains(&place)).max(Truth::Unknown);
                    Timeline::turning(as_of, sure, &turns)
                })
                .collect();
            let parts: Vec<&Timeline> = lines.iter().collect();
            let line = Timeline::join(&parts, &|truths| Truth::at_least(n, truths));
            let mut outcome = narrow(line.now(), measure);
            let exact = events.iter().all(|event| event.is_day());
            if exact && line.now() == Truth::Unknown {
                outcome = Outcome::unsure(Reason::ReadingsDiffer);
            }
            outcome.line = line;
            if self.mode.explain {
                outcome.steps = self.value_steps(measure, known);
                let ends = events.iter().map(|event| after(span, *event));
                outcome
                    .steps
                    .extend(ends.flat_map(|day| date_steps("within_last", day)));
            }
            outcome
        })
    }

    /// Whether a span of time has passed since a date.
    pub(super) fn ago(&self, measure: Index, span: Span, want: Truth) -> Outcome {
        self.known(measure, want, &|known| {
            if matches!(known.answer, Answer::Date(None)) {
                return Outcome::constant(true);
            }
            let Some(event) = event(known) else {
                return Outcome::missing(vec![measure]);
            };
            let over = after(span, event);
            let turns = [(over.earliest, Truth::Unknown), (over.latest, Truth::True)];
            let line = Timeline::turning(self.person.as_of, Truth::False, &turns);
            let mut outcome = narrow(line.now(), measure);
            outcome.line = line;
            if self.mode.explain {
                outcome.steps = self.value_steps(measure, known);
                outcome.steps.extend(date_steps("at_least_ago", over));
            }
            outcome
        })
    }

    /// Whether a span of time had passed since a date when another measure was taken. What came
    /// after that day did not touch it.
    pub(super) fn before(&self, measure: Index, span: Span, at: Index, want: Truth) -> Outcome {
        let result = self.person.answers.known(at);
        let taken = match result.map(|known| known.on) {
            // A result without a day is one of the day asked about.
            Some(None) => return self.ago(measure, span, want),
            Some(Some(day)) => Some(day),
            None => None,
        };
        self.known(measure, want, &|known| {
            if matches!(known.answer, Answer::Date(None)) {
                return Outcome::constant(true);
            }
            let Some(event) = event(known) else {
                return Outcome::missing(vec![measure]);
            };
            let Some(taken) = taken else {
                return Outcome::missing(vec![at]);
            };
            let over = after(span, event);
            let truth = if over.latest <= taken.earliest || event.earliest > taken.latest {
                Truth::True
            } else if over.earliest > taken.latest && event.latest <= taken.earliest {
                Truth::False
            } else {
                Truth::Unknown
            };
            let mut outcome = narrow(truth, measure);
            if self.mode.explain {
                outcome.steps = self.value_steps(measure, known);
                outcome.steps.extend(date_steps("at_least_ago", over));
            }
            outcome
        })
    }
}

/// One day is one event, however often it was written down.
fn is_repeated(before: &[DateRange], event: DateRange) -> bool {
    event.is_day() && before.contains(&event)
}

/// The places of as many dates as there are that cannot be the same day: a month may be the
/// month of another date.
fn surely_apart(events: &[DateRange]) -> Vec<usize> {
    let mut apart = Vec::new();
    let mut end: Option<Date> = None;
    loop {
        let later = |event: &DateRange| end.is_none_or(|end| event.earliest > end);
        let next = events.iter().enumerate().filter(|(_, event)| later(event));
        let Some((place, event)) = next.min_by_key(|(_, event)| event.latest) else {
            return apart;
        };
        apart.push(place);
        end = Some(event.latest);
    }
}

/// The date of an answer; of a result, the day it was taken.
fn event(known: &Known) -> Option<DateRange> {
    match known.answer {
        Answer::Date(event) => event,
        _ => known.on,
    }
}

fn after(span: Span, event: DateRange) -> DateRange {
    DateRange {
        earliest: span.after(event.earliest),
        latest: span.after(event.latest),
    }
}
