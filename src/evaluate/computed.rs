//! Measures that are computed: equations over what is known, and typed values beside them.

use super::{Evaluation, Outcome, extend, range_steps};
use crate::equation::{Equation, Input};
use crate::formula::{Sex, Step};
use crate::measures::Index;
use crate::rule::{Compare, Reason};
use crate::truth::{Timeline, Truth};

impl Evaluation<'_> {
    /// A measure that can be typed or computed: typed counts as typed, and a computed value on
    /// the other side of the limit is a conflict.
    pub(super) fn computed(&self, compare: &Compare, want: Truth) -> Outcome {
        let (by_formula, truths) = self.by_equations(compare);
        let person = self.person;
        if person.answers.known(compare.measure).is_none() {
            return by_formula;
        }
        let mut typed = self.known(compare.measure, want, &|known| self.number(compare, known));
        if self.mode.doubt_old && typed.old {
            return Outcome {
                old: true,
                ..by_formula
            };
        }
        let (said, found) = (typed.line.now(), by_formula.line.now());
        let agrees = said == Truth::Unknown && self.overlap(compare);
        let opposed = |truth: &Truth| *truth != Truth::Unknown && *truth != said;
        let mut steps = std::mem::take(&mut typed.steps);
        let old = typed.old || by_formula.old;
        let mut outcome = if agrees && found != Truth::Unknown {
            // ">50" on the report and 113 computed agree, and 113 says more.
            Outcome::of(by_formula.line)
        } else if !agrees && truths.iter().any(opposed) {
            // One formula on the other side is enough.
            Outcome::unsure(Reason::Conflict)
        } else {
            if said == Truth::Unknown {
                typed.reason = typed.reason.or(by_formula.reason);
                extend(&mut typed.missing, &by_formula.missing);
                extend(&mut typed.asks, &by_formula.asks);
            }
            typed
        };
        steps.extend(by_formula.steps);
        outcome.steps = steps;
        outcome.old = old;
        outcome
    }

    /// Whether the typed range has something in common with the result of every equation.
    fn overlap(&self, compare: &Compare) -> bool {
        let person = self.person;
        let Some(typed) = person.number(person.table.id(compare.measure)) else {
            return false;
        };
        compare.equations.iter().all(|equation| {
            let result = equation.over(&person.domain(equation, false));
            result.is_some_and(|result| {
                result.low <= typed.value.high && typed.value.low <= result.high
            })
        })
    }

    /// All named equations must agree. Gives the truth after each of them besides.
    fn by_equations(&self, compare: &Compare) -> (Outcome, Vec<Truth>) {
        let mut explained = Vec::new();
        let mut outcome = Outcome::constant(Truth::Unknown);
        let mut truths = Vec::new();
        for equation in &compare.equations {
            let part = self.by_equation(compare, equation);
            outcome.old |= part.old;
            truths.push(part.line.now());
            if part.line.now() == Truth::Unknown {
                outcome.reason = outcome.reason.or(part.reason);
                extend(&mut outcome.missing, &part.missing);
                extend(&mut outcome.asks, &part.asks);
            }
            explained.extend(part.steps);
        }
        let least = truths.iter().min().copied().unwrap_or(Truth::Unknown);
        let most = truths.iter().max().copied().unwrap_or(Truth::Unknown);
        if least == most {
            outcome.line = Timeline::constant(least);
        } else if !truths.contains(&Truth::Unknown) {
            outcome.reason = Some(Reason::ReadingsDiffer);
        }
        if self.mode.explain {
            outcome.steps = self.equation_steps(compare);
            outcome.steps.extend(explained);
            for equation in &compare.beside {
                outcome.steps.extend(self.result_steps(equation, false));
            }
        }
        (outcome, truths)
    }

    fn by_equation(&self, compare: &Compare, equation: &Equation) -> Outcome {
        let person = self.person;
        let domain = person.domain(equation, true);
        let inputs = || equation.inputs.iter().copied();
        let stale = inputs().filter(|input| {
            let span = self.mode.recent;
            span.is_some_and(|span| self.is_stale(input.index(), span))
        });
        let lacks: Vec<Index> = equation
            .lacks(&domain)
            .into_iter()
            .chain(stale)
            .map(Input::index)
            .collect();
        if inputs().any(|input| person.is_conflicted(input.index())) {
            return Outcome::unsure(Reason::Contradictory);
        }
        if !lacks.is_empty() {
            return Outcome::missing(lacks);
        }
        if let (Some(validity), Some(age)) = (equation.validity, domain.get(Input::Age))
            && !validity.holds(age)
        {
            return Outcome::unsure(Reason::OutsideValidity);
        }
        let Some(result) = equation.over(&domain) else {
            return Outcome::constant(Truth::Unknown);
        };
        let dated = inputs().filter_map(|input| {
            let known = person.answers.known(input.index())?;
            let row = person.table.row(input.index());
            self.is_old(known)
                .then(|| row.is_some_and(|row| row.repeatable))
        });
        let dated: Vec<bool> = dated.collect();
        let old = !dated.is_empty();
        if (old && self.mode.doubt_dated) || (self.mode.doubt_old && dated.contains(&true)) {
            return Outcome {
                old,
                ..Outcome::constant(Truth::Unknown)
            };
        }
        let exact = compare.canonical.judge(result);
        let row = person.table.row(compare.measure);
        let printed = row
            .and_then(|row| row.printed_step)
            .map_or(exact, |step| compare.canonical.judge(result.printed(step)));
        let mut outcome = Outcome {
            old,
            ..Outcome::constant(exact)
        };
        if exact == Truth::Unknown {
            // Any input that is not exact could narrow the result.
            outcome.missing = inputs()
                .filter(|input| match input {
                    Input::Sex => domain.sex.is_none(),
                    input => domain.get(*input).is_some_and(|range| !range.is_point()),
                })
                .map(Input::index)
                .collect();
            outcome.asks.clone_from(&outcome.missing);
            let today = equation.over(&person.domain(equation, false));
            let judged = today.map(|result| compare.canonical.judge(result));
            if judged.is_some_and(|truth| truth != Truth::Unknown) {
                // The age on the day of the sample decides otherwise than the age today.
                outcome.reason = Some(Reason::ReadingsDiffer);
            }
        } else if printed != exact {
            outcome.line = Timeline::constant(Truth::Unknown);
            outcome.reason = Some(Reason::Rounding);
        }
        if self.mode.explain {
            outcome.steps = self.result_steps(equation, true);
        }
        outcome
    }

    /// The inputs of all equations of a comparison, each once, as they were typed.
    fn equation_steps(&self, compare: &Compare) -> Vec<Step> {
        let person = self.person;
        let mut steps = Vec::new();
        let mut seen: Vec<Input> = Vec::new();
        for input in compare
            .equations
            .iter()
            .flat_map(|equation| equation.inputs)
        {
            if seen.contains(input) {
                continue;
            }
            seen.push(*input);
            match input {
                Input::Age => {
                    if let Some(age) = compare
                        .equations
                        .iter()
                        .find_map(|e| person.domain(e, false).get(Input::Age))
                    {
                        steps.extend(range_steps("age", age, Some("a")));
                    }
                }
                Input::Sex => {
                    let name = person.sex().map(|sex| match sex {
                        Sex::Female => "female",
                        Sex::Male => "male",
                    });
                    steps.extend(name.map(|name| Step::text("sex", name)));
                }
                input => {
                    if let Some(number) = person.number(input.id()) {
                        steps.extend(range_steps(
                            input.id(),
                            number.typed,
                            number.unit.as_deref(),
                        ));
                    }
                }
            }
        }
        steps
    }

    /// A formula's result, if it can be computed, after its own steps where it is `worked`.
    fn result_steps(&self, equation: &Equation, worked: bool) -> Vec<Step> {
        let domain = self.person.domain(equation, false);
        let valid = match (equation.validity, domain.get(Input::Age)) {
            (Some(validity), Some(age)) => validity.holds(age),
            (validity, _) => validity.is_none(),
        };
        if !valid || !equation.lacks(&domain).is_empty() {
            return Vec::new();
        }
        let point = equation.point(&domain).filter(|_| worked);
        let mut steps = point.map_or_else(Vec::new, |point| (equation.steps)(&point));
        if let Some(result) = equation.over(&domain) {
            steps.extend(range_steps(equation.id, result, Some(equation.unit)));
        }
        steps
    }
}
