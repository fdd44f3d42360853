//! What the trial's own tests leave untested.

use super::criteria::reads;
use super::{Advice, Line, Subject};
use crate::error::Code;
use crate::rule::Rule;
use crate::value::Value;

/// The results that a case can list criteria under.
pub(super) const STATUSES: [&str; 5] = ["pass", "fail", "unknown", "study_tests", "not_screenable"];

pub(super) fn check(subject: &Subject<'_>, advice: &mut Advice) {
    let cases = match subject.definition.get("cases") {
        Some(Value::List(cases)) if !cases.is_empty() => cases,
        None | Some(Value::List(_)) => {
            if !subject.lines.is_empty() {
                advice.note(&["cases"], Code::NoCases, "");
            }
            return;
        }
        _ => return,
    };
    for line in &subject.lines {
        let has = |status: &str| {
            let lists = cases
                .iter()
                .filter_map(|case| case.get("expect")?.get(status));
            let id = line.criterion.id.as_str();
            lists
                .filter_map(|list| match list {
                    Value::List(ids) => Some(ids),
                    _ => None,
                })
                .any(|ids| ids.iter().any(|one| one.as_text() == Some(id)))
        };
        let missing = missing(line, &has);
        if !missing.is_empty() {
            advice.note(&[&line.path], Code::MissingCase, &missing.join(", "));
        }
    }
}

/// The results that no case has for a criterion, of those that it can have.
fn missing(line: &Line<'_>, has: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
    let rule = &line.criterion.rule;
    if !reads(rule) {
        return [("not_screenable", has("not_screenable"))]
            .into_iter()
            .filter_map(|(status, has)| (!has).then_some(status))
            .collect();
    }
    let mut is_judged = false;
    rule.walk(&mut |rule| is_judged |= matches!(rule, Rule::Judgement(_) | Rule::Agreement(_)));
    let passes = line.is_inclusion();
    [
        (
            "pass",
            has("pass") || (is_judged && has("not_screenable")) || !can_be(rule, passes),
        ),
        // The team may excuse some findings: those are never more than open.
        ("fail", has("fail") || !can_be(rule, !passes)),
        // Whether somebody agrees is not screenable until a signature, and never unknown.
        (
            "unknown",
            has("unknown") || has("study_tests") || matches!(rule, Rule::Agreement(_)),
        ),
    ]
    .into_iter()
    .filter_map(|(status, has)| (!has).then_some(status))
    .collect()
}

/// Whether answers can make a rule hold, or not hold: beside a judgement it may stay open for good.
fn can_be(rule: &Rule, holds: bool) -> bool {
    match (rule, holds) {
        (Rule::Judgement(_), _) => false,
        (Rule::Not(rule), _) => can_be(rule, !holds),
        (Rule::Recent(_, rule), _) => can_be(rule, holds),
        (Rule::Any(rules), true) | (Rule::All(rules), false) => {
            rules.iter().any(|rule| can_be(rule, holds))
        }
        (Rule::Any(rules), false) | (Rule::All(rules), true) => {
            rules.iter().all(|rule| can_be(rule, holds))
        }
        _ => true,
    }
}
