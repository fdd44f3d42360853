/** The drugs that the engine knows, and a field for one: suggestions, but never a refusal. */

import { describe, el, freshId, setText } from "./dom.js";
import { say, word } from "./words.js";

/** @typedef {{drug: string, also_known_as: string[], class: string}} Drug */

/** @type {Drug[]} */
let drugs = [];

/** @param {Drug[]} known */
export function useDrugs(known) {
  drugs = known;
}

/**
 * What a name most likely means: the longest name that it begins with, as in "Imuran 50 mg".
 * Only for what the page shows; the engine reads the name for itself.
 * @param {string} text
 * @returns {Drug | null}
 */
export function findDrug(text) {
  const typed = text.trim().toLowerCase();
  let longest = "";
  /** @type {Drug | null} */
  let found = null;
  for (const drug of drugs) {
    for (const name of [drug.drug, ...drug.also_known_as]) {
      const begins = typed.startsWith(name) && !/^[\p{L}\p{N}]/u.test(typed.slice(name.length));
      if (begins && name.length > longest.length) [longest, found] = [name, drug];
    }
  }
  return found;
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
    const name = drug()?.drug;
    const shown = name !== undefined && !text().toLowerCase().startsWith(name);
    setText(note, text() === "" || (name !== undefined && !shown) ? "" : name === undefined ? word("form.drug_unknown") : word("form.drug_is", { name }));
  };
  input.addEventListener("input", look);
  return { node: el("div", { class: "part wide" }, say(el("label", { for: input.id }), label), input, note), input, note, text, drug };
}
