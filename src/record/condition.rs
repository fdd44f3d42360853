//! Diagnoses. One that the record does not hold is unknown, never "no".

use super::codes::ABSENT;
use super::diagnoses::{Follows, follows};
use super::notes::{Notes, Why};
use super::shape::{begins, codings, day, period, source, status, texted};
use super::{Doubt, Fact};
use crate::catalogue::ROWS;
use crate::value::Value;

const TYPE: &str = "Condition";

/// Reads a condition.
pub(super) fn read(notes: &mut Notes, resource: &Value) {
    let mut all = Vec::new();
    for coding in codings(resource, "code") {
        let Some(system) = coding.system else {
            continue;
        };
        if system == ABSENT {
            return notes.ignore(Why::NoInformation, TYPE);
        }
        for follows in follows(system, coding.code) {
            all.push((*follows, coding.code, system));
        }
    }
    let excluded = |(follows, ..): &(Follows, &str, &str)| matches!(follows, Follows::Excluded);
    if all.iter().any(excluded) {
        return notes.ignore(Why::ExcludedCode, TYPE);
    }
    if all.is_empty() {
        return notes.ignore(Why::UnknownCode, TYPE);
    }
    let unconfirmed = match status(resource, "verificationStatus") {
        Some("confirmed") => None,
        Some("refuted") => return notes.ignore(Why::Refuted, TYPE),
        Some("entered-in-error") => return notes.ignore(Why::EnteredInError, TYPE),
        // Provisional, differential, unconfirmed, or nothing said.
        _ => Some(Doubt::Unconfirmed),
    };
    let over = matches!(
        status(resource, "clinicalStatus"),
        Some("resolved" | "inactive")
    );
    let abated = begins(resource, "abatement");
    let resolved = (over || abated).then_some(Doubt::Resolved);
    // An age or a text is no day; when it was written down is not when it was found.
    let onset = day(resource, "onsetDateTime").or_else(|| period(resource, "onsetPeriod").1);
    let recorded = day(resource, "recordedDate").or_else(|| day(resource, "dateRecorded"));
    // Two codes that say the same are one candidate in the end.
    for (follows, code, system) in &all {
        let (measure, answer) = match *follows {
            Follows::Yes(measure) => (measure, Value::Bool(true)),
            Follows::Choice(measure, choice) => (measure, texted(choice)),
            Follows::Onset(measure) => match &onset {
                Some(onset) => (measure, texted(&onset.text)),
                None => continue,
            },
            Follows::Excluded => continue,
        };
        let index = ROWS.iter().position(|row| row.id == measure);
        if let Some(index) = index {
            notes.keep(Fact {
                index,
                answer,
                on: onset.clone().or_else(|| recorded.clone()),
                source: source(TYPE, resource, code, Some(system)),
                doubt: unconfirmed.or(resolved),
            });
        }
    }
}
