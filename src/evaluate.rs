//! What a rule says of a person: truth on every day, and what it rests on.

use crate::answers::{Answer, Known, Number};
use crate::catalogue::{AGREED, NOT_NEEDED, WEIGHT};
use crate::date::Span;
use crate::formula::Step;
use crate::interval::{Interval, Test};
use crate::measures::Index;
use crate::person::Person;
use crate::rule::{Compare, Reason, Rule};
use crate::scale::{multiple, per_kilogram};
use crate::truth::{ALL, ANY, Join, Timeline, Truth};
use std::cell::Cell;

mod answered;
mod computed;
mod timed;
mod washout;

/// A result older than this on the day asked about is old.
pub const OLD_AFTER_DAYS: i32 = 90;

/// Beyond so many steps no more are collected.
const MOST_STEPS: usize = 300;

/// What is taken for granted in one evaluation. A finding is the outcome of a few of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mode {
    /// Judgements are removed and signatures taken as given.
    pub judged: bool,
    /// Missing tests that the study does itself are taken to turn out well, in a world in which
    /// all that can have this result have it: two parts of a rule may hope for opposite ones.
    pub tested: Option<&'static str>,
    /// Old results of what can be tested or asked again are not known.
    pub doubt_old: bool,
    /// No old result is known.
    pub doubt_dated: bool,
    /// Answers that pass with time are not known.
    pub doubt_transient: bool,
    /// Collect the steps.
    pub explain: bool,
    /// Older results count as not there.
    pub recent: Option<Span>,
}

/// What an evaluation came upon that another mode may take otherwise. Where it came upon nothing
/// of the kind, that mode gives the same.
#[derive(Debug, Default)]
pub struct Met {
    /// A judgement or an agreement.
    pub judgement: Cell<bool>,
    /// A missing test that the study does itself.
    pub study_test: Cell<bool>,
    /// An answer that passes with time.
    pub transient: Cell<bool>,
}

/// What an evaluation gives.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Truth from the day asked about on.
    pub line: Timeline,
    /// Why it is on the border, if it is and is unknown.
    pub reason: Option<Reason>,
    /// The reason given by the judgement that keeps it open.
    pub judgement: Option<Reason>,
    /// The measures whose answers, or more exact answers, could settle it.
    pub missing: Vec<Index>,
    /// Those of them worth asking now: a detail only after what it is a detail of.
    pub asks: Vec<Index>,
    /// Values used, formulas worked, limits.
    pub steps: Vec<Step>,
    /// A result that may be old took part.
    pub old: bool,
    /// A medicine that is still taken took part.
    pub still_taken: bool,
}

impl Outcome {
    fn of(line: Timeline) -> Outcome {
        Outcome {
            line,
            reason: None,
            judgement: None,
            missing: Vec::new(),
            asks: Vec::new(),
            steps: Vec::new(),
            old: false,
            still_taken: false,
        }
    }

    /// The same truth on every day, and nothing else.
    #[must_use]
    pub fn constant(truth: impl Into<Truth>) -> Outcome {
        Outcome::of(Timeline::constant(truth))
    }

    /// Adds steps, up to more than anybody reads.
    fn explain(&mut self, steps: Vec<Step>) {
        if self.steps.len() < MOST_STEPS {
            self.steps.extend(steps);
        }
    }

    fn unsure(reason: Reason) -> Outcome {
        Outcome {
            reason: Some(reason),
            ..Outcome::constant(Truth::Unknown)
        }
    }

    fn missing(measures: Vec<Index>) -> Outcome {
        Outcome {
            asks: measures.clone(),
            missing: measures,
            ..Outcome::constant(Truth::Unknown)
        }
    }
}

/// One evaluation.
pub struct Evaluation<'a> {
    /// Of whom.
    pub person: &'a Person<'a>,
    /// Under which assumptions.
    pub mode: Mode,
    /// Which other assumptions would have mattered.
    pub met: &'a Met,
}

impl Evaluation<'_> {
    /// Evaluates a rule. `want` is the truth that lets the person pass, for what is taken to
    /// turn out well. Nothing comes of a removed judgement: an `any` goes on without that
    /// exemption, an `all` without that condition.
    #[must_use]
    pub fn rule(&self, rule: &Rule, want: Truth) -> Option<Outcome> {
        match rule {
            Rule::Not(inner) => {
                let mut outcome = self.rule(inner, !want)?;
                outcome.line = !outcome.line;
                Some(outcome)
            }
            Rule::Any(rules) => Some(self.join(&mut rules.iter(), want, false, ANY)),
            Rule::All(rules) if rules.iter().any(Rule::is_contradiction) => {
                Some(self.contradiction(rules, want))
            }
            Rule::All(rules) => Some(self.join(&mut rules.iter(), want, true, ALL)),
            Rule::AtLeastN(n, rules) => {
                let join: Join<'_> = &|truths| Truth::at_least(*n, truths);
                Some(self.join(&mut rules.iter(), want, false, join))
            }
            Rule::Judgement(_) if self.mode.judged => None,
            Rule::Judgement(reason) => {
                self.met.judgement.set(true);
                Some(Outcome {
                    judgement: Some(reason.unwrap_or(Reason::TeamMayExempt)),
                    ..Outcome::constant(Truth::Unknown)
                })
            }
            Rule::Agreement(measure) => Some(self.agreement(*measure)),
            Rule::Compare(compare) => Some(self.compare(compare, want)),
            Rule::OneOf(measure, choices) => {
                Some(self.known(*measure, want, &|known| match known.answer {
                    Answer::Choice(choice) => Outcome::constant(choices.contains(&choice)),
                    Answer::Set(set) => narrow(set.has_any(choices.iter().copied()), *measure),
                    _ => Outcome::constant(Truth::Unknown),
                }))
            }
            Rule::Yes(measure) => Some(self.known(*measure, want, &|known| match known.answer {
                Answer::YesNo(yes) => Outcome::constant(yes),
                _ => Outcome::constant(Truth::Unknown),
            })),
            Rule::WithinLast(measure, span, n) => Some(self.within(*measure, *span, *n, want)),
            Rule::AtLeastAgo(measure, span, None) => Some(self.ago(*measure, *span, want)),
            Rule::AtLeastAgo(measure, span, Some(at)) => {
                Some(self.before(*measure, *span, *at, want))
            }
            Rule::Washout(washout) => Some(self.washout(washout, want)),
            Rule::Recent(span, rule) => {
                let Evaluation { person, met, .. } = *self;
                // Of two, one inside the other, the shorter one holds.
                let after = |span: &Span| span.after(person.as_of);
                let outer = self.mode.recent.filter(|outer| after(outer) < after(span));
                let mode = Mode {
                    recent: outer.or(Some(*span)),
                    ..self.mode
                };
                Evaluation { person, mode, met }.rule(rule, want)
            }
            Rule::TimesUpperLimit(measure, test) => {
                Some(self.times_upper_limit(*measure, *test, want))
            }
        }
    }

    /// Answers that cannot all be true.
    fn contradiction(&self, rules: &[Rule], want: Truth) -> Outcome {
        let mut beside = rules.iter().filter(|rule| !rule.is_contradiction());
        let rest = self.join(&mut beside, want, true, ALL);
        match rest.line.now() {
            Truth::True => Outcome {
                steps: rest.steps,
                ..Outcome::unsure(Reason::Contradictory)
            },
            // In what speaks against a person, nothing is said until all of it is there.
            Truth::Unknown if want == Truth::True => rest,
            _ => Outcome::constant(false),
        }
    }

    /// Joins the outcomes of several rules. In an `all` only the first open rule is asked
    /// about: what follows it is a detail, until the person has said all they can of the first.
    fn join(
        &self,
        rules: &mut dyn Iterator<Item = &Rule>,
        want: Truth,
        gated: bool,
        join: Join<'_>,
    ) -> Outcome {
        let parts: Vec<Outcome> = rules.filter_map(|rule| self.rule(rule, want)).collect();
        let mut outcome = Outcome::of(Timeline::join(&lines(&parts), join));
        let now = outcome.line.now();
        let open = now == Truth::Unknown;
        // A decided rule rests on all its parts, or on the only one that decides it.
        let easy = if gated { Truth::False } else { Truth::True };
        let deciding = parts.iter().filter(|part| part.line.now() == now).count();
        let rests = !open && (now != easy || deciding == 1);
        let answers = self.person.answers;
        for part in parts {
            outcome.old |= part.old;
            outcome.still_taken |= part.still_taken;
            outcome.explain(part.steps);
            if open && part.line.now() == Truth::Unknown {
                outcome.reason = outcome.reason.or(part.reason);
                outcome.judgement = telling(outcome.judgement, part.judgement);
                if !gated || outcome.asks.iter().all(|index| answers.said(*index)) {
                    extend(&mut outcome.asks, &part.asks);
                }
                extend(&mut outcome.missing, &part.missing);
            } else if rests && part.line.now() == now {
                extend(&mut outcome.asks, &part.asks);
            }
        }
        outcome
    }

    fn agreement(&self, measure: Index) -> Outcome {
        let Evaluation { person, met, .. } = *self;
        met.judgement.set(true);
        met.transient.set(true);
        let unsigned = Outcome::constant(if self.mode.judged {
            Truth::True
        } else {
            Truth::Unknown
        });
        let Some(known) = person.answers.known(measure) else {
            return Outcome {
                asks: vec![measure],
                ..unsigned
            };
        };
        let mut outcome = match known.answer {
            Answer::YesNo(true) => unsigned,
            Answer::Choice(choice) => match person.table.choices(measure).get(choice) {
                Some(name) if AGREED.contains(name) => unsigned,
                Some(&NOT_NEEDED) => Outcome::constant(Truth::True),
                _ if self.mode.doubt_transient => unsigned,
                _ => Outcome::constant(Truth::False),
            },
            _ if self.mode.doubt_transient => unsigned,
            _ => Outcome::constant(Truth::False),
        };
        if self.mode.explain {
            outcome.steps = self.value_steps(measure, known);
        }
        outcome
    }

    fn compare(&self, compare: &Compare, want: Truth) -> Outcome {
        let person = self.person;
        let id = person.table.id(compare.measure);
        let mut outcome = if id == "age" {
            self.age(compare.canonical, compare.measure)
        } else if compare.equations.is_empty() {
            self.known(compare.measure, want, &|known| self.number(compare, known))
        } else {
            self.computed(compare, want)
        };
        if self.mode.explain {
            let limits = limit_steps(compare.written, compare.unit.as_deref());
            outcome.steps.extend(limits);
        }
        outcome
    }

    /// One number against the limits.
    fn number(&self, compare: &Compare, known: &Known) -> Outcome {
        let Answer::Number(number) = &known.answer else {
            return Outcome::constant(Truth::Unknown);
        };
        let measure = compare.measure;
        if let Some(weight) = compare.per_weight {
            return self.per_weight(compare, number, weight);
        }
        let truth = compare.canonical.judge(number.value);
        // A score that people give themselves may be a little off.
        let person = self.person;
        let typed = person.answers.known(measure);
        let is_typed = typed.is_some_and(|typed| std::ptr::eq(typed, known));
        let row = person.table.row(measure).filter(|_| is_typed);
        let rated = row.and_then(|row| row.self_rated);
        if let Some(rated) = rated.filter(|rated| self.chosen(rated.measure, rated.choice)) {
            let value = Interval {
                low: number.value.low - rated.by,
                high: number.value.high + rated.by,
                ..number.value
            };
            if truth != Truth::Unknown && compare.canonical.judge(value) != truth {
                return Outcome {
                    missing: vec![measure],
                    ..Outcome::unsure(Reason::SelfReport)
                };
            }
        }
        narrow(truth, measure)
    }

    /// A daily dose against a limit for each kilogram of body weight.
    fn per_weight(&self, compare: &Compare, number: &Number, index: Index) -> Outcome {
        let weight = self.person.answers.known(WEIGHT);
        let Some(weight) = weight.and_then(|known| known.answer.number()?.value.into()) else {
            if number.value.high <= 0.0 {
                return narrow(compare.canonical.judge(number.value), compare.measure);
            }
            return Outcome::missing(vec![index]);
        };
        let each = per_kilogram(number.value, weight);
        let mut outcome = narrow(compare.canonical.judge(each), compare.measure);
        if outcome.line.now() == Truth::Unknown && !weight.is_point() {
            extend(&mut outcome.missing, &[index]);
        }
        if self.mode.explain {
            outcome.steps = [
                self.steps_of(self.person.table.id(compare.measure)),
                self.steps_of("weight"),
                range_steps("per_weight", each, compare.unit.as_deref()),
            ]
            .concat();
        }
        outcome
    }

    fn times_upper_limit(&self, measure: Index, test: Test, want: Truth) -> Outcome {
        self.known(measure, want, &|known| {
            let Answer::Number(number) = &known.answer else {
                return Outcome::constant(Truth::Unknown);
            };
            let Some(multiple) = multiple(number, self.person.table.row(measure)) else {
                return Outcome::missing(vec![measure]);
            };
            let mut outcome = narrow(test.judge(multiple), measure);
            if self.mode.explain {
                outcome.steps = self.value_steps(measure, known);
                outcome
                    .steps
                    .extend(range_steps("times_upper_limit", multiple, None));
                outcome.steps.extend(limit_steps(test, None));
            }
            outcome
        })
    }
}

/// The timelines of several outcomes.
fn lines(parts: &[Outcome]) -> Vec<&Timeline> {
    parts.iter().map(|part| &part.line).collect()
}

/// Of two judgements' reasons, the one that an author wrote down; else the first.
fn telling(one: Option<Reason>, other: Option<Reason>) -> Option<Reason> {
    match one {
        None | Some(Reason::TeamMayExempt) => other.or(one),
        told => told,
    }
}

/// A truth that a more exact answer could settle, if it is open.
fn narrow(truth: Truth, measure: Index) -> Outcome {
    if truth == Truth::Unknown {
        return Outcome::missing(vec![measure]);
    }
    Outcome::constant(truth)
}

fn limit_steps(test: Test, unit: Option<&str>) -> Vec<Step> {
    let limits = test.limits().into_iter();
    limits
        .map(|(name, limit)| Step::number(name, limit, unit))
        .collect()
}

fn range_steps(symbol: &str, range: Interval, unit: Option<&str>) -> Vec<Step> {
    if range.is_point() {
        return vec![Step::number(symbol, range.low, unit)];
    }
    // An end that nothing bounds is not shown.
    [(":low", range.low), (":high", range.high)]
        .into_iter()
        .filter(|(_, end)| end.is_finite())
        .map(|(end, number)| Step::number([symbol, end].concat(), number, unit))
        .collect()
}

/// Adds what is not there yet.
pub fn extend(list: &mut Vec<Index>, more: &[Index]) {
    for index in more {
        if !list.contains(index) {
            list.push(*index);
        }
    }
}
