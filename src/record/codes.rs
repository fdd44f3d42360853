//! The code systems and codes that are understood, each with its authority. LOINC codes of the
//! measures stand in the catalogue, and nowhere else.

use super::Doubt;
use crate::catalogue::ROWS;
use crate::measures::Index;

/// LOINC (Regenstrief Institute).
pub(super) const LOINC: &str = "http://loinc.org";
/// SNOMED CT (SNOMED International).
pub(super) const SNOMED: &str = "http://snomed.info/sct";
/// ICD-10 (WHO); the national versions begin alike.
pub(super) const ICD: &str = "http://hl7.org/fhir/sid/icd-10";
/// The same, German modification (BfArM).
const GERMAN_ICD: &str = "http://fhir.de/CodeSystem/bfarm/icd-10-gm";
/// Words for how a result is to be read (HL7).
pub(super) const INTERPRETATION: &str =
    "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
/// Words for what is absent or not known (HL7, International Patient Summary).
pub(super) const ABSENT: &str = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
/// Ways of giving (EDQM).
pub(super) const EDQM: &str = "http://standardterms.edqm.eu";

/// Systems whose codes mean something here, or may be shown. HL7 FHIR, "Known code systems".
const SYSTEMS: [&str; 12] = [
    LOINC,
    SNOMED,
    ICD,
    "http://hl7.org/fhir/sid/icd-10-cm",
    GERMAN_ICD,
    "http://hl7.org/fhir/sid/icd-10-se",
    INTERPRETATION,
    ABSENT,
    EDQM,
    "http://www.nlm.nih.gov/research/umls/rxnorm",
    "http://www.whocc.no/atc",
    "http://hl7.org/fhir/sid/ndc",
];

/// Other names of the same, as older exports have them.
const ALIASES: [(&str, &str); 8] = [
    ("urn:oid:2.16.840.1.113883.6.1", LOINC),
    ("urn:oid:2.16.840.1.113883.6.96", SNOMED),
    ("urn:oid:2.16.840.1.113883.6.3", ICD),
    (
        "urn:oid:2.16.840.1.113883.6.90",
        "http://hl7.org/fhir/sid/icd-10-cm",
    ),
    ("http://hl7.org/fhir/v2/0078", INTERPRETATION),
    (
        "http://terminology.hl7.org/CodeSystem/v2-0078",
        INTERPRETATION,
    ),
    (
        "http://hl7.org/fhir/v3/ObservationInterpretation",
        INTERPRETATION,
    ),
    ("http://fhir.de/CodeSystem/dimdi/icd-10-gm", GERMAN_ICD),
];

/// The system that is meant.
pub(super) fn system(uri: &str) -> Option<&'static str> {
    let plain = SYSTEMS.iter().find(|system| **system == uri).copied();
    plain.or_else(|| {
        let alias = ALIASES.iter().find(|(name, _)| *name == uri);
        alias.map(|(_, system)| *system)
    })
}

/// Whether the system is ICD-10 or one of its national versions.
pub(super) fn is_icd(system: &str) -> bool {
    system.starts_with(ICD) || system == GERMAN_ICD
}

/// The measure that a LOINC code stands for.
pub(super) fn measure(loinc: &str) -> Option<Index> {
    ROWS.iter().position(|row| row.loinc.contains(&loinc))
}

/// Codes whose values answer the measure only after a second look. LOINC: C-peptide without the
/// state of fasting; the filtration rate by other equations than CKD-EPI 2021 from creatinine;
/// clearance measured over a day instead of Cockcroft's and Gault's.
const DOUBTED: [(&str, Doubt); 9] = [
    ("1986-9", Doubt::FastingUnknown),
    ("14633-2", Doubt::FastingUnknown),
    ("98980-6", Doubt::AnotherMethod),
    ("50210-4", Doubt::AnotherMethod),
    ("62238-1", Doubt::AnotherMethod),
    ("33914-3", Doubt::AnotherMethod),
    ("77147-7", Doubt::AnotherMethod),
    ("50384-7", Doubt::AnotherMethod),
    ("2164-2", Doubt::AnotherMethod),
];

/// What a code leaves open.
pub(super) fn doubt(loinc: &str) -> Option<Doubt> {
    let found = DOUBTED.iter().find(|(code, _)| *code == loinc);
    found.map(|(_, doubt)| *doubt)
}

/// How numbers become positive or negative.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// They do not: cut-offs are the laboratory's own.
    Mute,
    /// Copies of a genome: any number found is positive; below the least that can be counted
    /// is neither.
    Load,
    /// Dilutions: positive from the first on.
    Dilution,
    /// By the laboratory's own upper limit.
    Range,
}

/// How the numbers under a code are read, where a measure is positive or negative: loads of
/// HBV DNA and HCV RNA; RPR and antinuclear antibodies in dilutions; units of anti-dsDNA.
pub(super) fn numbers(loinc: &str) -> Numbers {
    match loinc {
        "42595-9" | "11011-4" => Numbers::Load,
        "31147-2" | "5048-4" | "29953-7" => Numbers::Dilution,
        "5130-0" => Numbers::Range,
        _ => Numbers::Mute,
    }
}

/// Positive and negative. SNOMED CT: positive, negative, detected, not detected, reactive,
/// non-reactive, present, absent. LOINC answers: positive, negative, detected, not detected,
/// reactive, nonreactive. HL7: POS, NEG, DET, ND, RR, NR.
pub(super) const RESULTS: [(&str, &str, bool); 20] = [
    (SNOMED, "10828004", true),
    (SNOMED, "260385009", false),
    (SNOMED, "260373001", true),
    (SNOMED, "260415000", false),
    (SNOMED, "11214006", true),
    (SNOMED, "131194007", false),
    (SNOMED, "52101004", true),
    (SNOMED, "2667000", false),
    (LOINC, "LA6576-8", true),
    (LOINC, "LA6577-6", false),
    (LOINC, "LA11882-0", true),
    (LOINC, "LA11883-8", false),
    (LOINC, "LA15255-5", true),
    (LOINC, "LA15256-3", false),
    (INTERPRETATION, "POS", true),
    (INTERPRETATION, "NEG", false),
    (INTERPRETATION, "DET", true),
    (INTERPRETATION, "ND", false),
    (INTERPRETATION, "RR", true),
    (INTERPRETATION, "NR", false),
];

/// Answers to LOINC 82810-3, pregnancy status: value set of the International Patient Summary,
/// and the SNOMED CT codes for the same.
pub(super) const PREGNANCY: [(&str, &str, bool); 4] = [
    (LOINC, "LA15173-0", true),
    (LOINC, "LA26683-5", false),
    (SNOMED, "77386006", true),
    (SNOMED, "60001007", false),
];

/// Results in words, small letters, as laboratories that speak our languages write them.
pub(super) const WORDS: [(&str, bool); 22] = [
    ("positive", true),
    ("negative", false),
    ("pos", true),
    ("neg", false),
    ("reactive", true),
    ("non-reactive", false),
    ("nonreactive", false),
    ("non reactive", false),
    ("not reactive", false),
    ("detected", true),
    ("not detected", false),
    ("none detected", false),
    ("positiv", true),
    ("negativ", false),
    ("reaktiv", true),
    ("nicht reaktiv", false),
    ("påvisad", true),
    ("ej påvisad", false),
    ("阳性", true),
    ("阴性", false),
    ("חיובי", true),
    ("שלילי", false),
];

/// Ways of giving. SNOMED CT, and EDQM Standard Terms.
pub(super) const ROUTES: [(&str, &str); 14] = [
    ("26643006", "oral"),
    ("47625008", "iv"),
    ("34206005", "sc"),
    ("78421000", "im"),
    ("12130007", "intra_articular"),
    ("46713006", "nasal"),
    ("6064005", "topical"),
    ("447694001", "inhaled"),
    ("20053000", "oral"),
    ("20045000", "iv"),
    ("20066000", "sc"),
    ("20035000", "im"),
    ("20020000", "inhaled"),
    ("20049000", "nasal"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_code_is_of_a_measure() {
        let special = DOUBTED.iter().map(|(code, _)| *code);
        let read = [
            "42595-9", "11011-4", "31147-2", "5048-4", "29953-7", "5130-0",
        ];
        for code in special.chain(read) {
            assert!(measure(code).is_some(), "{code}");
        }
    }
}
