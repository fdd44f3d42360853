//! The shape of a row, and the words in which the table is written.

use super::NOT_DONE;
use crate::measures::{kind_name, who_name};
use crate::units::Quantity;
use serde::{Serialize, Serializer};

/// What an answer to a measure looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number with a unit.
    Quantity,
    /// A whole number, or a score.
    Count,
    /// Yes or no.
    YesNo,
    /// One of a few.
    Choice,
    /// A day, a month or a year.
    Date,
    /// Any number of a few.
    Choices,
    /// The items of a score, each yes, no or not known.
    Items,
    /// Any number of dates.
    Dates,
    /// A list of medicines.
    Medications,
    /// Daily doses of glucocorticoids, each over some days.
    Doses,
    /// The highest dilution at which a laboratory still finds something: 160 for "1:160".
    Titre,
}

/// Who can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The person, or a parent, from memory.
    Patient,
    /// The person, from a report or a letter.
    Report,
    /// A clinician who has seen the person.
    Clinician,
    /// The study itself does this test; a missing result never blocks.
    Study,
    /// An agreement or a signature that the study team asks for.
    Agreement,
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind_name(*self))
    }
}

impl Serialize for Who {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(who_name(*self))
    }
}

/// In which order a measure that can also be computed and its inputs are asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskOrder {
    /// The inputs; the measure itself is offered in their stead.
    InputsOnly,
    /// The inputs, and the measure itself where they do not settle it.
    InputsFirst,
    /// The measure itself, and the inputs where it is not known.
    ItselfFirst,
}

/// A score that people give themselves differs from a clinician's by up to so much.
#[derive(Clone, Copy, Debug)]
pub struct SelfRated {
    /// The measure that tells who gave the score.
    pub measure: &'static str,
    /// The choice that says that the person did.
    pub choice: &'static str,
    /// How far off such a score may be, either way.
    pub by: f64,
}

/// What an answer has to be for another measure to count, as "fasting" for a fasting value.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// The measure that tells how the value was obtained.
    pub measure: &'static str,
    /// The only choice under which the value counts.
    pub choice: &'static str,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The id.
    pub id: &'static str,
    /// What its answer looks like.
    pub kind: Kind,
    /// Units, of a quantity.
    pub quantity: Option<&'static Quantity>,
    /// The choices, of a choice.
    pub choices: &'static [&'static str],
    /// A date that can also be "never".
    pub never: bool,
    /// Who can answer.
    pub who: &'static [Who],
    /// In the canonical unit: outside of it, ask again.
    pub soft: Option<(f64, f64)>,
    /// In the canonical unit: outside of it, refuse.
    pub hard: Option<(f64, f64)>,
    /// LOINC codes under which records hold it.
    pub loinc: &'static [&'static str],
    /// Measures it can be computed from.
    pub derived_from: &'static [&'static str],
    /// Worded for a person and a parent together; "I would rather tell the team" is offered.
    pub sensitive: bool,
    /// No unit may be preselected: two are common and both are plausible.
    pub unit_obligatory: bool,
    /// A test that can be done again: an old failing value settles nothing.
    pub repeatable: bool,
    /// An answer that passes with time or is the person's to change.
    pub transient: bool,
    /// Counts only under this condition.
    pub condition: Option<Condition>,
    /// How the laboratory prints a value that we compute.
    pub printed_step: Option<f64>,
    /// A score that goes up by halves.
    pub half_steps: bool,
    /// How it and the measures it can be computed from are asked about.
    pub ask_order: AskOrder,
    /// Less exact if the person gave it.
    pub self_rated: Option<SelfRated>,
    /// Laboratories print their own upper limit beside it, which is never below this.
    pub least_upper_limit: Option<f64>,
}

pub(super) const PATIENT: &[Who] = &[Who::Patient];
pub(super) const REPORT: &[Who] = &[Who::Report];
pub(super) const PATIENT_OR_CLINICIAN: &[Who] = &[Who::Patient, Who::Clinician];
pub(super) const REPORT_OR_CLINICIAN: &[Who] = &[Who::Report, Who::Clinician];
pub(super) const REPORT_OR_STUDY: &[Who] = &[Who::Report, Who::Study];

impl Row {
    pub(super) const fn new(id: &'static str, kind: Kind, who: &'static [Who]) -> Row {
        Row {
            id,
            kind,
            quantity: None,
            choices: &[],
            never: false,
            who,
            soft: None,
            hard: None,
            loinc: &[],
            derived_from: &[],
            sensitive: false,
            unit_obligatory: false,
            repeatable: false,
            transient: false,
            condition: None,
            printed_step: None,
            half_steps: false,
            ask_order: AskOrder::InputsOnly,
            self_rated: None,
            least_upper_limit: None,
        }
    }

    pub(super) const fn quantity(
        id: &'static str,
        who: &'static [Who],
        quantity: &'static Quantity,
    ) -> Row {
        Row {
            quantity: Some(quantity),
            ..Row::new(id, Kind::Quantity, who)
        }
    }

    pub(super) const fn yes_no(id: &'static str, who: &'static [Who]) -> Row {
        Row::new(id, Kind::YesNo, who)
    }

    pub(super) const fn choice(
        id: &'static str,
        who: &'static [Who],
        choices: &'static [&'static str],
    ) -> Row {
        Row {
            choices,
            ..Row::new(id, Kind::Choice, who)
        }
    }

    pub(super) const fn date(id: &'static str, who: &'static [Who]) -> Row {
        Row::new(id, Kind::Date, who)
    }

    pub(super) const fn choices(
        id: &'static str,
        who: &'static [Who],
        choices: &'static [&'static str],
    ) -> Row {
        Row {
            choices,
            ..Row::new(id, Kind::Choices, who)
        }
    }

    pub(super) const fn items(
        id: &'static str,
        who: &'static [Who],
        items: &'static [&'static str],
    ) -> Row {
        Row {
            choices: items,
            ..Row::new(id, Kind::Items, who)
        }
    }

    /// A whole number from 0 to `most`.
    pub(super) const fn count(id: &'static str, who: &'static [Who], most: f64) -> Row {
        Row::new(id, Kind::Count, who).hard(0.0, most)
    }

    pub(super) const fn serology(id: &'static str) -> Row {
        Row::choice(id, REPORT_OR_STUDY, &["positive", "negative", NOT_DONE])
    }

    pub(super) const fn soft(mut self, low: f64, high: f64) -> Row {
        self.soft = Some((low, high));
        self
    }

    pub(super) const fn hard(mut self, low: f64, high: f64) -> Row {
        self.hard = Some((low, high));
        self
    }

    pub(super) const fn loinc(mut self, codes: &'static [&'static str]) -> Row {
        self.loinc = codes;
        self
    }

    pub(super) const fn from(mut self, measures: &'static [&'static str]) -> Row {
        self.derived_from = measures;
        self
    }

    pub(super) const fn never(mut self) -> Row {
        self.never = true;
        self
    }

    pub(super) const fn half_steps(mut self) -> Row {
        self.half_steps = true;
        self
    }

    pub(super) const fn asked(mut self, order: AskOrder) -> Row {
        self.ask_order = order;
        self
    }

    pub(super) const fn self_rated(
        mut self,
        measure: &'static str,
        choice: &'static str,
        by: f64,
    ) -> Row {
        self.self_rated = Some(SelfRated {
            measure,
            choice,
            by,
        });
        self
    }

    pub(super) const fn limited(mut self, least_upper_limit: f64) -> Row {
        self.least_upper_limit = Some(least_upper_limit);
        self
    }

    pub(super) const fn sensitive(mut self) -> Row {
        self.sensitive = true;
        self
    }

    pub(super) const fn unit_obligatory(mut self) -> Row {
        self.unit_obligatory = true;
        self
    }

    pub(super) const fn repeatable(mut self) -> Row {
        self.repeatable = true;
        self
    }

    pub(super) const fn transient(mut self) -> Row {
        self.transient = true;
        self
    }

    pub(super) const fn printed(mut self, step: f64) -> Row {
        self.printed_step = Some(step);
        self
    }

    pub(super) const fn only_if(mut self, measure: &'static str, choice: &'static str) -> Row {
        self.condition = Some(Condition { measure, choice });
        self
    }
}
