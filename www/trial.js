/** What a person should know about the study before the first question. */

import { el } from "./dom.js";
import { countryName, firstWord, formatDate, formatList, localised, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

/**
 * Place and recruiting status come first: the largest practical barrier is often no criterion.
 * @param {HTMLElement} root
 * @param {TrialDefinition} trial
 */
export function drawTrial(root, trial) {
  /** @type {[string, string][]} */
  const facts = [
    ["where", word("trial.place", { places: formatList(trial.places ?? []), countries: formatList((trial.countries ?? []).map(countryName)) })],
    ["status", word(["trial", "statuses", trial.status], { date: formatDate(trial.last_checked) })],
    ["language", word("trial.language_value")],
    ["sponsor", trial.sponsor ?? ""],
    ["contact", localised(trial.contact)],
    ["record", word("trial.record_value", { record: trial.source.record, name: trial.source.name })],
  ];
  const list = el("dl", { class: "facts" });
  for (const [key, text] of facts) {
    if (text !== "") list.append(el("div", {}, el("dt", {}, word(["trial", key])), el("dd", {}, text)));
  }
  root.replaceChildren(list);
}

/**
 * The rules as plain text, for a browser that cannot run the engine.
 * @param {HTMLElement} root
 * @param {TrialDefinition} trial
 */
export function drawCriteria(root, trial) {
  const of = (/** @type {string} */ kind) =>
    el(
      "ul",
      { class: "criteria" },
      ...trial.criteria
        .filter((criterion) => criterion.kind === kind)
        .map(({ id, text }) => el("li", {}, el("strong", {}, word("trial.rule", { id })), el("p", { lang: "en" }, text))),
    );
  root.replaceChildren(
    el("p", { class: "note" }, word("page.no_engine")),
    el("h3", {}, word("trial.inclusion")),
    of("inclusion"),
    el("h3", {}, word("trial.exclusion")),
    of("exclusion"),
    el("h3", {}, word("verdict.contact")),
    el("p", {}, firstWord(["verdict.contact_hint"])),
    el("p", {}, localised(trial.contact)),
    el("p", { class: "advice" }, word("verdict.advice")),
  );
}
