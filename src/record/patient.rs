//! The person: who the record is about, their birth date and sex.

use super::notes::Notes;
use super::shape::{day, folded, items, source, tail, text, unversioned};
use super::{Doubt, Fact};
use crate::catalogue::ROWS;
use crate::value::Value;

const TYPE: &str = "Patient";
/// Most people that are told apart.
const MOST: usize = 50;

/// What tells whether two patients are one person. It never leaves this file.
#[derive(Debug)]
struct Patient {
    /// What references may call them.
    keys: Vec<String>,
    /// Birth date, family name, given name.
    likeness: Option<[String; 3]>,
}

/// The people that a record is about.
#[derive(Debug, Default)]
pub(super) struct People {
    patients: Vec<Patient>,
    /// References of what has been read.
    subjects: Vec<String>,
}

impl People {
    /// Notes a patient.
    pub(super) fn add(&mut self, resource: &Value, url: Option<&str>) {
        let id = text(resource, "id").map(|id| [TYPE, "/", id].concat());
        let keys: Vec<String> = id.into_iter().chain(url.map(str::to_string)).collect();
        let patient = Patient {
            keys,
            likeness: likeness(resource),
        };
        if self.patients.len() < MOST {
            self.patients.push(patient);
        }
    }

    /// Whether a resource is about a patient, who is noted.
    pub(super) fn is_about(&mut self, resource: &Value) -> bool {
        // Older exports have the patient under their own name.
        let subject = resource.get("subject").or_else(|| resource.get("patient"));
        let Some(reference) = subject.and_then(|subject| text(subject, "reference")) else {
            return true;
        };
        let reference = unversioned(reference);
        let others = ["Group", "Device", "Location", "Medication", "Substance"];
        if tail(reference).is_some_and(|(kind, _)| others.contains(&kind)) {
            return false;
        }
        // A contained patient belongs to its own resource alone.
        let is_new = !reference.starts_with('#') && !self.subjects.iter().any(|s| s == reference);
        if is_new && self.subjects.len() < MOST {
            self.subjects.push(reference.to_string());
        }
        true
    }

    /// How many people there are. Two patients are one person if they have an id in common, or
    /// birth date and name; a subject whom no patient answers to is a person of their own, if it
    /// is not the patient who has no id.
    pub(super) fn count(&self) -> usize {
        let mut groups: Vec<usize> = (0..self.patients.len()).collect();
        for (one, patient) in self.patients.iter().enumerate() {
            for (other, earlier) in self.patients.iter().enumerate().take(one) {
                if patient.is(earlier) {
                    let (from, to) = (groups[one], groups[other]);
                    groups
                        .iter_mut()
                        .for_each(|g| *g = if *g == from { to } else { *g });
                }
            }
        }
        let is_first = |place: &usize| !groups[..*place].contains(&groups[*place]);
        let people = (0..groups.len()).filter(is_first).count();
        let known = |subject: &str| {
            self.patients
                .iter()
                .any(|patient| patient.answers_to(subject))
        };
        let strangers = self
            .subjects
            .iter()
            .filter(|subject| !known(subject))
            .count();
        let nameless = self.patients.iter().any(|patient| patient.keys.is_empty());
        people + strangers.saturating_sub(usize::from(nameless))
    }
}

impl Patient {
    fn is(&self, other: &Patient) -> bool {
        let alike = self.likeness.is_some() && self.likeness == other.likeness;
        alike || self.keys.iter().any(|key| other.keys.contains(key))
    }

    /// By the whole reference, or by type and id at its end.
    fn answers_to(&self, subject: &str) -> bool {
        let ends = |key: &str| {
            let before = subject.strip_suffix(key);
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        self.keys.iter().any(|key| ends(key))
    }
}

fn likeness(resource: &Value) -> Option<[String; 3]> {
    let name = items(resource, "name").first()?;
    let family = folded(text(name, "family")?);
    let given = items(name, "given").first()?.as_text()?;
    let given = folded(given.split(' ').next()?);
    Some([day(resource, "birthDate")?.text, family, given])
}

/// What a patient's own resource says of measures.
pub(super) fn read(notes: &mut Notes, resource: &Value) {
    let mut keep = |measure: &str, element: &str, answer: String, doubt| {
        let Some(index) = ROWS.iter().position(|row| row.id == measure) else {
            return;
        };
        notes.keep(Fact {
            index,
            answer: Value::Text(answer),
            on: None,
            source: source(TYPE, resource, element, None),
            doubt,
        });
    };
    if let Some(birth) = day(resource, "birthDate") {
        keep("birth_date", "birthDate", birth.text, None);
    }
    if let Some(gender @ ("female" | "male")) = text(resource, "gender") {
        let doubt = Some(Doubt::AdministrativeSex);
        keep("sex", "gender", gender.to_string(), doubt);
    }
}
