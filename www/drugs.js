/** The drugs that the engine knows, and a field for one: suggestions, but never a refusal. */

import { describe, el, freshId, setText } from "./dom.js";
import { hasWord, inEveryLanguage, keepTold, say, word } from "./words.js";

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
  everyName = [];
  find = findByName;
}

/** The names of the locale by the engine's own; the first is the one that is shown. @param {string} drug */
const localNames = (drug) => (hasWord(["drugs", drug]) ? word(["drugs", drug]).split("; ") : []);

/** @param {string} drug as the engine calls it */
export const drugName = (drug) => localNames(drug)[0] ?? drug.replaceAll("_", " ");

/** Whether a name ends where the text behind it begins. @param {string} rest */
const isWhole = (rest) => !/^[\p{L}\p{N}]/u.test(rest);

/**
 * The longest of some names with which a text begins.
 * @param {string} text
 * @param {{drug: string, name: string}[]} names
 */
function beginning(text, names) {
  const fitting = names.filter(({ name }) => text.startsWith(name) && isWhole(text.slice(name.length)));
  return fitting.toSorted((one, other) => other.name.length - one.name.length)[0] ?? null;
}

/**
 * A name of the engine's as the reader writes it, with whatever stands behind it.
 * @param {string} text
 */
export function shownName(text) {
  const found = beginning(text, drugs.map(({ drug }) => ({ drug, name: drug })));
  return found ? drugName(found.drug) + text.slice(found.name.length) : text;
}

/** The names of all languages: a switch of language must not change what was meant. @type {{drug: string, name: string}[]} */
let everyName = [];
/** Forms and units that stand beside a name and leave it the same drug. @type {string[]} */
let forms = [];

/** Both apostrophes that a name is typed with, and no difference of case. @param {string} text */
const folded = (text) => text.trim().toLowerCase().replace(/[\u05f3\u2019]/g, "'");

/**
 * A name of the locale turned into the engine's, with whatever stands behind it; any other text as it is.
 * @param {string} text
 */
export function engineName(text) {
  if (everyName.length === 0) {
    everyName = drugs.flatMap(({ drug }) => inEveryLanguage(["drugs", drug]).flatMap((names) => names.split("; ").map((name) => ({ drug, name: folded(name) }))));
    forms = inEveryLanguage(["form", "drug_forms"]).flatMap((list) => list.split("; ")).toSorted((one, other) => other.length - one.length);
  }
  const plain = forms.reduce((rest, form) => rest.replaceAll(form, " "), folded(text)).trim();
  const found = beginning(plain, everyName);
  // What the engine takes for the same drug by itself stays as it was typed.
  return found && find(text)?.drug !== found.drug ? found.drug + plain.slice(found.name.length) : text.trim();
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

/**
 * What a name was taken for, where that is not plain.
 * @param {string} typed
 */
export function drugNote(typed) {
  const found = findDrug(typed)?.drug;
  if (typed.trim() === "") return "";
  if (found === undefined) return word("form.drug_unknown");
  const name = drugName(found);
  // An antibody that is known by its ending alone has no other name to show.
  return found.startsWith("-") || folded(typed).startsWith(folded(name)) ? "" : word("form.drug_is", { name });
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
  const look = () => setText(note, drugNote(input.value));
  input.addEventListener("input", look);
  keepTold(note, look);
  return { node: el("div", { class: "part wide" }, say(el("label", { for: input.id }), label), input, note), input, note, text, name: () => engineName(input.value), drug };
}
