/** How events are looked for. The rules come from the engine; each is explained in words. */

import { describe, el, freshId, setText } from "../dom.js";
import { complaint } from "./complaint.js";
import { readNumber } from "../reading.js";
import { firstWord, hasWord, keepTold, say, word } from "../words.js";

/** @typedef {import("../../pkg/trial_prescreen.js").RelapseRule} RelapseRule */
/** @typedef {import("../../pkg/trial_prescreen.js").WorseningRule} WorseningRule */
/** @typedef {{event: string, baseline: string, conf_days: number, RAW_PIRA: boolean, delta_fun: string, relapse_indep: string}} Chosen */

const EVENTS = ["firstCDW", "multiple", "first", "firstCDI", "firstPIRA", "firstRAW"];
const BASELINES = ["fixed", "roving", "roving_impr", "roving_wors"];
/** The two usual lengths of time until a change is confirmed. */
const WEEKS = [12, 24];
/** Where nothing has been chosen yet. */
const PRESET = "muller_2023";

/** @param {string} name */
export const worseningRuleName = (name) => firstWord([["history", "rules", name], ["history", "rules", "other"]]);
/** @param {string} name */
export const relapseRuleName = (name) => (hasWord(["history", "presets", name]) ? word(["history", "presets", name]) : name);

/** @param {WorseningRule} rule */
export function thresholdsText({ thresholds }) {
  return thresholds.map(({ from, to, rise }) => (from === to ? word("history.rise_at", { from, rise }) : word("history.rise", { from, to, rise }))).join(" ");
}

/**
 * The times around event and confirmation in which a relapse speaks against PIRA. A length of
 * null joins a time with the next one.
 * @param {RelapseRule} rule
 */
export function relapseFreeText({ relapse_indep: { prec, event, conf, prec_type } }) {
  /** @type {[string, (number | null)[]][]} */
  const anchors = [[prec_type, prec], ["event", event], ["conf", conf]];
  const sentences = [];
  /** @type {[string, number] | null} */
  let begin = null;
  for (const [name, [before = 0, after = 0]] of anchors) {
    begin ??= [name, before ?? 0];
    if (after === null) continue;
    const [start, days] = begin;
    const values = { before: days, after, start: word(["history", "anchors", start]), end: word(["history", "anchors", name]) };
    begin = null;
    if (start === name && days === 0 && after === 0) continue;
    sentences.push(word(["history", "free", days > 0 ? (after > 0 ? "both" : "before") : after > 0 ? "after" : "between"], values));
  }
  return sentences.join(" ");
}

/** @param {{text: string, doi: string | null}} citation */
export const citationText = ({ text, doi }) => (doi === null ? text : word("history.citation", { text, doi }));

/**
 * @param {WorseningRule[]} worsening
 * @param {RelapseRule[]} relapse
 * @param {() => void} onChange
 */
export function createOptions(worsening, relapse, onChange) {
  const rules = radios(
    "rule",
    worsening.map((rule) => [rule.name, () => worseningRuleName(rule.name), () => `${thresholdsText(rule)} ${citationText(rule.citation)}`]),
  );
  const lengths = radios("confirm", [...WEEKS.map((weeks) => /** @type {[string, () => string, null]} */ ([String(weeks * 7), () => word("history.options.weeks", { count: weeks }), null])), ["other", () => word("history.options.other_days"), null]]);
  const days = el("input", { type: "text", dir: "ltr", inputmode: "numeric", autocomplete: "off", class: "digits4", id: freshId("days") });
  const wrongDays = el("div", { class: "errors", id: freshId("error") });
  const daysPart = el("div", { class: "part", hidden: true }, say(el("label", { for: days.id }), "history.options.days"), days, wrongDays);
  lengths.node.append(daysPart);
  const events = choice("event", EVENTS);
  const baselines = choice("baseline", BASELINES);
  const twice = el("p", { class: "hint", role: "status" });
  const raw = el("input", { type: "checkbox", checked: true });
  const presets = choice("relapse_free", relapse.map(({ name }) => name), relapseRuleName);
  if (relapse.some(({ name }) => name === PRESET)) presets.select.value = PRESET;
  const presetWords = el("p", { class: "hint" });
  const rawPart = el(
    "div",
    { class: "raw" },
    el("label", { class: "option" }, raw, say(el("span"), "history.options.raw")),
    say(el("p", { class: "hint" }), "history.options.raw_hint"),
    presets.node,
    presetWords,
  );
  const node = el(
    "details",
    { class: "part", "data-part": "options" },
    say(el("summary"), "history.options.title"),
    say(el("p", { class: "hint" }), "history.options.hint"),
    rules.node,
    lengths.node,
    events.node,
    baselines.node,
    twice,
    rawPart,
  );
  node.addEventListener("change", () => {
    arrange();
    onChange();
  });
  keepTold(node, arrange);

  function arrange() {
    daysPart.hidden = lengths.value() !== "other";
    const always = ["firstPIRA", "firstRAW"].includes(events.select.value);
    presets.node.hidden = !raw.checked && !always;
    presetWords.hidden = presets.node.hidden;
    const rule = relapse.find(({ name }) => name === presets.select.value);
    setText(presetWords, rule ? `${relapseFreeText(rule)} ${citationText(rule.citation)}` : "");
    // A lasting rise is found again at each visit as long as the start stays.
    setText(twice, events.select.value === "multiple" && baselines.select.value === "fixed" ? word("history.options.twice") : "");
  }

  return {
    node,
    /** @returns {Chosen | null} null if the days are not a number */
    read() {
      const other = lengths.value() === "other";
      const typed = readNumber(other ? days.value : lengths.value());
      const wrong = typed === null ? "days_missing" : "error" in typed ? "days_text" : null;
      this.showError(wrong);
      if (typed === null || "error" in typed) return null;
      return {
        event: events.select.value,
        baseline: baselines.select.value,
        conf_days: typed.value,
        RAW_PIRA: raw.checked,
        delta_fun: rules.value(),
        relapse_indep: presets.select.value,
      };
    },
    /** About the number of days, the only part that can be wrong. @param {string | null} code */
    showError(code) {
      wrongDays.replaceChildren(...(code === null ? [] : [say(el("p", { class: "error" }), () => complaint(code))]));
      days.toggleAttribute("aria-invalid", false);
      if (code !== null) days.setAttribute("aria-invalid", "true");
      describe(days, code === null ? null : wrongDays);
    },
    focus() {
      node.open = true;
      days.focus();
    },
  };
}

/**
 * @param {string} name
 * @param {[string, () => string, (() => string) | null][]} all value, words and explanation of each; the first is chosen
 */
function radios(name, all) {
  const group = freshId(name);
  const inputs = all.map(([value], index) => el("input", { type: "radio", name: group, value, checked: index === 0 }));
  const hint = say(el("p", { class: "hint", id: freshId("hint") }), ["history", "options", `${name}_hint`]);
  const node = el(
    "fieldset",
    { class: "choice", "aria-describedby": hint.id },
    say(el("legend"), ["history", "options", name]),
    hint,
    el(
      "div",
      { class: all.some(([, , more]) => more !== null) ? "options tall" : "options" },
      ...all.map(([, text, more], index) => el("label", { class: "option" }, inputs[index] ?? null, el("span", {}, say(el("span"), text), more === null ? null : say(el("span", { class: "more-words" }), more)))),
    ),
  );
  return { node, value: () => inputs.find(({ checked }) => checked)?.value ?? "" };
}

/**
 * @param {string} name
 * @param {string[]} values the first is chosen
 * @param {(value: string) => string} [naming]
 */
function choice(name, values, naming = (value) => word(["history", name === "event" ? "event_kinds" : name, value])) {
  const select = el("select", { autocomplete: "off", id: freshId(name) }, ...values.map((value) => say(el("option", { value }), () => naming(value))));
  const hint = say(el("p", { class: "hint" }), ["history", "options", `${name}_hint`]);
  describe(select, null, hint);
  return { node: el("div", { class: "choice" }, say(el("label", { for: select.id }), ["history", "options", name]), hint, select), select };
}
