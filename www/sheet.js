/** What to take to the study team: on paper, as text, as data. All of it is made here and stays here. */

import { catalogue, version } from "../pkg/trial_prescreen.js";
import { button, byId, el } from "./dom.js";
import { questionnaire } from "./fhir/questionnaire.js";
import { response } from "./fhir/response.js";
import { topic } from "./findings.js";
import { saveFile } from "./keep.js";
import { WHO, whoCan } from "./parts.js";
import { answerText } from "./told.js";
import { plainTitle, quotation } from "./trial.js";
import { countedIn, shortWords, verdictKind, windowLines } from "./verdict.js";
import { firstWord, formatDate, formatList, hasWord, localised, measureName, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./verdict.js").Outcome} Outcome */

/** As many digits of a definition's digest as a person can compare with another sheet's. */
const DIGITS = 16;

/**
 * What is open comes first: it is what there is to talk about.
 * @param {Outcome} outcome
 */
function drawSheet(outcome) {
  const { screening, today } = outcome;
  const { answers, verdicts } = screening;
  const said = Object.entries(answers).map(([measure, answer]) => el("li", {}, word("steps.line", { name: measureName(measure), value: answerText(measure, answer) })));
  const { engine, source } = version();
  return [
    el("h1", {}, word("sheet.title")),
    el("p", {}, word("page.checked", { date: formatDate(today) })),
    el("p", {}, word("sheet.what")),
    ...verdicts.flatMap((verdict) => drawVerdict(verdict, outcome)),
    el("h2", {}, word("sheet.answers")),
    said.length > 0 ? el("ul", {}, ...said) : el("p", {}, word("sheet.no_answers")),
    el("p", {}, word("page.version", { engine, source })),
    el("p", {}, word("sheet.sources", { records: formatList(verdicts.map(({ provenance: { record, digest } }) => `${record} (${digest.slice(0, DIGITS)})`)) })),
  ];
}

/**
 * @param {Verdict} verdict
 * @param {Outcome} outcome
 */
function drawVerdict(verdict, outcome) {
  const trial = outcome.trials.find(({ id }) => id === verdict.trial);
  if (!trial) return [];
  const findings = countedIn(verdict);
  /** @param {string} status */
  const rules = (status) =>
    findings.filter((finding) => finding.status === status).map((finding) => {
      const criterion = trial.criteria.find(({ id }) => id === finding.criterion);
      return el("li", {}, el("strong", {}, [finding.criterion, topic(trial, finding)].join(word("page.separator"))), ...(criterion ? quotation(trial, criterion, "p") : []));
    });
  /** @param {string} key @param {HTMLElement[]} items */
  const part = (key, items) => (items.length === 0 ? [] : [el("h3", {}, word(["sheet", key])), el("ul", {}, ...items)]);
  return [
    el("h2", {}, `${plainTitle(trial)} (${trial.source.record})`),
    el("p", {}, el("strong", {}, shortWords(verdict))),
    el("p", {}, word(["verdict", "long", verdictKind(verdict)])),
    ...windowLines(verdict, outcome).map((line) => el("p", {}, line)),
    ...missingLists(verdict, outcome),
    ...part("unknown", rules("unknown")),
    ...part("fail", rules("fail")),
    ...part("study", verdict.study_tests.map((measure) => el("li", {}, measureName(measure)))),
    ...part("pass", rules("pass")),
  ];
}

/**
 * What is still to be found out, by whom to ask: what a doctor can tell is what the talk is about.
 * @param {Verdict} verdict
 * @param {Outcome} outcome
 */
function missingLists({ missing }, outcome) {
  if (missing.length === 0) return [];
  const lists = WHO.flatMap((who) => {
    const members = missing.filter((measure) => whoCan(measure, outcome) === who);
    return members.length === 0 ? [] : [el("p", {}, el("strong", {}, word(["who", who]))), el("ul", {}, ...members.map((measure) => el("li", {}, measureName(measure))))];
  });
  return [el("h3", {}, word("sheet.missing")), ...lists];
}

/**
 * The same as plain text: a line a sentence, and a blank one before each title.
 * @param {Element[]} sheet
 */
export function plainSheet(sheet) {
  const lines = sheet.flatMap((part) => {
    const text = part.textContent ?? "";
    if (part.tagName === "UL") return [...part.children].map((item) => `- ${[...item.childNodes].map(({ textContent }) => textContent).join(" ")}`);
    return /^H\d$/.test(part.tagName) ? ["", text, (part.tagName === "H3" ? "-" : "=").repeat(Math.min(text.length, 72))] : [text];
  });
  return `${lines.join("\n").trim()}\n`;
}

/** The same questions for other programs. @param {Outcome} outcome */
function formOf({ trials, questions }) {
  const title = trials.map(plainTitle).join("; ");
  const { engine } = version();
  return questionnaire({ trials: trials.map(({ id }) => id), title, questions, catalogue: catalogue(), version: engine, words: { firstWord, hasWord, localised } });
}

/** @param {string} name @param {object} data */
const saveData = (name, data) => saveFile(`${name}.json`, "application/json", `${JSON.stringify(data, null, 2)}\n`);

/** @param {() => Outcome | null} latest */
export function createSheet(latest) {
  /** @param {(outcome: Outcome) => void} act */
  const withLatest = (act) => () => {
    const outcome = latest();
    if (outcome !== null) act(outcome);
  };
  const print = withLatest((outcome) => {
    byId("sheet").replaceChildren(...drawSheet(outcome));
    document.documentElement.classList.add("prints-sheet");
    window.addEventListener("afterprint", () => document.documentElement.classList.remove("prints-sheet"), { once: true });
    window.print();
  });
  const asText = withLatest((outcome) => saveFile(`prescreen-${outcome.today}.txt`, "text/plain", plainSheet(drawSheet(outcome))));
  const asData = withLatest(({ screening: { answers, verdicts }, today }) => saveData(`prescreen-${today}`, { version: version(), as_of: today, answers, verdicts }));
  const asForm = withLatest((outcome) => saveData(`questions-${outcome.today}.fhir`, formOf(outcome)));
  const asResponse = withLatest((outcome) => saveData(`answers-${outcome.today}.fhir`, response(formOf(outcome), outcome.screening.answers, outcome.today)));
  return el(
    "section",
    { class: "take" },
    say(el("h3"), "sheet.take"),
    say(el("p", { class: "hint" }), "sheet.take_hint"),
    el(
      "div",
      { class: "options" },
      say(button("", print), "sheet.print"),
      say(button("", asText, { class: "plain" }), "sheet.text"),
      say(button("", asData, { class: "plain" }), "sheet.data"),
      say(button("", asResponse, { class: "plain" }), "sheet.responses"),
      say(button("", asForm, { class: "plain" }), "sheet.questions"),
    ),
  );
}
