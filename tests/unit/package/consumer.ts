// A program in strict TypeScript: all that the package declares is used as it is meant, and a slip is caught.
import init, { calculate, catalogue, check, drugs, progression, Screener, version } from "trial-prescreen";
import type { Answers, PrescreenError, Problem, TrialDefinition, Verdict } from "trial-prescreen";
import { questionnaire, readResponse, response } from "trial-prescreen/fhir";
import type { Questionnaire, QuestionnaireResponse } from "trial-prescreen/fhir";
import locales from "trial-prescreen/locales.json" with { type: "json" };
import all from "trial-prescreen/trials.json" with { type: "json" };

await init();
const trials: TrialDefinition[] = all;
const answers: Answers = {
    birth_date: "1990-05",
    alt: { value: 70, unit: "U/L", upper_limit: { value: 40, unit: "U/L" }, on: "2026-10" },
    creatinine: { below: 0.2, unit: "mg/dL" },
    medications: [{ drug: "Gilenya", last_dose: "2026-10-20" }],
    hbsag: { value: "negative", on: "2026" },
};
const screener = new Screener(trials);
const verdicts: Verdict[] = screener.screen(answers, "2026-11-21");
const next: string | undefined = screener.next(answers, "2026-11-21")?.measure;
const problems: Problem[] = check(trials[0]);
const form: Questionnaire = questionnaire({ trials, questions: screener.questions(), catalogue: catalogue(), version: version().engine, locale: locales.en ?? {}, person: "child" });
const filled: QuestionnaireResponse = response(form, answers, "2026-11-21");
const back: Answers = readResponse(filled).answers;
const known: string[] = drugs().map(({ drug }) => drug);
const events: string[] = progression([{ date: "2020-01-01", edss: 2 }]).events.map(({ date }) => date);
try {
    calculate("bmi", {});
} catch (error) {
    const { code, field }: { code: string; field: string | null } = error as PrescreenError;
    console.log(code, field);
}
// @ts-expect-error a status is one of three
verdicts[0]?.status === "eligible";
// @ts-expect-error the day must be given
screener.screen(answers);
// @ts-expect-error nobody else is addressed
questionnaire({ trials, questions: [], catalogue: [], version: "", locale: {}, person: "nobody" });
console.log(next, problems, back, known, events);
screener.free();
