// json-rules-engine: 25 rules with an event each. The host counts days and computes the clearance,
// because conditions compare and do not compute.
import { LIMITS } from "../limits.mjs";
import { peer, versionOf } from "../peers.mjs";
import { withClearance, withRelapseCount } from "../people.mjs";

const when = (operator) => (fact, value) => ({ fact, operator, value });
const [is, least, most] = ["equal", "greaterThanInclusive", "lessThanInclusive"].map(when);
const either = (...any) => ({ any });
const between = (fact, [low, high]) => ({ all: [least(fact, low), most(fact, high)] });

const CONDITIONS = [
  between("age", LIMITS.age),
  between("edss", LIMITS.edss),
  least("clearance", LIMITS.clearance),
  most("alt", LIMITS.alt),
  most("ast", LIMITS.ast),
  most("bilirubin", LIMITS.bilirubin),
  least("hemoglobin", LIMITS.hemoglobin),
  least("neutrophils", LIMITS.neutrophils),
  least("platelets", LIMITS.platelets),
  most("inr", LIMITS.inr),
  is("hbsag", "negative"),
  either(is("anti_hbc", "negative"), is("hbv_dna", "negative")),
  either(is("anti_hcv", "negative"), is("hcv_rna", "negative")),
  is("hiv", "negative"),
  either(is("sex", "male"), is("pregnant", false)),
  either(is("sex", "male"), is("contraception", true)),
  is("ms", true),
  either(least("relapses", 1), least("gd_lesions", LIMITS.lesions)),
  least("failed_treatments", LIMITS.failed),
  least("anti_cd20_days", LIMITS.antiCd20Days),
  is("transplant", false),
  least("vaccine_days", LIMITS.vaccineDays),
  is("infection", false),
  is("malignancy", false),
  is("heart_disease", false),
];

function read({ events }) {
  const met = new Set(events.map(({ type }) => type));
  return CONDITIONS.map((_, place) => met.has(String(place)));
}

export function load() {
  const { Engine } = peer("json-rules-engine");
  const rules = CONDITIONS.map((condition, place) => ({
    conditions: condition.any || condition.all ? condition : { all: [condition] },
    event: { type: String(place) },
  }));
  // Without this, the first missing fact ends the run with an error.
  const engine = new Engine(rules, { allowUndefinedFacts: true });
  const name = `json-rules-engine ${versionOf("json-rules-engine")}`;
  return [{ id: "json_rules", name, async: true, of: (person) => withClearance(withRelapseCount(person)), run: (facts) => engine.run(facts), read }];
}
