/** The fields of a calculator, made from what the engine says about its inputs. */

import { createField } from "../field.js";
import { itemsControl } from "../items.js";
import { hasWord } from "../words.js";
import { anyQuantityControl, doseRuleControl, drugControl, flagControl, gradeControl, measureControl, numberControl, settingControl, sharedUnits, unitControl, waitingRuleControl } from "./controls.js";
import { inputName } from "./names.js";

/** @typedef {import("../field.js").Field} Field */
/** @typedef {import("../field.js").MakeControl} MakeControl */
/** @typedef {import("../../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {import("../../pkg/trial_prescreen.js").Calculator} Calculator */
/** @typedef {import("../../pkg/trial_prescreen.js").CalculatorInput} CalculatorInput */
/** @typedef {import("../../pkg/trial_prescreen.js").Measure} Measure */

/**
 * @typedef {object} Place one field, which stands for one input or for all items of a score
 * @property {Field} field
 * @property {string[]} names of its inputs
 * @property {boolean} required
 * @property {boolean} short whether the field is a single short list
 * @property {boolean} setting whether it is set to what is usual
 * @property {() => string} title
 * @property {(answer: Answer) => {[name: string]: Answer}} spread the inputs that an answer gives
 */

/**
 * @param {Calculator} calculator
 * @param {Measure[]} measures
 * @param {() => void} onChange
 * @returns {Place[]}
 */
export function createInputs(calculator, measures, onChange) {
  const { id, inputs } = calculator;
  const units = sharedUnits(measures);
  const list = `${id}_items`;
  const isItem = (/** @type {CalculatorInput} */ { name, kind }) => kind === "yes_no" && hasWord(["choices", list, name]);
  const items = inputs.filter(isItem).map(({ name }) => name);
  const allOptional = isAllOptional(calculator);

  /** @type {Place[]} */
  const places = inputs.filter((input) => !isItem(input)).map((input) => place(input));
  if (items.length > 0) {
    const title = () => inputName(id, "items", null);
    const field = createField({ ...asked(list, "items", title), choices: items }, onChange, (about, change) => itemsControl(about, change, "h2"));
    places.push({ field, names: items, required: false, short: false, setting: false, title, spread: (answer) => (typeof answer === "object" ? /** @type {{[name: string]: Answer}} */ (answer) : {}) });
  }
  return places;

  /** @param {CalculatorInput} input */
  function place(input) {
    const { name, required } = input;
    const setting = isSetting(input);
    const title = () => inputName(id, name, input.measure);
    const known = measures.find((measure) => measure.id === input.measure);
    const own = ["calculators", "hints", name];
    const told = setting ? [] : hasWord(own) ? [own] : [["questions", input.measure ?? name, "hint"], ["questions", input.measure ?? name, "where"]];
    const hints = [...told, ...(required || setting || allOptional ? [] : [["calculators", "optional"]])];
    const field = createField(
      {
        ...asked(input.measure ?? name, input.kind, title),
        units: input.units,
        choices: input.choices,
        unit_obligatory: known?.unit_obligatory ?? false,
        hints,
      },
      onChange,
      controlOf(input, units),
    );
    field.node.dataset.input = name;
    return { field, names: [name], required, short: input.kind === "count" && gradeControl(input) !== null, setting, title, spread: (/** @type {Answer} */ answer) => ({ [name]: answer }) };
  }
}

/** Whether each input may be left out. @param {Calculator} calculator */
export const isAllOptional = ({ inputs }) => inputs.every(({ required }) => !required);

/**
 * @param {string} measure
 * @param {string} kind
 * @param {() => string} title
 */
function asked(measure, kind, title) {
  return { measure, kind, units: [], choices: /** @type {string[]} */ ([]), never: false, who: [], sensitive: false, unit_obligatory: false, text: null, title };
}

/** A choice that is no answer about a person. @param {CalculatorInput} input */
function isSetting({ kind, measure }) {
  return kind === "flag" || (kind === "choice" && measure === null);
}

/**
 * None where the usual control of its kind will do.
 * @param {CalculatorInput} input
 * @param {import("./controls.js").Units} units
 * @returns {MakeControl | undefined}
 */
function controlOf(input, units) {
  if (input.kind === "flag") return flagControl(input);
  if (isSetting(input)) return settingControl(input);
  switch (input.kind) {
    case "count":
      return gradeControl(input) ?? undefined;
    case "number":
      return numberControl(input);
    case "drug":
      return drugControl;
    case "measure":
      return measureControl(input, units);
    case "unit":
      return unitControl(input, units);
    case "any_quantity":
      return anyQuantityControl(input, units);
    case "waiting_rule":
      return waitingRuleControl;
    case "dose_rule":
      return doseRuleControl;
    default:
      return undefined;
  }
}
