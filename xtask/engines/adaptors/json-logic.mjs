// JsonLogic, interpreted by json-logic-js and compiled by json-logic-engine. The host counts days.
import { LIMITS } from "../limits.mjs";
import { peer, versionOf } from "../peers.mjs";
import { withRelapseCount } from "../people.mjs";

const of = (name) => ({ var: name });
const male = { "==": [of("sex"), "male"] };
const negative = (name) => ({ "==": [of(name), "negative"] });
const clearance = {
  "/": [{ "*": [{ "-": [140, of("age")] }, of("weight"), { if: [{ "==": [of("sex"), "female"] }, 0.85, 1] }] }, { "*": [72, of("creatinine")] }],
};

/** @param {import("../limits.mjs").Limits} limits */
export const rules = (limits) => [
  { "<=": [limits.age[0], of("age"), limits.age[1]] },
  { "<=": [limits.edss[0], of("edss"), limits.edss[1]] },
  { ">=": [clearance, limits.clearance] },
  { "<=": [of("alt"), limits.alt] },
  { "<=": [of("ast"), limits.ast] },
  { "<=": [of("bilirubin"), limits.bilirubin] },
  { ">=": [of("hemoglobin"), limits.hemoglobin] },
  { ">=": [of("neutrophils"), limits.neutrophils] },
  { ">=": [of("platelets"), limits.platelets] },
  { "<=": [of("inr"), limits.inr] },
  negative("hbsag"),
  { or: [negative("anti_hbc"), negative("hbv_dna")] },
  { or: [negative("anti_hcv"), negative("hcv_rna")] },
  negative("hiv"),
  { or: [male, { "!": [of("pregnant")] }] },
  { or: [male, of("contraception")] },
  { "==": [of("ms"), true] },
  { or: [{ ">=": [of("relapses"), 1] }, { ">=": [of("gd_lesions"), limits.lesions] }] },
  { ">=": [of("failed_treatments"), limits.failed] },
  { ">=": [of("anti_cd20_days"), limits.antiCd20Days] },
  { "!": [of("transplant")] },
  { ">=": [of("vaccine_days"), limits.vaccineDays] },
  { "!": [of("infection")] },
  { "!": [of("malignancy")] },
  { "!": [of("heart_disease")] },
];

/** One function for each rule; what throws says nothing. */
function runner(functions) {
  return (data) => functions.map((run) => {
    try {
      return run(data);
    } catch {
      return null;
    }
  });
}

const read = (all) => all.map((value) => (value === null ? null : Boolean(value)));

export function compiler() {
  const { LogicEngine } = peer("json-logic-engine");
  const engine = new LogicEngine();
  return (rule) => engine.build(rule);
}

export function load() {
  const { apply } = peer("json-logic-js");
  const interpret = rules(LIMITS).map((rule) => (data) => apply(rule, data));
  const compiled = rules(LIMITS).map(compiler());
  return [
    { id: "json_logic_engine", name: `json-logic-engine ${versionOf("json-logic-engine")}, compiled`, of: withRelapseCount, run: runner(compiled), read },
    { id: "json_logic", name: `json-logic-js ${versionOf("json-logic-js")}`, of: withRelapseCount, run: runner(interpret), read },
  ];
}
