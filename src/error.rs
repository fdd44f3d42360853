//! What can be wrong with an input: codes, never sentences.
//!
//! Locale files hold the words: for the codes of `check`, what is `wrong` and how to `mend` it stand
//! under `problems`. Nothing here ever carries a person's value.

use serde::{Serialize, Serializer};
use std::fmt;

/// Every way in which an input can be wrong, stable once published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// No calculator has this id.
    UnknownCalculator,
    /// No measure of the catalogue or of the loaded trials has this id.
    UnknownMeasure,
    /// An object has a key that means nothing there.
    UnknownField,
    /// A required input or key is absent.
    MissingInput,
    /// A value of another type is needed.
    WrongType,
    /// `NaN` or an infinity.
    NotFinite,
    /// The unit is unknown, or measures something else.
    UnknownUnit,
    /// Outside what can be true of a living person, or outside the allowed values.
    OutOfRange,
    /// The formula does not hold for this person; another one does.
    OutsideValidity,
    /// Two inputs contradict each other.
    Inconsistent,
    /// Not a calendar date, or a day that has not come yet.
    BadDate,
    /// Too deep, too long or too many.
    TooLarge,
    /// A trial definition has at least one error.
    InvalidTrial,
    /// A rule has no such verb.
    UnknownVerb,
    /// The verb cannot be asked of a measure of this kind.
    WrongKind,
    /// The unit belongs to another dimension than the measure.
    WrongDimension,
    /// A choice that the measure does not offer.
    UnknownChoice,
    /// Two criteria share one id.
    DuplicateId,
    /// `part_of` names no criterion, or a part.
    UnknownCriterion,
    /// A list or text that must hold something is empty.
    Empty,
    /// The lower end lies above the upper end.
    Reversed,
    /// A whole Bundle of a record: its entries are handed in one by one.
    AddEntries,
    // What follows is advice: see `lint`.
    /// A limit that hardly any person reaches: a slip of unit, or of typing.
    ImplausibleLimit,
    /// A limit that no person can reach.
    ImpossibleLimit,
    /// Both ends of a range are the same.
    EqualEnds,
    /// A rule that no answer can make true.
    NeverTrue,
    /// A rule that every answer makes true.
    AlwaysTrue,
    /// A rule that changes nothing beside the others of its list.
    Swallowed,
    /// A rule that stands twice in one list.
    DuplicateRule,
    /// A criterion that asks the same as an earlier one.
    DuplicateCriterion,
    /// An inclusion that stands once more, turned round, as an exclusion.
    RepeatedCriterion,
    /// Two criteria of which nobody can meet both.
    OpposedCriteria,
    /// A value between two neighbours that belongs to none of them.
    Gap,
    /// A value between two neighbours that belongs to both.
    Overlap,
    /// A declared measure that no rule reads.
    UnusedMeasure,
    /// A rule that only tests of the study itself can settle.
    StudyOnly,
    /// No criterion can be screened.
    JudgementOnly,
    /// A text that lacks English, on which every reader falls back.
    NoEnglish,
    /// A criterion whose text holds no words of a source.
    NoSourceText,
    /// An id that no protocol would give to this criterion.
    OddId,
    /// The trial has no tests of its own.
    NoCases,
    /// No case in which this criterion passes, fails or stays open.
    MissingCase,
    /// A case that does not come out as it says.
    CaseFails,
    /// No cases on both sides of a limit and near to it.
    LimitNotTried,
}

impl Code {
    /// The code as it is written in results.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Code::UnknownCalculator => "unknown_calculator",
            Code::UnknownMeasure => "unknown_measure",
            Code::UnknownField => "unknown_field",
            Code::MissingInput => "missing_input",
            Code::WrongType => "wrong_type",
            Code::NotFinite => "not_finite",
            Code::UnknownUnit => "unknown_unit",
            Code::OutOfRange => "out_of_range",
            Code::OutsideValidity => "outside_validity",
            Code::Inconsistent => "inconsistent",
            Code::BadDate => "bad_date",
            Code::TooLarge => "too_large",
            Code::InvalidTrial => "invalid_trial",
            Code::UnknownVerb => "unknown_verb",
            Code::WrongKind => "wrong_kind",
            Code::WrongDimension => "wrong_dimension",
            Code::UnknownChoice => "unknown_choice",
            Code::DuplicateId => "duplicate_id",
            Code::UnknownCriterion => "unknown_criterion",
            Code::Empty => "empty",
            Code::Reversed => "reversed",
            Code::AddEntries => "add_entries",
            Code::ImplausibleLimit => "implausible_limit",
            Code::ImpossibleLimit => "impossible_limit",
            Code::EqualEnds => "equal_ends",
            Code::NeverTrue => "never_true",
            Code::AlwaysTrue => "always_true",
            Code::Swallowed => "swallowed",
            Code::DuplicateRule => "duplicate_rule",
            Code::DuplicateCriterion => "duplicate_criterion",
            Code::RepeatedCriterion => "repeated_criterion",
            Code::OpposedCriteria => "opposed_criteria",
            Code::Gap => "gap",
            Code::Overlap => "overlap",
            Code::UnusedMeasure => "unused_measure",
            Code::StudyOnly => "study_only",
            Code::JudgementOnly => "judgement_only",
            Code::NoEnglish => "no_english",
            Code::NoSourceText => "no_source_text",
            Code::OddId => "odd_id",
            Code::NoCases => "no_cases",
            Code::MissingCase => "missing_case",
            Code::CaseFails => "case_fails",
            Code::LimitNotTried => "limit_not_tried",
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An input that was refused. The instance answers the next call as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub code: Code,
    /// Where: a measure, an input or `<trial id>/<path>`.
    pub field: Option<String>,
    /// What would have been right, in terms a developer reads: `"0.05..40 mg/dL"`.
    pub expected: Option<String>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        if let Some(field) = &self.field {
            write!(f, " at {field}")?;
        }
        if let Some(expected) = &self.expected {
            write!(f, ": expected {expected}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// A limit in at most three decimals. The standard library's formatting of floats is exact to
/// the last digit and weighs more than all formulas together.
#[must_use]
pub fn decimal(limit: f64) -> String {
    // Limits lie far below 2^53 thousandths.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let thousandths = libm::floor(limit.abs() * 1000.0 + 0.5) as u64;
    let sign = if limit < 0.0 { "-" } else { "" };
    let text = format!("{sign}{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// How much a problem of a definition matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The definition cannot be used.
    Error,
    /// It can, but somebody should look.
    Advice,
}

/// One thing that `check` found in a trial definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Keys and list positions from the top, joined by slashes: `criteria/4/rule/above/unit`.
    pub path: String,
    /// What is wrong.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What would have been right.
    pub expected: Option<String>,
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Error {
        Error {
            code: problem.code,
            field: (!problem.path.is_empty()).then_some(problem.path),
            expected: problem.expected,
        }
    }
}
