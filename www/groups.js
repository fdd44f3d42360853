/** Which questions stand together, and in which order a person would think of them. */

/** @type {[string, string[]][]} */
const GROUPS = [
  ["illness", ["ms_diagnosis_confirmed", "sle_diagnosis_confirmed", "type1_diabetes", "diabetes_diagnosed"]],
  ["about", ["birth_date", "age", "sex", "weight", "height"]],
  [
    "ms",
    [
      "ms_course", "relapse_dates", "edss", "edss_source", "walking_aid", "walking_distance", "walking_unrestricted", "new_gd_lesions",
      "gd_compared_with_earlier_scan", "gd_lesions_screening",
    ],
  ],
  [
    "lupus",
    [
      "tried_standard_lupus_therapy", "inadequate_response", "mild_lupus", "months_ineffective_treatment",
      "relapse_after_remission", "sledai_2k_items", "sledai_2k", "kidney_biopsy", "ln_class", "ln_active_lesions",
      "nih_activity_index", "nih_chronicity_index", "ana_titer", "anti_dsdna", "cd19_or_bcma_positive", "eular_acr_2019",
      "eular_acr_2019_items", "acr_1997_count", "acr_1997_items", "slicc_2012_total", "slicc_2012_clinical",
      "slicc_2012_immunologic", "slicc_biopsy_route", "slicc_2012_items",
    ],
  ],
  [
    "medicines",
    [
      "medications", "failed_dmts", "used_glucocorticoids", "used_sle_agents", "nonbiologic_current", "nonbiologic_continuous_since",
      "last_nonbiologic_change", "biologics_ever", "steroid_doses_28d", "prednisone_equivalent_max_28d",
      "prednisone_equivalent_mean_28d", "steroid_days_other_disease_84d", "systemic_immunosuppressant_current",
      "glucose_active_medicine", "gcsf_last_date", "severe_drug_allergy", "allergic_tendency", "dmso_hypersensitivity",
      "other_excipient_hypersensitivity",
    ],
  ],
  [
    "treatments",
    ["last_trial_participation", "last_investigational_agent", "prior_cell_therapy", "last_msc_therapy", "last_major_surgery", "planned_major_surgery"],
  ],
  [
    "blood",
    [
      "c_peptide_fasting", "c_peptide_taken", "creatinine", "cystatin_c", "leukocytes", "glucose", "hba1c", "creatinine_clearance", "egfr", "neutrophils", "hemoglobin",
      "platelets", "b_cell_reconstitution", "alt", "ast", "bilirubin_total", "gilbert_syndrome", "inr", "prothrombin_time", "upcr",
      "urine_protein_24h",
    ],
  ],
  [
    "heart",
    ["heart_disease", "nyha_class", "nyha_source", "angina", "unstable_cardiovascular", "systolic_bp", "diastolic_bp", "blood_pressure_repeated"],
  ],
  [
    "infections",
    [
      "active_infection", "tb_status", "tb_exposure_3m", "tb_exposure_earlier", "tb_mycosis_travel_3m", "hbsag", "anti_hbc", "anti_hbs",
      "hbv_dna", "hbv_vaccinated", "anti_hcv", "hcv_rna", "hiv", "syphilis_treponemal", "syphilis_nontreponemal",
    ],
  ],
  [
    "health",
    [
      "ecog", "ecog_source", "malignancy", "malignancy_diagnosed", "malignancy_status", "malignancy_remission_since",
      "end_stage_renal_disease", "kidney_transplant", "last_dialysis", "expected_renal_replacement_6m", "cns_disease",
      "demyelinating_disease", "psychiatric_condition", "severe_cognitive_impairment", "congenital_immunoglobulin_deficiency",
    ],
  ],
  [
    "pregnancy",
    [
      "childbearing_potential", "partner_childbearing_potential", "pregnant", "serum_hcg", "breastfeeding", "plans_child",
      "contraception_agreement", "contraception_method",
    ],
  ],
  ["agreement", ["willing_followup", "caregivers_agree"]],
];

/** A measure that a trial file brings along has no place in the table. */
export const LAST_GROUP = "other";

export const groupNames = [...GROUPS.map(([name]) => name), LAST_GROUP];

/** @param {string} measure */
export function groupOf(measure) {
  return GROUPS.find(([, measures]) => measures.includes(measure))?.[0] ?? LAST_GROUP;
}

/**
 * Orders questions by the table; those it does not know keep the order of the protocol.
 * @param {string[]} measures
 */
export function inReadingOrder(measures) {
  const order = GROUPS.flatMap(([, members]) => members);
  const place = (/** @type {string} */ measure) => (order.includes(measure) ? order.indexOf(measure) : order.length);
  return measures.toSorted((one, other) => place(one) - place(other));
}
