//! Trials against a person: verdicts, statuses, and what to ask next.

use crate::answers::Answers;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::finding::judge;
use crate::measures::{Index, Table};
use crate::person::Person;
use crate::scale::{Scale, scales};
use crate::trial::{Trial, load};
use crate::value::Value;
use crate::verdict::{Tally, Verdict, VerdictStatus, verdict};
use serde::Serialize;

mod distinct;

use distinct::Distinct;

/// Which criterion of which trial a question bears on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bearing {
    /// Id of the trial.
    pub trial: String,
    /// Id of the criterion.
    pub criterion: String,
}

/// Some trials, read once, against any number of people.
#[derive(Debug)]
pub struct Screener {
    pub(crate) table: Table,
    pub(crate) trials: Vec<Trial>,
    distinct: Distinct,
    /// The measures the trials read, in protocol order, with the criteria that read them.
    pub(crate) read: Vec<(Index, Vec<Bearing>)>,
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
            distinct: Distinct::of(&trials),
            trials,
            read: Vec::new(),
        };
        screener.read = screener.find_measures();
        Ok(screener)
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

    /// Where the values stand beside the limits of the rules, for drawings.
    ///
    /// # Errors
    /// As [`Screener::screen`].
    pub fn scales(&self, answers: &Value, as_of: &str) -> Result<Vec<Scale>, Error> {
        self.with(answers, as_of, |person| {
            let criteria = |trial: &Trial| -> Vec<Scale> {
                let all = trial.criteria.iter();
                all.flat_map(|criterion| scales(&trial.id, criterion, person))
                    .collect()
            };
            self.trials.iter().flat_map(criteria).collect()
        })
    }

    /// One byte a trial: 0 ruled out, 1 undecided, 2 nothing found against it, 3 ruled out
    /// but only for now.
    ///
    /// # Errors
    /// As [`Screener::screen`].
    pub fn statuses(&self, answers: &Value, as_of: &str) -> Result<Vec<u8>, Error> {
        self.with(answers, as_of, |person| {
            // Each distinct criterion is judged once, when the first trial comes to it.
            let mut found = vec![None; self.distinct.criteria.len()];
            self.distinct
                .of_trial
                .iter()
                .map(|numbers| {
                    let mut tally = Tally::default();
                    for number in numbers {
                        let (status, temporary) = *found[*number].get_or_insert_with(|| {
                            let (trial, criterion) = self.distinct.criteria[*number];
                            let criterion = &self.trials[trial].criteria[criterion];
                            let judged = judge(criterion, person, false);
                            (judged.status, judged.temporary)
                        });
                        tally.count(status, temporary);
                        if tally.is_settled() {
                            break;
                        }
                    }
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

    fn with<T>(
        &self,
        answers: &Value,
        as_of: &str,
        judge: impl FnOnce(&Person<'_>) -> T,
    ) -> Result<T, Error> {
        self.with_answers(answers, as_of, |person, _| judge(person))
    }

    pub(crate) fn with_answers<T>(
        &self,
        answers: &Value,
        as_of: &str,
        judge: impl FnOnce(&Person<'_>, &Answers) -> T,
    ) -> Result<T, Error> {
        let (answers, day) = self.read_answers(answers, as_of)?;
        let person = Person::new(&self.table, &answers, day);
        Ok(judge(&person, &answers))
    }

    fn read_answers(&self, answers: &Value, as_of: &str) -> Result<(Answers, Date), Error> {
        let day = Date::parse(as_of).ok_or_else(|| Error {
            code: Code::BadDate,
            field: Some("as_of".to_string()),
            expected: Some("2027-03-14".to_string()),
        })?;
        answers.check_size()?;
        Ok((Answers::read(&self.table, answers, day)?, day))
    }
}
