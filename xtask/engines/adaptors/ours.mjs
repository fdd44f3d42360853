// Our engine through its JavaScript interface: findings with reasons, and statuses alone.
import { readFileSync } from "node:fs";
import { AS_OF, dayBefore } from "../people.mjs";

const root = new URL("../../../", import.meta.url);
const file = (name) => readFileSync(new URL(name, root));

const engine = await import(new URL("pkg/trial_prescreen.js", root).href);
engine.initSync({ module: new WebAssembly.Module(file("pkg/trial_prescreen_bg.wasm")) });

export const { Screener, check, version } = engine;
export const rules = JSON.parse(readFileSync(new URL("../rules.json", import.meta.url), "utf8"));

const quantity = (unit) => (value) => ({ value, unit });
const same = (value) => value;
const none = (some) => (present) => (present ? some : "none");

/** The measure that an input is, and the answer that its value is. */
const ANSWERS = {
  age: ["age", same],
  sex: ["sex", same],
  weight: ["weight", quantity("kg")],
  creatinine: ["creatinine", quantity("mg/dL")],
  edss: ["edss", same],
  alt: ["alt", quantity("U/L")],
  ast: ["ast", quantity("U/L")],
  bilirubin: ["bilirubin_total", quantity("mg/dL")],
  hemoglobin: ["hemoglobin", quantity("g/dL")],
  neutrophils: ["neutrophils", quantity("10*9/L")],
  platelets: ["platelets", quantity("10*9/L")],
  inr: ["inr", quantity("{INR}")],
  hbsag: ["hbsag", same],
  anti_hbc: ["anti_hbc", same],
  hbv_dna: ["hbv_dna", same],
  anti_hcv: ["anti_hcv", same],
  hcv_rna: ["hcv_rna", same],
  hiv: ["hiv", same],
  pregnant: ["pregnant", same],
  contraception: ["contraception", same],
  ms: ["ms_diagnosis_confirmed", same],
  relapses: ["relapse_dates", (days) => days.map(dayBefore)],
  gd_lesions: ["new_gd_lesions", same],
  failed_treatments: ["failed_treatments", same],
  anti_cd20_days: ["last_anti_cd20", dayBefore],
  transplant: ["stem_cell_transplant", same],
  vaccine_days: ["last_live_vaccine", dayBefore],
  infection: ["active_infection", none("uncontrolled")],
  malignancy: ["malignancy", none("other")],
  heart_disease: ["heart_disease", same],
};

export function answers(person) {
  return Object.fromEntries(Object.entries(person).map(([input, value]) => {
    const [measure, answer] = ANSWERS[input];
    return [measure, answer(value)];
  }));
}

const TRUTH = { pass: true, fail: false };

/** Where only tests are open that the study does itself, nothing is found against a person, and it says which tests. */
const verdict = ([{ status, study_tests: tests }]) => (status === "ruled_out" ? false : status === "no_barrier_found" && tests.length === 0 ? true : null);
const doubt = ([{ findings }], place) => findings[place].borderline;

export function load() {
  const screener = new Screener([rules]);
  const screen = (one) => screener.screen(one, AS_OF);
  const read = ([{ findings }]) => findings.map(({ status }) => TRUTH[status] ?? null);
  const name = `ours ${version().engine}`;
  return [
    { id: "reasons", name: `**${name}, findings with reasons**`, of: answers, run: screen, read, verdict, doubt },
    { id: "statuses", name: `**${name}, statuses alone**`, of: answers, run: (one) => screener.statuses(one, AS_OF) },
  ];
}
