/** Radio buttons: yes/no and choices, always with "I don't know". */

import { el, freshId } from "./dom.js";
import { choiceName, hasWord, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {{part: string | null, code: string, other?: string}} Problem */
/** @typedef {{answer: Answer | null, problems: Problem[]}} Reading an answer of null is none at all */
/** @typedef {{node: HTMLElement, read: () => Reading, input: (part: string | null) => HTMLElement, inputs: () => HTMLElement[], restart: () => void}} Control */

/**
 * "I'd rather discuss this" is its own button but the same answer: not known to this page.
 * @param {{measure: string, kind: string, choices: string[], sensitive: boolean}} asked
 * @returns {Control}
 */
export function choiceControl(asked) {
  const name = freshId(asked.measure);
  const yesNo = asked.kind === "yes_no";
  const values = yesNo ? ["yes", "no"] : asked.choices;
  // Where not knowing is a choice with a meaning of its own, there is no second one without.
  const ownUnsure = values.includes("unsure") && !hasWord(["choices", asked.measure, "unsure"]);
  const open = [...(ownUnsure ? [] : ["unknown"]), ...(asked.sensitive ? ["discuss"] : [])];
  /** @type {HTMLInputElement[]} */
  const radios = [];

  const node = el("div", { class: values.length > 3 ? "options tall" : "options" });
  for (const value of [...values, ...open]) {
    const radio = el("input", { type: "radio", name, value });
    radios.push(radio);
    const isOpen = open.includes(value);
    const text = say(el("span"), () => (isOpen ? word(["form", value]) : choiceName(asked.measure, value)));
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
    input: () => chosen() ?? first,
    inputs: () => radios,
    restart() {
      for (const radio of radios) radio.checked = false;
    },
  };
}
