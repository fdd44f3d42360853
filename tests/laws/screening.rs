//! Laws of screening.

use crate::common::{self, map, trial_file};
use crate::people::{self, Answers, measures, measures_of, person, screen, without_clash};
use crate::{config, rules};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;
use trial_prescreen::catalogue::{Kind, Measure, row};
use trial_prescreen::date::{Date, DateRange};
use trial_prescreen::finding::{Finding, Status};
use trial_prescreen::rule::Reason;
use trial_prescreen::trial::load;
use trial_prescreen::verdict::VerdictStatus;
use trial_prescreen::{Screener, Value, Verdict};

/// The trial with the measures that bear on it.
static DIABETES: LazyLock<(Screener, Vec<Measure>)> = LazyLock::new(|| {
    let screener = trial_file(common::DIABETES).screener();
    let measures = measures_of(&screener);
    (screener, measures)
});
/// What random rules are about.
static ANY: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let mut ids = rules::GROUPS.concat();
    ids.sort_unstable();
    ids.dedup();
    measures(&ids)
});
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

/// A time can be counted to these; without a day they are today's, which is no blank.
const TODAY: [&str; 4] = ["age", "neutrophils", "creatinine", "ana_titer"];

/// Fills one blank, which may be only a part of an answer, and compares.
fn fill(
    screener: &Screener,
    measures: &[Measure],
    as_of: &str,
    answers: Answers,
    (blank, a_part): (Index, bool),
) -> Result<(), TestCaseError> {
    let full = without_clash(screener, answers, as_of);
    if full.is_empty() {
        return Ok(());
    }
    let place = blank.index(full.len());
    let after = screen(screener, &full, as_of).expect("no clash");
    fill_at(
        screener,
        measures,
        as_of,
        (&full, &after),
        place,
        (blank, a_part),
    )
}

/// Fills every blank there can be, one at a time.
fn fill_each(
    screener: &Screener,
    as_of: &str,
    answers: Answers,
    blank: Index,
) -> Result<(), TestCaseError> {
    let full = without_clash(screener, answers, as_of);
    let after = screen(screener, &full, as_of).expect("no clash");
    for place in 0..full.len() {
        for a_part in [false, true] {
            fill_at(
                screener,
                &ANY,
                as_of,
                (&full, &after),
                place,
                (blank, a_part),
            )?;
        }
    }
    Ok(())
}

fn fill_at(
    screener: &Screener,
    measures: &[Measure],
    as_of: &str,
    (full, after): (&Answers, &[Verdict]),
    place: usize,
    (blank, a_part): (Index, bool),
) -> Result<(), TestCaseError> {
    let mut fewer = full.clone();
    let (id, value) = fewer.remove(place);
    if a_part && !TODAY.contains(&id.as_str()) {
        let rest = people::with_a_blank(&id, &value, blank);
        fewer.extend(rest.map(|rest| (id.clone(), rest)));
    }
    let granted = people::may_be_granted(measures, &id);
    let before = screen(screener, &fewer, as_of).expect("fewer answers clash less");
    for (before, after) in before.iter().zip(after) {
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
        .map(|((id, value), share)| (id.clone(), people::point_in(id, value, *share, day)))
        .collect();
    if !is_possible(&points, as_of) {
        return Ok(());
    }
    // A month may turn out to be recent where its first day is not; then the answer counts.
    let granted = wide
        .iter()
        .zip(&points)
        .any(|(one, point)| one != point && people::may_be_granted(&ANY, &one.0));
    let Some(exact) = screen(screener, &points, as_of) else {
        return Ok(());
    };
    let wide = screen(screener, &wide, as_of).expect("no clash");
    for (wide, exact) in wide.iter().zip(&exact) {
        for (one, other) in wide.findings.iter().zip(&exact.findings) {
            let same = match one.status {
                Status::Unknown => true,
                Status::Fail => other.status == Status::Fail,
                // Where the points contradict each other, only a judgement may be left.
                Status::Pass => matches!(other.status, Status::Pass | Status::NotScreenable),
                // What the study's test or a signature would settle, a point may settle without.
                Status::NotScreenable | Status::StudyTests => is_good(other) || granted,
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

/// The byte of each verdict.
fn statuses(verdicts: &[Verdict]) -> Vec<u8> {
    let byte = |verdict: &Verdict| match (verdict.status, verdict.temporary) {
        (VerdictStatus::RuledOut, false) => 0,
        (VerdictStatus::Undecided, _) => 1,
        (VerdictStatus::NoBarrierFound, _) => 2,
        (VerdictStatus::RuledOut, true) => 3,
    };
    verdicts.iter().map(byte).collect()
}

/// The definition under another id, with each criterion changed.
fn variant(definition: &Value, id: &str, change: &dyn Fn(&mut Answers)) -> Value {
    let Value::Map(entries) = definition else {
        panic!("a definition is a map");
    };
    let entries = entries
        .iter()
        .map(|(key, value)| match (key.as_str(), value) {
            ("id", _) => (key.clone(), Value::Text(id.to_string())),
            ("criteria", Value::List(criteria)) => {
                let criteria = criteria.iter().map(|criterion| match criterion {
                    Value::Map(entries) => {
                        let mut entries = entries.clone();
                        change(&mut entries);
                        Value::Map(entries)
                    }
                    other => other.clone(),
                });
                (key.clone(), Value::List(criteria.collect()))
            }
            _ => (key.clone(), value.clone()),
        });
    Value::Map(entries.collect())
}

/// Answers one question after the other, as the person of `answers` would, who does not know what
/// is forgotten: a bit for each question.
fn ask(
    screener: &Screener,
    as_of: &str,
    answers: &Answers,
    forgotten: u64,
) -> Result<(), TestCaseError> {
    let mut said: Answers = Vec::new();
    loop {
        let value = Value::Map(said.clone());
        let verdicts = screener.screen(&value, as_of).expect("what was accepted");
        let bytes = screener.statuses(&value, as_of).expect("what was accepted");
        prop_assert_eq!(bytes, statuses(&verdicts));
        let Some(question) = screener.next(&value, as_of).expect("what was accepted") else {
            return nothing_more_decides(screener, as_of, &said, answers);
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
                        ["c_peptide_taken", "edss_source"].contains(&id.as_str())
                            || !matches!(f.status, Status::Pass | Status::Fail)
                    })
            })
        });
        prop_assert!(open, "{} changes no open verdict", id);
        let known = forgotten >> (said.len() % 64) & 1 == 0;
        let answer = answers.iter().find(|(other, _)| known && *other == id);
        let unknown = Value::Text("unknown".to_string());
        let answer = answer.map_or(unknown.clone(), |(_, value)| value.clone());
        said.push((id.clone(), answer));
        if screen(screener, &said, as_of).is_none() {
            said.pop();
            said.push((id, unknown));
        }
    }
}

/// What an open verdict still lacks is in none of the answers that were not asked for.
fn nothing_more_decides(
    screener: &Screener,
    as_of: &str,
    said: &Answers,
    answers: &Answers,
) -> Result<(), TestCaseError> {
    let asked = screener.questions();
    let is_asked = |id: &String| asked.iter().any(|question| question.measure == *id);
    let new = |id: &String| said.iter().all(|(other, _)| other != id);
    let rest = answers.iter().filter(|(id, _)| is_asked(id) && new(id));
    let all: Answers = said.iter().chain(rest).cloned().collect();
    let Some(after) = screen(screener, &all, as_of) else {
        return Ok(());
    };
    let before = screen(screener, said, as_of).expect("what was accepted");
    for (before, after) in before.iter().zip(&after) {
        if before.status == VerdictStatus::Undecided {
            prop_assert_eq!(after.status, VerdictStatus::Undecided, "{:?}", all);
        }
    }
    Ok(())
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

    /// Trials share the judging of what they have in common, and nothing that only looks the same:
    /// the same rules turned round, or passing with time.
    #[test]
    fn statuses_are_those_of_the_verdicts((definition, (as_of, answers)) in rules::tried()) {
        let turned = variant(&definition, "turned", &|entries| {
            for (key, value) in entries {
                if key == "kind" {
                    let word = if value.as_text() == Some("inclusion") { "exclusion" } else { "inclusion" };
                    *value = Value::Text(word.to_string());
                }
            }
        });
        let passing = variant(&definition, "passing", &|entries| {
            entries.push(("temporary".to_string(), Value::Bool(true)));
        });
        let again = variant(&definition, "again", &|_| {});
        let all = [turned, definition, passing, again];
        let screener = Screener::new(&all).expect("each was accepted");
        let answers = without_clash(&screener, answers, as_of);
        let value = Value::Map(answers);
        let verdicts = screener.screen(&value, as_of).expect("no clash");
        prop_assert_eq!(screener.statuses(&value, as_of), Ok(statuses(&verdicts)));
    }

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
        (definition, (as_of, answers)) in rules::tried(),
        blank in any::<Index>(),
    ) {
        fill_each(&rules::screener(&definition), as_of, answers, blank)?;
    }

    #[test]
    fn a_range_that_decides_any_rule_decides_for_each_of_its_points(
        (definition, (as_of, answers)) in rules::tried(),
        shares in prop::collection::vec(prop_oneof![Just(0.0), Just(1.0), 0.0..1.0], 7),
    ) {
        // A judgement beside it can hide the clash behind its own reason.
        narrow(&rules::screener(&definition), as_of, answers, &shares, is_borderline)?;
    }
}

/// The same answers with the entries of every list in another order.
fn reversed(answers: &Answers) -> Answers {
    let turn = |value: &Value| match value {
        Value::List(entries) => Value::List(entries.iter().rev().cloned().collect()),
        Value::Map(entries) => Value::Map(entries.iter().rev().cloned().collect()),
        other => other.clone(),
    };
    let turned = answers.iter().rev();
    turned
        .map(|(id, value)| (id.clone(), turn(value)))
        .collect()
}

/// The same answers with an entry of a list of medicines, or of choices, once more.
fn repeated(answers: &Answers, which: Index) -> Answers {
    let again = |(id, value): &(String, Value)| {
        let once =
            row(id).is_some_and(|row| [Kind::Medications, Kind::Choices].contains(&row.kind));
        let value = match value {
            Value::List(entries) if once && !entries.is_empty() => {
                let one = which.get(entries).clone();
                Value::List(entries.iter().cloned().chain([one]).collect())
            }
            other => other.clone(),
        };
        (id.clone(), value)
    };
    answers.iter().map(again).collect()
}

/// Every text of the worked steps and every day of the windows.
fn dates_of(finding: &Finding) -> Vec<String> {
    let texts = finding.because.iter().filter_map(|step| {
        let json = serde_json::to_value(step).expect("a step");
        json["number"].as_str().map(str::to_string)
    });
    let spans = finding.window.iter().chain(&finding.certain_window);
    let days = spans.flat_map(|span| [span.from, span.until]).flatten();
    let days = days.map(|day| day.to_string());
    texts
        .filter(|text| DateRange::parse(text).is_some())
        .chain(days)
        .collect()
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn the_order_of_lists_and_an_entry_twice_are_irrelevant(
        (definition, (as_of, answers)) in rules::tried(),
        which in any::<Index>(),
    ) {
        let screener = rules::screener(&definition);
        let answers = without_clash(&screener, answers, as_of);
        let verdicts = screen(&screener, &answers, as_of).expect("no clash");
        let next = screener.next(&Value::Map(answers.clone()), as_of).expect("no clash");
        for same in [reversed(&answers), repeated(&answers, which)] {
            let others = screen(&screener, &same, as_of).expect("no clash");
            prop_assert_eq!(essence(&others[0]), essence(&verdicts[0]), "{:?}", same);
            let other = screener.next(&Value::Map(same), as_of).expect("no clash");
            prop_assert_eq!(&other, &next);
        }
    }

    #[test]
    fn no_date_is_told_of_a_medicine_that_goes_on(
        rule in prop_oneof![
            rules::washout("medications"),
            rules::washout("last_investigational_agent"),
        ],
        (inclusion, nested) in any::<(bool, bool)>(),
        (as_of, answers) in person(&measures(&["medications", "last_investigational_agent"])),
    ) {
        let going_on = |value: &Value| match value {
            Value::List(entries) => {
                let entries = entries.iter().cloned().map(|entry| {
                    let Value::Map(mut keys) = entry else { return entry };
                    keys.retain(|(key, _)| key != "ongoing");
                    keys.push(("ongoing".to_string(), Value::Bool(true)));
                    Value::Map(keys)
                });
                Value::List(entries.collect())
            }
            _ => Value::List(Vec::new()),
        };
        let answers = answers.iter().map(|(id, value)| (id.clone(), going_on(value))).collect();
        let rule = if nested { map([("any", Value::List(vec![rule]))]) } else { rule };
        let screener = rules::screener(&rules::definition("ongoing", &[(inclusion, rule)]));
        let verdicts = screen(&screener, &answers, as_of).expect("no clash");
        let finding = &verdicts[0].findings[0];
        prop_assert_eq!(dates_of(finding), Vec::<String>::new(), "{:#?}", finding);
        prop_assert_eq!(
            finding.borderline.is_some(),
            finding.borderline == Some(Reason::WashoutNotStarted)
        );
    }

    #[test]
    fn what_is_read_is_written_and_read_as_the_same(
        (definition, (as_of, answers)) in rules::tried()
    ) {
        let written = rewritten(&definition);
        prop_assert_eq!(common::errors(&written), []);
        prop_assert_eq!(common::to_json(&rewritten(&written)), common::to_json(&written));
        let (one, other) = (rules::screener(&definition), rules::screener(&written));
        let answers = without_clash(&one, answers, as_of);
        let said = |screener| screen(screener, &answers, as_of).map(without_digest);
        prop_assert_eq!(said(&one), said(&other));
    }
}

/// Keys in another order make another text of the same definition.
fn without_digest(mut verdicts: Vec<Verdict>) -> Vec<Verdict> {
    for verdict in &mut verdicts {
        verdict.provenance.digest.clear();
    }
    verdicts
}

/// The definition as it is written once it has been read.
fn rewritten(definition: &Value) -> Value {
    let (table, trials) = load(std::slice::from_ref(definition)).expect("a definition");
    trials[0].write(&table)
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
    fn questions_end_and_never_repeat(
        ((as_of, answers), one, two) in (person(&DIABETES.1), any::<u64>(), any::<u64>())
    ) {
        ask(&TWO, as_of, &answers, one & two)?;
    }

    #[test]
    fn questions_about_any_rule_end_and_never_repeat(
        ((definition, (as_of, answers)), forgotten) in (rules::tried(), any::<u64>())
    ) {
        ask(&rules::screener(&definition), as_of, &answers, forgotten)?;
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
