//! The trial's own tests, run: what they expect, and how near they come to each limit.

use super::coverage::STATUSES;
use super::places::Place;
use super::{Advice, Subject, place};
use crate::answers::Answers;
use crate::catalogue::Kind;
use crate::date::Date;
use crate::equation::Equation;
use crate::error::Code;
use crate::finding::Status;
use crate::interval::TOLERANCE;
use crate::person::Person;
use crate::rule::Rule;
use crate::scale::{Form, Scale, scales};
use crate::screener::Screener;
use crate::value::Value;
use crate::verdict::{Verdict, VerdictStatus, verdict};

/// Most comparisons that all cases together may ask for.
const MOST_COMPARISONS: usize = 200_000;

/// A value tries a limit that is nearer to it than this share of the limit.
const NEAR: f64 = 0.1;

pub(super) fn check(subject: &Subject<'_>, advice: &mut Advice) {
    let Some(Value::List(cases)) = subject.definition.get("cases").filter(|_| subject.whole) else {
        return;
    };
    let Ok(screener) = Screener::new(std::slice::from_ref(subject.definition)) else {
        return;
    };
    let mut reads = 0;
    subject.walk(&mut |_| reads += 1);
    if cases.len().saturating_mul(reads) > MOST_COMPARISONS {
        advice.note(&["cases"], Code::TooLarge, "cases that can be run");
        return;
    }
    let mut drawn = Vec::new();
    for (position, case) in cases.iter().enumerate() {
        let path = place("cases", position);
        let (Some(answers), Some(expect)) = (case.get("answers"), case.get("expect")) else {
            continue;
        };
        let as_of = case
            .get("as_of")
            .and_then(Value::as_text)
            .unwrap_or_default();
        let run = |person: &Person<'_>, _: &Answers| {
            let trial = screener.trials.first()?;
            for criterion in &trial.criteria {
                drawn.extend(scales(&trial.id, criterion, person));
            }
            Some(verdict(trial, person))
        };
        match screener.with_answers(answers, as_of, run) {
            Ok(Some(verdict)) => compare(&path, expect, &verdict, advice),
            Ok(None) => {}
            Err(error) => {
                let field = error.field.unwrap_or_default();
                let path = [&path, "/answers/", &field].concat();
                let path = path.trim_end_matches('/');
                advice.note(&[path], Code::CaseFails, error.code.as_str());
            }
        }
    }
    if !cases.is_empty() {
        untried(subject, &drawn, advice);
    }
}

/// What a case expects and the verdict does not hold; what would be right is what the engine says.
fn compare(path: &str, expect: &Value, verdict: &Verdict, advice: &mut Advice) {
    let mut fails = |at: &str, found: &str| {
        advice.note(&[path, "expect", at], Code::CaseFails, found);
    };
    let status = match verdict.status {
        VerdictStatus::RuledOut => "ruled_out",
        VerdictStatus::Undecided => "undecided",
        VerdictStatus::NoBarrierFound => "no_barrier_found",
    };
    if expect
        .get("status")
        .is_some_and(|told| told.as_text() != Some(status))
    {
        fails("status", status);
    }
    for list in STATUSES {
        let Some(Value::List(ids)) = expect.get(list) else {
            continue;
        };
        for (position, id) in ids.iter().enumerate() {
            let finding = verdict
                .findings
                .iter()
                .find(|finding| id.as_text() == Some(&finding.criterion));
            let found = finding.map_or("", |finding| name(finding.status));
            if found != list {
                fails(&place(list, position), found);
            }
        }
    }
    if let Some(Value::List(spans)) = expect.get("window") {
        let day = |span: &Value, key| span.get(key).and_then(Value::as_text).and_then(Date::parse);
        let told = spans
            .iter()
            .map(|span| (day(span, "from"), day(span, "until")));
        if !told.eq(verdict.window.iter().map(|span| (span.from, span.until))) {
            fails("window", "");
        }
    }
    if let Some(Value::Bool(told)) = expect.get("window_is_certain")
        && *told != verdict.window_is_certain
    {
        fails("window_is_certain", if *told { "false" } else { "true" });
    }
}

fn name(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Fail => "fail",
        Status::Unknown => "unknown",
        Status::StudyTests => "study_tests",
        Status::NotScreenable => "not_screenable",
    }
}

/// Limits that no case tries from both sides.
fn untried(subject: &Subject<'_>, drawn: &[Scale], advice: &mut Advice) {
    for line in &subject.lines {
        let own: Vec<&Scale> = drawn
            .iter()
            .filter(|scale| scale.criterion == line.criterion.id)
            .collect();
        line.walk(&mut |place| {
            // Groups and remarks decide nothing.
            if place.path.starts_with(&[&line.path, "/rule/"].concat()) {
                limits(subject, place, &own, advice);
            }
        });
    }
}

/// What is compared at one limit: how it is drawn, and how far from the limit a value tries it.
struct Tried<'d> {
    drawn: &'d [&'d Scale],
    id: &'d str,
    /// A multiple of the laboratory's own limit, and not the value itself.
    multiple: bool,
    unit: Option<&'d str>,
    equations: &'d [&'static Equation],
    reach: fn(f64) -> f64,
}

fn limits(subject: &Subject<'_>, place: &Place<'_>, drawn: &[&Scale], advice: &mut Advice) {
    let table = subject.table;
    let (index, written, canonical) = match place.rule {
        Rule::Compare(compare) => (compare.measure, compare.written, compare.canonical),
        Rule::TimesUpperLimit(index, test) => (*index, *test, *test),
        _ => return,
    };
    let id = table.id(index);
    let mut tried = Tried {
        drawn,
        id,
        multiple: true,
        unit: None,
        equations: &[],
        reach: |limit| limit.abs() * NEAR,
    };
    if let Rule::Compare(compare) = place.rule {
        let row = table.row(index);
        let derived = row.is_some_and(|row| !row.derived_from.is_empty());
        if derived && id != "age" && compare.equations.is_empty() {
            // What follows from other answers is on no drawing.
            return;
        }
        tried.multiple = false;
        tried.unit = compare.unit.as_deref();
        tried.equations = &compare.equations;
        if table.kind(index) == Kind::Titre {
            // The next dilution is the half or the double.
            tried.reach = f64::abs;
        } else if compare.unit.is_none() || id == "age" {
            tried.reach = |limit| (limit.abs() * NEAR).max(1.0);
        }
    }
    let written = written.limits();
    for ((name, limit), (_, canonical)) in written.iter().zip(canonical.limits()) {
        if !tried.both_sides(*limit, canonical) {
            let verb = matches!(place.rule, Rule::Compare(_)) && written.len() == 1;
            let key = if verb { "value" } else { name };
            advice.note(&[&place.path, key], Code::LimitNotTried, "");
        }
    }
}

impl Tried<'_> {
    /// Whether two values lie beside a limit, or one beside it and one on it.
    fn both_sides(&self, written: f64, canonical: f64) -> bool {
        let (mut below, mut at, mut above) = (false, false, false);
        for scale in self.drawn {
            let formula = self.equations.iter().any(|one| one.id == scale.symbol);
            let itself = scale.symbol == self.id
                && scale.unit.as_deref() == self.unit
                && (scale.form == Form::TimesUpperLimit) == self.multiple;
            let limit = if formula { canonical } else { written };
            let (Some(low), true) = (scale.low, formula || itself) else {
                continue;
            };
            if scale.high != Some(low) {
                continue;
            }
            // Beside nothing, one is near.
            let reach = if limit == 0.0 {
                1.0
            } else {
                (self.reach)(limit)
            };
            let apart = low - limit;
            if apart.abs() <= limit.abs() * TOLERANCE {
                at = true;
            } else if apart.abs() <= reach * (1.0 + TOLERANCE) {
                below |= apart < 0.0;
                above |= apart > 0.0;
            }
        }
        [below, at, above]
            .into_iter()
            .filter(|there| *there)
            .count()
            > 1
    }
}
