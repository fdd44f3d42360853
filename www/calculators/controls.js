/** Controls that only calculators need: settings, grades, units, doses and waiting times. */

import { button, el, freshId } from "../dom.js";
import { drugField, drugNames } from "../drugs.js";
import { quantityControl } from "../quantity.js";
import { readNumber } from "../reading.js";
import { SCORES } from "../scores.js";
import { firstWord, formatNumber, measureName, say, unitName, word } from "../words.js";

/** @typedef {import("../choice.js").Control} Control */
/** @typedef {import("../choice.js").Problem} Problem */
/** @typedef {import("../field.js").Asked} Asked */
/** @typedef {import("../../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {import("../../pkg/trial_prescreen.js").CalculatorInput} CalculatorInput */

/** More values than this are typed rather than chosen. */
const MOST_GRADES = 21;

/** @param {unknown} value */
const asAnswer = (value) => /** @type {Answer} */ (value);

/**
 * A list to choose from; a blank first line where nothing is taken beforehand.
 * @param {[string, () => string][]} options value and words
 * @param {boolean} blank
 * @param {(value: string) => unknown} [meaning]
 * @returns {Control & {select: HTMLSelectElement}}
 */
function listControl(options, blank, meaning = (value) => value) {
  const select = el("select", { autocomplete: "off", id: freshId("list") }, blank ? el("option", { value: "" }, "\u2013") : null);
  for (const [value, text] of options) select.append(say(el("option", { value }), text));
  return {
    node: el("div", { class: "measured" }, say(el("label", { class: "quiet", for: select.id }), "form.value"), select),
    select,
    read: () => ({ answer: select.value === "" ? null : asAnswer(meaning(select.value)), problems: [] }),
    input: () => select,
    inputs: () => [select],
    restart() {
      select.selectedIndex = 0;
    },
  };
}

/**
 * Something that is set to what is most usual.
 * @param {CalculatorInput} input
 */
export function settingControl({ name, choices }) {
  return () => listControl(choices.map((choice) => [choice, () => firstWord([["calculators", "choices", name, choice], ["choices", name, choice]])]), false);
}

/**
 * Yes or no, with a usual meaning.
 * @param {CalculatorInput} input
 */
export function flagControl({ choices }) {
  const options = choices.map((value) => /** @type {[string, () => string]} */ ([value, () => word(value === "true" ? "form.yes" : "form.no")]));
  return () => listControl(options, false, (value) => value === "true");
}

/**
 * The values of a short scale; none where the scale is long.
 * @param {CalculatorInput} input
 * @returns {(() => Control) | null}
 */
export function gradeControl({ measure, limits, step }) {
  if (limits === null || step === null) return null;
  const count = Math.round((limits.high - limits.low) / step) + 1;
  if (count > MOST_GRADES) return null;
  const values = measure === "edss" ? SCORES : Array.from({ length: count }, (_, place) => limits.low + place * step);
  const options = values.map((value) => /** @type {[string, () => string]} */ ([String(value), () => formatNumber(value)]));
  return () => listControl([["unknown", () => word("calculators.not_known")], ...options], true, (value) => (value === "unknown" ? value : Number(value)));
}

/**
 * A number with at most one unit.
 * @param {CalculatorInput} input
 */
export function numberControl({ unit }) {
  return (/** @type {Asked} */ asked) => {
    const control = quantityControl({ ...asked, kind: "quantity", units: [unit ?? "1"], unit_obligatory: false });
    return {
      ...control,
      useUnit: undefined,
      read() {
        const { answer, problems } = control.read();
        if (answer === null || typeof answer !== "object") return { answer, problems };
        if ("below" in answer || "above" in answer) return { answer: null, problems: [{ part: "value", code: "count_censored" }] };
        const { unit: _, ...number } = /** @type {{unit: string, value?: number}} */ (answer);
        return { answer: asAnswer(number.value ?? number), problems };
      },
    };
  };
}

/** A medicine by any of its names. */
export function drugControl() {
  const names = drugNames(null);
  const drug = drugField(names, "calculators.inputs.drug");
  // The title of the field says the same.
  drug.node.querySelector("label")?.classList.add("quiet");
  return {
    node: el("div", { class: "answer" }, drug.node, names),
    read: () => ({ answer: drug.text() === "" ? null : asAnswer(drug.name()), problems: [] }),
    input: () => drug.input,
    inputs: () => [drug.input],
    restart() {
      drug.input.value = "";
      drug.input.dispatchEvent(new Event("input"));
    },
  };
}

/**
 * What was measured; the units of the other inputs follow.
 * @typedef {{units: () => string[] | null, follow: (again: () => void) => void, choose: (measure: string | null) => void}} Units
 */

/**
 * @param {{id: string, units: {code: string}[]}[]} measures
 * @returns {Units}
 */
export function sharedUnits(measures) {
  /** @type {(() => void)[]} */
  const followers = [];
  /** @type {string[] | null} */
  let units = null;
  return {
    units: () => units,
    follow(again) {
      followers.push(again);
    },
    choose(measure) {
      units = measures.find(({ id }) => id === measure)?.units.map(({ code }) => code) ?? null;
      for (const again of followers) again();
    },
  };
}

/**
 * @param {CalculatorInput} input
 * @param {Units} units
 */
export function measureControl({ choices }, units) {
  return () => {
    const control = listControl(choices.map((measure) => /** @type {[string, () => string]} */ ([measure, () => measureName(measure)])).toSorted(([, one], [, other]) => one().localeCompare(other())), true);
    control.select.addEventListener("input", () => units.choose(control.select.value || null));
    return { ...control, restart() { control.restart(); units.choose(null); } };
  };
}

/**
 * A list of units that follows what was measured; all there are where nothing was.
 * @param {CalculatorInput} input
 * @param {Units} units
 */
export function unitControl({ units: all }, units) {
  return () => {
    const control = listControl([], true);
    const fill = () => {
      const { value } = control.select;
      const some = units.units() ?? all;
      control.select.replaceChildren(el("option", { value: "" }, "\u2013"), ...some.map((code) => say(el("option", { value: code }), () => unitName(code) || code)));
      control.select.value = some.includes(value) ? value : "";
    };
    units.follow(fill);
    fill();
    return control;
  };
}

/**
 * @param {CalculatorInput} input
 * @param {Units} units
 */
export function anyQuantityControl(input, units) {
  return () => {
    const value = textInput("value");
    const unit = unitControl(input, units)();
    const label = say(el("label", { class: "quiet", for: value.id }), "form.value");
    const unitLabel = unit.node.querySelector("label");
    if (unitLabel) say(unitLabel, "form.unit");
    return {
      node: el("div", { class: "measured" }, label, value, unit.node),
      useUnit(/** @type {string} */ code) {
        unit.select.value = code;
      },
      read() {
        const number = readNumber(value.value);
        if (number === null) return { answer: null, problems: [] };
        if ("error" in number) return { answer: null, problems: [{ part: "value", code: number.error }] };
        if (unit.select.value === "") return { answer: null, problems: [{ part: "unit", code: "unit_missing" }] };
        return { answer: asAnswer({ value: number.value, unit: unit.select.value }), problems: [] };
      },
      input: (/** @type {string | null} */ part) => (part === "unit" ? unit.select : value),
      inputs: () => [value, unit.select],
      restart() {
        value.value = "";
        unit.restart();
      },
    };
  };
}

/** @param {string} stem */
function textInput(stem) {
  return el("input", { type: "text", dir: "ltr", inputmode: "decimal", autocomplete: "off", class: "number", id: freshId(stem) });
}

/**
 * @param {string} key
 * @param {HTMLElement} input
 */
function labelled(key, input) {
  return el("div", { class: "part" }, say(el("label", { for: input.id }), ["calculators", ...key.split(".")]), input);
}

/**
 * Reads the numbers of some fields; a blank one is left out.
 * @param {{[part: string]: HTMLInputElement}} fields
 * @returns {{numbers: {[part: string]: number}, problems: Problem[]}}
 */
function readNumbers(fields) {
  /** @type {{[part: string]: number}} */
  const numbers = {};
  /** @type {Problem[]} */
  const problems = [];
  for (const [part, { value }] of Object.entries(fields)) {
    const number = readNumber(value);
    if (number === null) continue;
    if ("error" in number) problems.push({ part, code: number.error });
    else numbers[part] = number.value;
  }
  return { numbers, problems };
}

/** So many half-lives, a fixed time, or the longer of both. */
export function waitingRuleControl() {
  const [halfLives, time] = [textInput("half-lives"), textInput("time")];
  const unit = el("select", { autocomplete: "off", id: freshId("unit") }, ...["days", "weeks", "months"].map((name) => say(el("option", { value: name }), ["calculators", "waiting_rule", name])));
  const hint = say(el("p", { class: "hint" }), "calculators.waiting_rule.hint");
  return {
    node: el("div", { class: "answer" }, hint, el("div", { class: "parts" }, labelled("waiting_rule.half_lives", halfLives), labelled("waiting_rule.time", time), labelled("waiting_rule.unit", unit))),
    read() {
      const { numbers, problems } = readNumbers({ half_lives: halfLives, time });
      if (problems.length > 0) return { answer: null, problems };
      const rule = {
        ...(numbers.half_lives === undefined ? {} : { half_lives: numbers.half_lives }),
        ...(numbers.time === undefined ? {} : { [unit.value]: numbers.time }),
        ...(numbers.half_lives === undefined || numbers.time === undefined ? {} : { which: "longer" }),
      };
      return { answer: Object.keys(rule).length === 0 ? null : asAnswer(rule), problems };
    },
    input: (/** @type {string | null} */ part) => (part === "time" || part === unit.value ? time : halfLives),
    inputs: () => [halfLives, time, unit],
    restart() {
      halfLives.value = "";
      time.value = "";
      unit.selectedIndex = 0;
    },
  };
}

const DOSE_KINDS = ["flat", "per_kg", "by_weight"];

/**
 * The dose of a trial's arm: one for all, one for each kilogram, or steps of weight.
 * @param {Asked} _
 * @param {() => void} onChange
 */
export function doseRuleControl(_, onChange) {
  const kind = el("select", { autocomplete: "off", id: freshId("kind") }, ...DOSE_KINDS.map((name) => say(el("option", { value: name }), ["calculators", "dose_rule", name])));
  const cells = textInput("cells");
  cells.classList.add("long");
  const cellsPart = labelled("dose_rule.cells", cells);
  /** @type {{node: HTMLElement, fields: {[part: string]: HTMLInputElement}}[]} */
  let bands = [];
  const list = el("div", { class: "bands" });
  const add = say(button("", () => {
    append();
    onChange();
    bands.at(-1)?.fields.from?.focus();
  }, { class: "plain" }), "calculators.dose_rule.add");
  const bandsPart = el("div", {}, list, add);

  function append() {
    const fields = { from: textInput("from"), below: textInput("below"), cells: textInput("cells") };
    fields.cells.classList.add("long");
    const parts = Object.entries(fields).map(([part, input]) => labelled(`dose_rule.${part}`, input));
    const number = bands.length + 1;
    const node = el("fieldset", { class: "dated" }, say(el("legend"), () => word("calculators.dose_rule.band", { number })), el("div", { class: "parts" }, ...parts));
    bands.push({ node, fields });
    list.append(node);
  }

  function arrange() {
    const steps = kind.value === "by_weight";
    if (steps && bands.length === 0) append();
    cellsPart.hidden = steps;
    bandsPart.hidden = !steps;
    const label = cellsPart.querySelector("label");
    if (label) say(label, ["calculators", "dose_rule", kind.value === "per_kg" ? "cells_per_kg" : "cells"]);
  }
  kind.addEventListener("input", arrange);
  arrange();

  return {
    node: el("div", { class: "answer" }, labelled("dose_rule.kind", kind), cellsPart, bandsPart),
    read() {
      if (kind.value !== "by_weight") {
        const { numbers, problems } = readNumbers({ cells });
        return { answer: numbers.cells === undefined ? null : asAnswer({ [kind.value]: numbers }), problems };
      }
      const read = bands.map(({ fields }, place) => {
        const { numbers, problems } = readNumbers(fields);
        return { numbers, problems: problems.map(({ part, code }) => ({ part: `by_weight/${place}/${part}`, code })) };
      });
      const filled = read.flatMap(({ numbers }) => (Object.keys(numbers).length === 0 ? [] : [{ ...numbers, unit: "kg" }]));
      const problems = read.flatMap((one) => one.problems);
      return { answer: filled.length === 0 || problems.length > 0 ? null : asAnswer({ by_weight: filled }), problems };
    },
    input(/** @type {string | null} */ part) {
      const [, place = "0", key = "from"] = part?.split("/") ?? [];
      return kind.value === "by_weight" ? bands[Number(place)]?.fields[key] ?? kind : cells;
    },
    inputs: () => [kind, cells, ...bands.flatMap(({ fields }) => Object.values(fields))],
    restart() {
      kind.selectedIndex = 0;
      cells.value = "";
      bands = [];
      list.replaceChildren();
      arrange();
    },
  };
}

