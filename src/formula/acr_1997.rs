//! ACR (1982, revised 1997): classification of systemic lupus erythematosus.
//!
//! **Formula** how many of 11 criteria have been met, at once or one after another; 4 classify.
//! **Population** adults, for studies; it is no means of diagnosis.
//! **Citation** Tan et al., Arthritis Rheum 1982;25:1271–1277, doi:10.1002/art.1780251101;
//! Hochberg, Arthritis Rheum 1997;40:1725, doi:10.1002/art.1780400928.
//!
//! Known disagreement: in 1982 the immunologic criterion held LE cells, since 1997 in their
//! place antiphospholipid antibodies.

use crate::interval::{Interval, Test};
use crate::members::Members;
use crate::truth::Truth;

/// The criteria.
pub static ITEMS: [&str; 11] = [
    "malar_rash",
    "discoid_rash",
    "photosensitivity",
    "oral_ulcers",
    "arthritis",
    "serositis",
    "renal_disorder",
    "neurologic_disorder",
    "hematologic_disorder",
    "immunologic_disorder",
    "ana",
];

/// How many are met, from those that surely are to those that may be.
#[must_use]
pub fn count(items: Members) -> Interval {
    items.sum([1; ITEMS.len()])
}

/// Whether a person is classified.
#[must_use]
pub fn classified(items: Members) -> Truth {
    Test::AtLeast(4.0).judge(count(items))
}
