//! SLEDAI-2K: activity of systemic lupus erythematosus.
//!
//! **Formula** the weights of the 24 descriptors that are present, summed: 0 to 105 points.
//! **Window** the visit and the 10 days before it; 30 days have been validated as
//! interchangeable (Touma 2010, doi:10.1177/0961203309346505). The caller says which.
//! **Population** adults and children with lupus. An item counts only if it is due to active,
//! reversible lupus and to none of its listed other causes; that is a clinician's judgement for
//! most of the eight-point items.
//! **Citation** Gladman, Ibañez and Urowitz, J Rheumatol 2002;29:288–291 (PMID 11838846). The
//! weights agree in three independent copies; the paper's own table was not at hand.
//!
//! Known disagreement: arthritis begins at two joints here and at more than two in the version
//! of 1992, and rash, hair loss, ulcers and proteinuria count here also if they persist; one
//! person can differ by 4 points or more between versions. No published band of activity is
//! standard, so none is given.

use crate::interval::{Interval, Test};
use crate::members::Members;

/// The descriptors.
pub static ITEMS: [&str; 24] = [
    "seizure",
    "psychosis",
    "organic_brain_syndrome",
    "visual_disturbance",
    "cranial_nerve_disorder",
    "lupus_headache",
    "cva",
    "vasculitis",
    "arthritis",
    "myositis",
    "urinary_casts",
    "hematuria",
    "proteinuria",
    "pyuria",
    "rash",
    "alopecia",
    "mucosal_ulcers",
    "pleurisy",
    "pericarditis",
    "low_complement",
    "increased_dna_binding",
    "fever",
    "thrombocytopenia",
    "leukopenia",
];

/// Points of each descriptor.
pub static WEIGHTS: [u8; 24] = [
    8, 8, 8, 8, 8, 8, 8, 8, 4, 4, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1,
];

/// Low complement and raised DNA binding.
const SEROLOGY: [usize; 2] = [19, 20];
/// Everything that a laboratory finds.
const LABORATORY: [usize; 8] = [10, 11, 12, 13, 19, 20, 22, 23];

/// From which value on a descriptor is present, all as printed: °C, joints with pain and signs of
/// inflammation, cells per high-power field, g of protein in 24 hours, 10⁹/L; complement as a
/// multiple of the laboratory's lower limit, DNA binding of its upper one.
pub static LIMITS: [(&str, Test); 9] = [
    ("fever", Test::Above(38.0)),
    ("arthritis", Test::AtLeast(2.0)),
    ("hematuria", Test::Above(5.0)),
    ("pyuria", Test::Above(5.0)),
    ("proteinuria", Test::Above(0.5)),
    ("thrombocytopenia", Test::Below(100.0)),
    ("leukopenia", Test::Below(3.0)),
    ("low_complement", Test::Below(1.0)),
    ("increased_dna_binding", Test::Above(1.0)),
];

/// The total, from what is surely there to what may be.
#[must_use]
pub fn total(items: Members) -> Interval {
    items.sum(WEIGHTS)
}

/// The "clinical SLEDAI" of most trials: without complement and DNA binding, at most 101.
#[must_use]
pub fn without_serology(items: Members) -> Interval {
    without(items, &SEROLOGY)
}

/// The other "clinical SLEDAI": without anything from a laboratory, at most 83.
#[must_use]
pub fn clinical_items(items: Members) -> Interval {
    without(items, &LABORATORY)
}

fn without(items: Members, dropped: &[usize]) -> Interval {
    let kept = |(item, weight): (usize, &u8)| {
        if dropped.contains(&item) { 0 } else { *weight }
    };
    items.sum(WEIGHTS.iter().enumerate().map(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::Truth;

    #[test]
    fn the_weights_sum_to_105_and_its_parts() {
        let all = Members::unknown(ITEMS.len());
        for (bounds, most) in [
            (total(all), 105.0),
            (without_serology(all), 101.0),
            (clinical_items(all), 83.0),
        ] {
            assert_eq!(bounds, Interval::closed(0.0, most));
        }
        for (item, _) in LIMITS {
            assert!(ITEMS.contains(&item), "{item}");
        }
    }

    #[test]
    fn each_limit_with_its_neighbours() {
        for (item, below, at, above) in [
            ("fever", 37.9, 38.0, 38.1),
            ("arthritis", 1.0, 2.0, 3.0),
            ("hematuria", 4.0, 5.0, 6.0),
            ("pyuria", 4.0, 5.0, 6.0),
            ("proteinuria", 0.49, 0.5, 0.51),
            ("thrombocytopenia", 99.0, 100.0, 101.0),
            ("leukopenia", 2.9, 3.0, 3.1),
            ("low_complement", 0.99, 1.0, 1.01),
            ("increased_dna_binding", 0.99, 1.0, 1.01),
        ] {
            let (_, test) = LIMITS.iter().find(|(name, _)| *name == item).unwrap();
            let found = [below, at, above].map(|value| test.judge(Interval::point(value)));
            let expected = match item {
                "arthritis" => [false, true, true],
                "thrombocytopenia" | "leukopenia" | "low_complement" => [true, false, false],
                _ => [false, false, true],
            };
            assert_eq!(found, expected.map(Truth::from), "{item}");
        }
    }
}
