/** A value, or the range that it lies in, drawn on a line beside the limits of a rule. Places marks, decides nothing. */

import { el } from "./dom.js";
import { firstWord, formatQuantity, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Scale} Scale */
/** @typedef {{from: number, to: number}} Stretch both in hundredths of the line */

/** Room beyond the outermost mark, as a share of what lies between the marks. */
const MARGIN = 0.25;
/** Labels nearer than this, in hundredths of the line, would lie on each other. */
const NEAR = 26;

/**
 * Where everything lies on the line. An end that nothing bounds is the end of the line.
 * @param {Scale} scale
 * @returns {{value: Stretch, limits: number[]}}
 */
export function layScale({ low, high, limits }) {
  const marks = [low, high, ...limits.map(({ value }) => value)].filter((mark) => mark !== null);
  const [least, most] = [Math.min(...marks), Math.max(...marks)];
  const room = (most - least || Math.abs(most) || 1) * MARGIN;
  const start = least - room;
  const place = (/** @type {number} */ mark) => ((mark - start) / (most + room - start)) * 100;
  return { value: { from: low === null ? 0 : place(low), to: high === null ? 100 : place(high) }, limits: limits.map(({ value }) => place(value)) };
}

/** @param {Scale} scale */
function valueText({ low, high, unit }) {
  const text = (/** @type {number} */ number) => formatQuantity(number, unit, true);
  if (low === null && high === null) return word("form.unknown");
  if (low === null) return word("drawing.up_to", { value: text(/** @type {number} */ (high)) });
  if (high === null) return word("drawing.from_on", { value: text(low) });
  return low === high ? text(low) : word("sheet.range", { low: text(low), high: text(high) });
}

/** @param {Scale} scale */
function scaleName({ symbol, form }) {
  const name = firstWord([["names", symbol], ["symbols", symbol]]);
  return form === "value" ? name : word(["drawing", form], { name });
}

/** @param {Scale} scale */
export function drawScale(scale) {
  const { unit, limits } = scale;
  const laid = layScale(scale);
  const name = scaleName(scale);
  const told = limits.map(({ verb, value }) => word(["steps", verb], { value: formatQuantity(value, unit) }));
  const label = word("drawing.scale", { name, value: valueText(scale), limits: told.join(word("page.separator")) });
  const crowded = laid.limits.length > 1 && Math.abs((laid.limits[1] ?? 0) - (laid.limits[0] ?? 0)) < NEAR;
  const line = el(
    "div",
    { class: "line" },
    at(el("span", { class: laid.value.from === laid.value.to ? "dot" : "band" }), laid.value),
    ...laid.limits.map((place) => at(el("span", { class: "limit-mark" }), { from: place, to: place })),
  );
  const labels = limits.map(({ value }, index) => {
    const place = laid.limits[index] ?? 0;
    return at(el("span", { class: crowded ? (index === 0 ? "before" : "behind") : "" }, formatQuantity(value, unit)), { from: place, to: place });
  });
  // A line of numbers runs from left to right in every language.
  return el(
    "div",
    { class: "scale", role: "img", "aria-label": label },
    el("p", {}, name, " ", el("strong", {}, valueText(scale))),
    el("div", { class: "drawn", dir: "ltr" }, line, el("div", { class: "below-line" }, ...labels)),
  );
}

/**
 * The policy refuses styles in markup, but not their properties one by one.
 * @template {HTMLElement} E
 * @param {E} element
 * @param {Stretch} stretch
 * @returns {E}
 */
function at(element, { from, to }) {
  element.style.insetInlineStart = `${from}%`;
  if (to > from) element.style.inlineSize = `${to - from}%`;
  // Near the ends a label grows inwards.
  if (to === from && from < 20) element.classList.add("behind");
  if (to === from && from > 80) element.classList.add("before");
  return element;
}
