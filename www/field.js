/** One measure on the page: its question, hint, answer, and what is wrong with the answer. */

import { choiceControl } from "./choice.js";
import { dateControl } from "./date.js";
import { button, el, freshId, icon, setText } from "./dom.js";
import { quantityControl } from "./quantity.js";
import { testDate } from "./testdate.js";
import { firstWord, formatQuantity, hasWord, localised, measureName, say, unitName, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {import("./choice.js").Problem} Problem */
/** @typedef {import("./answers.js").Doubt} Doubt */
/** @typedef {import("./answers.js").Typed} Typed */

/**
 * What a field needs to know; both a Question and a Measure of the catalogue give it.
 * @typedef {{measure: string, kind: string, units: string[], choices: string[], never: boolean, who: string[], sensitive: boolean, unit_obligatory: boolean, text: {[language: string]: string} | null}} Asked
 */

/**
 * @typedef {object} Field
 * @property {string} measure
 * @property {HTMLElement} node
 * @property {() => {answer: Answer | null, problems: Problem[]}} read
 * @property {(problems: Problem[], eager?: boolean) => Problem[]} showProblems waits until the person has left the field, unless eager; gives what is shown
 * @property {(doubt: Doubt | null) => void} showDoubt offers another unit, never takes it
 * @property {(doubt: Doubt) => boolean} hasConfirmed whether the person has said that the unit is right
 * @property {(part: string | null) => void} focus
 * @property {() => void} restart
 */

/**
 * @param {Asked} asked
 * @param {() => void} onChange
 * @returns {Field}
 */
export function createField(asked, onChange) {
  const { measure } = asked;
  const quantity = asked.kind === "quantity" || asked.kind === "count" ? quantityControl(asked) : null;
  const control = quantity ?? (asked.kind === "date" ? dateControl(asked) : choiceControl(asked));
  const tested = asked.choices.includes("not_done");
  const when = (quantity && asked.who.includes("report")) || tested ? testDate() : null;

  const legend = say(el("legend", { id: freshId("legend") }), () => (asked.text ? localised(asked.text) : word(["questions", measure, "ask"])));
  const hints = el("div", { class: "hints", id: freshId("hint") });
  for (const key of [["questions", measure, "hint"], ["questions", measure, "where"]]) {
    if (hasWord(key)) hints.append(say(el("p", { class: "hint" }), key));
  }
  if (asked.sensitive) hints.append(say(el("p", { class: "hint" }), "form.together"));
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
    if (when && tested) when.node.hidden = answer === null || answer === "unknown" || answer === "not_done";
  };
  node.addEventListener("change", offerDay);
  offerDay();

  /** @type {Typed | null} a unit the person has confirmed, so that we do not ask twice */
  let kept = null;
  /** @type {Doubt | null} */
  let shownDoubt = null;
  const inputFor = (/** @type {string | null} */ part) =>
    part?.startsWith("on") && when ? when.input(part.split("/")[1] ?? null) : control.input(part);
  nameWithQuestion(node, legend, control.inputs(), quantity !== null);

  function useMeant() {
    if (shownDoubt?.meant) quantity?.useUnit(shownDoubt.meant.unit);
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
    showProblems(found, eager = false) {
      const busy = node.contains(document.activeElement) && !node.classList.contains("wrong");
      const problems = busy && !eager ? [] : found;
      errors.replaceChildren(
        ...problems.map((problem) => el("p", { class: "error" }, icon("fail"), el("span", {}, problemText({ ...problem, measure })))),
      );
      for (const input of [...control.inputs(), ...(when?.inputs() ?? [])]) {
        input.removeAttribute("aria-invalid");
        input.removeAttribute("aria-describedby");
      }
      for (const { part } of problems) {
        const input = inputFor(part);
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", errors.id);
      }
      node.classList.toggle("wrong", problems.length > 0);
      return problems;
    },
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
      this.showProblems([]);
    },
  };
}

/**
 * Out of context, as screen readers list them, "Value" or "I don't know" says nothing: the
 * question goes before it. Radio buttons are named by their group already.
 * @param {HTMLElement} node
 * @param {HTMLElement} legend
 * @param {HTMLElement[]} inputs
 * @param {boolean} all rather than the checkboxes alone
 */
function nameWithQuestion(node, legend, inputs, all) {
  for (const input of inputs) {
    const label = node.querySelector(`label[for="${input.id}"]`) ?? input.closest("label")?.querySelector("span");
    const type = input.getAttribute("type");
    if (!label || type === "radio" || !(all || type === "checkbox")) continue;
    label.id ||= freshId("label");
    input.setAttribute("aria-labelledby", `${legend.id} ${label.id}`);
  }
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
  if (typeof answer === "string" || typeof answer === "boolean") return { value: answer, on };
  return /** @type {Answer} */ ({ .../** @type {object} */ (answer), on });
}
