//! Every answer that a measure can have, as far as some rules can tell answers apart.
//!
//! Rules about one measure are reasoned about exactly: a comparison splits the numbers at its
//! limits, so a number on each limit and one between any two of them stand for all numbers. An
//! answer that is a range, or missing, decides no more than the exact answers inside of it, so that
//! what holds for these holds for it. Rules about several measures are left alone, and so is every
//! judgement.

use crate::catalogue::{Kind, NOT_DONE};
use crate::date::Span;
use crate::interval::Interval;
use crate::measures::{Index, Table};
use crate::rule::Rule;
use crate::truth::Truth;
use crate::value::Value;
use std::cmp::Ordering;

/// Most evaluations of single rules for one claim: what needs more is left alone.
pub(super) const MOST_WORK: usize = 10_000;

/// What a rule asks about. Rules that ask about the same can be held side by side.
#[derive(Clone, PartialEq)]
pub(super) enum Asked {
    /// A number, by these equations if by any; of a dose perhaps one for each kilogram.
    Number(Index, Vec<&'static str>, bool),
    /// The multiple of the laboratory's own limit.
    Multiple(Index),
    /// One of some choices.
    Choice(Index),
    /// Any of some choices.
    Set(Index),
    /// Yes or no.
    YesNo(Index),
    /// The time since a day, in months or in days: no month has a fixed number of days.
    Elapsed(Index, bool),
    /// Something that only the same rule asks about: it holds or it does not.
    Itself(Value),
    /// The same of recent results.
    Recent(Span, Box<Asked>),
}

/// One answer.
#[derive(Clone, Copy)]
pub(super) enum State {
    Number(f64),
    /// It never was.
    Never,
    Choice(usize),
    /// Each bit is a choice.
    Set(u64),
    Flag(bool),
}

/// What a rule asks about, if it is one measure. A judgement may always turn out either way.
pub(super) fn asked(rule: &Rule, table: &Table) -> Option<Asked> {
    match rule {
        Rule::Judgement(_) => None,
        Rule::Not(rule) => asked(rule, table),
        Rule::Any(rules) | Rule::All(rules) | Rule::AtLeastN(_, rules) => {
            let mut all = rules.iter().map(|rule| asked(rule, table));
            let first = all.next()??;
            all.all(|other| other.as_ref() == Some(&first))
                .then_some(first)
        }
        Rule::Recent(span, inner) => Some(Asked::Recent(*span, Box::new(asked(inner, table)?))),
        Rule::Compare(compare) => Some(Asked::Number(
            compare.measure,
            compare.equations.iter().map(|one| one.id).collect(),
            compare.per_weight.is_some(),
        )),
        Rule::TimesUpperLimit(index, _) => Some(Asked::Multiple(*index)),
        Rule::OneOf(index, _) => Some(match table.kind(*index) {
            Kind::Choice => Asked::Choice(*index),
            _ => Asked::Set(*index),
        }),
        Rule::Yes(index) => Some(Asked::YesNo(*index)),
        Rule::WithinLast(index, span, 1) if table.kind(*index) != Kind::Dates => {
            Some(Asked::Elapsed(*index, length(*span).1))
        }
        Rule::AtLeastAgo(index, span, None) => Some(Asked::Elapsed(*index, length(*span).1)),
        _ => Some(Asked::Itself(rule.write(table))),
    }
}

/// A span of time as a number, and whether it is one of months.
pub(super) fn length(span: Span) -> (f64, bool) {
    let (count, each, months) = match span {
        Span::Days(n) => (n, 1.0, false),
        Span::Weeks(n) => (n, 7.0, false),
        Span::Months(n) => (n, 1.0, true),
        Span::Years(n) => (n, 12.0, true),
    };
    (f64::from(count) * each, months)
}

/// What a rule about one measure says of one answer.
pub(super) fn judge(rule: &Rule, state: State) -> Truth {
    match (rule, state) {
        (Rule::Not(rule), _) => !judge(rule, state),
        (Rule::Recent(_, rule), _) => judge(rule, state),
        (Rule::Any(rules), _) => Truth::at_least(1, each(rules, state)),
        (Rule::All(rules), _) => Truth::at_least(rules.len(), each(rules, state)),
        (Rule::AtLeastN(n, rules), _) => Truth::at_least(*n, each(rules, state)),
        (Rule::Compare(compare), State::Number(number)) => {
            compare.canonical.judge(Interval::point(number))
        }
        (Rule::TimesUpperLimit(_, test), State::Number(number)) => {
            test.judge(Interval::point(number))
        }
        (Rule::OneOf(_, choices), State::Choice(choice)) => choices.contains(&choice).into(),
        (Rule::OneOf(_, choices), State::Set(set)) => {
            choices.iter().any(|choice| set & bit(*choice) != 0).into()
        }
        (Rule::WithinLast(..), State::Never) => Truth::False,
        (Rule::AtLeastAgo(..), State::Never) => Truth::True,
        // The last day is borderline.
        (Rule::WithinLast(_, span, _), State::Number(passed)) => {
            match passed.total_cmp(&length(*span).0) {
                Ordering::Less => Truth::True,
                Ordering::Equal => Truth::Unknown,
                Ordering::Greater => Truth::False,
            }
        }
        (Rule::AtLeastAgo(_, span, _), State::Number(passed)) => (passed >= length(*span).0).into(),
        (_, State::Flag(holds)) => holds.into(),
        _ => Truth::Unknown,
    }
}

fn each(rules: &[Rule], state: State) -> impl Iterator<Item = Truth> {
    rules.iter().map(move |rule| judge(rule, state))
}

fn bit(choice: usize) -> u64 {
    // No measure has more than 64 choices.
    1_u64
        .checked_shl(u32::try_from(choice).unwrap_or(u32::MAX))
        .unwrap_or(0)
}

/// Answers that stand for all that there can be; numbers in their order. None where they are
/// too many.
pub(super) fn states(asked: &Asked, rules: &[&Rule], table: &Table) -> Option<Vec<State>> {
    let mut leaves = Vec::new();
    for rule in rules {
        rule.walk(&mut |rule| {
            if !matches!(rule, Rule::Any(_) | Rule::All(_) | Rule::AtLeastN(..)) {
                leaves.push(rule.clone());
            }
        });
    }
    let states = match asked {
        Asked::Recent(_, inner) => return states(inner, rules, table),
        Asked::Itself(_) | Asked::YesNo(_) => vec![State::Flag(false), State::Flag(true)],
        Asked::Choice(index) => {
            let choices = table.choices(*index).into_iter().enumerate();
            choices
                .filter(|(_, name)| *name != NOT_DONE)
                .map(|(choice, _)| State::Choice(choice))
                .collect()
        }
        Asked::Set(_) => sets(&leaves),
        Asked::Elapsed(..) => {
            let numbers = numbers(
                leaves.iter().flat_map(limits).collect(),
                None,
                (0.0, f64::INFINITY),
            );
            numbers.into_iter().chain([State::Never]).collect()
        }
        Asked::Multiple(_) | Asked::Number(..) => {
            let (step, ends) = range(asked, table);
            numbers(leaves.iter().flat_map(limits).collect(), step, ends)
        }
    };
    (leaves.len() * states.len() <= MOST_WORK).then_some(states)
}

/// The limits that stand in a rule, in the canonical unit; times as numbers.
pub(super) fn limits(rule: &Rule) -> Vec<f64> {
    let mut all = Vec::new();
    rule.walk(&mut |rule| match rule {
        Rule::Compare(one) => all.extend(one.canonical.limits().into_iter().map(|limit| limit.1)),
        Rule::TimesUpperLimit(_, test) => {
            all.extend(test.limits().into_iter().map(|limit| limit.1))
        }
        Rule::WithinLast(_, span, _) | Rule::AtLeastAgo(_, span, _) => all.push(length(*span).0),
        _ => {}
    });
    all
}

/// The step in which a number goes, if it is not continuous, and the least and the most that it can
/// be. Of what is computed, nothing is taken for granted.
fn range(asked: &Asked, table: &Table) -> (Option<f64>, (f64, f64)) {
    let free = (f64::NEG_INFINITY, f64::INFINITY);
    let Asked::Number(index, equations, per_weight) = asked else {
        return (None, (0.0, f64::INFINITY));
    };
    let row = table.row(*index);
    let is_age = table.id(*index) == "age";
    if !equations.is_empty() || row.is_some_and(|row| !row.derived_from.is_empty() && !is_age) {
        return (None, free);
    }
    let whole = is_age || [Kind::Count, Kind::Titre].contains(&table.kind(*index));
    let halves = row.is_some_and(|row| row.half_steps);
    let step = whole.then_some(if halves { 0.5 } else { 1.0 });
    let least = if whole { 0.0 } else { f64::NEG_INFINITY };
    let ends = row
        .and_then(|row| row.hard)
        .unwrap_or((least, f64::INFINITY));
    match per_weight {
        true => (None, (0.0, f64::INFINITY)),
        false => (step, ends),
    }
}

/// Numbers at the limits, between any two, and beyond them.
fn numbers(limits: Vec<f64>, step: Option<f64>, ends: (f64, f64)) -> Vec<State> {
    let finite = [ends.0, ends.1].into_iter().filter(|end| end.is_finite());
    let limits = in_order(limits.into_iter().chain(finite));
    let mut all = Vec::new();
    if let Some(step) = step {
        for limit in &limits {
            let (down, up) = (libm::floor(limit / step), libm::ceil(limit / step));
            all.extend([down - 1.0, down, up, up + 1.0].map(|steps| steps * step));
        }
    } else if let (Some(first), Some(last)) = (limits.first(), limits.last()) {
        all.extend([first - first.abs() - 1.0, last + last.abs() + 1.0]);
        all.extend(&limits);
        let pairs = limits.iter().zip(limits.iter().skip(1));
        all.extend(pairs.map(|(low, high)| low + (high - low) / 2.0));
    }
    all.retain(|number| (ends.0..=ends.1).contains(number));
    in_order(all.into_iter())
        .into_iter()
        .map(State::Number)
        .collect()
}

/// Each number once, in order. A sorting routine would weigh more than it saves.
fn in_order(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<f64> = Vec::new();
    for number in numbers {
        if let Err(place) = all.binary_search_by(|other| other.total_cmp(&number)) {
            all.insert(place, number);
        }
    }
    all
}

/// All sets of the choices that some rules name, and one more that none does.
fn sets(leaves: &[Rule]) -> Vec<State> {
    let mut named = 0_u64;
    for rule in leaves {
        if let Rule::OneOf(_, choices) = rule {
            choices.iter().for_each(|choice| named |= bit(*choice));
        }
    }
    let mut all = vec![State::Set(0)];
    // Beyond ten choices there are too many sets; `states` refuses them by their number.
    let mut set = named;
    while set != 0 && all.len() <= 1024 {
        all.push(State::Set(set));
        set = (set - 1) & named;
    }
    let whole = set == 0;
    if whole {
        all
    } else {
        vec![State::Set(0); MOST_WORK + 1]
    }
}
