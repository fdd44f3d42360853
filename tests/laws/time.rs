//! Laws of the calendar: a window says today what the same answers give on a later day.

use crate::common::{self, finding, map, text, trial_file};
use crate::people::{Answers, measures_of, person, screen};
use crate::{config, rules};
use proptest::prelude::*;
use std::sync::LazyLock;
use trial_prescreen::catalogue::{Kind, Measure, row};
use trial_prescreen::date::{Date, DateRange};
use trial_prescreen::finding::{Note, Status};
use trial_prescreen::rule::Reason;
use trial_prescreen::truth::DateSpan;
use trial_prescreen::verdict::VerdictStatus;
use trial_prescreen::{Screener, Value};

static DIABETES: LazyLock<Screener> = LazyLock::new(|| trial_file(common::DIABETES).screener());

/// An age that was typed stays what it was; doses are of the 28 days before any day; a treatment
/// is known to be unchanged only until today.
const MOVES: [&str; 6] = [
    "age",
    "creatinine",
    "steroid_doses_28d",
    "last_nonbiologic_change",
    "egfr",
    "creatinine_clearance",
];

fn without_what_moves(measures: Vec<Measure>) -> Vec<Measure> {
    let mut measures = measures;
    measures.retain(|measure| !MOVES.contains(&measure.id.as_str()));
    measures
}

/// No numbers: an age that was typed stays what it was.
fn without_numbers(measures: Vec<Measure>) -> Vec<Measure> {
    let mut measures = measures;
    measures.retain(|measure| measure.kind != Kind::Quantity);
    measures
}

/// The answers that stay the same as time goes by: "this month" would not, and neither would a
/// result that grows old.
fn lasting(answers: &Answers, as_of: Date) -> Answers {
    fn lasts(value: &Value, as_of: Date) -> bool {
        match value {
            Value::Text(word) => {
                DateRange::parse(word).is_none_or(|day| day.is_day() || day.latest < as_of)
            }
            Value::List(entries) => entries.iter().all(|entry| lasts(entry, as_of)),
            Value::Map(entries) => entries.iter().all(|(_, entry)| lasts(entry, as_of)),
            _ => true,
        }
    }
    answers
        .iter()
        .filter(|(id, value)| {
            let grows_old = value.get("on").is_some() && row(id).is_some_and(|row| row.repeatable);
            lasts(value, as_of) && !grows_old
        })
        .cloned()
        .collect()
}

fn holds(window: &[DateSpan], day: Date) -> bool {
    window.iter().any(|span| {
        span.from.is_none_or(|from| from <= day) && span.until.is_none_or(|until| day <= until)
    })
}

fn later(
    screener: &Screener,
    as_of: &str,
    answers: &Answers,
    days: i32,
) -> Result<(), TestCaseError> {
    let today = Date::parse(as_of).expect(as_of);
    let answers = lasting(answers, today);
    let day = today.plus_days(days);
    let now = screen(screener, &answers, as_of).expect("nothing clashes");
    let then = screen(screener, &answers, &day.to_string()).expect("nothing clashes");
    for (now, then) in now.iter().zip(&then) {
        for one in &now.findings {
            let other = finding(then, &one.criterion);
            let open = holds(&one.window, day);
            prop_assert_eq!(
                open,
                other.status != Status::Fail,
                "{}: {:#?} {:#?}",
                day,
                one,
                other
            );
            let sure = holds(&one.certain_window, day);
            prop_assert!(open || !sure, "{}: {:#?}", day, one);
            prop_assert!(
                !sure || other.status != Status::Unknown,
                "{}: {:#?} {:#?}",
                day,
                one,
                other
            );
        }
        let open = holds(&now.window, day);
        let fails = then.status == VerdictStatus::RuledOut;
        prop_assert_eq!(open, !fails, "{}: {:?} {:?}", day, now.window, then.status);
        if open && now.window_is_certain {
            prop_assert_eq!(then.status, VerdictStatus::NoBarrierFound, "{}", day);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn a_window_holds_the_days_without_a_fail(
        (as_of, answers) in person(&without_numbers(measures_of(&DIABETES))),
        days in prop_oneof![0..8, 0..400, 0..9000],
    ) {
        later(&DIABETES, as_of, &answers, days)?;
    }

    #[test]
    fn a_window_of_any_rule_holds_the_days_without_a_fail(
        (definition, (as_of, answers)) in rules::group().prop_flat_map(|measures| {
            let mut lasting = measures.clone();
            lasting.retain(|measure| measure.id != "last_nonbiologic_change");
            (rules::trial(&lasting), person(&without_what_moves(measures)))
        }),
        days in prop_oneof![0..8, 0..400, 0..9000],
    ) {
        later(&rules::screener(&definition), as_of, &answers, days)?;
    }
}

/// One criterion with this rule about the day of diagnosis, 31 August.
fn diagnosed(rule: &str, as_of: &str) -> (Status, Option<Reason>) {
    let body = map([
        ("measure", text("diabetes_diagnosed")),
        ("months", Value::Number(6.0)),
    ]);
    let definition = rules::definition("months", &[(true, map([(rule, body)]))]);
    let answers = vec![("diabetes_diagnosed".to_string(), text("2026-08-31"))];
    let verdicts = screen(&rules::screener(&definition), &answers, as_of).expect("one answer");
    let found = finding(&verdicts[0], "C0");
    (found.status, found.borderline)
}

#[test]
fn the_last_day_is_as_the_words_say() {
    for (day, within, ago) in [
        ("2026-08-31", Status::Pass, Status::Fail),
        ("2027-02-27", Status::Pass, Status::Fail),
        ("2027-02-28", Status::Unknown, Status::Pass),
        ("2027-03-01", Status::Fail, Status::Pass),
    ] {
        let on_the_day = (within == Status::Unknown).then_some(Reason::ReadingsDiffer);
        assert_eq!(diagnosed("within_last", day), (within, on_the_day), "{day}");
        assert_eq!(diagnosed("at_least_ago", day), (ago, None), "{day}");
    }
}

#[test]
fn a_result_is_old_after_ninety_days() {
    for (weight, on, status, reason, noted) in [
        (60.0, "2026-08-23", Status::Pass, None, false),
        (60.0, "2026-08-22", Status::Pass, None, true),
        (120.0, "2026-08-23", Status::Fail, None, false),
        (
            120.0,
            "2026-08-22",
            Status::Unknown,
            Some(Reason::OldResult),
            false,
        ),
    ] {
        let weight = map([
            ("value", Value::Number(weight)),
            ("unit", text("kg")),
            ("on", text(on)),
        ]);
        let answers = vec![("weight".to_string(), weight)];
        let verdicts = screen(&DIABETES, &answers, common::AS_OF).expect("one answer");
        let found = finding(&verdicts[0], "E1");
        let notes: &[Note] = if noted { &[Note::OldResult] } else { &[] };
        assert_eq!((found.status, found.borderline), (status, reason), "{on}");
        assert_eq!(found.notes, notes, "{on}");
    }
}

#[test]
fn a_month_gives_a_sure_end_before_the_last_possible_one() {
    let screener = &*DIABETES;
    let answers = |diagnosed: &str| {
        map([
            ("type1_diabetes", Value::Bool(true)),
            ("diabetes_diagnosed", text(diagnosed)),
        ])
    };
    for (diagnosed, sure, possible) in [
        ("2026-09", "2027-02-28", "2027-03-29"),
        ("2026-09-10", "2027-03-09", "2027-03-09"),
    ] {
        let verdict = common::screen_one(screener, &answers(diagnosed), "2026-11-22");
        let finding = finding(&verdict, "I2");
        let until = |window: &[DateSpan]| {
            window
                .last()
                .and_then(|span| span.until)
                .map(|day| day.to_string())
        };
        assert_eq!(
            until(&finding.certain_window).as_deref(),
            Some(sure),
            "{diagnosed}"
        );
        assert_eq!(
            until(&finding.window).as_deref(),
            Some(possible),
            "{diagnosed}"
        );
        assert_eq!(
            until(&verdict.certain_window).as_deref(),
            Some(sure),
            "{diagnosed}"
        );
    }
}
