/**
 * Answers out of a FHIR R4 QuestionnaireResponse: one of ours, or what another program has made of our
 * Questionnaire. It may come from anywhere; whether an answer can be one is for its field to say, or
 * for the engine.
 */

import { choiceOf, trialsIn, UCUM } from "./codes.js";

/** @typedef {import("./types.js").Reading} Reading */
/** @typedef {Map<string, unknown[]>} Parts what stands at each part of an answer */
/** @typedef {{[key: string]: any}} Foreign */

/** What does not make an answer by itself. */
const BESIDES = ["on", "how", "hint"];

/**
 * @param {unknown} response
 * @returns {Reading}
 */
export function readResponse(response) {
  const { item, questionnaire } = /** @type {Foreign} */ (response ?? {});
  /** @type {Map<string, Parts>} */
  const found = new Map();
  gather(item, found);
  /** @type {[string, any][]} */
  const answers = [];
  /** @type {string[]} */
  const unread = [];
  for (const [measure, parts] of found) {
    if ([...parts.keys()].every((part) => BESIDES.includes(part))) continue;
    const answer = answerOf(parts);
    if (answer === undefined) unread.push(measure);
    else answers.push([measure, answer]);
  }
  return { answers: Object.fromEntries(answers), trials: trialsIn(questionnaire), unread };
}

/**
 * Values by their places, in whatever groups these stand.
 * @param {unknown} items
 * @param {Map<string, Parts>} found
 */
function gather(items, found) {
  for (const { linkId, item, answer } of list(items)) {
    const [measure = "", ...rest] = String(linkId).split(".");
    const part = rest.join(".");
    if (part === "entry") {
      put(found, measure, part, entryOf(item));
      continue;
    }
    for (const one of list(answer)) {
      put(found, measure, part, valueOf(one));
      gather(one.item, found);
    }
    gather(item, found);
  }
}

/** @param {unknown} items @returns {Foreign[]} */
const list = (items) => (Array.isArray(items) ? items.filter((one) => typeof one === "object" && one !== null) : []);

/** @param {Map<string, Parts>} found @param {string} measure @param {string} part @param {unknown} value */
function put(found, measure, part, value) {
  const parts = found.get(measure) ?? new Map();
  const values = parts.get(part) ?? [];
  values.push(value);
  found.set(measure, parts.set(part, values));
}

/** @param {Foreign} answer */
function valueOf({ valueCoding, valueQuantity, valueDate, valueDecimal, valueInteger, valueString }) {
  if (valueCoding) return choiceOf(valueCoding);
  if (!valueQuantity) return valueDate ?? valueDecimal ?? valueInteger ?? valueString;
  const { value, comparator = "", unit, system, code } = valueQuantity;
  return { value, comparator, unit: system === UCUM ? code : unit };
}

/** One of a list of medicines or doses, where a choice that is not known is left out. @param {unknown} items */
function entryOf(items) {
  const fields = list(items).flatMap(({ linkId, answer }) => {
    const [said = {}] = list(answer);
    const value = valueOf(said);
    const key = String(linkId).split(".").at(-1);
    return value === undefined || (said.valueCoding && value === "unknown") ? [] : [[key, said.valueQuantity ? measured(value) : value]];
  });
  return Object.fromEntries(fields);
}

/** @param {any} quantity */
const measured = ({ value, unit }) => ({ value, unit });

/**
 * @param {Parts} parts
 * @returns {unknown} nothing where what is said cannot be one answer
 */
function answerOf(parts) {
  const all = (/** @type {string} */ part) => parts.get(part);
  const one = (/** @type {string} */ part) => (all(part)?.length === 1 ? all(part)?.[0] : undefined);
  const alone = (/** @type {string} */ part) => [...parts.keys()].every((key) => key === part || BESIDES.includes(key)) && one(part) !== undefined;
  const on = one("on");
  const dated = (/** @type {unknown} */ value) => (on === undefined || value === "unknown" ? value : { value, on });
  if (parts.has("said")) {
    const said = alone("said") ? one("said") : undefined;
    if (said === "empty") return [];
    // Of several choices, none is one.
    return said === "none" ? ["none"] : said && dated(said);
  }
  const values = all("values") ?? all("day");
  if (values) return values;
  const entries = all("entry");
  if (entries) return namelessDay(entries) ?? entries;
  const items = [...parts].filter(([part]) => part.startsWith("item."));
  if (items.length > 0) return Object.fromEntries(items.map(([part, [value]]) => [part.slice("item.".length), value]));
  if (alone("")) return dated(one(""));
  return numberOf({ value: one("value"), low: one("low"), high: one("high"), how: one("how"), limit: one("limit") }, on);
}

/**
 * A number in the way it is known, with or without a unit; or a date.
 * @param {{[part: string]: any}} said
 * @param {unknown} on
 */
function numberOf({ value, low, high, how, limit }, on) {
  const day = on === undefined ? {} : { on };
  if (low !== undefined || high !== undefined) {
    if (how !== "between" || value !== undefined || low === undefined || high === undefined) return undefined;
    if (typeof low !== "object") return { low, high, ...day };
    if (low.unit !== high.unit || low.comparator || high.comparator) return undefined;
    return { low: low.value, high: high.value, unit: low.unit, ...upper(limit), ...day };
  }
  if (typeof value !== "object") return how || value === undefined ? undefined : on === undefined ? value : { value, on };
  const sign = { below: "<", above: ">" }[/** @type {string} */ (how)] ?? value.comparator;
  // "At most" is not "less than", and two programs that differ have no answer.
  if (!["", "<", ">"].includes(sign) || how === "between" || (value.comparator && value.comparator !== sign)) return undefined;
  const key = { "<": "below", ">": "above" }[/** @type {string} */ (sign)] ?? "value";
  return { [key]: value.value, unit: value.unit, ...upper(limit), ...day };
}

/** @param {any} limit */
const upper = (limit) => (limit === undefined ? {} : { upper_limit: measured(limit) });

/** A day on which something was taken that nobody has named. @param {any[]} entries */
function namelessDay([entry, ...others]) {
  const only = others.length === 0 && Object.keys(entry).join() === "last_dose";
  return only ? entry.last_dose : undefined;
}
