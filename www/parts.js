/** What a person can do next: find what is missing, leave tests to the study, know the dose, talk to the team. */

import { doseFor } from "./answers.js";
import { button, el } from "./dom.js";
import { namedIn } from "./findings.js";
import { contactText, isNews, trialWord } from "./trial.js";
import { countedIn } from "./verdict.js";
import { formatNumber, measureName, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answers} Answers */
/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./verdict.js").Outcome} Outcome */
/** @typedef {"h3" | "h4" | "h5" | "h6"} Heading */

/** Who can answer, least effort first. */
export const WHO = ["patient", "report", "clinician", "study", "agreement"];

/**
 * Who is to be asked about what is missing: the next one, where the first has said not to know.
 * @param {string} measure
 * @param {Outcome} outcome
 */
export function whoCan(measure, { questions, passed }) {
  const who = questions.find((one) => one.measure === measure || one.instead.includes(measure))?.who ?? [];
  return (passed(measure) ? who[1] : undefined) ?? who[0] ?? "patient";
}

/**
 * The open answers by who can give them; those that bear on most come first.
 * @param {Outcome} outcome
 * @param {Verdict[]} verdicts
 * @param {Heading} heading
 * @returns {HTMLElement[]}
 */
export function missingPart(outcome, verdicts, heading) {
  const { screening, way, lacksDay } = outcome;
  const { answers, asked } = screening;
  const open = verdicts.filter(({ status, temporary }) => status !== "ruled_out" || temporary);
  // A detail of a question that is still open itself is not worth a line yet.
  const missing = namedIn([...new Set(open.flatMap((verdict) => verdict.missing))], outcome).filter((measure) => Object.hasOwn(answers, measure) || asked.has(measure));
  if (missing.length === 0) return [];
  const bearing = new Map(missing.map((measure) => [measure, bearingOf(measure, open)]));
  const rank = (/** @type {string} */ measure) => {
    const { trials = 0, rules = 0 } = bearing.get(measure) ?? {};
    return trials * 1000 + rules;
  };
  missing.sort((one, other) => rank(other) - rank(one));
  const item = (/** @type {string} */ measure) => {
    const { trials = 0, rules = 0 } = bearing.get(measure) ?? {};
    const undated = lacksDay(measure);
    const go = way(measure, undated ? "on" : null);
    const name = undated ? word("findings.missing_date", { name: measureName(measure) }) : measureName(measure);
    const weight = trials > 1 ? word("verdict.bears_trials", { count: trials }) : rules > 1 ? word("verdict.bears", { count: rules }) : null;
    return el("li", {}, go ? button(name, go, { class: "link" }) : name, ...(weight ? [" ", el("span", { class: "count" }, weight)] : []));
  };
  const lists = () => WHO.flatMap((who) => {
    const members = missing.filter((measure) => whoCan(measure, outcome) === who);
    if (members.length === 0) return [];
    return [el(heading, {}, word(["who", who])), el("ul", { class: "missing" }, ...members.map(item))];
  });
  return [folded("missing", word("verdict.missing", { count: missing.length }), word("verdict.missing_hint"), lists)];
}

/**
 * On how many trials, and on how many of their rules, an answer bears.
 * @param {string} measure
 * @param {Verdict[]} verdicts
 */
function bearingOf(measure, verdicts) {
  const counts = verdicts.map((verdict) => countedIn(verdict).filter(({ status, missing }) => status === "unknown" && missing.includes(measure)).length);
  return { trials: counts.filter((count) => count > 0).length, rules: counts.reduce((sum, count) => sum + count, 0) };
}

/**
 * @param {Verdict} verdict
 * @returns {HTMLElement[]}
 */
export function studyPart({ study_tests: tests }) {
  if (tests.length === 0) return [];
  const list = () => [el("ul", {}, ...tests.map((measure) => el("li", {}, measureName(measure))))];
  return [folded("study-tests", word("verdict.study_tests"), word("verdict.study_tests_hint"), list)];
}

/**
 * What is inside is drawn when it is first looked at.
 * @param {string} name
 * @param {string} title
 * @param {string} hint
 * @param {() => HTMLElement[]} content
 */
function folded(name, title, hint, content) {
  const summary = el("summary", {}, title);
  const details = el("details", { class: "part", "data-part": name }, summary);
  const fill = () => {
    if (details.childElementCount === 1) details.append(el("p", { class: "hint" }, hint), ...content());
  };
  // The press comes before it opens, "toggle" also when the browser opens it.
  summary.addEventListener("click", fill);
  details.addEventListener("toggle", () => details.open && fill());
  return details;
}

/**
 * Doses only where the definition prints them and a weight is known.
 * @param {TrialDefinition} trial
 * @param {Answers} answers
 * @param {Heading} heading
 * @returns {HTMLElement[]}
 */
export function dosePart(trial, { weight }, heading) {
  const arms = trial.arms ?? [];
  const doubtful = contradictsItself(arms);
  const lines = arms.flatMap(({ name, dose }) => {
    const cells = dose ? doseFor(weight, dose) : null;
    if (cells === null) return [];
    const { low, high } = cells;
    const arm = trialWord(trial, "arms", name) ?? name;
    if (doubtful && low === high) return [word("verdict.dose_reading", { arm, cells: formatCells(low) })];
    if (low === high) return [word("verdict.dose_one", { arm, cells: formatCells(low) })];
    return [word("verdict.dose_range", { arm, low: formatCells(low), high: formatCells(high) })];
  });
  if (lines.length === 0) return [];
  if (arms.some(({ name }) => /placebo/i.test(name))) lines.push(word("verdict.placebo"));
  const texts = lines.map((line) => el("p", {}, line));
  // Numbers that nobody has confirmed are not the first thing to read.
  const content = doubtful
    ? [el("p", {}, word("verdict.dose_contradicts")), el("details", { class: "part", "data-part": "dose" }, el("summary", {}, word("verdict.dose_numbers")), ...texts)]
    : texts;
  return [el("section", { class: "part" }, el(heading, {}, word("verdict.dose")), ...content)];
}

/**
 * A record that prints one figure as cells in all and as cells per kg.
 * @param {NonNullable<TrialDefinition["arms"]>} arms
 */
function contradictsItself(arms) {
  const all = arms.flatMap(({ dose }) => (dose && "flat" in dose ? [dose.flat.cells] : []));
  return arms.some(({ dose }) => dose && "per_kg" in dose && all.includes(dose.per_kg.cells));
}

/**
 * "100 million" in the words of the locale.
 * @param {number} cells
 */
function formatCells(cells) {
  const millions = new Intl.NumberFormat(word("dates_and_numbers"), { notation: "compact", compactDisplay: "long", maximumFractionDigits: 1 });
  return cells >= 1e6 ? millions.format(cells) : formatNumber(cells);
}

/**
 * @param {TrialDefinition} trial
 * @param {Heading} heading
 * @returns {HTMLElement[]}
 */
export function contactPart(trial, heading) {
  const contact = contactText(trial);
  if (contact === "") return [];
  const news = isNews({ record: trial.status });
  return [
    el(
      "section",
      { class: "part" },
      el(heading, {}, word(news ? "verdict.contact_news" : "verdict.contact")),
      el("p", {}, word(news ? "verdict.contact_news_hint" : "verdict.contact_hint")),
      el("p", {}, contact),
      trial.sponsor && !news ? el("p", {}, word("verdict.contact_ask", { sponsor: trial.sponsor, record: trial.source.record })) : null,
    ),
  ];
}
