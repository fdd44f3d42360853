// What is true of each criterion, by trying every way in which the missing answers can turn out.
// Truth is true, false, or null: it can turn out either way.
import { LIMITS } from "./limits.mjs";
import { withClearance, withRelapseCount } from "./people.mjs";

/**
 * What a missing answer can be: of a number the least and the most that our engine believes of anybody, and
 * one in between, which no rule of a range refuses. That is all: every rule but ranges rises or falls with a number.
 */
const POSSIBLE = {
  age: [0, 36, 120],
  sex: ["female", "male"],
  weight: [1, 70, 650],
  creatinine: [0.05, 1, 40],
  edss: [0, 3, 10],
  alt: [0, 30, 30000],
  ast: [0, 30, 30000],
  bilirubin: [0, 1, 70],
  hemoglobin: [1, 13, 26],
  neutrophils: [0, 4, 200],
  platelets: [0, 250, 4000],
  inr: [0.5, 1, 20],
  relapses: [[], [30]],
  gd_lesions: [0, 1, 1000],
  failed_treatments: [0, 2, 20],
  anti_cd20_days: [0, 200, 20000],
  vaccine_days: [0, 200, 20000],
};
for (const test of ["hbsag", "anti_hbc", "hbv_dna", "anti_hcv", "hcv_rna", "hiv"]) POSSIBLE[test] = ["negative", "positive"];
for (const question of ["pregnant", "contraception", "ms", "transplant", "infection", "malignancy", "heart_disease"]) POSSIBLE[question] = [false, true];

const within = (value, [low, high]) => low <= value && value <= high;

/** The criteria in the order of `rules.json`: the inputs each reads, and whether a complete person meets it. */
const CRITERIA = [
  [["age"], (one) => within(one.age, LIMITS.age)],
  [["edss"], (one) => within(one.edss, LIMITS.edss)],
  [["age", "sex", "weight", "creatinine"], (one) => withClearance(one).clearance >= LIMITS.clearance],
  [["alt"], (one) => one.alt <= LIMITS.alt],
  [["ast"], (one) => one.ast <= LIMITS.ast],
  [["bilirubin"], (one) => one.bilirubin <= LIMITS.bilirubin],
  [["hemoglobin"], (one) => one.hemoglobin >= LIMITS.hemoglobin],
  [["neutrophils"], (one) => one.neutrophils >= LIMITS.neutrophils],
  [["platelets"], (one) => one.platelets >= LIMITS.platelets],
  [["inr"], (one) => one.inr <= LIMITS.inr],
  [["hbsag"], (one) => one.hbsag === "negative"],
  [["anti_hbc", "hbv_dna"], (one) => one.anti_hbc === "negative" || one.hbv_dna === "negative"],
  [["anti_hcv", "hcv_rna"], (one) => one.anti_hcv === "negative" || one.hcv_rna === "negative"],
  [["hiv"], (one) => one.hiv === "negative"],
  [["sex", "pregnant"], (one) => one.sex === "male" || !one.pregnant],
  [["sex", "contraception"], (one) => one.sex === "male" || one.contraception],
  [["ms"], (one) => one.ms],
  [["relapses", "gd_lesions"], (one) => withRelapseCount(one).relapses >= 1 || one.gd_lesions >= LIMITS.lesions],
  [["failed_treatments"], (one) => one.failed_treatments >= LIMITS.failed],
  [["anti_cd20_days"], (one) => one.anti_cd20_days >= LIMITS.antiCd20Days],
  [["transplant"], (one) => !one.transplant],
  [["vaccine_days"], (one) => one.vaccine_days >= LIMITS.vaccineDays],
  [["infection"], (one) => !one.infection],
  [["malignancy"], (one) => !one.malignancy],
  [["heart_disease"], (one) => !one.heart_disease],
];

export const COUNT = CRITERIA.length;

function truth(person, [inputs, met]) {
  const missing = inputs.filter((input) => !Object.hasOwn(person, input));
  const fill = (people, input) => people.flatMap((one) => POSSIBLE[input].map((value) => ({ ...one, [input]: value })));
  const outcomes = new Set(missing.reduce(fill, [person]).map(met));
  return outcomes.size === 1 ? outcomes.has(true) : null;
}

/** The truth of every criterion, in order. */
export const truths = (person) => CRITERIA.map((criterion) => truth(person, criterion));

/** Whether all are met. */
export function verdict(all) {
  if (all.includes(false)) return false;
  return all.includes(null) ? null : true;
}
