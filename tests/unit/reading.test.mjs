import assert from "node:assert/strict";
import { test } from "node:test";
import { civilDate, readDate, readNumber, readShape, readTitre, readUpperLimit } from "../../www/reading.js";

/** @type {[string, number | string | null][]} a string is the code of the refusal */
const numbers = [
  ["", null],
  ["   ", null],
  ["\u00a0", null],
  ["88", 88],
  [" 88 ", 88],
  ["0", 0],
  ["007", 7],
  ["88.4", 88.4],
  ["88,4", 88.4],
  ["0,12", 0.12],
  ["0,123", 0.123],
  ["0.123", 0.123],
  ["1.234", 1.234],
  ["1234,567", 1234.567],
  ["1,2345", 1.2345],
  [".5", 0.5],
  [",5", 0.5],
  ["5.", 5],
  ["1 234", 1234],
  ["250\u202f000", 250000],
  ["1 234,5", 1234.5],
  ["\uff11\uff12\uff0e\uff15", 12.5],
  ["-5", -5],
  ["\u22125", -5],
  ["1,234", "ambiguous_comma"],
  ["12,345", "ambiguous_comma"],
  ["-1,234", "ambiguous_comma"],
  ["1,234.5", "separators"],
  ["1.234,5", "separators"],
  ["1,234,567", "separators"],
  ["1'234", "separators"],
  ["12 34", "separators"],
  ["1 2", "separators"],
  ["1..2", "separators"],
  ["abc", "not_a_number"],
  ["88 kg", "not_a_number"],
  ["8o", "not_a_number"],
  ["NaN", "not_a_number"],
  ["Infinity", "not_a_number"],
  ["-Infinity", "not_a_number"],
  ["\u221e", "not_a_number"],
  ["1e400", "not_a_number"],
  ["1e5", "not_a_number"],
  ["0x10", "not_a_number"],
  ["--5", "not_a_number"],
  ["+5", "not_a_number"],
  ["-", "not_a_number"],
  [".", "not_a_number"],
  [",", "not_a_number"],
  ["\u0663", "not_a_number"],
  ["10\u00b2", "not_a_number"],
  ["\u00bd", "not_a_number"],
  ["<5", "not_a_number"],
  ["9".repeat(400), "too_many_digits"],
  [`${"9".repeat(308)},5`, 1e308],
];
for (const [typed, expected] of numbers) {
  test(`the number ${JSON.stringify(typed.slice(0, 20))} is ${expected}`, () => {
    const reading = readNumber(typed);
    if (expected === null) assert.equal(reading, null);
    else assert.deepEqual(reading, typeof expected === "number" ? { value: expected } : { error: expected });
  });
}

/** @type {[import("../../www/reading.js").Precision, string, string, object | null][]} */
const shapes = [
  ["exact", "88,4", "", { shape: { value: 88.4 } }],
  ["exact", "", "", null],
  ["exact", "<0.02", "", { shape: { below: 0.02 } }],
  ["exact", "< 0,02", "", { shape: { below: 0.02 } }],
  ["exact", "\uff1c0.02", "", { shape: { below: 0.02 } }],
  ["exact", ">90", "", { shape: { above: 90 } }],
  ["exact", "<", "", { error: "not_a_number", part: "value" }],
  ["exact", "<abc", "", { error: "not_a_number", part: "value" }],
  ["exact", "<=5", "", { error: "or_equal", part: "value" }],
  ["exact", "\u22655", "", { error: "or_equal", part: "value" }],
  ["exact", "50-55", "", { shape: { low: 50, high: 55 } }],
  ["exact", "50 \u2013 55,5", "", { shape: { low: 50, high: 55.5 } }],
  ["exact", "55-50", "", { error: "range_reversed", part: "high" }],
  ["exact", "-5", "", { shape: { value: -5 } }],
  ["exact", "1,234-2", "", { error: "ambiguous_comma", part: "value" }],
  ["between", "50", "55", { shape: { low: 50, high: 55 } }],
  ["between", "50", "50", { shape: { low: 50, high: 50 } }],
  ["between", "", "", null],
  ["between", "50", "", { error: "range_needs_both", part: "high" }],
  ["between", "", "55", { error: "range_needs_both", part: "value" }],
  ["between", "56", "55", { error: "range_reversed", part: "high" }],
  ["between", "50", "x", { error: "not_a_number", part: "high" }],
  ["below", "0.02", "", { shape: { below: 0.02 } }],
  ["above", "90", "", { shape: { above: 90 } }],
  ["above", "1e400", "", { error: "not_a_number", part: "value" }],
];
for (const [precision, typed, high, expected] of shapes) {
  test(`${precision} ${JSON.stringify(typed)} ${JSON.stringify(high)} reads as ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(readShape(precision, typed, high), expected);
  });
}

/** @type {[string, string, string, object | null][]} */
const dates = [
  ["", "", "", null],
  ["14", "3", "2027", { date: "2027-03-14" }],
  ["4", "03", "2027", { date: "2027-03-04" }],
  ["\uff11", "3", "2027", { date: "2027-03-01" }],
  ["", "3", "2027", { date: "2027-03" }],
  ["", "", "2027", { date: "2027" }],
  ["31", "2", "2027", { error: "no_such_day", part: "day" }],
  ["30", "2", "2028", { error: "no_such_day", part: "day" }],
  ["29", "2", "2028", { date: "2028-02-29" }],
  ["29", "2", "2027", { error: "no_such_day", part: "day" }],
  ["29", "2", "2000", { date: "2000-02-29" }],
  ["29", "2", "1900", { error: "no_such_day", part: "day" }],
  ["31", "4", "2027", { error: "no_such_day", part: "day" }],
  ["31", "12", "2026", { date: "2026-12-31" }],
  ["0", "1", "2027", { error: "day_digits", part: "day" }],
  ["32", "1", "2027", { error: "day_digits", part: "day" }],
  ["x", "1", "2027", { error: "day_digits", part: "day" }],
  ["\u0663", "1", "2027", { error: "day_digits", part: "day" }],
  ["14", "", "2027", { error: "month_missing", part: "month" }],
  ["14", "3", "", { error: "year_missing", part: "year" }],
  ["", "3", "", { error: "year_missing", part: "year" }],
  ["14", "3", "27", { error: "year_digits", part: "year" }],
  ["14", "3", "20277", { error: "year_digits", part: "year" }],
  ["14", "13", "2027", { error: "month_missing", part: "month" }],
];
for (const [day, month, year, expected] of dates) {
  test(`day "${day}" month "${month}" year "${year}" reads as ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(readDate({ day, month, year }), expected);
  });
}

/** @type {[string, number | string | null][]} */
const titres = [
  ["", null],
  ["160", 160],
  ["1:160", 160],
  [" 1 : 160 ", 160],
  ["1/320", 320],
  ["1 to 80", 80],
  ["1\uff1a\uff11\uff16\uff10", 160],
  ["0", 0],
  ["1:160 speckled", "titre_text"],
  ["2:160", "titre_text"],
  ["1:1,280", "titre_text"],
  ["1:", "titre_text"],
  [">1:1280", "titre_text"],
  ["<1:80", "titre_text"],
  ["-160", "titre_text"],
  ["12.5", "titre_text"],
  ["positive", "titre_text"],
  ["1".repeat(400), "titre_text"],
];
for (const [typed, expected] of titres) {
  test(`the titre ${JSON.stringify(typed.slice(0, 20))} is ${expected}`, () => {
    assert.deepEqual(readTitre(typed), expected === null ? null : typeof expected === "number" ? { value: expected } : { error: expected });
  });
}

/** @type {[string, number | string | null][]} */
const limits = [
  ["", null],
  ["56", 56],
  ["1,2", 1.2],
  ["7-56", 56],
  ["7 \u2013 56", 56],
  ["<40", 40],
  [">40", "limit_above"],
  ["56-7", "range_reversed"],
  ["\u226456", "or_equal"],
  ["56 U/L", "not_a_number"],
];
for (const [typed, expected] of limits) {
  test(`the upper limit ${JSON.stringify(typed)} is ${expected}`, () => {
    assert.deepEqual(readUpperLimit(typed), expected === null ? null : typeof expected === "number" ? { value: expected } : { error: expected });
  });
}

test("today is the local civil date, whatever the clock says in Greenwich", () => {
  assert.equal(civilDate(new Date(2026, 10, 22, 0, 5)), "2026-11-22");
  assert.equal(civilDate(new Date(2026, 10, 22, 23, 55)), "2026-11-22");
});
