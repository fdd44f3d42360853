//! Diagnoses by their codes, and what follows from them. Only what certainly follows stands here.

use super::codes::{SNOMED, is_icd};

/// What follows from a diagnosis.
#[derive(Clone, Copy)]
pub(super) enum Follows {
    /// The measure is "yes".
    Yes(&'static str),
    /// The measure is this choice.
    Choice(&'static str, &'static str),
    /// The measure is the day on which the disease was found.
    Onset(&'static str),
    /// Nothing, and no other code of the same condition counts.
    Excluded,
}

use Follows::{Choice, Excluded, Onset, Yes};

const MS: Follows = Yes("ms_diagnosis_confirmed");
const KNOWN: Follows = Choice("demyelinating_disease", "known");
const SLE: Follows = Yes("sle_diagnosis_confirmed");
const RELAPSING: Follows = Choice("ms_course", "RRMS");
const PRIMARY: Follows = Choice("ms_course", "PPMS");
const SECONDARY: Follows = Choice("ms_course", "SPMS");
const TYPE_1: &[Follows] = &[Yes("type1_diabetes"), Onset("diabetes_diagnosed")];
const CANCER: &[Follows] = &[Choice("malignancy", "other"), Onset("malignancy_diagnosed")];

/// Diagnoses by ICD-10 without its dot: the longest beginning that fits counts. WHO ICD-10;
/// ICD-10-CM FY2026 (G35.A to D) and FY2025 (E10.A: presymptomatic); ICD-10-GM (G35.0 to .9).
const ICD_CODES: [(&str, &[Follows]); 23] = [
    ("G35", &[MS, KNOWN]),
    ("G35A", &[MS, KNOWN, RELAPSING]),
    ("G35B", &[MS, KNOWN, PRIMARY]),
    ("G35C", &[MS, KNOWN, SECONDARY]),
    // A first attack may be all that there is.
    ("G350", &[]),
    ("G351", &[MS, KNOWN, RELAPSING]),
    ("G352", &[MS, KNOWN, PRIMARY]),
    ("G353", &[MS, KNOWN, SECONDARY]),
    ("G36", &[KNOWN]),
    ("G37", &[KNOWN]),
    ("M32", &[SLE]),
    // By drugs.
    ("M320", &[Excluded]),
    ("E10", TYPE_1),
    ("E10A", &[Excluded]),
    // Malignant neoplasms; those of the skin may be the harmless kinds.
    ("C", CANCER),
    ("C44", &[]),
    ("N186", &[Yes("end_stage_renal_disease")]),
    ("Z940", &[Yes("kidney_transplant")]),
    ("E804", &[Yes("gilbert_syndrome")]),
    ("D800", &[Yes("congenital_immunoglobulin_deficiency")]),
    ("I20", &[Yes("heart_disease")]),
    ("I25", &[Yes("heart_disease")]),
    ("I50", &[Yes("heart_disease")]),
];

/// Diagnoses by SNOMED CT (International Edition).
const SNOMED_CODES: [(&str, &[Follows]); 12] = [
    // Multiple sclerosis; relapsing remitting, secondary and primary progressive.
    ("24700007", &[MS, KNOWN]),
    ("426373005", &[MS, KNOWN, RELAPSING]),
    ("425500002", &[MS, KNOWN, SECONDARY]),
    ("428700003", &[MS, KNOWN, PRIMARY]),
    // Systemic lupus erythematosus; its glomerulonephritis.
    ("55464009", &[SLE]),
    ("68815009", &[SLE]),
    // Diabetes mellitus type 1.
    ("46635009", TYPE_1),
    // Malignant neoplastic disease; malignant neoplasm of the breast.
    ("363346000", CANCER),
    ("254837009", CANCER),
    // End-stage renal disease; transplanted kidney present; Gilbert's syndrome.
    ("46177005", &[Yes("end_stage_renal_disease")]),
    ("737295003", &[Yes("kidney_transplant")]),
    ("27503000", &[Yes("gilbert_syndrome")]),
];

/// What follows from a diagnosis by its code.
pub(super) fn follows(system: &str, code: &str) -> &'static [Follows] {
    if system == SNOMED {
        let found = SNOMED_CODES.iter().find(|(own, _)| *own == code);
        return found.map_or(&[], |(_, follows)| follows);
    }
    if !is_icd(system) {
        return &[];
    }
    let code: String = code.chars().filter(|c| *c != '.').collect();
    // A letter, a digit, and no more than seven characters in all (ICD-10-CM).
    let shape = |(place, byte): (usize, u8)| match place {
        0 => byte.is_ascii_uppercase(),
        1 => byte.is_ascii_digit(),
        _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
    };
    if !(3..=7).contains(&code.len()) || !code.bytes().enumerate().all(shape) {
        return &[];
    }
    let fitting = ICD_CODES.iter().filter(|(own, _)| code.starts_with(own));
    let longest = fitting.max_by_key(|(own, _)| own.len());
    longest.map_or(&[], |(_, follows)| follows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Kind, row};

    #[test]
    fn what_follows_is_in_the_catalogue() {
        let all = ICD_CODES.iter().chain(&SNOMED_CODES);
        for follows in all.flat_map(|(_, follows)| *follows) {
            match follows {
                Yes(id) => assert_eq!(row(id).map(|row| row.kind), Some(Kind::YesNo), "{id}"),
                Onset(id) => assert_eq!(row(id).map(|row| row.kind), Some(Kind::Date), "{id}"),
                Choice(id, choice) => {
                    assert!(
                        row(id).is_some_and(|row| row.choices.contains(choice)),
                        "{id}"
                    );
                }
                Excluded => {}
            }
        }
    }

    #[test]
    fn the_longest_beginning_counts() {
        let count = |code: &str| follows("http://hl7.org/fhir/sid/icd-10-cm", code).len();
        for (code, expected) in [
            ("G35", 2),
            ("G35.D", 2),
            ("G35.B1", 3),
            ("C44.91", 0),
            ("C50.9", 2),
            ("E10.9", 2),
            ("E11.9", 0),
            ("g35", 0),
            ("G35 Hansson", 0),
            ("G", 0),
        ] {
            assert_eq!(count(code), expected, "{code}");
        }
        assert_eq!(follows("http://hl7.org/fhir/sid/icd-9-cm", "C50").len(), 0);
    }
}
