//! What is known of one measure: typed, or following from other answers, or missing.

use super::{Evaluation, OLD_AFTER_DAYS, Outcome, extend, range_steps};
use crate::answers::{Answer, Known, NEVER};
use crate::catalogue::{AskOrder, Who};
use crate::date::{Date, DateRange, Span};
use crate::formula::Step;
use crate::measures::Index;
use crate::rule::Reason;
use crate::truth::{Timeline, Truth};

/// What a rule makes of an answer.
pub type Look<'l> = &'l dyn Fn(&Known) -> Outcome;

impl Evaluation<'_> {
    /// What a missing answer gives.
    fn absent(&self, measure: Index, want: Truth, look: Look<'_>) -> Outcome {
        let table = self.person.table;
        let who = table.who(measure);
        if who.contains(&Who::Agreement) {
            self.met.judgement.set(true);
            if self.mode.judged {
                return Outcome::constant(want);
            }
        }
        if who.contains(&Who::Study) {
            self.met.study_test.set(true);
        }
        let Some(result) = self.mode.tested.filter(|_| who.contains(&Who::Study)) else {
            return self.wanting(measure);
        };
        match table.choice(measure, result) {
            Some(choice) => look(&Known::undated(Answer::Choice(choice))),
            None => Outcome::constant(want),
        }
    }

    /// Unknown for want of a measure, or of what it can be computed from.
    fn wanting(&self, measure: Index) -> Outcome {
        let person = self.person;
        let row = person.table.row(measure);
        let (ids, order) = row.map_or((&[][..], AskOrder::InputsOnly), |row| {
            (row.derived_from, row.ask_order)
        });
        if ids.is_empty() {
            return Outcome::missing(vec![measure]);
        }
        let mut inputs = self.indices(ids);
        inputs.retain(|input| person.derived.matters(*input));
        let itself = vec![measure];
        let open: Vec<Index> = inputs
            .iter()
            .copied()
            .filter(|input| !person.answers.asked(*input))
            .collect();
        let (missing, asks) = match order {
            AskOrder::InputsOnly if open.is_empty() => ([inputs, itself.clone()].concat(), itself),
            AskOrder::InputsOnly => (inputs, open),
            AskOrder::InputsFirst => {
                let first = open.first().copied().unwrap_or(measure);
                ([inputs, itself].concat(), vec![first])
            }
            AskOrder::ItselfFirst if person.answers.asked(measure) => {
                ([itself, inputs].concat(), open)
            }
            AskOrder::ItselfFirst => ([itself.clone(), inputs].concat(), itself),
        };
        Outcome {
            asks,
            missing,
            ..Outcome::constant(Truth::Unknown)
        }
    }

    /// Looks at what is known of a measure, if it is there and can be used. Typed counts as
    /// typed; what follows from other answers decides where the typed answer does not, and is a
    /// conflict where it decides the other way.
    pub(super) fn known(&self, measure: Index, want: Truth, look: Look<'_>) -> Outcome {
        let person = self.person;
        if person.is_conflicted(measure) {
            return Outcome::unsure(Reason::Contradictory);
        }
        let typed = person.answers.known(measure);
        let typed = typed.filter(|_| !person.is_superseded(measure));
        let derived = person.derived.known(measure);
        let mut outcome = match (typed, derived) {
            (None, None) => return self.absent(measure, want, look),
            (Some(one), None) | (None, Some(one)) => self.answered(measure, one, want, look),
            (Some(typed), Some(derived)) => {
                let said = self.answered(measure, typed, want, look);
                let found = self.answered(measure, derived, want, look);
                let open = |outcome: &Outcome| outcome.line.now() == Truth::Unknown;
                let line = either(&said.line, &found.line);
                let apart = are_apart(&typed.answer, &derived.answer);
                if !apart && (open(&found) || found.line.now() == said.line.now()) {
                    Outcome {
                        reason: said.reason.or(found.reason.filter(|_| open(&said))),
                        line,
                        ..said
                    }
                } else if !apart && open(&said) {
                    Outcome { line, ..found }
                } else {
                    Outcome {
                        steps: [said.steps, found.steps].concat(),
                        old: said.old || found.old,
                        ..Outcome::unsure(Reason::Conflict)
                    }
                }
            }
        };
        if outcome.line.now() == Truth::Unknown && outcome.missing == [measure] {
            let wanting = self.wanting(measure);
            outcome.missing = wanting.missing;
            outcome.asks = wanting.asks;
        }
        outcome
    }

    /// Looks at one answer.
    fn answered(&self, measure: Index, known: &Known, want: Truth, look: Look<'_>) -> Outcome {
        let person = self.person;
        let mut old = false;
        if let Some(row) = person.table.row(measure) {
            if row.transient {
                self.met.transient.set(true);
                if self.mode.doubt_transient {
                    return Outcome::constant(Truth::Unknown);
                }
            }
            if let Some(condition) = row.condition
                && !self.meets(condition.measure, condition.choice)
            {
                let mut outcome = Outcome::unsure(Reason::UnsuitableResult);
                if self.mode.explain {
                    outcome.steps = self.value_steps(measure, known);
                    outcome.steps.extend(self.steps_of(condition.measure));
                }
                return outcome;
            }
            old = self.is_old(known);
            if old && (self.mode.doubt_dated || (self.mode.doubt_old && row.repeatable)) {
                return Outcome {
                    old,
                    ..Outcome::constant(Truth::Unknown)
                };
            }
        }
        let mut outcome = match self.mode.recent {
            Some(span) => self.recent(measure, known, span, want, look),
            None => look(known),
        };
        outcome.old |= old;
        if outcome.line.now() == Truth::Unknown {
            outcome.reason = outcome.reason.or(known.doubt);
        }
        if let Some(open) = self.open_condition(measure) {
            extend(&mut outcome.asks, &[open]);
        }
        if self.mode.explain && outcome.steps.is_empty() {
            outcome.steps = self.value_steps(measure, known);
        }
        outcome
    }

    /// A result that counts for some time only. Its last day is the day on which that time is
    /// over; a result without a day is none.
    fn recent(
        &self,
        measure: Index,
        known: &Known,
        span: Span,
        want: Truth,
        look: Look<'_>,
    ) -> Outcome {
        let absent = self.absent(measure, want, look);
        let over = known.on.map(|on| span.after(on.earliest).plus_days(1));
        let Some(over) = over.filter(|over| *over > self.person.as_of) else {
            return absent;
        };
        let mut outcome = look(known);
        let counts = [(over, Truth::False)];
        let counts = Timeline::turning(self.person.as_of, Truth::True, &counts);
        let lines = [&counts, &outcome.line, &absent.line];
        outcome.line = Timeline::join(&lines, &|truths| {
            let counts = truths.next() == Some(Truth::True);
            let (found, absent) = (truths.next(), truths.next());
            let truth = if counts { found } else { absent };
            truth.unwrap_or(Truth::Unknown)
        });
        outcome
    }

    /// Whether a laboratory's result does not count where only recent ones do.
    pub(super) fn is_stale(&self, measure: Index, span: Span) -> bool {
        let known = self.person.answers.known(measure);
        let reported = self.person.table.who(measure).contains(&Who::Report);
        reported
            && known.is_some_and(|known| {
                let over = known.on.map(|on| span.after(on.earliest).plus_days(1));
                over.is_none_or(|over| over <= self.person.as_of)
            })
    }

    /// How a value was obtained, where that has not been asked yet: it may not count at all.
    fn open_condition(&self, measure: Index) -> Option<Index> {
        let table = self.person.table;
        let row = table.row(measure)?;
        let condition = row.condition.map(|condition| condition.measure);
        let other = condition.or(row.self_rated.map(|rated| rated.measure))?;
        let other = table.find(other)?;
        let typed = self.person.answers.known(measure).is_some();
        (typed && !self.person.answers.asked(other)).then_some(other)
    }

    /// Whether another measure has this choice, or nothing is known of it.
    fn meets(&self, id: &str, choice: &str) -> bool {
        let other = self.person.table.find(id);
        other.is_none_or(|index| self.person.answers.known(index).is_none())
            || self.chosen(id, choice)
    }

    /// Whether another measure surely has this choice.
    pub(super) fn chosen(&self, id: &str, choice: &str) -> bool {
        let table = self.person.table;
        table.find(id).is_some_and(|index| {
            let known = self.person.answers.known(index).map(|known| &known.answer);
            matches!(known, Some(Answer::Choice(chosen)) if table.choice(index, choice) == Some(*chosen))
        })
    }

    pub(super) fn is_old(&self, known: &Known) -> bool {
        known
            .on
            .is_some_and(|on| self.person.as_of.days_since(on.earliest) > OLD_AFTER_DAYS)
    }

    pub(super) fn indices(&self, ids: &[&str]) -> Vec<Index> {
        let table = self.person.table;
        ids.iter().filter_map(|id| table.find(id)).collect()
    }

    pub(super) fn steps_of(&self, id: &str) -> Vec<Step> {
        let person = self.person;
        let index = person.table.find(id);
        let known = index.and_then(|index| {
            let typed = person.answers.known(index);
            Some((index, typed.or(person.derived.known(index))?))
        });
        known.map_or_else(Vec::new, |(index, known)| self.value_steps(index, known))
    }

    pub(super) fn value_steps(&self, measure: Index, known: &Known) -> Vec<Step> {
        let table = self.person.table;
        let id = table.id(measure);
        let name = |choice: usize| table.choices(measure).get(choice).copied().unwrap_or("");
        match &known.answer {
            Answer::Number(number) => range_steps(id, number.typed, number.unit.as_deref()),
            Answer::YesNo(yes) => vec![Step::text(id, if *yes { "yes" } else { "no" })],
            Answer::Choice(choice) => vec![Step::text(id, name(*choice))],
            Answer::Set(set) => {
                let all = 0..table.choices(measure).len();
                let sure = all.filter(|place| set.has(*place) == Truth::True);
                sure.map(|place| Step::text(id, name(place))).collect()
            }
            Answer::Date(None) => vec![Step::text(id, NEVER)],
            Answer::Date(Some(day)) => date_steps(id, *day),
            Answer::Dates(days) => days.iter().flat_map(|day| date_steps(id, *day)).collect(),
            Answer::Medications(_) | Answer::Doses(_) => Vec::new(),
        }
    }
}

/// What either says, day by day; open where they say opposite things.
fn either(one: &Timeline, other: &Timeline) -> Timeline {
    Timeline::join(
        &[one, other],
        &|truths| match (truths.next(), truths.next()) {
            (Some(Truth::Unknown), Some(truth)) | (Some(truth), Some(Truth::Unknown)) => truth,
            (Some(one), Some(other)) if one == other => one,
            _ => Truth::Unknown,
        },
    )
}

/// Whether two numbers cannot be the same one, and one of them is a range, so that neither side
/// of a limit shows it.
fn are_apart(typed: &Answer, derived: &Answer) -> bool {
    match (typed.number(), derived.number()) {
        (Some(a), Some(b)) => {
            a.value.is_apart(b.value) && !(a.value.is_point() && b.value.is_point())
        }
        _ => false,
    }
}

/// A day, or the ends of what it may be.
pub(super) fn date_steps(symbol: &str, day: DateRange) -> Vec<Step> {
    if day.is_day() {
        return vec![Step::text(symbol, day.earliest.to_string())];
    }
    // An end that nothing bounds is not shown.
    [(":low", day.earliest), (":high", day.latest)]
        .into_iter()
        .filter(|(_, day)| *day > Date::FIRST)
        .map(|(end, day)| Step::text([symbol, end].concat(), day.to_string()))
        .collect()
}
