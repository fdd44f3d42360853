import assert from "node:assert/strict";
import { test } from "node:test";
import { confirmedOn, dayNumber, layCourse, tellCourse } from "../../www/history/course.js";

const visit = (date, edss) => ({ date, edss });
const nothing = { events: [], baselines: [], follow_up_days: 0, warnings: [] };
const years = [visit("2018-01-01", 2), visit("2018-07-01", 3), visit("2018-10-01", 3), visit("2021-01-01", 1.5)];
const found = {
  ...nothing,
  events: [
    { event_type: "CDW", CDW_type: "PIRA", date: "2018-07-01", value: 3, bl_date: "2018-01-01", bl_value: 2, conf84_date: "2018-10-01", conf84_value: 3, PIRA_conf84_date: "2018-12-01" },
    { event_type: "CDI", CDW_type: null, date: "2021-01-01", value: 1.5, bl_date: "2018-10-01", bl_value: 3, conf84_date: null, conf84_value: null },
  ],
  baselines: [
    { date: "2018-01-01", value: 2, worsening_from: 3, improvement_to: 1, reason: "first_visit" },
    { date: "2018-10-01", value: 10, worsening_from: null, improvement_to: null, reason: "moved_on" },
  ],
};

test("a day number counts civil days, whatever the clock does", () => {
  assert.equal(dayNumber("1970-01-01"), 0);
  assert.equal(dayNumber("2020-03-01") - dayNumber("2020-02-28"), 2);
  assert.equal(dayNumber("2021-03-29") - dayNumber("2021-03-28"), 1);
});

test("ten points are as far apart as the plot is high, and half of it is 5", () => {
  const { rows, plot } = layCourse(years, [], nothing, 320);
  const y = (score) => rows.find((row) => row.score === score).y;
  assert.deepEqual([y(10), y(0)], [plot.top, plot.bottom]);
  assert.equal(y(5), (plot.top + plot.bottom) / 2);
  assert.equal(rows.length, 11);
});

test("a score holds until the next visit", () => {
  const { steps, plot } = layCourse(years, [], nothing, 320);
  const unit = (plot.bottom - plot.top) / 10;
  const [, y] = /^M[\d.]+ ([\d.]+)/.exec(steps);
  assert.equal(Number(y), plot.bottom - 2 * unit);
  const drawn = [...steps.matchAll(/H([\d.]+)V([\d.]+)/g)].map(([, x, y]) => [Number(x), (plot.bottom - Number(y)) / unit]);
  assert.deepEqual(drawn.map(([, score]) => score), [3, 3, 1.5]);
  assert.deepEqual(drawn.map(([x]) => x), drawn.map(([x]) => x).toSorted((a, b) => a - b));
});

test("every mark stays inside the drawing, whatever its width", () => {
  for (const room of [200, 296, 360, 668, 1280]) {
    const { width, height, plot, dots, marks, relapses, ticks } = layCourse(years, ["2017-12-01", "2021-02-01"], found, room);
    assert.equal(width, room);
    for (const [, x, y] of dots.matchAll(/M([\d.]+) ([\d.]+)h0/g)) {
      assert.ok(Number(x) > plot.left && Number(x) < plot.right && Number(y) >= plot.top && Number(y) <= plot.bottom);
    }
    for (const x of [...marks.flatMap(({ x, until }) => [x, until ?? x]), ...relapses, ...ticks.map((tick) => tick.x)]) assert.ok(x >= plot.left && x <= plot.right, `${x}`);
    assert.ok(plot.bottom < height);
  }
});

test("the band lies between the limits, and ends where the next baseline begins", () => {
  const { stretches, plot } = layCourse(years, [], found, 600);
  const unit = (plot.bottom - plot.top) / 10;
  const [one, other] = stretches;
  assert.deepEqual([(plot.bottom - one.top) / unit, (plot.bottom - one.bottom) / unit, one.rises, one.falls], [3, 1, true, true]);
  assert.deepEqual([other.top, other.bottom, other.rises, other.falls], [plot.top, plot.bottom, false, false]);
  assert.equal(one.x2, other.x1);
  assert.equal(other.x2, plot.right - 8);
});

test("the confirming visit is the last of those asked for, and not one of another kind", () => {
  assert.equal(confirmedOn(found.events[0]), "2018-10-01");
  assert.equal(confirmedOn(found.events[1]), null);
  assert.equal(confirmedOn({ conf84_date: "2020-01-01", conf168_date: "2020-07-01", PIRA_conf168_date: "2021-01-01" }), "2020-07-01");
});

test("years for long courses, months for short ones, days where neither begins", () => {
  const dates = (first, last, room) => layCourse([visit(first, 2), visit(last, 2)], [], nothing, room).ticks.map(({ date }) => date);
  assert.deepEqual(dates("2018-05-01", "2021-05-01", 320), ["2019", "2020", "2021"]);
  assert.deepEqual(dates("2000-01-01", "2020-01-01", 320), ["2000", "2005", "2010", "2015", "2020"]);
  assert.deepEqual(dates("2020-01-10", "2020-06-10", 700), ["2020-02", "2020-03", "2020-04", "2020-05", "2020-06"]);
  assert.deepEqual(dates("2020-01-10", "2020-06-10", 320), ["2020-04"]);
  assert.deepEqual(dates("2020-01-10", "2020-01-20", 320), ["2020-01-10", "2020-01-20"]);
  assert.deepEqual(dates("2020-01-10", "2020-01-10", 320), ["2020-01-10"]);
});

test("labels of ticks have room between them", () => {
  for (const days of [3, 20, 40, 100, 200, 400, 800, 1500, 4000, 12000]) {
    for (const room of [280, 360, 660]) {
      const last = new Date(Date.UTC(2010, 4, 17) + days * 86400000).toISOString().slice(0, 10);
      const { ticks } = layCourse([visit("2010-05-17", 2), visit(last, 3)], [], nothing, room);
      assert.ok(ticks.length >= 1);
      ticks.slice(1).forEach((tick, index) => assert.ok(tick.x - ticks[index].x >= (tick.date.length > 4 ? 94 : 38), `${days} ${room}`));
    }
  }
});

test("one visit stands in the middle", () => {
  const { dots, plot } = layCourse([visit("2020-01-10", 4)], [], nothing, 320);
  assert.match(dots, new RegExp(`^M${(plot.left + plot.right) / 2} `));
});

test("only many visits make the drawing wider than its room", () => {
  const many = (count) => Array.from({ length: count }, (_, index) => visit(new Date(Date.UTC(1990, 0, 1 + index)).toISOString().slice(0, 10), 2));
  assert.equal(layCourse(many(30), [], nothing, 300).width, 300);
  assert.ok(layCourse(many(100), [], nothing, 300).width > 300);
  assert.equal(layCourse(many(5000), [], nothing, 300).width, 6000);
});

test("a relapse far from all visits is counted, not drawn", () => {
  const { relapses, unseen } = layCourse(years, ["1999-01-01", "2017-12-01", "2019-01-01"], nothing, 320);
  assert.equal(relapses.length, 2);
  assert.equal(unseen, 1);
});

test("the table tells what each day is", () => {
  const lines = tellCourse(years, ["2018-06-15"], found);
  assert.deepEqual(lines.map(({ date, edss, roles }) => [date, edss, roles.map(({ what, number }) => (number ? `${what} ${number}` : what))]), [
    ["2018-01-01", 2, ["baseline"]],
    ["2018-06-15", null, ["relapse"]],
    ["2018-07-01", 3, ["event 1"]],
    ["2018-10-01", 3, ["baseline", "confirms 1"]],
    ["2021-01-01", 1.5, ["event 2"]],
  ]);
});
