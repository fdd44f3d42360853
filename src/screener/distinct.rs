//! Criteria that several trials have in common: "at least 18 years" stands in most of them.

use crate::measures::Index;
use crate::trial::{Criterion, Trial};

/// So many rules about one measure are compared with each other. Protocols choose among a few
/// limits; the time for this stays in proportion to the number of criteria.
const MOST_COMPARED: usize = 64;

/// The counted criteria of some trials, each that judges the same as another once.
#[derive(Debug, Default)]
pub(super) struct Distinct {
    /// Where the first of each stands: the trial, and the criterion in it.
    pub criteria: Vec<(usize, usize)>,
    /// For each trial the numbers of its counted criteria.
    pub of_trial: Vec<Vec<usize>>,
}

impl Distinct {
    pub fn of(trials: &[Trial]) -> Distinct {
        let mut distinct = Distinct::default();
        // By the measure that a rule reads first, what stands in `criteria` about it.
        let mut about: Vec<Vec<usize>> = Vec::new();
        for (place, trial) in trials.iter().enumerate() {
            let mut numbers = Vec::new();
            for (position, criterion) in trial.criteria.iter().enumerate() {
                if criterion.part_of.is_some() {
                    continue;
                }
                let first = first_measure(criterion).map_or(0, |index| index + 1);
                if about.len() <= first {
                    about.resize(first + 1, Vec::new());
                }
                let alike = |number: &usize| {
                    let (trial, position) = distinct.criteria[*number];
                    judges_the_same(&trials[trial].criteria[position], criterion)
                };
                let known = about[first].iter().copied().find(alike);
                let number = known.unwrap_or(distinct.criteria.len());
                if known.is_none() {
                    distinct.criteria.push((place, position));
                    if about[first].len() < MOST_COMPARED {
                        about[first].push(number);
                    }
                }
                numbers.push(number);
            }
            distinct.of_trial.push(numbers);
        }
        distinct
    }
}

fn first_measure(criterion: &Criterion) -> Option<Index> {
    let mut first = None;
    criterion.rule.measures(&mut |index| {
        first.get_or_insert(index);
    });
    first
}

fn judges_the_same(one: &Criterion, other: &Criterion) -> bool {
    one.kind == other.kind && one.temporary == other.temporary && one.rule == other.rule
}
