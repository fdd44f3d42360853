//! Loops over the engine's formulas, for timing alone. The caller holds the clock.
//!
//! The rows are made by arithmetic, so that every language makes the same ones and their sums can
//! be compared: a loop that computes something else is no rival.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::hint::black_box;
use trial_prescreen::date::Date;
use trial_prescreen::formula::edss::HalfSteps;
use trial_prescreen::formula::{Creatinine, Sex, Years, ckd_epi_2021};
use trial_prescreen::progression::{Course, Options, Visit, search};

/// Rows of one run of the formula.
pub const ROWS: u32 = 1_000_000;

/// Age, sex and creatinine of a row.
fn row(index: u32) -> (Years, Sex, Creatinine) {
    let age = f64::from(18 + index % 83);
    let creatinine = 0.4 + f64::from(index * 31 % 997) / 100.0;
    let sex = if index.is_multiple_of(2) {
        Sex::Female
    } else {
        Sex::Male
    };
    (Years(age), sex, Creatinine(creatinine))
}

thread_local! {
    static INPUTS: OnceCell<Vec<(Years, Sex, Creatinine)>> = const { OnceCell::new() };
}

/// CKD-EPI 2021 over all rows, written to memory as a column would be; gives their sum. The first
/// call also makes the rows.
#[unsafe(no_mangle)]
pub extern "C" fn ckd_epi() -> f64 {
    INPUTS.with(|inputs| {
        let inputs = inputs.get_or_init(|| (0..ROWS).map(row).collect());
        let estimate = |(age, sex, creatinine): &_| ckd_epi_2021::egfr(*age, *sex, *creatinine);
        let column: Vec<f64> = inputs.iter().map(estimate).collect();
        black_box(&column).iter().sum()
    })
}

const VISITS: &str = include_str!("../../../tests/golden/progression/synth200_visits.csv");
const RELAPSES: &str = include_str!("../../../tests/golden/progression/synth200_relapses.csv");

/// How often one run goes over all people.
pub const ROUNDS: u32 = 100;

/// Visits of one run.
#[must_use]
pub fn visits() -> u32 {
    u32::try_from(VISITS.lines().skip(1).count()).map_or(0, |visits| visits * ROUNDS)
}

/// Visits and onsets of one person.
type Rows = (Vec<Visit>, Vec<Date>);

fn courses() -> Vec<Course> {
    let mut people: BTreeMap<&str, Rows> = BTreeMap::new();
    for line in VISITS.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let score = cells[2].parse().ok().and_then(HalfSteps::from_score);
        if let (Some(date), Some(edss)) = (Date::parse(cells[1]), score) {
            people
                .entry(cells[0])
                .or_default()
                .0
                .push(Visit { date, edss });
        }
    }
    for line in RELAPSES.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        people
            .entry(cells[0])
            .or_default()
            .1
            .extend(Date::parse(cells[1]));
    }
    let rows = people.into_values();
    rows.filter_map(|(visits, relapses)| Course::new(visits, relapses))
        .collect()
}

thread_local! {
    static COURSES: OnceCell<Vec<Course>> = const { OnceCell::new() };
}

/// Confirmed worsening of all people with the usual options; gives the number of events of a round.
#[unsafe(no_mangle)]
pub extern "C" fn progression() -> f64 {
    COURSES.with(|people| {
        let people = people.get_or_init(courses);
        let options = Options::default();
        let round = || -> usize {
            let events = people
                .iter()
                .map(|course| search(course, &options).events.len());
            events.sum()
        };
        let total: usize = (0..ROUNDS).map(|_| black_box(round())).sum();
        #[allow(clippy::cast_precision_loss)] // Far below 2^53.
        let events = total as f64;
        events / f64::from(ROUNDS)
    })
}
