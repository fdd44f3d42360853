/** One visit or relapse being typed: its day and, for a visit, the score. */

import { dateParts } from "../date.js";
import { button, describe, el, freshId, nameByLegends } from "../dom.js";
import { drawComplaint } from "./complaint.js";
import { SCORES } from "../scores.js";
import { formatNumber, say } from "../words.js";

/** @typedef {import("./paste.js").Kind} Kind */
/** @typedef {{date: string, edss: number | null}} Row a relapse has no score */
/** @typedef {{node: HTMLElement, focus: () => void, fill: (row: Row) => void, clear: () => void, rename: (title: () => string) => void}} Entry */

/**
 * @param {Kind} kind
 * @param {{title: () => string, done: string[], others?: [string[], () => void][]}} words
 * @param {(row: Row) => void} onDone
 * @returns {Entry}
 */
export function createEntry(kind, { title, done, others = [] }, onDone) {
  const day = dateParts();
  const score = el("select", { autocomplete: "off", id: freshId("score") }, el("option", { value: "" }, "\u2013"));
  for (const one of SCORES) score.append(say(el("option", { value: one }), () => formatNumber(one)));
  if (kind === "visits") day.node.append(el("div", { class: "part" }, say(el("label", { for: score.id }), "history.edss"), score));
  const errors = el("div", { class: "errors", id: freshId("error") });
  const legend = say(el("legend"), title);
  const node = el(
    "fieldset",
    { class: "row entry-row" },
    legend,
    day.node,
    errors,
    el("div", { class: "options" }, say(button("", finish), done), ...others.map(([key, press]) => say(button("", press, { class: "plain" }), key))),
  );
  const inputs = [...day.inputs(), ...(kind === "visits" ? [score] : [])];
  for (const input of inputs) nameByLegends(input, node);
  for (const press of node.querySelectorAll("button")) {
    press.id = freshId("press");
    legend.id ||= freshId("name");
    press.setAttribute("aria-labelledby", `${press.id} ${legend.id}`);
  }
  // Enter in a field does what its button does.
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    finish();
  });

  /** @returns {{input: HTMLElement, code: string} | Row} */
  function read() {
    const { date, problems } = day.read();
    const [problem] = problems;
    if (problem) return { input: day.input(problem.part), code: problem.code };
    if (date === null) return { input: day.input("day"), code: "date_missing" };
    if (date.length < 10) return { input: day.input("day"), code: "day_missing" };
    if (kind === "visits" && score.value === "") return { input: score, code: "score_missing" };
    return { date, edss: kind === "visits" ? Number(score.value) : null };
  }

  /** @param {{input: HTMLElement, code: string} | null} wrong */
  function show(wrong) {
    errors.replaceChildren(...(wrong ? [drawComplaint(wrong.code)] : []));
    for (const input of inputs) {
      input.removeAttribute("aria-invalid");
      describe(input);
    }
    if (!wrong) return;
    wrong.input.setAttribute("aria-invalid", "true");
    describe(wrong.input, errors);
    wrong.input.focus();
  }

  function finish() {
    const reading = read();
    show("code" in reading ? reading : null);
    if (!("code" in reading)) onDone(reading);
  }

  return {
    node,
    focus: () => day.input("day").focus(),
    fill(row) {
      const [year = "", month = "", date = ""] = row.date.split("-").map((part) => String(Number(part)));
      for (const [part, value] of Object.entries({ day: date, month, year })) /** @type {HTMLInputElement} */ (day.input(part)).value = value;
      if (row.edss !== null) score.value = String(row.edss);
    },
    clear() {
      day.restart();
      score.value = "";
      show(null);
    },
    rename(next) {
      say(legend, next);
    },
  };
}
