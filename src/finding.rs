//! One criterion's result for one person.

use crate::catalogue::Who;
use crate::evaluate::{Evaluation, Met, Mode, Outcome};
use crate::formula::Step;
use crate::measures::Index;
use crate::person::Person;
use crate::rule::{Reason, Rule};
use crate::trial::{Criterion, CriterionKind};
use crate::truth::{DateSpan, Timeline, Truth};
use serde::{Serialize, Serializer};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It rests on a result older than 90 days.
    OldResult,
    /// A medicine that its washout is about is still taken: no date is to be told.
    StillTaken,
    /// Two answers fit badly together.
    AnswersDisagree,
    /// The remark of the criterion with this number.
    Remark(usize),
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Note::OldResult => serializer.serialize_str("old_result"),
            Note::StillTaken => serializer.serialize_str("still_taken"),
            Note::AnswersDisagree => serializer.serialize_str("answers_disagree"),
            Note::Remark(n) => serializer.serialize_str(&["remark_", &n.to_string()].concat()),
        }
    }
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
    /// Those of them on which it surely passes: fewer where a date is known to a month or a year.
    pub certain_window: Vec<DateSpan>,
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
    let bench = Bench { criterion, person };
    let met = Met::default();
    let Some(full) = bench.evaluate(Mode { explain, ..PLAIN }, &met) else {
        // A plain evaluation removes nothing; the type cannot know.
        return Judged::of(Outcome::constant(Truth::Unknown));
    };
    let (old, judgement, still_taken) = (full.old, full.judgement, full.still_taken);
    let mut judged = Judged::of(full);
    if explain {
        judged.steps.extend(bench.strata());
        judged.steps = each_once(judged.steps);
        judged.notes = bench.notes();
        if still_taken && judged.line.now() != Truth::True {
            judged.notes.push(Note::StillTaken);
        }
    }
    match judged.line.now() {
        Truth::True => {
            judged.status = Status::Pass;
            if old
                && bench.truth(Mode {
                    doubt_dated: true,
                    ..PLAIN
                }) != Truth::True
            {
                judged.notes.push(Note::OldResult);
            }
        }
        Truth::False
            if old
                && bench.truth(Mode {
                    doubt_old: true,
                    ..PLAIN
                }) != Truth::False =>
        {
            // A test that can be done again may turn out otherwise on every later day too.
            judged.borderline = Some(Reason::OldResult);
            judged.line = Timeline::constant(Truth::Unknown);
        }
        Truth::False => {
            judged.status = Status::Fail;
            judged.temporary = criterion.temporary
                || judged.line.ever(Truth::True)
                || judged.line.ever(Truth::Unknown)
                || (met.transient.get()
                    && bench.truth(Mode {
                        doubt_transient: true,
                        ..PLAIN
                    }) != Truth::False);
        }
        Truth::Unknown if met.judgement.get() => bench.settle(&mut judged, judgement),
        Truth::Unknown => bench.test(&mut judged, &met),
    }
    judged
}

const PLAIN: Mode = Mode {
    judged: false,
    tested: None,
    doubt_old: false,
    doubt_dated: false,
    doubt_transient: false,
    explain: false,
    recent: None,
};
const JUDGED: Mode = Mode {
    judged: true,
    ..PLAIN
};

/// One criterion before one person.
struct Bench<'a> {
    criterion: &'a Criterion,
    person: &'a Person<'a>,
}

impl Bench<'_> {
    /// Whether the person meets the criterion; nothing where only judgements stood.
    fn evaluate(&self, mode: Mode, met: &Met) -> Option<Outcome> {
        let inclusion = self.criterion.kind == CriterionKind::Inclusion;
        let evaluation = Evaluation {
            person: self.person,
            mode,
            met,
        };
        let mut outcome = evaluation.rule(&self.criterion.rule, Truth::from(inclusion))?;
        if !inclusion {
            outcome.line = !outcome.line;
        }
        Some(outcome)
    }

    fn truth(&self, mode: Mode) -> Truth {
        self.evaluate(mode, &Met::default())
            .map_or(Truth::True, |outcome| outcome.line.now())
    }

    /// Finds out what keeps a criterion open in which there is something to judge or to sign.
    fn settle(&self, judged: &mut Judged, judgement: Option<Reason>) {
        let met = Met::default();
        let always = || Outcome::constant(Truth::True);
        let base = self.evaluate(JUDGED, &met).unwrap_or_else(always);
        match base.line.now() {
            Truth::False => {
                judged.borderline = judgement.or(judged.borderline);
                return;
            }
            Truth::True => {
                judged.status = Status::NotScreenable;
                judged.borderline = None;
                judged.missing.clear();
                if base.old
                    && self.truth(Mode {
                        doubt_dated: true,
                        ..JUDGED
                    }) != Truth::True
                {
                    judged.notes.push(Note::OldResult);
                }
            }
            Truth::Unknown => {
                judged.borderline = base.reason;
                judged.missing = base.missing;
                judged.line = granted(&judged.line, &base.line);
                self.test(judged, &met);
                return;
            }
        }
        judged.line = granted(&judged.line, &base.line);
    }

    /// Finds out whether an open criterion is only open for want of a test that the study does itself.
    fn test(&self, judged: &mut Judged, met: &Met) {
        if !met.study_test.get() || judged.borderline.is_some() {
            return;
        }
        let mut worlds = ["negative", "positive"].into_iter().map(|result| {
            let tested = Some(result);
            let world = self.evaluate(Mode { tested, ..JUDGED }, met);
            world.unwrap_or_else(|| Outcome::constant(Truth::True))
        });
        if let Some(tested) = worlds.find(|world| world.line.now() == Truth::True) {
            judged.status = Status::StudyTests;
            let table = self.person.table;
            judged
                .missing
                .retain(|index| table.who(*index).contains(&Who::Study));
            judged.line = granted(&judged.line, &tested.line);
        }
    }

    fn surely(&self, rule: &Rule) -> bool {
        let evaluation = Evaluation {
            person: self.person,
            mode: PLAIN,
            met: &Met::default(),
        };
        let outcome = evaluation.rule(rule, Truth::True);
        outcome.is_some_and(|outcome| outcome.line.now() == Truth::True)
    }

    /// The groups the person is certainly in.
    fn strata(&self) -> Vec<Step> {
        let strata = self.criterion.strata.iter();
        strata
            .filter(|stratum| self.surely(&stratum.rule))
            .map(|stratum| Step::text("stratum", stratum.name.clone()))
            .collect()
    }

    /// The remarks that certainly apply, and whether two answers fit badly.
    fn notes(&self) -> Vec<Note> {
        let remarks = self.criterion.remarks.iter().enumerate();
        let mut notes: Vec<Note> = remarks
            .filter(|(_, rule)| self.surely(rule))
            .map(|(n, _)| Note::Remark(n))
            .collect();
        let mut disagree = false;
        self.criterion
            .rule
            .measures(&mut |index| disagree |= self.person.is_disagreeing(index));
        if disagree {
            notes.push(Note::AnswersDisagree);
        }
        notes
    }
}

/// A rule may look at one answer twice; it is shown once.
fn each_once(steps: Vec<Step>) -> Vec<Step> {
    let mut seen: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        if !seen.contains(&step) {
            seen.push(step);
        }
    }
    seen
}

/// Truth day by day, once judgements are granted: what is known stays, and what is open holds
/// where it would hold then.
fn granted(full: &Timeline, base: &Timeline) -> Timeline {
    Timeline::join(
        &[full, base],
        &|truths| match (truths.next(), truths.next()) {
            (Some(Truth::Unknown), Some(Truth::True)) => Truth::True,
            (known, _) => known.unwrap_or(Truth::Unknown),
        },
    )
}

impl Judged {
    fn of(outcome: Outcome) -> Judged {
        Judged {
            status: Status::Unknown,
            borderline: outcome.reason,
            notes: Vec::new(),
            steps: outcome.steps,
            missing: outcome.missing,
            asks: outcome.asks,
            temporary: false,
            line: outcome.line,
        }
    }

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
            certain_window: self.line.days(|truth| truth == Truth::True),
        }
    }
}
