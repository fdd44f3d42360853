//! Neighbours that leave something out, or hold it twice: groups of a criterion, and bands of a dose.

use super::lists::seams;
use super::worlds::{Asked, asked, judge, limits, states};
use super::{Advice, Line, Subject, place};
use crate::dose::Dose;
use crate::error::{Code, decimal};
use crate::interval::Interval;
use crate::rule::Rule;
use crate::truth::Truth;
use crate::value::{Reader, Value};

/// Further from a limit than a tie reaches.
const BESIDE: f64 = 1e-6;

pub(super) fn check(subject: &Subject<'_>, advice: &mut Advice) {
    for line in &subject.lines {
        strata(subject, line, advice);
    }
    if let Some(Value::List(arms)) = subject.definition.get("arms") {
        for (position, arm) in arms.iter().enumerate() {
            dose(&place("arms", position), arm, advice);
        }
    }
}

/// Groups that meet at one limit.
fn strata(subject: &Subject<'_>, line: &Line<'_>, advice: &mut Advice) {
    let mut groups: Vec<(Asked, Vec<&Rule>)> = Vec::new();
    for stratum in &line.criterion.strata {
        let Some(asked) = asked(&stratum.rule, subject.table) else {
            continue;
        };
        match groups.iter_mut().find(|(other, _)| *other == asked) {
            Some((_, rules)) => rules.push(&stratum.rule),
            None => groups.push((asked, vec![&stratum.rule])),
        }
    }
    for (asked, rules) in groups {
        let Some(states) = states(&asked, &rules, subject.table) else {
            continue;
        };
        let count = |state| {
            let truths = rules.iter().map(|rule| judge(rule, state));
            truths.filter(|truth| *truth != Truth::False).count()
        };
        let counts: Vec<usize> = states.iter().map(|state| count(*state)).collect();
        let limits: Vec<f64> = rules.iter().flat_map(|rule| limits(rule)).collect();
        for (number, code) in seams(&states, &limits, &counts) {
            advice.note(&[&line.path, "strata"], code, &decimal(number));
        }
    }
}

/// Every body weight between the lowest and the highest limit has a dose.
fn dose(path: &str, arm: &Value, advice: &mut Advice) {
    let mut reader = Reader::default();
    let dose = arm
        .get("dose")
        .and_then(|dose| Dose::read(&mut reader, dose));
    let Some(dose) = dose.filter(|_| reader.count() == 0) else {
        return;
    };
    let Dose::ByWeight(bands) = &dose else {
        return;
    };
    let tests = bands.iter().flat_map(|band| &band.limits);
    let limits = tests.flat_map(|test| test.limits()).map(|(_, limit)| limit);
    let (low, high) = limits.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), limit| {
        (low.min(limit), high.max(limit))
    });
    let inside = Interval::closed(low * (1.0 + BESIDE), high * (1.0 - BESIDE));
    if inside.low < inside.high && !dose.covers(inside) {
        advice.note(&[path, "dose", "by_weight"], Code::Gap, "");
    }
}
