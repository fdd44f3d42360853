//! What has been found so far, and how often something was left out.

use super::{Fact, Ignored};
use crate::answers::{Known, read_answer};
use crate::date::Date;
use crate::measures::Table;
use crate::value::Reader;
use serde::Serialize;

/// Most facts that are kept: more than a life holds.
const MOST: usize = 50_000;

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Resources of this type are not looked into.
    NotRead,
    /// No measure goes by this code.
    UnknownCode,
    /// No drug of the table goes by this name.
    UnknownDrug,
    /// The medicine stands in a resource that the record does not hold.
    UnknownReference,
    /// Entered in error.
    EnteredInError,
    /// Called off.
    Cancelled,
    /// Not done yet, or of a status that is not known.
    UnknownStatus,
    /// A diagnosis that was refuted.
    Refuted,
    /// A code near to the disease that is not the disease: E10.A is not clinical type 1 diabetes.
    ExcludedCode,
    /// The record says that there is no value, or none to be had.
    DataAbsent,
    /// The record says that it has no information.
    NoInformation,
    /// A value that says neither one thing nor the other.
    NoClearValue,
    /// Its parts contradict each other.
    Contradictory,
    /// A unit of something else.
    WrongDimension,
    /// Beyond what a living person can have.
    OutOfRange,
    /// Dated after the day asked about.
    InFuture,
    /// A medicine that is not or not yet taken.
    NotTaken,
    /// About somebody or something else: a group, a device, an unborn child.
    NotAboutThePerson,
    /// Marked as meaning something else than it says.
    Modified,
    /// Older than the hundred newest of its measure.
    Older,
    /// The record is about two people: all of it is left out.
    TwoPatients,
}

/// Facts and counts.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) facts: Vec<Fact>,
    pub(super) ignored: Vec<Ignored>,
}

impl Notes {
    pub(super) fn is_full(&self) -> bool {
        self.facts.len() >= MOST
    }

    /// Keeps a fact that can be true of a person.
    pub(super) fn keep(&mut self, fact: Fact) {
        if usable(&fact, None).is_some() {
            self.facts.push(fact);
        } else {
            self.ignore(Why::OutOfRange, fact.source.resource);
        }
    }

    pub(super) fn ignore(&mut self, why: Why, kind: &'static str) {
        self.count(why, Some(kind));
    }

    pub(super) fn count(&mut self, why: Why, kind: Option<&'static str>) {
        tally(&mut self.ignored, why, kind, 1);
    }
}

/// Counts, keeping the first type that has a name.
pub(super) fn tally(
    ignored: &mut Vec<Ignored>,
    code: Why,
    example_type: Option<&'static str>,
    count: u32,
) {
    match ignored.iter_mut().find(|ignored| ignored.code == code) {
        Some(ignored) => {
            ignored.count = ignored.count.saturating_add(count);
            ignored.example_type = ignored.example_type.or(example_type);
        }
        None => ignored.push(Ignored {
            code,
            count,
            example_type,
        }),
    }
}

/// What the engine takes an answer for, if it takes it: nothing is known of an "unknown".
pub(super) fn usable(fact: &Fact, as_of: Option<Date>) -> Option<Option<Known>> {
    let mut reader = Reader::default();
    let table = Table::default();
    let known = read_answer(&mut reader, &table, fact.index, &fact.answer, as_of);
    (reader.count() == 0).then_some(known)
}
