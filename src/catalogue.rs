//! THE table of measures: what can be known about a person, and how it is asked and read.
//!
//! An id is a contract: once published it keeps its meaning. To add a measure, add one row
//! here and its words in the locale files; the form builds itself.

use crate::units;
use serde::Serialize;

mod row;

pub use row::{Condition, Kind, Row, Who};
use row::{PATIENT, PATIENT_OR_CLINICIAN, REPORT};

/// The choice that says that a test has not been done: as good as no answer.
pub const NOT_DONE: &str = "not_done";
/// The choice of an agreement that says that it does not apply.
pub const NOT_NEEDED: &str = "not_needed";
/// The choices of an agreement by which it is given.
pub const AGREED: [&str; 2] = ["yes", "both"];

/// The measures, in the order in which their groups stand in the protocol files.
///
/// Soft and hard limits are engineering bounds against slips of unit and typing; they are
/// not reference ranges.
pub static ROWS: &[Row] = &[
    // Person
    Row::date("birth_date", PATIENT),
    Row::quantity("age", PATIENT, &units::AGE)
        .hard(0.0, 120.0)
        .from(&["birth_date"]),
    Row::choice("sex", PATIENT, &["female", "male"]),
    Row::quantity("weight", PATIENT, &units::BODY_WEIGHT)
        .soft(10.0, 200.0)
        .hard(1.0, 650.0)
        .loinc(&["29463-7"])
        .repeatable(),
    Row::quantity("height", PATIENT, &units::BODY_HEIGHT)
        .soft(60.0, 210.0)
        .hard(30.0, 275.0)
        .loinc(&["8302-2"]),
    Row::choice(
        "childbearing_potential",
        PATIENT,
        &[
            "yes",
            "no_premenarche",
            "no_postmenopausal",
            "no_sterilised",
            "not_applicable_male",
        ],
    )
    .sensitive(),
    Row::yes_no("pregnant", &[Who::Patient, Who::Study])
        .sensitive()
        .transient()
        .repeatable(),
    Row::yes_no("breastfeeding", PATIENT)
        .sensitive()
        .transient()
        .repeatable(),
    Row::choice(
        "contraception_agreement",
        &[Who::Agreement],
        &["yes", "no", NOT_NEEDED],
    )
    .sensitive()
    .transient(),
    Row::choice(
        "contraception_method",
        &[Who::Patient, Who::Agreement],
        &[
            "hormonal_oral",
            "low_dose_gestagen",
            "injection",
            "implant",
            "hormonal_iud",
            "copper_iud",
            "vasectomy_partner_confirmed",
            "condom",
            "abstinence",
            "patch_ring",
            "other",
        ],
    )
    .sensitive()
    .transient(),
    Row::choice(
        "caregivers_agree",
        &[Who::Agreement],
        &["both", "one", "none", NOT_NEEDED],
    )
    .transient(),
    // Medicines and procedures
    Row::yes_no("systemic_immunosuppressant_current", PATIENT)
        .transient()
        .repeatable(),
    Row::choice(
        "glucose_active_medicine",
        PATIENT,
        &[
            "none",
            "oral_antidiabetic",
            "glp1_or_other_injectable",
            "systemic_steroid",
            "antipsychotic",
            "other",
            "unsure",
        ],
    )
    .transient()
    .repeatable(),
    // Infection and serology
    Row::choice(
        "active_infection",
        PATIENT,
        &["none", "being_treated", "suspected", "uncontrolled"],
    )
    .transient()
    .repeatable(),
    Row::choice(
        "tb_status",
        &[Who::Patient, Who::Report],
        &[
            "never",
            "active",
            "latent_untreated",
            "latent_treated",
            "past_treated",
            "bcg_or_skin_test_only",
        ],
    ),
    Row::yes_no("tb_exposure_3m", PATIENT)
        .transient()
        .repeatable(),
    Row::yes_no("tb_exposure_earlier", PATIENT),
    Row::yes_no("tb_mycosis_travel_3m", PATIENT)
        .transient()
        .repeatable(),
    Row::serology("hbsag").loinc(&["5195-3", "5196-1"]),
    Row::serology("anti_hbc").loinc(&["13952-7", "16933-4"]),
    Row::serology("anti_hbs").loinc(&["16935-9"]),
    Row::serology("hbv_dna").loinc(&["42595-9"]),
    Row::yes_no("hbv_vaccinated", PATIENT),
    Row::serology("anti_hcv").loinc(&["13955-0"]),
    Row::serology("hcv_rna").loinc(&["11259-9", "11011-4"]),
    Row::serology("hiv")
        .loinc(&["56888-1", "31201-7", "7918-6"])
        .sensitive(),
    Row::serology("syphilis_treponemal")
        .loinc(&["24110-9"])
        .sensitive(),
    Row::serology("syphilis_nontreponemal")
        .loinc(&["20507-0"])
        .sensitive(),
    // History
    Row::yes_no("dmso_hypersensitivity", PATIENT),
    Row::yes_no("other_excipient_hypersensitivity", PATIENT),
    Row::yes_no("heart_disease", PATIENT),
    Row::choice(
        "nyha_class",
        PATIENT_OR_CLINICIAN,
        &["none", "I", "II", "III", "IV"],
    ),
    Row::choice("nyha_source", PATIENT, &["clinician", "self"]),
    Row::yes_no("angina", PATIENT_OR_CLINICIAN),
    Row::yes_no("unstable_cardiovascular", PATIENT_OR_CLINICIAN),
    Row::choice(
        "malignancy",
        PATIENT,
        &[
            "none",
            "skin_bcc_scc_treated",
            "cervical_cis_treated",
            "other",
        ],
    ),
    Row::choice(
        "demyelinating_disease",
        PATIENT_OR_CLINICIAN,
        &["none", "known", "symptoms"],
    ),
    // Laboratory
    Row::quantity("creatinine", REPORT, &units::CREATININE)
        .soft(0.2, 10.0)
        .hard(0.05, 40.0)
        .loinc(&["2160-0", "14682-9", "38483-4"])
        .unit_obligatory()
        .repeatable(),
    Row::quantity("cystatin_c", REPORT, &units::CYSTATIN_C)
        .soft(0.4, 5.0)
        .hard(0.1, 12.0)
        .loinc(&["33863-2"])
        .repeatable(),
    Row::quantity("egfr", REPORT, &units::EGFR)
        .soft(10.0, 150.0)
        .hard(0.0, 250.0)
        .loinc(&[
            "98979-8", "98980-6", "50210-4", "62238-1", "33914-3", "77147-7", "50384-7",
        ])
        .from(&["creatinine", "height", "sex", "birth_date"])
        .repeatable()
        .printed(1.0),
    Row::quantity(
        "systolic_bp",
        &[Who::Patient, Who::Report],
        &units::PRESSURE,
    )
    .soft(70.0, 220.0)
    .hard(30.0, 350.0)
    .loinc(&["8480-6"])
    .repeatable(),
    Row::quantity(
        "diastolic_bp",
        &[Who::Patient, Who::Report],
        &units::PRESSURE,
    )
    .soft(40.0, 130.0)
    .hard(10.0, 250.0)
    .loinc(&["8462-4"])
    .repeatable(),
    Row::yes_no("blood_pressure_repeated", PATIENT),
    Row::quantity("c_peptide_fasting", REPORT, &units::C_PEPTIDE)
        .soft(0.003, 5.0)
        .hard(0.0, 20.0)
        .loinc(&["13037-7", "42180-0"])
        .unit_obligatory()
        .repeatable()
        .only_if("c_peptide_taken", "fasting"),
    Row::choice(
        "c_peptide_taken",
        REPORT,
        &["fasting", "random", "stimulated", "unsure"],
    ),
    // Diabetes
    Row::yes_no("type1_diabetes", PATIENT),
    Row::date("diabetes_diagnosed", PATIENT),
];

/// A unit with the spellings that are read as it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeasureUnit {
    /// UCUM code.
    pub code: String,
    /// Other spellings, folded.
    pub spellings: Vec<String>,
}

/// Bounds in the canonical unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Limits {
    /// Least.
    pub low: f64,
    /// Greatest.
    pub high: f64,
}

impl From<(f64, f64)> for Limits {
    fn from((low, high): (f64, f64)) -> Limits {
        Limits { low, high }
    }
}

/// A row of the catalogue as results show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// The id.
    pub id: String,
    /// What its answer looks like.
    pub kind: Kind,
    /// UCUM code of the canonical unit.
    pub unit: Option<String>,
    /// Accepted units, the canonical one first.
    pub units: Vec<MeasureUnit>,
    /// The choices, of a choice.
    pub choices: Vec<String>,
    /// A date that can also be "never".
    pub never: bool,
    /// Who can answer.
    pub who: Vec<Who>,
    /// Outside of these, ask again.
    pub soft: Option<Limits>,
    /// Outside of these, the value is refused.
    pub hard: Option<Limits>,
    /// LOINC codes.
    pub loinc: Vec<String>,
    /// Measures it can be computed from.
    pub derived_from: Vec<String>,
    /// Offer "I would rather tell the team".
    pub sensitive: bool,
    /// Preselect no unit.
    pub unit_obligatory: bool,
}

/// The catalogue.
#[must_use]
pub fn catalogue() -> Vec<Measure> {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect();
    ROWS.iter()
        .map(|row| Measure {
            id: row.id.to_string(),
            kind: row.kind,
            unit: row
                .quantity
                .map(|quantity| quantity.canonical().code.to_string()),
            units: row.quantity.map_or_else(Vec::new, |quantity| {
                let unit = |unit: &units::Unit| MeasureUnit {
                    code: unit.code.to_string(),
                    spellings: owned(unit.spellings),
                };
                quantity.units.iter().map(unit).collect()
            }),
            choices: owned(row.choices),
            never: row.never,
            who: row.who.to_vec(),
            soft: row.soft.map(Limits::from),
            hard: row.hard.map(Limits::from),
            loinc: owned(row.loinc),
            derived_from: owned(row.derived_from),
            sensitive: row.sensitive,
            unit_obligatory: row.unit_obligatory,
        })
        .collect()
}

/// The row with this id.
#[must_use]
pub fn row(id: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole() {
        let mut ids = std::collections::HashSet::new();
        for row in ROWS {
            assert!(ids.insert(row.id), "{} twice", row.id);
            assert!(
                row.id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            );
            assert!(!row.who.is_empty(), "{}", row.id);
            assert_eq!(
                row.kind == Kind::Quantity,
                row.quantity.is_some(),
                "{}",
                row.id
            );
            assert_eq!(row.kind == Kind::Quantity, row.hard.is_some(), "{}", row.id);
            assert_eq!(
                row.kind == Kind::Choice,
                row.choices.len() > 1,
                "{}",
                row.id
            );
            if let (Some(soft), Some(hard)) = (row.soft, row.hard) {
                assert!(
                    hard.0 <= soft.0 && soft.0 < soft.1 && soft.1 <= hard.1,
                    "{}",
                    row.id
                );
            }
            for id in row.derived_from {
                assert!(super::row(id).is_some(), "{id}");
            }
            if let Some(condition) = row.condition {
                let other = super::row(condition.measure).expect(condition.measure);
                assert!(other.choices.contains(&condition.choice), "{}", row.id);
            }
            if row.who.contains(&Who::Agreement) && row.who.len() == 1 {
                assert!(
                    AGREED.iter().any(|yes| row.choices.contains(yes)),
                    "{}",
                    row.id
                );
            }
        }
        assert_eq!(catalogue().len(), ROWS.len());
    }
}
