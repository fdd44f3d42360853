/** The time ahead as a strip: when everything fits, may fit, or does not. Draws the days that the engine gives. */

import { el } from "./dom.js";
import { formatDate, formatDays, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").DateSpan} DateSpan */
/** @typedef {{from: string, until: string | null, kind: "sure" | "perhaps" | "never"}} Segment */

const DAY = 86_400_000;
/** At least so much is drawn, and so much beyond the last change. */
const [LEAST_DAYS, DAYS_BEYOND] = [365, 120];
/** The smallest share of the strip that can be seen. */
const LEAST_SHARE = 0.04;

/** @param {string} date */
const number = (date) => Date.parse(`${date}T00:00Z`) / DAY;

/** @param {number} day */
const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/**
 * The time from today on, cut wherever one of the windows begins or ends.
 * @param {DateSpan[]} window
 * @param {DateSpan[]} certain
 * @param {string} today
 * @returns {Segment[]}
 */
export function segmentsOf(window, certain, today) {
  const start = number(today);
  const cuts = [...window, ...certain].flatMap(({ from, until }) => [from === null ? start : number(from), until === null ? start : number(until) + 1]);
  const starts = [...new Set([start, ...cuts.filter((cut) => cut > start)])].sort((one, other) => one - other);
  const inside = (/** @type {DateSpan[]} */ spans, /** @type {number} */ day) =>
    spans.some(({ from, until }) => (from === null || number(from) <= day) && (until === null || day <= number(until)));
  /** @type {Segment[]} */
  const segments = [];
  starts.forEach((day, place) => {
    const kind = inside(certain, day) ? "sure" : inside(window, day) ? "perhaps" : "never";
    const next = starts[place + 1];
    const last = segments.at(-1);
    const until = next === undefined ? null : dateOf(next - 1);
    if (last?.kind === kind) last.until = until;
    else segments.push({ from: dateOf(day), until, kind });
  });
  return segments;
}

/**
 * @param {DateSpan[]} window
 * @param {DateSpan[]} certain
 * @param {string} today
 */
export function drawCalendar(window, certain, today) {
  const segments = segmentsOf(window, certain, today);
  const last = segments.at(-1);
  const drawnUntil = Math.max(number(today) + LEAST_DAYS, number(last?.from ?? today) + DAYS_BEYOND);
  const whole = drawnUntil - number(today);
  const bars = segments.map(({ from, until, kind }) => {
    const days = (until === null ? drawnUntil : number(until) + 1) - number(from);
    const bar = el("span", { class: kind });
    bar.style.flexGrow = String(Math.max(LEAST_SHARE, days / whole));
    return bar;
  });
  const lines = segments.map(({ from, until, kind }) =>
    el("li", { class: kind }, el("strong", {}, word(["drawing", kind])), " ", el("span", {}, until === null ? word("drawing.from_on", { value: formatDate(from) }) : formatDays(from, until))));
  return el("figure", { class: "calendar" }, el("div", { class: "strip", role: "img", "aria-label": word("drawing.calendar") }, ...bars), el("ul", { class: "segments", role: "list" }, ...lines));
}
