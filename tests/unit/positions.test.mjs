// Where a path of check() stands in a text, and where a text stops being JSON.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { positionsIn } from "../../www/author/positions.js";

const trials = new URL("../../www/trials/", import.meta.url);
const files = readdirSync(trials).map((name) => readFileSync(new URL(name, trials), "utf8"));

/** Numbers that only look like chance, so that a failure comes again. */
function seeded(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

/**
 * Writes a value as JSON with odd space around everything, and notes where each path stands: at its
 * name, or at the value in a list.
 */
function write(value, random, placeOf = new Map()) {
  let text = "";
  const space = () => { for (let count = random(4); count > 0; count -= 1) text += [" ", "\t", "\n", "\r\n", "\r"][random(5)]; };
  const quoted = (string) => {
    const plain = JSON.stringify(string);
    if (random(3) > 0) return plain;
    // Any letter may be written by its number.
    return `"${[...string].map((letter) => [...Array(letter.length)].map((_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")).join("")}"`;
  };
  const one = (node, path) => {
    space();
    if (!placeOf.has(path)) placeOf.set(path, text.length);
    if (Array.isArray(node)) {
      text += "[";
      node.forEach((item, at) => { if (at > 0) text += ","; one(item, path === "" ? `${at}` : `${path}/${at}`); });
      space();
      text += "]";
    } else if (node !== null && typeof node === "object") {
      text += "{";
      Object.entries(node).forEach(([key, item], at) => {
        if (at > 0) text += ",";
        space();
        const below = path === "" ? key : `${path}/${key}`;
        placeOf.set(below, text.length);
        text += quoted(key);
        space();
        text += ":";
        one(item, below);
      });
      space();
      text += "}";
    } else text += typeof node === "string" ? quoted(node) : JSON.stringify(node);
    space();
  };
  one(value, "");
  return { text, placeOf };
}

/** Line and column as an editor counts them. */
function lineAndColumn(text, at) {
  const before = text.slice(0, at).split(/\r\n|\n|\r(?!\n)/);
  // Half of a line's end is still on that line.
  return [before.length, before.at(-1).length + 1];
}

function assertPlaces(text, placeOf, paths = [...placeOf.keys()]) {
  const { fault, place } = positionsIn(text);
  assert.equal(fault, null);
  for (const path of paths) {
    const { at, line, column, from, to } = place(path);
    assert.equal(at, placeOf.get(path), path);
    assert.equal(column, at - from + 1, path);
    assert.ok(from <= at && at <= to && !/[\r\n]/.test(text.slice(from, to)), path);
    if (paths.length < 500 || at % 97 === 0) assert.deepEqual([line, column], lineAndColumn(text, at), path);
  }
}

test("every path of the shipped trials is found, however they are written", () => {
  files.forEach((file, seed) => {
    const { text, placeOf } = write(JSON.parse(file), seeded(seed + 1));
    assert.deepEqual(JSON.parse(text), JSON.parse(file));
    assert.ok(placeOf.size > 50);
    assertPlaces(text, placeOf);
  });
});

test("names with slashes, quotes, other scripts and great length are found", () => {
  const long = "a".repeat(70);
  const value = { "mg/dL": { "x/y/z": [1, { "\u05d0\u{1f642}": null }] }, 'say "hi"\\': 1, "": { "": 2 }, "line\nbreak": 3, "0": [4], "__proto__x": 5 };
  const { text, placeOf } = write(value, seeded(7));
  assertPlaces(text, placeOf, [...placeOf.keys()].filter((path) => !path.startsWith("/") && path !== ""));
  // The engine cuts a foreign name.
  const cut = JSON.stringify({ b: 1, [long]: { c: 2 } });
  assert.equal(positionsIn(cut).place(`${long.slice(0, 60)}/c`).at, cut.indexOf('"c"'));
});

test("of two members of one name the last counts, as for JSON.parse", () => {
  const text = '{"a": {"b": 1},\n "a": {"c": 2}}';
  const { place } = positionsIn(text);
  assert.deepEqual([place("a").line, place("a/c").column, place("a/b").line], [2, 8, 2]);
});

test("what is missing stands at what would hold it", () => {
  const { place } = positionsIn('{\n "criteria": [\n  {"rule": {}}\n ]\n}');
  assert.deepEqual([place("criteria/0/rule/at_least/value").column, place("criteria/7").line, place("cases").line, place("").line], [4, 2, 1, 1]);
  const nothing = positionsIn("").place("a/b");
  assert.deepEqual(nothing, { at: 0, line: 1, column: 1, from: 0, to: 0 });
});

test("a mistake is found where it is", () => {
  for (const [text, code, line, column] of [
    ["", "end", 1, 1],
    ['{"a": 1', "end", 1, 8],
    ['{"a"', "end", 1, 5],
    ['{\n"a": [1, 2\n', "end", 3, 1],
    ["[1, 2] 3", "rest", 1, 8],
    ["[1, 2}", "bracket", 1, 6],
    ['{"a": 1]', "bracket", 1, 8],
    ['{"a": 1\n "b": 2}', "comma", 1, 8],
    ['["she said "no" to it"]', "comma", 1, 13],
    ["[1,\n 2,\n]", "trailing", 2, 3],
    ['{"a": 1,}', "trailing", 1, 8],
    ['{"a": }', "value", 1, 7],
    ["[1, , 2]", "value", 1, 5],
    ["[True]", "value", 1, 2],
    ["[truer]", "value", 1, 2],
    ["['a']", "value", 1, 2],
    ["[\u00a01]", "value", 1, 2],
    ["// note\n{}", "value", 1, 1],
    ["NaN", "value", 1, 1],
    ["{a: 1}", "name", 1, 2],
    ["{\u201ca\u201d: 1}", "name", 1, 2],
    ["{,}", "name", 1, 2],
    ['{"a" 1}', "colon", 1, 5],
    ['{"a",}', "colon", 1, 5],
    ['["abc\n"]', "quotes", 1, 2],
    ['["abc', "quotes", 1, 2],
    ['["a\\', "quotes", 1, 2],
    ['["a\tb"]', "escape", 1, 4],
    ['["a\\x"]', "escape", 1, 4],
    ['["\\u12g4"]', "escape", 1, 3],
    ["[012]", "number", 1, 2],
    ["[1.]", "number", 1, 2],
    ["[+1]", "number", 1, 2],
    ["[.5]", "number", 1, 2],
    ["[1e]", "number", 1, 2],
    ["[-]", "number", 1, 2],
    ["[1.5.2]", "number", 1, 2],
    ["]", "value", 1, 1],
  ]) {
    const { fault, placeOf } = positionsIn(text);
    assert.ok(fault, text);
    const { line: at, column: on } = placeOf(fault.at);
    assert.deepEqual([fault.code, at, on], [code, line, column], text);
    assert.throws(() => JSON.parse(text), text);
  }
});

test("a text cut off anywhere, or with any letter changed, is refused exactly where JSON.parse refuses it", () => {
  const parses = (text) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const compare = (text) => {
    const { fault, place } = positionsIn(text);
    assert.equal(fault === null, parses(text), text);
    if (fault) assert.ok(fault.at >= 0 && fault.at <= text.length, text);
    place("a/0/b");
    place("criteria/3/rule/all/0/at_least/value");
  };
  const whole = '\ufeff {"a": [1, -0.5e+10, true, {"b": "x\\n\\u00e9\\\\"}], "c": null, "a": [false, ""]}\r\n'.slice(1);
  for (let at = 0; at <= whole.length; at += 1) compare(whole.slice(0, at));
  const letters = [..."{}[]:,\"\\ 0123.eE+-tfn/'a\n\t\u00a0\ufeff\u0000"];
  for (let at = 0; at <= whole.length; at += 1) {
    for (const letter of letters) {
      compare(whole.slice(0, at) + letter + whole.slice(at));
      compare(whole.slice(0, at) + letter + whole.slice(at + 1));
    }
    compare(whole.slice(0, at) + whole.slice(at + 1));
  }
  const random = seeded(3);
  for (let count = 0; count < 20_000; count += 1) compare(Array.from({ length: random(12) }, () => letters[random(letters.length)]).join(""));
});

test("millions of letters and of brackets take time in step with their number", () => {
  const time = (text) => {
    const began = performance.now();
    const { place } = positionsIn(text);
    place("a/".repeat(200));
    place(Array.from({ length: 500 }, () => "0").join("/"));
    return performance.now() - began;
  };
  for (const text of ["[".repeat(2_000_000), '{"a":'.repeat(400_000), `["${"x".repeat(5_000_000)}"]`, "1".repeat(5_000_000), `[${"1,".repeat(1_000_000)}1]`, "\n".repeat(5_000_000), "x".repeat(5_000_000)]) {
    // Far above what a slow machine needs, and far below what a square would take.
    assert.ok(time(text) < 20_000, text.slice(0, 10));
  }
  const members = `{${Array.from({ length: 100_000 }, (_, at) => `"k${at}": {"v": ${at}}`).join(",")}}`;
  const { place } = positionsIn(members);
  for (let at = 0; at < 100_000; at += 200) assert.equal(place(`k${at}/v`).at, members.indexOf('"v"', members.indexOf(`"k${at}"`)));
});
