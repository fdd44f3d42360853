/** Draws the course of the EDSS. Colours come from classes, so that themes, forced colours and print hold. */

import { layCourse } from "./course.js";
import { el, freshId } from "../dom.js";
import { formatDate, formatNumber, word } from "../words.js";

/** @typedef {import("./course.js").Course} Course */
/** @typedef {import("../dom.js").Attributes} Attributes */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/** @param {number} x @param {number} y @param {boolean} worse */
const triangle = (x, y, worse) => (worse ? `M${x} ${y - 8}l7.5 13h-15z` : `M${x} ${y + 8}l7.5 -13h-15z`);

/** @param {number} x @param {number} y */
const diamond = (x, y) => `M${x} ${y - 6.5}l5.5 6.5l-5.5 6.5l-5.5 -6.5z`;

/**
 * The drawing, and whether it is wider than the room it has.
 * @param {import("./course.js").Visit[]} visits
 * @param {string[]} relapses
 * @param {import("./course.js").Progression} progression
 * @param {number} room
 */
export function drawChart(visits, relapses, progression, room) {
  const course = layCourse(visits, relapses, progression, room);
  const { width, height, plot, rows, ticks, steps, dots, stretches, marks } = course;
  const scores = visits.map(({ edss }) => edss);
  const names = { title: freshId("chart"), text: freshId("chart") };
  const svg = shape(
    "svg",
    { class: "course", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-labelledby": `${names.title} ${names.text}` },
    shape("title", { id: names.title }, word("history.chart.title")),
    shape("desc", { id: names.text }, describeCourse(visits, progression, scores)),
  );

  for (const { x1, x2, top, bottom, rises, falls } of stretches) {
    if (x2 <= x1) continue;
    svg.append(shape("rect", { class: "same", x: x1, y: top, width: x2 - x1, height: bottom - top }));
    if (rises) svg.append(shape("path", { class: "limit-up", d: `M${x1} ${top}H${x2}` }));
    if (falls) svg.append(shape("path", { class: "limit-down", d: `M${x1} ${bottom}H${x2}` }));
  }
  svg.append(shape("path", { class: "grid", d: rows.map(({ y }) => `M${plot.left} ${y}H${plot.right}`).join("") }));
  for (const { y, score } of rows) svg.append(shape("text", { class: "tick", x: plot.left - 7, y: y + 4, "text-anchor": "end" }, formatNumber(score)));
  svg.append(shape("path", { class: "axis", d: `M${plot.left} ${plot.top}V${plot.bottom}H${plot.right}${ticks.map(({ x }) => `M${x} ${plot.bottom}v6`).join("")}` }));
  for (const { x, date } of ticks) {
    const half = date.length > 4 ? 56 : 16;
    const anchor = x - half < 0 ? "start" : x + half > width ? "end" : "middle";
    svg.append(shape("text", { class: "tick", x: anchor === "start" ? Math.max(x - 10, 0) : anchor === "end" ? Math.min(x + 10, width) : x, y: plot.bottom + 30, "text-anchor": anchor }, formatDate(date)));
  }
  svg.append(shape("text", { class: "tick name", x: 2, y: 14 }, word("history.chart.scores")));
  for (const { x1, x2, y } of stretches) if (x2 > x1) svg.append(shape("path", { class: "baseline", d: `M${x1} ${y}H${x2}` }));
  svg.append(shape("path", { class: "steps-line", d: steps }), shape("path", { class: visits.length * 12 > width ? "dots small" : "dots", d: dots }));
  for (const { number, x, y, worse, until } of marks) {
    const kind = worse ? "worse" : "better";
    if (until !== null) svg.append(shape("path", { class: `span ${kind}`, d: `M${x} ${y}H${until}M${until} ${y - 6}v12` }));
    svg.append(shape("path", { class: `mark ${kind}`, d: triangle(x, y, worse) }));
    svg.append(shape("text", { class: `number ${kind}`, x, y: worse ? y - 13 : y + 24, "text-anchor": "middle" }, formatNumber(number)));
  }
  for (const x of course.relapses) svg.append(shape("path", { class: "onset", d: diamond(x, plot.bottom) }));
  return { svg, wide: width > room, unseen: course.unseen, legend: drawLegend(course) };
}

/**
 * @param {import("./course.js").Visit[]} visits
 * @param {import("./course.js").Progression} progression
 * @param {number[]} scores
 */
function describeCourse(visits, progression, scores) {
  const [first, last] = [visits[0], visits.at(-1)];
  const extremes = scores.reduce(({ low, high }, score) => ({ low: Math.min(low, score), high: Math.max(high, score) }), { low: 10, high: 0 });
  return [
    word("history.chart.visits", { count: visits.length }),
    word("history.chart.days", { first: formatDate(first?.date ?? ""), last: formatDate(last?.date ?? "") }),
    word("history.chart.scores_from", extremes),
    word("history.chart.events", { count: progression.events.length }),
    word("history.chart.table"),
  ].join(" ");
}

/**
 * Only what is in the drawing.
 * @param {Course} course
 */
function drawLegend({ stretches, marks, relapses }) {
  const drawn = stretches.filter(({ x1, x2 }) => x2 > x1);
  /** @type {[string, boolean, Element[]][]} */
  const entries = [
    ["visit", true, [shape("path", { class: "steps-line", d: "M2 10H32" }), shape("path", { class: "dots", d: "M17 10h0" })]],
    ["baseline", drawn.length > 0, [shape("path", { class: "baseline", d: "M2 10H32" })]],
    ["same", drawn.length > 0, [shape("rect", { class: "same", x: 2, y: 2, width: 30, height: 16 })]],
    ["limit_up", drawn.some(({ rises }) => rises), [shape("path", { class: "limit-up", d: "M2 10H32" })]],
    ["limit_down", drawn.some(({ falls }) => falls), [shape("path", { class: "limit-down", d: "M2 10H32" })]],
    ["worse", marks.some(({ worse }) => worse), [shape("path", { class: "mark worse", d: triangle(17, 11, true) })]],
    ["better", marks.some(({ worse }) => !worse), [shape("path", { class: "mark better", d: triangle(17, 9, false) })]],
    ["span", marks.some(({ until }) => until !== null), [shape("path", { class: "span", d: "M2 10H30M30 4v12" })]],
    ["onset", relapses.length > 0, [shape("path", { class: "onset", d: diamond(17, 10) })]],
  ];
  return el(
    "ul",
    { class: "legend" },
    ...entries
      .filter(([, shown]) => shown)
      .map(([name, , shapes]) =>
        el("li", {}, shape("svg", { class: "course sample", viewBox: "0 0 34 20", width: 34, height: 20, "aria-hidden": "true", focusable: "false" }, ...shapes), el("span", {}, word(["history", "legend", name])))),
  );
}
