//! Rules that are always or never true, that stand twice, or that change nothing where they stand.

use super::places::Place;
use super::worlds::{Asked, MOST_WORK, State, asked, judge, limits, states};
use super::{Advice, Subject, numbers, place};
use crate::error::{Code, decimal};
use crate::rule::Rule;
use crate::truth::Truth;
use crate::value::Value;

pub(super) fn check(subject: &Subject<'_>, advice: &mut Advice) {
    subject.walk(&mut |place| match place.items() {
        Some((path, rules)) => list(subject, place, &path, rules, advice),
        None => single(subject, place, advice),
    });
}

/// A rule that asks about one measure and always comes out the same.
fn single(subject: &Subject<'_>, place: &Place<'_>, advice: &mut Advice) {
    // What is inside of these is looked at for itself.
    let outer = matches!(place.rule, Rule::Not(_) | Rule::Recent(..));
    if outer || numbers::is_impossible(subject, place.rule) {
        return;
    }
    let asked = asked(place.rule, subject.table);
    let states = asked.and_then(|asked| states(&asked, &[place.rule], subject.table));
    let truths = states.map(|all| {
        all.into_iter()
            .map(|state| judge(place.rule, state))
            .collect()
    });
    if let Some(code) = truths.and_then(|truths: Vec<Truth>| constant(&truths)) {
        advice.note(&[&place.path], code, "");
    }
}

/// Never true of any answer, or never false.
fn constant(truths: &[Truth]) -> Option<Code> {
    if truths.is_empty() {
        None
    } else if !truths.contains(&Truth::True) {
        Some(Code::NeverTrue)
    } else if !truths.contains(&Truth::False) {
        Some(Code::AlwaysTrue)
    } else {
        None
    }
}

/// A rule of a list, and what it says of each answer.
struct Item<'r> {
    position: usize,
    rule: &'r Rule,
    truths: Vec<Truth>,
}

fn list(subject: &Subject<'_>, place: &Place<'_>, path: &str, rules: &[Rule], advice: &mut Advice) {
    let twice = duplicates(subject, path, rules, advice);
    if rules.iter().any(Rule::is_contradiction) {
        // Such a list says itself that it cannot all be true.
        return;
    }
    let mut groups: Vec<(Asked, Vec<(usize, &Rule)>)> = Vec::new();
    for (position, rule) in rules.iter().enumerate() {
        let Some(asked) = asked(rule, subject.table).filter(|_| !twice.contains(&position)) else {
            continue;
        };
        match groups.iter_mut().find(|(other, _)| *other == asked) {
            Some((_, members)) => members.push((position, rule)),
            None => groups.push((asked, vec![(position, rule)])),
        }
    }
    for (asked, members) in groups.into_iter().filter(|(_, members)| members.len() > 1) {
        let rules: Vec<&Rule> = members.iter().map(|(_, rule)| *rule).collect();
        let Some(states) = states(&asked, &rules, subject.table) else {
            continue;
        };
        let mut items: Vec<Item<'_>> = Vec::new();
        for (position, rule) in members {
            let truths = states.iter().map(|state| judge(rule, *state)).collect();
            items.push(Item {
                position,
                rule,
                truths,
            });
        }
        // What is constant by itself has been told.
        items.retain(|item| {
            constant(&item.truths).is_none() && !numbers::is_impossible(subject, item.rule)
        });
        together(place, path, &states, items, advice);
    }
}

/// Rules that stand twice in a list: the position of each later one.
fn duplicates(
    subject: &Subject<'_>,
    path: &str,
    rules: &[Rule],
    advice: &mut Advice,
) -> Vec<usize> {
    let written: Vec<Value> = rules.iter().map(|rule| rule.write(subject.table)).collect();
    let mut twice = Vec::new();
    for (position, rule) in written.iter().enumerate() {
        if written[..position].contains(rule) {
            advice.note(&[&place(path, position)], Code::DuplicateRule, "");
            twice.push(position);
        }
    }
    twice
}

/// Rules of one list about one measure, held side by side.
fn together(
    at: &Place<'_>,
    path: &str,
    states: &[State],
    mut items: Vec<Item<'_>>,
    advice: &mut Advice,
) {
    if items.len() < 2 || items.len() * items.len() * states.len() > 20 * MOST_WORK {
        return;
    }
    let join = |items: &[Item<'_>], without: Option<usize>| -> Vec<Truth> {
        let of = |state: usize| {
            let all = items.iter().enumerate();
            let kept = all.filter(|(place, _)| Some(*place) != without);
            kept.map(move |(_, item)| item.truths[state])
        };
        (0..states.len())
            .filter_map(|state| match at.rule {
                Rule::All(_) => of(state).min(),
                Rule::Any(_) => of(state).max(),
                _ => None,
            })
            .collect()
    };
    let whole = join(&items, None);
    if let Some(code) = constant(&whole) {
        advice.note(&[&at.path], code, "");
        return;
    }
    if whole.is_empty() {
        // Of "at least so many", each counts.
        return;
    }
    // The later of two that say the same is the one too many.
    for place_of in (0..items.len()).rev() {
        if items.len() > 1 && join(&items, Some(place_of)) == whole {
            let position = items.remove(place_of).position;
            advice.note(&[&place(path, position)], Code::Swallowed, "");
        }
    }
    if let Rule::Any(_) = at.rule {
        let limits: Vec<f64> = items.iter().flat_map(|item| limits(item.rule)).collect();
        let holds = |truth: &Truth| usize::from(*truth != Truth::False);
        let counts: Vec<usize> = whole.iter().map(holds).collect();
        for (number, _) in seams(states, &limits, &counts).filter(|(_, code)| *code == Code::Gap) {
            advice.note(&[&at.path], Code::Gap, &decimal(number));
        }
    }
}

/// Limits at which neighbours leave out one number, or both have it: by how many hold at each state.
pub(super) fn seams(
    states: &[State],
    limits: &[f64],
    counts: &[usize],
) -> impl Iterator<Item = (f64, Code)> {
    let three = counts.windows(3).enumerate();
    three.filter_map(move |(before, counts)| {
        let State::Number(number) = *states.get(before + 1)? else {
            return None;
        };
        let code = match counts {
            [before, 0, after] if *before > 0 && *after > 0 => Code::Gap,
            [1, here, 1] if *here > 1 => Code::Overlap,
            _ => return None,
        };
        limits.contains(&number).then_some((number, code))
    })
}
