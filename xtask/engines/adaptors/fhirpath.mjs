// fhirpath.js: 25 compiled expressions over an R4 QuestionnaireResponse.
import { LIMITS } from "../limits.mjs";
import { peer, versionOf } from "../peers.mjs";
import { AS_OF, dayBefore, withRelapseCount } from "../people.mjs";

const of = (link) => `item.where(linkId='${link}').answer.value`;
const between = (link, [low, high]) => `${of(link)} >= ${low} and ${of(link)} <= ${high}`;
const negative = (link) => `${of(link)} = 'negative'`;
const male = `${of("sex")} = 'male'`;
const factor = `iif(${of("sex")} = 'female', 0.85, iif(${male}, 1.0, {}))`;
const ago = (link, days) => `${of(link)} <= @${AS_OF} - ${days} days`;

const EXPRESSIONS = [
  between("age", LIMITS.age),
  between("edss", LIMITS.edss),
  `(140 - ${of("age")}) * ${of("weight")} * ${factor} / (72 * ${of("creatinine")}) >= ${LIMITS.clearance}`,
  `${of("alt")} <= ${LIMITS.alt}`,
  `${of("ast")} <= ${LIMITS.ast}`,
  `${of("bilirubin")} <= ${LIMITS.bilirubin}`,
  `${of("hemoglobin")} >= ${LIMITS.hemoglobin}`,
  `${of("neutrophils")} >= ${LIMITS.neutrophils}`,
  `${of("platelets")} >= ${LIMITS.platelets}`,
  `${of("inr")} <= ${LIMITS.inr}`,
  negative("hbsag"),
  `${negative("anti_hbc")} or ${negative("hbv_dna")}`,
  `${negative("anti_hcv")} or ${negative("hcv_rna")}`,
  negative("hiv"),
  `${male} or ${of("pregnant")}.not()`,
  `${male} or ${of("contraception")}`,
  of("ms"),
  `${of("relapses")} >= 1 or ${of("gd_lesions")} >= ${LIMITS.lesions}`,
  `${of("failed_treatments")} >= ${LIMITS.failed}`,
  ago("last_anti_cd20", LIMITS.antiCd20Days),
  `${of("transplant")}.not()`,
  ago("last_vaccine", LIMITS.vaccineDays),
  `${of("infection")}.not()`,
  `${of("malignancy")}.not()`,
  `${of("heart_disease")}.not()`,
];

const WHOLE = ["age", "relapses", "gd_lesions", "failed_treatments"];
const DATES = { anti_cd20_days: "last_anti_cd20", vaccine_days: "last_vaccine" };

function item([name, value]) {
  const link = DATES[name];
  if (link) return { linkId: link, answer: [{ valueDate: dayBefore(value) }] };
  if (typeof value === "boolean") return { linkId: name, answer: [{ valueBoolean: value }] };
  if (typeof value === "string") return { linkId: name, answer: [{ valueString: value }] };
  return { linkId: name, answer: [{ [WHOLE.includes(name) ? "valueInteger" : "valueDecimal"]: value }] };
}

const response = (person) => ({
  resourceType: "QuestionnaireResponse",
  status: "completed",
  item: Object.entries(withRelapseCount(person)).map(item),
});

export function load() {
  const fhirpath = peer("fhirpath");
  const model = peer("fhirpath/fhir-context/r4");
  const compiled = EXPRESSIONS.map((expression) => fhirpath.compile(expression, model));
  const read = (all) => all.map(([value = null]) => value);
  const name = `fhirpath.js ${versionOf("fhirpath")}, compiled, on an R4 QuestionnaireResponse`;
  return [{ id: "fhirpath", name, of: response, run: (resource) => compiled.map((path) => path(resource)), read }];
}
