import assert from "node:assert/strict";
import { test } from "node:test";
import { readPaste } from "../../www/history/paste.js";

const visits = (text, first = null) => readPaste(text, "visits", first);
const relapses = (text, first = null) => readPaste(text, "relapses", first);
const brief = ({ visits, skipped }) => [visits.map(({ date, edss }) => `${date} ${edss}`), skipped.map(({ line, code }) => `${line} ${code}`)];

/** The same two visits, written in many ways. */
const same = {
  "tabs": "2020-01-31\t3.5\n2021-02-01\t4",
  "semicolons": "2020-01-31;3.5\n2021-02-01;4",
  "semicolons and decimal commas": "2020-01-31;3,5\n2021-02-01;4,0",
  "commas": "2020-01-31,3.5\n2021-02-01,4.0",
  "commas with spaces": "2020-01-31 , 3.5\n2021-02-01 , 4.0",
  "quoted cells": '"2020-01-31","3,5"\n"2021-02-01","4"',
  "several spaces": "2020-01-31   3.5\n2021-02-01   4",
  "several spaces and decimal commas": "2020-01-31   3,5\n2021-02-01   4,0",
  "one space": "2020-01-31 3.5\n2021-02-01 4",
  "a byte order mark": "\ufeff2020-01-31\t3.5\n2021-02-01\t4",
  "CRLF": "2020-01-31\t3.5\r\n2021-02-01\t4\r\n",
  "CR alone": "2020-01-31\t3.5\r2021-02-01\t4",
  "blank lines before, between and after": "\n2020-01-31\t3.5\n\n  \n2021-02-01\t4\n\n\t\n\n",
  "blank cells after the last column": "2020-01-31;3.5;;;\n2021-02-01;4;;;\n;;;;",
  "slashes, year first": "2020/01/31\t3.5\n2021/02/01\t4",
  "points, year first": "2020.1.31\t3.5\n2021.2.1\t4",
  "a time of day": "2020-01-31 00:00:00\t3.5\n2021-02-01T00:00:00.000Z\t4",
  "English months": "31-Jan-2020\t3.5\n1 February 2021\t4",
  "English months, month first": "Jan 31, 2020\t3.5\nFeb. 1, 2021\t4",
  "English months between single spaces": "31 Jan 2020 3.5\n1 Feb 2021 4",
  "full-width digits": "\uff12\uff10\uff12\uff10-\uff10\uff11-\uff13\uff11\t\uff13\uff0e\uff15\n2021-02-01\t4",
  "no-break spaces": "2020-01-31\u00a0\u00a0\u00a03.5\n2021-02-01\u00a0\u00a0\u00a04",
};
for (const [name, text] of Object.entries(same)) {
  test(`reads ${name}`, () => {
    const read = visits(text);
    assert.deepEqual(brief(read), [["2020-01-31 3.5", "2021-02-01 4"], []]);
    assert.deepEqual([read.heading, read.ask, read.refused, read.extra], [null, null, null, false]);
  });
}

/** @type {[string, string][]} */
const headings = [
  ["the usual words", "Date;EDSS\n2020-01-31;3.5"],
  ["a visit and a score", "visit\tscore\n2020-01-31\t3.5"],
  ["the score first", "EDSS score,Visit date\n3.5,2020-01-31"],
  ["the score first with decimal commas", "EDSS;Date\n3,5;2020-01-31"],
  ["words of another language", "Datum;Wert\n2020-01-31;3,5"],
  ["one person's number", "ID;Visit date;EDSS\nA7;2020-01-31;3.5"],
  ["a number of the visit", "visit number;date;EDSS\n4;2020-01-31;3.5"],
  ["a date of birth", "date of birth;visit date;EDSS\n1980-05-13;2020-01-31;3.5"],
  ["several spaces", "Date     EDSS\n2020-01-31     3.5"],
];
for (const [name, text] of headings) {
  test(`skips a heading with ${name}, and says so`, () => {
    const read = visits(text);
    assert.deepEqual(brief(read), [["2020-01-31 3.5"], []]);
    assert.equal(read.heading, 1);
  });
}

test("a heading further down keeps its number", () => {
  assert.equal(visits("\n\nDate;EDSS\n2020-01-31;3.5").heading, 3);
});

test("a table without a heading has none, even if its first line is wrong", () => {
  const read = visits("31.02.2020;3\n2020-01-31;3.5");
  assert.equal(read.heading, null);
  assert.deepEqual(brief(read), [["2020-01-31 3.5"], ["1 no_such_day"]]);
  assert.deepEqual(brief(visits("43861;3\n2020-01-31;3.5")), [["2020-01-31 3.5"], ["1 date_text"]]);
});

/** @type {[string, string][]} a cell of the first column, and why its line is skipped */
const dates = [
  ["31.01.20", "year_digits"],
  ["1/2/99", "year_digits"],
  ["31-Jan-20", "year_digits"],
  ["31.01.202", "year_digits"],
  ["2020-02-30", "no_such_day"],
  ["30.02.2020", "no_such_day"],
  ["29.02.2021", "no_such_day"],
  ["31/31/2020", "no_such_day"],
  ["2020/31/01", "no_such_day"],
  ["2020-13-01", "no_such_day"],
  ["00.01.2020", "no_such_day"],
  ["31-Feb-2020", "no_such_day"],
  ["2020-01", "day_missing"],
  ["01/2020", "day_missing"],
  ["2020", "day_missing"],
  ["20200131", "date_text"],
  ["31.01-2020", "date_text"],
  ["soon", "date_text"],
  ["31-Foo-2020", "date_text"],
  ["", "date_missing"],
];
for (const [cell, code] of dates) {
  test(`refuses the date ${JSON.stringify(cell)}: ${code}`, () => {
    assert.deepEqual(brief(visits(`2020-01-31;3.5\n${cell};4\n2021-01-31;4`)), [["2020-01-31 3.5", "2021-01-31 4"], [`2 ${code}`]]);
  });
}

/** @type {[string, string][]} */
const scores = [
  ["0.5", "score_illegal"],
  ["3.3", "score_illegal"],
  ["3,25", "score_illegal"],
  ["10.5", "score_illegal"],
  ["-1", "score_illegal"],
  ["35", "score_illegal"],
  ["three", "score_text"],
  ["3.5-4", "score_text"],
  ["", "score_missing"],
];
for (const [cell, code] of scores) {
  test(`refuses the score ${JSON.stringify(cell)}: ${code}`, () => {
    const read = visits(`2020-01-31;3.5\n2020-07-31;${cell}\n2021-01-31;4`);
    assert.deepEqual(brief(read), [["2020-01-31 3.5", "2021-01-31 4"], [`2 ${code}`]]);
    assert.equal(JSON.stringify(read.skipped).includes(cell === "" ? "\u0000" : `"${cell}"`), false);
  });
}

test("takes each score there is", () => {
  const all = [0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10];
  const read = visits(all.map((score, month) => `20${String(10 + month)}-01-31\t${score.toFixed(1)}`).join("\n"));
  assert.deepEqual(read.visits.map(({ edss }) => edss), all);
});

test("a comma that separates columns and decimals is not guessed at", () => {
  assert.deepEqual(brief(visits("2020-01-31,3,5\n2021-01-31,4")), [["2021-01-31 4"], ["1 comma_twice"]]);
  assert.deepEqual(brief(visits("date,edss\n2020-01-31,3,5\n2021-01-31,4")), [["2021-01-31 4"], ["2 comma_twice"]]);
});

test("an order that all dates allow alone is taken", () => {
  for (const text of ["31.01.2020;3\n13.02.2020;4", "01/31/2020;3\n02/13/2020;4"]) {
    const read = visits(text);
    assert.equal(read.ask, null);
    assert.deepEqual(brief(read), [["2020-01-31 3", "2020-02-13 4"], []]);
  }
});

test("a date that is the same in both orders needs no question", () => {
  assert.deepEqual(brief(visits("03.03.2020;3")), [["2020-03-03 3"], []]);
});

test("a date with two readings is asked about, and nothing is read before the answer", () => {
  const text = "date;edss\n05/05/2020;3\n03/04/2021;4";
  const read = visits(text);
  assert.equal(read.ask, 3);
  assert.deepEqual([read.visits, read.relapses], [[], []]);
  assert.deepEqual(brief(visits(text, "day")), [["2020-05-05 3", "2021-04-03 4"], []]);
  assert.deepEqual(brief(visits(text, "month")), [["2020-05-05 3", "2021-03-04 4"], []]);
  assert.equal(visits(text, "day").ask, null);
});

test("other dates do not answer for one with two readings", () => {
  // A spreadsheet may have swapped exactly those that it could.
  const text = "31/01/2020;3\n03/04/2021;4";
  assert.equal(visits(text).ask, 2);
  assert.deepEqual(brief(visits(text, "day")), [["2020-01-31 3", "2021-04-03 4"], []]);
  assert.deepEqual(brief(visits(text, "month")), [["2021-03-04 4"], ["1 no_such_day"]]);
});

test("dates in both orders are refused as a whole, by their lines", () => {
  const read = visits("date;edss\n01.02.2020;2\n31/01/2020;3\n02/13/2020;4");
  assert.deepEqual(read.refused, { code: "mixed_orders", lines: [3, 4] });
  assert.deepEqual([read.visits, read.relapses], [[], []]);
});

test("a broken date says nothing about the order", () => {
  const read = visits("31.01.2020;3\n45.13.2020;4");
  assert.equal(read.refused, null);
  assert.deepEqual(brief(read), [["2020-01-31 3"], ["2 no_such_day"]]);
});

test("the rows of several people are refused", () => {
  assert.equal(visits("patient_id;date;edss\n1;2020-01-31;3\n2;2020-01-31;3").refused?.code, "several_people");
});

test("nothing, and far too much, are refused", () => {
  assert.equal(visits("").refused?.code, "nothing");
  assert.equal(visits(" \n\t\n").refused?.code, "nothing");
  assert.equal(visits("2020-01-31\t3\n".repeat(20001)).refused?.code, "too_long");
});

test("a heading alone reads no visit", () => {
  assert.deepEqual(brief(visits("Date;EDSS")), [[], []]);
});

test("a third column tells relapses", () => {
  const read = visits("date;edss;relapse\n2020-01-31;3;2020-01-02\n2020-07-31;3;no\n2020-12-31;4;\n;;2020-10-13\n2021-03-01;4;yes");
  assert.deepEqual(read.relapses, [{ line: 2, date: "2020-01-02" }, { line: 5, date: "2020-10-13" }]);
  assert.deepEqual(read.visits.map(({ line }) => line), [2, 3, 4, 6]);
  assert.deepEqual(read.skipped, [{ line: 6, code: "relapse_text" }]);
});

test("without a heading a third column counts only where it holds dates", () => {
  const dated = visits("2020-01-31\t3\t2020-01-02\n2020-07-31\t3\t");
  assert.deepEqual(dated.relapses, [{ line: 1, date: "2020-01-02" }]);
  const remarks = visits("2020-01-31\t3\tfine\n2020-07-31\t3\t");
  assert.deepEqual([remarks.relapses, remarks.extra, remarks.skipped], [[], true, []]);
});

test("a date under any other heading is no relapse", () => {
  const read = visits("date;edss;next visit\n2020-01-31;3;2020-07-31");
  assert.deepEqual([read.relapses, read.extra, read.visits.length], [[], true, 1]);
});

test("the order of day and month is one for visits and relapses together", () => {
  const text = "date;edss;onset\n31.01.2020;3;03.04.2019";
  assert.equal(visits(text).ask, 2);
  assert.equal(visits(text, "month").relapses[0]?.date, "2019-03-04");
  assert.equal(visits("date;edss;onset\n31.01.2020;3;12/31/2019").refused?.code, "mixed_orders");
});

test("relapses alone are one date a line", () => {
  assert.deepEqual(relapses("2020-01-02\n13.10.2020\n").relapses.map(({ date }) => date), ["2020-01-02", "2020-10-13"]);
  const read = relapses("Relapse onset;severity\n2020-01-02;mild\n02.01.20;mild\n?;mild");
  assert.deepEqual(read.relapses, [{ line: 2, date: "2020-01-02" }]);
  assert.deepEqual(read.skipped, [{ line: 3, code: "year_digits" }, { line: 4, code: "date_text" }]);
  assert.deepEqual([read.heading, read.extra], [1, true]);
  assert.equal(relapses("03/04/2020").ask, 1);
  assert.equal(relapses("date of relapse\n2020-01-02").relapses.length, 1);
  assert.equal(relapses("id,visit date,relapse date\n7,2021-05-20,2020-01-02").relapses[0]?.date, "2020-01-02");
});

test("5,000 lines are all read", () => {
  const day = (index) => new Date(Date.UTC(1990, 0, 1 + 2 * index)).toISOString().slice(0, 10);
  const read = visits(["date;edss", ...Array.from({ length: 5000 }, (_, index) => `${day(index)};${index % 2 ? "3,5" : "2"}`)].join("\r\n"));
  assert.equal(read.visits.length, 5000);
  assert.deepEqual([read.visits[4999], read.skipped], [{ line: 5001, date: day(4999), edss: 3.5 }, []]);
});

test("a hostile line costs no time", () => {
  for (const line of ["1".repeat(200000), " ".repeat(200000) + "x", '"'.repeat(100000), "1. ".repeat(60000), "a-".repeat(100000), "12 jan ".repeat(30000)]) {
    const read = visits(`${line}\n2020-01-31;3`);
    assert.ok(read.visits.length <= 1);
  }
});
