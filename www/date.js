/** A date in three parts; the month is a list, so that nobody has to guess the order. */

import { standAlone } from "./alone.js";
import { el, freshId } from "./dom.js";
import { readDate } from "./reading.js";
import { monthNames, say } from "./words.js";

/** @typedef {import("./choice.js").Control} Control */
/** @typedef {import("./choice.js").Problem} Problem */

/**
 * @typedef {object} DateParts
 * @property {HTMLElement} node
 * @property {() => {date: string | null, problems: Problem[]}} read
 * @property {(date: unknown) => boolean} write
 * @property {(part: string | null) => HTMLElement} input
 * @property {() => HTMLElement[]} inputs
 * @property {() => void} restart
 */

/**
 * The parts alone, for a question of its own, an entry of a list and the date of a test.
 * @returns {DateParts}
 */
export function dateParts() {
  const day = el("input", { type: "text", dir: "ltr", inputmode: "numeric", autocomplete: "off", class: "digits2", id: freshId("day") });
  const month = el("select", { autocomplete: "off", id: freshId("month") }, el("option", { value: "" }, "\u2013"));
  monthNames().forEach((_, index) => month.append(say(el("option", { value: index + 1 }), () => monthNames()[index] ?? "")));
  const year = el("input", { type: "text", dir: "ltr", inputmode: "numeric", autocomplete: "off", class: "digits4", id: freshId("year") });
  const part = (/** @type {string} */ key, /** @type {HTMLElement} */ input) =>
    el("div", { class: "part" }, say(el("label", { for: input.id }), `form.${key}`), input);
  return {
    node: el("div", { class: "parts" }, part("day", day), part("month", month), part("year", year)),
    input(part) {
      if (part === "month") return month;
      if (part === "year") return year;
      // What is wrong with a whole date is wrong with what was given of it.
      return (part === "day" ? null : [day, month, year].find(({ value }) => value !== "")) ?? day;
    },
    inputs: () => [day, month, year],
    read() {
      const reading = readDate({ day: day.value, month: month.value, year: year.value });
      if (reading === null) return { date: null, problems: [] };
      if ("error" in reading) return { date: null, problems: [{ part: reading.part, code: reading.error }] };
      return { date: reading.date, problems: [] };
    },
    write(date) {
      const [, years, months, days] = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(typeof date === "string" ? date : "") ?? [];
      if (years === undefined) return false;
      year.value = years;
      month.value = months === undefined ? "" : String(Number(months));
      day.value = days === undefined ? "" : String(Number(days));
      return true;
    },
    restart() {
      day.value = "";
      month.value = "";
      year.value = "";
    },
  };
}

/**
 * A date with a title of its own, as a part of an answer.
 * @param {string} title key of its words
 * @param {string} [hint]
 * @returns {DateParts & {node: HTMLFieldSetElement}}
 */
export function titledDate(title, hint) {
  const parts = dateParts();
  const words = hint === undefined ? null : say(el("p", { class: "hint", id: freshId("hint") }), hint);
  const node = el("fieldset", { class: "dated", "aria-describedby": words?.id ?? null }, say(el("legend"), title), words, parts.node);
  return { ...parts, node };
}

/**
 * @param {{never: boolean}} asked
 * @returns {Control}
 */
export function dateControl(asked) {
  const parts = dateParts();
  const alone = standAlone([...(asked.never ? [/** @type {[string, string]} */ (["never", "form.never"])] : []), ["unknown", "form.unknown"]]);
  parts.node.addEventListener("input", alone.clear);
  return {
    node: el("div", { class: "answer" }, parts.node, alone.node),
    read() {
      const single = alone.chosen();
      if (single !== null) return { answer: single, problems: [] };
      const { date, problems } = parts.read();
      return { answer: date, problems };
    },
    write: (answer) => (typeof answer === "string" && alone.choose(answer)) || parts.write(answer),
    input: parts.input,
    inputs: () => [...parts.inputs(), ...alone.inputs],
    restart() {
      parts.restart();
      alone.clear();
    },
  };
}
