/** In which part of the list each calculator stands. One that is in no part comes last. */

/** @type {{[group: string]: string[]}} */
const GROUPS = {
  kidney: [
    "ckd_epi_2021_creatinine", "ckd_epi_2021_creatinine_cystatin_c", "ckd_epi_2012_cystatin_c", "ckd_epi_2009_creatinine", "mdrd_4",
    "ekfc_2021_creatinine", "ekfc_2023_cystatin_c", "ckid_u25_creatinine", "ckid_u25_cystatin_c", "ckid_u25_average", "schwartz_2009",
    "cockcroft_gault", "kdigo_g_stage",
  ],
  ms: ["edss", "edss_change", "edss_history"],
  lupus: ["sledai_2k", "sle_das", "lldas", "doris_2021", "eular_acr_2019", "acr_1997", "slicc_2012", "nih_activity_index", "nih_chronicity_index"],
  medicines: ["prednisone_equivalent", "washout"],
  cells: ["cell_dose", "cell_volume"],
  body: ["body_mass_index", "body_surface_area", "ideal_body_weight", "adjusted_body_weight"],
  units: ["convert", "upper_limit_multiple"],
};

/**
 * @param {string[]} ids
 * @returns {[string, string[]][]} the parts that have any
 */
export function grouped(ids) {
  const known = Object.values(GROUPS).flat();
  const other = ids.filter((id) => !known.includes(id));
  /** @type {[string, string[]][]} */
  const parts = [...Object.entries(GROUPS), ["other", other]];
  return parts.map(([name, members]) => /** @type {[string, string[]]} */ ([name, members.filter((id) => ids.includes(id))])).filter(([, members]) => members.length > 0);
}
