/** One measure on the page: its question, hint, answer, and what is wrong with the answer. */

import { hasDay } from "./asked.js";
import { choiceControl, choicesControl } from "./choice.js";
import { dateControl } from "./date.js";
import { datesControl } from "./dates.js";
import { button, describe, el, freshId, icon, nameByLegends, setText } from "./dom.js";
import { groupOf } from "./groups.js";
import { itemsControl } from "./items.js";
import { dosesControl, medicationsControl } from "./medications.js";
import { quantityControl } from "./quantity.js";
import { testDate } from "./testdate.js";
import { titreControl } from "./titre.js";
import { undated } from "./told.js";
import { firstWord, formatQuantity, hasWord, localised, measureName, say, unitName, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {import("./choice.js").Control} Control */
/** @typedef {import("./choice.js").Problem} Problem */
/** @typedef {import("./answers.js").Doubt} Doubt */
/** @typedef {import("./answers.js").Typed} Typed */

/**
 * What a field needs to know; both a Question and a Measure of the catalogue give it.
 * @typedef {{measure: string, kind: string, units: string[], choices: string[], never: boolean, who: string[], sensitive: boolean, unit_obligatory: boolean, text: {[language: string]: string} | null, title?: () => string, hints?: string[][]}} Asked
 */

/** @typedef {(asked: Asked, onChange: () => void) => Control & {useUnit?: (unit: string) => void}} MakeControl */

/**
 * @typedef {object} Field
 * @property {string} measure
 * @property {HTMLElement} node
 * @property {() => {answer: Answer | null, problems: Problem[]}} read
 * @property {(answer: unknown) => boolean} write gives an answer as `read` has given it; false where the field cannot show it
 * @property {(problems: Problem[], eager?: boolean) => Problem[]} showProblems waits until the person has left the field, unless eager; gives what is shown
 * @property {(doubt: Doubt | null) => void} showDoubt offers another unit, never takes it
 * @property {(doubt: Doubt) => boolean} hasConfirmed whether the person has said that the unit is right
 * @property {() => boolean} needsLook whether something wrong or doubtful is shown beside it
 * @property {boolean} takesDay whether a result is given with its day
 * @property {() => boolean} lacksDay whether a result is given without its day
 * @property {(part: string | null) => void} focus
 * @property {() => void} restart
 */

/** @type {MakeControl} */
const oneChoice = (asked) => choiceControl(asked);

/** Any other kind is one choice. @type {{[kind: string]: MakeControl}} */
const CONTROLS = {
  quantity: quantityControl,
  count: quantityControl,
  choices: choicesControl,
  items: (asked, onChange) => itemsControl(asked, onChange),
  date: dateControl,
  dates: datesControl,
  medications: medicationsControl,
  doses: dosesControl,
  titre: titreControl,
};

/**
 * @param {Asked} asked
 * @param {() => void} onChange
 * @param {MakeControl} [make] a control other than the usual one of its kind
 * @returns {Field}
 */
export function createField(asked, onChange, make = CONTROLS[asked.kind] ?? oneChoice) {
  const { measure } = asked;
  const control = make(asked, onChange);
  const when = hasDay(asked) ? testDate() : null;

  const legend = say(el("legend", { id: freshId("legend") }), () => asked.title?.() ?? (asked.text ? localised(asked.text) : word(["questions", measure, "ask"])));
  const hints = el("div", { class: "hints", id: freshId("hint") });
  for (const key of asked.hints ?? [["questions", measure, "hint"], ["questions", measure, "where"]]) {
    if (hasWord(key)) hints.append(say(el("p", { class: "hint" }), key));
  }
  if (asked.sensitive) hints.append(say(el("p", { class: "hint" }), groupOf(measure) === "infections" ? "form.together_everyone" : "form.together"));
  const errors = el("div", { class: "errors", id: freshId("error") });
  // The parts of the doubt stay in place; a press must not lose its button to an update.
  const doubtWords = el("p", { class: "ask" });
  const doubtWhy = el("p");
  const useButton = button("", useMeant);
  const keepButton = button("", keepTyped, { class: "plain" });
  const mixup = el("div", { class: "mixup", hidden: true }, doubtWords, doubtWhy, useButton, keepButton);
  const node = el("fieldset", { class: "field", "data-measure": measure }, legend, hints, errors, control.node, mixup, when?.node ?? null);

  const describedBy = (/** @type {boolean} */ wrong) =>
    [hints.childElementCount > 0 ? hints.id : "", wrong ? errors.id : ""].filter(Boolean).join(" ");
  if (describedBy(false)) node.setAttribute("aria-describedby", describedBy(false));

  // A test that was not done has no day.
  const offerDay = () => {
    const { answer } = control.read();
    if (when && !control.useUnit) when.node.hidden = answer === null || answer === "unknown" || answer === "not_done";
  };
  node.addEventListener("input", offerDay);
  offerDay();

  /** @type {Typed | null} a unit the person has confirmed, so that we do not ask twice */
  let kept = null;
  /** @type {Doubt | null} */
  let shownDoubt = null;
  let refused = false;
  const inputFor = (/** @type {string | null} */ part) =>
    part?.startsWith("on") && when ? when.input(part.split("/")[1] ?? null) : control.input(part);
  // A box that is one of several says enough by itself.
  for (const input of [...control.inputs(), ...(when?.inputs() ?? [])]) {
    if (input.getAttribute("type") !== "checkbox" || input.closest(".open")) nameByLegends(input, node);
  }
  // Someone is done with an entry of a list: what still keeps it open is said at once.
  node.addEventListener("look", () => {
    const { problems } = control.read();
    if (problems.length > 0) showProblems(problems, true);
  });

  function useMeant() {
    if (shownDoubt?.meant) control.useUnit?.(shownDoubt.meant.unit);
    inputFor("unit").focus();
    onChange();
  }

  function keepTyped() {
    // The number may have been edited on the way to the button; the answer is about its unit.
    kept = typedIn(control.read().answer);
    inputFor("unit").focus();
    onChange();
  }

  const hasConfirmed = (/** @type {Doubt} */ { typed }) => kept !== null && kept.value === typed.value && kept.unit === typed.unit;

  /**
   * @param {Problem[]} found
   * @param {boolean} [eager]
   */
  function showProblems(found, eager = false) {
    const busy = node.contains(document.activeElement) && !node.classList.contains("wrong");
    const problems = busy && !eager ? [] : found;
    for (const place of node.querySelectorAll(".errors")) place.replaceChildren();
    for (const input of [...control.inputs(), ...(when?.inputs() ?? [])]) {
      input.removeAttribute("aria-invalid");
      describe(input);
    }
    for (const problem of problems) {
      const place = control.errorsFor?.(problem.part) ?? errors;
      place.append(el("p", { class: "error" }, icon("fail"), el("span", {}, problemText({ ...problem, measure }))));
      const input = inputFor(problem.part);
      if (input instanceof HTMLButtonElement) continue;
      input.setAttribute("aria-invalid", "true");
      describe(input, place);
    }
    node.classList.toggle("wrong", problems.length > 0);
    // Two answers that do not fit together may both be what somebody means.
    refused = problems.some(({ code }) => code !== "contradictory");
    return problems;
  }

  return {
    measure,
    node,
    read() {
      const { answer, problems } = control.read();
      const day = when && !when.node.hidden ? when.read() : { date: null, problems: [] };
      const all = [...problems, ...day.problems.map(({ part, code }) => ({ part: `on/${part}`, code }))];
      if (all.length > 0) return { answer: null, problems: all };
      return { answer: day.date === null ? answer : dated(answer, day.date), problems: [] };
    },
    write(answer) {
      const { plain, on } = undated(answer);
      const fits = control.write?.(plain) ?? false;
      offerDay();
      return fits && (on === undefined || (when !== null && when.write(on)));
    },
    showProblems,
    hasConfirmed,
    showDoubt(doubt) {
      shownDoubt = doubt !== null && hasConfirmed(doubt) ? null : doubt;
      if (shownDoubt === null && mixup.contains(document.activeElement)) inputFor("unit").focus();
      mixup.hidden = shownDoubt === null;
      if (shownDoubt === null) return;
      const { typed, meant } = shownDoubt;
      for (const part of [doubtWords, useButton, keepButton]) part.hidden = meant === null;
      setText(doubtWhy, word(meant === null ? "form.implausible" : "form.did_you_mean_why"));
      if (meant === null) return;
      setText(doubtWords, word("form.did_you_mean", { value: formatQuantity(meant.value, meant.unit) }));
      setText(useButton, word("form.use_unit", { unit: unitName(meant.unit) }));
      setText(keepButton, word("form.keep_unit", { unit: unitName(typed.unit) }));
    },
    takesDay: when !== null,
    needsLook: () => refused || (!mixup.hidden && !useButton.hidden),
    lacksDay() {
      const { answer } = control.read();
      const result = answer !== null && answer !== "unknown" && answer !== "not_done";
      return when !== null && result && when.read().date === null;
    },
    focus(part) {
      inputFor(part).focus();
    },
    restart() {
      kept = null;
      shownDoubt = null;
      mixup.hidden = true;
      control.restart();
      when?.restart();
      offerDay();
      showProblems([]);
    },
  };
}

/**
 * @param {Answer | null} answer
 * @returns {Typed | null}
 */
function typedIn(answer) {
  if (answer === null || typeof answer !== "object" || !("value" in answer) || !("unit" in answer)) return null;
  return typeof answer.value === "number" && typeof answer.unit === "string" ? { value: answer.value, unit: answer.unit } : null;
}

/**
 * The sentence for a problem. It never holds what was typed.
 * @param {import("./form.js").FieldProblem} problem
 */
export function problemText({ measure, code, other }) {
  if (other !== undefined) return word("form.contradictory", { other: measureName(other) });
  return firstWord([["error_fields", `${measure}.${code}`], ["errors", code], "errors.other"]);
}

/**
 * The day of a test without its result is no answer.
 * @param {Answer | null} answer
 * @param {string} on
 * @returns {Answer | null}
 */
function dated(answer, on) {
  if (answer === null || answer === "unknown") return answer;
  if (typeof answer !== "object") return /** @type {Answer} */ ({ value: answer, on });
  return /** @type {Answer} */ ({ .../** @type {object} */ (answer), on });
}
