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
use crate::rule::{Compare, Rule};
use crate::truth::Truth;
use std::cmp::Ordering;

/// Most evaluations of single rules for one claim: what needs more is left alone.
pub(super) const MOST_WORK: usize = 10_000;

/// What a rule asks about: what this rule inside of it asks about, perhaps of recent results alone.
#[derive(Clone, Copy)]
pub(super) struct Asked<'r> {
    recent: Option<Span>,
    leaf: &'r Rule,
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
pub(super) fn asked<'r>(rule: &'r Rule, table: &Table) -> Option<Asked<'r>> {
    match rule {
        Rule::Judgement(_) => None,
        Rule::Not(rule) => asked(rule, table),
        Rule::Any(rules) | Rule::All(rules) | Rule::AtLeastN(_, rules) => {
            let (first, others) = rules.split_first()?;
            let first = asked(first, table)?;
            for other in others {
                let other = asked(other, table)?;
                if !first.is_like(other, table) {
                    return None;
                }
            }
            Some(first)
        }
        Rule::Recent(span, inner) => {
            let inner = asked(inner, table).filter(|inner| inner.recent.is_none())?;
            let recent = Some(*span);
            Some(Asked { recent, ..inner })
        }
        leaf => Some(Asked { recent: None, leaf }),
    }
}

impl Asked<'_> {
    /// Whether two rules ask about the same, so that they can be held side by side.
    pub(super) fn is_like(self, other: Asked<'_>, table: &Table) -> bool {
        let same = match (self.leaf, other.leaf) {
            (Rule::Compare(a), Rule::Compare(b)) => {
                a.measure == b.measure && a.equations == b.equations && a.per_weight == b.per_weight
            }
            (Rule::TimesUpperLimit(a, _), Rule::TimesUpperLimit(b, _))
            | (Rule::OneOf(a, _), Rule::OneOf(b, _)) => a == b,
            (a, b) => match elapsed(a, table) {
                None => a == b,
                elapsed_a => elapsed_a == elapsed(b, table),
            },
        };
        same && self.recent == other.recent
    }
}

/// The measure whose time a rule counts, and whether in months: no month has a fixed number of days.
fn elapsed(rule: &Rule, table: &Table) -> Option<(Index, bool)> {
    match rule {
        Rule::WithinLast(index, span, 1) if table.kind(*index) != Kind::Dates => {
            Some((*index, length(*span).1))
        }
        Rule::AtLeastAgo(index, span, None) => Some((*index, length(*span).1)),
        _ => None,
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
pub(super) fn states(asked: Asked<'_>, rules: &[&Rule], table: &Table) -> Option<Vec<State>> {
    let (mut limits_of, mut named, mut leaves) = (Vec::new(), 0, 0);
    for rule in rules {
        limits_of.extend(limits(rule));
        rule.walk(&mut |rule| {
            leaves += 1;
            if let Rule::OneOf(_, choices) = rule {
                choices.iter().for_each(|choice| named |= bit(*choice));
            }
        });
    }
    let states = match asked.leaf {
        Rule::Compare(compare) => {
            let (step, ends) = range(compare, table);
            numbers(&limits_of, step, ends)
        }
        Rule::TimesUpperLimit(..) => numbers(&limits_of, None, (0.0, f64::INFINITY)),
        Rule::OneOf(index, _) if table.kind(*index) == Kind::Choice => {
            let mut states = Vec::new();
            for (choice, name) in table.choices(*index).into_iter().enumerate() {
                if name != NOT_DONE {
                    states.push(State::Choice(choice));
                }
            }
            states
        }
        Rule::OneOf(..) => sets(named)?,
        leaf if elapsed(leaf, table).is_some() => {
            let mut states = numbers(&limits_of, None, (0.0, f64::INFINITY));
            states.push(State::Never);
            states
        }
        _ => vec![State::Flag(false), State::Flag(true)],
    };
    (leaves * states.len() <= MOST_WORK).then_some(states)
}

/// The limits that stand in a rule, in the canonical unit; times as numbers.
pub(super) fn limits(rule: &Rule) -> Vec<f64> {
    let mut all = Vec::new();
    rule.walk(&mut |rule| {
        let test = match rule {
            Rule::Compare(compare) => compare.canonical,
            Rule::TimesUpperLimit(_, test) => *test,
            Rule::WithinLast(_, span, _) | Rule::AtLeastAgo(_, span, _) => {
                all.push(length(*span).0);
                return;
            }
            _ => return,
        };
        for (_, limit) in test.limits() {
            all.push(limit);
        }
    });
    all
}

/// The step in which a number goes, if it is not continuous, and the least and the most that it can
/// be. Of what is computed, nothing is taken for granted.
fn range(compare: &Compare, table: &Table) -> (Option<f64>, (f64, f64)) {
    if compare.per_weight.is_some() {
        return (None, (0.0, f64::INFINITY));
    }
    let row = table.row(compare.measure);
    let is_age = table.id(compare.measure) == "age";
    let derived = row.is_some_and(|row| !row.derived_from.is_empty()) && !is_age;
    if derived || !compare.equations.is_empty() {
        return (None, (f64::NEG_INFINITY, f64::INFINITY));
    }
    let whole = is_age || table.kind(compare.measure) != Kind::Quantity;
    let halves = row.is_some_and(|row| row.half_steps);
    let least = if whole { 0.0 } else { f64::NEG_INFINITY };
    let ends = row.and_then(|row| row.hard);
    (
        whole.then_some(if halves { 0.5 } else { 1.0 }),
        ends.unwrap_or((least, f64::INFINITY)),
    )
}

/// Numbers at the limits, between any two, and beyond them.
fn numbers(limits: &[f64], step: Option<f64>, ends: (f64, f64)) -> Vec<State> {
    let mut marks = Vec::new();
    for limit in limits.iter().chain([&ends.0, &ends.1]) {
        if limit.is_finite() {
            insert(&mut marks, *limit);
        }
    }
    let mut all = Vec::new();
    let mut before = f64::NEG_INFINITY;
    for mark in &marks {
        if let Some(step) = step {
            let (down, up) = (libm::floor(mark / step), libm::ceil(mark / step));
            for steps in [down - 1.0, down, up, up + 1.0] {
                insert(&mut all, steps * step);
            }
        } else {
            let beside = mark.abs() + 1.0;
            let between = if before.is_finite() {
                before + (mark - before) / 2.0
            } else {
                mark - beside
            };
            all.extend([between, *mark]);
            before = *mark;
        }
    }
    if step.is_none() && before.is_finite() {
        all.push(before + before.abs() + 1.0);
    }
    let mut states = Vec::new();
    for number in all {
        if ends.0 <= number && number <= ends.1 {
            states.push(State::Number(number));
        }
    }
    states
}

/// Each number once, in order. A sorting routine would weigh more than it saves.
fn insert(numbers: &mut Vec<f64>, number: f64) {
    if let Err(place) = numbers.binary_search_by(|other| other.total_cmp(&number)) {
        numbers.insert(place, number);
    }
}

/// All sets of some choices, and none at all; beyond ten choices there are too many.
fn sets(named: u64) -> Option<Vec<State>> {
    if named.count_ones() > 10 {
        return None;
    }
    let mut all = vec![State::Set(0)];
    let mut set = named;
    while set != 0 {
        all.push(State::Set(set));
        set = (set - 1) & named;
    }
    Some(all)
}
