/** The drugs that the engine knows, and a field for one: suggestions, but never a refusal. */

import { describe, el, freshId, setText } from "./dom.js";
import { hasWord, keepTold, say, word } from "./words.js";

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

/** The names of the locale by the engine's own; the first is the one that is shown. @param {string} drug */
const localNames = (drug) => (hasWord(["drugs", drug]) ? word(["drugs", drug]).split("; ") : []);

/** @param {string} drug as the engine calls it */
export const drugName = (drug) => localNames(drug)[0] ?? drug.replaceAll("_", " ");

/**
 * A name as the reader writes it, where it is just the engine's.
 * @param {string} text
 */
export const shownName = (text) => (drugs.some(({ drug }) => drug === text) ? drugName(text) : text);

/** Both apostrophes that a name is typed with, and no difference of case. @param {string} text */
const folded = (text) => text.trim().toLowerCase().replace(/[\u05f3\u2019]/g, "'");

/**
 * A name of the locale turned into the engine's, with whatever stands behind it; any other text as it is.
 * @param {string} text
 */
export function engineName(text) {
  const typed = folded(text);
  const fits = (/** @type {string} */ name) => typed.startsWith(name) && !/^[\p{L}\p{N}]/u.test(typed.slice(name.length));
  const known = drugs.flatMap(({ drug }) => localNames(drug).map((name) => ({ drug, name: folded(name) }))).filter(({ name }) => fits(name));
  const [longest] = known.toSorted((one, other) => other.name.length - one.name.length);
  return longest ? longest.drug + typed.slice(longest.name.length) : text.trim();
}

/**
 * What a name means to the engine.
 * @param {string} text
 */
export function findDrug(text) {
  return text.trim() === "" ? null : find(engineName(text));
}

/**
 * The list behind the fields of one answer.
 * @param {string | null} only a class
 */
export function drugNames(only) {
  const named = drugs.filter((drug) => only === null || drug.class === only);
  const list = el("datalist", { id: freshId("drugs") });
  keepTold(list, () => {
    const names = new Set(named.flatMap(({ drug, also_known_as: others }) => [...localNames(drug), drug, ...others]));
    list.replaceChildren(...[...names].toSorted().map((name) => el("option", { value: name })));
  });
  return list;
}

/** @typedef {{node: HTMLElement, input: HTMLInputElement, note: HTMLElement, text: () => string, name: () => string, drug: () => Drug | null}} DrugField */

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
    const found = drug()?.drug;
    const name = found === undefined ? "" : drugName(found);
    const shown = found !== undefined && !found.startsWith("-") && !folded(input.value).startsWith(folded(name));
    setText(note, text() === "" || (found !== undefined && !shown) ? "" : found === undefined ? word("form.drug_unknown") : word("form.drug_is", { name }));
  };
  input.addEventListener("input", look);
  keepTold(note, look);
  return { node: el("div", { class: "part wide" }, say(el("label", { for: input.id }), label), input, note), input, note, text, name: () => engineName(input.value), drug };
}
