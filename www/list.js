/** An answer with any number of entries: dates, medicines, doses. */

import { standAlone } from "./alone.js";
import { button, el, freshId, nameByLegends, setText } from "./dom.js";
import { hasWord, keepTold, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answer} Answer */
/** @typedef {import("./choice.js").Control} Control */
/** @typedef {import("./choice.js").Problem} Problem */

/**
 * @typedef {object} Entry what one entry of a list consists of
 * @property {HTMLElement} node
 * @property {() => {value: unknown, problems: Problem[]}} read a value of null is an entry left blank
 * @property {(value: unknown) => boolean} write
 * @property {(part: string | null) => HTMLElement} input
 * @property {() => HTMLElement[]} inputs
 * @property {() => string} [name] what tells it from the others
 * @property {() => string} [summary] what to show of it when it is closed; without, it stays open
 */

/** Nobody has typed more entries than these; each costs time with every press. */
const MOST_WRITTEN = 100;

/** @typedef {{node: HTMLElement, errors: HTMLElement, entry: Entry, blank: () => boolean, open: (open: boolean) => void, tidy: () => void, rename: (number: number) => void, title: () => string}} Row */

/**
 * @param {{measure: string, kind: string}} asked
 * @param {() => Entry} createEntry
 * @param {() => void} onChange
 * @param {(values: any[]) => Answer} [finish]
 * @param {(answer: unknown) => unknown} [start] the entries of an answer, where it is no list itself
 * @returns {Control}
 */
export function listControl({ measure, kind }, createEntry, onChange, finish = (values) => /** @type {any} */ (values), start = (answer) => answer) {
  const key = (/** @type {string} */ name) => ["form", "lists", hasWord(["form", "lists", measure, name]) ? measure : kind, name];
  /** @type {Row[]} */
  let rows = [];
  /** @type {{row: Row, place: number} | null} the entry removed last, as long as it can be put back */
  let removed = null;

  const list = el("ul", { class: "rows" });
  const add = button("", () => append(createRow()), { class: "plain" });
  const undo = button("", putBack, { class: "plain", hidden: true });
  const alone = standAlone([["none", key("none")], ["unknown", "form.unknown"]], (chosen) => {
    // What does not count is not in sight; it comes back with the tick taken away.
    list.hidden = chosen !== null;
    undo.hidden = true;
    arrange();
  });
  const whole = hasWord(key("whole")) ? say(el("p", { class: "hint" }), key("whole")) : null;
  const node = el("div", { class: "answer" }, list, whole, el("div", { class: "options" }, add, undo), alone.node);
  // While someone types, not on the way out, when a press may already be under way.
  list.addEventListener("input", arrange);
  keepTold(list, () => {
    arrange();
    for (const row of rows) row.open(!row.entry.node.hidden);
    removed?.row.rename(removed.place + 1);
    if (removed) setText(undo, word("form.put_back", { entry: removed.row.title() }));
  });

  /** Numbers the entries and names what acts on them. */
  function arrange() {
    rows.forEach((row, place) => row.rename(place + 1));
    setText(add, word(key(rows.length === 0 ? "add" : "another")));
    if (whole) whole.hidden = rows.length === 0 || list.hidden;
  }

  /** @returns {Row} */
  function createRow() {
    const entry = createEntry();
    const place = el("span", { id: freshId("row") });
    const named = el("span");
    const legend = el("legend", { id: freshId("row") }, place, named);
    const errors = el("div", { class: "errors", id: freshId("error") });
    const summary = el("p", { class: "hint", hidden: true });
    const toggle = button("", () => (entry.node.hidden ? change() : done()), { class: "plain", hidden: !entry.summary });
    const remove = say(button("", () => takeAway(row), { class: "plain" }), "form.remove_entry");
    const box = el("fieldset", { class: "row" }, legend, errors, summary, entry.node, el("div", { class: "options" }, toggle, remove));
    const title = () => legend.textContent ?? "";
    // What opens stands before the button.
    const change = () => {
      row.open(true);
      entry.input(null).focus();
    };
    const done = () => {
      if (row.blank()) return takeAway(row);
      row.tidy();
      // The whole field is looked at, so that what keeps it open is said.
      box.dispatchEvent(new Event("look", { bubbles: true }));
      onChange();
    };
    /** @type {Row} */
    const row = {
      node: el("li", {}, box),
      errors,
      entry,
      title,
      blank() {
        const { value, problems } = entry.read();
        return value === null && problems.length === 0;
      },
      open(open) {
        entry.node.hidden = !open;
        summary.hidden = open;
        setText(summary, open ? "" : entry.summary?.() ?? "");
        setText(toggle, word(open ? "form.done_entry" : "form.change_entry"));
      },
      tidy() {
        if (entry.summary && !row.blank() && entry.read().problems.length === 0) row.open(false);
      },
      rename(number) {
        const name = entry.name?.() ?? "";
        setText(place, word(key("title"), { number }));
        setText(named, name === "" ? "" : word("form.entry", { name }));
      },
    };
    for (const press of [toggle, remove]) {
      press.id = freshId("press");
      press.setAttribute("aria-labelledby", `${press.id} ${legend.id}`);
    }
    for (const input of entry.inputs()) nameByLegends(input, box);
    // The field for the name does not change its own.
    const [first] = entry.inputs();
    first?.setAttribute("aria-labelledby", (first.getAttribute("aria-labelledby") ?? "").replace(legend.id, place.id));
    row.open(true);
    return row;
  }

  /** @param {Row} row */
  function append(row, place = rows.length) {
    removed = null;
    undo.hidden = true;
    alone.clear();
    list.hidden = false;
    for (const other of rows) other.tidy();
    list.insertBefore(row.node, rows[place]?.node ?? null);
    rows.splice(place, 0, row);
    arrange();
    row.entry.input(null).focus();
    onChange();
  }

  /**
   * The focus goes to the way back, which says what has gone.
   * @param {Row} row
   */
  function takeAway(row) {
    const blank = row.blank();
    removed = blank ? null : { row, place: rows.indexOf(row) };
    setText(undo, word("form.put_back", { entry: row.title() }));
    undo.hidden = blank;
    rows = rows.filter((other) => other !== row);
    (blank ? add : undo).focus();
    row.node.remove();
    arrange();
    onChange();
  }

  function putBack() {
    if (removed === null) return;
    const { row, place } = removed;
    row.open(true);
    append(row, place);
  }

  const filled = () => rows.filter((row) => !row.blank());
  const split = (/** @type {string | null} */ part) => {
    const [place = "", ...rest] = part?.split("/") ?? [];
    // Entries left blank are not sent, and so not counted.
    return { row: place === "" ? undefined : filled()[Number(place)], inner: rest.join("/") || null };
  };

  return {
    node,
    read() {
      const single = alone.chosen();
      if (single !== null) return { answer: /** @type {any} */ (single === "none" ? [] : single), problems: [] };
      const readings = filled().map(({ entry }) => entry.read());
      const problems = readings.flatMap((reading, place) => reading.problems.map(({ part, code }) => ({ part: `${place}/${part ?? ""}`, code })));
      if (problems.length > 0 || readings.length === 0) return { answer: null, problems };
      return { answer: finish(readings.map(({ value }) => value)), problems };
    },
    write(answer) {
      if (answer === "unknown") return alone.choose("unknown");
      const values = answer === "never" ? [] : start(answer);
      if (!Array.isArray(values)) return false;
      if (values.length === 0) return alone.choose("none");
      if (values.length > MOST_WRITTEN) return false;
      const written = [];
      for (const value of values) {
        const row = createRow();
        if (!row.entry.write(value)) return false;
        written.push(row);
      }
      alone.clear();
      list.hidden = false;
      rows = written;
      list.replaceChildren(...rows.map(({ node: one }) => one));
      arrange();
      for (const row of rows) row.tidy();
      return true;
    },
    input(part) {
      const { row, inner } = split(part);
      if (!row) return alone.inputs.find(({ checked }) => checked) ?? rows[0]?.node.querySelector("button") ?? add;
      row.open(true);
      return row.entry.input(inner);
    },
    errorsFor: (part) => split(part).row?.errors ?? null,
    inputs: () => [...rows.flatMap(({ entry }) => entry.inputs()), ...alone.inputs],
    restart() {
      rows = [];
      removed = null;
      undo.hidden = true;
      list.hidden = false;
      list.replaceChildren();
      alone.clear();
      arrange();
    },
  };
}
