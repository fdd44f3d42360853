/** The names that stand in every file for other programs. Once published they keep their meaning. */

const OURS = "urn:trial-prescreen:";
export const UCUM = "http://unitsofmeasure.org";
export const LOINC = "http://loinc.org";
/** HL7's own codes for yes and no, and for why there is no value. */
const YES_NO = "http://terminology.hl7.org/CodeSystem/v2-0136";
const ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

/** @typedef {{system?: string, code?: string, display?: string}} Coding */

/** @type {[unknown, string, string][]} */
const COMMON = [
  [true, YES_NO, "Y"],
  [false, YES_NO, "N"],
  ["unknown", ABSENT, "asked-unknown"],
  ["discuss", ABSENT, "asked-declined"],
];

/**
 * How a choice is written. Where it is none that all questions share, it belongs to the measure or the
 * part that offers it.
 * @param {string} owner
 * @param {unknown} value
 * @returns {Coding}
 */
export function codingOf(owner, value) {
  const [, system, code] = COMMON.find(([one]) => one === value) ?? [null, OURS + owner, String(value)];
  return { system, code };
}

/**
 * The choice that a code means. Whoever would rather discuss something has left it open.
 * @param {Coding} coding
 * @returns {boolean | string | undefined}
 */
export function choiceOf({ system, code }) {
  const [value] = COMMON.find(([, where, what]) => where === system && what === code) ?? [code];
  return value === "discuss" ? "unknown" : /** @type {boolean | string | undefined} */ (value);
}

const FORM = `${OURS}questionnaire:`;

/**
 * The same trials have the same address, whatever the version.
 * @param {string[]} trials
 */
export const addressOf = (trials) => FORM + trials.map(encodeURIComponent).join("+");

/**
 * The trials in an address with or without its version.
 * @param {unknown} address
 */
export function trialsIn(address) {
  const [url = ""] = typeof address === "string" ? address.split("|") : [];
  return url.startsWith(FORM) ? url.slice(FORM.length).split("+").map(decodeURIComponent) : [];
}
