// The guide to a trial of one's own: its definition is without fault, and the guide says the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

// The page looks for a page around it.
Object.assign(globalThis, { window: globalThis, parent: globalThis });
const { check, initSync, Screener } = await import("../../pkg/trial_prescreen.js");
const { LONGEST } = await import("../../www/host.js");
const { readDefinition } = await import("../../www/author/read.js");

const root = new URL("../../", import.meta.url);
const read = (name) => readFileSync(new URL(name, root), "utf8");
initSync({ module: new WebAssembly.Module(readFileSync(new URL("pkg/trial_prescreen_bg.wasm", root))) });
const text = read("www/examples/sixth.json");
const sixth = JSON.parse(text);
const guide = read("docs/sixth-trial.md");
const blocks = (language) => [...guide.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, named]) => named === language).map(([, , inside]) => inside);

test("the engine finds no error in it, and has no advice", () => {
  assert.deepEqual(check(sixth), []);
  assert.equal(readDefinition(text).definition.id, sixth.id);
});

test("it is none of the trials that ship, and says that it is invented", () => {
  assert.ok(JSON.parse(read("pkg/trials.json")).every(({ id }) => id !== sixth.id));
  assert.match(sixth.title.en + sixth.contact.en, /invented.*invented/is);
  assert.ok(sixth.criteria.length >= 8 && sixth.criteria.length <= 10);
});

test("each criterion stands in the guide's registry page word for word", () => {
  const [page] = blocks("text");
  const flat = page.replace(/\s+/g, " ");
  for (const { id, text: words } of sixth.criteria) assert.ok(flat.includes(words), id);
});

test("each snippet of the guide is a part of the definition, and each criterion is one", () => {
  const shown = new Set();
  for (const snippet of blocks("json")) {
    const part = JSON.parse(snippet);
    if (part.kind) {
      shown.add(part.id);
      assert.deepEqual(part, sixth.criteria.find(({ id }) => id === part.id), snippet);
    } else if (part.expect) {
      assert.deepEqual(part, sixth.cases.find(({ name }) => name === part.name), snippet);
    } else {
      for (const [key, value] of Object.entries(part)) assert.deepEqual(value, sixth[key], key);
    }
  }
  assert.deepEqual([...shown].toSorted(), sixth.criteria.map(({ id }) => id).toSorted());
});

test("the mistakes that the guide makes are found as it says", () => {
  const told = blocks("diff").map((diff) => {
    const [, from] = /^- (.*)$/m.exec(diff);
    const [, to] = /^\+ (.*)$/m.exec(diff);
    const [, path, code] = /^# (\S+): (\w+)$/m.exec(diff);
    const [, line, column] = /^# Line (\d+), column (\d+)$/m.exec(diff);
    return { from, to, path, code, line: Number(line), column: Number(column) };
  });
  assert.ok(told.length >= 2);
  for (const { from, to, path, code, line, column } of told) {
    assert.ok(text.includes(from), from);
    const { found } = readDefinition(text.replace(from, to));
    assert.ok(found.some((one) => one.path === path && one.code === code && one.place.line === line && one.place.column === column), `${to}: ${JSON.stringify(found)}`);
  }
});

test("its people come out as the guide counts them", () => {
  const screener = new Screener([sixth]);
  for (const { name, answers, as_of: day, expect } of sixth.cases) {
    const [{ status, findings }] = screener.screen(answers, day);
    assert.equal(status, expect.status ?? status, name);
    for (const [kind, ids] of Object.entries(expect)) if (Array.isArray(ids) && kind !== "window") for (const id of ids) assert.equal(findings.find(({ criterion }) => criterion === id).status, kind, `${name} ${id}`);
  }
});

test("whatever is typed gives a clear problem and no exception", () => {
  const many = JSON.stringify({ ...sixth, cases: [], criteria: Array.from({ length: 5000 }, (_, at) => ({ ...sixth.criteria[0], id: `I${at}` })) });
  const deep = (levels) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const nested = JSON.stringify({ ...sixth, cases: [], criteria: [{ ...sixth.criteria[0], rule: JSON.parse(`${'{"not":'.repeat(64)}{"judgement":{}}${"}".repeat(64)}`) }] });
  for (const [typed, code, path] of [
    [many, "too_large", "criteria"],
    [nested, "too_large", ""],
    [deep(64), "wrong_type", ""],
    [deep(100_000), "too_large", ""],
    ["[".repeat(1_000_000), "end", ""],
    ["x".repeat(5_000_000), "too_large", ""],
    [`"${"x".repeat(1_900_000)}"`, "too_large", ""],
    [`[${"1,".repeat(300_000)}1]`, "too_large", ""],
    ["\u0000\ufffd garbage {]", "value", ""],
    ["null", "wrong_type", ""],
    ["[]", "wrong_type", ""],
    ['{"__proto__": {"id": 1}, "constructor": []}', "unknown_field", "__proto__"],
    [JSON.stringify({ ...sixth, cases: [5] }), "wrong_type", "cases/0"],
  ]) {
    const began = performance.now();
    const { found, definition, errors } = readDefinition(typed);
    assert.ok(errors > 0 && definition === null, typed.slice(0, 40));
    assert.ok(found.some((one) => one.code === code && one.path === path), `${typed.slice(0, 40)}: ${JSON.stringify(found.slice(0, 5))}`);
    assert.ok(found.length <= 1000 && performance.now() - began < 20_000);
  }
  assert.ok(LONGEST > text.length * 20);
  assert.deepEqual(readDefinition(" \n").found, []);
});

test("problems stand at their lines, errors first", () => {
  const wrong = text.replace('"unit": "g/dL" } }', '"unit": "g/day" } }').replace('"status": "enrolling"', '"status": "open"');
  const { found, errors } = readDefinition(wrong);
  const line = (part) => wrong.slice(0, wrong.indexOf(part)).split("\n").length;
  assert.deepEqual(found.slice(0, errors).map(({ path, place }) => [path, place.line]), [["status", line('"status"')], ["criteria/3/rule/at_least/unit", line('"g/day"')]]);
});
