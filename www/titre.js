/** How far a serum can be thinned until nothing is found: "1 to 160", or only positive or negative. */

import { WITHOUT_TITRE } from "./asked.js";
import { choiceControl } from "./choice.js";
import { el, freshId } from "./dom.js";
import { readTitre, typedNumber } from "./reading.js";
import { say, word } from "./words.js";

/** @typedef {import("./choice.js").Control} Control */

const USUAL = [40, 80, 160, 320, 640, 1280, 2560, 5120];
/** The choice that a number goes with. */
const NUMBERED = "positive";

/**
 * @param {{measure: string, sensitive: boolean}} asked
 * @returns {Control}
 */
export function titreControl({ measure, sensitive }) {
  const asked = { measure, kind: "choice", sensitive, choices: [NUMBERED, ...WITHOUT_TITRE] };
  const choice = choiceControl(asked, (value) => word(["form", "titre", value]));
  const usual = el("datalist", { id: freshId("titres") }, ...USUAL.map((titre) => el("option", { value: titre })));
  const input = el("input", { type: "text", dir: "ltr", inputmode: "numeric", autocomplete: "off", size: 14, list: usual.id, id: freshId(measure) });
  const number = el("div", { class: "measured" }, say(el("label", { for: input.id }), "form.titre.one_to"), input, usual);
  const chosen = () => choice.read().answer;
  const arrange = () => {
    number.hidden = chosen() !== NUMBERED;
  };
  choice.node.addEventListener("input", arrange);
  arrange();

  return {
    node: el("div", { class: "answer" }, choice.node, number),
    read() {
      if (chosen() !== NUMBERED) return choice.read();
      const reading = readTitre(input.value);
      if (reading !== null && "value" in reading) return { answer: reading.value, problems: [] };
      return { answer: null, problems: [{ part: "value", code: reading?.error ?? "titre_missing" }] };
    },
    write(answer) {
      const titre = typeof answer === "number" ? { value: answer } : readTitre(typeof answer === "string" ? answer : "");
      const numbered = titre !== null && "value" in titre;
      if (numbered) input.value = typedNumber(titre.value);
      return choice.write?.(numbered ? NUMBERED : answer) ?? false;
    },
    input: (part) => (part === null || number.hidden ? choice.input(null) : input),
    inputs: () => [...choice.inputs(), input],
    restart() {
      choice.restart();
      input.value = "";
      arrange();
    },
  };
}
