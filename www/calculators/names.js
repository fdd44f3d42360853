/** How calculators, their inputs and their results are called. */

import { choiceName, firstWord, hasWord, unitName, word } from "../words.js";

/** @param {string} id */
export const titleOf = (id) => word(["calculators", "titles", id]);

/**
 * @param {string} id of the calculator
 * @param {string} name of the input
 * @param {string | null} measure
 */
export function inputName(id, name, measure) {
  if (hasWord(["choices", `${id}_items`, name])) return choiceName(`${id}_items`, name);
  return firstWord([["calculators", "inputs", `${id}/${name}`], ["calculators", "inputs", name], ["names", measure ?? name], ["names", name]]);
}

/**
 * What a step of the worked formula is called: an input, or something on the way.
 * @param {import("../../pkg/trial_prescreen.js").Calculator} calculator
 */
export function stepWords(calculator) {
  const name = (/** @type {string} */ symbol) => {
    const input = calculator.inputs.find(({ name }) => name === symbol);
    if (input) return inputName(calculator.id, symbol, input.measure);
    return firstWord([["calculators", "symbols", symbol], ["symbols", symbol], ["names", symbol]]).replaceAll("_", " ");
  };  return { name, number: stepNumber };
}

/**
 * Enough digits to work a formula again by hand.
 * @param {number} number
 * @param {string | null} unit
 */
function stepNumber(number, unit) {
  const text = new Intl.NumberFormat(word("dates_and_numbers"), { maximumSignificantDigits: Math.abs(number) < 1000 ? 6 : 15 }).format(number);
  const name = unit === null ? "" : unitName(unit);
  return name === "" ? text : word("steps.quantity", { number: text, unit: name });
}
