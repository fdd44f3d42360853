//! What a rule says of a person: truth on every day, and what it rests on.

use crate::answers::{Answer, Known, Number};
use crate::catalogue::{AGREED, NOT_NEEDED, Who};
use crate::formula::Step;
use crate::interval::{Interval, Test};
use crate::measures::Index;
use crate::person::Person;
use crate::rule::{Compare, Reason, Rule};
use crate::truth::{Timeline, Truth};

mod computed;
mod timed;

/// A result older than this on the day asked about is old.
pub const OLD_AFTER_DAYS: i32 = 90;

/// What is taken for granted in one evaluation. A finding is the outcome of a few of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mode {
    /// Judgements are removed and signatures taken as given.
    pub judged: bool,
    /// Tests that the study does itself are taken to turn out well.
    pub tested: bool,
    /// Old results of what can be tested or asked again are not known.
    pub doubt_old: bool,
    /// No old result is known.
    pub doubt_dated: bool,
    /// Answers that pass with time are not known.
    pub doubt_transient: bool,
    /// Collect the steps.
    pub explain: bool,
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
        }
    }

    /// The same truth on every day, and nothing else.
    #[must_use]
    pub fn constant(truth: impl Into<Truth>) -> Outcome {
        Outcome::of(Timeline::constant(truth))
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
            Rule::Any(rules) => Some(self.join(rules, want, false, Timeline::any)),
            Rule::All(rules) => Some(self.join(rules, want, true, Timeline::all)),
            Rule::AtLeastN(n, rules) => Some(self.join(rules, want, false, |lines| {
                Timeline::join(lines, |truths| Truth::at_least(*n, truths))
            })),
            Rule::Judgement(_) if self.mode.judged => None,
            Rule::Judgement(reason) => Some(Outcome {
                judgement: Some(reason.unwrap_or(Reason::TeamMayExempt)),
                ..Outcome::constant(Truth::Unknown)
            }),
            Rule::Agreement(measure) => Some(self.agreement(*measure)),
            Rule::Compare(compare) => Some(self.compare(compare, want)),
            Rule::OneOf(measure, choices) => {
                Some(self.known(*measure, want, |known| match known.answer {
                    Answer::Choice(choice) => Outcome::constant(choices.contains(&choice)),
                    _ => Outcome::constant(Truth::Unknown),
                }))
            }
            Rule::Yes(measure) => Some(self.known(*measure, want, |known| match known.answer {
                Answer::YesNo(yes) => Outcome::constant(yes),
                _ => Outcome::constant(Truth::Unknown),
            })),
            Rule::WithinLast(measure, span) => Some(self.since(*measure, *span, want, true)),
            Rule::AtLeastAgo(measure, span) => Some(self.since(*measure, *span, want, false)),
            Rule::TimesUpperLimit(measure, test) => {
                Some(self.times_upper_limit(*measure, *test, want))
            }
        }
    }

    /// Joins the outcomes of several rules. In an `all` only the first open rule is asked
    /// about: what follows it is a detail.
    fn join(
        &self,
        rules: &[Rule],
        want: Truth,
        gated: bool,
        join: impl Fn(&[&Timeline]) -> Timeline,
    ) -> Outcome {
        let parts: Vec<Outcome> = rules
            .iter()
            .filter_map(|rule| self.rule(rule, want))
            .collect();
        let lines: Vec<&Timeline> = parts.iter().map(|part| &part.line).collect();
        let mut outcome = Outcome::of(join(&lines));
        let now = outcome.line.now();
        let open = now == Truth::Unknown;
        // A decided rule rests on all its parts, or on the only one that decides it.
        let easy = if gated { Truth::False } else { Truth::True };
        let deciding = parts.iter().filter(|part| part.line.now() == now).count();
        let rests = !open && (now != easy || deciding == 1);
        for part in parts {
            outcome.old |= part.old;
            outcome.steps.extend(part.steps);
            if open && part.line.now() == Truth::Unknown {
                outcome.reason = outcome.reason.or(part.reason);
                outcome.judgement = telling(outcome.judgement, part.judgement);
                if !gated || outcome.asks.is_empty() {
                    extend(&mut outcome.asks, &part.asks);
                }
                extend(&mut outcome.missing, &part.missing);
            } else if rests && part.line.now() == now {
                extend(&mut outcome.asks, &part.asks);
            }
        }
        outcome
    }

    /// What a missing answer gives.
    fn absent(&self, measure: Index, want: Truth) -> Outcome {
        let who = self.person.table.who(measure);
        let granted = (self.mode.judged && who.contains(&Who::Agreement))
            || (self.mode.tested && who.contains(&Who::Study));
        if granted {
            return Outcome::constant(want);
        }
        Outcome::missing(vec![measure])
    }

    /// Looks at an answer, if it is there and can be used.
    fn known(&self, measure: Index, want: Truth, look: impl FnOnce(&Known) -> Outcome) -> Outcome {
        let person = self.person;
        if person.is_conflicted(measure) {
            return Outcome::unsure(Reason::Contradictory);
        }
        let Some(known) = person.answers.known(measure) else {
            return self.absent(measure, want);
        };
        let row = person.table.row(measure);
        let mut old = false;
        if let Some(row) = row {
            if row.transient && self.mode.doubt_transient {
                return Outcome::constant(Truth::Unknown);
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
        let mut outcome = look(known);
        outcome.old |= old;
        if let Some(open) = self.open_condition(measure) {
            extend(&mut outcome.asks, &[open]);
        }
        if self.mode.explain && outcome.steps.is_empty() {
            outcome.steps = self.value_steps(measure, known);
        }
        outcome
    }

    /// How a value was obtained, where that has not been asked yet: it may not count at all.
    fn open_condition(&self, measure: Index) -> Option<Index> {
        let table = self.person.table;
        let condition = table.row(measure)?.condition?;
        let other = table.find(condition.measure)?;
        (!self.person.answers.asked(other)).then_some(other)
    }

    /// Whether another measure has this choice, or nothing is known of it.
    fn meets(&self, id: &str, choice: &str) -> bool {
        let table = self.person.table;
        let Some(index) = table.find(id) else {
            return true;
        };
        match self.person.answers.known(index).map(|known| &known.answer) {
            Some(Answer::Choice(chosen)) => table.choice(index, choice) == Some(*chosen),
            _ => true,
        }
    }

    fn is_old(&self, known: &Known) -> bool {
        known
            .on
            .is_some_and(|on| self.person.as_of.days_since(on.earliest) > OLD_AFTER_DAYS)
    }

    fn agreement(&self, measure: Index) -> Outcome {
        let person = self.person;
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
            self.known(compare.measure, want, |known| match &known.answer {
                Answer::Number(number) => {
                    narrow(compare.canonical.judge(number.value), compare.measure)
                }
                _ => Outcome::constant(Truth::Unknown),
            })
        } else {
            self.computed(compare, want)
        };
        if self.mode.explain {
            let unit = compare.unit.as_deref();
            let limits = compare.written.limits();
            outcome.steps.extend(
                limits
                    .into_iter()
                    .map(|(name, limit)| Step::number(name, limit, unit)),
            );
        }
        outcome
    }

    fn times_upper_limit(&self, measure: Index, test: Test, want: Truth) -> Outcome {
        self.known(measure, want, |known| {
            let Answer::Number(Number {
                value,
                upper_limit: Some(limit),
                ..
            }) = known.answer
            else {
                return Outcome::missing(vec![measure]);
            };
            let multiple = value.map(|value| value / limit);
            let mut outcome = narrow(test.judge(multiple), measure);
            if self.mode.explain {
                outcome.steps = self.value_steps(measure, known);
                outcome
                    .steps
                    .extend(range_steps("times_upper_limit", multiple, None));
                let limits = test.limits();
                outcome.steps.extend(
                    limits
                        .into_iter()
                        .map(|(name, n)| Step::number(name, n, None)),
                );
            }
            outcome
        })
    }

    fn steps_of(&self, id: &str) -> Vec<Step> {
        let index = self.person.table.find(id);
        let known = index.and_then(|index| Some((index, self.person.answers.known(index)?)));
        known.map_or_else(Vec::new, |(index, known)| self.value_steps(index, known))
    }

    fn value_steps(&self, measure: Index, known: &Known) -> Vec<Step> {
        let id = self.person.table.id(measure);
        match &known.answer {
            Answer::Number(number) => range_steps(id, number.typed, number.unit.as_deref()),
            Answer::YesNo(yes) => vec![Step::text(id, if *yes { "yes" } else { "no" })],
            Answer::Choice(choice) => {
                let name = self.person.table.choices(measure).get(*choice).copied();
                vec![Step::text(id, name.unwrap_or_default())]
            }
            Answer::Date(None) => vec![Step::text(id, crate::answers::NEVER)],
            Answer::Date(Some(day)) if day.is_day() => {
                vec![Step::text(id, day.earliest.to_string())]
            }
            Answer::Date(Some(day)) => vec![
                Step::text(format!("{id}:low"), day.earliest.to_string()),
                Step::text(format!("{id}:high"), day.latest.to_string()),
            ],
        }
    }
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

fn extend(list: &mut Vec<Index>, more: &[Index]) {
    for index in more {
        if !list.contains(index) {
            list.push(*index);
        }
    }
}
