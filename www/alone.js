/** Answers that stand alone: none, never, "I don't know". Ticking one clears the others. */

import { el } from "./dom.js";
import { say } from "./words.js";

/** @typedef {import("./words.js").Key} Key */
/** @typedef {{node: HTMLElement, inputs: HTMLInputElement[], chosen: () => string | null, choose: (value: string) => boolean, clear: () => void}} Alone */

/**
 * @param {[string, Key][]} answers value and words of each
 * @param {(chosen: string | null) => void} [onTick]
 * @returns {Alone}
 */
export function standAlone(answers, onTick = () => {}) {
  const node = el("div", { class: "options" });
  const inputs = answers.map(([value, key]) => {
    const box = el("input", { type: "checkbox", value });
    node.append(el("label", { class: "option open" }, box, say(el("span"), key)));
    return box;
  });
  const chosen = () => inputs.find((box) => box.checked)?.value ?? null;
  for (const box of inputs) {
    box.addEventListener("change", () => {
      for (const other of inputs) if (other !== box) other.checked = false;
      onTick(chosen());
    });
  }
  return {
    node,
    inputs,
    chosen,
    choose(value) {
      const wanted = inputs.find((box) => box.value === value);
      if (wanted && !wanted.checked) wanted.click();
      return wanted !== undefined;
    },
    clear() {
      for (const box of inputs) box.checked = false;
    },
  };
}
