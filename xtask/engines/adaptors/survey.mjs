// SurveyJS without its pages: the expressions alone, and a form with 25 calculated values. The host
// counts days.
import { LIMITS } from "../limits.mjs";
import { peer, versionOf } from "../peers.mjs";
import { withRelapseCount } from "../people.mjs";

const between = (name, [low, high]) => `{${name}} >= ${low} and {${name}} <= ${high}`;

const EXPRESSIONS = [
  between("age", LIMITS.age),
  between("edss", LIMITS.edss),
  `(140 - {age}) * {weight} * iif({sex} = 'female', 0.85, 1) / (72 * {creatinine}) >= ${LIMITS.clearance}`,
  `{alt} <= ${LIMITS.alt}`,
  `{ast} <= ${LIMITS.ast}`,
  `{bilirubin} <= ${LIMITS.bilirubin}`,
  `{hemoglobin} >= ${LIMITS.hemoglobin}`,
  `{neutrophils} >= ${LIMITS.neutrophils}`,
  `{platelets} >= ${LIMITS.platelets}`,
  `{inr} <= ${LIMITS.inr}`,
  "{hbsag} = 'negative'",
  "{anti_hbc} = 'negative' or {hbv_dna} = 'negative'",
  "{anti_hcv} = 'negative' or {hcv_rna} = 'negative'",
  "{hiv} = 'negative'",
  "{sex} = 'male' or {pregnant} = false",
  "{sex} = 'male' or {contraception} = true",
  "{ms} = true",
  `{relapses} >= 1 or {gd_lesions} >= ${LIMITS.lesions}`,
  `{failed_treatments} >= ${LIMITS.failed}`,
  `{anti_cd20_days} >= ${LIMITS.antiCd20Days}`,
  "{transplant} = false",
  `{vaccine_days} >= ${LIMITS.vaccineDays}`,
  "{infection} = false",
  "{malignancy} = false",
  "{heart_disease} = false",
];

const CHOICES = { sex: ["female", "male"] };
for (const test of ["hbsag", "anti_hbc", "hbv_dna", "anti_hcv", "hcv_rna", "hiv"]) CHOICES[test] = ["negative", "positive"];
const YES_NO = ["pregnant", "contraception", "ms", "transplant", "infection", "malignancy", "heart_disease"];

function question(name) {
  if (CHOICES[name]) return { type: "radiogroup", name, choices: CHOICES[name] };
  return YES_NO.includes(name) ? { type: "boolean", name } : { type: "text", inputType: "number", name };
}

export function load() {
  const { ConditionRunner, Model } = peer("survey-core");
  const runners = EXPRESSIONS.map((expression) => new ConditionRunner(expression));
  const names = [...new Set(EXPRESSIONS.join().match(/(?<=\{)\w+/g))];
  const calculatedValues = EXPRESSIONS.map((expression, place) => ({ name: `met_${place}`, expression }));
  const survey = new Model({ elements: names.map(question), calculatedValues });
  const whole = (data) => {
    survey.data = data;
    return calculatedValues.map(({ name }) => survey.getVariable(name));
  };
  const called = `survey-core ${versionOf("survey-core")}`;
  const shared = { of: withRelapseCount, read: (all) => all.map(Boolean) };
  return [
    { id: "surveyjs_conditions", name: `${called}, \`ConditionRunner\``, ...shared, run: (data) => runners.map((runner) => runner.runValues(data)) },
    { id: "surveyjs", name: `${called}, \`Model\` with calculated values`, ...shared, run: whole },
  ];
}
