/** What a typed definition is: its problems with their places, and the definition itself once it can be used. */

import { check } from "../../pkg/trial_prescreen.js";
import { LONGEST } from "../host.js";
import { positionsIn } from "./positions.js";

/** @typedef {import("../../pkg/trial_prescreen.js").Problem} Problem */
/** @typedef {import("../../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("./positions.js").Place} Place */
/** @typedef {Problem & {place: Place, isSyntax: boolean}} Found */
/**
 * @typedef {object} Reading
 * @property {Found[]} found errors first, each kind in the order of the text
 * @property {number} errors
 * @property {number} advice
 * @property {TrialDefinition | null} definition only where it can be used
 * @property {(path: string) => Place} place
 */

/** @type {Place} */
const START = { at: 0, line: 1, column: 1, from: 0, to: 0 };

/**
 * @param {string} text
 * @returns {Reading}
 */
export function readDefinition(text) {
  if (text.trim() === "") return reading([], () => START, null);
  // Nothing reads it, so nothing need look at it either.
  if (text.length > LONGEST) return reading([error("too_large", START)], () => START, null);
  const { fault, place, placeOf } = positionsIn(text);
  /** @type {unknown} */
  let written;
  try {
    written = JSON.parse(text);
  } catch {
    return reading([error(fault?.code ?? "value", placeOf(fault?.at ?? 0), true)], place, null);
  }
  try {
    const found = check(written).map((problem) => ({ ...problem, place: place(problem.path), isSyntax: false }));
    return reading(found, place, /** @type {TrialDefinition} */ (written));
  } catch (refused) {
    // What is too deep or too large for the engine is refused as a whole.
    return reading([error(codeOf(refused), START)], place, null);
  }
}

/** @param {unknown} thrown by the engine */
export function codeOf(thrown) {
  const { code } = /** @type {{code?: unknown}} */ (thrown);
  return typeof code === "string" ? code : "wrong_type";
}

/**
 * @param {string} code
 * @param {Place} place
 * @returns {Found}
 */
function error(code, place, isSyntax = false) {
  return { path: "", code, severity: "error", expected: null, place, isSyntax };
}

/**
 * @param {Found[]} found
 * @param {(path: string) => Place} place
 * @param {TrialDefinition | null} written
 * @returns {Reading}
 */
function reading(found, place, written) {
  const errors = found.filter(({ severity }) => severity === "error").length;
  const sorted = found.toSorted((one, other) => Number(one.severity === "advice") - Number(other.severity === "advice") || one.place.at - other.place.at);
  return { found: sorted, errors, advice: found.length - errors, definition: errors === 0 ? written : null, place };
}
