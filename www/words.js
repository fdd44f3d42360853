/**
 * The words of the page, from one locale file a language. A key names a whole sentence;
 * sentences are never put together from pieces.
 */

/** @typedef {"me" | "child" | "other"} Person */
/** @typedef {{[key: string]: string | Words}} Words */
/** @typedef {{[name: string]: string | number}} Values */

/** @type {Map<string, string | Words>} by language, as text until somebody reads it */
let locales = new Map();
/** @type {Words} */
let words = {};
/** @type {Person} */
let person = "me";
/** @type {WeakMap<Node, () => void>} */
const tellings = new WeakMap();
/** What has been said, as long as it is there. @type {Set<WeakRef<Node>>} */
let told = new Set();
/** So many are looked through for those that are gone. */
let most = 4096;

/** @param {Map<string, string | Words>} all */
export function useLocales(all) {
  locales = all;
}

/** The languages that there are words in. */
export function languages() {
  return [...locales.keys()];
}

/** @param {string} language @returns {Words} */
function wordsOf(language) {
  const locale = locales.get(language) ?? {};
  const read = typeof locale === "string" ? JSON.parse(locale) : locale;
  locales.set(language, read);
  return read;
}

/**
 * Texts said with `say` change in place; whatever else shows words is to be drawn anew.
 * @param {string} language
 */
export function useLanguage(language) {
  words = wordsOf(language);
  const root = document.documentElement;
  root.lang = word("language");
  root.dir = word("direction");
  tellAgain();
}

/**
 * Whom the questions address. Texts said with `say` change in place.
 * @param {Person} next
 */
export function usePerson(next) {
  person = next;
  tellAgain();
}

/** Whom the questions address. */
export const addressee = () => person;

function tellAgain() {
  for (const owner of told) {
    const node = owner.deref();
    if (node) tellings.get(node)?.();
  }
}

/**
 * Tells now, and again whenever language or person changes, as long as its owner is there.
 * @param {Node} owner
 * @param {() => void} tell
 */
export function keepTold(owner, tell) {
  if (!tellings.has(owner)) told.add(new WeakRef(owner));
  tellings.set(owner, tell);
  tell();
  if (told.size <= most) return;
  told = new Set([...told].filter((one) => one.deref()));
  most = Math.max(4096, told.size * 2);
}

/**
 * @param {string[]} path
 * @param {Words} [from]
 * @returns {string | Words | undefined}
 */
function find(path, from = words) {
  /** @type {string | Words | undefined} */
  let at = from;
  for (const step of path) {
    if (typeof at !== "object" || !Object.hasOwn(at, step)) return undefined;
    at = at[step];
  }
  return at;
}

/** Ids hold dots and slashes, so a key is a path of its own, not a dotted string. */
/** @typedef {string | string[]} Key */

/** @param {Key} key */
const pathOf = (key) => (typeof key === "string" ? key.split(".") : key);

/**
 * What stands at a key in each language: who has typed a word in one may be reading another.
 * @param {string[]} path
 * @returns {string[]}
 */
export function inEveryLanguage(path) {
  return languages().flatMap((language) => {
    const text = find(path, wordsOf(language));
    return typeof text === "string" ? [text] : [];
  });
}

/** @param {Key} key */
export function hasWord(key) {
  return find(pathOf(key)) !== undefined;
}

/**
 * The text at a key: in the wording for the chosen person and in the plural form for
 * `values.count` where the locale has several. A missing key shows as itself.
 * @param {Key} key
 * @param {Values} [values]
 * @returns {string}
 */
export function word(key, values = {}) {
  const path = pathOf(key);
  let entry = find(path);
  // A plural has a form "other" too.
  if (typeof entry === "object" && Object.hasOwn(entry, "me")) entry = entry[person];
  if (typeof entry === "object" && typeof values.count === "number") {
    const plural = new Intl.PluralRules(formats()).select(values.count);
    entry = entry[plural] ?? entry.other;
  }
  if (typeof entry !== "string") return path.at(-1) ?? "";
  return entry.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? formatNumber(value) : value;
  });
}

/**
 * The first of several keys that the locale has.
 * @param {Key[]} keys
 */
export function firstWord(keys) {
  const key = keys.find(hasWord) ?? keys.at(-1);
  return key === undefined ? "" : word(key);
}

/**
 * Puts a text into an element and keeps it right when language or person change.
 * @template {Element} E
 * @param {E} element
 * @param {Key | (() => string)} key
 * @returns {E}
 */
export function say(element, key) {
  keepTold(element, () => {
    element.textContent = typeof key === "function" ? key() : word(key);
  });
  return element;
}

function formats() {
  return word("dates_and_numbers");
}

/**
 * Typed values and limits keep up to three decimals, or three significant digits when they
 * are small; worked values get fewer the larger they are.
 * @param {number} value
 * @param {boolean} [worked]
 */
export function formatNumber(value, worked = false) {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.1) return new Intl.NumberFormat(formats(), { maximumSignificantDigits: 3 }).format(value);
  const decimals = worked && size >= 10 ? (size >= 100 ? 1 : 2) : 3;
  return new Intl.NumberFormat(formats(), { maximumFractionDigits: decimals }).format(value);
}

/**
 * "14 March 2027", "March 2027" or "2027". Civil dates are drawn in UTC so that no
 * time zone moves them.
 * @param {string} date
 */
export function formatDate(date) {
  const [year, month, day] = date.split("-").map(Number);
  const moment = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1));
  /** @type {Intl.DateTimeFormatOptions} */
  const options = { timeZone: "UTC", year: "numeric" };
  if (month !== undefined) options.month = "long";
  if (day !== undefined) options.day = "numeric";
  return new Intl.DateTimeFormat(formats(), options).format(moment);
}

/**
 * "14-20 March 2027", as the locale writes it.
 * @param {string} from
 * @param {string} until
 */
export function formatDays(from, until) {
  const format = new Intl.DateTimeFormat(formats(), { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" });
  return format.formatRange(new Date(`${from}T00:00Z`), new Date(`${until}T00:00Z`));
}

/** @type {Map<string, string[]>} by locale; every date on the page asks for them */
const months = new Map();

/** The twelve month names, January first. */
export function monthNames() {
  const known = months.get(formats());
  if (known) return known;
  const format = new Intl.DateTimeFormat(formats(), { timeZone: "UTC", month: "long" });
  const names = Array.from({ length: 12 }, (_, month) => format.format(new Date(Date.UTC(2026, month, 1))));
  months.set(formats(), names);
  return names;
}

/** @param {string[]} items */
export function formatList(items) {
  return new Intl.ListFormat(formats(), { type: "conjunction" }).format(items);
}

/** @param {string} code ISO 3166 */
export function countryName(code) {
  return new Intl.DisplayNames(formats(), { type: "region" }).of(code) ?? code;
}

/** @param {string} code UCUM */
export function unitName(code) {
  return hasWord(["units", code]) ? word(["units", code]) : code;
}

/**
 * @param {number} number
 * @param {string | null} unit
 * @param {boolean} [worked]
 */
export function formatQuantity(number, unit, worked = false) {
  const text = formatNumber(number, worked);
  const name = unit === null ? "" : unitName(unit);
  return name === "" ? text : word("steps.quantity", { number: text, unit: name });
}

/**
 * Trial files carry their own texts by language.
 * @param {{[language: string]: string} | null | undefined} texts
 */
export function localised(texts) {
  if (!texts) return "";
  const language = word("language");
  return texts[language] ?? texts[primary(language)] ?? texts.en ?? Object.values(texts)[0] ?? "";
}

/**
 * "zh" of "zh-Hans-CN".
 * @param {string} language
 */
export const primary = (language) => language.split("-")[0]?.toLowerCase() ?? "";

/** @param {string} measure */
export function measureName(measure) {
  return word(["names", measure]);
}

/**
 * @param {string} measure
 * @param {string} choice
 */
export function choiceName(measure, choice) {
  return firstWord([["choices", measure, choice], ["choices", "common", choice]]);
}
