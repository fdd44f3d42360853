/** Radio buttons for one answer, checkboxes for several; always with "I don't know". */

import { standAlone } from "./alone.js";
import { openAnswers } from "./asked.js";
import { el, freshId } from "./dom.js";
import { choiceName, hasWord, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {{part: string | null, code: string, other?: string}} Problem */
/** @typedef {{answer: Answer | null, problems: Problem[]}} Reading an answer of null is none at all */

/**
 * @typedef {object} Control
 * @property {HTMLElement} node
 * @property {() => Reading} read
 * @property {(part: string | null) => HTMLElement} input
 * @property {() => HTMLElement[]} inputs
 * @property {() => void} restart
 * @property {(answer: unknown) => boolean} [write] gives an answer as if it had been typed; false where it cannot be shown
 * @property {(part: string | null) => HTMLElement | null} [errorsFor] where a problem is said, if not above the whole answer
 */

/** @typedef {{measure: string, choices: string[], sensitive: boolean}} Choosing */

/**
 * @param {Choosing & {kind: string}} asked
 * @param {(value: string) => string} [nameOf]
 * @returns {Control}
 */
export function choiceControl(asked, nameOf = (value) => choiceName(asked.measure, value)) {
  const name = freshId(asked.measure);
  const yesNo = asked.kind === "yes_no";
  const values = yesNo ? ["yes", "no"] : asked.choices;
  const open = openAnswers(asked, hasWord);
  /** @type {HTMLInputElement[]} */
  const radios = [];

  const node = el("div", { class: values.length > 3 ? "options tall" : "options" });
  for (const value of [...values, ...open]) {
    const radio = el("input", { type: "radio", name, value });
    radios.push(radio);
    const isOpen = open.includes(value);
    const text = say(el("span"), () => (isOpen ? word(["form", value]) : nameOf(value)));
    node.append(el("label", { class: isOpen ? "option open" : "option" }, radio, text));
  }
  const first = /** @type {HTMLInputElement} */ (radios[0]);
  const chosen = () => radios.find((radio) => radio.checked);

  return {
    node,
    read() {
      const value = chosen()?.value;
      if (value === undefined) return { answer: null, problems: [] };
      if (open.includes(value)) return { answer: "unknown", problems: [] };
      return { answer: yesNo ? value === "yes" : value, problems: [] };
    },
    write(answer) {
      const value = typeof answer === "boolean" && yesNo ? (answer ? "yes" : "no") : answer;
      const radio = radios.find((one) => one.value === value) ?? (value === "unknown" ? radios.find((one) => open.includes(one.value)) : undefined);
      if (radio) radio.checked = true;
      // Whatever depends on it hears of it as of a press.
      radio?.dispatchEvent(new Event("input", { bubbles: true }));
      return radio !== undefined;
    },
    input: () => chosen() ?? first,
    inputs: () => radios,
    restart() {
      for (const radio of radios) radio.checked = false;
    },
  };
}

/**
 * @param {Choosing} asked
 * @returns {Control}
 */
export function choicesControl(asked) {
  const { measure, choices } = asked;
  const open = openAnswers(asked, hasWord);
  const list = el("div", { class: "options tall" });
  const boxes = choices.filter((value) => value !== "none").map((value) => {
    const box = el("input", { type: "checkbox", value });
    list.append(el("label", { class: "option" }, box, say(el("span"), () => choiceName(measure, value))));
    return box;
  });
  const untick = () => {
    for (const box of boxes) box.checked = false;
  };
  /** @type {[string, string[]][]} */
  const none = choices.includes("none") ? [["none", ["choices", hasWord(["choices", measure, "none"]) ? measure : "common", "none"]]] : [];
  const alone = standAlone([...none, ...open.map((value) => /** @type {[string, string[]]} */ ([value, ["form", value]]))], untick);
  list.addEventListener("change", alone.clear);

  return {
    node: el("div", { class: "answer" }, list, alone.node),
    read() {
      const single = alone.chosen();
      const chosen = single === null ? boxes.filter(({ checked }) => checked).map(({ value }) => value) : [single];
      if (chosen.length === 0) return { answer: null, problems: [] };
      return { answer: /** @type {Answer} */ (single !== null && open.includes(single) ? "unknown" : chosen), problems: [] };
    },
    write(answer) {
      if (answer === "unknown") return open.some((value) => alone.choose(value));
      const values = Array.isArray(answer) ? answer : [answer];
      if (values.length === 1 && values[0] === "none" && none.length > 0) return alone.choose("none");
      if (values.length === 0 || !values.every((value) => boxes.some((box) => box.value === value))) return false;
      for (const box of boxes) box.checked = values.includes(box.value);
      return true;
    },
    input: () => /** @type {HTMLElement} */ ([...boxes, ...alone.inputs].find(({ checked }) => checked) ?? boxes[0]),
    inputs: () => [...boxes, ...alone.inputs],
    restart() {
      untick();
      alone.clear();
    },
  };
}
