/** The definition's own tests as a table. What comes out, and whether it was expected, is the engine's word. */

import { Screener } from "../../pkg/trial_prescreen.js";
import { button, byId, el, icon } from "../dom.js";
import { formatList, say, word } from "../words.js";
import { codeOf } from "./read.js";

/** @typedef {import("../../pkg/trial_prescreen.js").DateSpan} DateSpan */
/** @typedef {import("../../pkg/trial_prescreen.js").Finding} Finding */
/** @typedef {import("../../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("../../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./positions.js").Place} Place */
/** @typedef {import("./read.js").Reading} Reading */
/** @typedef {{name: string, as_of: string, answers: import("../../pkg/trial_prescreen.js").Answers, expect: Expected}} Case */
/** @typedef {{status?: string, window?: DateSpan[], window_is_certain?: boolean} & {[status in Finding["status"]]?: string[]}} Expected */

/** @type {Finding["status"][]} */
const STATUSES = ["fail", "unknown", "study_tests", "not_screenable", "pass"];
/** As many pieces of advice as `check` gives; beyond, a failing case may be left out. */
const MOST_ADVICE = 500;

/** @param {(place: Place) => void} go */
export function createCases(go) {
  const table = byId("cases-table");
  const run = byId("cases-run");
  const news = byId("cases-news");
  /** @type {Reading | null} */
  let latest = null;

  say(byId("cases-title"), "author.cases.title");
  say(byId("cases-hint"), "author.cases.hint");
  say(run, "author.cases.run").addEventListener("click", () => latest && draw(latest));

  /** @param {Reading} reading */
  function draw({ definition, found, advice, place }) {
    if (definition === null) {
      say(news, "author.first");
      return;
    }
    const cases = /** @type {Case[]} */ (definition.cases ?? []);
    const refused = found.some(({ path, code }) => path === "cases" && code === "too_large") ? "too_many" : advice >= MOST_ADVICE ? "crowded" : cases.length === 0 ? "none" : "";
    if (refused !== "") {
      table.replaceChildren();
      say(news, ["author", "cases", refused]);
      return;
    }
    const failing = new Set(found.filter(({ code }) => code === "case_fails").map(({ path }) => Number(path.split("/")[1])));
    const screener = new Screener([definition]);
    const rows = cases.map((one, position) => row(one, !failing.has(position), cameOut(screener, one), () => go(place(`cases/${position}`))));
    screener.free();
    const heads = ["name", "expected", "came_out"].map((key) => el("th", { scope: "col" }, word(["author", "cases", key])));
    // What scrolls must be within reach of the keyboard, and have a name.
    table.replaceChildren(el("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": "cases-news" }, el("table", { class: "cases" }, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows))));
    say(news, () => word("author.cases.done", { passed: cases.length - failing.size, total: cases.length }));
  }

  return {
    /** What ran before the text changed is no longer so. @param {Reading} reading */
    use(reading) {
      latest = reading;
      run.setAttribute("aria-disabled", String(reading.definition === null));
      table.replaceChildren();
      say(news, () => "");
    },
  };
}

/**
 * @param {Case} one
 * @param {boolean} passes
 * @param {HTMLElement[]} found
 * @param {() => void} onPress
 */
function row({ name, expect }, passes, found, onPress) {
  const mark = el("span", { class: `outcome ${passes ? "pass" : "fail"}` }, icon(passes ? "pass" : "fail"), word(passes ? "author.cases.pass" : "author.cases.fail"));
  return el("tr", {}, el("th", { scope: "row" }, mark, button(name, onPress, { class: "link" })), el("td", {}, ...lines(expect)), el("td", {}, ...found));
}

/**
 * @param {Screener} screener
 * @param {Case} one
 */
function cameOut(screener, { answers, as_of: day, expect }) {
  try {
    const [verdict] = screener.screen(answers, day);
    return verdict ? lines(asked(verdict, expect)) : [];
  } catch (refused) {
    const field = /** @type {{field?: string | null}} */ (refused).field ?? "";
    return [el("p", {}, word("author.cases.refused")), el("p", {}, el("code", { dir: "ltr" }, [field, codeOf(refused)].filter(Boolean).join(": ")))];
  }
}

/**
 * Of a verdict, what a case speaks of.
 * @param {Verdict} verdict
 * @param {Expected} expect
 * @returns {Expected}
 */
function asked({ status, findings, window, window_is_certain }, expect) {
  const named = new Set(STATUSES.flatMap((one) => expect[one] ?? []));
  /** @type {Expected} */
  const said = { status };
  for (const { criterion, status: found } of findings) if (named.has(criterion)) (said[found] ??= []).push(criterion);
  if (expect.window) said.window = window;
  if (expect.window_is_certain !== undefined) said.window_is_certain = window_is_certain;
  return said;
}

/** @param {Expected} said */
function lines(said) {
  const rules = STATUSES.filter((one) => (said[one] ?? []).length > 0).map((one) => line(word(["findings", "status", one]), formatList(said[one] ?? [])));
  // Days stand here as in the file, to be compared with it.
  const days = said.window?.map(({ from, until }) => `${from ?? ".."}/${until ?? ".."}`).join(", ");
  return [
    ...(said.status ? [el("p", {}, el("strong", {}, word(["verdict", "short", said.status])))] : []),
    ...rules,
    ...(days === undefined ? [] : [line("window", days)]),
    ...(said.window_is_certain === undefined ? [] : [line("window_is_certain", String(said.window_is_certain))]),
  ];
}

/** @param {string} name @param {string} value */
function line(name, value) {
  return el("p", {}, word("steps.line", { name, value }));
}
