//! A person's own health record in FHIR R4: what it says of the measures, for the person to look
//! at. Nothing is chosen for them, and nothing that the record does not hold is "no".
//!
//! Resources come in one by one and are forgotten at once but for what a measure needs. No name
//! and no free text of the record comes out again: codes, ids, days and values do.

use crate::date::{Date, DateRange};
use crate::error::{Code, Error};
use crate::measures::Index;
use crate::value::Value;
use serde::Serialize;

mod codes;
mod condition;
mod diagnoses;
mod gather;
mod medication;
mod name;
mod notes;
mod observation;
mod patient;
mod quantity;
mod reading;
mod shape;

use medication::Medicines;
use notes::{Notes, Why};
use patient::People;

/// The resources that are read.
const READ: [&str; 7] = [
    "Observation",
    "Condition",
    "Patient",
    "Medication",
    "MedicationStatement",
    "MedicationRequest",
    "MedicationAdministration",
];

/// Other resources that records are full of. Only these are named when they are counted: a type
/// that is none of FHIR's could be anybody's text.
const OTHERS: [&str; 16] = [
    "AllergyIntolerance",
    "CarePlan",
    "Claim",
    "Composition",
    "DiagnosticReport",
    "DocumentReference",
    "Encounter",
    "ExplanationOfBenefit",
    "FamilyMemberHistory",
    "Immunization",
    "MedicationDispense",
    "Organization",
    "Practitioner",
    "Procedure",
    "Provenance",
    "QuestionnaireResponse",
];

/// Whether a resource of this type is looked into. Any other can be passed over unread.
#[must_use]
pub fn reads(kind: &str) -> bool {
    READ.contains(&kind) || kind == BUNDLE
}

const BUNDLE: &str = "Bundle";

/// Why a candidate needs a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The laboratory has not settled it yet.
    Preliminary,
    /// Its unit is in no table, or it names two; the answer is "unknown", never a guess.
    UnknownUnit,
    /// Beyond the soft limits of the measure.
    OutsideUsual,
    /// Nothing says when it was true.
    Undated,
    /// The code leaves open if the person had fasted.
    FastingUnknown,
    /// Another equation or method than the one that rules mean.
    AnotherMethod,
    /// Told positive from negative by the laboratory's own range alone.
    ByReferenceRange,
    /// A diagnosis that is not said to be confirmed.
    Unconfirmed,
    /// A diagnosis that is said to be over.
    Resolved,
    /// A prescription: nobody says that it was taken.
    OnlyPrescribed,
    /// A medicine that is paused.
    OnHold,
    /// A medicine that has ended on no known day.
    NoLastDose,
    /// Said to be taken still, with a last day in the past.
    StatusDisagrees,
    /// An office's word, which need not be the sex that formulas mean.
    AdministrativeSex,
}

/// Where in the record a candidate comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// Type of the resource.
    pub resource: &'static str,
    /// Its id, if it is one by FHIR's rules.
    pub id: Option<String>,
    /// The code that was understood; an element's name for what has none.
    pub code: Option<String>,
    /// The system of the code.
    pub system: Option<&'static str>,
}

/// Something that the record says of a measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The measure.
    pub measure: &'static str,
    /// As [`crate::answers::Answers`] take it.
    pub answer: Value,
    /// The day, month or year it was true of.
    pub on: Option<String>,
    /// Where it stands.
    pub source: Source,
    /// Why to look twice.
    pub doubt: Option<Doubt>,
}

/// How often something was left out for one reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ignored {
    /// The reason.
    pub code: Why,
    /// How often.
    pub count: u32,
    /// Type of the first resource that it held for, if it is a known one.
    pub example_type: Option<&'static str>,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordFindings {
    /// By measure in the order of the catalogue, the newest first; several may contradict.
    pub candidates: Vec<Candidate>,
    /// What was left out.
    pub ignored: Vec<Ignored>,
    /// How many people the record is about. With more than one there are no candidates.
    pub patients: usize,
}

/// A day, a month or a year as the record has it.
#[derive(Clone, Debug, PartialEq)]
struct Day {
    text: String,
    range: DateRange,
}

/// What was found for one measure.
#[derive(Clone, Debug)]
struct Fact {
    index: Index,
    answer: Value,
    on: Option<Day>,
    source: Source,
    doubt: Option<Doubt>,
}

/// A record as far as it has been handed in.
#[derive(Debug, Default)]
pub struct Record {
    notes: Notes,
    people: People,
    medicines: Medicines,
}

impl Record {
    /// Takes one resource, or one entry of a Bundle: `{fullUrl, resource}`.
    ///
    /// # Errors
    /// `add_entries` for a whole Bundle, `wrong_type` for what is no resource, `too_large` for
    /// one beyond the limits, or when more has been kept than any life holds. The record stays as
    /// it was.
    pub fn add(&mut self, value: &Value) -> Result<(), Error> {
        value.check_size()?;
        let (resource, url) = match (value.get("resourceType"), value.get("resource")) {
            (None, Some(resource)) => {
                let url = shape::text(value, "fullUrl").filter(|url| !url.is_empty());
                (resource, url)
            }
            _ => (value, None),
        };
        let Some(kind) = shape::text(resource, "resourceType") else {
            return Err(refused(Code::WrongType, "one FHIR resource"));
        };
        if kind == BUNDLE {
            return Err(refused(Code::AddEntries, "the entries of a Bundle"));
        }
        if self.notes.is_full() || self.medicines.is_full() {
            return Err(crate::value::too_large());
        }
        let Some(kind) = READ.iter().find(|read| **read == kind) else {
            self.pass_over(kind);
            return Ok(());
        };
        // What changes the meaning of a resource in a way that we do not know may negate it.
        let modified = ["modifierExtension", "implicitRules"];
        if modified.iter().any(|key| shape::is_there(resource, key)) {
            self.notes.ignore(Why::Modified, kind);
            return Ok(());
        }
        match *kind {
            "Patient" => {
                self.people.add(resource, url);
                patient::read(&mut self.notes, resource);
            }
            "Medication" => self.medicines.keep(resource, url),
            kind => {
                if !self.people.is_about(resource) {
                    self.notes.ignore(Why::NotAboutThePerson, kind);
                    return Ok(());
                }
                match kind {
                    "Observation" => observation::read(&mut self.notes, resource),
                    "Condition" => condition::read(&mut self.notes, resource),
                    _ => medication::read(&mut self.medicines, &mut self.notes, kind, resource),
                }
            }
        }
        Ok(())
    }

    /// Counts a resource of a type that is not looked into.
    pub fn pass_over(&mut self, kind: &str) {
        let known = OTHERS.iter().find(|other| **other == kind);
        self.notes.count(Why::NotRead, known.copied());
    }

    /// What the record says, as of a day.
    ///
    /// # Errors
    /// `bad_date` for the day.
    pub fn findings(&self, as_of: &str) -> Result<RecordFindings, Error> {
        let day = Date::parse(as_of).ok_or_else(|| Error {
            code: Code::BadDate,
            field: Some("as_of".to_string()),
            expected: Some("2027-03-14".to_string()),
        })?;
        Ok(gather::findings(self, day))
    }
}

fn refused(code: Code, expected: &str) -> Error {
    Error {
        code,
        field: None,
        expected: Some(expected.to_string()),
    }
}
