/** Rule by rule: the study's own sentence, what was used, and what is still missing. */

import { el, icon } from "./dom.js";
import { drawSteps } from "./steps.js";
import { formatDate, hasWord, localised, measureName, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").DateSpan} DateSpan */
/** @typedef {import("../pkg/trial_prescreen.js").Finding} Finding */
/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {TrialDefinition["criteria"][number]} Criterion */

/** @type {[string, Finding["status"][]][]} */
const GROUPS = [
  ["fail", ["fail"]],
  ["unknown", ["unknown"]],
  ["study", ["study_tests", "not_screenable"]],
  ["pass", ["pass"]],
];

/**
 * Draws the findings anew; rules that were open stay open. A rule that has just come to
 * decide opens by itself.
 * @param {HTMLElement} root
 * @param {TrialDefinition} trial
 * @param {Finding[]} findings
 * @param {string} today
 * @param {boolean} decided whether what fails decides
 */
export function drawFindings(root, trial, findings, today, decided) {
  const shown = [...root.querySelectorAll("details")];
  const failed = new Set(shown.filter((details) => details.classList.contains("fail")).map((details) => details.getAttribute("data-criterion")));
  const open = new Set(shown.filter((details) => details.open).map((details) => details.getAttribute("data-criterion")));
  for (const { criterion, status } of findings) {
    if (decided && status === "fail" && !failed.has(criterion)) open.add(criterion);
  }
  root.replaceChildren(
    ...GROUPS.flatMap(([name, statuses]) => {
      const members = findings.filter(({ status }) => statuses.includes(status));
      if (members.length === 0) return [];
      const items = members.map((finding) => el("li", {}, drawFinding(trial, finding, today, open.has(finding.criterion))));
      return [
        el("h4", {}, word(["findings", "groups", name]), " ", el("span", { class: "count" }, String(members.length))),
        el("ul", { class: "findings" }, ...items),
      ];
    }),
  );
}

/**
 * @param {TrialDefinition} trial
 * @param {Finding} finding
 * @param {string} today
 * @param {boolean} open
 */
function drawFinding(trial, finding, today, open) {
  const criterion = trial.criteria.find(({ id }) => id === finding.criterion);
  const status = finding.status === "fail" && finding.temporary ? "fail_now" : finding.status;
  const summary = el(
    "summary",
    {},
    icon(finding.status),
    el(
      "span",
      { class: "finding-title" },
      el("span", { class: hasTopic(trial, finding) ? "topic" : "topic clamped" }, topic(trial, finding)),
      el("span", { class: "status" }, word(["findings", "status", status])),
    ),
  );
  return el("details", { class: `finding ${finding.status}`, "data-criterion": finding.criterion, open }, summary, drawBody(finding, criterion, today));
}

/**
 * A short plain title; a trial that brings none shows the beginning of its own text.
 * @param {TrialDefinition} trial
 * @param {Finding} finding
 */
export function topic(trial, finding) {
  if (hasTopic(trial, finding)) return word(["topics", trial.id, finding.criterion]);
  return trial.criteria.find(({ id }) => id === finding.criterion)?.text ?? finding.criterion;
}

/**
 * @param {TrialDefinition} trial
 * @param {Finding} finding
 */
function hasTopic(trial, finding) {
  return hasWord(["topics", trial.id, finding.criterion]);
}

/**
 * @param {Finding} finding
 * @param {Criterion | undefined} criterion
 * @param {string} today
 */
function drawBody(finding, criterion, today) {
  const body = el("div", { class: "finding-body" });
  const part = (/** @type {string} */ title, /** @type {(Node | string)[]} */ ...content) =>
    body.append(el("h5", {}, word(["findings", title])), ...content);

  body.append(el("p", {}, finding.borderline === null ? word(["findings", `plain_${finding.status}`]) : word(["reasons", finding.borderline])));
  body.append(el("p", { class: "rule" }, word(["findings", finding.kind], { id: finding.criterion })));
  if (criterion) body.append(el("blockquote", { lang: "en" }, criterion.text));
  if (finding.part_of !== null) body.append(el("p", {}, word("findings.part", { id: finding.part_of })));
  if (criterion?.note) part("note", el("p", {}, localised(criterion.note)));
  if (finding.because.length > 0) part("worked", drawSteps(finding.because));
  if (finding.missing.length > 0 && finding.status !== "pass") part("missing", el("ul", {}, ...finding.missing.map(missingItem)));
  if (finding.notes.length > 0) part("notes", ...finding.notes.map((note) => el("p", {}, word(["notes", note]))));
  const days = windowText(finding, today);
  if (days.length > 0) part("when", ...days.map((text) => el("p", {}, text)));
  return body;
}

/** @param {string} measure */
function missingItem(measure) {
  const where = ["questions", measure, "where"];
  const name = measureName(measure);
  return el("li", {}, hasWord(where) ? word("findings.missing_item", { name, where: word(where) }) : name);
}

/**
 * The days are worth a word only where the calendar changes something.
 * @param {Finding} finding
 * @param {string} today
 */
function windowText({ status, window, certain_window: certain }, today) {
  if (status !== "pass" && status !== "fail") return [];
  return [...spanTexts(certain.length > 0 ? certain : window, today, (kind) => ["findings", "window", kind]), ...perhapsText(window, certain)];
}

/**
 * A date known to a month or a year leaves days that may or may not fit.
 * @param {DateSpan[]} window
 * @param {DateSpan[]} certain
 */
export function perhapsText(window, certain) {
  const [end, sure] = [window, certain].map((spans) => spans.at(-1)?.until ?? null);
  return end && sure && end !== sure ? [word("findings.perhaps", { until: formatDate(end) })] : [];
}

/**
 * One sentence a span; none for "always" and "never". A span that has begun by today needs no start.
 * @param {DateSpan[]} spans
 * @param {string} today
 * @param {(kind: "from" | "until" | "between") => string[]} key
 */
export function spanTexts(spans, today, key) {
  return spans.flatMap(({ from, until }) => {
    const start = from !== null && from > today ? from : null;
    if (start === null && until === null) return [];
    const kind = start === null ? "until" : until === null ? "from" : "between";
    return [word(key(kind), { from: start === null ? "" : formatDate(start), until: until === null ? "" : formatDate(until) })];
  });
}

