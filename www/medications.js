/** Medicines, and the doses of steroids: entries with a name, days and what goes with them. */

import { ELIMINATIONS, RESPONSES, ROUTES } from "./asked.js";
import { choiceControl } from "./choice.js";
import { titledDate } from "./date.js";
import { el, freshId } from "./dom.js";
import { drugField, drugNames, drugNote, shownName } from "./drugs.js";
import { listControl } from "./list.js";
import { readNumber, typedNumber } from "./reading.js";
import { formatDate, formatNumber, say, word } from "./words.js";

/** @typedef {import("./choice.js").Control} Control */
/** @typedef {import("./choice.js").Problem} Problem */
/** @typedef {import("./date.js").DateParts} DateParts */
/** @typedef {import("./list.js").Entry} Entry */
/** @typedef {{[key: string]: unknown}} Values */

/** A medicine that nobody has named. */
const UNNAMED = "?";
/** These stay for months unless a treatment washes them out. */
const WASHED_OUT = ["teriflunomide", "leflunomide"];

/**
 * A list to choose from that may be left alone.
 * @param {string} name
 * @param {string[]} values
 */
function picker(name, values) {
  const select = el("select", { autocomplete: "off", id: freshId(name) }, el("option", { value: "" }, "\u2013"));
  for (const value of values) select.append(say(el("option", { value }), ["form", name, value]));
  const node = el("div", { class: "part wide" }, say(el("label", { for: select.id }), ["form", name, "ask"]), select);
  const write = (/** @type {unknown} */ value) => {
    select.value = typeof value === "string" ? value : "";
    return select.value === value;
  };
  return { node, select, write, value: () => (node.hidden || select.value === "unknown" ? "" : select.value) };
}

/**
 * Writes what the fields of an entry can hold; a value that has no field there is not passed over.
 * @param {unknown} value
 * @param {{[key: string]: (one: unknown) => boolean}} fields
 */
function writeEntry(value, fields) {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(([key, one]) => Object.hasOwn(fields, key) && (fields[key]?.(one) ?? false));
}

/**
 * @param {HTMLInputElement} input
 * @returns {(one: unknown) => boolean}
 */
const writeText = (input) => (one) => {
  if (typeof one !== "string" || one.length > input.maxLength) return false;
  input.value = one === UNNAMED ? "" : shownName(one);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
};

/**
 * Reads the dates of an entry into its values.
 * @param {{[key: string]: DateParts}} dates
 * @param {Values} values
 * @returns {Problem[]}
 */
function readDates(dates, values) {
  return Object.entries(dates).flatMap(([key, parts]) => {
    if (parts.node.hidden) return [];
    const { date, problems } = parts.read();
    if (date !== null) values[key] = date;
    return problems.map(({ part, code }) => ({ part: `${key}/${part}`, code }));
  });
}

/**
 * The field of an entry that a problem is about.
 * @param {string | null} part such as "last_dose" or "last_dose/year"
 * @param {{[key: string]: DateParts}} dates
 * @param {{[key: string]: HTMLElement}} fields
 * @param {HTMLElement} first
 */
function fieldAt(part, dates, fields, first) {
  const [key = "", inner = null] = part?.split("/") ?? [];
  return dates[key]?.input(inner) ?? fields[key] ?? first;
}

/**
 * @param {{measure: string, kind: string}} asked
 * @param {() => void} onChange
 * @returns {Control}
 */
export function medicationsControl(asked, onChange) {
  const full = asked.measure === "medications";
  const names = drugNames(null);
  const control = listControl(asked, () => medication(names, full), onChange, (values) => {
    // A date alone is something that nobody has named.
    const [only] = values;
    if (values.length === 1 && only.drug === undefined) return only.last_dose;
    return values.map((value) => ({ drug: UNNAMED, ...value }));
  }, (answer) => (typeof answer === "string" ? [{ last_dose: answer }] : answer));
  control.node.append(names);
  return control;
}

/**
 * @param {HTMLElement} names
 * @param {boolean} full rather than the name and the last dose alone
 * @returns {Entry}
 */
function medication(names, full) {
  const drug = drugField(names, full ? "form.drug" : "form.drug_if_known");
  const ongoing = choiceControl({ measure: "ongoing", kind: "yes_no", choices: [], sensitive: false });
  const hint = say(el("p", { class: "hint", id: freshId("hint") }), "form.ongoing_hint");
  const taken = el("fieldset", { class: "dated", "aria-describedby": `${drug.note.id} ${hint.id}`, hidden: !full }, say(el("legend"), "form.ongoing"), hint, ongoing.node);
  /** @type {{[key: string]: DateParts}} */
  const dates = { last_dose: titledDate("form.last_dose"), ...(full ? { started: titledDate("form.started") } : {}) };
  const route = picker("route", ROUTES);
  const response = picker("response", RESPONSES);
  const elimination = picker("elimination", ELIMINATIONS);
  const pickers = { route, response, elimination };
  const node = el("div", { class: "entry" }, drug.node, taken, ...Object.values(dates).map((parts) => parts.node), ...Object.values(pickers).map((one) => one.node));

  // What does not apply is hidden and not read, but keeps what was typed.
  const arrange = () => {
    const known = drug.drug();
    if (full) /** @type {DateParts} */ (dates.last_dose).node.hidden = ongoing.read().answer !== false;
    route.node.hidden = !full || known === null || !(known.class === "glucocorticoid" || known.often_local);
    response.node.hidden = !full;
    elimination.node.hidden = !full || known === null || !WASHED_OUT.includes(known.drug);
  };
  node.addEventListener("input", arrange);
  arrange();

  function read() {
    /** @type {Values} */
    const value = {};
    const problems = readDates(dates, value);
    const still = ongoing.read().answer;
    if (typeof still === "boolean") value.ongoing = still;
    for (const [key, one] of Object.entries(pickers)) if (one.value() !== "") value[key] = one.value();
    if (drug.text() !== "") value.drug = drug.name();
    const touched = problems.length > 0 || still !== null || Object.keys(value).length > 0;
    if (full && touched && value.drug === undefined) problems.unshift({ part: "drug", code: "drug_missing" });
    return { value: touched ? value : null, problems };
  }

  return {
    node,
    read,
    write(value) {
      /** @type {{[key: string]: (one: unknown) => boolean}} */
      const fields = { drug: writeText(drug.input), ongoing: (one) => ongoing.write?.(one) ?? false };
      for (const [key, one] of Object.entries({ ...dates, ...pickers })) fields[key] = one.write;
      const fits = writeEntry(value, fields);
      // A last dose says that it is over.
      const last = full && dates.last_dose?.read().date ? true : false;
      if (last && ongoing.read().answer === null) ongoing.write?.(false);
      arrange();
      return fits && !(last && ongoing.read().answer === true);
    },
    input: (part) => fieldAt(part, dates, { route: route.select, response: response.select, elimination: elimination.select }, drug.input),
    inputs: () => [drug.input, ...ongoing.inputs(), ...Object.values(dates).flatMap((parts) => parts.inputs()), ...Object.values(pickers).map(({ select }) => select)],
    name: drug.text,
    summary() {
      const { ongoing: still, last_dose: last } = /** @type {{ongoing?: boolean, last_dose?: string}} */ (read().value ?? {});
      const unsaid = full && ongoing.read().answer === null ? word("form.still_unsaid") : "";
      const words = still ? word("form.still_taken") : last ? word("form.last_taken", { date: formatDate(last) }) : unsaid;
      return [drugNote(drug.text()), words].filter(Boolean).join(" ");
    },
  };
}

/**
 * @param {{measure: string, kind: string}} asked
 * @param {() => void} onChange
 * @returns {Control}
 */
export function dosesControl(asked, onChange) {
  const names = drugNames("glucocorticoid");
  const control = listControl(asked, () => dailyDose(names), onChange);
  control.node.append(names);
  return control;
}

/**
 * @param {HTMLElement} names
 * @returns {Entry}
 */
function dailyDose(names) {
  const drug = drugField(names, "form.drug");
  const dose = el("input", { type: "text", dir: "ltr", inputmode: "decimal", autocomplete: "off", class: "number", id: freshId("dose") });
  const dates = { from: titledDate("form.dose_from", "form.dose_from_hint"), to: titledDate("form.dose_to", "form.dose_to_hint") };
  const route = picker("route", ROUTES);
  const amount = el("div", { class: "part" }, say(el("label", { for: dose.id }), "form.dose"), dose);
  const node = el("div", { class: "entry" }, drug.node, amount, route.node, dates.from.node, dates.to.node);

  function read() {
    /** @type {Values} */
    const value = {};
    const problems = readDates(dates, value);
    const number = readNumber(dose.value);
    if (number !== null && "error" in number) problems.unshift({ part: "dose", code: number.error });
    else if (number !== null) value.dose = { value: number.value, unit: "mg/d" };
    if (route.value() !== "") value.route = route.value();
    if (drug.text() !== "") value.drug = drug.name();
    const touched = problems.length > 0 || Object.keys(value).length > 0;
    if (touched && number === null) problems.unshift({ part: "dose", code: "dose_missing" });
    if (touched && value.drug === undefined) problems.unshift({ part: "drug", code: "drug_missing" });
    return { value: touched ? value : null, problems };
  }

  return {
    node,
    read,
    write: (value) =>
      writeEntry(value, {
        drug: writeText(drug.input),
        dose(one) {
          const said = /** @type {{value?: unknown, unit?: unknown} | null} */ (one);
          dose.value = said?.unit === "mg/d" ? typedNumber(said.value) : "";
          return dose.value !== "";
        },
        from: dates.from.write,
        to: dates.to.write,
        route: route.write,
      }),
    input: (part) => fieldAt(part, dates, { dose, route: route.select }, drug.input),
    inputs: () => [drug.input, dose, route.select, ...dates.from.inputs(), ...dates.to.inputs()],
    name: drug.text,
    summary() {
      const number = readNumber(dose.value);
      return number !== null && "value" in number ? word("form.dose_a_day", { dose: formatNumber(number.value) }) : "";
    },
  };
}
