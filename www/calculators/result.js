/** A result with its bounds, what to look at, the way to it, and its source. */

import { el } from "../dom.js";
import { drawSteps } from "../steps.js";
import { firstWord, formatDate, formatList, formatNumber, formatQuantity, hasWord, word } from "../words.js";
import { inputName, stepWords, titleOf } from "./names.js";

/** @typedef {import("../../pkg/trial_prescreen.js").Calculation} Calculation */
/** @typedef {import("../../pkg/trial_prescreen.js").Calculator} Calculator */
/** @typedef {import("../../pkg/trial_prescreen.js").Warning} Warning */
/** @typedef {number | string | boolean | null} Output */

const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * @param {Output} value
 * @param {string | null} unit
 */
function outputText(value, unit) {
  if (value === null) return word("calculators.result.unknown");
  if (typeof value === "boolean") return word(value ? "calculators.result.yes" : "calculators.result.no");
  if (typeof value === "number") return formatQuantity(value, unit, true);
  if (DATE.test(value)) return formatDate(value);
  if (value === "unknown") return word("calculators.result.unknown");
  return hasWord(["calculators", "extra_values", value]) ? word(["calculators", "extra_values", value]) : firstWord([["choices", "common", value], [value]]);
}

/**
 * The result in a few words: exact, a range, or that it cannot be told.
 * @param {Calculation} calculation
 */
export function resultText({ value, low, high, unit }) {
  if (value !== null || (low === null && high === null)) return outputText(value, unit);
  if (high === null) return word("calculators.result.from_on", { low: outputText(low, null) });
  const numbers = typeof low === "number" && typeof high === "number";
  return word("calculators.result.between", { low: numbers ? formatNumber(low, true) : outputText(low, null), high: outputText(high, unit) });
}

/**
 * @param {Calculator} calculator
 * @param {Calculation} calculation
 */
export function drawCalculation(calculator, calculation) {
  const { value, low, high, extra, steps, warnings } = calculation;
  const isRange = value === null && low !== null && high !== null;
  const further = calculator.extra.filter(({ name }) => extra[name] !== undefined && extra[name] !== null);
  return el(
    "div",
    {},
    isRange ? el("p", { class: "hint" }, word("calculators.result.between_why")) : null,
    warnings.length > 0 ? el("ul", { class: "notes" }, ...warnings.map((warning) => el("li", { class: "note" }, warningText(calculator, warning)))) : null,
    further.length > 0
      ? el("dl", { class: "facts" }, ...further.map(({ name, unit }) => el("div", {}, el("dt", {}, firstWord([["calculators", "extra", name], [name]])), el("dd", {}, outputText(extra[name] ?? null, unit)))))
      : null,
    steps.length > 0 ? el("h3", {}, word("calculators.result.steps")) : null,
    steps.length > 0 ? drawSteps(steps, {}, stepWords(calculator)) : null,
  );
}

/**
 * What to look at, beside the name of its input.
 * @param {Calculator} calculator
 * @param {Warning} warning
 */
function warningText(calculator, { code, field }) {
  const text = firstWord([["calculators", "warnings", code], ["calculators", "warnings", "other"]]);
  const input = calculator.inputs.find(({ name }) => name === field?.split("/")[0]);
  return input ? word("steps.line", { name: inputName(calculator.id, input.name, input.measure), value: text }) : text;
}

/**
 * Where a calculator holds, and its paper.
 * @param {Calculator} calculator
 */
export function drawSource(calculator) {
  const { citation, validity } = calculator;
  const ranges = validity.map((range) => {
    const name = inputName(calculator.id, range.input, range.input);
    const unit = calculator.inputs.find((input) => input.name === range.input)?.unit ?? null;
    return word(range.high_open ? "calculators.result.range_open" : "calculators.result.range", { name, low: formatNumber(range.low), high: formatQuantity(range.high, unit) });
  });
  return [
    ...(ranges.length > 0 ? [el("p", { class: "hint" }, word("calculators.result.holds", { ranges: formatList(ranges) }))] : []),
    el("p", { class: "hint" }, citation.doi === null ? word("calculators.result.source", { text: citation.text }) : word("calculators.result.source_doi", { text: citation.text, doi: citation.doi })),
    el("p", { class: "hint" }, word("calculators.advice")),
  ];
}

/**
 * A person whom the formula is not for: which it is for, and what to use instead.
 * @param {Calculator} calculator
 * @param {string} field
 * @param {(id: string) => HTMLElement} link
 */
export function drawOutside(calculator, field, link) {
  const [name = ""] = field.split("/");
  const range = calculator.validity.find(({ input }) => input === name);
  if (!range) {
    const input = calculator.inputs.find((one) => one.name === name);
    const called = inputName(calculator.id, name, input?.measure ?? null);
    return [el("p", {}, word("calculators.result.outside.other", { name: called }))];
  }
  const unit = calculator.inputs.find((input) => input.name === name)?.unit ?? null;
  const high = formatQuantity(range.high, unit);
  const text =
    name === "age"
      ? word(range.high_open ? "calculators.result.outside.age_open" : "calculators.result.outside.age", { low: range.low, high: formatNumber(range.high) })
      : word("calculators.result.holds", { ranges: word("calculators.result.range", { name: inputName(calculator.id, name, name), low: range.low, high }) });
  return [el("p", {}, text), ...(range.instead === null ? [] : [el("p", {}, link(range.instead))])];
}

/** @param {string} id */
export const insteadText = (id) => word("calculators.result.instead", { name: titleOf(id) });
