/**
 * A table pasted from a spreadsheet, read line by line. Nothing is guessed: a date that can be
 * read in two ways is asked about, and a line that cannot be read is named by its number.
 */

import { fold, readDate, readNumber } from "../reading.js";
import { SCORES } from "../scores.js";

/** @typedef {"visits" | "relapses"} Kind */
/** @typedef {"day" | "month"} First which of the two comes first in a date such as 03/04/2020 */

/**
 * @typedef {object} Pasted
 * @property {{line: number, date: string, edss: number}[]} visits
 * @property {{line: number, date: string}[]} relapses
 * @property {number | null} heading the line that was taken as the heading
 * @property {{line: number, code: string}[]} skipped
 * @property {boolean} extra whether there are columns that were not read
 * @property {number | null} ask the first line whose date could be read in two ways; nothing is read until somebody has said which
 * @property {{code: string, lines: number[]} | null} refused why nothing at all was read
 */

/** What a spreadsheet puts between columns; two spaces rather than one, which may stand inside a date. */
const SEPARATORS = ["\t", ";", ",", / {2,}/, /\s+/];

const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/** How a table says that there was no relapse. */
const NONE = new Set(["", "-", "\u2013", "\u2014", "0", "no", "none", "na", "n/a", "."]);

/** Far more than anybody's visits; reading stays quick below it. */
const MOST_LINES = 20000;

/**
 * @param {string} text
 * @param {Kind} kind
 * @param {First | null} [first] what the person has said about the order of day and month
 * @returns {Pasted}
 */
export function readPaste(text, kind, first = null) {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: index + 1, text: joinDates(line) }))
    .filter((line) => line.text.trim() !== "");
  if (lines.length === 0) return refuse("nothing");
  if (lines.length > MOST_LINES) return refuse("too_long");
  const separator = separatorOf(lines.map((line) => line.text));
  const table = lines.map((line) => ({ line: line.line, cells: split(line.text, separator) }));
  const heading = isHeading(table[0]?.cells ?? []) ? table.shift() ?? null : null;
  const columns = columnsOf(heading?.cells ?? null, kind);
  const people = new Set(table.map(({ cells }) => cells[columns.person] ?? ""));
  if (columns.person >= 0 && people.size > 1) return refuse("several_people");

  const rows = table.map(({ line, cells }) => readRow(line, cells, columns, separator === ",", heading?.cells.length ?? null));
  const dates = rows.flatMap(({ visit, relapse }) => [visit?.date, relapse]).filter((date) => date !== undefined);
  const only = { day: orderedLines(dates, "day"), month: orderedLines(dates, "month") };
  const [dayLine, monthLine] = [only.day[0], only.month[0]];
  if (dayLine !== undefined && monthLine !== undefined) return refuse("mixed_orders", [dayLine, monthLine]);

  /** @type {Pasted} */
  const pasted = {
    ...nothing(),
    heading: heading?.line ?? null,
    extra: rows.some(({ extra }) => extra),
    ask: first === null ? dates.find(isAmbiguous)?.line ?? null : null,
  };
  if (pasted.ask !== null) return pasted;
  for (const row of rows) {
    if (row.code !== null) pasted.skipped.push({ line: row.line, code: row.code });
    if (row.relapse) {
      const date = inOrder(row.relapse, first);
      if (date === null) pasted.skipped.push({ line: row.line, code: "no_such_day" });
      else pasted.relapses.push({ line: row.line, date });
    }
    if (row.visit) {
      const date = inOrder(row.visit.date, first);
      if (date === null) pasted.skipped.push({ line: row.line, code: "no_such_day" });
      else pasted.visits.push({ line: row.line, date, edss: row.visit.edss });
    }
  }
  return pasted;
}

/** @returns {Pasted} */
const nothing = () => ({ visits: [], relapses: [], heading: null, skipped: [], extra: false, ask: null, refused: null });

/**
 * @param {string} code
 * @param {number[]} [lines]
 * @returns {Pasted}
 */
const refuse = (code, lines = []) => ({ ...nothing(), refused: { code, lines } });

/** @param {string} name */
function monthOf(name) {
  const typed = name.toLowerCase();
  const known = typed === "sept" ? "sep" : typed;
  return known.length < 3 ? 0 : MONTHS.findIndex((month) => month.startsWith(known)) + 1;
}

/**
 * A date with spaces, commas or a time of day becomes one word, so that it stays in one cell.
 * @param {string} line
 */
function joinDates(line) {
  return line
    .replace(/(\d)[T \u00a0]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]m)?( ?Z| ?[+-]\d{2}:?\d{2})?/gi, "$1")
    .replace(/\b(\d{1,2})\.[ \u00a0](\d{1,2})\.[ \u00a0]?(\d{2,4})\b/g, "$1.$2.$3")
    .replace(/\b(\d{1,2})[. \u00a0-]{1,2}([a-z]{3,9})[., \u00a0-]{1,2}(\d{2,4})\b/gi, (whole, day, name, year) => (monthOf(name) > 0 ? `${day}-${name}-${year}` : whole))
    .replace(/\b([a-z]{3,9})\.?[ \u00a0](\d{1,2}),?[ \u00a0](\d{4})\b/gi, (whole, name, day, year) => (monthOf(name) > 0 ? `${day}-${name}-${year}` : whole));
}

/**
 * The separator that leaves most lines with a date in a cell of its own.
 * @param {string[]} lines
 */
function separatorOf(lines) {
  let best = SEPARATORS[0] ?? "\t";
  let most = 0;
  for (const separator of SEPARATORS) {
    const count = lines.filter((line) => split(line, separator).some(isDated)).length;
    if (count > most) [best, most] = [separator, count];
  }
  return best;
}

/**
 * @param {string} line
 * @param {string | RegExp} separator
 */
function split(line, separator) {
  if (separator instanceof RegExp) return line.trim().split(separator).map(fold);
  const cells = [""];
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) cells.push("");
    else cells[cells.length - 1] += letter;
  }
  return cells.map(fold);
}

/**
 * A first line in letters without a date is a heading.
 * @param {string[]} cells
 */
function isHeading(cells) {
  return !cells.some(isDated) && cells.some((cell) => /\p{L}/u.test(cell));
}

/**
 * Where the columns stand. Without a heading: date, score, date of a relapse.
 * @param {string[] | null} heading
 * @param {Kind} kind
 */
function columnsOf(heading, kind) {
  const alone = kind === "relapses";
  if (heading === null) return { person: -1, date: alone ? -1 : 0, edss: alone ? -1 : 1, relapse: alone ? 0 : 2, named: alone };
  const names = heading.map((name) => name.toLowerCase());
  /** @type {Set<number>} */
  const taken = new Set();
  const find = (/** @type {RegExp} */ wanted, /** @type {RegExp} */ unwanted = /^$/) => {
    const place = names.findIndex((name, index) => wanted.test(name) && !unwanted.test(name) && !taken.has(index));
    taken.add(place);
    return place;
  };
  const next = () => {
    const place = names.findIndex((_, index) => !taken.has(index));
    taken.add(place);
    return place;
  };
  const person = find(/(^|[^a-z])(id|patient|subject|person|pid|usubjid|subjid)([^a-z]|$)/, /visit|date/);
  const relapse = find(/relapse|attack|onset/, /number|count|type/);
  const day = () => {
    const dated = find(/date/, /birth|dob/);
    return dated >= 0 ? dated : find(/visit|day|exam|assess/, /number|no\b|type/);
  };
  if (alone) {
    const found = relapse >= 0 ? relapse : day();
    return { person, date: -1, edss: -1, relapse: found >= 0 ? found : next(), named: true };
  }
  const score = find(/edss|score/, /date/);
  const found = day();
  const date = found >= 0 ? found : next();
  return { person, date, edss: score >= 0 ? score : next(), relapse, named: true };
}

/** @typedef {{line: number, year: string, month: string, day: string} | {line: number, pair: [string, string], year: string}} Read a date whose order may be open */

/**
 * @typedef {object} Row
 * @property {number} line
 * @property {string | null} code why the visit, or else the relapse, was skipped
 * @property {{date: Read, edss: number}} [visit]
 * @property {Read} [relapse]
 * @property {boolean} extra
 */

/**
 * @param {number} line
 * @param {string[]} cells
 * @param {{person: number, date: number, edss: number, relapse: number, named: boolean}} columns
 * @param {boolean} commas whether commas separate the columns
 * @param {number | null} width of the heading
 * @returns {Row}
 */
function readRow(line, cells, columns, commas, width) {
  const { person, date, edss, relapse, named } = columns;
  const extra = cells.some((cell, place) => cell !== "" && ![person, date, edss, relapse].includes(place));
  /** @type {Row} */
  const row = { line, code: null, extra };
  // "3,5" between commas falls apart into two cells.
  if (commas && edss >= 0 && (width === null ? /^\d$/.test(cells[2] ?? "") : cells.length > width)) return { ...row, code: "comma_twice" };

  const began = cells[relapse] ?? "";
  if (!NONE.has(began.toLowerCase())) {
    const found = dateIn(began);
    if (found !== null && !("code" in found)) row.relapse = { line, ...found };
    else if (named || found !== null) row.code = edss >= 0 ? "relapse_text" : found?.code ?? "date_text";
    else row.extra = true;
  }
  if (edss < 0) return row;

  const [day = "", score = ""] = [cells[date], cells[edss]];
  if (day === "" && score === "") return row;
  const found = dateIn(day);
  const number = readNumber(score);
  if (day === "") row.code = "date_missing";
  else if (found === null) row.code = "date_text";
  else if ("code" in found) row.code = found.code;
  else if (number === null) row.code = "score_missing";
  else if ("error" in number) row.code = "score_text";
  else if (!SCORES.includes(number.value)) row.code = "score_illegal";
  else row.visit = { date: { line, ...found }, edss: number.value };
  return row;
}

/** @param {string} cell */
function isDated(cell) {
  const found = dateIn(cell);
  return found !== null && !("code" in found && found.code === "day_missing");
}

/**
 * The parts of what looks like a date. Null is anything else.
 * @param {string} cell
 * @returns {{year: string, month: string, day: string} | {pair: [string, string], year: string} | {code: string} | null}
 */
function dateIn(cell) {
  const [, year = "", , month = "", day = ""] = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(cell) ?? [];
  if (year !== "") return { year, month, day };
  const [, one = "", , two = "", end = ""] = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(cell) ?? [];
  if (end !== "") return { pair: [one, two], year: end };
  const [, date = "", name = "", last = ""] = /^(\d{1,2})-([a-z]{3,9})-(\d{2,4})$/i.exec(cell) ?? [];
  const named = monthOf(name);
  if (named > 0) return last.length === 4 ? { year: last, month: String(named), day: date } : { code: "year_digits" };
  if (/^\d{1,2}([-/.])\d{1,2}\1\d{2,3}$/.test(cell)) return { code: "year_digits" };
  if (/^(\d{4}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{4})$/.test(cell)) return { code: "day_missing" };
  return null;
}

/**
 * @param {Read} read
 * @param {First} first
 */
function readAs(read, first) {
  const [day, month] = "pair" in read ? (first === "day" ? read.pair : [read.pair[1], read.pair[0]]) : [read.day, read.month];
  const reading = readDate({ day, month, year: read.year });
  return reading !== null && "date" in reading ? reading.date : null;
}

/** @param {Read} read */
function isAmbiguous(read) {
  const [day, month] = [readAs(read, "day"), readAs(read, "month")];
  return day !== null && month !== null && day !== month;
}

/**
 * The lines whose dates can be read in this order alone.
 * @param {Read[]} dates
 * @param {First} first
 */
function orderedLines(dates, first) {
  const other = first === "day" ? "month" : "day";
  return dates.filter((date) => readAs(date, first) !== null && readAs(date, other) === null).map(({ line }) => line);
}

/**
 * @param {Read} read
 * @param {First | null} first
 */
function inOrder(read, first) {
  return first === null ? readAs(read, "day") ?? readAs(read, "month") : readAs(read, first);
}
