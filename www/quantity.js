/** A number as it is known: exactly, between two values, or only as a report's "<" or ">". */

import { standAlone } from "./alone.js";
import { precisions, WITH_UPPER_LIMIT } from "./asked.js";
import { describe, el, freshId, setText } from "./dom.js";
import { readShape, readUpperLimit, typedNumber } from "./reading.js";
import { keepTold, say, unitName, word } from "./words.js";

/** @typedef {import("./choice.js").Control} Control */
/** @typedef {import("../pkg/trial_prescreen.js").Quantity} Quantity */
/** @typedef {Control & {unit: () => string | null, useUnit: (unit: string) => void}} QuantityControl */

/**
 * @param {{measure: string, kind: string, units: string[], unit_obligatory: boolean}} asked
 * @returns {QuantityControl}
 */
export function quantityControl(asked) {
  const text = () => el("input", { type: "text", dir: "ltr", inputmode: "decimal", autocomplete: "off", class: "number", id: freshId(asked.measure) });
  const value = text();
  const high = text();
  const precision = el("select", { autocomplete: "off", id: freshId("precision") });
  // A count or score has no unit.
  const isCount = asked.kind === "count";
  for (const kind of precisions(asked.kind)) {
    precision.append(say(el("option", { value: kind }), ["form", "precisions", kind]));
  }
  const { node: unitNode, select: unitSelect, unit } = unitPicker(asked);
  const alone = standAlone([["unknown", "form.unknown"]]);

  const quiet = (/** @type {string} */ key, /** @type {HTMLElement} */ input) =>
    say(el("label", { class: "quiet", for: input.id }), key);
  const valueLabel = say(el("label", { class: "quiet", for: value.id }), () => word(precision.value === "between" ? "form.low" : "form.value"));
  const highPart = el("span", { class: "pair" }, say(el("label", { for: high.id }), "form.and"), high);
  const arrange = () => {
    highPart.hidden = precision.value !== "between";
    valueLabel.textContent = word(precision.value === "between" ? "form.low" : "form.value");
  };
  precision.addEventListener("change", arrange);
  arrange();

  const row = el("div", { class: "measured" }, quiet("form.precision", precision), precision, valueLabel, value, highPart, unitNode);
  const limit = WITH_UPPER_LIMIT.includes(asked.measure) ? upperLimit(unitSelect, unit) : null;
  for (const part of [row, limit?.node]) {
    part?.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement) alone.clear();
    });
  }

  return {
    node: el("div", { class: "answer" }, row, limit?.node ?? null, alone.node),
    unit,
    useUnit(code) {
      if (unitSelect) unitSelect.value = code;
      limit?.showUnit();
    },
    read() {
      if (alone.chosen() !== null) return { answer: "unknown", problems: [] };
      const how = /** @type {import("./reading.js").Precision} */ (precision.value);
      const reading = readShape(how, value.value, high.value);
      const limited = limit?.read() ?? null;
      if (reading !== null && "error" in reading) return { answer: null, problems: [{ part: reading.part, code: reading.error }] };
      if (limited !== null && "error" in limited) return { answer: null, problems: [{ part: "upper_limit", code: limited.error }] };
      if (reading === null) return { answer: null, problems: limited === null ? [] : [{ part: "value", code: "limit_alone" }] };
      if (isCount) return readCount(reading.shape);
      const code = unit();
      if (code === null) return { answer: null, problems: [{ part: "unit", code: "unit_missing" }] };
      const upper = limited === null ? {} : { upper_limit: { value: limited.value, unit: code } };
      return { answer: /** @type {Quantity} */ ({ ...reading.shape, unit: code, ...upper }), problems: [] };
    },
    write(answer) {
      if (answer === "unknown") return alone.choose("unknown");
      const said = /** @type {{[key: string]: unknown}} */ (typeof answer === "number" ? { value: answer } : answer);
      const shape = typedShape(said);
      if (shape === null || ![...precision.options].some(({ value: kind }) => kind === shape.kind)) return false;
      const code = said.unit ?? (isCount ? "1" : null);
      if (unitSelect ? ![...unitSelect.options].some((option) => option.value === code) : code !== unit()) return false;
      if (unitSelect) unitSelect.value = String(code);
      precision.value = shape.kind;
      value.value = shape.low;
      high.value = shape.high;
      const upper = /** @type {{value?: unknown, unit?: unknown} | undefined} */ (said.upper_limit);
      if (upper && limit) limit.input.value = upper.unit === code ? typedNumber(upper.value) : "";
      limit?.showUnit();
      arrange();
      return upper === undefined || (limit !== null && limit.input.value !== "");
    },
    input(part) {
      if (part === "unit" && unitSelect) return unitSelect;
      if (part?.startsWith("upper_limit") && limit) return limit.input;
      return part === "high" && !highPart.hidden ? high : value;
    },
    inputs: () => [precision, value, high, ...(unitSelect ? [unitSelect] : []), ...(limit ? [limit.input] : []), ...alone.inputs],
    restart() {
      precision.value = "exact";
      value.value = "";
      high.value = "";
      if (unitSelect) unitSelect.selectedIndex = 0;
      if (limit) limit.input.value = "";
      limit?.showUnit();
      alone.clear();
      arrange();
    },
  };
}

/**
 * The laboratory's own upper limit, in the unit of the result.
 * @param {HTMLSelectElement | null} unitSelect
 * @param {() => string | null} unit
 */
function upperLimit(unitSelect, unit) {
  const input = el("input", { type: "text", dir: "ltr", inputmode: "decimal", autocomplete: "off", class: "number", id: freshId("limit") });
  const unitText = el("span", { class: "unit" });
  const hint = say(el("p", { class: "hint" }), "form.upper_limit_hint");
  describe(input, null, hint);
  const showUnit = () => setText(unitText, unitName(unit() ?? "1"));
  unitSelect?.addEventListener("change", showUnit);
  keepTold(unitText, showUnit);
  const label = say(el("label", { for: input.id }), "form.upper_limit");
  const node = el("div", { class: "limit part" }, label, hint, el("span", { class: "pair" }, input, unitText));
  return { node, input, showUnit, read: () => readUpperLimit(input.value) };
}

/**
 * An amount as its field would hold it, if it is one.
 * @param {{[key: string]: unknown} | null} said
 */
function typedShape(said) {
  const { value, low, high, below, above } = said ?? {};
  const shapes = /** @type {[string, unknown, unknown][]} */ ([["exact", value, 0], ["between", low, high], ["below", below, 0], ["above", above, 0]]);
  const given = shapes.filter(([, one]) => one !== undefined);
  const [kind, first, second] = given[0] ?? [];
  if (given.length !== 1 || typeof first !== "number" || kind === undefined || typeof second !== "number") return null;
  return { kind, low: typedNumber(first), high: kind === "between" ? typedNumber(second) : "" };
}

/**
 * @param {import("./reading.js").Shape} shape
 * @returns {import("./choice.js").Reading}
 */
function readCount(shape) {
  if ("value" in shape) return { answer: shape.value, problems: [] };
  if ("low" in shape) return { answer: { low: shape.low, high: shape.high }, problems: [] };
  return { answer: null, problems: [{ part: "value", code: "count_censored" }] };
}

/**
 * A lone unit is plain text. Where two units are both common, none is chosen beforehand:
 * a wrong default is the easiest way to a wrong "no".
 * @param {{units: string[], unit_obligatory: boolean}} asked
 * @returns {{node: HTMLElement, select: HTMLSelectElement | null, unit: () => string | null}}
 */
function unitPicker(asked) {
  const only = asked.units.length === 1 ? asked.units[0] : undefined;
  if (only !== undefined || asked.units.length === 0) {
    return { node: say(el("span", { class: "unit" }), () => unitName(only ?? "1")), select: null, unit: () => only ?? "1" };
  }
  const select = el("select", { autocomplete: "off", id: freshId("unit") });
  if (asked.unit_obligatory) select.append(say(el("option", { value: "" }), "form.choose_unit"));
  for (const code of asked.units) select.append(say(el("option", { value: code }), () => unitName(code)));
  const node = el("span", { class: "pair" }, say(el("label", { class: "quiet", for: select.id }), "form.unit"), select);
  return { node, select, unit: () => select.value || null };
}
