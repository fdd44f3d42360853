/** The day a test was done: tucked away behind a button, because it is optional. */

import { titledDate } from "./date.js";
import { button, el } from "./dom.js";
import { say } from "./words.js";

/** @returns {import("./date.js").DateParts} */
export function testDate() {
  const parts = titledDate("form.tested_on_legend", "form.tested_on_hint");
  const box = parts.node;
  box.classList.add("tested");
  // Once open it stays open: what counts must be in sight.
  const show = (/** @type {boolean} */ open) => {
    box.hidden = !open;
    opener.hidden = open;
  };
  const open = () => {
    show(true);
    parts.input(null).focus();
  };
  const opener = say(button("", open, { class: "plain" }), "form.tested_on");
  show(false);
  return {
    ...parts,
    node: el("div", { class: "more" }, opener, box),
    input(part) {
      show(true);
      return parts.input(part);
    },
    write(date) {
      show(true);
      return parts.write(date);
    },
    restart() {
      parts.restart();
      show(false);
    },
  };
}
