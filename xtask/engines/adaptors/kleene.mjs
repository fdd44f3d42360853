// The same rules as a programmer would write them by hand, in strong Kleene logic.
import { LIMITS } from "../limits.mjs";
import { withRelapseCount } from "../people.mjs";

const known = (value, test) => (value === undefined ? null : test(value));
const not = (a) => (a === null ? null : !a);
const or = (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false);
const most = (value, limit) => (value === undefined ? null : value <= limit);
const least = (value, limit) => (value === undefined ? null : value >= limit);
const is = (value, choice) => (value === undefined ? null : value === choice);
const yes = (value) => value ?? null;

function clearance({ age, sex, weight, creatinine }) {
  if (age === undefined || sex === undefined || weight === undefined || creatinine === undefined) return undefined;
  return ((140 - age) * weight * (sex === "female" ? 0.85 : 1)) / (72 * creatinine);
}

/** @param {import("../limits.mjs").Limits} limits */
export const kleene = (limits) => (one) => [
  known(one.age, (age) => age >= limits.age[0] && age <= limits.age[1]),
  known(one.edss, (edss) => edss >= limits.edss[0] && edss <= limits.edss[1]),
  least(clearance(one), limits.clearance),
  most(one.alt, limits.alt),
  most(one.ast, limits.ast),
  most(one.bilirubin, limits.bilirubin),
  least(one.hemoglobin, limits.hemoglobin),
  least(one.neutrophils, limits.neutrophils),
  least(one.platelets, limits.platelets),
  most(one.inr, limits.inr),
  is(one.hbsag, "negative"),
  or(is(one.anti_hbc, "negative"), is(one.hbv_dna, "negative")),
  or(is(one.anti_hcv, "negative"), is(one.hcv_rna, "negative")),
  is(one.hiv, "negative"),
  or(is(one.sex, "male"), not(yes(one.pregnant))),
  or(is(one.sex, "male"), yes(one.contraception)),
  yes(one.ms),
  or(least(one.relapses, 1), least(one.gd_lesions, limits.lesions)),
  least(one.failed_treatments, limits.failed),
  least(one.anti_cd20_days, limits.antiCd20Days),
  not(yes(one.transplant)),
  least(one.vaccine_days, limits.vaccineDays),
  not(yes(one.infection)),
  not(yes(one.malignancy)),
  not(yes(one.heart_disease)),
];

export const load = () => [{ id: "kleene_js", name: "hand-written JS, strong Kleene", of: withRelapseCount, run: kleene(LIMITS), read: (all) => all }];
