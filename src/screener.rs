//! Trials against a person: verdicts, statuses, and what to ask next.

use crate::answers::Answers;
use crate::catalogue::{Kind, ROWS, Who};
use crate::date::Date;
use crate::error::{Code, Error};
use crate::finding::{Finding, Judged, Status, judge};
use crate::measures::{Index, Localised, Table};
use crate::person::Person;
use crate::rule::Rule;
use crate::trial::{Criterion, Provenance, Record, Trial, load};
use crate::truth::{DateSpan, Timeline, Truth};
use crate::value::Value;
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
    /// Whether every counted finding is known on all days of the window.
    pub window_is_certain: bool,
    /// The measures that could settle what is open.
    pub missing: Vec<String>,
    /// The tests that the study does itself and whose results are not known.
    pub study_tests: Vec<String>,
    /// Where the definition comes from.
    pub provenance: Provenance,
}

/// Which criterion of which trial a question bears on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bearing {
    /// Id of the trial.
    pub trial: String,
    /// Id of the criterion.
    pub criterion: String,
}

/// Why a question comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// How many open findings it bears on.
    pub findings: usize,
    /// The least that is needed to answer it.
    pub effort: Who,
}

/// A measure as a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// The measure.
    pub measure: String,
    /// What an answer looks like.
    pub kind: Kind,
    /// Canonical unit.
    pub unit: Option<String>,
    /// Accepted units, the canonical one first.
    pub units: Vec<String>,
    /// The choices, of a choice.
    pub choices: Vec<String>,
    /// A date that can also be "never".
    pub never: bool,
    /// Who can answer.
    pub who: Vec<Who>,
    /// Offer "I would rather tell the team".
    pub sensitive: bool,
    /// Preselect no unit.
    pub unit_obligatory: bool,
    /// Computed measures that may be typed instead.
    pub instead: Vec<String>,
    /// The criteria that read it.
    pub criteria: Vec<Bearing>,
    /// The wording, where the trial file declares the measure.
    pub text: Option<Localised>,
    /// Why it comes next; only from `next`.
    pub why: Option<Why>,
}

/// Some trials, read once, against any number of people.
#[derive(Debug)]
pub struct Screener {
    table: Table,
    trials: Vec<Trial>,
    /// The measures the trials read, in protocol order, with the criteria that read them.
    read: Vec<(Index, Vec<Bearing>)>,
}

impl Screener {
    /// Reads the definitions.
    ///
    /// # Errors
    /// `invalid_trial` for the first definition with an error, `too_large` for one beyond the
    /// limits.
    pub fn new(definitions: &[Value]) -> Result<Screener, Error> {
        let (table, trials) = load(definitions)?;
        let mut screener = Screener {
            table,
            trials,
            read: Vec::new(),
        };
        screener.read = screener.find_measures();
        Ok(screener)
    }

    /// The trials, in the order given.
    #[must_use]
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// The measures of these trials.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// One verdict a trial, in the order given.
    ///
    /// # Errors
    /// The first answer that cannot be used (see [`Answers::read`]); `bad_date` for the day.
    pub fn screen(&self, answers: &Value, as_of: &str) -> Result<Vec<Verdict>, Error> {
        self.with(answers, as_of, |person| {
            self.trials
                .iter()
                .map(|trial| verdict(trial, person))
                .collect()
        })
    }

    /// One byte a trial: 0 ruled out, 1 undecided, 2 nothing found against it, 3 ruled out
    /// but only for now.
    ///
    /// # Errors
    /// As [`Screener::screen`].
    pub fn statuses(&self, answers: &Value, as_of: &str) -> Result<Vec<u8>, Error> {
        self.with(answers, as_of, |person| {
            self.trials
                .iter()
                .map(|trial| {
                    let judged = counted(trial).map(|criterion| judge(criterion, person, false));
                    let mut tally = Tally::default();
                    judged.for_each(|judged| tally.count(&judged));
                    match (tally.status(), tally.temporary()) {
                        (VerdictStatus::RuledOut, false) => 0,
                        (VerdictStatus::Undecided, _) => 1,
                        (VerdictStatus::NoBarrierFound, _) => 2,
                        (VerdictStatus::RuledOut, true) => 3,
                    }
                })
                .collect()
        })
    }

    /// The measures that these trials need, in protocol order.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        self.read
            .iter()
            .map(|(index, bearings)| self.question(*index, bearings.clone(), None))
            .collect()
    }

    /// The question that decides most at least effort; none if no answer can change a verdict
    /// that is open. Answered and declined questions do not come again.
    ///
    /// # Errors
    /// As [`Screener::screen`].
    pub fn next(&self, answers: &Value, as_of: &str) -> Result<Option<Question>, Error> {
        self.with_answers(answers, as_of, |person, answers| {
            let mut weights = vec![(0.0, 0); self.table.len()];
            for trial in &self.trials {
                let judged: Vec<Judged> = counted(trial)
                    .map(|criterion| judge(criterion, person, false))
                    .collect();
                // A fail settles a trial: no further answer can bring it back.
                if judged.iter().any(|judged| judged.status == Status::Fail) {
                    continue;
                }
                for judged in &judged {
                    let open = judged.asks.iter().filter(|index| !answers.asked(**index));
                    let open: Vec<Index> = open.copied().collect();
                    for index in &open {
                        #[allow(clippy::cast_precision_loss)] // A handful of measures.
                        let share = 1.0 / open.len() as f64;
                        weights[*index].0 += share;
                        weights[*index].1 += 1;
                    }
                }
            }
            let mut best: Option<(f64, usize)> = None;
            for (position, (index, _)) in self.read.iter().enumerate() {
                let worth = weights[*index].0 / self.effort(*index).1;
                if worth > 0.0 && best.is_none_or(|(other, _)| worth > other) {
                    best = Some((worth, position));
                }
            }
            best.map(|(_, position)| {
                let (index, bearings) = &self.read[position];
                let why = Why {
                    findings: weights[*index].1,
                    effort: self.effort(*index).0,
                };
                self.question(*index, bearings.clone(), Some(why))
            })
        })
    }

    /// The easiest way to an answer, and how much harder it is than remembering.
    fn effort(&self, index: Index) -> (Who, f64) {
        let least = self
            .table
            .who(index)
            .iter()
            .min()
            .copied()
            .unwrap_or(Who::Patient);
        let weight = match least {
            Who::Patient => 1.0,
            Who::Agreement => 2.0,
            Who::Report => 4.0,
            Who::Clinician => 8.0,
            Who::Study => 16.0,
        };
        (least, weight)
    }

    fn with<T>(
        &self,
        answers: &Value,
        as_of: &str,
        judge: impl FnOnce(&Person<'_>) -> T,
    ) -> Result<T, Error> {
        self.with_answers(answers, as_of, |person, _| judge(person))
    }

    fn with_answers<T>(
        &self,
        answers: &Value,
        as_of: &str,
        judge: impl FnOnce(&Person<'_>, &Answers) -> T,
    ) -> Result<T, Error> {
        let day = Date::parse(as_of).ok_or_else(|| Error {
            code: Code::BadDate,
            field: Some("as_of".to_string()),
            expected: Some("2027-03-14".to_string()),
        })?;
        answers.check_size()?;
        let answers = Answers::read(&self.table, answers, day)?;
        let person = Person::new(&self.table, &answers, day);
        Ok(judge(&person, &answers))
    }

    fn find_measures(&self) -> Vec<(Index, Vec<Bearing>)> {
        let mut read: Vec<(Index, Vec<Bearing>)> = Vec::new();
        for trial in &self.trials {
            for criterion in counted(trial) {
                let bearing = Bearing {
                    trial: trial.id.clone(),
                    criterion: criterion.id.clone(),
                };
                self.asked_by(&criterion.rule, &mut |index| {
                    let place = read.iter().position(|(other, _)| *other == index);
                    match place {
                        None => read.push((index, vec![bearing.clone()])),
                        Some(place) if !read[place].1.contains(&bearing) => {
                            read[place].1.push(bearing.clone());
                        }
                        Some(_) => {}
                    }
                });
            }
        }
        read
    }

    /// What is asked for a rule: inputs instead of what is computed from them, and the
    /// condition of a value beside it.
    fn asked_by(&self, rule: &Rule, visit: &mut impl FnMut(Index)) {
        rule.measures(&mut |index| {
            let row = self.table.row(index);
            let inputs = row.map_or(&[][..], |row| row.derived_from);
            if inputs.is_empty() {
                visit(index);
            }
            let condition = row
                .and_then(|row| row.condition)
                .map(|condition| condition.measure);
            for id in inputs.iter().copied().chain(condition) {
                self.table.find(id).into_iter().for_each(&mut *visit);
            }
        });
    }

    fn question(&self, index: Index, criteria: Vec<Bearing>, why: Option<Why>) -> Question {
        let table = &self.table;
        let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_string).collect::<Vec<_>>();
        let units = owned(table.units(index));
        let row = table.row(index);
        let id = table.id(index);
        let mut instead = Vec::new();
        for other in ROWS
            .iter()
            .filter(|other| other.derived_from.first() == Some(&id))
        {
            let read = self
                .trials
                .iter()
                .flat_map(|trial| &trial.criteria)
                .any(|criterion| {
                    let mut found = false;
                    criterion
                        .rule
                        .measures(&mut |index| found |= table.id(index) == other.id);
                    found
                });
            if read {
                instead.push(other.id.to_string());
            }
        }
        Question {
            measure: id.to_string(),
            kind: table.kind(index),
            unit: units.first().cloned(),
            units,
            choices: owned(table.choices(index)),
            never: row.is_some_and(|row| row.never),
            who: table.who(index).to_vec(),
            sensitive: row.is_some_and(|row| row.sensitive),
            unit_obligatory: row.is_some_and(|row| row.unit_obligatory),
            instead,
            criteria,
            text: table.declared(index).map(|own| own.question.clone()),
            why,
        }
    }
}

/// The criteria that count: parts are shown and count nowhere.
fn counted(trial: &Trial) -> impl Iterator<Item = &Criterion> {
    trial
        .criteria
        .iter()
        .filter(|criterion| criterion.part_of.is_none())
}

/// Counts findings into a status.
#[derive(Default)]
struct Tally {
    fails: usize,
    lasting: usize,
    unknown: usize,
}

impl Tally {
    fn count(&mut self, judged: &Judged) {
        match judged.status {
            Status::Fail => {
                self.fails += 1;
                self.lasting += usize::from(!judged.temporary);
            }
            Status::Unknown => self.unknown += 1,
            Status::Pass | Status::StudyTests | Status::NotScreenable => {}
        }
    }

    fn status(&self) -> VerdictStatus {
        if self.fails > 0 {
            VerdictStatus::RuledOut
        } else if self.unknown > 0 {
            VerdictStatus::Undecided
        } else {
            VerdictStatus::NoBarrierFound
        }
    }

    fn temporary(&self) -> bool {
        self.fails > 0 && self.lasting == 0
    }
}

fn verdict(trial: &Trial, person: &Person<'_>) -> Verdict {
    let mut tally = Tally::default();
    let mut findings = Vec::with_capacity(trial.criteria.len());
    let (mut missing, mut study_tests) = (Vec::new(), Vec::new());
    let mut lines: Vec<Timeline> = Vec::new();
    for criterion in &trial.criteria {
        let judged = judge(criterion, person, true);
        if criterion.part_of.is_none() {
            tally.count(&judged);
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
            lines.push(judged.line.clone());
        }
        findings.push(judged.finding(criterion, person));
    }
    let line = Timeline::all(&lines.iter().collect::<Vec<_>>());
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
        window_is_certain: !line.ever(Truth::Unknown),
        missing: ids(missing),
        study_tests: ids(study_tests),
        provenance: trial.provenance.clone(),
    }
}
