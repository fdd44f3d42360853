/** What a person should know about a study before the first question. */

import { el } from "./dom.js";
import { countryName, formatDate, formatList, hasWord, localised, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

/** Those that the words are about; a page's own may bear the same number and other rules. @type {WeakSet<TrialDefinition>} */
const shipped = new WeakSet();

/** @param {TrialDefinition[]} trials */
export function markShipped(trials) {
  for (const trial of trials) shipped.add(trial);
}

/**
 * What the locale says of a trial, if anything.
 * @param {TrialDefinition} trial
 * @param {string[]} path
 */
export function trialWord(trial, ...path) {
  const key = ["trials", trial.id, ...path];
  return shipped.has(trial) && hasWord(key) ? word(key) : null;
}

/** @param {TrialDefinition} trial */
export const contactText = (trial) => trialWord(trial, "contact") ?? localised(trial.contact);

/** Research news is no trial that one can join, and has words of its own. */
export function isNews(/** @type {{record: TrialDefinition["status"]}} */ { record }) {
  return record === "informational";
}

/**
 * The title in plain words where there are any, else as the record has it.
 * @param {TrialDefinition} trial
 */
export function plainTitle(trial) {
  return trialWord(trial, "plain") ?? officialTitle(trial);
}

/** @param {TrialDefinition} trial */
const officialTitle = (trial) => trialWord(trial, "title") ?? localised(trial.title);

/**
 * Place and recruiting status come first: the largest practical barrier is often no criterion.
 * @param {TrialDefinition} trial
 * @param {boolean} whole or only what the choice of a study needs
 */
export function drawTrial(trial, whole) {
  /** @type {[string, string][]} */
  const facts = [
    ["where", whereText(trial)],
    ["status", word(["trial", "statuses", trial.status], { date: formatDate(trial.last_checked) })],
    ["remark", trialWord(trial, "remark") ?? ""],
    ["language", word("trial.language_value")],
  ];
  if (whole) {
    const official = officialTitle(trial);
    facts.unshift(["title", official === plainTitle(trial) ? "" : official]);
    facts.push(
      ["sponsor", trial.sponsor ?? ""],
      ["contact", contactText(trial)],
      ["record", word("trial.record_value", { record: trial.source.record, name: trial.source.name })],
    );
  }
  const list = el("dl", { class: whole ? "facts" : "facts brief" });
  for (const [key, text] of facts) {
    if (text !== "") list.append(el("div", {}, el("dt", {}, word(["trial", key])), el("dd", key === "record" ? { lang: "en", dir: "auto" } : {}, text)));
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
        const items = criteria.map((criterion) => el("li", {}, el("strong", {}, word("trial.rule", { id: criterion.id })), ...quotation(trial, criterion, "p")));
        return [el(heading, {}, word(["trial", kind])), el("ul", { class: "criteria" }, ...items)];
      }),
      el(heading, {}, word("verdict.contact")),
      el("p", {}, word("verdict.contact_hint")),
      el("p", {}, contactText(trial)),
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

/**
 * A rule in the source's own words, and below it their translation where the page speaks another language.
 * @param {TrialDefinition} trial
 * @param {TrialDefinition["criteria"][number]} criterion
 * @param {"p" | "blockquote"} tag
 */
export function quotation(trial, { id, text }, tag) {
  // The sources that ship are in English; in which language a page's own is, nobody says.
  const source = shipped.has(trial) ? { lang: "en", dir: "ltr" } : { lang: null, dir: "auto" };
  const translated = trialWord(trial, "criteria", id);
  return [
    el(tag, source, sourceText(text)),
    ...(translated === null ? [] : [el("p", { class: "translation" }, el("span", { class: "hint" }, word("trial.translation")), " ", translated)]),
  ];
}
