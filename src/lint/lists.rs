//! Rules that are always or never true, that stand twice, or that change nothing where they stand.

use super::places::Place;
use super::worlds::{Asked, MOST_WORK, State, asked, judge, limits, states};
use super::{Advice, Subject, numbers, place};
use crate::error::{Code, decimal};
use crate::rule::Rule;
use crate::truth::Truth;

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
    let states = asked.and_then(|asked| states(asked, &[place.rule], subject.table));
    if let Some(code) = states.and_then(|states| constant(&told(place.rule, &states))) {
        advice.note(&[&place.path], code, "");
    }
}

/// What a rule says of each answer.
pub(super) fn told(rule: &Rule, states: &[State]) -> Vec<Truth> {
    states.iter().map(|state| judge(rule, *state)).collect()
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
    let mut groups: Groups<'_> = Vec::new();
    for (position, rule) in rules.iter().enumerate() {
        if rules[..position].contains(rule) {
            advice.note(&[&super::place(path, position)], Code::DuplicateRule, "");
        } else {
            group(&mut groups, subject, position, rule);
        }
    }
    if rules.iter().any(Rule::is_contradiction) {
        // Such a list says itself that it cannot all be true.
        return;
    }
    for (asked, members) in groups {
        let rules: Vec<&Rule> = members.iter().map(|(_, rule)| *rule).collect();
        let Some(states) = states(asked, &rules, subject.table) else {
            continue;
        };
        let mut items: Vec<Item<'_>> = Vec::new();
        for (position, rule) in members {
            let truths = told(rule, &states);
            // What is constant by itself has been told.
            if constant(&truths).is_none() && !numbers::is_impossible(subject, rule) {
                items.push(Item {
                    position,
                    rule,
                    truths,
                });
            }
        }
        together(place, path, &states, items, advice);
    }
}

/// Rules that ask about the same, with their positions.
pub(super) type Groups<'r> = Vec<(Asked<'r>, Vec<(usize, &'r Rule)>)>;

/// Puts a rule to those that ask about the same, if it asks about one measure.
pub(super) fn group<'r>(
    groups: &mut Groups<'r>,
    subject: &Subject<'_>,
    position: usize,
    rule: &'r Rule,
) {
    let Some(asked) = asked(rule, subject.table) else {
        return;
    };
    for (other, members) in groups.iter_mut() {
        if asked.is_like(*other, subject.table) {
            members.push((position, rule));
            return;
        }
    }
    groups.push((asked, vec![(position, rule)]));
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
    let any = match at.rule {
        Rule::Any(_) => true,
        Rule::All(_) => false,
        // Of "at least so many", each counts.
        _ => return,
    };
    let whole = join(&items, any, usize::MAX);
    if let Some(code) = constant(&whole) {
        advice.note(&[&at.path], code, "");
        return;
    }
    // The later of two that say the same is the one too many.
    for place_of in (0..items.len()).rev() {
        if items.len() > 1 && join(&items, any, place_of) == whole {
            let position = items.remove(place_of).position;
            advice.note(&[&place(path, position)], Code::Swallowed, "");
        }
    }
    if any {
        let rules: Vec<&Rule> = items.iter().map(|item| item.rule).collect();
        let holds = |truth: &Truth| usize::from(*truth != Truth::False);
        let counts: Vec<usize> = whole.iter().map(holds).collect();
        for (number, _) in seams(states, &rules, &counts) {
            advice.note(&[&at.path], Code::Gap, &decimal(number));
        }
    }
}

/// What a list says of each answer, without one of its rules.
fn join(items: &[Item<'_>], any: bool, without: usize) -> Vec<Truth> {
    let mut joined: Vec<Truth> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        if place == without {
            continue;
        }
        if joined.is_empty() {
            joined.clone_from(&item.truths);
        }
        for (all, one) in joined.iter_mut().zip(&item.truths) {
            *all = if any {
                (*all).max(*one)
            } else {
                (*all).min(*one)
            };
        }
    }
    joined
}

/// Limits at which neighbours leave out one number, or both have it: by how many hold at each state.
pub(super) fn seams(states: &[State], rules: &[&Rule], counts: &[usize]) -> Vec<(f64, Code)> {
    let limits: Vec<f64> = rules.iter().flat_map(|rule| limits(rule)).collect();
    let mut found = Vec::new();
    for (counts, state) in counts.windows(3).zip(states.iter().skip(1)) {
        let code = match counts {
            [before, 0, after] if *before > 0 && *after > 0 => Code::Gap,
            [1, here, 1] if *here > 1 => Code::Overlap,
            _ => continue,
        };
        if let State::Number(number) = state
            && limits.contains(number)
        {
            found.push((*number, code));
        }
    }
    found
}
