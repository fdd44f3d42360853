//! One trial's verdict: findings counted, windows intersected.

use crate::finding::{Finding, Status, judge};
use crate::measures::Index;
use crate::person::Person;
use crate::trial::{Criterion, Provenance, Record, Trial};
use crate::truth::{DateSpan, Timeline, Truth};
use serde::Serialize;

/// The result of one trial for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictStatus {
    /// Some criterion is not met.
    RuledOut,
    /// None fails, and some cannot be told yet.
    Undecided,
    /// Nothing found against it.
    NoBarrierFound,
}

/// One trial's verdict with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Id of the trial.
    pub trial: String,
    /// Recruiting status of its record.
    pub record: Record,
    /// The result.
    pub status: VerdictStatus,
    /// Every fail passes with time, treatment or consent.
    pub temporary: bool,
    /// One for each criterion, in the protocol's order.
    pub findings: Vec<Finding>,
    /// The days on which no criterion is a fail if the answers stay the same.
    pub window: Vec<DateSpan>,
    /// Those of them on which every finding that is not unknown surely passes.
    pub certain_window: Vec<DateSpan>,
    /// Whether every counted finding is known on all days of the window.
    pub window_is_certain: bool,
    /// The measures that could settle what is open.
    pub missing: Vec<String>,
    /// The tests that the study does itself and whose results are not known.
    pub study_tests: Vec<String>,
    /// Where the definition comes from.
    pub provenance: Provenance,
}

/// The criteria that count: parts are shown and count nowhere.
pub fn counted(trial: &Trial) -> impl Iterator<Item = &Criterion> {
    trial
        .criteria
        .iter()
        .filter(|criterion| criterion.part_of.is_none())
}

/// Counts findings into a status.
#[derive(Default)]
pub struct Tally {
    fails: usize,
    lasting: usize,
    unknown: usize,
}

impl Tally {
    /// Counts one; of a fail, whether it passes.
    pub fn count(&mut self, status: Status, temporary: bool) {
        match status {
            Status::Fail => {
                self.fails += 1;
                self.lasting += usize::from(!temporary);
            }
            Status::Unknown => self.unknown += 1,
            Status::Pass | Status::StudyTests | Status::NotScreenable => {}
        }
    }

    /// Whether nothing can change the status any more.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.lasting > 0
    }

    /// The status so far.
    #[must_use]
    pub fn status(&self) -> VerdictStatus {
        if self.fails > 0 {
            VerdictStatus::RuledOut
        } else if self.unknown > 0 {
            VerdictStatus::Undecided
        } else {
            VerdictStatus::NoBarrierFound
        }
    }

    /// Whether there is a fail, and every one passes.
    #[must_use]
    pub fn temporary(&self) -> bool {
        self.fails > 0 && self.lasting == 0
    }
}

/// Judges a trial.
#[must_use]
pub fn verdict(trial: &Trial, person: &Person<'_>) -> Verdict {
    let mut tally = Tally::default();
    let mut findings = Vec::with_capacity(trial.criteria.len());
    let (mut missing, mut study_tests) = (Vec::new(), Vec::new());
    let (mut lines, mut settled): (Vec<Timeline>, Vec<Timeline>) = (Vec::new(), Vec::new());
    for criterion in &trial.criteria {
        let judged = judge(criterion, person, true);
        if criterion.part_of.is_none() {
            tally.count(judged.status, judged.temporary);
            let open = match judged.status {
                Status::Unknown => Some(&mut missing),
                Status::StudyTests => Some(&mut study_tests),
                _ => None,
            };
            if let Some(open) = open {
                for index in &judged.missing {
                    if !open.contains(index) {
                        open.push(*index);
                    }
                }
            }
            if judged.status != Status::Unknown {
                settled.push(judged.line.clone());
            }
            lines.push(judged.line.clone());
        }
        findings.push(judged.finding(criterion, person));
    }
    let line = Timeline::all(&lines.iter().collect::<Vec<_>>());
    let settled = Timeline::all(&settled.iter().collect::<Vec<_>>());
    let ids = |indices: Vec<Index>| {
        indices
            .into_iter()
            .map(|index| person.table.id(index).to_string())
            .collect()
    };
    Verdict {
        trial: trial.id.clone(),
        record: trial.status,
        status: tally.status(),
        temporary: tally.temporary(),
        findings,
        window: line.days(|truth| truth != Truth::False),
        certain_window: settled.days(|truth| truth == Truth::True),
        window_is_certain: !line.ever(Truth::Unknown),
        missing: ids(missing),
        study_tests: ids(study_tests),
        provenance: trial.provenance.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What these findings come to, and whether that can still change.
    fn tally(findings: &[(Status, bool)]) -> (VerdictStatus, bool, bool) {
        let mut tally = Tally::default();
        for (status, temporary) in findings {
            tally.count(*status, *temporary);
        }
        (tally.status(), tally.temporary(), tally.is_settled())
    }

    #[test]
    fn a_fail_rules_out_and_an_open_one_leaves_open() {
        use Status::{Fail, NotScreenable, Pass, StudyTests, Unknown};
        use VerdictStatus::{NoBarrierFound, RuledOut, Undecided};
        let good = [(Pass, false), (StudyTests, false), (NotScreenable, false)];
        assert_eq!(tally(&[]), (NoBarrierFound, false, false));
        assert_eq!(tally(&good), (NoBarrierFound, false, false));
        let (open, passing, lasting) = ((Unknown, false), (Fail, true), (Fail, false));
        assert_eq!(tally(&[good[0], open, good[1]]), (Undecided, false, false));
        assert_eq!(tally(&[open, passing]), (RuledOut, true, false));
        assert_eq!(tally(&[passing, passing]), (RuledOut, true, false));
        assert_eq!(tally(&[passing, lasting, open]), (RuledOut, false, true));
        assert_eq!(tally(&[lasting]), (RuledOut, false, true));
    }
}
