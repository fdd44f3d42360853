//! EDSS from the grades of the functional systems and from walking.
//!
//! **Definition** the visual and the bowel and bladder grade are converted first (visual 0, 1, 2, 2,
//! 3, 3, 4 for raw 0 to 6; bowel and bladder 0, 1, 2, 3, 3, 4, 5). Then the seven systems count
//! alike: only how many have grade 1, 2, 3, 4 and 5 or more matters.
//! **Formula** [`step`] gives 0 to 5.0 from these counts. Restricted walking of 500 m or more makes
//! at least 2.0 of it, 300 m or more at least 4.5; below 300 m walking alone decides.
//! **Range** raw grades 0 to 5 or 6 as in [`SYSTEMS`]; ambulation 0 to 15.
//! **Citation** Kurtzke, Neurology 1983;33:1444–1452, doi:10.1212/WNL.33.11.1444; steps as two separate
//! transcriptions of the scoring table agree on them in each of their 4,509 classes, and two programs
//! in all 1,555,848 raw combinations.
//!
//! Known disagreements: three kinds of patterns are not listed in the table and are read here as the
//! next step up (one grade 3 with three or more of grade 2: 4.0; one grade 4 with grades of 2: 4.5;
//! one grade 4 with three or more of grade 3: 5.0); [`is_listed`] tells them. One program reads them
//! lower, and drops 5.0 where walking is restricted: 13 % of the grid. The text of 1983 leaves out a
//! cerebral grade of 1, which the table-based programs count. Others mix raw and converted grades, or
//! give 0 for patterns they do not know.

use super::{HalfSteps, walking};

/// A system's name, its greatest raw grade, and its greatest grade once converted.
pub type System = (&'static str, u8, u8);

/// The seven systems, in the order in which they are held.
pub static SYSTEMS: [System; 7] = [
    ("visual", 6, 4),
    ("brainstem", 5, 5),
    ("pyramidal", 6, 6),
    ("cerebellar", 5, 5),
    ("sensory", 6, 6),
    ("bowel_bladder", 6, 5),
    ("cerebral", 5, 5),
];

/// Converted visual grades.
const VISUAL: [u8; 7] = [0, 1, 2, 2, 3, 3, 4];
/// Converted bowel and bladder grades.
const BOWEL_BLADDER: [u8; 7] = [0, 1, 2, 3, 3, 4, 5];

/// A raw visual grade of 0 to 6, converted.
#[must_use]
pub fn convert_visual(raw: u8) -> u8 {
    VISUAL.get(usize::from(raw)).copied().unwrap_or(4)
}

/// A raw bowel and bladder grade of 0 to 6, converted.
#[must_use]
pub fn convert_bowel_bladder(raw: u8) -> u8 {
    BOWEL_BLADDER.get(usize::from(raw)).copied().unwrap_or(5)
}

/// Converted grades of the seven systems.
pub type Grades = [u8; 7];

/// How many systems have grade 1, 2, 3, 4, and 5 or more.
#[must_use]
pub fn counts(grades: Grades) -> [u8; 5] {
    let mut counts = [0; 5];
    for grade in grades {
        if let Some(place) = usize::from(grade.min(5)).checked_sub(1)
            && let Some(count) = counts.get_mut(place)
        {
            *count += 1;
        }
    }
    counts
}

/// The score of somebody whose walking is not restricted: 0 to 5.0.
#[must_use]
pub fn step(grades: Grades) -> HalfSteps {
    let [n1, n2, n3, n4, n5] = counts(grades);
    HalfSteps(match (n1, n2, n3, n4, n5) {
        (_, _, _, _, 1..) | (_, _, _, 2.., _) | (_, _, 3.., 1, _) => 10,
        (_, _, 1.., 1, _) | (_, 1.., _, 1, _) => 9,
        (_, _, _, 1, _) => 8,
        (_, _, 6.., _, _) => 10,
        (_, _, 5, _, _) => 9,
        (_, _, 3.., _, _) | (_, 1.., 2, _, _) | (_, 3.., 1, _, _) => 8,
        (_, _, 2, _, _) | (_, 1.., 1, _, _) => 7,
        (_, _, 1, _, _) => 6,
        (_, 6.., _, _, _) => 8,
        (_, 5, _, _, _) => 7,
        (_, 3.., _, _, _) => 6,
        (_, 2, _, _, _) => 5,
        (_, 1, _, _, _) => 4,
        (2.., ..) => 3,
        (1, ..) => 2,
        (0, ..) => 0,
    })
}

/// Whether the published table lists the pattern; the others are read as the next step up.
#[must_use]
pub fn is_listed(grades: Grades) -> bool {
    let [_, n2, n3, n4, n5] = counts(grades);
    !matches!(
        (n2, n3, n4, n5),
        (3.., 1, 0, 0) | (1.., 0, 1, 0) | (_, 3.., 1, 0)
    )
}

/// The score, for an ambulation score of 0 to 15.
#[must_use]
pub fn score(grades: Grades, ambulation: u8) -> HalfSteps {
    walking::decided(ambulation).unwrap_or_else(|| step(grades).max(walking::least(ambulation)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_the_table() {
        for (grades, score) in [
            ([0, 0, 0, 0, 0, 0, 0], 0.0),
            ([1, 0, 0, 0, 0, 0, 0], 1.0),
            ([1, 1, 0, 0, 0, 0, 0], 1.5),
            ([2, 1, 1, 1, 1, 1, 1], 2.0),
            ([2, 2, 0, 0, 0, 0, 0], 2.5),
            ([2, 2, 2, 2, 0, 0, 0], 3.0),
            ([3, 0, 0, 0, 0, 0, 0], 3.0),
            ([2, 2, 2, 2, 2, 0, 0], 3.5),
            ([3, 2, 2, 0, 0, 0, 0], 3.5),
            ([3, 3, 0, 0, 0, 0, 0], 3.5),
            ([3, 2, 2, 2, 0, 0, 0], 4.0),
            ([2, 2, 2, 2, 2, 2, 0], 4.0),
            ([3, 3, 3, 3, 0, 0, 0], 4.0),
            ([0, 4, 0, 0, 0, 0, 0], 4.0),
            ([0, 4, 2, 0, 0, 0, 0], 4.5),
            ([3, 4, 3, 0, 0, 0, 0], 4.5),
            ([3, 3, 3, 3, 3, 0, 0], 4.5),
            ([3, 4, 3, 3, 0, 0, 0], 5.0),
            ([3, 3, 3, 3, 3, 3, 0], 5.0),
            ([4, 4, 0, 0, 0, 0, 0], 5.0),
            ([0, 5, 0, 0, 0, 0, 0], 5.0),
        ] {
            assert_eq!(step(grades).score(), score, "{grades:?}");
        }
    }
}
