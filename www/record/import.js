/** A person's own health record: dropped or chosen, read on this device, and looked over before any of it is used. */

import { button, el, freshId } from "../dom.js";
import { FileProblem, readRecordFile } from "./files.js";
import { createReview } from "./review.js";
import { say, word } from "../words.js";

/** @typedef {import("../../pkg/trial_prescreen.js").RecordReader} RecordReader */
/** @typedef {import("../../pkg/trial_prescreen.js").RecordFindings} RecordFindings */

/**
 * @typedef {object} Page
 * @property {() => RecordReader} createReader
 * @property {() => string} today
 * @property {(measure: string) => boolean} asks whether a measure is asked about
 * @property {(measure: string) => unknown} given what has been answered, or undefined
 * @property {(measure: string) => boolean} takesDay whether the question asks for the day of a result
 * @property {(answers: {[measure: string]: unknown}) => {used: string[], left: string[]}} use
 */

/**
 * @param {HTMLElement} root
 * @param {Page} page
 */
export function createImport(root, page) {
  let stopped = false;
  let busy = false;

  const title = say(el("h3", { id: freshId("record"), tabindex: -1 }), "record.title");
  const picker = el("input", { type: "file", multiple: true, hidden: true });
  const choose = say(button("", () => {
    // The same file may be chosen again.
    picker.value = "";
    picker.click();
  }), "record.choose");
  const drop = el("div", { class: "drop" }, say(el("p"), "record.drop"), choose, picker);
  const bar = el("progress", { max: 1, "aria-labelledby": title.id });
  const stop = say(button("", () => {
    stopped = true;
  }, { class: "plain" }), "record.stop");
  const progress = el("div", { class: "options", hidden: true }, bar, stop);
  const news = el("div", { role: "status" });
  const review = createReview(page, (text) => {
    tell([text]);
    title.focus();
  });
  const part = el("section", { class: "record", "aria-labelledby": title.id, hidden: true }, title, say(el("p", { class: "hint" }), "record.hint"), say(el("p", { class: "hint" }), "record.kinds"), drop, progress, news, review.node);
  const opener = button("", () => {
    show(part.hidden !== false);
    if (!part.hidden) title.focus();
  }, { class: "plain" });
  say(opener, "record.open");
  root.replaceChildren(opener, part);
  show(false);

  const carriesFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes("Files") === true;
  picker.addEventListener("change", () => bring([...(picker.files ?? [])]));
  drop.addEventListener("dragover", (event) => drop.classList.toggle("over", carriesFiles(event)));
  for (const end of ["dragleave", "drop"]) drop.addEventListener(end, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => bring([...(event.dataTransfer?.files ?? [])]));
  // A file that misses the place for it would take the page away, and every answer with it.
  for (const kind of /** @type {const} */ (["dragover", "drop"])) {
    document.addEventListener(kind, (event) => {
      if (carriesFiles(event)) event.preventDefault();
    });
  }

  /** @param {File[]} files */
  async function bring(files) {
    if (busy || files.length === 0) return;
    busy = true;
    stopped = false;
    review.clear();
    tell([() => word("record.reading")]);
    progress.hidden = false;
    const reader = page.createReader();
    try {
      let tooLarge = 0;
      for (const file of files) {
        await readRecordFile(file, {
          onResource(entry) {
            try {
              reader.add(entry);
            } catch (error) {
              // One that is larger than any result, such as the curve of a heart, says nothing of the others.
              if (/** @type {{code?: unknown}} */ (error).code !== "too_large") throw error;
              tooLarge += 1;
            }
          },
          onProgress(done, whole) {
            bar.value = whole > 0 ? done / whole : 0;
          },
          isStopped: () => stopped,
        });
      }
      if (stopped) tell([() => word("record.stopped")]);
      else draw(reader.findings(page.today()), tooLarge);
    } catch (error) {
      // Nothing of a record that could not be read to its end is used.
      const code = error instanceof FileProblem ? error.code : "broken";
      tell([() => word(["record", "refused", code])]);
    } finally {
      reader.free();
      progress.hidden = true;
      busy = false;
    }
  }

  /** @param {boolean} open */
  function show(open) {
    part.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  }

  /**
   * @param {RecordFindings} findings
   * @param {number} tooLarge
   */
  function draw(findings, tooLarge) {
    const ignored = [...findings.ignored, ...(tooLarge > 0 ? [{ code: "too_large", count: tooLarge }] : [])];
    const some = review.draw({ ...findings, ignored });
    tell([() => word(some ? "record.found" : "record.found_nothing")]);
  }

  /** @param {(() => string)[]} sentences */
  function tell(sentences) {
    news.replaceChildren(...sentences.map((sentence) => say(el("p"), sentence)));
  }

  return {
    /** @param {boolean} some whether there are questions to answer */
    arrange(some) {
      opener.hidden = !some;
      if (!some) show(false);
    },
    restart() {
      stopped = true;
      review.clear();
      news.replaceChildren();
      show(false);
    },
  };
}
