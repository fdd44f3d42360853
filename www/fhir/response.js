/**
 * Answers as a FHIR R4 QuestionnaireResponse to one of our Questionnaires, which says where the parts
 * of an answer belong. Only what was answered stands there.
 */

import { codingOf, UCUM } from "./codes.js";

/** @typedef {import("../../pkg/trial_prescreen.js").Answers} Answers */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Questionnaire} Questionnaire */
/** @typedef {import("./types.js").QuestionnaireResponse} QuestionnaireResponse */
/** @typedef {import("./types.js").ResponseItem} ResponseItem */
/** @typedef {{[part: string]: unknown}} Parts what an answer consists of; by "" what it is as a whole */

/**
 * @param {Questionnaire} questionnaire
 * @param {Answers} answers
 * @param {string} today the day on which they were given
 * @returns {QuestionnaireResponse}
 */
export function response({ url, version, language, item }, answers, today) {
  const said = (/** @type {Item[]} */ items) => items.flatMap((one) => (Object.hasOwn(answers, one.linkId) ? written(one, partsOf(answers[one.linkId], one), one.linkId) : []));
  return {
    resourceType: "QuestionnaireResponse",
    language,
    questionnaire: `${url}|${version}`,
    status: "completed",
    authored: today,
    item: item.flatMap((group) => {
      const members = said(group.item ?? []);
      return members.length === 0 ? [] : [{ linkId: group.linkId, text: group.text, item: members }];
    }),
  };
}

/**
 * An answer taken apart.
 * @param {unknown} answer
 * @param {Item} item of its measure
 * @returns {Parts}
 */
function partsOf(answer, item) {
  if (item.type === "choice") return isMap(answer) ? { "": answer.value, on: answer.on } : { "": answer };
  const offers = (/** @type {string} */ part) => find(item, `${item.linkId}.${part}`);
  if (offers("values")) {
    const values = [answer].flat();
    if (values.every((one) => hasOption(offers("values"), item.linkId, one))) return { values };
    return values.length === 1 ? { said: values[0] } : {};
  }
  for (const list of ["entry", "day"]) {
    if (!offers(list) || answer === "unknown") continue;
    const entries = Array.isArray(answer) ? answer : answer === "never" ? [] : [{ last_dose: answer }];
    return entries.length === 0 ? { said: "empty" } : { [list]: entries };
  }
  const { on, ...rest } = isMap(answer) ? answer : { value: answer, on: undefined };
  if (hasOption(offers("said"), item.linkId, rest.value)) return { said: rest.value, on };
  const value = offers("value");
  if (!value) return Object.fromEntries(Object.entries(rest).map(([one, is]) => [`item.${one}`, is]));
  if (value.type === "date") return { value: rest.value };
  if (value.type === "integer") return { value: Number(String(rest.value).replace(/^1:/, "")), on };
  return { ...numbers(rest, value), on };
}

/**
 * A number in the way it is known. A program that reads the value alone finds "<" and ">" beside it.
 * @param {Parts} said
 * @param {Item} item where it goes
 * @returns {Parts}
 */
function numbers({ value, low, high, below, above, unit, upper_limit: limit }, item) {
  if (item.type !== "quantity") return low === undefined ? { value } : { how: "between", low, high };
  // Only an age may come without its unit, which is the first.
  const measured = (/** @type {unknown} */ number, comparator = "") => ({ value: number, unit: unit ?? item.extension?.find(({ valueCoding }) => valueCoding?.code)?.valueCoding?.code, comparator });
  const upper = limit === undefined ? {} : { limit };
  if (low !== undefined) return { how: "between", low: measured(low), high: measured(high), ...upper };
  if (below !== undefined) return { how: "below", value: measured(below, "<"), ...upper };
  if (above !== undefined) return { how: "above", value: measured(above, ">"), ...upper };
  return { value: measured(value), ...upper };
}

/**
 * An item of the form with what is said there; nothing where nothing is.
 * @param {Item} item
 * @param {Parts} parts
 * @param {string} owner the item that the names of the parts begin with
 * @returns {ResponseItem[]}
 */
function written(item, parts, owner) {
  const { linkId, text, type } = item;
  const given = linkId === owner ? parts[""] : parts[linkId.slice(owner.length + 1)];
  const head = { linkId, ...(text ? { text } : {}) };
  if (type === "group" && Array.isArray(given)) {
    const below = (/** @type {Parts} */ entry) => (item.item ?? []).flatMap((one) => written(one, entry, linkId));
    return given.map((entry) => ({ ...head, item: below(entry) }));
  }
  const inner = (item.item ?? []).flatMap((one) => written(one, parts, owner));
  if (type === "group") return inner.length === 0 ? [] : [{ ...head, item: inner }];
  if (given === undefined || type === "display") return [];
  const answer = [given].flat().map((one) => ({ ...valueOf(item, one, owner), ...(inner.length > 0 ? { item: inner } : {}) }));
  return [{ ...head, answer }];
}

/**
 * @param {Item} item
 * @param {any} value
 * @param {string} owner
 */
function valueOf(item, value, owner) {
  if (item.type === "choice") return { valueCoding: optionOf(item, owner, value) ?? codingOf(item.linkId.split(".").at(-1) ?? "", value) };
  if (item.type === "quantity") {
    const { value: number, unit, comparator } = value;
    const display = item.extension?.find(({ valueCoding }) => valueCoding?.code === unit)?.valueCoding?.display ?? unit;
    return { valueQuantity: { value: number, ...(comparator ? { comparator } : {}), unit: display, system: UCUM, code: unit } };
  }
  if (item.type === "date") return { valueDate: value };
  if (item.type === "decimal") return { valueDecimal: value };
  return item.type === "integer" ? { valueInteger: value } : { valueString: value };
}

/**
 * What the form offers for a value: by the code of all questions, or else by that of this one.
 * @param {Item | undefined} item
 * @param {string} owner
 * @param {unknown} value
 */
function optionOf(item, owner, value) {
  const { system, code } = codingOf(owner, value);
  const own = system !== codingOf(owner, "").system;
  return item?.answerOption?.find(({ valueCoding: one }) => one.code === code && (own ? one.system === system : true))?.valueCoding;
}

/** @param {Item | undefined} item @param {string} owner @param {unknown} value */
const hasOption = (item, owner, value) => optionOf(item, owner, value) !== undefined;

/** @param {Item} item @param {string} linkId @returns {Item | undefined} */
const find = (item, linkId) => (item.item ?? []).find((one) => one.linkId === linkId);

/** @param {unknown} answer @returns {answer is Parts} */
const isMap = (answer) => typeof answer === "object" && answer !== null && !Array.isArray(answer);
