/** One trial's verdict in words. */

import { el, icon } from "./dom.js";
import { perhapsText, spanTexts } from "./findings.js";
import { stratumText } from "./steps.js";
import { isNews } from "./trial.js";
import { formatDate, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").DateSpan} DateSpan */
/** @typedef {import("../pkg/trial_prescreen.js").Question} Question */
/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./answers.js").Screening} Screening */
/** @typedef {import("./dom.js").Icon} Icon */

/**
 * @typedef {object} Outcome
 * @property {TrialDefinition[]} trials
 * @property {Question[]} questions
 * @property {Screening} screening
 * @property {string} today
 * @property {number} open questions still shown and unanswered
 * @property {((measure: string) => (() => void) | null)} way to the question, where it has one
 */

/** @param {Verdict} verdict */
export function verdictKind(verdict) {
  const { status, temporary } = verdict;
  if (isNews(verdict)) return `news_${status}`;
  return status === "ruled_out" && temporary ? "ruled_out_now" : status;
}

/** @type {{[status: string]: Icon}} */
const ICONS = { ruled_out: "fail", undecided: "unknown", no_barrier_found: "pass" };

/** @param {Verdict} verdict */
export function verdictIcon({ status }) {
  return icon(ICONS[status] ?? "unknown");
}

/** @param {Verdict} verdict */
export function shortWords(verdict) {
  return word(["verdict", "short", verdictKind(verdict)]);
}

/** The findings that count: a part counts only inside its whole. */
export function countedIn(/** @type {Verdict} */ { findings }) {
  return findings.filter(({ part_of: whole }) => whole === null);
}

/** Further ahead an end is not worth a word. */
const YEARS_AHEAD = 10;

/**
 * When joining is possible, or when to look again. No day beside a medicine that is still
 * taken: it would invite to stop it.
 * @param {Verdict} verdict
 * @param {string} today
 * @returns {string[]}
 */
export function windowLines(verdict, today) {
  if (isNews(verdict) || stillTaken(verdict)) return [];
  const { status, temporary, window, certain_window: certain } = verdict;
  const open = countedIn(verdict).some((finding) => finding.status === "unknown");
  const key = (/** @type {string} */ kind) => ["verdict", "window", open ? `${kind}_if` : kind];
  // "Until" a birthday decades away tells nobody anything.
  const near = (/** @type {DateSpan[]} */ spans) =>
    spans.map(({ from, until }) => ({ from, until: until !== null && Number(until.slice(0, 4)) - Number(today.slice(0, 4)) > YEARS_AHEAD ? null : until }));
  const lines = [...spanTexts(near(certain.length > 0 ? certain : window), today, key), ...perhapsText(near(window), near(certain))];
  return lines.length === 0 && status === "ruled_out" && temporary ? [word("verdict.again")] : lines;
}

/** Whether a medicine that is still taken leaves a rule open. */
export function stillTaken(/** @type {Verdict} */ { findings }) {
  return findings.some(({ borderline }) => borderline === "washout_not_started");
}

/**
 * Verdict, reasons against it, window, advice.
 * @param {Verdict} verdict
 * @param {string[]} against
 * @param {string} today
 */
export function verdictParts(verdict, against, today) {
  const kind = verdictKind(verdict);
  const line = (/** @type {string} */ text, /** @type {string | null} */ name = null) => el("p", { class: name }, text);
  return [
    el("p", { class: "verdict-short" }, verdictIcon(verdict), el("strong", {}, shortWords(verdict))),
    line(word(["verdict", "long", kind])),
    ...(against.length > 0 ? [line(word("verdict.against"), "against"), el("ul", {}, ...against.map((text) => el("li", {}, text)))] : []),
    ...windowLines(verdict, today).map((text) => line(text, "window")),
    ...(kind === "ruled_out" ? [] : stratumLines(verdict).map((text) => line(text))),
    ...(stillTaken(verdict) ? [line(word("verdict.still_taken"))] : []),
    ...(verdict.record === "closed" || verdict.record === "not_yet" ? [line(word("verdict.closed"))] : []),
    line(word(isNews(verdict) ? "verdict.advice_news" : "verdict.advice"), "advice"),
    line(word("page.checked", { date: formatDate(today) }), "quiet-text"),
  ];
}

/** @param {Verdict} verdict */
function stratumLines({ findings }) {
  const names = findings.flatMap(({ because }) => because.filter(({ symbol }) => symbol === "stratum").map(({ number }) => String(number)));
  return [...new Set(names)].map(stratumText);
}
