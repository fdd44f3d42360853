//! EULAR/ACR (2019): classification of systemic lupus erythematosus.
//!
//! **Formula** in each of ten domains only the highest weight counts; the ten are summed, 0 to
//! 51. Classified: antinuclear antibodies of at least 1:80 at least once (the entry), at least
//! one clinical item, and at least 10 points.
//! **Window** ever; items need not coincide. An item counts only if nothing else explains it
//! better. Activity scores ask about now: answers to one never serve the other.
//! **Population** adults, for studies; it is no means of diagnosis.
//! **Citation** Aringer et al., Ann Rheum Dis 2019;78:1151–1159,
//! doi:10.1136/annrheumdis-2018-214819.
//!
//! Known disagreement: programs that add up all items, or give the antibodies of the entry
//! points of their own, classify people who are not.

use crate::interval::{Interval, Test};
use crate::members::Members;
use crate::truth::Truth;

/// The items, domain by domain, and at last the entry.
pub static ITEMS: [&str; 22] = [
    "fever",
    "leukopenia",
    "thrombocytopenia",
    "autoimmune_hemolysis",
    "delirium",
    "psychosis",
    "seizure",
    "nonscarring_alopecia",
    "oral_ulcers",
    "scle_or_discoid",
    "acute_cutaneous_lupus",
    "pleural_or_pericardial_effusion",
    "acute_pericarditis",
    "joint_involvement",
    "proteinuria_gt_0_5g",
    "biopsy_class_ii_or_v",
    "biopsy_class_iii_or_iv",
    "apl_antibodies",
    "low_c3_or_low_c4",
    "low_c3_and_low_c4",
    "anti_dsdna_or_anti_sm",
    "ana_80_ever",
];

/// The weights of each domain, in the order of the items: constitutional, haematologic,
/// neuropsychiatric, mucocutaneous, serosal, musculoskeletal, renal; antiphospholipid,
/// complement, SLE-specific.
static DOMAINS: [&[u8]; 10] = [
    &[2],
    &[3, 4, 4],
    &[2, 3, 5],
    &[2, 2, 4, 6],
    &[5, 6],
    &[6],
    &[4, 8, 10],
    &[2],
    &[3, 4],
    &[6],
];

/// So many items, from the first, are clinical; the others are immunologic.
const CLINICAL: usize = 17;
/// Protein in the urine.
pub const PROTEINURIA: usize = 14;
/// A kidney biopsy of class II or V.
pub const CLASS_II_OR_V: usize = 15;
/// A kidney biopsy of class III or IV, in any combination.
pub const CLASS_III_OR_IV: usize = 16;
/// Antibodies against double-stranded DNA or Sm.
pub const ANTI_DSDNA_OR_SM: usize = 20;
/// Whether the entry has been met on any occasion.
pub const ANA_80_EVER: usize = 21;

/// The least titre of antinuclear antibodies that meets the entry.
pub const ENTRY: Test = Test::AtLeast(80.0);
/// The least sum that classifies.
const ENOUGH: Test = Test::AtLeast(10.0);

/// The points, from what is surely there to what may be.
#[must_use]
pub fn points(items: Members) -> Interval {
    let (mut low, mut high) = (0, 0);
    let mut item = 0;
    for weights in DOMAINS {
        let (mut sure, mut possible) = (0, 0);
        for weight in weights {
            let has = items.has(item);
            if has == Truth::True {
                sure = sure.max(*weight);
            }
            if has != Truth::False {
                possible = possible.max(*weight);
            }
            item += 1;
        }
        low += sure;
        high += possible;
    }
    Interval::closed(f64::from(low), f64::from(high))
}

/// The item that counts in each domain, of those that are surely there, with its points.
pub fn counted(items: Members) -> impl Iterator<Item = (&'static str, u8)> {
    let mut first = 0;
    DOMAINS.iter().filter_map(move |weights| {
        let start = first;
        first += weights.len();
        let there = weights.iter().enumerate();
        let there = there.filter(move |(place, _)| items.has(start + place) == Truth::True);
        let (place, weight) = there.max_by_key(|(_, weight)| **weight)?;
        Some((*ITEMS.get(start + place)?, *weight))
    })
}

/// Whether a person is classified, given whether the entry is met.
#[must_use]
pub fn classified(entry: Truth, items: Members) -> Truth {
    entry
        .min(items.has_any(0..CLINICAL))
        .min(ENOUGH.judge(points(items)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domains_hold_the_items() {
        let weights: usize = DOMAINS.iter().map(|domain| domain.len()).sum();
        assert_eq!(weights, ANA_80_EVER);
        let clinical: usize = DOMAINS[..7].iter().map(|domain| domain.len()).sum();
        assert_eq!(clinical, CLINICAL);
        assert_eq!(ITEMS[PROTEINURIA], "proteinuria_gt_0_5g");
        assert_eq!(ITEMS[CLASS_II_OR_V], "biopsy_class_ii_or_v");
        assert_eq!(ITEMS[CLASS_III_OR_IV], "biopsy_class_iii_or_iv");
        assert_eq!(ITEMS[ANTI_DSDNA_OR_SM], "anti_dsdna_or_anti_sm");
        assert_eq!(ITEMS[ANA_80_EVER], "ana_80_ever");
        let nothing_known = Members::unknown(ITEMS.len());
        assert_eq!(points(nothing_known), Interval::closed(0.0, 51.0));
        assert_eq!(classified(Truth::True, nothing_known), Truth::Unknown);
        assert_eq!(classified(Truth::False, nothing_known), Truth::False);
    }
}
