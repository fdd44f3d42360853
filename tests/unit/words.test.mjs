import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const www = new URL("../../www/", import.meta.url);
const wordsOf = (name) => JSON.parse(readFileSync(new URL(name, www), "utf8"));
const english = wordsOf("locales/en.json");
const scripts = readdirSync(www, { recursive: true }).filter((name) => name.endsWith(".js"));
const sourceOf = (name) => readFileSync(new URL(name, www), "utf8");

/** Every text of the file with its path. */
function texts(node, path = []) {
  if (typeof node === "string") return [[path, node]];
  return Object.entries(node).flatMap(([key, child]) => texts(child, [...path, key]));
}

function lookUp(path) {
  return path.reduce((node, key) => (typeof node === "object" && Object.hasOwn(node, key) ? node[key] : undefined), english);
}

test("scripts are ASCII, so that no server can garble them", () => {
  for (const name of scripts) assert.match(sourceOf(name), /^[\x00-\x7f]*$/, name);
});

test("each key that the scripts name in full has words", () => {
  for (const name of scripts) {
    for (const [, key] of sourceOf(name).matchAll(/(?:word|say)\([^"'`;{]*?"([a-z_]+(?:\.[a-z_]+)+)"/g)) {
      assert.notEqual(lookUp(key.split(".")), undefined, `${name}: ${key}`);
    }
  }
});

test("a text that exists for one person exists for all three", () => {
  for (const [path] of texts(english)) {
    if (!["me", "child", "other"].includes(path.at(-1)) || path.at(-2) === "person") continue;
    const entry = lookUp(path.slice(0, -1));
    if ("one" in entry || !("me" in entry)) continue;
    assert.deepEqual(Object.keys(entry), ["me", "child", "other"], path.join("."));
  }
});

test("each question has a name, and each name a question", () => {
  assert.deepEqual(Object.keys(english.names).sort(), Object.keys(english.questions).sort());
});

test("each measure that the trials ask for has all its words", async () => {
  const { catalogue, initSync, Screener } = await import("../../pkg/trial_prescreen.js");
  const pkg = new URL("../../pkg/", import.meta.url);
  initSync({ module: new WebAssembly.Module(readFileSync(new URL("trial_prescreen_bg.wasm", pkg))) });
  const trials = JSON.parse(readFileSync(new URL("trials.json", pkg), "utf8"));
  const asked = new Screener(trials).questions().filter(({ text }) => text === null).flatMap(({ measure, instead }) => [measure, ...instead]);
  for (const { id, choices, units } of catalogue().filter((measure) => asked.includes(measure.id))) {
    assert.ok(english.questions[id]?.ask, `question ${id}`);
    for (const choice of choices) assert.ok(english.choices[id]?.[choice] ?? english.choices.common[choice], `choice ${id} ${choice}`);
    for (const { code } of units) assert.notEqual(english.units[code], undefined, `unit ${code}`);
  }
  for (const trial of trials) {
    for (const { id } of trial.criteria) assert.ok(english.trials[trial.id]?.topics[id], `topic ${trial.id} ${id}`);
  }
});

test("each group of the form has a title", async () => {
  const { groupNames } = await import("../../www/groups.js");
  for (const name of groupNames) assert.ok(english.groups[name]?.title, name);
});

test("each calculator has its words, and a place in the list", async () => {
  const { calculators, initSync, relapseRules, worseningRules } = await import("../../pkg/trial_prescreen.js");
  initSync({ module: new WebAssembly.Module(readFileSync(new URL("../../pkg/trial_prescreen_bg.wasm", import.meta.url))) });
  const { grouped } = await import("../../www/calculators/groups.js");
  const { calculators: words, units, names, choices, history } = english;
  const ids = calculators().map(({ id }) => id);
  const placed = grouped([...ids, "edss_history"]);
  assert.deepEqual(placed.flatMap(([, members]) => members).toSorted(), [...ids, "edss_history"].toSorted());
  assert.ok(placed.every(([group]) => group !== "other" && words.groups[group]));
  for (const { id, inputs, extra, unit } of calculators()) {
    assert.ok(words.titles[id] && words.about[id], id);
    for (const { name, kind, measure, choices: values, units: codes } of inputs) {
      const title = choices[`${id}_items`]?.[name] ?? words.inputs[`${id}/${name}`] ?? words.inputs[name] ?? names[measure ?? name];
      assert.ok(title, `${id} ${name}`);
      for (const code of codes) assert.notEqual(units[code], undefined, `${id} ${name} ${code}`);
      if (kind === "choice") for (const value of values) assert.ok(words.choices[name]?.[value] ?? choices[measure]?.[value] ?? choices.common[value], `${id} ${name} ${value}`);
    }
    for (const one of extra) {
      assert.ok(words.extra[one.name], `${id} ${one.name}`);
      if (one.unit !== null) assert.notEqual(units[one.unit], undefined, one.unit);
    }
    if (unit !== null) assert.notEqual(units[unit], undefined, unit);
  }
  for (const { name } of worseningRules()) assert.ok(history.rules[name] && words.choices.rule[name], name);
  for (const { name } of relapseRules()) assert.ok(history.presets[name], name);
});

test("each warning that the engine can give has words", () => {
  const folder = new URL("../../src/calculator/", import.meta.url);
  const codes = readdirSync(folder).flatMap((name) => [...readFileSync(new URL(name, folder), "utf8").matchAll(/\.warn\(\s*"([a-z_]+)"/g)].map(([, code]) => code));
  assert.ok(codes.length > 10, codes.join(" "));
  for (const code of codes) assert.ok(english.calculators.warnings[code], code);
});

test("no refusal repeats what was typed", () => {
  for (const [path, text] of [...texts(english.errors), ...texts(english.error_fields)]) assert.doesNotMatch(text, /\{/, path.join("."));
});

test("no text promises or advises", () => {
  for (const [path, text] of texts(english)) {
    assert.doesNotMatch(text, /\beligib|\bqualify for|\bguarantee|\bdiagnose\b|you should (take|stop|start)|\bsafe for you/i, path.join("."));
  }
});

const wordsIn = (text) => text.match(/[\p{L}\p{N}][\p{L}\p{N}\u2019'-]*/gu) ?? [];
const sentencesIn = (text) => text.split(/(?<=[.?!])["\u201d)]?\s+/).filter((sentence) => wordsIn(sentence).length > 0);

function syllablesIn(word) {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  const groups = plain.replace(/(?:[^laeiouy]es|[^laeiouyt]ed|[^laeiouy]e)$/, (end) => end[0]).match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 1);
}

/** Flesch-Kincaid grade of a text. */
function grade(text) {
  const words = wordsIn(text);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 0.39 * (words.length / sentencesIn(text).length) + 11.8 * (syllables / words.length) - 15.59;
}

test("no sentence has more than 20 words", () => {
  for (const [path, text] of texts(english)) {
    for (const sentence of sentencesIn(text)) assert.ok(wordsIn(sentence).length <= 20, `${path.join(".")}: ${sentence}`);
  }
});

test("what a person reads stays at the reading level of grade 8", () => {
  const perPart = Object.keys(english).filter((part) => typeof english[part] === "object" && !["units", "names", "symbols", "trials", "drugs", "calculators"].includes(part));
  for (const part of perPart) {
    const whole = texts(english[part])
      .map(([, text]) => (/[.?!\u201d]$/.test(text) ? text : `${text}.`))
      .join(" ");
    assert.ok(grade(whole) <= 8, `${part}: grade ${grade(whole).toFixed(1)}`);
  }
  // Names of formulas and parts of the body are what they are; sentences about them are not.
  for (const part of ["about", "hints", "warnings", "result", "waiting_rule"]) {
    const whole = texts(english.calculators[part]).map(([, text]) => (/[.?!]$/.test(text) ? text : `${text}.`)).join(" ");
    assert.ok(grade(whole) <= 8, `calculators ${part}: grade ${grade(whole).toFixed(1)}`);
  }
  // A single line may hold one long medical word; a whole question with its hints may not be hard.
  for (const [measure, question] of Object.entries(english.questions)) {
    for (const person of ["me", "child", "other"]) {
      const whole = [question.ask[person] ?? question.ask, question.hint, question.where].filter(Boolean).join(" ");
      assert.ok(grade(whole) <= 8, `${measure}: grade ${grade(whole).toFixed(1)}: ${whole}`);
    }
  }
});
