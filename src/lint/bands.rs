//! Neighbours that leave something out, or hold it twice: groups of a criterion, and bands of a dose.

use super::lists::{Groups, group, seams, told};
use super::worlds::states;
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
    let mut groups: Groups<'_> = Vec::new();
    for (position, stratum) in line.criterion.strata.iter().enumerate() {
        group(&mut groups, subject, position, &stratum.rule);
    }
    for (asked, members) in groups {
        let rules: Vec<&Rule> = members.iter().map(|(_, rule)| *rule).collect();
        let Some(states) = states(asked, &rules, subject.table) else {
            continue;
        };
        let mut counts = vec![0; states.len()];
        for rule in &rules {
            for (count, truth) in counts.iter_mut().zip(told(rule, &states)) {
                *count += usize::from(truth != Truth::False);
            }
        }
        for (number, code) in seams(&states, &rules, &counts) {
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
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for test in bands.iter().flat_map(|band| &band.limits) {
        for (_, limit) in test.limits() {
            (low, high) = (low.min(limit), high.max(limit));
        }
    }
    let inside = Interval::closed(low * (1.0 + BESIDE), high * (1.0 - BESIDE));
    if inside.low < inside.high && !dose.covers(inside) {
        advice.note(&[path, "dose", "by_weight"], Code::Gap, "");
    }
}
