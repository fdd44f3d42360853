import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sourceText } from "../../www/trial.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const english = JSON.parse(read("../../www/locales/en.json"));
const trials = JSON.parse(read("../../pkg/trials.json"));

test("the source's escapes are not shown, and nothing else is lost", () => {
  assert.equal(sourceText("(AI) was \\>2, 10 \\^ 9/L, \\*"), "(AI) was >2, 10 ^ 9/L, *");
  assert.equal(sourceText("a\\b > c"), "a\\b > c");
  for (const { criteria } of trials) for (const { text } of criteria) assert.doesNotMatch(sourceText(text), /\\/, text);
});

test("each verdict has its words, alone and in a sum; research news has its own", () => {
  const statuses = ["ruled_out", "undecided", "no_barrier_found"];
  const kinds = [...statuses, "ruled_out_now", ...statuses.map((status) => `news_${status}`)];
  for (const part of ["short", "long", "sum"]) assert.deepEqual(Object.keys(english.verdict[part]).sort(), kinds.toSorted(), part);
  assert.deepEqual(statuses.map((status) => english.verdict.short[`news_${status}`]), ["Probably not a fit", "Cannot say", "May be relevant"]);
});

test("each trial has a title in plain words and an illness to stand under", () => {
  const chooser = read("../../www/chooser.js");
  for (const { id } of trials) {
    assert.ok(english.trials[id]?.plain, id);
    assert.ok(chooser.includes(`"${id}"`), id);
  }
  for (const [, name] of chooser.matchAll(/\["(\w+)", \["/g)) assert.ok(english.trial.illnesses[name], name);
});

test("each reason and each note of the engine has words", () => {
  const [, reasons = ""] = /export type Reason =([^;]*);/.exec(read("../../pkg/trial_prescreen.d.ts")) ?? [];
  const codes = [...reasons.matchAll(/"(\w+)"/g)].map(([, code]) => code);
  assert.ok(codes.includes("washout_not_started"), reasons);
  for (const code of codes) assert.ok(english.reasons[code], code);
  for (const code of ["old_result", "still_taken", "answers_disagree"]) assert.ok(english.notes[code], code);
});
