/** The day a test was done: tucked away behind a button, because it is optional. */

import { button, el, freshId } from "./dom.js";
import { dateParts } from "./date.js";
import { say } from "./words.js";

/** @typedef {import("./choice.js").Problem} Problem */

/**
 * @returns {{node: HTMLElement, read: () => {date: string | null, problems: Problem[]}, input: (part: string | null) => HTMLElement, inputs: () => HTMLElement[], restart: () => void}}
 */
export function testDate() {
  const parts = dateParts();
  const hint = say(el("p", { class: "hint", id: freshId("hint") }), "form.tested_on_hint");
  const box = el(
    "fieldset",
    { class: "tested", "aria-describedby": hint.id, id: freshId("tested"), hidden: true },
    say(el("legend"), "form.tested_on_legend"),
    hint,
    parts.node,
  );
  // Once open it stays open: what counts must be in sight.
  const show = (/** @type {boolean} */ open) => {
    box.hidden = !open;
    opener.hidden = open;
  };
  const open = () => {
    show(true);
    parts.day.focus();
  };
  const opener = say(button("", open, { class: "plain" }), "form.tested_on");
  return {
    node: el("div", { class: "more" }, opener, box),
    read: () => parts.read(),
    input(part) {
      show(true);
      return part === "month" ? parts.month : part === "year" ? parts.year : parts.day;
    },
    inputs: () => [parts.day, parts.month, parts.year],
    restart() {
      parts.restart();
      show(false);
    },
  };
}
