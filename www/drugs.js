/** The drugs that the engine knows, and a field for one: suggestions, but never a refusal. */

import { describe, el, freshId, setText } from "./dom.js";
import { keepTold, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Drug} Drug */

/** @type {Drug[]} */
let drugs = [];
/** @type {(name: string) => Drug | null} */
let find = () => null;

/**
 * @param {Drug[]} known
 * @param {(name: string) => Drug | null} findByName
 */
export function useDrugs(known, findByName) {
  drugs = known;
  find = findByName;
}

/**
 * What a name means to the engine.
 * @param {string} text
 */
export function findDrug(text) {
  return text.trim() === "" ? null : find(text);
}

/**
 * The list behind the fields of one answer.
 * @param {string | null} only a class
 */
export function drugNames(only) {
  const named = drugs.filter((drug) => only === null || drug.class === only);
  const names = named.flatMap(({ drug, also_known_as: others }) => [drug, ...others]);
  return el("datalist", { id: freshId("drugs") }, ...names.toSorted().map((name) => el("option", { value: name })));
}

/** @typedef {{node: HTMLElement, input: HTMLInputElement, note: HTMLElement, text: () => string, drug: () => Drug | null}} DrugField */

/**
 * @param {HTMLElement} names
 * @param {string} label key of its words
 * @returns {DrugField}
 */
export function drugField(names, label) {
  const input = el("input", { type: "text", class: "drug", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200, list: names.id, id: freshId("drug") });
  const note = el("p", { class: "hint", id: freshId("note") });
  describe(input, null, note);
  const text = () => input.value.trim();
  const drug = () => findDrug(input.value);
  const look = () => {
    // An antibody that is known by its ending alone has no other name to show.
    const name = drug()?.drug;
    const shown = name !== undefined && !name.startsWith("-") && !text().toLowerCase().startsWith(name);
    setText(note, text() === "" || (name !== undefined && !shown) ? "" : name === undefined ? word("form.drug_unknown") : word("form.drug_is", { name }));
  };
  input.addEventListener("input", look);
  keepTold(note, look);
  return { node: el("div", { class: "part wide" }, say(el("label", { for: input.id }), label), input, note), input, note, text, drug };
}
