/** The text of the definition: typed, pasted, opened from a file, saved to one, and never lost unasked. */

import { createQuestion } from "../ask.js";
import { byId, el } from "../dom.js";
import { LONGEST } from "../host.js";
import { saveFile } from "../keep.js";
import { say, word } from "../words.js";

/** @typedef {import("./positions.js").Place} Place */

/** Longer lines are marked only in part: a whole file may stand in one. */
const LONG_LINE = 200;
/** Lines of the text that stay in sight above the one looked for. */
const ABOVE = 3;

/**
 * @param {() => string} fileName under which the text is saved
 * @param {() => void} onChange
 */
export function createEditor(fileName, onChange) {
  const area = /** @type {HTMLTextAreaElement} */ (byId("text"));
  const told = byId("told");
  const picker = el("input", { type: "file", accept: ".json,application/json", hidden: true });
  let saved = area.value;
  /** What comes in the place of the text, after the question. */
  let waiting = { text: "", name: "" };
  const replaceFirst = createQuestion("author.replace", () => take(waiting));

  say(byId("text-label"), "author.label");
  say(byId("text-hint"), "author.hint");
  byId("open").after(picker);
  say(byId("open"), "author.open").addEventListener("click", () => {
    // The same file may be chosen again.
    picker.value = "";
    picker.click();
  });
  say(byId("example"), "author.example").addEventListener("click", () => {
    fetch(new URL("../examples/sixth.json", import.meta.url)).then((answer) => answer.text()).then((text) => bring(text, "sixth.json"), refuse);
  });
  say(byId("save"), "author.save").addEventListener("click", () => {
    saveFile(fileName(), "application/json", area.value);
    saved = area.value;
    tell(() => word("author.saved", { name: fileName() }));
  });
  picker.addEventListener("change", () => {
    const [file] = picker.files ?? [];
    if (file && file.size > 2 * LONGEST) tell(() => word("author.refused.too_long"));
    else file?.text().then((text) => bring(text, file.name), refuse);
  });
  area.addEventListener("input", () => {
    tell(() => "");
    onChange();
  });
  // A page that must lay out megabytes on one line answers nobody for seconds.
  area.addEventListener("paste", (event) => refuseLong(event, event.clipboardData));
  area.addEventListener("drop", (event) => refuseLong(event, event.dataTransfer));
  // A browser asks in its own words.
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved()) event.preventDefault();
  });

  const isUnsaved = () => area.value !== saved && area.value.trim() !== "";
  const refuse = () => tell(() => word("author.refused.not_read"));

  /** @param {Event} event @param {DataTransfer | null} brought */
  function refuseLong(event, brought) {
    if ((brought?.getData("text/plain") ?? "").length <= LONGEST) return;
    event.preventDefault();
    tell(() => word("author.refused.too_long"));
  }

  /** @param {() => string} sentence */
  function tell(sentence) {
    say(told, sentence);
  }

  /** @param {string} text @param {string} name */
  function bring(text, name) {
    waiting = { text, name };
    if (text.length > LONGEST) tell(() => word("author.refused.too_long"));
    else if (isUnsaved()) replaceFirst();
    else take(waiting);
  }

  /** @param {{text: string, name: string}} brought */
  function take({ text, name }) {
    area.value = text;
    saved = area.value;
    area.setSelectionRange(0, 0);
    area.scrollTop = 0;
    tell(() => word("author.opened", { name }));
    onChange();
  }

  return {
    text: () => area.value,
    /** Marks the line at a place, and brings it into sight. @param {Place} place */
    go({ at, line, column, from, to }) {
      const isLong = to - from > LONG_LINE;
      area.focus();
      area.setSelectionRange(isLong ? at : from, isLong ? Math.min(to, at + LONG_LINE) : to);
      const { lineHeight, fontSize } = getComputedStyle(area);
      area.scrollTop = (line - 1 - ABOVE) * parseFloat(lineHeight);
      // A letter of a fixed width is a little wider than half its height.
      area.scrollLeft = isLong ? (column - 1) * parseFloat(fontSize) * 0.6 : 0;
    },
  };
}
