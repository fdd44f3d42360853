//! The rows.

use super::row::{
    AskOrder, Kind, PATIENT, PATIENT_OR_CLINICIAN, REPORT, REPORT_OR_CLINICIAN, REPORT_OR_STUDY,
    Row, Who,
};
use super::{NOT_DONE, NOT_NEEDED};
use crate::formula::{acr_1997, eular_acr_2019, sledai_2k, slicc_2012};
use crate::units;

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
        .loinc(&["29463-7", "3141-9"])
        .repeatable(),
    Row::quantity("height", PATIENT, &units::BODY_HEIGHT)
        .soft(60.0, 210.0)
        .hard(30.0, 275.0)
        .loinc(&["8302-2", "3137-7"]),
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
    Row::yes_no("partner_childbearing_potential", PATIENT).sensitive(),
    Row::yes_no("pregnant", &[Who::Patient, Who::Study])
        .loinc(&["82810-3"])
        .sensitive()
        .transient()
        .repeatable(),
    Row::choice(
        "serum_hcg",
        &[Who::Report, Who::Study],
        &["negative", "positive", NOT_DONE],
    )
    // In serum or plasma alone: 2106-3 is of urine.
    .loinc(&["2118-8", "19080-1", "21198-7"])
    .sensitive()
    .transient()
    .repeatable(),
    Row::yes_no("breastfeeding", PATIENT)
        .sensitive()
        .transient()
        .repeatable(),
    Row::choice(
        "plans_child",
        PATIENT,
        &["no", "within_1y", "within_2y", "later"],
    )
    .sensitive()
    .transient(),
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
    Row::yes_no("willing_followup", &[Who::Agreement]).transient(),
    Row::choice(
        "caregivers_agree",
        &[Who::Agreement],
        &["both", "one", "none", NOT_NEEDED],
    )
    .transient(),
    // Medicines and procedures
    Row::new("medications", Kind::Medications, PATIENT),
    Row::choices(
        "failed_dmts",
        PATIENT_OR_CLINICIAN,
        &[
            "none",
            "fingolimod",
            "siponimod",
            "ozanimod",
            "anti_cd20",
            "other",
        ],
    ),
    Row::date("gcsf_last_date", PATIENT).never(),
    Row::yes_no("b_cell_reconstitution", REPORT_OR_STUDY).repeatable(),
    Row::yes_no("nonbiologic_current", PATIENT).transient(),
    Row::date("nonbiologic_continuous_since", PATIENT)
        .from(&["medications"])
        .asked(AskOrder::ItselfFirst),
    Row::date("last_nonbiologic_change", PATIENT)
        .never()
        .from(&["medications"])
        .asked(AskOrder::ItselfFirst),
    Row::new("steroid_doses_28d", Kind::Doses, PATIENT),
    Row::quantity("prednisone_equivalent_max_28d", PATIENT, &units::DAILY_DOSE)
        .soft(0.0, 250.0)
        .hard(0.0, 5000.0)
        .from(&["steroid_doses_28d"])
        .transient(),
    Row::quantity(
        "prednisone_equivalent_mean_28d",
        PATIENT,
        &units::DAILY_DOSE,
    )
    .soft(0.0, 100.0)
    .hard(0.0, 5000.0)
    .from(&["steroid_doses_28d"])
    .transient(),
    Row::count("steroid_days_other_disease_84d", PATIENT, 84.0).transient(),
    Row::yes_no("used_glucocorticoids", PATIENT),
    Row::choices(
        "used_sle_agents",
        PATIENT,
        &[
            "none",
            "antimalarial",
            "azathioprine",
            "mycophenolate",
            "methotrexate",
            "leflunomide",
            "cyclophosphamide",
            "tacrolimus",
            "cyclosporine",
            "rituximab",
            "belimumab",
            "telitacicept",
            "other_biologic",
            "other",
        ],
    ),
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
    Row::date("last_trial_participation", PATIENT).never(),
    Row::new("last_investigational_agent", Kind::Medications, PATIENT),
    Row::choices(
        "biologics_ever",
        PATIENT,
        &[
            "none",
            "immune_disease",
            "asthma",
            "migraine",
            "bone",
            "skin",
            "bowel",
            "other",
        ],
    ),
    Row::choices(
        "prior_cell_therapy",
        PATIENT,
        &[
            "none",
            "msc",
            "car_t",
            "treg",
            "hsct_autologous",
            "hsct_allogeneic",
            "stem_cell_clinic",
            "other",
        ],
    ),
    Row::date("last_msc_therapy", PATIENT).never(),
    Row::date("last_major_surgery", PATIENT).never(),
    Row::yes_no("planned_major_surgery", PATIENT).transient(),
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
    // The surface antigen and the antibody against it say the opposite, and look alike.
    Row::serology("hbsag").loinc(&["5195-3", "5196-1"]),
    Row::serology("anti_hbc").loinc(&["13952-7", "16933-4"]),
    Row::serology("anti_hbs").loinc(&["16935-9"]),
    Row::serology("hbv_dna").loinc(&["42595-9", "29615-2"]),
    Row::yes_no("hbv_vaccinated", PATIENT),
    Row::serology("anti_hcv").loinc(&["13955-0", "16128-1"]),
    Row::serology("hcv_rna").loinc(&["11259-9", "11011-4"]),
    Row::serology("hiv")
        .loinc(&["56888-1", "31201-7", "7918-6"])
        .sensitive(),
    Row::serology("syphilis_treponemal")
        .loinc(&["24110-9"])
        .sensitive(),
    Row::serology("syphilis_nontreponemal")
        .loinc(&["20507-0", "31147-2"])
        .sensitive(),
    // History
    Row::yes_no("severe_drug_allergy", PATIENT),
    Row::choice(
        "allergic_tendency",
        PATIENT_OR_CLINICIAN,
        &["none", "hay_fever_or_eczema", "several"],
    ),
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
    Row::yes_no(
        "congenital_immunoglobulin_deficiency",
        &[Who::Patient, Who::Report],
    ),
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
    Row::date("malignancy_diagnosed", PATIENT),
    Row::choice(
        "malignancy_status",
        PATIENT_OR_CLINICIAN,
        &["active", "remission", "cured"],
    ),
    Row::date("malignancy_remission_since", PATIENT),
    Row::yes_no("end_stage_renal_disease", PATIENT),
    Row::yes_no("kidney_transplant", PATIENT),
    Row::date("last_dialysis", PATIENT).never(),
    Row::yes_no("expected_renal_replacement_6m", PATIENT_OR_CLINICIAN),
    Row::choices(
        "cns_disease",
        PATIENT,
        &[
            "none",
            "current_epilepsy",
            "past_epilepsy",
            "current_psychosis",
            "past_psychosis",
            "current_organic_brain_syndrome",
            "past_organic_brain_syndrome",
            "current_stroke",
            "past_stroke",
            "current_encephalitis",
            "past_encephalitis",
            "current_vasculitis",
            "past_vasculitis",
            "current_other",
            "past_other",
        ],
    ),
    Row::choice(
        "psychiatric_condition",
        PATIENT_OR_CLINICIAN,
        &["none", "mild_treated", "severe"],
    )
    .sensitive(),
    Row::yes_no("severe_cognitive_impairment", PATIENT_OR_CLINICIAN),
    Row::count("ecog", PATIENT_OR_CLINICIAN, 4.0)
        .loinc(&["89247-1"])
        .repeatable(),
    Row::choice("ecog_source", PATIENT, &["clinician", "self"]),
    Row::choice(
        "demyelinating_disease",
        PATIENT_OR_CLINICIAN,
        &["none", "known", "symptoms"],
    ),
    // Laboratory
    Row::quantity("neutrophils", REPORT, &units::CELL_COUNT)
        .soft(0.2, 20.0)
        .hard(0.0, 200.0)
        .loinc(&["751-8", "753-4", "26499-4"])
        .unit_obligatory()
        .repeatable(),
    Row::quantity("hemoglobin", REPORT, &units::HEMOGLOBIN)
        .soft(60.0, 190.0)
        .hard(10.0, 260.0)
        .loinc(&["718-7", "59260-0"])
        .unit_obligatory()
        .repeatable(),
    Row::quantity("platelets", REPORT, &units::PLATELETS)
        .soft(20.0, 800.0)
        .hard(0.0, 4000.0)
        .loinc(&["777-3", "26515-7", "778-1"])
        .unit_obligatory()
        .repeatable(),
    Row::quantity("alt", REPORT, &units::ENZYME)
        .soft(3.0, 500.0)
        .hard(0.0, 30_000.0)
        .loinc(&["1742-6", "1743-4", "1744-2", "76625-3"])
        .limited(0.0)
        .repeatable(),
    Row::quantity("ast", REPORT, &units::ENZYME)
        .soft(3.0, 500.0)
        .hard(0.0, 30_000.0)
        .loinc(&["1920-8", "30239-8", "88112-8"])
        .limited(0.0)
        .repeatable(),
    Row::quantity("bilirubin_total", REPORT, &units::BILIRUBIN)
        .soft(2.0, 171.0)
        .hard(0.0, 1200.0)
        // In all, never the conjugated part (1968-7).
        .loinc(&["1975-2", "14631-6", "42719-5"])
        .unit_obligatory()
        .limited(0.0)
        .repeatable(),
    Row::yes_no("gilbert_syndrome", &[Who::Patient, Who::Report]),
    Row::quantity("leukocytes", REPORT, &units::CELL_COUNT)
        .soft(1.0, 30.0)
        .hard(0.0, 500.0)
        .loinc(&["6690-2", "26464-8"])
        .repeatable(),
    Row::quantity("glucose", REPORT, &units::GLUCOSE)
        .soft(2.2, 33.0)
        .hard(0.3, 110.0)
        .loinc(&["14749-6", "2345-7", "14771-0", "1558-6"])
        .unit_obligatory()
        .repeatable(),
    Row::quantity("hba1c", REPORT, &units::HBA1C)
        .soft(4.0, 14.0)
        .hard(2.5, 25.0)
        .loinc(&["4548-4", "59261-8", "17856-6"])
        .unit_obligatory()
        .repeatable(),
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
    Row::quantity("creatinine_clearance", REPORT, &units::CLEARANCE)
        .soft(10.0, 250.0)
        .hard(0.0, 500.0)
        .loinc(&["35591-7", "2164-2"])
        .from(&["creatinine", "weight", "sex", "birth_date"])
        .repeatable()
        .printed(1.0),
    Row::quantity("egfr", REPORT, &units::EGFR)
        .soft(10.0, 150.0)
        .hard(0.0, 250.0)
        .loinc(&[
            "98979-8", "98980-6", "50210-4", "62238-1", "33914-3", "77147-7", "50384-7",
        ])
        .from(&["creatinine", "height", "sex", "birth_date"])
        .repeatable()
        .printed(1.0),
    // An INR's upper limit is never below 1, whatever the laboratory.
    Row::quantity("inr", REPORT, &units::INR)
        .soft(0.8, 5.0)
        .hard(0.5, 20.0)
        .loinc(&["6301-6", "34714-6"])
        .limited(1.0)
        .repeatable(),
    Row::quantity("prothrombin_time", REPORT, &units::CLOTTING_TIME)
        .soft(9.0, 60.0)
        .hard(5.0, 200.0)
        .loinc(&["5902-2"])
        .limited(0.0)
        .repeatable(),
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
    Row::quantity("upcr", REPORT, &units::PROTEIN_RATIO)
        .soft(0.0, 10.0)
        .hard(0.0, 50.0)
        .loinc(&["2890-2", "34366-5", "13801-6", "40486-3"])
        .unit_obligatory()
        .repeatable(),
    Row::quantity("urine_protein_24h", REPORT, &units::PROTEIN_PER_DAY)
        .soft(0.0, 10.0)
        .hard(0.0, 50.0)
        .loinc(&["2889-4"])
        .unit_obligatory()
        .repeatable(),
    Row::quantity("c_peptide_fasting", REPORT, &units::C_PEPTIDE)
        .soft(0.003, 5.0)
        .hard(0.0, 20.0)
        // They leave it open how the sample was taken.
        .loinc(&["1986-9", "14633-2"])
        .unit_obligatory()
        .repeatable()
        .only_if("c_peptide_taken", "fasting"),
    Row::choice(
        "c_peptide_taken",
        REPORT,
        &["fasting", "random", "stimulated", "unsure"],
    ),
    // Multiple sclerosis
    Row::yes_no("ms_diagnosis_confirmed", &[Who::Patient, Who::Report]),
    Row::choice(
        "ms_course",
        &[Who::Patient, Who::Report],
        &["RRMS", "SPMS", "PPMS", "CIS", "RIS", "not_ms", "not_told"],
    ),
    Row::choice(
        "walking_aid",
        PATIENT,
        &[
            "none",
            "one_side",
            "two_sides",
            "wheelchair",
            "wheelchair_helped",
            "bed_chair",
            "bed",
            "helpless",
            "totally_helpless",
        ],
    )
    .repeatable(),
    Row::quantity("walking_distance", PATIENT, &units::DISTANCE)
        .soft(0.0, 20_000.0)
        .hard(0.0, 100_000.0)
        .repeatable(),
    Row::yes_no("walking_unrestricted", PATIENT).repeatable(),
    Row::count("edss", REPORT, 10.0)
        .half_steps()
        .from(&["walking_aid", "walking_distance", "walking_unrestricted"])
        .asked(AskOrder::InputsFirst)
        .self_rated("edss_source", "self", 1.0)
        .repeatable(),
    Row::choice(
        "edss_source",
        PATIENT,
        &["neurologist", "calculated", "self"],
    ),
    Row::new("relapse_dates", Kind::Dates, PATIENT),
    Row::count("new_gd_lesions", REPORT, 1000.0).repeatable(),
    Row::yes_no("gd_compared_with_earlier_scan", REPORT),
    Row::count("gd_lesions_screening", &[Who::Study], 1000.0).repeatable(),
    // Lupus
    Row::yes_no("sle_diagnosis_confirmed", PATIENT),
    Row::choice(
        "eular_acr_2019",
        REPORT_OR_CLINICIAN,
        &["classified", "not_classified"],
    )
    .from(&["eular_acr_2019_items", "ana_titer", "ln_class"])
    .asked(AskOrder::ItselfFirst),
    Row::items("eular_acr_2019_items", REPORT, &eular_acr_2019::ITEMS),
    Row::count("acr_1997_count", REPORT_OR_CLINICIAN, 11.0)
        .from(&["acr_1997_items"])
        .asked(AskOrder::ItselfFirst),
    Row::items("acr_1997_items", REPORT, &acr_1997::ITEMS),
    Row::count("slicc_2012_total", REPORT_OR_CLINICIAN, 17.0)
        .from(&["slicc_2012_items"])
        .asked(AskOrder::ItselfFirst),
    Row::count("slicc_2012_clinical", REPORT_OR_CLINICIAN, 11.0)
        .from(&["slicc_2012_items"])
        .asked(AskOrder::ItselfFirst),
    Row::count("slicc_2012_immunologic", REPORT_OR_CLINICIAN, 6.0)
        .from(&["slicc_2012_items"])
        .asked(AskOrder::ItselfFirst),
    Row::yes_no("slicc_biopsy_route", REPORT_OR_CLINICIAN)
        .from(&["slicc_2012_items"])
        .asked(AskOrder::ItselfFirst),
    Row::items("slicc_2012_items", REPORT, &slicc_2012::ITEMS),
    Row::new("ana_titer", Kind::Titre, REPORT_OR_STUDY)
        .loinc(&["5048-4", "29953-7", "8061-4"])
        .repeatable(),
    Row::serology("anti_dsdna")
        .loinc(&["31348-6", "11013-0", "5130-0"])
        .repeatable(),
    Row::count("sledai_2k", &[Who::Patient, Who::Clinician], 105.0)
        .from(&["sledai_2k_items"])
        .asked(AskOrder::InputsFirst)
        .repeatable(),
    Row::items("sledai_2k_items", PATIENT, &sledai_2k::ITEMS).repeatable(),
    Row::date("kidney_biopsy", REPORT).never(),
    Row::choice(
        "ln_class",
        REPORT,
        &["I", "II", "III", "IV", "III+IV", "III+V", "IV+V", "V", "VI"],
    ),
    Row::yes_no("ln_active_lesions", REPORT),
    Row::count("nih_activity_index", REPORT, 24.0).repeatable(),
    Row::count("nih_chronicity_index", REPORT, 12.0).repeatable(),
    Row::count("months_ineffective_treatment", PATIENT_OR_CLINICIAN, 1200.0),
    Row::yes_no("relapse_after_remission", PATIENT_OR_CLINICIAN),
    Row::yes_no("cd19_or_bcma_positive", REPORT_OR_STUDY).repeatable(),
    Row::yes_no("tried_standard_lupus_therapy", PATIENT),
    Row::yes_no("inadequate_response", PATIENT),
    Row::yes_no("mild_lupus", PATIENT),
    // Diabetes
    Row::yes_no("type1_diabetes", PATIENT),
    Row::date("diabetes_diagnosed", PATIENT),
];
