/** A question before something that cannot be taken back. */

import { button, el, freshId } from "./dom.js";
import { say } from "./words.js";

/**
 * @param {string} key of its words: `_ask`, `_note`, `_yes` and `_no` are added
 * @param {() => void} onYes
 * @returns {() => void} asks
 */
export function createQuestion(key, onYes) {
  const title = say(el("h2", { id: freshId("ask") }), `${key}_ask`);
  const note = say(el("p", { id: freshId("ask") }), `${key}_note`);
  const no = say(button("", () => dialog.close()), `${key}_no`);
  const yes = say(button("", () => {
    dialog.close();
    onYes();
  }, { class: "plain" }), `${key}_yes`);
  const dialog = el("dialog", { "aria-labelledby": title.id, "aria-describedby": note.id }, title, note, el("div", { class: "options" }, no, yes));
  document.body.append(dialog);
  return () => dialog.showModal();
}
