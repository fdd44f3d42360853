/** The worked way to a result: each value, formula and limit as one line of words. */

import { el } from "./dom.js";
import { choiceName, firstWord, formatDate, formatQuantity, hasWord, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Step} Step */

/**
 * @param {Step[]} steps
 * @returns {HTMLElement}
 */
export function drawSteps(steps) {
  // A rule may look at one answer twice; a reader need not.
  const lines = new Set(steps.map(stepText));
  return el("ul", { class: "steps" }, ...[...lines].map((line) => el("li", {}, line)));
}

/** @param {Step} step */
function stepText(step) {
  const [symbol = "", end] = step.symbol.split(":");
  const value = valueText(symbol, step);
  // A limit is a sentence of its own; anything else is a name and its value.
  const limit = ["steps", end === undefined ? symbol : `${symbol}_${end}`];
  if (hasWord(limit)) return word(limit, { value });
  const name = firstWord([["names", symbol], ["symbols", symbol]]);
  return word(["steps", end ?? "line"], { name, value });
}

/**
 * @param {string} symbol
 * @param {Step} step
 */
function valueText(symbol, { number, unit }) {
  if (typeof number === "number") return formatQuantity(number, unit, hasWord(["symbols", symbol]));
  if (/^\d{4}(-\d\d){0,2}$/.test(number)) return formatDate(number);
  if (hasWord(["choices", symbol, number])) return choiceName(symbol, number);
  return firstWord([["choices", "common", number], ["steps", number]]);
}
