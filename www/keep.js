/** Answers kept in a file of the person's own, and brought back from it. The file is made and read on this device. */

import { version } from "../pkg/trial_prescreen.js";
import { createQuestion } from "./ask.js";
import { button, el } from "./dom.js";
import { readResponse } from "./fhir/read.js";
import { formatList, hasWord, measureName, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answers} Answers */
/** @typedef {import("./words.js").Person} Person */
/** @typedef {{about: Person | null, trials: string[], answers: {[measure: string]: unknown}}} Kept */

/** No answers take more room than this. */
const LARGEST = 1_000_000;
const PEOPLE = ["me", "child", "other"];

/**
 * What is in the file, or the code of the sentence that says why not. Nothing in it is trusted: every
 * answer goes through its field, as if it had been typed.
 * @param {string} text
 * @returns {Kept | string}
 */
export function readKept(text) {
  /** @type {unknown} */
  let found;
  try {
    found = JSON.parse(text);
    if (/** @type {{resourceType?: unknown} | null} */ (found)?.resourceType === "QuestionnaireResponse") found = fromResponse(found);
  } catch {
    return "not_json";
  }
  const { answers, about, trials } = /** @type {{[key: string]: unknown}} */ (found ?? {});
  if (typeof answers !== "object" || answers === null || Array.isArray(answers) || Object.keys(answers).length === 0) return "no_answers";
  return {
    answers: /** @type {{[measure: string]: unknown}} */ (answers),
    about: typeof about === "string" && PEOPLE.includes(about) ? /** @type {Person} */ (about) : null,
    trials: Array.isArray(trials) ? trials.filter((one) => typeof one === "string") : [],
  };
}

/**
 * What makes no answer goes through its field too, and is named as one that could not be used.
 * @param {unknown} response
 */
function fromResponse(response) {
  const { answers, trials, unread } = readResponse(response);
  return { trials, answers: { ...answers, ...Object.fromEntries(unread.map((measure) => [measure, null])) } };
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  el("a", { href: address, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * @typedef {object} Page
 * @property {() => {about: Person, trials: string[], answers: Answers, problems: number, today: string} | null} now what there is to keep
 * @property {(kept: Kept) => {used: string[], left: string[]}} use puts answers in the place of those that are there
 */

/**
 * @param {HTMLElement} root
 * @param {Page} page
 */
export function createKeep(root, page) {
  /** The answers as they lie in a file. */
  let kept = "";
  /** @type {Kept | null} */
  let waiting = null;

  const save = say(button("", keep, { class: "plain" }), "keep.save");
  const open = say(button("", () => picker.click(), { class: "plain" }), "keep.open");
  const picker = el("input", { type: "file", accept: ".json,application/json", hidden: true });
  const news = el("div", { role: "status" });
  const replaceFirst = createQuestion("keep.replace", () => waiting && use(waiting));
  picker.addEventListener("change", () => {
    const [file] = picker.files ?? [];
    if (file) bring(file);
  });
  // The same file may be chosen again.
  open.addEventListener("click", () => {
    picker.value = "";
  });
  root.replaceChildren(el("div", { class: "options" }, save, open, picker), say(el("p", { class: "hint" }), "keep.hint"), news);

  // A browser asks in its own words.
  window.addEventListener("beforeunload", (event) => {
    if (hasUnsaved()) event.preventDefault();
  });

  function hasUnsaved() {
    const now = page.now();
    // What cannot be read is in no file.
    return now !== null && (now.problems > 0 || (Object.keys(now.answers).length > 0 && JSON.stringify(now.answers) !== kept));
  }

  function keep() {
    const now = page.now();
    if (now === null) return;
    const { about, trials, answers, problems, today } = now;
    kept = JSON.stringify(answers);
    saveFile(`answers-${today}.json`, "application/json", `${JSON.stringify({ version: version(), as_of: today, about, trials, answers }, null, 2)}\n`);
    tell([() => word("keep.saved", { count: Object.keys(answers).length }), ...(problems > 0 ? [() => word("keep.saved_without", { count: problems })] : [])]);
  }

  /** @param {File} file */
  async function bring(file) {
    const found = file.size > LARGEST ? "too_large" : await file.text().then(readKept, () => "not_read");
    if (typeof found === "string") {
      tell([() => word(["keep", "refused", found])]);
      return;
    }
    waiting = found;
    if (hasUnsaved()) replaceFirst();
    else use(found);
  }

  /** @param {Kept} found */
  function use(found) {
    waiting = null;
    const { used, left } = page.use(found);
    // What stands in a file is not repeated where it means nothing.
    const named = left.filter((measure) => hasWord(["names", measure]));
    kept = used.length > 0 && left.length === 0 ? JSON.stringify(page.now()?.answers ?? {}) : "";
    tell([
      () => word("keep.opened", { count: used.length }),
      ...(named.length > 0 ? [() => word("keep.left", { names: formatList(named.map(measureName)) })] : []),
      ...(left.length > named.length ? [() => word("keep.left_other", { count: left.length - named.length })] : []),
    ]);
    open.focus();
  }

  /** @param {(() => string)[]} sentences */
  function tell(sentences) {
    news.replaceChildren(...sentences.map((sentence) => say(el("p"), sentence)));
  }

  return {
    /** @param {boolean} some whether there are questions to answer */
    arrange(some) {
      save.hidden = !some;
    },
    restart() {
      kept = "";
      news.replaceChildren();
    },
  };
}
