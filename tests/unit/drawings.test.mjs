import assert from "node:assert/strict";
import { test } from "node:test";
import { segmentsOf } from "../../www/calendar.js";
import { readKept } from "../../www/keep.js";
import { layScale } from "../../www/scales.js";

const scale = (low, high, ...limits) => layScale({ trial: "", criterion: "", symbol: "", form: "value", unit: null, low, high, limits: limits.map((value) => ({ verb: "at_least", value })) });

test("a value lies on its side of the limit, and a tie on the limit", () => {
  const under = scale(1, 1, 2);
  assert.ok(under.value.from < under.limits[0] && under.value.from === under.value.to);
  const over = scale(3, 3, 2);
  assert.ok(over.value.from > over.limits[0]);
  const tie = scale(2, 2, 2);
  assert.deepEqual([tie.value.from, tie.limits[0]], [50, 50]);
});

test("everything lies on the line, and an end that nothing bounds is the end of the line", () => {
  for (const [low, high, limits] of [[0, 0, [0]], [-5, 10, [0, 3]], [1e9, 2e9, [1.5e9]], [null, 3, [4]], [3, null, [1, 2]], [null, null, [7]], [0.02, 0.02, [0.12]]]) {
    const laid = scale(low, high, ...limits);
    for (const place of [laid.value.from, laid.value.to, ...laid.limits]) assert.ok(place >= 0 && place <= 100, `${low} ${high} ${limits}: ${place}`);
    assert.ok(laid.value.from <= laid.value.to);
    if (low === null) assert.equal(laid.value.from, 0);
    if (high === null) assert.equal(laid.value.to, 100);
  }
});

const today = "2026-11-26";

test("the time ahead is cut where a window begins or ends, without a gap", () => {
  assert.deepEqual(segmentsOf([{ from: null, until: null }], [{ from: null, until: null }], today), [{ from: today, until: null, kind: "sure" }]);
  assert.deepEqual(segmentsOf([], [], today), [{ from: today, until: null, kind: "never" }]);
  assert.deepEqual(segmentsOf([{ from: "2027-03-14", until: "2027-12-31" }], [{ from: "2027-04-01", until: "2027-11-30" }], today), [
    { from: today, until: "2027-03-13", kind: "never" },
    { from: "2027-03-14", until: "2027-03-31", kind: "perhaps" },
    { from: "2027-04-01", until: "2027-11-30", kind: "sure" },
    { from: "2027-12-01", until: "2027-12-31", kind: "perhaps" },
    { from: "2028-01-01", until: null, kind: "never" },
  ]);
});

test("what began before today begins today; the last day is inside", () => {
  assert.deepEqual(segmentsOf([{ from: "2020-01-01", until: today }], [], today), [
    { from: today, until: today, kind: "perhaps" },
    { from: "2026-11-27", until: null, kind: "never" },
  ]);
});

test("only a file with answers is one", () => {
  for (const [text, code] of [["", "not_json"], ["{", "not_json"], ["null", "no_answers"], ["3", "no_answers"], ["[]", "no_answers"], ['{"answers": []}', "no_answers"], ['{"answers": "x"}', "no_answers"]]) assert.equal(readKept(text), code, text);
  assert.deepEqual(readKept('{"answers": {"age": 3}, "about": "nobody", "trials": ["A", 2]}'), { answers: { age: 3 }, about: null, trials: ["A"] });
  assert.deepEqual(readKept('{"answers": {"age": 3}, "about": "child"}'), { answers: { age: 3 }, about: "child", trials: [] });
  assert.equal(readKept('{"answers": {}}'), "no_answers");
});
