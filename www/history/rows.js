/** The visits or the relapses so far: a table in the order of their dates, some at a time. */

import { button, el, freshId, setText } from "../dom.js";
import { createEntry } from "./entry.js";
import { drawComplaint } from "./complaint.js";
import { formatDate, formatNumber, keepTold, say, word } from "../words.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./entry.js").Row} Row */
/** @typedef {import("./paste.js").Kind} Kind */

/** Thousands of rows in the page would make every press slow. */
const SHOWN = 20;

/**
 * @typedef {object} Rows
 * @property {HTMLElement} node
 * @property {() => Row[]} read
 * @property {(rows: Row[]) => number} add those that are not there yet; gives their number
 * @property {(rows: Row[]) => void} replace
 * @property {(wrong: {place: number, code: string} | null) => void} showError
 * @property {(place: number) => void} focus
 * @property {() => void} focusTitle
 */

/**
 * @param {Kind} kind
 * @param {(news: string) => void} onChange with what there is to tell
 * @returns {Rows}
 */
export function createRows(kind, onChange) {
  const scored = kind === "visits";
  const key = (/** @type {string} */ name) => ["history", kind, name];
  /** @type {Row[]} */
  let rows = [];
  let first = 0;
  /** @type {{place: number, code: string} | null} */
  let wrong = null;
  /** What is being changed keeps what was typed, even out of sight. @type {Map<Row, Entry>} */
  const open = new Map();
  /** @type {Row | null} */
  let removed = null;

  const title = el("h3", { id: freshId("rows"), tabindex: "-1" });
  const head = el("tr", {}, say(el("th", { scope: "col" }), "history.number"), say(el("th", { scope: "col" }), "history.date"));
  if (scored) head.append(say(el("th", { scope: "col" }), "history.edss"));
  head.append(el("td"));
  const body = el("tbody");
  const table = el("table", { class: "rows-table", "aria-labelledby": title.id }, el("thead", {}, head), body);
  const range = el("p", { class: "hint", role: "status" });
  const earlier = say(button("", () => turn(-SHOWN), { class: "plain" }), "history.earlier");
  const later = say(button("", () => turn(SHOWN), { class: "plain" }), "history.later");
  const pages = el("div", { class: "pages" }, range, el("div", { class: "options" }, earlier, later));
  const undo = button("", putBack, { class: "plain", hidden: true });
  const adder = createEntry(kind, { title: () => word(key("add_title")), done: key("add") }, (row) => {
    const count = add([row]);
    adder.clear();
    adder.focus();
    onChange(word(key(count > 0 ? "added" : "there"), { count: rows.length }));
  });
  const node = el("div", { class: "history-rows" }, title, table, pages, el("div", { class: "options" }, undo), adder.node);
  keepTold(node, draw);

  const same = (/** @type {Row} */ one, /** @type {Row} */ other) => one.date === other.date && one.edss === other.edss;
  const sort = () => rows.sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));

  /** @param {Row[]} more */
  function add(more) {
    const known = new Set(rows.map(({ date, edss }) => `${date} ${edss}`));
    const fresh = more.filter(({ date, edss }) => !known.has(`${date} ${edss}`) && known.add(`${date} ${edss}`));
    rows.push(...fresh);
    sort();
    undo.hidden = true;
    wrong = null;
    const [last] = fresh.slice(-1);
    if (last) show(rows.indexOf(last));
    draw();
    return fresh.length;
  }

  /** Brings a row into the part that is drawn. @param {number} place */
  function show(place) {
    first = Math.floor(place / SHOWN) * SHOWN;
  }

  /** @param {number} by */
  function turn(by) {
    first += by;
    draw();
    const press = by < 0 ? earlier : later;
    (press.disabled ? (by < 0 ? later : earlier) : press).focus();
  }

  function putBack() {
    if (removed === null) return;
    const row = removed;
    removed = null;
    add([row]);
    onChange(word(key("added"), { count: rows.length }));
    focus(rows.findIndex((other) => same(other, row)));
  }

  function draw() {
    first = Math.max(0, Math.min(first, Math.floor((rows.length - 1) / SHOWN) * SHOWN));
    const shown = rows.slice(first, first + SHOWN);
    setText(title, word(key("count"), { count: rows.length }));
    table.hidden = rows.length === 0;
    pages.hidden = rows.length <= SHOWN;
    setText(range, word("history.range", { from: first + 1, to: first + shown.length, all: rows.length }));
    earlier.disabled = first === 0;
    later.disabled = first + SHOWN >= rows.length;
    body.replaceChildren(...shown.map((row, index) => drawRow(row, first + index)));
  }

  /** @param {Row} row @param {number} place */
  function drawRow(row, place) {
    const name = word(key("one"), { number: place + 1 });
    const entry = open.get(row);
    const errors = el("div", { class: "errors", id: freshId("error") });
    if (wrong?.place === place) errors.append(drawComplaint(wrong.code));
    const number = el("td", { class: "place" }, formatNumber(place + 1));
    if (entry) {
      entry.rename(() => word("history.change_title", { name: word(key("one"), { number: place + 1 }) }));
      return el("tr", {}, number, el("td", { colspan: scored ? 3 : 2 }, errors, entry.node));
    }
    const date = el("th", { scope: "row", id: freshId("day") }, formatDate(row.date), wrong?.place === place ? errors : null);
    const change = say(button("", () => edit(row), { class: "plain", "aria-label": word("history.change_one", { name }) }), "history.change");
    if (wrong?.place === place) change.setAttribute("aria-describedby", errors.id);
    return el("tr", { class: wrong?.place === place ? "wrong" : null }, number, date, scored && row.edss !== null ? el("td", {}, formatNumber(row.edss)) : null, el("td", { class: "act" }, change));
  }

  /** @param {Row} row */
  function edit(row) {
    const close = () => {
      open.delete(row);
      draw();
    };
    const entry = createEntry(
      kind,
      {
        title: () => "",
        done: ["history", "save"],
        others: [
          [["history", "cancel"], () => {
            close();
            focus(rows.indexOf(row));
          }],
          [["form", "remove_entry"], () => {
            open.delete(row);
            remove(row);
          }],
        ],
      },
      (next) => {
        Object.assign(row, next);
        sort();
        wrong = null;
        show(rows.indexOf(row));
        close();
        onChange(word(key("changed"), { count: rows.length }));
        focus(rows.indexOf(row));
      },
    );
    entry.fill(row);
    open.set(row, entry);
    draw();
    entry.focus();
  }

  /** @param {Row} row */
  function remove(row) {
    const place = rows.indexOf(row);
    rows.splice(place, 1);
    removed = row;
    wrong = null;
    draw();
    say(undo, () => word(key("put_back"), { number: place + 1 }));
    undo.hidden = false;
    undo.focus();
    onChange(word(key("removed"), { count: rows.length }));
  }

  /** @param {number} place */
  function focus(place) {
    if (place < first || place >= first + SHOWN) {
      show(place);
      draw();
    }
    const line = body.children[place - first];
    const target = line?.querySelector("input, button");
    (target instanceof HTMLElement ? target : title).focus();
  }

  return {
    node,
    read: () => rows,
    add,
    replace(next) {
      rows = [...next];
      open.clear();
      wrong = null;
      first = 0;
      undo.hidden = true;
      draw();
    },
    showError(next) {
      if (next === null && wrong === null) return;
      wrong = next;
      if (next !== null) show(next.place);
      draw();
    },
    focus,
    focusTitle: () => title.focus(),
  };
}
