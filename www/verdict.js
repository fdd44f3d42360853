/** One trial's verdict in words. */

import { drawCalendar } from "./calendar.js";
import { el, icon } from "./dom.js";
import { doctorFirst, isStillTaken, nearSpans, perhapsText, spanTexts, windowText } from "./findings.js";
import { stratumText } from "./steps.js";
import { isNews } from "./trial.js";
import { formatDate, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Finding} Finding */
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
 * @property {() => import("../pkg/trial_prescreen.js").Scale[]} scales values beside limits, worked out when first drawn
 * @property {number} open questions still shown and unanswered
 * @property {((measure: string, part?: string | null) => (() => void) | null)} way to the question, where it has one
 * @property {(measure: string) => boolean} passed whether the person has said, or shown by going on, that it is not known to them
 * @property {(measure: string) => boolean} lacksDay whether it is answered by a result whose day is not given
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

/**
 * When joining is possible. No day beside a medicine that is still taken: it would invite to
 * stop it.
 * @param {Verdict} verdict
 * @param {Outcome} outcome
 * @returns {string[]}
 */
export function windowLines(verdict, { today, questions }) {
  if (isNews(verdict) || stillTaken(verdict)) return [];
  const counted = countedIn(verdict);
  const open = counted.filter(({ status }) => status === "unknown");
  const [window, certain] = [verdict.window, verdict.certain_window].map((spans) => nearSpans(spans, today));
  if (!window || !certain) return [];
  const spans = certain.length > 0 ? certain : window;
  const key = (/** @type {string} */ kind) => ["verdict", "window", open.length > 0 || certain.length === 0 ? `${kind}_if` : kind];
  const dates = new Set(questions.filter(({ kind }) => kind === "date").map(({ measure }) => measure));
  // A day that is not known yet may come before every end that is.
  const undated = verdict.status === "undecided" && open.some(({ missing }) => missing.some((measure) => dates.has(measure)));
  const ends = [...window, ...certain].some(({ until }) => until !== null);
  const lines =
    undated && ends
      ? [...spanTexts(spans.map(({ from }) => ({ from, until: null })), today, key), word("verdict.window.undated")]
      : [...spanTexts(spans, today, key), ...perhapsText(window, certain)];
  return lines.length > 0 ? [...lines, ...doctorFirst(counted.filter((finding) => windowText(finding, today).length > 0))] : [];
}

/**
 * The time ahead, where there are days to tell of.
 * @param {Verdict} verdict
 * @param {Outcome} outcome
 */
export function calendarPart(verdict, outcome) {
  if (windowLines(verdict, outcome).length === 0) return [];
  const [window = [], certain = []] = [verdict.window, verdict.certain_window].map((spans) => nearSpans(spans, outcome.today));
  // While anything is open, no day is sure.
  const open = countedIn(verdict).some(({ status }) => status === "unknown");
  return [drawCalendar(window, open ? [] : certain, outcome.today)];
}

/** What a rule reads, and the words for it. @type {[string, RegExp][]} */
const PASSING = [
  ["medicine", /^(medications|\w+_immunosuppressant_current|glucose_active_medicine|(prednisone|steroid)_\w+)$/],
  ["plans", /^(pregnant|serum_hcg|breastfeeding|plans_child)$/],
  ["infection", /^active_infection$/],
];

/**
 * What to do about a reason that passes, where no day can be told. Nothing may sound like a
 * call to stop a medicine; what is said of those still taken is said once.
 * @param {Verdict} verdict
 * @param {Outcome} outcome
 * @returns {string[]}
 */
export function againLines(verdict, outcome) {
  if (verdictKind(verdict) !== "ruled_out_now" || windowLines(verdict, outcome).length > 0) return [];
  const failed = countedIn(verdict).filter((finding) => finding.status === "fail" && !isStillTaken(finding));
  return [...new Set(failed.map((finding) => word(["verdict", "again", passingKind(finding)])))];
}

/** @param {Finding} finding */
export function passingKind({ because, missing }) {
  const read = [...because.map(({ symbol }) => symbol.split(":")[0] ?? ""), ...missing];
  return PASSING.find(([, names]) => read.some((measure) => names.test(measure)))?.[0] ?? "other";
}

/** Whether a medicine that is still taken bears on a rule. */
export function stillTaken(/** @type {Verdict} */ { findings }) {
  return findings.some(isStillTaken);
}

/**
 * Verdict, reasons against it, window, advice.
 * @param {Verdict} verdict
 * @param {string[]} against
 * @param {Outcome} outcome
 */
export function verdictParts(verdict, against, outcome) {
  const kind = verdictKind(verdict);
  const line = (/** @type {string} */ text, /** @type {string | null} */ name = null) => el("p", { class: name }, text);
  return [
    el("p", { class: "verdict-short" }, verdictIcon(verdict), el("strong", {}, shortWords(verdict))),
    line(word(["verdict", "long", kind])),
    ...(against.length > 0 ? [line(word("verdict.against"), "against"), el("ul", {}, ...against.map((text) => el("li", {}, text)))] : []),
    ...windowLines(verdict, outcome).map((text) => line(text, "window")),
    ...againLines(verdict, outcome).map((text) => line(text)),
    ...(kind === "ruled_out" ? [] : stratumLines(verdict).map((text) => line(text))),
    ...(stillTaken(verdict) ? [line(word("verdict.still_taken"))] : []),
    ...(verdict.record === "closed" || verdict.record === "not_yet" ? [line(word("verdict.closed"))] : []),
    line(word(isNews(verdict) ? "verdict.advice_news" : "verdict.advice"), "advice"),
    line(word("page.checked", { date: formatDate(outcome.today) }), "quiet-text"),
  ];
}

/** @param {Verdict} verdict */
function stratumLines({ findings }) {
  const names = findings.flatMap(({ because }) => because.filter(({ symbol }) => symbol === "stratum").map(({ number }) => String(number)));
  return [...new Set(names)].map(stratumText);
}
