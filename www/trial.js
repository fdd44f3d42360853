/** What a person should know about a study before the first question. */

import { el } from "./dom.js";
import { countryName, formatDate, formatList, hasWord, localised, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

/** Research news is no trial that one can join, and has words of its own. */
export function isNews(/** @type {{record: TrialDefinition["status"]}} */ { record }) {
  return record === "informational";
}

/**
 * The title in plain words where there are any, else as the record has it.
 * @param {TrialDefinition} trial
 */
export function plainTitle(trial) {
  const plain = ["trial", "plain", trial.id];
  return hasWord(plain) ? word(plain) : localised(trial.title);
}

/**
 * Place and recruiting status come first: the largest practical barrier is often no criterion.
 * @param {TrialDefinition} trial
 * @param {boolean} whole or only what the choice of a study needs
 */
export function drawTrial(trial, whole) {
  const remark = ["trial", "remarks", trial.id];
  /** @type {[string, string][]} */
  const facts = [
    ["where", whereText(trial)],
    ["status", word(["trial", "statuses", trial.status], { date: formatDate(trial.last_checked) })],
    ["remark", hasWord(remark) ? word(remark) : ""],
    ["language", word("trial.language_value")],
  ];
  if (whole) {
    const official = localised(trial.title);
    facts.unshift(["title", official === plainTitle(trial) ? "" : official]);
    facts.push(
      ["sponsor", trial.sponsor ?? ""],
      ["contact", localised(trial.contact)],
      ["record", word("trial.record_value", { record: trial.source.record, name: trial.source.name })],
    );
  }
  const list = el("dl", { class: whole ? "facts" : "facts brief" });
  for (const [key, text] of facts) {
    if (text !== "") list.append(el("div", {}, el("dt", {}, word(["trial", key])), el("dd", {}, text)));
  }
  return list;
}

/** @param {TrialDefinition} trial */
function whereText({ places, countries }) {
  const [named, lands] = [formatList(places ?? []), formatList((countries ?? []).map(countryName))];
  if (named === "" || lands === "") return named || lands || word("trial.place_unknown");
  return word("trial.place", { places: named, countries: lands });
}

/**
 * The rules as plain text, for a browser that cannot run the engine.
 * @param {HTMLElement} root
 * @param {TrialDefinition[]} trials
 */
export function drawCriteria(root, trials) {
  const several = trials.length > 1;
  const heading = several ? "h4" : "h3";
  root.replaceChildren(
    el("p", { class: "note" }, word("page.no_engine")),
    ...trials.flatMap((trial) => [
      ...(several ? [el("h3", {}, plainTitle(trial)), drawTrial(trial, false)] : []),
      ...["inclusion", "exclusion"].flatMap((kind) => {
        const criteria = trial.criteria.filter((criterion) => criterion.kind === kind);
        if (criteria.length === 0) return [];
        const items = criteria.map(({ id, text }) => el("li", {}, el("strong", {}, word("trial.rule", { id })), el("p", { lang: "en" }, sourceText(text))));
        return [el(heading, {}, word(["trial", kind])), el("ul", { class: "criteria" }, ...items)];
      }),
      el(heading, {}, word("verdict.contact")),
      el("p", {}, word("verdict.contact_hint")),
      el("p", {}, localised(trial.contact)),
    ]),
    el("p", { class: "advice" }, word("verdict.advice")),
  );
}

/**
 * The source's words without the backslashes that its web page left in them.
 * @param {string} text
 */
export function sourceText(text) {
  return text.replace(/\\([<>^*_~[\]#])/g, "$1");
}
