/**
 * Where things stand in a JSON text: the place of a path as `check` names it ("criteria/3/rule"), and
 * of the first character that is no JSON, which every browser words in its own way. It judges nothing,
 * takes any text, and looks at each character once.
 */

/** @typedef {{code: string, at: number}} Fault */
/** @typedef {{at: number, line: number, column: number, from: number, to: number}} Place `from` and `to` are the ends of the line */

/** Names are cut to so many characters in a path, as in `src/value.rs`. */
const LONGEST_NAME = 60;
const WORDS = ["true", "false", "null"];
/** What may follow a number or a word at once belongs to it, and makes it wrong. */
const STICKS = /[\w.+-]/;

/** @param {string} text */
export function positionsIn(text) {
  /** For each value in the order of the text: where it begins, where its name does, and the number of the first value after all that it holds. */
  const starts = /** @type {number[]} */ ([]);
  const names = /** @type {number[]} */ ([]);
  const after = /** @type {number[]} */ ([]);
  const fault = scan(text, starts, names, after);
  /** @type {Map<number, Map<string, number>>} */
  const known = new Map();
  /** @type {number[] | null} */
  let lines = null;

  /** What a value holds, by name or number; of two with one name the last counts, as for JSON.parse. @param {number} value */
  function heldBy(value) {
    const before = known.get(value);
    if (before) return before;
    const held = new Map();
    const isList = text[starts[value] ?? 0] === "[";
    for (let one = value + 1, count = 0; one < (after[value] ?? 0); one = after[one] ?? Infinity, count += 1) {
      held.set(isList ? String(count) : nameAt(text, names[one] ?? 0), one);
    }
    known.set(value, held);
    return held;
  }

  /**
   * The value that a path leads to, or the last on the way there: what is missing has no place.
   * @param {string} path
   */
  function valueAt(path) {
    const steps = path === "" ? [] : path.split("/");
    let value = 0;
    for (let step = 0; step < steps.length; ) {
      const held = heldBy(value);
      // A name may hold slashes itself.
      const parts = Array.from({ length: Math.min(LONGEST_NAME, steps.length - step) }, (_, more) => more + 1);
      const used = parts.find((count) => held.has(steps.slice(step, step + count).join("/")));
      if (used === undefined) break;
      value = held.get(steps.slice(step, step + used).join("/")) ?? 0;
      step += used;
    }
    return value;
  }

  /** @param {number} at @returns {Place} */
  function placeOf(at) {
    lines ??= lineStarts(text);
    let [low, high] = [0, lines.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    const from = lines[low] ?? 0;
    const next = lines[low + 1];
    const ends = next === undefined ? text.length : next - (text.startsWith("\r\n", next - 2) ? 2 : 1);
    return { at, line: low + 1, column: at - from + 1, from, to: ends };
  }

  return {
    fault,
    placeOf,
    /** @param {string} path */
    place(path) {
      const value = valueAt(path);
      const name = names[value] ?? -1;
      return placeOf(name >= 0 ? name : (starts[value] ?? 0));
    },
  };
}

/** @param {string} text */
function lineStarts(text) {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** @param {string} text @param {number} at where the quotes begin */
function nameAt(text, at) {
  const raw = text.slice(at, afterQuotes(text, at).end);
  const name = raw.includes("\\") ? JSON.parse(raw) : raw.slice(1, -1);
  return name.length <= LONGEST_NAME ? name : [...name].slice(0, LONGEST_NAME).join("");
}

/**
 * @param {string} text
 * @param {number[]} starts
 * @param {number[]} names
 * @param {number[]} after
 * @returns {Fault | null}
 */
function scan(text, starts, names, after) {
  /** The lists and objects that are open. @type {number[]} */
  const open = [];
  /** @type {"value" | "first value" | "name" | "first name" | "next" | "nothing"} */
  let wanted = "value";
  let [at, end, comma, name] = [0, 0, 0, -1];
  /** Whatever is open ends where the text does. @param {string} code @param {number} place */
  const broken = (code, place) => {
    for (const one of open) after[one] = starts.length;
    return { code, at: place };
  };

  for (;;) {
    at = afterSpace(text, at);
    const letter = text[at];
    if (letter === undefined) return wanted === "nothing" ? null : broken("end", text.length);
    if (wanted === "nothing") return broken("rest", at);
    const inside = text[starts[open.at(-1) ?? -1] ?? -1];
    const closes = letter === (inside === "[" ? "]" : "}");

    if (wanted === "next" || wanted.startsWith("first")) {
      if (closes) {
        after[open.pop() ?? 0] = starts.length;
        at += 1;
        end = at;
        wanted = open.length > 0 ? "next" : "nothing";
        continue;
      }
      if (letter === "]" || letter === "}") return broken("bracket", at);
    }
    if (wanted === "next") {
      if (letter !== ",") return broken("comma", end);
      comma = at;
      at += 1;
      wanted = inside === "[" ? "value" : "name";
      continue;
    }
    if (letter === "]" || letter === "}") return text[comma] === "," && afterSpace(text, comma + 1) === at ? broken("trailing", comma) : broken("value", at);
    if (wanted.endsWith("name")) {
      if (letter !== '"') return broken("name", at);
      const quoted = afterQuotes(text, at);
      if (quoted.code !== null) return broken(quoted.code, quoted.end);
      name = at;
      at = afterSpace(text, quoted.end);
      if (at >= text.length) return broken("end", text.length);
      if (text[at] !== ":") return broken("colon", quoted.end);
      at += 1;
      wanted = "value";
      continue;
    }

    if (letter === "{" || letter === "[") {
      open.push(starts.length);
      starts.push(at);
      names.push(name);
      after.push(starts.length);
      at += 1;
      wanted = letter === "[" ? "first value" : "first name";
    } else {
      const plain = letter === '"' ? afterQuotes(text, at) : afterPlain(text, at);
      if (plain.code !== null) return broken(plain.code, plain.end);
      starts.push(at);
      names.push(name);
      after.push(starts.length);
      at = plain.end;
      end = at;
      wanted = open.length > 0 ? "next" : "nothing";
    }
    name = -1;
  }
}

/** @param {string} text @param {number} at */
function afterSpace(text, at) {
  while (at < text.length && " \t\n\r".includes(text.charAt(at))) at += 1;
  return at;
}

/**
 * Behind a text in quotes, or the place where it goes wrong.
 * @param {string} text
 * @param {number} at
 * @returns {{code: string | null, end: number}}
 */
function afterQuotes(text, at) {
  for (let here = at + 1; here < text.length; here += 1) {
    const code = text.charCodeAt(here);
    if (code === 0x22) return { code: null, end: here + 1 };
    // A line that ends inside of quotes mostly lacks the second of them.
    if (code === 0x0a || code === 0x0d) return { code: "quotes", end: at };
    if (code < 0x20) return { code: "escape", end: here };
    if (code !== 0x5c) continue;
    const escaped = text.charAt(here + 1);
    if (escaped === "") return { code: "quotes", end: at };
    if (escaped === "u" && /^[0-9a-f]{4}$/i.test(text.slice(here + 2, here + 6))) here += 5;
    else if ('"\\/bfnrt'.includes(escaped)) here += 1;
    else return { code: "escape", end: here };
  }
  return { code: "quotes", end: at };
}

/**
 * Behind a number or a word.
 * @param {string} text
 * @param {number} at
 * @returns {{code: string | null, end: number}}
 */
function afterPlain(text, at) {
  const word = WORDS.find((one) => text.startsWith(one, at));
  if (word) return STICKS.test(text.charAt(at + word.length)) ? { code: "value", end: at } : { code: null, end: at + word.length };
  if (!/[\d.+-]/.test(text.charAt(at))) return { code: "value", end: at };
  const wrong = { code: "number", end: at };
  const first = text[at] === "-" ? at + 1 : at;
  let end = afterDigits(text, first);
  if (end === first || (text[first] === "0" && end > first + 1)) return wrong;
  if (text[end] === ".") {
    const digits = afterDigits(text, end + 1);
    if (digits === end + 1) return wrong;
    end = digits;
  }
  if (text[end] === "e" || text[end] === "E") {
    const sign = text[end + 1] === "+" || text[end + 1] === "-" ? end + 2 : end + 1;
    const digits = afterDigits(text, sign);
    if (digits === sign) return wrong;
    end = digits;
  }
  return STICKS.test(text.charAt(end)) ? wrong : { code: null, end };
}

/** @param {string} text @param {number} at */
function afterDigits(text, at) {
  while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at += 1;
  return at;
}
