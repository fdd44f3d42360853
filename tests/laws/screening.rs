//! Laws of screening.

use crate::common::{self, trial_file};
use crate::people::{self, Answers, measures, measures_of, person, screen, without_clash};
use crate::{config, rules};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;
use trial_prescreen::catalogue::Measure;
use trial_prescreen::date::Date;
use trial_prescreen::finding::{Finding, Status};
use trial_prescreen::rule::Reason;
use trial_prescreen::verdict::VerdictStatus;
use trial_prescreen::{Screener, Value, Verdict};

/// The trial with the measures that bear on it.
static DIABETES: LazyLock<(Screener, Vec<Measure>)> = LazyLock::new(|| {
    let screener = trial_file(common::DIABETES).screener();
    let measures = measures_of(&screener);
    (screener, measures)
});
/// What random rules are about.
static ANY: LazyLock<Vec<Measure>> = LazyLock::new(|| measures(&rules::MEASURES));
/// What a formula of the kidney needs, and its result typed from a report.
static KIDNEY: LazyLock<Vec<Measure>> =
    LazyLock::new(|| measures(&["birth_date", "age", "sex", "height", "creatinine", "egfr"]));
/// One criterion for each formula of the kidney.
static FORMULAS: LazyLock<Screener> = LazyLock::new(|| {
    let rules = [
        "ckid_u25_creatinine",
        "ekfc_2021_creatinine",
        "ckd_epi_2021_creatinine",
    ];
    let rules = rules.map(|id| (true, rules::at_least_sixty(id)));
    rules::screener(&rules::definition("kidney", &rules))
});
/// The trial, and another with half of its criteria.
static TWO: LazyLock<Screener> = LazyLock::new(two_trials);

fn is_good(finding: &Finding) -> bool {
    matches!(
        finding.status,
        Status::Pass | Status::NotScreenable | Status::StudyTests
    )
}

fn is_borderline(finding: &Finding) -> bool {
    finding.status == Status::Unknown && finding.borderline.is_some()
}

/// A typed value and a computed one, both ranges, can hold two points that differ.
fn is_clash(finding: &Finding) -> bool {
    finding.borderline == Some(Reason::Conflict)
}

/// Whether somebody can have these answers: of two ranges of dates that overlap, one point can
/// lie before a birth and the other be that birth.
fn is_possible(answers: &Answers, as_of: &str) -> bool {
    screen(&DIABETES.0, answers, as_of).is_some_and(|verdicts| {
        let ages = common::finding(&verdicts[0], "I3");
        ages.borderline != Some(Reason::Contradictory)
    })
}

/// What a filled blank may make of a finding. Where the study's own test or a signature was
/// taken to turn out well, `granted`, the answer itself may say otherwise.
fn may_become(before: &Finding, after: &Finding, granted: bool) -> bool {
    let good = is_good(after);
    match before.status {
        Status::Unknown => true,
        Status::Fail => after.status == Status::Fail || is_borderline(after),
        Status::Pass => good || is_borderline(after),
        Status::NotScreenable | Status::StudyTests => good || is_borderline(after) || granted,
    }
}

/// Fills one blank, which may be the day of a test alone, and compares.
fn fill(
    screener: &Screener,
    measures: &[Measure],
    as_of: &str,
    answers: Answers,
    (blank, day_only): (Index, bool),
) -> Result<(), TestCaseError> {
    let full = without_clash(screener, answers, as_of);
    if full.is_empty() {
        return Ok(());
    }
    let mut fewer = full.clone();
    let (id, value) = fewer.remove(blank.index(full.len()));
    // An age without a day is today's, which is no blank.
    if let (Value::Map(mut entries), true) = (value, day_only && id != "age") {
        entries.retain(|(key, _)| key != "on");
        fewer.push((id.clone(), Value::Map(entries)));
    }
    let granted = people::may_be_granted(measures, &id);
    let before = screen(screener, &fewer, as_of).expect("fewer answers clash less");
    let after = screen(screener, &full, as_of).expect("no clash");
    for (before, after) in before.iter().zip(&after) {
        for (one, other) in before.findings.iter().zip(&after.findings) {
            let allowed = may_become(one, other, granted);
            prop_assert!(allowed, "{id} filled turns {one:#?} into {other:#?}");
            let one_sided = other.borderline.is_none() || other.status == Status::Unknown;
            prop_assert!(one_sided, "borderline but not unknown: {other:#?}");
        }
        let borderline = after.findings.iter().any(is_borderline);
        let allowed = match (before.status, after.status) {
            (VerdictStatus::Undecided, _) => true,
            (VerdictStatus::RuledOut, VerdictStatus::RuledOut) => true,
            (VerdictStatus::NoBarrierFound, VerdictStatus::NoBarrierFound) => true,
            (_, VerdictStatus::Undecided) => borderline || granted,
            (VerdictStatus::NoBarrierFound, VerdictStatus::RuledOut) => granted,
            (VerdictStatus::RuledOut, VerdictStatus::NoBarrierFound) => false,
        };
        prop_assert!(
            allowed,
            "{id} filled: {:?} to {:?}",
            before.status,
            after.status
        );
    }
    Ok(())
}

/// Replaces every range by one of its points and compares.
fn narrow(
    screener: &Screener,
    as_of: &str,
    answers: Answers,
    shares: &[f64],
    clash: fn(&Finding) -> bool,
) -> Result<(), TestCaseError> {
    let wide = without_clash(screener, answers, as_of);
    let day = Date::parse(as_of).expect(as_of);
    let points: Answers = wide
        .iter()
        .zip(shares.iter().cycle())
        .map(|((id, value), share)| (id.clone(), people::point_in(value, *share, day)))
        .collect();
    if !is_possible(&points, as_of) {
        return Ok(());
    }
    let exact = screen(screener, &points, as_of).expect("no clash");
    let wide = screen(screener, &wide, as_of).expect("no clash");
    for (wide, exact) in wide.iter().zip(&exact) {
        for (one, other) in wide.findings.iter().zip(&exact.findings) {
            let same = match one.status {
                Status::Unknown => true,
                Status::Fail => other.status == Status::Fail,
                // Where the points contradict each other, only a judgement may be left.
                Status::Pass => matches!(other.status, Status::Pass | Status::NotScreenable),
                // What the study's test or a signature would settle, a point may settle without.
                Status::NotScreenable | Status::StudyTests => is_good(other),
            } || clash(other);
            prop_assert!(same, "one point turns {one:#?} into {other:#?}, {points:?}");
        }
    }
    Ok(())
}

/// Everything of a verdict but the worked steps, whatever the order of the criteria.
fn essence(verdict: &Verdict) -> (Vec<String>, String) {
    let mut findings: Vec<String> = verdict
        .findings
        .iter()
        .map(|finding| {
            let mut finding = finding.clone();
            finding.because.clear();
            format!("{finding:?}")
        })
        .collect();
    findings.sort_unstable();
    let whole = format!(
        "{:?} {:?} {:?} {:?}",
        verdict.status, verdict.temporary, verdict.window, verdict.window_is_certain
    );
    (findings, whole)
}

/// Answers one question after the other, as the person of `answers` would.
fn ask(screener: &Screener, as_of: &str, answers: &Answers) -> Result<(), TestCaseError> {
    let mut said: Answers = Vec::new();
    loop {
        let value = Value::Map(said.clone());
        let verdicts = screener.screen(&value, as_of).expect("what was accepted");
        let bytes = screener.statuses(&value, as_of).expect("what was accepted");
        let expected: Vec<u8> = verdicts
            .iter()
            .map(|verdict| match (verdict.status, verdict.temporary) {
                (VerdictStatus::RuledOut, false) => 0,
                (VerdictStatus::Undecided, _) => 1,
                (VerdictStatus::NoBarrierFound, _) => 2,
                (VerdictStatus::RuledOut, true) => 3,
            })
            .collect();
        prop_assert_eq!(bytes, expected);
        let Some(question) = screener.next(&value, as_of).expect("what was accepted") else {
            return Ok(());
        };
        let id = question.measure.clone();
        prop_assert!(said.iter().all(|(other, _)| *other != id), "{} again", id);
        let open = question.criteria.iter().any(|bearing| {
            verdicts.iter().any(|verdict| {
                let of_this = verdict.trial == bearing.trial;
                let finding = verdict
                    .findings
                    .iter()
                    .find(|f| f.criterion == bearing.criterion);
                of_this
                    && verdict.status != VerdictStatus::RuledOut
                    // How a value was obtained may yet undo a pass that rests on it.
                    && finding.is_some_and(|f| {
                        id == "c_peptide_taken" || !matches!(f.status, Status::Pass | Status::Fail)
                    })
            })
        });
        prop_assert!(open, "{} changes no open verdict", id);
        let answer = answers.iter().find(|(other, _)| *other == id);
        let unknown = Value::Text("unknown".to_string());
        let answer = answer.map_or(unknown.clone(), |(_, value)| value.clone());
        said.push((id.clone(), answer));
        if screen(screener, &said, as_of).is_none() {
            said.pop();
            said.push((id, unknown));
        }
    }
}

/// The trial, and another with half of its criteria.
fn two_trials() -> Screener {
    let file = trial_file(common::DIABETES);
    let mut half = file.json.clone();
    half["id"] = "HALF".into();
    if let Some(criteria) = half["criteria"].as_array_mut() {
        let mut position = 0;
        criteria.retain(|_| {
            position += 1;
            position % 2 == 0
        });
    }
    half["cases"] = serde_json::json!([]);
    let half = crate::common::from_json(&half);
    Screener::new(&[file.definition(), half]).unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_filled_blank_never_turns_a_finding_round(
        ((as_of, answers), blank) in (person(&DIABETES.1), any::<(Index, bool)>())
    ) {
        let (screener, measures) = &*DIABETES;
        fill(screener, measures, as_of, answers, blank)?;
    }

    #[test]
    fn a_filled_blank_never_turns_the_kidney_criterion_round(
        ((as_of, answers), blank) in (person(&KIDNEY), any::<(Index, bool)>())
    ) {
        let (screener, measures) = &*DIABETES;
        fill(screener, measures, as_of, answers, blank)?;
    }

    #[test]
    fn a_range_that_decides_decides_for_each_of_its_points(
        ((as_of, answers), shares) in (
            person(&DIABETES.1),
            prop::collection::vec(prop_oneof![Just(0.0), Just(1.0), 0.0..1.0], 7),
        )
    ) {
        narrow(&DIABETES.0, as_of, answers, &shares, is_clash)?;
    }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn a_filled_blank_never_turns_a_formula_round(
        ((as_of, answers), blank) in (person(&KIDNEY), any::<(Index, bool)>())
    ) {
        fill(&FORMULAS, &KIDNEY, as_of, answers, blank)?;
    }

    #[test]
    fn a_filled_blank_never_turns_a_finding_of_any_rule_round(
        (definition, (as_of, answers), blank) in (
            rules::trial(&ANY),
            person(&ANY),
            any::<(Index, bool)>(),
        )
    ) {
        let screener = rules::screener(&definition);
        fill(&screener, &ANY, as_of, answers, blank)?;
    }

    #[test]
    fn a_range_that_decides_any_rule_decides_for_each_of_its_points(
        (definition, (as_of, answers), shares) in (
            rules::trial(&ANY),
            person(&ANY),
            prop::collection::vec(prop_oneof![Just(0.0), Just(1.0), 0.0..1.0], 7),
        )
    ) {
        // A judgement beside it can hide the clash behind its own reason.
        narrow(&rules::screener(&definition), as_of, answers, &shares, is_borderline)?;
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn the_order_of_answers_and_criteria_is_irrelevant(
        ((as_of, answers), shuffled) in person(&DIABETES.1).prop_flat_map(|person| {
            let shuffled = Just(person.1.clone()).prop_shuffle();
            (Just(person), shuffled)
        }),
        order in Just((0..20).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let (screener, _) = &*DIABETES;
        let answers = without_clash(screener, answers, as_of);
        let mut shuffled = shuffled;
        shuffled.retain(|entry| answers.contains(entry));
        let verdicts = screen(screener, &answers, as_of).expect("no clash");
        prop_assert_eq!(&screen(screener, &shuffled, as_of).expect("no clash"), &verdicts);
        let (answers, shuffled) = (Value::Map(answers), Value::Map(shuffled));
        let next = screener.next(&answers, as_of).expect("no clash");
        prop_assert_eq!(screener.next(&shuffled, as_of).expect("no clash"), next);

        let mut json = trial_file(common::DIABETES).json;
        let criteria = json["criteria"].as_array().expect("criteria").clone();
        prop_assert_eq!(criteria.len(), order.len());
        json["criteria"] = order.iter().map(|position| criteria[*position].clone()).collect();
        let other = rules::screener(&crate::common::from_json(&json));
        let others = other.screen(&shuffled, as_of).expect("no clash");
        prop_assert_eq!(essence(&others[0]), essence(&verdicts[0]));
    }

    #[test]
    fn questions_end_and_never_repeat((as_of, answers) in person(&DIABETES.1)) {
        ask(&TWO, as_of, &answers)?;
    }

    #[test]
    fn questions_about_any_rule_end_and_never_repeat(
        (definition, (as_of, answers)) in (
            rules::trial(&ANY),
            person(&ANY),
        )
    ) {
        ask(&rules::screener(&definition), as_of, &answers)?;
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn the_unit_of_an_answer_changes_no_finding(
        ((as_of, answers), units) in (
            person(&DIABETES.1),
            prop::collection::vec(any::<Index>(), 8),
        )
    ) {
        let (screener, measures) = &*DIABETES;
        let answers = without_clash(screener, answers, as_of);
        let mut units = units.iter().cycle();
        let others: Answers = answers.iter().map(|(id, value)| {
            let measure = measures.iter().find(|m| m.id == *id).expect("a measure");
            let unit = units.next().filter(|_| !measure.units.is_empty());
            let value = match unit.map(|unit| &unit.get(&measure.units).code) {
                Some(unit) => people::in_unit(measure, value, unit),
                None => value.clone(),
            };
            (id.clone(), value)
        }).collect();
        let one = screen(screener, &answers, as_of).expect("no clash");
        let other = screen(screener, &others, as_of).expect("no clash");
        prop_assert_eq!(essence(&one[0]), essence(&other[0]), "{:?} {:?}", answers, others);
    }
}
