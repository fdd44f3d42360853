//! Pieces of the shipped trials, and answers of every form to what they ask.

use crate::answer::answer;
use crate::definition::PIECES;
use crate::draw::{AS_OF, Draw, assert_discreet};
use std::sync::LazyLock;
use trial_prescreen::catalogue::{Measure, catalogue};
use trial_prescreen::date::Date;
use trial_prescreen::finding::{Finding, Status};
use trial_prescreen::truth::DateSpan;
use trial_prescreen::verdict::VerdictStatus;
use trial_prescreen::{Screener, Value, Verdict};

/// An engine for one piece, and what bears on it.
static SCREENERS: LazyLock<Vec<(Screener, Vec<Measure>)>> = LazyLock::new(|| {
    let all = catalogue();
    let screener = |piece: &Value| {
        let screener = Screener::new(std::slice::from_ref(piece)).expect("a shipped trial");
        let questions = screener.questions();
        let asked = |measure: &&Measure| {
            questions.iter().any(|question| {
                question.measure == measure.id || question.instead.contains(&measure.id)
            })
        };
        let measures = all.iter().filter(asked).cloned().collect();
        (screener, measures)
    };
    PIECES.iter().map(screener).collect()
});
static ALL: LazyLock<Vec<Measure>> = LazyLock::new(catalogue);

pub fn run(bytes: &[u8]) {
    let mut draw = Draw::new(bytes);
    let (screener, measures) = draw.one(&SCREENERS);
    let mut answers: Vec<(String, Value)> = Vec::new();
    for measure in measures {
        if !draw.once_in(5) {
            answers.push((measure.id.clone(), answer(&mut draw, measure)));
        }
    }
    if draw.once_in(8) {
        let measure = draw.one(&ALL);
        answers.push((measure.id.clone(), answer(&mut draw, measure)));
    }
    let day = match draw.once_in(24) {
        true => draw.date(),
        false => AS_OF.to_string(),
    };
    let said = Value::Map(answers.clone());
    let verdicts = match screener.screen(&said, &day) {
        Ok(verdicts) => verdicts,
        Err(error) => return assert_discreet(&error.to_string()),
    };
    let as_of = Date::parse(&day).expect("an accepted day");
    for verdict in &verdicts {
        verdict
            .findings
            .iter()
            .for_each(|finding| look_at(finding, as_of));
        in_order(&verdict.window, as_of);
        agrees(verdict);
    }
    let bytes = screener.statuses(&said, &day).expect("what was accepted");
    for (byte, verdict) in bytes.iter().zip(&verdicts) {
        let expected = match (verdict.status, verdict.temporary) {
            (VerdictStatus::RuledOut, false) => 0,
            (VerdictStatus::Undecided, _) => 1,
            (VerdictStatus::NoBarrierFound, _) => 2,
            (VerdictStatus::RuledOut, true) => 3,
        };
        assert_eq!(*byte, expected);
    }
    if let Some(next) = screener.next(&said, &day).expect("what was accepted") {
        assert!(
            answers.iter().all(|(id, _)| *id != next.measure),
            "{} again",
            next.measure
        );
    }
}

fn look_at(finding: &Finding, as_of: Date) {
    let open = finding.status == Status::Unknown;
    assert!(
        finding.borderline.is_none() || open,
        "borderline but not unknown: {finding:?}"
    );
    assert!(
        !finding.temporary || finding.status == Status::Fail,
        "{finding:?}"
    );
    in_order(&finding.window, as_of);
    in_order(&finding.certain_window, as_of);
    // What surely passes on a day is no fail on it.
    for sure in &finding.certain_window {
        let inside = |span: &DateSpan| {
            let begins = span.from.is_none() || (sure.from.is_some() && span.from <= sure.from);
            let ends = span.until.is_none() || (sure.until.is_some() && span.until >= sure.until);
            begins && ends
        };
        assert!(finding.window.iter().any(inside), "{finding:?}");
    }
    let today = |spans: &[DateSpan]| spans.iter().any(|span| span.from.is_none());
    match finding.status {
        Status::Fail => assert!(
            !today(&finding.window),
            "a fail that is none today: {finding:?}"
        ),
        Status::Pass => assert!(
            today(&finding.certain_window),
            "a pass that is none today: {finding:?}"
        ),
        _ => {}
    }
}

/// Spans follow each other with days between them, all from tomorrow on.
fn in_order(spans: &[DateSpan], as_of: Date) {
    let mut last: Option<Date> = Some(as_of);
    for (place, span) in spans.iter().enumerate() {
        match span.from {
            None => assert_eq!(place, 0, "only the first has begun"),
            Some(from) => {
                let after = last.expect("an open span is the last");
                assert!(from > after, "{spans:?}");
            }
        }
        if let (Some(from), Some(until)) = (span.from, span.until) {
            assert!(from <= until, "{spans:?}");
        }
        last = span.until;
    }
}

fn agrees(verdict: &Verdict) {
    let counted = || {
        verdict
            .findings
            .iter()
            .filter(|finding| finding.part_of.is_none())
    };
    let any = |status| counted().any(|finding| finding.status == status);
    let expected = if any(Status::Fail) {
        VerdictStatus::RuledOut
    } else if any(Status::Unknown) {
        VerdictStatus::Undecided
    } else {
        VerdictStatus::NoBarrierFound
    };
    assert_eq!(verdict.status, expected);
}
