// What is said of days and of reasons that pass. A key without words stands for its sentence.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isStillTaken, nearSpans, windowText } from "../../www/findings.js";
import { againLines, passingKind, stillTaken, windowLines } from "../../www/verdict.js";
import { useLanguage, useLocales } from "../../www/words.js";

globalThis.document = { documentElement: {} };
useLocales(new Map([["en", { dates_and_numbers: "en-GB" }]]));
useLanguage("en");

const today = "2026-11-21";
const always = [{ from: null, until: null }];
const spring = [{ from: "2027-03-14", until: null }];

const finding = (more) => ({
  criterion: "E1", part_of: null, kind: "exclusion", status: "pass", borderline: null, notes: [], because: [], missing: [], temporary: false,
  window: always, certain_window: always, ...more,
});
const failing = (symbol, more = {}) => finding({ status: "fail", temporary: true, window: [], certain_window: [], because: [{ symbol, number: "yes", unit: null }], ...more });
const verdict = (findings, more = {}) => ({ trial: "T", record: "enrolling", status: "ruled_out", temporary: true, findings, window: [], certain_window: [], ...more });
const outcome = { today, questions: [{ measure: "diabetes_diagnosed", kind: "date" }, { measure: "weight", kind: "quantity" }] };

test("a medicine still taken gives no day, in whatever way the engine says so", () => {
  for (const more of [{ notes: ["still_taken"], status: "fail" }, { notes: ["still_taken"] }, { borderline: "washout_not_started", status: "unknown" }]) {
    const one = finding({ ...more, window: spring, certain_window: spring });
    assert.ok(isStillTaken(one));
    assert.deepEqual(windowText(one, today), []);
    const whole = verdict([one, finding({})], { window: spring, certain_window: spring });
    assert.ok(stillTaken(whole));
    assert.deepEqual(windowLines(whole, outcome), []);
    assert.deepEqual(againLines(whole, outcome), []);
  }
  assert.equal(isStillTaken(finding({ notes: ["old_result"] })), false);
});

test("what is only possible is never told as sure", () => {
  assert.deepEqual(windowText(finding({ window: spring, certain_window: spring }), today), ["from"]);
  assert.deepEqual(windowText(finding({ window: spring, certain_window: [] }), today), ["from_if"]);
  assert.deepEqual(windowText(finding({ status: "unknown", window: spring, certain_window: spring }), today), []);
  assert.deepEqual(windowLines(verdict([failing("age")], { window: spring, certain_window: [] }), outcome), ["from_if"]);
  assert.deepEqual(windowLines(verdict([failing("age")], { window: spring, certain_window: spring }), outcome), ["from"]);
});

test("a day more than ten years ahead is not told", () => {
  const spans = [{ from: null, until: "2036-12-31" }, { from: "2036-12-31", until: "2037-01-01" }, { from: "2037-01-01", until: null }];
  assert.deepEqual(nearSpans(spans, today), [{ from: null, until: "2036-12-31" }, { from: "2036-12-31", until: null }]);
  const far = [{ from: "2040-01-01", until: null }];
  assert.deepEqual(windowText(finding({ status: "fail", window: far, certain_window: far }), today), []);
});

test("no end is told while a rule with a day of its own is open", () => {
  const end = [{ from: null, until: "2036-01-30" }];
  const say = (missing, status = "undecided") => windowLines(verdict([finding({ status: "unknown", missing })], { status, temporary: false, window: end, certain_window: end }), outcome);
  assert.deepEqual(say(["diabetes_diagnosed"]), ["undated"]);
  assert.deepEqual(say(["weight"]), ["until_if"]);
  const open = verdict([finding({ status: "unknown", missing: ["diabetes_diagnosed"] })], { status: "undecided", temporary: false, window: always, certain_window: always });
  assert.deepEqual(windowLines(open, outcome), [], "no end, no word about it");
});

test("a day that counts from the last change of a medicine leaves the next one to the doctor", () => {
  const change = failing("last_nonbiologic_change", { window: spring, certain_window: spring });
  assert.deepEqual(windowLines(verdict([change], { window: spring, certain_window: spring }), outcome), ["from", "doctor_first"]);
});

test("what is said of a reason that passes follows what the rule reads", () => {
  for (const [measure, kind] of [
    ["medications", "medicine"], ["systemic_immunosuppressant_current", "medicine"], ["glucose_active_medicine", "medicine"],
    ["prednisone_equivalent_max_28d:high", "medicine"], ["steroid_days_other_disease_84d", "medicine"], ["steroid_doses_28d", "medicine"],
    ["pregnant", "plans"], ["plans_child", "plans"], ["breastfeeding", "plans"], ["active_infection", "infection"], ["last_major_surgery", "other"],
  ]) {
    assert.equal(passingKind(failing(measure)), kind, measure);
    assert.equal(passingKind(failing("above", { missing: [measure.split(":")[0]] })), kind, measure);
  }
  const several = verdict([failing("active_infection"), failing("pregnant"), failing("plans_child"), finding({})]);
  assert.deepEqual(againLines(several, outcome), ["infection", "plans"]);
  assert.deepEqual(againLines({ ...several, temporary: false }, outcome), []);
});
