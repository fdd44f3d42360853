/** What a record holds, question by question: newest first, what disagrees side by side. The person says what is used. */

import { button, el, freshId } from "../dom.js";
import { inReadingOrder } from "../groups.js";
import { answerText, undated } from "../told.js";
import { firstWord, formatDate, formatList, measureName, say, word } from "../words.js";

/** @typedef {import("../../pkg/trial_prescreen.js").RecordFindings} RecordFindings */
/** @typedef {RecordFindings["candidates"][number]} Candidate */
/** @typedef {{code: string, count: number}} Ignored */
/** @typedef {{measure: string, chosen: () => unknown}} Place what is chosen for a measure, or undefined */

/** More results of one test than these are not worth reading. */
const MOST_SHOWN = 6;

/**
 * @param {import("./import.js").Page} page
 * @param {(news: () => string) => void} onUsed
 */
export function createReview(page, onUsed) {
  const node = el("div", { class: "found", hidden: true });
  /** @type {Place[]} */
  let places = [];

  function clear() {
    places = [];
    node.replaceChildren();
    node.hidden = true;
  }

  /**
   * One question and what the record says of it. A list takes any number of entries, everything else one value.
   * @param {string} measure
   * @param {Candidate[]} candidates newest first
   */
  function place(measure, candidates) {
    // A value in a unit that nobody knows can only be read.
    const usable = candidates.filter(({ doubt }) => doubt !== "unknown_unit");
    const unreadable = candidates.filter(({ doubt }) => doubt === "unknown_unit").slice(0, 1);
    const { nodes, chosen } = candidates.some(({ answer }) => Array.isArray(answer)) ? entries(measure, usable) : values(measure, usable);
    places.push({ measure, chosen });
    return el(
      "fieldset",
      { class: "field", "data-record": measure },
      say(el("legend"), () => measureName(measure)),
      ...unreadable.map((candidate) => el("p", {}, ...describe(measure, candidate))),
      ...nodes,
    );
  }

  /**
   * @param {string} measure
   * @param {Candidate[]} usable
   */
  function values(measure, usable) {
    const [newest] = usable;
    if (newest === undefined) return { nodes: [], chosen: () => undefined };
    const name = freshId("record");
    const conflict = disagrees(newest, usable);
    const answered = page.given(measure) !== undefined;
    // A question without a day is about now.
    const losesDay = undated(newest.answer).on !== undefined && !page.takesDay(measure);
    // Only what is plain is ticked beforehand.
    const doubtful = newest.doubt !== null || conflict || answered || losesDay;
    const shown = usable.slice(0, MOST_SHOWN);
    const options = [...shown, null].map((candidate) => {
      const radio = el("input", { type: "radio", name, checked: candidate === (doubtful ? null : newest) });
      const text = candidate === null ? say(el("span"), answered ? "record.keep" : "record.none") : el("span", {}, ...describe(measure, candidate));
      return { candidate, radio, label: el("label", { class: "option" }, radio, text) };
    });
    const older = usable.length - shown.length;
    return {
      nodes: [
        conflict ? say(el("p", { class: "hint" }), "record.disagree") : null,
        losesDay ? say(el("p", { class: "hint" }), "record.about_now") : null,
        el("div", { class: "options tall" }, ...options.map(({ label }) => label)),
        older > 0 ? say(el("p", { class: "hint" }), () => word("record.older", { count: older })) : null,
      ],
      chosen: () => options.find(({ radio }) => radio.checked)?.candidate?.answer,
    };
  }

  /**
   * The same medicine stands in many records: once for each of its entries that says something else.
   * @param {string} measure
   * @param {Candidate[]} usable
   */
  function entries(measure, usable) {
    const given = page.given(measure);
    const before = Array.isArray(given) ? given : [];
    const known = new Set(before.map((entry) => JSON.stringify(entry)));
    /** @type {{box: HTMLInputElement, entry: unknown, label: HTMLElement}[]} */
    const options = [];
    for (const candidate of usable) {
      for (const entry of Array.isArray(candidate.answer) ? candidate.answer : []) {
        const said = JSON.stringify(entry);
        if (known.has(said)) continue;
        known.add(said);
        const box = el("input", { type: "checkbox", checked: candidate.doubt === null });
        options.push({ box, entry, label: el("label", { class: "option" }, box, el("span", {}, ...describe(measure, { ...candidate, answer: /** @type {any} */ ([entry]) }))) });
      }
    }
    return {
      nodes: [say(el("p", { class: "hint" }), "record.medicines"), el("div", { class: "options tall" }, ...options.map(({ label }) => label))],
      chosen() {
        const chosen = options.filter(({ box }) => box.checked).map(({ entry }) => entry);
        return chosen.length > 0 ? [...before, ...chosen] : undefined;
      },
    };
  }

  function use() {
    /** @type {{[measure: string]: unknown}} */
    const answers = {};
    for (const { measure, chosen } of places) {
      const answer = chosen();
      if (answer !== undefined) answers[measure] = answer;
    }
    const { used, left } = page.use(answers);
    clear();
    onUsed(() => [word("record.used", { count: used.length }), ...(left.length > 0 ? [word("keep.left", { names: formatList(left.map(measureName)) })] : [])].join(" "));
  }

  return {
    node,
    clear,
    /**
     * @param {{candidates: Candidate[], ignored: Ignored[], patients: number}} findings
     * @returns {boolean} whether there is anything to choose
     */
    draw({ candidates, ignored, patients }) {
      clear();
      const measures = inReadingOrder([...new Set(candidates.map(({ measure }) => measure))]);
      const of = (/** @type {string} */ measure) => candidates.filter((candidate) => candidate.measure === measure);
      const asked = measures.filter(page.asks);
      const beside = measures.filter((measure) => !page.asks(measure));
      const total = ignored.reduce((sum, { count }) => sum + count, 0);
      node.append(
        ...(patients > 1 ? [say(el("p", { class: "note" }), "record.two_patients")] : []),
        ...asked.map((measure) => place(measure, of(measure))),
        ...(beside.length > 0 ? [say(el("p", { class: "hint" }), () => word("record.beside", { names: formatList(beside.map(measureName)) }))] : []),
        ...(total > 0 ? [passedOver(ignored, total)] : []),
        ...(asked.length > 0 ? [el("div", { class: "options" }, say(button("", use), "record.use"))] : []),
      );
      node.hidden = node.childElementCount === 0;
      return asked.length > 0;
    },
  };
}

/**
 * Whether another result of the same day, or one without a day, says something else.
 * @param {Candidate} newest
 * @param {Candidate[]} candidates
 */
function disagrees(newest, candidates) {
  const said = JSON.stringify(newest.answer);
  return candidates.some(({ on, answer }) => (on === newest.on || on === null) && JSON.stringify(answer) !== said);
}

/**
 * Value, day and where it stands; and what makes it doubtful.
 * @param {string} measure
 * @param {Candidate} candidate
 */
function describe(measure, { answer, on, source, doubt }) {
  const { resource, code, system } = source;
  const from = () => ({ date: on === null ? word("record.no_date") : formatDate(on), kind: firstWord([["record", "sources", resource], ["record", "sources", "other"]]) });
  // Without a system it is the name of an element, which says less than the kind.
  const told = () => (code === null || system === null ? word("record.source_uncoded", from()) : word("record.source", { ...from(), code }));
  const lines = [say(el("span", { class: "from" }), told)];
  if (doubt !== null) lines.push(say(el("span", { class: "from doubtful" }), () => firstWord([["record", "doubts", doubt], ["record", "doubts", "other"]])));
  return [say(el("strong"), () => answerText(measure, undated(answer).plain)), ...lines];
}

/**
 * @param {Ignored[]} ignored
 * @param {number} total
 */
function passedOver(ignored, total) {
  const lines = ignored.map(({ code, count }) => say(el("li"), () => word("record.ignored_line", { reason: firstWord([["record", "ignored", code], ["record", "ignored", "other"]]), count })));
  return el("details", { class: "part" }, say(el("summary"), () => word("record.ignored_title", { count: total })), el("ul", {}, ...lines));
}
