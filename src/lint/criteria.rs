//! Criteria beside each other: the same twice, an inclusion turned round, two that cannot both be
//! met. And what a whole trial needs.

use super::lists::told;
use super::worlds::{Asked, asked, states};
use super::{Advice, Line, Subject};
use crate::catalogue::Who;
use crate::error::Code;
use crate::rule::Rule;
use crate::truth::Truth;

pub(super) fn check(subject: &Subject<'_>, advice: &mut Advice) {
    let lines = &subject.lines;
    for line in lines {
        id(line, advice);
        if line.counts() {
            study_only(subject, line, advice);
        }
    }
    let nobody_asks = lines.iter().all(|line| !reads(&line.criterion.rule));
    if nobody_asks && !lines.is_empty() && subject.whole {
        advice.note(&["criteria"], Code::JudgementOnly, "");
    }
    pairs(subject, advice);
}

/// Whether a rule reads any answer.
pub(super) fn reads(rule: &Rule) -> bool {
    let mut reads = false;
    rule.measures(&mut |_| reads = true);
    reads
}

/// Protocols number their lines: a short id with a digit, I for an inclusion and E for an exclusion.
fn id(line: &Line<'_>, advice: &mut Advice) {
    let id = line.criterion.id.as_str();
    let (other, like) = if line.is_inclusion() {
        ('E', "I4")
    } else {
        ('I', "E4")
    };
    let numbered = id.bytes().any(|byte| byte.is_ascii_digit());
    let short = id.len() <= 20 && !id.contains(char::is_whitespace);
    if !numbered || !short || id.starts_with(other) {
        advice.note(&[&line.path, "id"], Code::OddId, like);
    }
}

fn study_only(subject: &Subject<'_>, line: &Line<'_>, advice: &mut Advice) {
    let mut only = reads(&line.criterion.rule);
    line.criterion
        .rule
        .measures(&mut |index| only &= subject.table.who(index) == [Who::Study]);
    if only {
        advice.note(&[&line.path, "rule"], Code::StudyOnly, "");
    }
}

/// Most pairs of criteria that are held side by side over every answer; no protocol comes near.
const MOST_PAIRS: usize = 20_000;

/// What has to hold for a criterion to be met.
struct Meeting<'l> {
    line: &'l Line<'l>,
    /// The rule without any `not` around it, and whether it has to hold.
    rule: &'l Rule,
    holds: bool,
    asked: Option<Asked<'l>>,
}

fn pairs(subject: &Subject<'_>, advice: &mut Advice) {
    let counted = subject.lines.iter().filter(|line| line.counts());
    let meetings: Vec<Meeting<'_>> = counted
        .map(|line| {
            let (mut rule, mut holds) = (&line.criterion.rule, line.is_inclusion());
            while let Rule::Not(inner) = rule {
                (rule, holds) = (inner, !holds);
            }
            Meeting {
                line,
                rule,
                holds,
                asked: asked(rule, subject.table),
            }
        })
        .collect();
    let mut left = MOST_PAIRS;
    for (place, one) in meetings.iter().enumerate() {
        let earlier = &meetings[..place];
        let found = earlier.iter().find_map(|other| {
            let code = compared(subject, other, one, &mut left)?;
            Some((code, other.line.criterion.id.as_str()))
        });
        if let Some((code, other)) = found {
            advice.note(&[&one.line.path], code, other);
        }
    }
}

fn compared(
    subject: &Subject<'_>,
    one: &Meeting<'_>,
    other: &Meeting<'_>,
    left: &mut usize,
) -> Option<Code> {
    let same_kind = one.line.criterion.kind == other.line.criterion.kind;
    let same = if same_kind {
        Code::DuplicateCriterion
    } else {
        Code::RepeatedCriterion
    };
    if one.rule == other.rule {
        if !reads(one.rule) {
            // Many lines leave a judgement to the team, each about something else.
            let texts = [one, other].map(|meeting| meeting.line.criterion.text.trim());
            return (same_kind && texts[0] == texts[1]).then_some(same);
        }
        return Some(if one.holds == other.holds {
            same
        } else {
            Code::OpposedCriteria
        });
    }
    let (asked, beside) = (one.asked?, other.asked?);
    if !asked.is_like(beside, subject.table) {
        return None;
    }
    *left = left.checked_sub(1)?;
    let states = states(asked, &[one.rule, other.rule], subject.table)?;
    let met = |meeting: &Meeting<'_>| {
        let mut truths = told(meeting.rule, &states);
        for truth in &mut truths {
            *truth = if meeting.holds { *truth } else { !*truth };
        }
        truths
    };
    let (one, other) = (met(one), met(other));
    let possible = |truths: &[Truth]| truths.contains(&Truth::True);
    if !possible(&one) || !possible(&other) {
        // Each for itself can never be met: that is told where it stands.
        return None;
    }
    if one == other {
        return Some(same);
    }
    let both = one
        .iter()
        .zip(&other)
        .any(|(a, b)| a.min(b) == &Truth::True);
    (!both).then_some(Code::OpposedCriteria)
}
