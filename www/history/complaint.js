/** What the parts of the history say alike. */

import { el, icon } from "../dom.js";
import { firstWord, say } from "../words.js";

/**
 * The sentence for what is wrong. It never holds what was typed.
 * @param {string} code
 */
export function complaint(code) {
  return firstWord([["history", "errors", code], ["errors", code], "errors.other"]);
}

/** @param {string} code */
export function drawComplaint(code) {
  return el("p", { class: "error" }, icon("fail"), say(el("span"), () => complaint(code)));
}
