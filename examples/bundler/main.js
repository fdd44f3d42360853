// Everything in one file, the engine too: `npm install && npm run build`. A bundler that gives the
// address of the .wasm file instead of its bytes does as well: `init` takes either.
import init, { catalogue, Screener, version } from "trial-prescreen";
import { questionnaire, readResponse, response } from "trial-prescreen/fhir";
import locales from "trial-prescreen/locales.json";
import wasm from "trial-prescreen/trial_prescreen_bg.wasm";
import all from "trial-prescreen/trials.json";

await init({ module_or_path: wasm });

// The questions about one trial, for any program that shows FHIR R4 Questionnaires.
const trials = all.filter(({ id }) => id === "NCT05061030");
const screener = new Screener(trials);
const form = questionnaire({ trials, questions: screener.questions(), catalogue: catalogue(), version: version().engine, locale: locales.en });

// What such a program gives back is read into answers again.
const filled = response(form, { type1_diabetes: true, weight: { above: 100, unit: "kg" } }, "2026-11-21");
const { answers } = readResponse(filled);

const [verdict] = screener.screen(answers, "2026-11-21");
console.log(`${form.title}: ${verdict.status}`);
