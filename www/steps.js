/** The worked way to a result: each value, formula and limit as one line of words. */

import { el } from "./dom.js";
import { drugName, findDrug } from "./drugs.js";
import { choiceName, firstWord, formatDate, formatQuantity, hasWord, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answers} Answers */
/** @typedef {import("../pkg/trial_prescreen.js").Step} Step */

const DATE = /^\d{4}(-\d\d){0,2}$/;

/** Whether it tells a day. @param {Step} step */
export function isDay({ number }) {
  return typeof number === "string" && DATE.test(number);
}

/**
 * @param {Step[]} steps
 * @param {Answers} answers
 * @param {{name: (symbol: string) => string, number: (number: number, unit: string | null) => string}} [as] other names and figures
 * @returns {HTMLElement}
 */
export function drawSteps(steps, answers, as) {
  const taken = takenNow(answers);
  // A rule may look at one answer twice; a reader need not.
  const lines = new Set(steps.filter(isSensible).map((step) => stepText(step, taken, as)));
  return el("ul", { class: "steps" }, ...[...lines].map((line) => el("li", {}, line)));
}

/** @param {string} symbol */
const symbolName = (symbol) => firstWord([["names", symbol], ["symbols", symbol]]);

/**
 * A group named by its ages is said in words; any other by its name.
 * @param {string} name
 */
export function stratumText(name) {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(name) ?? [];
  return low && high ? word("verdict.stratum", { name: word("verdict.stratum_ages", { low, high }) }) : word("steps.stratum", { value: name });
}

/** A limit on a date may go back further than anybody lives. @param {Step} step */
function isSensible({ number }) {
  return typeof number === "number" || !DATE.test(number) || number >= "1900";
}

/**
 * The names, typed and meant, of the medicines that are still taken.
 * @param {Answers} answers
 */
function takenNow({ medications }) {
  const names = new Set();
  for (const one of Array.isArray(medications) ? medications : []) {
    if (typeof one !== "object" || !("ongoing" in one) || one.ongoing !== true) continue;
    names.add(one.drug.toLowerCase());
    names.add(findDrug(one.drug)?.drug);
  }
  return names;
}

/**
 * @param {Step} step
 * @param {Set<string>} taken
 * @param {{name: (symbol: string) => string, number: (number: number, unit: string | null) => string}} [as]
 */
function stepText(step, taken, as) {
  const [symbol = "", end] = step.symbol.split(":");
  if (symbol === "stratum") return stratumText(String(step.number));
  if (symbol === "drug" && taken.has(String(step.number).toLowerCase())) return word("steps.drug_taken", { value: valueText(symbol, step) });
  const value = as && typeof step.number === "number" ? as.number(step.number, step.unit) : valueText(symbol, step);
  // A limit is a sentence of its own; anything else is a name and its value.
  const limit = ["steps", end === undefined ? symbol : `${symbol}_${end}`];
  if (hasWord(limit)) return word(limit, { value });
  const name = as ? as.name(symbol) : symbolName(symbol);
  return word(["steps", end === undefined ? "line" : isDay(step) ? `${end}_date` : end], { name, value });
}

/**
 * @param {string} symbol
 * @param {Step} step
 */
function valueText(symbol, { number, unit }) {
  // An age is not rounded up: nobody is twelve a week before the birthday.
  if (typeof number === "number" && unit === "a") return formatQuantity(Math.floor(number * 10) / 10, unit);
  // As reports print it.
  if (typeof number === "number" && symbol === "ana_titer") return `1:${number}`;
  if (typeof number === "number") return formatQuantity(number, unit, hasWord(["symbols", symbol]));
  if (DATE.test(number)) return formatDate(number);
  if (symbol === "drug") return drugName(number);
  if (hasWord(["choices", symbol, number])) return choiceName(symbol, number);
  return firstWord([["choices", "common", number], ["steps", number]]);
}
