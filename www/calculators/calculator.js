/** One calculator: its fields and, beside them, the result as far as it can be told. */

import { calculate } from "../../pkg/trial_prescreen.js";
import { button, el, freshId, icon, setText } from "../dom.js";
import { formatList, keepTold, say, word } from "../words.js";
import { createInputs, isAllOptional } from "./inputs.js";
import { drawCalculation, drawOutside, drawSource, resultText } from "./result.js";

/** @typedef {import("../../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {import("../../pkg/trial_prescreen.js").Calculator} Calculator */
/** @typedef {import("../../pkg/trial_prescreen.js").Warning} Warning */
/** @typedef {import("./inputs.js").Place} Place */

/**
 * @param {Calculator} calculator
 * @param {import("../../pkg/trial_prescreen.js").Measure[]} measures
 * @param {(id: string) => HTMLElement} link to another calculator
 */
export function createCalculator(calculator, measures, link) {
  let waiting = false;
  const places = createInputs(calculator, measures, schedule);
  const settings = places.filter(({ setting }) => setting);
  const title = say(el("h2", { id: freshId("result") }), "calculators.result.title");
  const headline = el("p", { class: "calculated", role: "status" });
  const wrong = el("div", { class: "summary", hidden: true });
  const details = el("div");
  const source = el("div", { class: "source" });
  keepTold(source, () => source.replaceChildren(...drawSource(calculator)));
  const form = el(
    "form",
    { autocomplete: "off", novalidate: true, "aria-labelledby": "title" },
    calculator.experimental ? say(el("p", { class: "note" }), "calculators.experimental") : null,
    isAllOptional(calculator) ? say(el("p", { class: "hint" }), "calculators.all_optional") : null,
    ...places.filter(({ setting }) => !setting).map(({ field, short }) => el("div", { class: short ? "question short" : "question" }, field.node)),
    settings.length > 0
      ? el("details", { class: "part settings" }, say(el("summary"), "calculators.settings"), say(el("p", { class: "hint" }), "calculators.settings_hint"), ...settings.map(({ field }) => el("div", { class: "question" }, field.node)))
      : null,
  );
  const node = el(
    "div",
    {},
    form,
    el("section", { class: "result", "aria-labelledby": title.id }, title, headline, wrong, details, source),
    el("p", { class: "again" }, say(button("", restart, { class: "plain" }), "calculators.restart")),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", schedule);
  form.addEventListener("focusout", schedule);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) schedule();
  });
  // Works out anew in another language too.
  keepTold(form, update);

  /** After the event, when the focus has arrived where it is going. */
  function schedule() {
    if (waiting) return;
    waiting = true;
    window.setTimeout(() => {
      waiting = false;
      update();
    }, 0);
  }

  function restart() {
    for (const { field } of places) field.restart();
    update();
    const [first] = places;
    first?.field.focus(null);
  }

  function update() {
    /** @type {{[name: string]: Answer}} */
    const inputs = {};
    let broken = false;
    const missing = [];
    for (const { field, required, title: name, spread } of places) {
      const { answer, problems } = field.read();
      field.showProblems(problems);
      field.showDoubt(null);
      broken ||= problems.length > 0;
      if (answer !== null) Object.assign(inputs, spread(answer));
      else if (required && problems.length === 0) missing.push(name());
    }
    if (broken) tell(word("calculators.result.look"));
    else if (Object.keys(inputs).length === 0 || isUntouched()) tell(word("calculators.result.start"));
    else if (missing.length > 0) tell(word("calculators.result.needed", { names: formatList(missing) }));
    else work(inputs);
  }

  /** Settings alone are nothing to work with. */
  function isUntouched() {
    return places.every(({ field, setting }) => setting || field.read().answer === null);
  }

  /** @param {{[name: string]: Answer}} inputs */
  function work(inputs) {
    try {
      const calculation = calculate(calculator.id, inputs);
      for (const warning of calculation.warnings) doubt(warning, inputs);
      const mixUp = calculation.value === null && calculation.low === null && calculation.warnings.some(({ code }) => code === "did_you_mean");
      tell(mixUp ? word("calculators.result.look") : resultText(calculation), drawCalculation(calculator, calculation));
    } catch (error) {
      refused(error);
    }
  }

  /**
   * A number that would be usual in another unit: the person is asked, and nothing is changed.
   * @param {Warning} warning
   * @param {{[name: string]: Answer}} inputs
   */
  function doubt({ field: name, did_you_mean: meant }, inputs) {
    const typed = /** @type {{value?: number, unit?: string}} */ (inputs[name ?? ""] ?? {});
    if (!meant || typeof typed.value !== "number" || typeof typed.unit !== "string") return;
    at(name)?.field.showDoubt({ typed: { value: typed.value, unit: typed.unit }, meant });
  }

  /** @param {string | null | undefined} path such as "age" or "doses/0/drug" */
  function at(path) {
    const [name = ""] = path?.split("/") ?? [];
    return places.find(({ names }) => names.includes(name));
  }

  /** @param {unknown} error */
  function refused(error) {
    const { code = "other", field = null } = /** @type {{code?: string, field?: string | null}} */ (error) ?? {};
    const place = at(field);
    const part = field?.split("/").slice(1).join("/") || null;
    if (code === "missing_input" && part === null && place) {
      tell(word("calculators.result.needed", { names: place.title() }));
      return;
    }
    place?.field.showProblems([{ part, code }], true);
    tell(word("calculators.result.look"));
    if (code !== "outside_validity" || field === null) return;
    wrong.replaceChildren(icon("fail"), el("div", {}, ...drawOutside(calculator, field, link)));
    wrong.hidden = false;
  }

  /**
   * @param {string} text
   * @param {HTMLElement | null} [drawn]
   */
  function tell(text, drawn = null) {
    wrong.hidden = true;
    setText(headline, text);
    headline.classList.toggle("worked", drawn !== null);
    details.replaceChildren(...(drawn ? [drawn] : []));
  }

  return { node };
}
