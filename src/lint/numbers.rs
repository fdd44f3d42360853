//! Limits that no person reaches, or hardly any.

use super::places::Place;
use super::{Advice, Subject};
use crate::error::{Code, decimal};
use crate::rule::Rule;

/// Outside of this share of a limit it is no slip of a conversion.
const SLACK: f64 = 1e-9;

pub(super) fn check(subject: &Subject<'_>, advice: &mut Advice) {
    subject.walk(&mut |place| limits(subject, place, advice));
}

fn limits(subject: &Subject<'_>, place: &Place<'_>, advice: &mut Advice) {
    let Rule::Compare(compare) = place.rule else {
        return;
    };
    let limits = compare.canonical.limits();
    if let [(_, from), (_, to)] = limits[..]
        && from >= to
    {
        advice.note(&[&place.path], Code::EqualEnds, "a from below to");
    }
    // A dose for each kilogram has other bounds, which nobody has written down.
    let row = subject.table.row(compare.measure);
    let Some(row) = row.filter(|_| compare.per_weight.is_none()) else {
        return;
    };
    for (name, limit) in &limits {
        let key = if limits.len() == 2 { name } else { "value" };
        let outside = |(low, high): (f64, f64)| {
            *limit < low - low.abs() * SLACK || *limit > high + high.abs() * SLACK
        };
        let bounds = [
            (row.hard, Code::ImpossibleLimit),
            (row.soft, Code::ImplausibleLimit),
        ];
        let broken = bounds.into_iter().find_map(|(bounds, code)| {
            let bounds = bounds.filter(|bounds| outside(*bounds))?;
            Some((bounds, code))
        });
        if let Some(((low, high), code)) = broken {
            let unit = row
                .quantity
                .map_or("", |quantity| quantity.canonical().code);
            let expected = [&decimal(low), "..", &decimal(high), " ", unit].concat();
            advice.note(&[&place.path, key], code, expected.trim_end());
        }
    }
}

/// Whether a limit of the rule lies where no person is: that alone makes it constant.
pub(super) fn is_impossible(subject: &Subject<'_>, rule: &Rule) -> bool {
    let Rule::Compare(compare) = rule else {
        return false;
    };
    let row = subject.table.row(compare.measure);
    let hard = row.and_then(|row| row.hard);
    hard.is_some_and(|(low, high)| {
        let limits = compare.canonical.limits();
        limits
            .iter()
            .any(|(_, limit)| !(low..=high).contains(limit))
    })
}
