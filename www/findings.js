/** Rule by rule: the study's own sentence, what was used, and what is still missing. */

import { el, icon } from "./dom.js";
import { drawScale } from "./scales.js";
import { drawSteps, isDay } from "./steps.js";
import { isNews, quotation, sourceText, trialWord } from "./trial.js";
import { formatDate, hasWord, localised, measureName, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").DateSpan} DateSpan */
/** @typedef {import("../pkg/trial_prescreen.js").Finding} Finding */
/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {TrialDefinition["criteria"][number]} Criterion */
/** @typedef {import("./parts.js").Heading} Heading */
/** @typedef {import("./verdict.js").Outcome} Outcome */
/** @typedef {{trial: TrialDefinition, findings: Finding[], outcome: Outcome, open: Set<string | null>, headings: [Heading, Heading]}} Drawing */

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
 * @param {Outcome} outcome
 * @param {boolean} decided whether what fails decides
 * @param {[Heading, Heading]} headings of groups, and inside a rule
 */
export function drawFindings(root, trial, findings, outcome, decided, headings) {
  const shown = [...root.querySelectorAll("details")];
  const failed = new Set(shown.filter((details) => details.classList.contains("fail")).map((details) => details.getAttribute("data-criterion")));
  const open = new Set(shown.filter((details) => details.open).map((details) => details.getAttribute("data-criterion")));
  for (const { criterion, status, part_of: whole } of findings) {
    if (decided && whole === null && status === "fail" && !failed.has(criterion)) open.add(criterion);
  }
  const drawing = { trial, findings, outcome, open, headings };
  root.replaceChildren(
    ...GROUPS.flatMap(([name, statuses]) => {
      const members = findings.filter(({ status, part_of: whole }) => whole === null && statuses.includes(status));
      if (members.length === 0) return [];
      return [
        el(headings[0], {}, word(["findings", "groups", own(trial, name, "groups")]), " ", el("span", { class: "count" }, String(members.length))),
        listOf(drawing, members),
      ];
    }),
  );
}

/**
 * @param {Drawing} drawing
 * @param {Finding[]} members
 */
function listOf(drawing, members) {
  return el("ul", { class: "findings" }, ...members.map((finding) => el("li", {}, drawFinding(drawing, finding))));
}

/**
 * @param {Drawing} drawing
 * @param {Finding} finding
 */
function drawFinding(drawing, finding) {
  const { trial, open } = drawing;
  const status = finding.status === "fail" && finding.temporary ? "fail_now" : finding.status;
  const summary = el(
    "summary",
    {},
    icon(finding.status),
    el(
      "span",
      { class: "finding-title" },
      el("span", { class: hasTopic(trial, finding) ? "topic" : "topic clamped" }, topic(trial, finding)),
      el("span", { class: "status" }, word(["findings", "status", own(trial, status, "status")])),
    ),
  );
  const attributes = { class: `finding ${finding.status}`, "data-criterion": finding.criterion, open: open.has(finding.criterion) };
  return el("details", attributes, summary, drawBody(drawing, finding));
}

/**
 * The key of a word of which research news may have its own.
 * @param {TrialDefinition} trial
 * @param {string} name
 * @param {string} part
 */
function own(trial, name, part) {
  return isNews({ record: trial.status }) && hasWord(["findings", part, `news_${name}`]) ? `news_${name}` : name;
}

/**
 * A short plain title; a trial that brings none shows the beginning of its own text.
 * @param {TrialDefinition} trial
 * @param {Finding} finding
 */
export function topic(trial, finding) {
  return trialWord(trial, "topics", finding.criterion) ?? sourceText(trial.criteria.find(({ id }) => id === finding.criterion)?.text ?? finding.criterion);
}

/**
 * @param {TrialDefinition} trial
 * @param {Finding} finding
 */
function hasTopic(trial, finding) {
  return trialWord(trial, "topics", finding.criterion) !== null;
}

/**
 * @param {Drawing} drawing
 * @param {Finding} finding
 */
function drawBody(drawing, finding) {
  const { trial, findings, outcome, headings } = drawing;
  const criterion = trial.criteria.find(({ id }) => id === finding.criterion);
  const body = el("div", { class: "finding-body" });
  const part = (/** @type {string} */ title, /** @type {(Node | string)[]} */ ...content) =>
    body.append(el(headings[1], {}, word(["findings", title])), ...content);

  body.append(el("p", {}, finding.borderline === null ? word(["findings", `plain_${own(trial, finding.status, "status")}`]) : word(["reasons", finding.borderline])));
  body.append(el("p", { class: "rule" }, word(["findings", isNews({ record: trial.status }) ? "news" : finding.kind], { id: finding.criterion })));
  if (criterion) body.append(...quotation(trial, criterion, "blockquote"));
  if (finding.part_of !== null) body.append(el("p", {}, word("findings.part", { id: finding.part_of })));
  if (criterion?.note) part("note", el("p", {}, trialWord(trial, "notes", criterion.id) ?? localised(criterion.note)));
  const steps = finding.because.filter(isShown(finding));
  if (steps.length > 0) part("worked", ...scalesOf(drawing, finding).map(drawScale), drawSteps(steps, outcome.screening.answers));
  if (finding.missing.length > 0 && finding.status !== "pass") part("missing", el("ul", {}, ...namedIn(finding.missing, outcome).map((measure) => missingItem(measure, outcome))));
  // The reason has said it already.
  const untold = finding.notes.filter((note) => note !== "still_taken" || finding.borderline !== "washout_not_started");
  const notes = untold.map((note) => noteText(note, trial, criterion)).filter((text) => text !== "");
  if (notes.length > 0) part("notes", ...notes.map((text) => el("p", {}, text)));
  const days = windowText(finding, outcome.today);
  if (days.length > 0) part("when", ...[...days, ...doctorFirst([finding])].map((text) => el("p", {}, text)));
  const parts = findings.filter(({ part_of: whole }) => whole === finding.criterion);
  if (parts.length > 0) part("parts", el("p", {}, word("findings.parts_hint")), listOf(drawing, parts));
  return body;
}

/**
 * @param {Drawing} drawing
 * @param {Finding} finding
 */
function scalesOf({ trial, outcome }, finding) {
  return outcome.scales().filter((scale) => scale.trial === trial.id && scale.criterion === finding.criterion);
}

/**
 * Whether a medicine that the rule's waiting time is about is still taken.
 * @param {Finding} finding
 */
export function isStillTaken({ borderline, notes }) {
  return borderline === "washout_not_started" || notes.some((note) => note === "still_taken");
}

/**
 * Beside a medicine still taken stands no day at all: a day invites to stop.
 * @param {Finding} finding
 * @returns {(step: Finding["because"][number]) => boolean}
 */
function isShown(finding) {
  return (step) => !isStillTaken(finding) || !isDay(step);
}

/**
 * A day that counts from the last change of a medicine must not put off the next one.
 * @param {Finding[]} findings
 * @returns {string[]}
 */
export function doctorFirst(findings) {
  const counts = findings.some(({ because }) => because.some(({ symbol }) => symbol.split(":")[0] === "last_nonbiologic_change"));
  return counts ? [word("findings.doctor_first")] : [];
}

/**
 * A note of ours, or one of the trial file's own remarks.
 * @param {string} note
 * @param {TrialDefinition} trial
 * @param {Criterion | undefined} criterion
 */
function noteText(note, trial, criterion) {
  const [, place] = /^remark_(\d+)$/.exec(note) ?? [];
  if (place === undefined) return word(["notes", note]);
  return trialWord(trial, "remarks", criterion?.id ?? "", place) ?? localised(criterion?.remarks?.[Number(place)]?.text);
}

/** What an EDSS is worked out from where no doctor has given one. */
const WALKING = ["walking_aid", "walking_distance", "walking_unrestricted"];

/**
 * An answer that has been given is not missing where only a doctor's score would tell more.
 * @param {string[]} missing
 * @param {Outcome} outcome
 */
export function namedIn(missing, { screening: { answers } }) {
  const said = (/** @type {string} */ measure) => (answers[measure] ?? "unknown") !== "unknown";
  return missing.filter((measure) => !missing.includes("edss") || !WALKING.includes(measure) || !said(measure));
}

/**
 * @param {string} measure
 * @param {Outcome} outcome
 */
function missingItem(measure, { lacksDay }) {
  if (lacksDay(measure)) return el("li", {}, word("findings.missing_date", { name: measureName(measure) }));
  const where = ["questions", measure, "where"];
  const name = measureName(measure);
  return el("li", {}, hasWord(where) ? word("findings.missing_item", { name, where: word(where) }) : name);
}

/**
 * The days are worth a word only where the calendar changes something.
 * @param {Finding} finding
 * @param {string} today
 */
export function windowText(finding, today) {
  const { status } = finding;
  if ((status !== "pass" && status !== "fail") || isStillTaken(finding)) return [];
  const [window, certain] = [finding.window, finding.certain_window].map((spans) => nearSpans(spans, today));
  if (!window || !certain) return [];
  // What is only possible is not told as if it were sure.
  const sure = certain.length > 0;
  return [...spanTexts(sure ? certain : window, today, (kind) => ["findings", "window", sure ? kind : `${kind}_if`]), ...perhapsText(window, certain)];
}

/** Further ahead a day is not worth a word. */
const YEARS_AHEAD = 10;

/**
 * "Until" a birthday decades away tells nobody anything, and "from" such a day no more.
 * @param {DateSpan[]} spans
 * @param {string} today
 */
export function nearSpans(spans, today) {
  const far = (/** @type {string | null} */ day) => day !== null && Number(day.slice(0, 4)) - Number(today.slice(0, 4)) > YEARS_AHEAD;
  return spans.filter(({ from }) => !far(from)).map(({ from, until }) => ({ from, until: far(until) ? null : until }));
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

