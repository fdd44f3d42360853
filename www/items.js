/** The items of a score, each yes, no or not known. What is left blank stays open. */

import { standAlone } from "./alone.js";
import { choiceControl } from "./choice.js";
import { button, el, setText } from "./dom.js";
import { choiceName, keepTold, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {import("./choice.js").Control} Control */

/** Items that only a laboratory can tell; the others come first. */
const FROM_LABORATORY = [
  "urinary_casts", "hematuria", "proteinuria", "pyuria", "low_complement", "increased_dna_binding", "thrombocytopenia", "leukopenia",
];

/**
 * The items in the parts and in the order in which they are asked.
 * @param {string} measure
 * @param {string[]} items
 * @returns {[string | null, string[]][]} the title of each part
 */
export function partsOf(measure, items) {
  if (measure !== "sledai_2k_items") return [[null, items]];
  const known = (/** @type {string} */ item) => FROM_LABORATORY.includes(item);
  return [["noticed", items.filter((item) => !known(item))], ["tested", FROM_LABORATORY.filter((item) => items.includes(item))]];
}

/**
 * @param {{measure: string, choices: string[]}} asked
 * @param {() => void} onChange
 * @param {"h2" | "h4"} [heading] of each part
 * @returns {Control}
 */
export function itemsControl({ measure, choices }, onChange, heading = "h4") {
  /** @type {Map<string, Control>} */
  const controls = new Map();
  /** @type {(() => void)[]} */
  const counters = [];
  const parts = el("div", { class: "items" });
  for (const [title, items] of partsOf(measure, choices)) {
    if (title !== null) parts.append(say(el(heading), ["form", "items", title]), say(el("p", { class: "hint" }), ["form", "items", `${title}_hint`]));
    for (const item of items) {
      const control = choiceControl({ measure: item, kind: "yes_no", choices: [], sensitive: false });
      controls.set(item, control);
      parts.append(el("fieldset", { class: "item", "data-item": item }, say(el("legend"), () => choiceName(measure, item)), control.node));
    }
    parts.append(noToTheRest(items));
  }
  const count = () => counters.forEach((again) => again());
  const alone = standAlone([["unknown", "form.items.unknown"]], (chosen) => {
    parts.hidden = chosen !== null;
  });
  parts.addEventListener("input", count);
  keepTold(parts, count);

  /**
   * A press answers what has no answer yet, and can be taken back item by item.
   * @param {string[]} items
   */
  function noToTheRest(items) {
    const left = () => items.flatMap((item) => controls.get(item) ?? []).filter((control) => control.read().answer === null);
    const rest = button("", () => {
      for (const control of left()) /** @type {HTMLInputElement} */ (control.inputs()[1]).checked = true;
      count();
      onChange();
    }, { class: "plain" });
    counters.push(() => {
      const { length } = left();
      setText(rest, length === 0 ? word("form.items.all") : word("form.items.no_to_rest", { count: length }));
      rest.setAttribute("aria-disabled", String(length === 0));
    });
    return rest;
  }

  return {
    node: el("div", { class: "answer" }, parts, alone.node),
    read() {
      if (alone.chosen() !== null) return { answer: "unknown", problems: [] };
      const said = [...controls].flatMap(([item, control]) => {
        const { answer } = control.read();
        return answer === null ? [] : [[item, answer]];
      });
      return { answer: said.length === 0 ? null : /** @type {Answer} */ (Object.fromEntries(said)), problems: [] };
    },
    write(answer) {
      if (answer === "unknown") return alone.choose("unknown");
      const said = Object.entries(typeof answer === "object" && answer !== null ? answer : {});
      const fits = said.length > 0 && said.every(([item, one]) => controls.get(item)?.write?.(one));
      count();
      return fits;
    },
    input(part) {
      const control = controls.get(part ?? "") ?? [...controls.values()][0];
      return /** @type {HTMLElement} */ (parts.hidden ? alone.inputs[0] : control?.input(null));
    },
    inputs: () => [...[...controls.values()].flatMap((control) => control.inputs()), ...alone.inputs],
    restart() {
      for (const control of controls.values()) control.restart();
      alone.clear();
      parts.hidden = false;
      count();
    },
  };
}
