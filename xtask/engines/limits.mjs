// The limits of the rule set, and seeded variants of it: the same 25 rules with other limits.

export const LIMITS = {
  age: [18, 55],
  edss: [0, 6.5],
  clearance: 30,
  alt: 120,
  ast: 120,
  bilirubin: 1.8,
  hemoglobin: 8,
  neutrophils: 1,
  platelets: 75,
  inr: 1.5,
  lesions: 1,
  failed: 2,
  antiCd20Days: 180,
  vaccineDays: 28,
};

/** @typedef {typeof LIMITS} Limits */

/** @returns {Limits} */
export function variant({ pick }) {
  return {
    age: [pick([16, 18, 20, 21, 25]), pick([50, 55, 60, 65, 70])],
    edss: [pick([0, 1, 2]), pick([5, 5.5, 6, 6.5, 7])],
    clearance: pick([30, 40, 45, 50, 60]),
    alt: pick([60, 80, 100, 120, 200]),
    ast: pick([60, 80, 100, 120, 200]),
    bilirubin: pick([1.2, 1.5, 1.8, 2, 2.4]),
    hemoglobin: pick([8, 8.5, 9, 10]),
    neutrophils: pick([1, 1.2, 1.5, 2]),
    platelets: pick([50, 75, 100, 150]),
    inr: pick([1.2, 1.3, 1.5, 1.8]),
    lesions: pick([1, 2]),
    failed: pick([1, 2, 3]),
    antiCd20Days: pick([90, 120, 180, 270, 365]),
    vaccineDays: pick([14, 28, 30, 42, 56]),
  };
}

/** Where the limits stand in the rules of `rules.json`, by criterion. */
const PLACES = {
  I1: ({ between }, { age: [from, to] }) => Object.assign(between, { from, to }),
  I2: ({ between }, { edss: [from, to] }) => Object.assign(between, { from, to }),
  I3: (rule, { clearance }) => { rule.at_least.value = clearance; },
  I4: (rule, { alt }) => { rule.at_most.value = alt; },
  I5: (rule, { ast }) => { rule.at_most.value = ast; },
  I6: (rule, { bilirubin }) => { rule.at_most.value = bilirubin; },
  I7: (rule, { hemoglobin }) => { rule.at_least.value = hemoglobin; },
  I8: (rule, { neutrophils }) => { rule.at_least.value = neutrophils; },
  I9: (rule, { platelets }) => { rule.at_least.value = platelets; },
  I10: (rule, { inr }) => { rule.at_most.value = inr; },
  I18: (rule, { lesions }) => { rule.any[1].at_least.value = lesions; },
  I19: (rule, { failed }) => { rule.at_least.value = failed; },
  I20: (rule, { antiCd20Days }) => { rule.at_least_ago.days = antiCd20Days; },
  I21: (rule, { vaccineDays }) => { rule.at_least_ago.days = vaccineDays; },
};

/** The definition for our engine with these limits. */
export function definition(rules, limits, id) {
  const trial = { ...structuredClone(rules), id };
  for (const criterion of trial.criteria) PLACES[criterion.id]?.(criterion.rule, limits);
  return trial;
}
