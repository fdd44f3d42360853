/** A date in three parts; the month is a list, so that nobody has to guess the order. */

import { el, freshId } from "./dom.js";
import { readDate } from "./reading.js";
import { monthNames, say } from "./words.js";

/** @typedef {import("./choice.js").Control} Control */
/** @typedef {import("./choice.js").Problem} Problem */

/**
 * The parts alone, for a question of its own and for the date of a test.
 * @returns {{node: HTMLElement, day: HTMLInputElement, month: HTMLSelectElement, year: HTMLInputElement, read: () => {date: string | null, problems: Problem[]}, restart: () => void}}
 */
export function dateParts() {
  const day = el("input", { type: "text", inputmode: "numeric", autocomplete: "off", class: "digits2", id: freshId("day") });
  const month = el("select", { autocomplete: "off", id: freshId("month") }, el("option", { value: "" }, "\u2013"));
  monthNames().forEach((name, index) => month.append(el("option", { value: index + 1 }, name)));
  const year = el("input", { type: "text", inputmode: "numeric", autocomplete: "off", class: "digits4", id: freshId("year") });
  const part = (/** @type {string} */ key, /** @type {HTMLElement} */ input) =>
    el("div", { class: "part" }, say(el("label", { for: input.id }), `form.${key}`), input);
  return {
    node: el("div", { class: "parts" }, part("day", day), part("month", month), part("year", year)),
    day,
    month,
    year,
    read() {
      const reading = readDate({ day: day.value, month: month.value, year: year.value });
      if (reading === null) return { date: null, problems: [] };
      if ("error" in reading) return { date: null, problems: [{ part: reading.part, code: reading.error }] };
      return { date: reading.date, problems: [] };
    },
    restart() {
      day.value = "";
      month.value = "";
      year.value = "";
    },
  };
}

/**
 * @param {{never: boolean}} asked
 * @returns {Control}
 */
export function dateControl(asked) {
  const parts = dateParts();
  const unknown = el("input", { type: "checkbox" });
  const never = el("input", { type: "checkbox" });
  const boxes = asked.never ? [never, unknown] : [unknown];
  const options = el("div", { class: "options" });
  for (const box of boxes) {
    options.append(el("label", { class: "option open" }, box, say(el("span"), box === never ? "form.never" : "form.unknown")));
    box.addEventListener("change", () => {
      for (const other of boxes) if (other !== box) other.checked = false;
    });
  }
  parts.node.addEventListener("input", () => {
    for (const box of boxes) box.checked = false;
  });
  return {
    node: el("div", { class: "answer" }, parts.node, options),
    read() {
      if (unknown.checked) return { answer: "unknown", problems: [] };
      if (never.checked) return { answer: "never", problems: [] };
      const { date, problems } = parts.read();
      return { answer: date, problems };
    },
    input: (part) => (part === "month" ? parts.month : part === "year" ? parts.year : parts.day),
    inputs: () => [parts.day, parts.month, parts.year, ...boxes],
    restart() {
      parts.restart();
      for (const box of boxes) box.checked = false;
    },
  };
}
