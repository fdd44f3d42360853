/** Which questions stand together, and in which order a person would think of them. */

/** @type {[string, string[]][]} */
const GROUPS = [
  ["about", ["birth_date", "age", "sex", "weight", "height"]],
  ["diabetes", ["type1_diabetes", "diabetes_diagnosed"]],
  ["blood", ["c_peptide_fasting", "c_peptide_taken", "creatinine", "egfr"]],
  [
    "heart",
    ["heart_disease", "nyha_class", "nyha_source", "angina", "unstable_cardiovascular", "systolic_bp", "diastolic_bp", "blood_pressure_repeated"],
  ],
  [
    "medicines",
    ["systemic_immunosuppressant_current", "glucose_active_medicine", "dmso_hypersensitivity", "other_excipient_hypersensitivity"],
  ],
  ["health", ["malignancy", "demyelinating_disease"]],
  [
    "infections",
    [
      "active_infection", "tb_status", "tb_exposure_3m", "tb_exposure_earlier", "tb_mycosis_travel_3m", "hbsag", "anti_hbc", "anti_hbs",
      "hbv_vaccinated", "anti_hcv", "hcv_rna", "hiv", "syphilis_treponemal", "syphilis_nontreponemal",
    ],
  ],
  ["pregnancy", ["childbearing_potential", "pregnant", "breastfeeding", "contraception_agreement", "contraception_method"]],
  ["agreement", ["caregivers_agree"]],
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
