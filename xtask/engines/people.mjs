// Seeded people, as the host's own plain data: an input that is not known is absent. Dates are days
// before the day asked about.
import { random } from "./random.mjs";

export const AS_OF = "2026-11-26";
const YEAR = 365;
const MISSING = 0.15;

export function dayBefore(days) {
  const date = new Date(`${AS_OF}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}

/** Somebody who meets each rule more often than not, so that verdicts turn on what is missing. */
function person({ dice, pick }) {
  const number = (low, high, decimals = 0) => Number((low + dice() * (high - low)).toFixed(decimals));
  const rarely = (one, other) => (dice() < 0.03 ? one() : other());
  const yes = (chance) => dice() < chance;
  const test = (chance) => (yes(chance) ? "positive" : "negative");
  const sex = pick(["female", "male"]);
  return {
    age: rarely(() => number(10, 80), () => number(18, 55)),
    sex,
    weight: number(45, 110, 1),
    creatinine: rarely(() => number(1.2, 5, 2), () => number(0.5, 1.3, 2)),
    edss: rarely(() => number(13, 19) / 2, () => number(2, 13) / 2),
    alt: rarely(() => number(100, 400), () => number(5, 120)),
    ast: rarely(() => number(100, 400), () => number(5, 120)),
    bilirubin: rarely(() => number(1.5, 6, 1), () => number(0.2, 1.8, 1)),
    hemoglobin: rarely(() => number(5, 9, 1), () => number(8, 17, 1)),
    neutrophils: rarely(() => number(0.3, 1.2, 1), () => number(1, 8, 1)),
    platelets: rarely(() => number(20, 90), () => number(75, 400)),
    inr: rarely(() => number(1.4, 4, 1), () => number(0.8, 1.5, 1)),
    hbsag: test(0.02),
    anti_hbc: test(0.15),
    hbv_dna: test(0.1),
    anti_hcv: test(0.1),
    hcv_rna: test(0.1),
    hiv: test(0.02),
    pregnant: sex === "female" && yes(0.04),
    contraception: yes(0.9),
    ms: yes(0.97),
    relapses: Array.from({ length: pick([0, 1, 1, 2]) }, () => number(5, 2 * YEAR)),
    gd_lesions: pick([0, 0, 1, 2]),
    failed_treatments: rarely(() => number(0, 1), () => number(2, 5)),
    anti_cd20_days: rarely(() => number(10, 190), () => number(180, 3000)),
    transplant: yes(0.02),
    vaccine_days: rarely(() => number(1, 30), () => number(28, 3000)),
    infection: yes(0.03),
    malignancy: yes(0.02),
    heart_disease: yes(0.03),
  };
}

/** The same people twice: with every answer, and with some of the answers missing. */
export function people(count, seed) {
  const dice = random(seed);
  const complete = Array.from({ length: count }, () => person(dice));
  const known = () => dice.dice() >= MISSING;
  const partial = complete.map((one) => Object.fromEntries(Object.entries(one).filter(known)));
  return { complete, partial };
}

/** What a host can do for an engine that counts no dates of a list. */
export function withRelapseCount({ relapses, ...rest }) {
  return relapses === undefined ? rest : { ...rest, relapses: relapses.filter((days) => days <= YEAR).length };
}

/** Cockcroft-Gault, for an engine that cannot multiply. */
export function withClearance(person) {
  const { age, sex, weight, creatinine } = person;
  if ([age, sex, weight, creatinine].includes(undefined)) return person;
  return { ...person, clearance: ((140 - age) * weight * (sex === "female" ? 0.85 : 1)) / (72 * creatinine) };
}
