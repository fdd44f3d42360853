/** The verdict: one line that stays in sight, one spoken line, and the whole result. */

import { doseFor } from "./answers.js";
import { button, el, icon, setText } from "./dom.js";
import { problemText } from "./field.js";
import { drawFindings, perhapsText, spanTexts, topic } from "./findings.js";
import { stratumText } from "./steps.js";
import { formatDate, formatNumber, formatQuantity, localised, measureName, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Question} Question */
/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./answers.js").Screening} Screening */
/** @typedef {import("./dom.js").Icon} Icon */

/**
 * @typedef {object} Outcome
 * @property {TrialDefinition} trial
 * @property {Question[]} questions
 * @property {Screening} screening
 * @property {string} today
 * @property {number} open questions still shown and unanswered
 * @property {(measure: string) => void} goTo
 */

/** @param {Verdict} verdict */
export function verdictKind({ status, temporary }) {
  return status === "ruled_out" && temporary ? "ruled_out_now" : status;
}

/** Who can answer, least effort first. */
const WHO = ["patient", "report", "clinician", "study", "agreement"];

/** @type {{[kind: string]: Icon}} */
const ICONS = { ruled_out: "fail", ruled_out_now: "fail", undecided: "unknown", no_barrier_found: "pass" };

/**
 * The line at the foot of the screen.
 * @param {HTMLElement} root
 * @param {Outcome} outcome
 */
export function drawBar(root, { screening, open }) {
  const kind = verdictKind(screening.verdict);
  const doubted = screening.doubts.filter(({ meant }) => meant !== null);
  const wrong = new Set([...screening.problems, ...doubted].map(({ measure }) => measure)).size;
  const needy = screening.verdict.findings.filter(({ status, missing, part_of: whole }) => status === "unknown" && whole === null && missing.length > 0).length;
  // Past an undecided verdict the questions are the person's choice.
  const left = kind === "undecided" ? "verdict.open" : "verdict.open_still";
  let more = "";
  if (wrong > 0) more = word("verdict.problems", { count: wrong });
  else if (open > 0) more = word(left, { count: open });
  else if (kind === "undecided" && needy > 0) more = word("verdict.needy", { count: needy });
  root.className = `bar-words ${kind}`;
  root.replaceChildren(
    icon(ICONS[kind] ?? "unknown"),
    el("span", {}, el("strong", {}, word(["verdict", "short", kind])), el("span", { class: "more-words" }, more)),
  );
}

/**
 * @param {HTMLElement} head verdict, window, advice
 * @param {HTMLElement} more what is missing, doses, contact
 * @param {HTMLElement} rules
 * @param {Outcome} outcome
 */
export function drawResult(head, more, rules, outcome) {
  const { trial, screening, today } = outcome;
  const { verdict } = screening;
  const kind = verdictKind(verdict);
  head.className = `verdict ${kind}`;
  head.replaceChildren(
    el("p", { class: "verdict-short" }, icon(ICONS[kind] ?? "unknown"), el("strong", {}, word(["verdict", "short", kind]))),
    el("p", {}, word(["verdict", "long", kind])),
    ...againstPart(outcome),
    ...windowLines(verdict, today).map((text) => el("p", { class: "window" }, text)),
    ...(kind === "ruled_out" ? [] : stratumLines(verdict).map((text) => el("p", {}, text))),
    ...(verdict.record === "closed" || verdict.record === "not_yet" ? [el("p", {}, word("verdict.closed"))] : []),
    el("p", { class: "advice" }, word("verdict.advice")),
    el("p", { class: "quiet-text" }, word("page.checked", { date: formatDate(today) })),
  );
  const opened = new Set([...more.querySelectorAll("details[open]")].map(({ id }) => id));
  // What can no longer matter is left out; a reason that passes leaves it all of use.
  const [missing, doses] = kind === "ruled_out" ? [[], []] : [missingPart(outcome), dosePart(outcome)];
  more.replaceChildren(...missing, ...studyPart(verdict), ...doses, ...contactPart(trial));
  for (const details of more.querySelectorAll("details")) details.open = opened.has(details.id);
  drawFindings(rules, trial, verdict.findings, today, verdict.status === "ruled_out");
  // Someone who is told no wants to know why before anything else.
  if (verdict.status !== "ruled_out") {
    if (head.nextElementSibling !== more) head.after(more);
  } else if (rules.nextElementSibling !== more) rules.after(more);
}

/**
 * @param {Outcome} outcome
 * @returns {HTMLElement[]}
 */
function againstPart({ trial, screening }) {
  const failing = screening.verdict.findings.filter(({ status, part_of: whole }) => status === "fail" && whole === null);
  if (failing.length === 0) return [];
  return [
    el("p", { class: "against" }, word("verdict.against")),
    el("ul", {}, ...failing.map((finding) => el("li", {}, topic(trial, finding)))),
  ];
}

/**
 * @param {Verdict} verdict
 * @returns {string[]}
 */
function stratumLines({ findings }) {
  const names = findings.flatMap(({ because }) => because.filter(({ symbol }) => symbol === "stratum").map(({ number }) => String(number)));
  return [...new Set(names)].map(stratumText);
}

/**
 * @param {Verdict} verdict
 * @param {string} today
 */
function windowLines({ status, window, certain_window: certain }, today) {
  const key = (/** @type {string} */ kind) => ["verdict", "window", status === "undecided" ? `${kind}_if` : kind];
  return [...spanTexts(certain.length > 0 ? certain : window, today, key), ...perhapsText(window, certain)];
}

/**
 * @param {Outcome} outcome
 * @returns {HTMLElement[]}
 */
function missingPart({ screening, questions, goTo }) {
  const { answers, asked, further, verdict } = screening;
  // A detail of a question that is still open itself is not worth a line yet.
  const missing = verdict.missing.filter((measure) => Object.hasOwn(answers, measure) || asked.has(measure) || further.has(measure));
  if (missing.length === 0) return [];
  const whoCan = (/** @type {string} */ measure) =>
    questions.find((one) => one.measure === measure || one.instead.includes(measure))?.who[0] ?? "patient";
  const lists = WHO.flatMap((who) => {
    const members = missing.filter((measure) => whoCan(measure) === who);
    if (members.length === 0) return [];
    const items = members.map((measure) => el("li", {}, button(measureName(measure), () => goTo(measure), { class: "link" })));
    return [el("h3", {}, word(["who", who])), el("ul", { class: "missing" }, ...items)];
  });
  return [
    el(
      "details",
      { class: "part", id: "missing" },
      el("summary", {}, word("verdict.missing", { count: missing.length })),
      el("p", { class: "hint" }, word("verdict.missing_hint")),
      ...lists,
    ),
  ];
}

/**
 * @param {Verdict} verdict
 * @returns {HTMLElement[]}
 */
function studyPart({ study_tests: tests }) {
  if (tests.length === 0) return [];
  return [
    el(
      "details",
      { class: "part", id: "study-tests" },
      el("summary", {}, word("verdict.study_tests")),
      el("p", { class: "hint" }, word("verdict.study_tests_hint")),
      el("ul", {}, ...tests.map((measure) => el("li", {}, measureName(measure)))),
    ),
  ];
}

/**
 * Doses only where the definition prints them and a weight is known.
 * @param {Outcome} outcome
 * @returns {HTMLElement[]}
 */
function dosePart({ trial, screening }) {
  const arms = trial.arms ?? [];
  const lines = arms.flatMap(({ name, dose }) => {
    const cells = dose ? doseFor(screening.answers.weight, dose) : null;
    if (cells === null) return [];
    const { low, high } = cells;
    if (low === high) return [word("verdict.dose_one", { arm: name, cells: formatCells(low) })];
    return [word("verdict.dose_range", { arm: name, low: formatCells(low), high: formatCells(high) })];
  });
  if (lines.length === 0) return [];
  if (arms.some(({ name }) => /placebo/i.test(name))) lines.push(word("verdict.placebo"));
  return [el("section", { class: "part" }, el("h3", {}, word("verdict.dose")), ...lines.map((line) => el("p", {}, line)))];
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
 * @returns {HTMLElement[]}
 */
function contactPart(trial) {
  const contact = localised(trial.contact);
  if (contact === "") return [];
  return [
    el(
      "section",
      { class: "part" },
      el("h3", {}, word("verdict.contact")),
      el("p", {}, word("verdict.contact_hint")),
      el("p", {}, contact),
      trial.sponsor ? el("p", {}, word("verdict.contact_ask", { sponsor: trial.sponsor, record: trial.source.record })) : null,
    ),
  ];
}

/**
 * One polite voice: the verdict when it changes, and an answer that has just been found
 * wrong, because by then the focus has left it. Waits for a pause in typing.
 * @param {HTMLElement} region
 */
export function createVoice(region) {
  let timer = 0;
  let lastKind = "";
  /** @type {Set<string>} what has been said and still holds */
  let said = new Set();
  return {
    /** @param {Screening} screening */
    announce({ verdict, problems, doubts }) {
      window.clearTimeout(timer);
      const kind = verdictKind(verdict);
      // What the form starts with is no news.
      if (lastKind === "") lastKind = kind;
      timer = window.setTimeout(() => {
        /** @type {Map<string, string>} */
        const complaints = new Map();
        for (const problem of problems) {
          complaints.set(`${problem.measure}/${problem.code}`, word("verdict.announce_problem", { name: measureName(problem.measure), problem: problemText(problem) }));
        }
        for (const { measure, typed, meant } of doubts) {
          const problem = meant === null ? word("form.implausible") : word("form.did_you_mean", { value: formatQuantity(meant.value, meant.unit) });
          complaints.set(`${measure}/${typed.value}/${typed.unit}`, word("verdict.announce_problem", { name: measureName(measure), problem }));
        }
        const news = [
          ...[...complaints].filter(([key]) => !said.has(key)).map(([, text]) => text),
          ...(kind !== lastKind ? [word("verdict.announce", { verdict: word(["verdict", "short", kind]) })] : []),
        ];
        lastKind = kind;
        said = new Set(complaints.keys());
        if (news.length > 0) region.replaceChildren(...news.map((text) => el("p", {}, text)));
      }, 900);
    },
    /** @param {string} text */
    say(text) {
      setText(region, text);
    },
    silence() {
      window.clearTimeout(timer);
      lastKind = "";
      said = new Set();
      setText(region, "");
    },
  };
}
