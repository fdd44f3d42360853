/** Where the drawing of a course has its lines and marks: days and scores turned into places. Nothing of the page. */

/** @typedef {import("../../pkg/trial_prescreen.js").Progression} Progression */
/** @typedef {import("../../pkg/trial_prescreen.js").ProgressionEvent} ProgressionEvent */
/** @typedef {{date: string, edss: number}} Visit */

/** @typedef {{x1: number, x2: number, y: number, top: number, bottom: number, rises: boolean, falls: boolean}} Stretch a baseline with the scores around it that count as no change */
/** @typedef {{number: number, x: number, y: number, worse: boolean, until: number | null}} Mark */
/** @typedef {{x: number, date: string}} Tick */

/**
 * @typedef {object} Course
 * @property {number} width
 * @property {number} height
 * @property {{left: number, right: number, top: number, bottom: number}} plot
 * @property {{y: number, score: number}[]} rows
 * @property {Tick[]} ticks
 * @property {string} steps a path: each score holds until the next visit
 * @property {string} dots a path: one point a visit
 * @property {Stretch[]} stretches
 * @property {Mark[]} marks
 * @property {number[]} relapses
 * @property {number} unseen how many relapses lie too far from the visits to be drawn
 */

const DAY = 86400000;
const MARGIN = { left: 30, right: 14, top: 30, bottom: 46 };
/** Between the axis and the first and last visit. */
const INSET = 8;
/** Narrower than this, the marks of visits run into each other. */
const GAP = 6;
const WIDEST = 6000;
/** Months between two ticks, and the room that the words of one need. */
const TICKS = [1, 3, 6, 12, 24, 60, 120].map((months) => ({ months, room: months < 12 ? 112 : 44 }));

/** @param {string} date */
export function dayNumber(date) {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / DAY;
}

/** @param {number} number */
const round = (number) => Math.round(number * 10) / 10;

/**
 * The day that confirms an event: the latest where several lengths of time were asked for.
 * @param {ProgressionEvent} event
 * @returns {string | null}
 */
export function confirmedOn(event) {
  const days = Object.entries(event).flatMap(([name, value]) => (/^conf\d+_date$/.test(name) && typeof value === "string" ? [value] : []));
  return days.sort().at(-1) ?? null;
}

/**
 * @param {Visit[]} visits by date, at least one
 * @param {string[]} relapses
 * @param {Progression} progression
 * @param {number} room the width there is without scrolling
 * @returns {Course}
 */
export function layCourse(visits, relapses, progression, room) {
  const width = Math.round(Math.max(room, Math.min(MARGIN.left + MARGIN.right + 2 * INSET + visits.length * GAP, WIDEST)));
  const unit = room < 480 ? 22 : 28;
  const plot = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: MARGIN.top + 10 * unit };

  const days = visits.map(({ date }) => dayNumber(date));
  const [begin, end] = [days[0] ?? 0, days.at(-1) ?? 0];
  // An old relapse would squeeze all visits to one side.
  const slack = Math.max(180, (end - begin) / 4);
  const onsets = relapses.map(dayNumber);
  const seen = onsets.filter((day) => day >= begin - slack && day <= end + slack);
  const first = Math.min(begin, ...seen);
  const last = Math.max(end, ...seen);
  const [from, to] = [plot.left + INSET, plot.right - INSET];
  const place = (/** @type {number} */ day) => round(last === first ? (from + to) / 2 : from + ((day - first) / (last - first)) * (to - from));
  const x = (/** @type {string} */ date) => place(dayNumber(date));
  const y = (/** @type {number} */ score) => round(plot.bottom - score * unit);

  const { baselines, events } = progression;
  return {
    width,
    height: plot.bottom + MARGIN.bottom,
    plot,
    rows: Array.from({ length: 11 }, (_, score) => ({ y: y(score), score })),
    ticks: ticks(first, last, place, plot) ?? ends(visits, x),
    steps: visits.map(({ date, edss }, index) => (index === 0 ? `M${x(date)} ${y(edss)}` : `H${x(date)}V${y(edss)}`)).join(""),
    // A line of no length with round ends is a dot: one element for any number of visits.
    dots: visits.map(({ date, edss }) => `M${x(date)} ${y(edss)}h0`).join(""),
    stretches: baselines.map((baseline, index) => ({
      x1: x(baseline.date),
      x2: x(baselines[index + 1]?.date ?? visits.at(-1)?.date ?? baseline.date),
      y: y(baseline.value),
      top: baseline.worsening_from === null ? plot.top : y(baseline.worsening_from),
      bottom: baseline.improvement_to === null ? plot.bottom : y(baseline.improvement_to),
      rises: baseline.worsening_from !== null,
      falls: baseline.improvement_to !== null,
    })),
    marks: events.map((event, index) => {
      const until = confirmedOn(event);
      return { number: index + 1, x: x(event.date), y: y(event.value), worse: event.event_type === "CDW", until: until === null ? null : x(until) };
    }),
    relapses: seen.map(place),
    unseen: onsets.length - seen.length,
  };
}

/**
 * The first days of years or months, as many as have room; null if there is none between the ends.
 * @param {number} first
 * @param {number} last
 * @param {(day: number) => number} place
 * @param {{left: number, right: number}} plot
 * @returns {Tick[] | null}
 */
function ticks(first, last, place, plot) {
  const perMonth = (plot.right - plot.left) / Math.max((last - first) / 30.4375, 0.1);
  const chosen = TICKS.find(({ months, room }) => perMonth * months >= room) ?? TICKS.at(-1);
  const step = chosen?.months ?? 12;
  const start = new Date(first * DAY);
  const found = [];
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (;;) {
    const year = Math.floor(month / 12);
    const day = Date.UTC(year, month % 12, 1) / DAY;
    if (day > last) break;
    const date = step < 12 ? `${year}-${String((month % 12) + 1).padStart(2, "0")}` : String(year);
    if (day >= first) found.push({ x: place(day), date });
    month += step;
  }
  return found.length > 0 ? found : null;
}

/**
 * Where no month begins in between, the first visit and, with room enough, the last.
 * @param {Visit[]} visits
 * @param {(date: string) => number} x
 * @returns {Tick[]}
 */
function ends(visits, x) {
  const both = [visits[0], visits.at(-1)].flatMap((visit) => (visit ? [{ x: x(visit.date), date: visit.date }] : []));
  const [one, other] = both;
  return one && other && other.x - one.x > 240 ? both : both.slice(0, 1);
}

/** @typedef {{what: "baseline" | "event" | "confirms" | "relapse", number?: number, worse?: boolean}} Role */
/** @typedef {{date: string, edss: number | null, roles: Role[]}} Line one line of the course in words */

/**
 * The course as a table: every visit and relapse by date, and what became of it.
 * @param {Visit[]} visits
 * @param {string[]} relapses
 * @param {Progression} progression
 * @returns {Line[]}
 */
export function tellCourse(visits, relapses, progression) {
  /** @type {Map<string, Role[]>} */
  const roles = new Map();
  const add = (/** @type {string} */ date, /** @type {Role} */ role) => roles.set(date, [...(roles.get(date) ?? []), role]);
  for (const date of new Set(progression.baselines.map((baseline) => baseline.date))) add(date, { what: "baseline" });
  progression.events.forEach((event, index) => {
    const worse = event.event_type === "CDW";
    add(event.date, { what: "event", number: index + 1, worse });
    const until = confirmedOn(event);
    if (until !== null) add(until, { what: "confirms", number: index + 1, worse });
  });
  /** @type {Line[]} */
  const lines = [
    ...relapses.map((date) => ({ date, edss: null, roles: [{ what: /** @type {const} */ ("relapse") }] })),
    ...visits.map(({ date, edss }) => ({ date, edss, roles: roles.get(date) ?? [] })),
  ];
  return lines.sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
}
