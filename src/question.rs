//! Measures as questions, and which of them comes next.

use crate::answers::Answers;
use crate::catalogue::{AskOrder, Kind, ROWS, Who, owned};
use crate::error::Error;
use crate::evaluate::extend;
use crate::finding::{Judged, Status, judge};
use crate::measures::{Index, Localised};
use crate::person::Person;
use crate::rule::Rule;
use crate::screener::{Bearing, Screener};
use crate::value::Value;
use crate::verdict::counted;
use serde::Serialize;

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

impl Screener {
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
            let mut weights = vec![(0.0, 0); self.table.count()];
            for open in self.asks(person, answers) {
                for index in &open {
                    #[allow(clippy::cast_precision_loss)] // A handful of measures.
                    let share = 1.0 / open.len() as f64;
                    weights[*index].0 += share;
                    weights[*index].1 += 1;
                }
            }
            let mut best: Option<(f64, usize)> = None;
            for (position, (index, _)) in self.read.iter().enumerate() {
                // What is easier said than asked about comes after what may make it needless.
                let tact = self.table.row(*index).is_some_and(|row| row.sensitive);
                let worth =
                    weights[*index].0 / self.effort(*index).1 / if tact { 3.0 } else { 1.0 };
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

    /// Every measure that [`Screener::next`] would come to, in protocol order, but for the details
    /// that are asked about once something has been answered with "I don't know".
    ///
    /// # Errors
    /// As [`Screener::screen`].
    pub fn open(&self, answers: &Value, as_of: &str) -> Result<Vec<String>, Error> {
        self.with_answers(answers, as_of, |person, answers| {
            let mut supposed = answers.clone();
            let mut open: Vec<Index> = Vec::new();
            loop {
                let person = Person::new(&self.table, &supposed, person.as_of);
                let asks = self.asks(&person, &supposed).concat();
                let before = open.len();
                extend(&mut open, &asks);
                if open.len() == before {
                    break;
                }
                open.iter().for_each(|index| supposed.decline(*index));
            }
            let read = self.read.iter().map(|(index, _)| *index);
            read.filter(|index| open.contains(index))
                .map(|index| self.table.id(index).to_string())
                .collect()
        })
    }

    /// Answers that cannot all be true, those of each contradiction together.
    ///
    /// # Errors
    /// As [`Screener::screen`].
    pub fn contradictions(&self, answers: &Value, as_of: &str) -> Result<Vec<Vec<String>>, Error> {
        self.with_answers(answers, as_of, |person, answers| {
            let ids = |all: &Vec<Index>| {
                let known = all.iter().filter(|index| answers.known(**index).is_some());
                known
                    .map(|index| self.table.id(*index).to_string())
                    .collect()
            };
            person.contradictions.iter().map(ids).collect()
        })
    }

    /// The measures worth asking now, those of each open criterion together.
    fn asks(&self, person: &Person<'_>, answers: &Answers) -> Vec<Vec<Index>> {
        let mut asks = Vec::new();
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
                if !open.is_empty() {
                    asks.push(open);
                }
            }
        }
        asks
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

    pub(crate) fn find_measures(&self) -> Vec<(Index, Vec<Bearing>)> {
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
                        // Criteria come one after the other: only the last can be this one.
                        Some(place) if read[place].1.last() != Some(&bearing) => {
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
    fn asked_by(&self, rule: &Rule, visit: &mut dyn FnMut(Index)) {
        rule.measures(&mut |index| {
            let row = self.table.row(index);
            let (inputs, order) = row.map_or((&[][..], AskOrder::InputsOnly), |row| {
                (row.derived_from, row.ask_order)
            });
            let asked_itself = inputs.is_empty() || order != AskOrder::InputsOnly;
            if asked_itself && order != AskOrder::InputsFirst {
                visit(index);
            }
            for id in inputs {
                self.table.find(id).into_iter().for_each(&mut *visit);
            }
            if order == AskOrder::InputsFirst {
                visit(index);
            }
            let condition = row.and_then(|row| row.condition).map(|c| c.measure);
            let source = row.and_then(|row| row.self_rated).map(|r| r.measure);
            for id in condition.into_iter().chain(source) {
                self.table.find(id).into_iter().for_each(&mut *visit);
            }
        });
    }

    fn question(&self, index: Index, criteria: Vec<Bearing>, why: Option<Why>) -> Question {
        let table = &self.table;
        let units = owned(&table.units(index));
        let row = table.row(index);
        let id = table.id(index);
        let mut instead = Vec::new();
        for other in ROWS
            .iter()
            .filter(|other| other.ask_order == AskOrder::InputsOnly)
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
            choices: owned(&table.choices(index)),
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
