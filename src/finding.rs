//! One criterion's result for one person.

use crate::catalogue::Who;
use crate::evaluate::{Evaluation, Mode, Outcome};
use crate::formula::Step;
use crate::measures::Index;
use crate::person::Person;
use crate::rule::Reason;
use crate::trial::{Criterion, CriterionKind};
use crate::truth::{DateSpan, Timeline, Truth};
use serde::Serialize;

/// A result, from the person's side: an exclusion that does not apply is a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Met.
    Pass,
    /// Not met.
    Fail,
    /// Cannot be told yet.
    Unknown,
    /// Only a test that the study does itself is missing.
    StudyTests,
    /// Only a judgement or a signature is missing.
    NotScreenable,
}

/// A code that changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// It rests on a result older than 90 days.
    OldResult,
}

/// One criterion's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Id of the criterion.
    pub criterion: String,
    /// The criterion it is a part of; then it counts nowhere.
    pub part_of: Option<String>,
    /// Inclusion or exclusion.
    pub kind: CriterionKind,
    /// The result.
    pub status: Status,
    /// Why it is on the border; the status is then unknown.
    pub borderline: Option<Reason>,
    /// What is worth knowing beside it.
    pub notes: Vec<Note>,
    /// Values used, formulas worked, limits.
    pub because: Vec<Step>,
    /// The measures whose answers, or more exact answers, could settle it.
    pub missing: Vec<String>,
    /// A fail that passes with time, treatment or consent.
    pub temporary: bool,
    /// The days on which it is no fail if the other answers stay the same.
    pub window: Vec<DateSpan>,
}

/// A finding with what the verdict and the next question need besides.
pub struct Judged {
    /// The result.
    pub status: Status,
    /// Why it is on the border.
    pub borderline: Option<Reason>,
    /// Beside the result.
    pub notes: Vec<Note>,
    /// Steps, where they were asked for.
    pub steps: Vec<Step>,
    /// Measures that could settle it.
    pub missing: Vec<Index>,
    /// Measures worth asking now.
    pub asks: Vec<Index>,
    /// A fail that passes.
    pub temporary: bool,
    /// The truth of "the person meets this", with judgements and tests taken as the status says.
    pub line: Timeline,
}

/// Judges one criterion. The rule is evaluated as it is; what stays open is evaluated again
/// with judgements removed, and again with the study's own tests taken to turn out well.
#[must_use]
pub fn judge(criterion: &Criterion, person: &Person<'_>, explain: bool) -> Judged {
    let inclusion = criterion.kind == CriterionKind::Inclusion;
    let want = Truth::from(inclusion);
    let evaluate = |mode: Mode| -> Option<Outcome> {
        let mut outcome = Evaluation { person, mode }.rule(&criterion.rule, want)?;
        if !inclusion {
            outcome.line = !outcome.line;
        }
        Some(outcome)
    };
    let truth = |mode: Mode| evaluate(mode).map_or(Truth::True, |outcome| outcome.line.now());
    let plain = Mode {
        explain,
        ..Mode::default()
    };
    // Nothing is removed from a plain evaluation, so there is always an outcome.
    let Some(full) = evaluate(plain) else {
        return open();
    };
    let judgement = full.judgement;
    let mut judged = Judged {
        status: Status::Unknown,
        borderline: full.reason,
        notes: Vec::new(),
        steps: full.steps,
        missing: full.missing,
        asks: full.asks,
        temporary: false,
        line: full.line,
    };
    if explain {
        judged.steps.extend(strata(criterion, person));
        // A rule may look at one answer twice; it is shown once.
        let mut seen: Vec<Step> = Vec::new();
        for step in judged.steps.drain(..) {
            if !seen.contains(&step) {
                seen.push(step);
            }
        }
        judged.steps = seen;
    }
    match judged.line.now() {
        Truth::True => {
            judged.status = Status::Pass;
            if full.old
                && truth(Mode {
                    doubt_dated: true,
                    ..Mode::default()
                }) != Truth::True
            {
                judged.notes.push(Note::OldResult);
            }
        }
        Truth::False => {
            if full.old
                && truth(Mode {
                    doubt_old: true,
                    ..Mode::default()
                }) != Truth::False
            {
                // A test that can be done again may turn out otherwise on every later day too.
                judged.borderline = Some(Reason::OldResult);
                judged.line = Timeline::constant(Truth::Unknown);
                return judged;
            }
            judged.status = Status::Fail;
            judged.temporary = criterion.temporary
                || judged.line.ever(Truth::True)
                || judged.line.ever(Truth::Unknown)
                || truth(Mode {
                    doubt_transient: true,
                    ..Mode::default()
                }) != Truth::False;
        }
        Truth::Unknown => {
            let full = judged.line.clone();
            let base = evaluate(Mode {
                judged: true,
                ..Mode::default()
            });
            let Some(base) = base else {
                judged.status = Status::NotScreenable;
                judged.line = granted(&full, &Timeline::constant(Truth::True));
                return judged;
            };
            match base.line.now() {
                Truth::True => {
                    judged.status = Status::NotScreenable;
                    judged.borderline = None;
                    judged.missing.clear();
                    judged.line = granted(&full, &base.line);
                    let doubting = Mode {
                        judged: true,
                        doubt_dated: true,
                        ..Mode::default()
                    };
                    if base.old && truth(doubting) != Truth::True {
                        judged.notes.push(Note::OldResult);
                    }
                }
                Truth::False => {
                    judged.borderline = judgement.or(judged.borderline);
                }
                Truth::Unknown => {
                    judged.borderline = base.reason;
                    judged.line = granted(&full, &base.line);
                    judged.missing = base.missing;
                    let tested = Mode {
                        judged: true,
                        tested: true,
                        ..Mode::default()
                    };
                    let tested =
                        evaluate(tested).map_or(Timeline::constant(Truth::True), |o| o.line);
                    if base.reason.is_none() && tested.now() == Truth::True {
                        judged.status = Status::StudyTests;
                        judged.line = granted(&full, &tested);
                        let table = person.table;
                        judged
                            .missing
                            .retain(|index| table.who(*index).contains(&Who::Study));
                    }
                }
            }
        }
    }
    judged
}

/// Truth day by day, once judgements are granted: what is known stays, and what is open holds
/// where it would hold then.
fn granted(full: &Timeline, base: &Timeline) -> Timeline {
    Timeline::join(&[full, base], |truths| {
        match (truths.next(), truths.next()) {
            (Some(Truth::Unknown), Some(Truth::True)) => Truth::True,
            (known, _) => known.unwrap_or(Truth::Unknown),
        }
    })
}

fn open() -> Judged {
    Judged {
        status: Status::NotScreenable,
        borderline: None,
        notes: Vec::new(),
        steps: Vec::new(),
        missing: Vec::new(),
        asks: Vec::new(),
        temporary: false,
        line: Timeline::constant(Truth::True),
    }
}

/// The groups the person is certainly in.
fn strata(criterion: &Criterion, person: &Person<'_>) -> Vec<Step> {
    let evaluation = Evaluation {
        person,
        mode: Mode::default(),
    };
    criterion
        .strata
        .iter()
        .filter(|stratum| {
            evaluation
                .rule(&stratum.rule, Truth::True)
                .is_some_and(|outcome| outcome.line.now() == Truth::True)
        })
        .map(|stratum| Step::text("stratum", stratum.name.clone()))
        .collect()
}

impl Judged {
    /// The finding as it is shown.
    #[must_use]
    pub fn finding(self, criterion: &Criterion, person: &Person<'_>) -> Finding {
        let id = |index: Index| person.table.id(index).to_string();
        Finding {
            criterion: criterion.id.clone(),
            part_of: criterion.part_of.clone(),
            kind: criterion.kind,
            status: self.status,
            borderline: self.borderline,
            notes: self.notes,
            because: self.steps,
            missing: self.missing.into_iter().map(id).collect(),
            temporary: self.temporary,
            window: self.line.days(|truth| truth != Truth::False),
        }
    }
}
