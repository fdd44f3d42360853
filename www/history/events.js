/** The events in words: what was found, by which rule, and why. */

import { confirmedOn } from "./course.js";
import { el, freshId } from "../dom.js";
import { worseningRuleName } from "./options.js";
import { firstWord, formatDate, formatNumber, hasWord, word } from "../words.js";

/** @typedef {import("../../pkg/trial_prescreen.js").Progression} Progression */
/** @typedef {import("../../pkg/trial_prescreen.js").ProgressionEvent} ProgressionEvent */
/** @typedef {import("../../pkg/trial_prescreen.js").Step} Step */
/** @typedef {import("./course.js").Line} Line */
/** @typedef {import("./course.js").Role} Role */

const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * What an event says of itself, one sentence a line.
 * @param {ProgressionEvent} event
 * @returns {string[]}
 */
export function eventLines(event) {
  const until = confirmedOn(event);
  const worse = event.event_type === "CDW";
  return [
    word(worse ? "history.event.from_worse" : "history.event.from_better", { from: event.bl_value, to: event.value }),
    word("history.event.start", { date: formatDate(event.bl_date) }),
    until === null ? word("history.event.unconfirmed") : word("history.event.confirmed", { date: formatDate(until) }),
    ...(worse && event.CDW_type ? [word(["history", "event", event.CDW_type])] : []),
    ...(event.sust_last === true ? [word("history.event.lasts")] : []),
  ];
}

/** @param {ProgressionEvent} event */
export function eventTitle(event) {
  return word(event.event_type === "CDW" ? "history.event.worse" : "history.event.better", { date: formatDate(event.date) });
}

/** @param {Progression} progression */
export function drawEvents({ events }) {
  return el(
    "ol",
    { class: "events" },
    ...events.map((event) => {
      const title = el("h3", { id: freshId("event") }, eventTitle(event));
      return el(
        "li",
        { class: event.event_type === "CDW" ? "worse" : "better" },
        title,
        el("ul", {}, ...eventLines(event).map((line) => el("li", {}, line))),
        el("details", { "aria-labelledby": title.id }, el("summary", {}, word("history.event.why")), el("ul", { class: "steps" }, ...event.because.map((step) => el("li", {}, becauseText(step))))),
      );
    }),
  );
}

/**
 * One step as a sentence: "confirmation_84_date" is said as "confirmation_date".
 * @param {Step} step
 */
export function becauseText({ symbol, number }) {
  const value = typeof number === "number" ? formatNumber(number) : symbol === "rule" ? worseningRuleName(number) : DATE.test(number) ? formatDate(number) : number;
  const plain = symbol.replace(/^confirmation_\d+/, "confirmation");
  return hasWord(["history", "because", plain]) ? word(["history", "because", plain], { value }) : word("history.because.other", { name: symbol.replaceAll("_", " "), value });
}

/** @param {Role[]} roles */
function rolesText(roles) {
  return roles.map(({ what, number, worse }) => word(["history", "roles", what === "event" ? (worse ? "worse" : "better") : what], { number: number ?? 0 })).join(" ");
}

/** The course as a table, for whoever does not see the drawing. @param {Line[]} lines */
export function drawTable(lines) {
  return el(
    "table",
    { class: "course-table" },
    el("caption", { class: "spoken" }, word("history.table.caption")),
    el("thead", {}, el("tr", {}, ...["date", "edss", "what"].map((name) => el("th", { scope: "col" }, word(["history", "table", name]))))),
    el(
      "tbody",
      {},
      ...lines.map(({ date, edss, roles }) => el("tr", {}, el("th", { scope: "row" }, formatDate(date)), el("td", {}, edss === null ? "\u2013" : formatNumber(edss)), el("td", {}, rolesText(roles)))),
    ),
  );
}

/** @param {{code: string}} warning */
export const warningText = ({ code }) => firstWord([["history", "warnings", code], ["history", "warnings", "other"]]);

/**
 * The result in plain lines, to take along.
 * @param {Progression} progression
 * @param {string} summary
 * @param {string[]} rules
 * @param {Line[]} lines
 */
export function plainText(progression, summary, rules, lines) {
  return [
    word("history.title"),
    summary,
    ...progression.warnings.map(warningText),
    "",
    ...progression.events.flatMap((event, index) => [`${index + 1}. ${eventTitle(event)}`, ...eventLines(event).map((line) => `   ${line}`)]),
    "",
    ...rules,
    "",
    ...lines.map(({ date, edss, roles }) => [date, edss === null ? "" : formatNumber(edss), rolesText(roles)].join("\t").trimEnd()),
  ].join("\n");
}
