/** An answer in words, as the person gave it. */

import { drugName } from "./drugs.js";
import { choiceName, formatDate, formatList, formatNumber, formatQuantity, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {{drug?: string, last_dose?: string, ongoing?: boolean, started?: string, dose?: {value: number, unit: string}}} Taken */

const DATE = /^\d{4}(-\d\d){0,2}$/;

/**
 * @param {string} measure
 * @param {unknown} answer
 * @returns {string}
 */
export function answerText(measure, answer) {
  if (answer === "unknown") return word("form.unknown");
  if (answer === "never") return word("form.never");
  if (typeof answer === "boolean") return word(answer ? "form.yes" : "form.no");
  if (typeof answer === "number") return formatNumber(answer);
  if (typeof answer === "string") return DATE.test(answer) ? formatDate(answer) : choiceName(measure, answer);
  if (Array.isArray(answer)) return answer.length === 0 ? word("sheet.none") : formatList(answer.map((one) => entryText(measure, one)));
  return typeof answer === "object" && answer !== null ? compoundText(measure, /** @type {{[key: string]: unknown}} */ (answer)) : "";
}

/**
 * One of a list: a choice, a day, a medicine.
 * @param {string} measure
 * @param {unknown} one
 */
function entryText(measure, one) {
  if (typeof one !== "object" || one === null) return answerText(measure, one);
  const { drug = "?", last_dose: last, ongoing, started, dose } = /** @type {Taken} */ (one);
  const parts = [
    drugName(drug),
    ...(dose ? [formatQuantity(dose.value, dose.unit)] : []),
    ...(started ? [word("sheet.since", { date: formatDate(started) })] : []),
    ...(ongoing ? [word("sheet.still")] : last ? [word("sheet.last", { date: formatDate(last) })] : []),
  ];
  return parts.join(word("page.separator"));
}

/**
 * "< 0.2 mg/dL" reads from left to right in every language; elsewhere the sign would change its side.
 * @param {string} text
 */
const fromLeft = (text) => (word("direction") === "rtl" ? `\u2066${text}\u2069` : text);

/**
 * A quantity, a range, or the items of a score; each perhaps with its day.
 * @param {string} measure
 * @param {{[key: string]: unknown}} answer
 */
function compoundText(measure, { value, low, high, above, below, unit, on, upper_limit: limit, ...items }) {
  const code = typeof unit === "string" ? unit : null;
  const number = (/** @type {unknown} */ one) => (typeof one === "number" ? formatQuantity(one, code) : answerText(measure, one));
  const parts = [];
  if (value !== undefined) parts.push(number(value));
  if (low !== undefined) parts.push(word("sheet.range", { low: number(low), high: number(high) }));
  if (above !== undefined) parts.push(fromLeft(`> ${number(above)}`));
  if (below !== undefined) parts.push(fromLeft(`< ${number(below)}`));
  const there = Object.entries(items).filter(([, said]) => said === true).map(([item]) => choiceName(measure, item));
  if (Object.keys(items).length > 0) parts.push(there.length === 0 ? word("sheet.none") : formatList(there));
  if (typeof limit === "object" && limit !== null && "value" in limit) parts.push(word("sheet.limit", { value: number(limit.value) }));
  if (typeof on === "string") parts.push(word("sheet.on", { date: formatDate(on) }));
  return parts.join(word("page.separator"));
}

/**
 * An answer without its day, as a control takes it.
 * @param {unknown} answer
 * @returns {{plain: unknown, on?: unknown}}
 */
export function undated(answer) {
  if (typeof answer !== "object" || answer === null || !("on" in answer)) return { plain: answer };
  const { on, ...rest } = answer;
  return { plain: "value" in rest && Object.keys(rest).length === 1 ? rest.value : rest, on };
}
