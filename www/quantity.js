/** A number as it is known: exactly, between two values, or only as a report's "<" or ">". */

import { el, freshId } from "./dom.js";
import { readShape } from "./reading.js";
import { say, unitName, word } from "./words.js";

/** @typedef {import("./choice.js").Control} Control */
/** @typedef {import("../pkg/trial_prescreen.js").Quantity} Quantity */
/** @typedef {Control & {unit: () => string | null, useUnit: (unit: string) => void}} QuantityControl */

/**
 * @param {{measure: string, kind: string, units: string[], unit_obligatory: boolean}} asked
 * @returns {QuantityControl}
 */
export function quantityControl(asked) {
  const text = () => el("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "number", id: freshId(asked.measure) });
  const value = text();
  const high = text();
  const precision = el("select", { autocomplete: "off", id: freshId("precision") });
  // A count or score has no unit, and no laboratory prints it as "<".
  const isCount = asked.kind === "count";
  for (const kind of isCount ? ["exact", "between"] : ["exact", "between", "below", "above"]) {
    precision.append(say(el("option", { value: kind }), ["form", "precisions", kind]));
  }
  const { node: unitNode, select: unitSelect, unit } = unitPicker(asked);
  const unknown = el("input", { type: "checkbox" });

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
  row.addEventListener("input", (event) => {
    if (event.target === value || event.target === high) unknown.checked = false;
  });
  const dontKnow = el("label", { class: "option open" }, unknown, say(el("span"), "form.unknown"));

  return {
    node: el("div", { class: "answer" }, row, el("div", { class: "options" }, dontKnow)),
    unit,
    useUnit(code) {
      if (unitSelect) unitSelect.value = code;
    },
    read() {
      if (unknown.checked) return { answer: "unknown", problems: [] };
      const how = /** @type {import("./reading.js").Precision} */ (precision.value);
      const reading = readShape(how, value.value, high.value);
      if (reading === null) return { answer: null, problems: [] };
      if ("error" in reading) return { answer: null, problems: [{ part: reading.part, code: reading.error }] };
      if (isCount) return readCount(reading.shape);
      const code = unit();
      if (code === null) return { answer: null, problems: [{ part: "unit", code: "unit_missing" }] };
      return { answer: /** @type {Quantity} */ ({ ...reading.shape, unit: code }), problems: [] };
    },
    input: (part) => (part === "unit" && unitSelect ? unitSelect : part === "high" && !highPart.hidden ? high : value),
    inputs: () => [precision, value, high, ...(unitSelect ? [unitSelect] : []), unknown],
    restart() {
      precision.value = "exact";
      value.value = "";
      high.value = "";
      if (unitSelect) unitSelect.selectedIndex = 0;
      unknown.checked = false;
      arrange();
    },
  };
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
