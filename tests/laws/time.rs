//! Laws of the calendar: a window says today what the same answers give on a later day.

use crate::common::{self, finding, trial_file};
use crate::people::{Answers, measures, measures_of, person, screen};
use crate::{config, rules};
use proptest::prelude::*;
use std::sync::LazyLock;
use trial_prescreen::catalogue::{Kind, Measure};
use trial_prescreen::date::{Date, DateRange};
use trial_prescreen::finding::Status;
use trial_prescreen::truth::DateSpan;
use trial_prescreen::verdict::VerdictStatus;
use trial_prescreen::{Screener, Value};

static DIABETES: LazyLock<Screener> = LazyLock::new(|| trial_file(common::DIABETES).screener());

/// No numbers: an age that was typed stays what it was, and results grow old.
fn without_numbers(measures: Vec<Measure>) -> Vec<Measure> {
    let mut measures = measures;
    measures.retain(|measure| measure.kind != Kind::Quantity);
    measures
}

/// The answers that stay the same as time goes by: "this month" would not.
fn lasting(answers: &Answers, as_of: Date) -> Answers {
    let lasts = |value: &Value| match value.as_text().and_then(DateRange::parse) {
        Some(day) => day.is_day() || day.latest < as_of,
        None => true,
    };
    answers
        .iter()
        .filter(|(_, value)| lasts(value.get("on").unwrap_or(value)))
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
    #![proptest_config(config(300))]

    #[test]
    fn a_window_holds_the_days_without_a_fail(
        (as_of, answers) in person(&without_numbers(measures_of(&DIABETES))),
        days in prop_oneof![0..8, 0..400, 0..9000],
    ) {
        later(&DIABETES, as_of, &answers, days)?;
    }

    #[test]
    fn a_window_of_any_rule_holds_the_days_without_a_fail(
        definition in rules::trial(&measures(&rules::MEASURES)),
        (as_of, answers) in person(&without_numbers(measures(&rules::MEASURES))),
        days in prop_oneof![0..8, 0..400, 0..9000],
    ) {
        later(&rules::screener(&definition), as_of, &answers, days)?;
    }
}
