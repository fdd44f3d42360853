//! SLICC (2012): classification of systemic lupus erythematosus.
//!
//! **Formula** how many of 11 clinical and 6 immunologic criteria have ever been met.
//! Classified: 4 of the 17 with at least one of each sort; or, standing alone, lupus nephritis
//! proven by biopsy with antinuclear or anti-dsDNA antibodies. Protocols that quote only "4 of
//! 17" leave the second way out.
//! **Population** adults and children, for studies; it is no means of diagnosis.
//! **Citation** Petri et al., Arthritis Rheum 2012;64:2677–2686, doi:10.1002/art.34473.

use crate::interval::{Interval, Test};
use crate::members::Members;
use crate::truth::Truth;
use std::ops::Range;

/// The clinical criteria, the immunologic ones, and the biopsy.
pub static ITEMS: [&str; 18] = [
    "c_acute_cutaneous",
    "c_chronic_cutaneous",
    "c_oral_or_nasal_ulcers",
    "c_nonscarring_alopecia",
    "c_synovitis",
    "c_serositis",
    "c_renal",
    "c_neurologic",
    "c_hemolytic_anemia",
    "c_leukopenia_or_lymphopenia",
    "c_thrombocytopenia",
    "i_ana",
    "i_anti_dsdna",
    "i_anti_sm",
    "i_antiphospholipid",
    "i_low_complement",
    "i_direct_coombs",
    "biopsy_proven_ln",
];

const CLINICAL: Range<usize> = 0..11;
const IMMUNOLOGIC: Range<usize> = 11..COUNTED;
/// So many items, from the first, count one each; the biopsy is a way of its own.
pub const COUNTED: usize = 17;
const HEMOLYTIC_ANEMIA: usize = 8;
const ANA: usize = 11;
const ANTI_DSDNA: usize = 12;
const DIRECT_COOMBS: usize = 16;
const BIOPSY: usize = COUNTED;

fn count(items: Members, of: &Range<usize>) -> Interval {
    items.sum((0..of.end).map(|item| u8::from(of.contains(&item))))
}

/// How many of the 17, from those that surely are met to those that may be.
#[must_use]
pub fn total(items: Members) -> Interval {
    count(items, &(CLINICAL.start..IMMUNOLOGIC.end))
}

/// How many of the 11.
#[must_use]
pub fn clinical(items: Members) -> Interval {
    count(items, &CLINICAL)
}

/// How many of the 6.
#[must_use]
pub fn immunologic(items: Members) -> Interval {
    count(items, &IMMUNOLOGIC)
}

/// 4 of the 17, with at least one of each sort.
#[must_use]
pub fn by_count(items: Members) -> Truth {
    let four = Test::AtLeast(4.0).judge(total(items));
    let both = items.has_any(CLINICAL).min(items.has_any(IMMUNOLOGIC));
    four.min(both)
}

/// Lupus nephritis proven by biopsy, with antinuclear or anti-dsDNA antibodies.
#[must_use]
pub fn biopsy_route(items: Members) -> Truth {
    items.has(BIOPSY).min(items.has_any([ANA, ANTI_DSDNA]))
}

/// Either way.
#[must_use]
pub fn classified(items: Members) -> Truth {
    by_count(items).max(biopsy_route(items))
}

/// The direct Coombs test counts only without haemolytic anaemia: both are one too many. It is
/// said and nothing is changed, for either may be the slip.
#[must_use]
pub fn counts_hemolysis_twice(items: Members) -> bool {
    items.has(HEMOLYTIC_ANEMIA).min(items.has(DIRECT_COOMBS)) == Truth::True
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_items_stand_where_they_are_said_to() {
        for (place, item) in ITEMS.iter().enumerate() {
            assert_eq!(CLINICAL.contains(&place), item.starts_with("c_"), "{item}");
            let immunologic = IMMUNOLOGIC.contains(&place);
            assert_eq!(immunologic, item.starts_with("i_"), "{item}");
        }
        for (place, item) in [
            (HEMOLYTIC_ANEMIA, "c_hemolytic_anemia"),
            (ANA, "i_ana"),
            (ANTI_DSDNA, "i_anti_dsdna"),
            (DIRECT_COOMBS, "i_direct_coombs"),
            (BIOPSY, "biopsy_proven_ln"),
        ] {
            assert_eq!(ITEMS[place], item);
        }
    }

    #[test]
    fn hemolysis_counted_twice_is_seen_and_left() {
        let mut items = Members::default();
        items.set(HEMOLYTIC_ANEMIA, true);
        assert!(!counts_hemolysis_twice(items));
        items.set(DIRECT_COOMBS, true);
        assert!(counts_hemolysis_twice(items));
        assert_eq!(total(items), Interval::point(2.0));
    }

    #[test]
    fn a_biopsy_needs_one_of_two_antibodies() {
        for (antibody, truth) in [
            (Some(ANA), Truth::True),
            (Some(ANTI_DSDNA), Truth::True),
            (Some(ANTI_DSDNA + 1), Truth::False),
            (None, Truth::False),
        ] {
            let mut items = Members::default();
            items.set(BIOPSY, true);
            if let Some(antibody) = antibody {
                items.set(antibody, true);
            }
            assert_eq!(biopsy_route(items), truth, "{antibody:?}");
            assert_eq!(classified(items), truth);
            assert_eq!(by_count(items), Truth::False);
            items.set(BIOPSY, false);
            assert_eq!(classified(items), Truth::False);
        }
    }
}
