/** Copies the text of an area. */

import { setText } from "./dom.js";
import { word } from "./words.js";

/**
 * @param {HTMLTextAreaElement} area
 * @param {HTMLElement} told where it is said how that went
 */
export function copyFrom(area, told) {
  area.focus();
  area.select();
  // Sealed frames may not use the clipboard; what is marked can be copied by hand.
  const done = navigator.clipboard?.writeText(area.value) ?? Promise.reject(new Error("no clipboard"));
  done.then(
    () => setText(told, word("history.copy.done")),
    () => setText(told, word("history.copy.by_hand")),
  );
}
