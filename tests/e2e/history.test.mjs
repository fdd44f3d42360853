// Visits and relapses, typed and pasted, until events and drawing stand there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, open, phone, screenshot, site, smallTargets } from "./harness.mjs";

const here = site();

async function visit(options = {}) {
  const opened = await open(here.browser, `${here.origin}/www/calculators.html#edss_history`, options);
  await opened.page.locator("[data-paste=visits] textarea").waitFor();
  opened.log.markLoaded();
  return opened;
}

const settled = (page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 250)));
const box = (page, kind = "visits") => page.locator(`[data-paste=${kind}]`);
const result = (page) => page.locator(".history-result");
const rowsOf = (page, kind = "Visits") => page.getByRole("region", { name: kind, exact: true }).locator(".rows-table tbody tr");

async function read(page, text, kind = "visits") {
  if (!(await box(page, kind).evaluate((details) => details.open))) await box(page, kind).locator("summary").click();
  // At once, as a paste does it; typing thousands of lines would take minutes.
  await box(page, kind).locator("textarea").evaluate((area, typed) => {
    area.value = typed;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
  await box(page, kind).getByRole("button", { name: "Read the table" }).click();
}

async function paste(page, text, kind = "visits") {
  await read(page, text, kind);
  await box(page, kind).getByRole("button", { name: "Use these rows" }).click();
  await settled(page);
}

const course = "Date;EDSS;Relapse\n13.01.2018;2,0;\n20.07.2018;2,5;\n25.01.2019;3,5;2018-12-20\n30.06.2019;3,5;\n31.12.2019;3,0;\n30.06.2020;5,0;\n29.12.2020;5,5;";

test("a pasted table is reviewed, used, and becomes events, a drawing and a table", async () => {
  const { page, log, close } = await visit();
  await read(page, `${course}\n31.06.2021;5\n13.07.2021;5,3`);
  assert.match(await page.evaluate(() => document.activeElement?.textContent), /What was read/);
  const review = box(page).locator(".review");
  assert.match(await review.innerText(), /7 visits read\.[^]*1 relapse read\.[^]*Line 1 was taken as the heading\.[^]*2 lines could not[^]*Line 9: There is no such day[^]*Line 10: The EDSS has no such score/);
  assert.equal(await rowsOf(page).count(), 0, "nothing is used before it is asked for");
  await review.getByRole("button", { name: "Use these rows" }).click();
  await settled(page);
  assert.equal(await rowsOf(page).count(), 7);
  assert.equal(await rowsOf(page, "Relapses").count(), 1);
  assert.match(await page.evaluate(() => document.activeElement?.textContent), /7 visits so far/);
  assert.match(await box(page).locator(".told").innerText(), /8 rows were added/);
  assert.match(await result(page).innerText(), /1 lasting change was found\.[^]*Worse on 25 January 2019[^]*The score rose from 2 to 3\.5\.[^]*Confirmed on 30 June 2019/);
  const chart = page.getByRole("img", { name: /EDSS over time 7 visits\. From 13 January 2018 to 29 December 2020\. Scores from 2 to 5\.5\. 1 lasting change\./ });
  await chart.waitFor();
  assert.equal((await chart.locator(".dots").getAttribute("d")).match(/M/g).length, 7);
  assert.equal(await chart.locator(".mark.worse").count(), 1);
  assert.equal(await chart.locator(".onset").count(), 1);
  assert.equal(await chart.locator("[style]").count(), 0);
  await result(page).getByText("The visits as a table").click();
  await page.locator(".course-table tbody tr").first().waitFor();
  assert.deepEqual(
    await page.locator(".course-table tbody tr").allInnerTexts(),
    ["13 January 2018\t2\tStart to compare with.", "20 July 2018\t2.5\t", "20 December 2018\t\u2013\tA relapse began.", "25 January 2019\t3.5\tChange 1: worse.", "30 June 2019\t3.5\tConfirms change 1.", "31 December 2019\t3\t", "30 June 2020\t5\t", "29 December 2020\t5.5\t"],
  );
  await result(page).getByText("Why?").click();
  assert.match(await result(page).innerText(), /From there, a change of 1 or more counts\.[^]*The visit that confirms it was on 30 June 2019/);
  await result(page).getByText("Take the result along").click();
  await settled(page);
  assert.match(await result(page).locator("textarea").inputValue(), /1\. Worse on 25 January 2019\n[^]*Rule: Rule of the MS trial[^]*2018-12-20\t\tA relapse began\./);
  await page.locator("[data-part=options] summary").click();
  assert.deepEqual(await smallTargets(page), []);
  assert.deepEqual([log.errors, log.violations, log.sentSinceLoaded], [[], [], []]);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
  await close();
});

test("no state of the page shuts anybody out", async () => {
  const { page, close } = await visit();
  assert.deepEqual(await axe(page), []);
  await read(page, `${course}\n31.06.2021;5`);
  assert.deepEqual(await axe(page), []);
  await paste(page, course);
  await page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
  await settled(page);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await smallTargets(page), []);
  await close();
});

test("an order of day and month that is open is asked for, and each answer is shown before use", async () => {
  const { page, close } = await visit();
  await read(page, "date,edss\n03/04/2020,2\n05/06/2021,3");
  const review = box(page).locator(".review");
  assert.equal(await review.getByRole("button", { name: "Use these rows" }).count(), 0);
  assert.deepEqual(await axe(page), []);
  await review.getByLabel("Month first").check();
  assert.match(await review.innerText(), /2 visits read/);
  await review.getByLabel("Day first").check();
  await review.getByRole("button", { name: "Use these rows" }).click();
  await settled(page);
  assert.deepEqual(await rowsOf(page).allInnerTexts(), ["1\t3 April 2020\t2\tChange", "2\t5 June 2021\t3\tChange"]);
  await close();
});

test("mixed orders are refused as a whole, and no message repeats what was typed", async () => {
  const { page, close } = await visit();
  await read(page, "31/01/1987,2\n12/13/1988,3");
  assert.match(await box(page).getByRole("alert").innerText(), /Line 1 has the day first, and line 2 the month/);
  await read(page, "1987-01-31,7.3\n1987-02-31,7\nxyzzy,7\n31.01.87;7");
  const said = await box(page).locator(".review").innerText();
  assert.doesNotMatch(said, /87|7\.3|xyzzy/);
  assert.match(said, /There is nothing to use yet/);
  await close();
});

test("nothing typed is lost by pasting, and what is there already comes once", async () => {
  const { page, close } = await visit();
  const adder = page.getByRole("group", { name: "Add a visit" });
  await adder.getByRole("textbox", { name: /Year/ }).fill("2031");
  await paste(page, course);
  await paste(page, `${course}\n13.02.2021;5`);
  assert.match(await box(page).locator(".told").innerText(), /1 row was added\. 8 rows were there already\./);
  assert.equal(await rowsOf(page).count(), 8);
  assert.equal(await adder.getByRole("textbox", { name: /Year/ }).inputValue(), "2031");
  assert.match(await box(page).locator("textarea").inputValue(), /13\.02\.2021/);
  await page.getByRole("button", { name: "Clear all visits and relapses" }).click();
  await settled(page);
  assert.equal(await result(page).isVisible(), false);
  await page.getByRole("button", { name: "Bring them back" }).click();
  await settled(page);
  assert.equal(await rowsOf(page).count(), 8);
  assert.equal(await result(page).isVisible(), true);
  await close();
});

test("what the engine refuses is tied to its row", async () => {
  const { page, close } = await visit();
  await paste(page, `${course}\n30.06.2020;4`);
  const alert = page.locator(".summary[role=alert]");
  assert.match(await alert.innerText(), /Visit [67] needs another look/);
  assert.equal(await result(page).isVisible(), false);
  await alert.getByRole("button", { name: "Show me" }).click();
  const focused = page.locator(":focus");
  assert.match(await focused.getAttribute("aria-label"), /Change visit [67]/);
  const described = await focused.getAttribute("aria-describedby");
  assert.match(await page.locator(`[id="${described}"]`).innerText(), /Two visits on this day have different scores/);
  assert.deepEqual(await axe(page), []);
  await focused.press("Enter");
  await page.getByRole("button", { name: /Remove.*Change visit/ }).click();
  await settled(page);
  assert.equal(await alert.isVisible(), false);
  assert.equal(await result(page).isVisible(), true);
  assert.match((await page.locator(":focus").innerText()), /Put back visit/);
  await page.locator(":focus").press("Enter");
  await settled(page);
  assert.equal(await alert.isVisible(), true);
  await close();
});

test("a length of time that is no whole number is refused beside its field", async () => {
  const { page, close } = await visit();
  await paste(page, course);
  await page.locator("[data-part=options] summary").click();
  await page.getByLabel("Another time").check();
  await settled(page);
  assert.match(await page.locator(".summary[role=alert]").innerText(), /number of days needs another look/);
  const days = page.getByLabel("Days", { exact: true });
  await days.fill("0");
  await days.blur();
  await settled(page);
  assert.equal(await days.getAttribute("aria-invalid"), "true");
  assert.match(await page.locator(`[id="${await days.getAttribute("aria-describedby")}"]`).innerText(), /whole number of days/);
  await days.fill("168");
  await days.blur();
  await settled(page);
  assert.match(await result(page).innerText(), /Confirmed after 168 days/);
  await close();
});

test("the choices are the engine's own, the trial's rule first", async () => {
  const { page, close } = await visit();
  await paste(page, course);
  const options = page.locator("[data-part=options]");
  await options.locator("summary").click();
  assert.match(await options.getByRole("radio", { checked: true }).first().locator("xpath=..").innerText(), /Rule of the MS trial[^]*From 0 to 4\.5: up by 1\. From 5 to 10: up by 0\.5\. Primary outcome of NCT07523100/);
  assert.equal(await options.getByLabel("free of relapses (PIRA)").inputValue(), "muller_2023");
  await options.getByLabel("free of relapses (PIRA)").selectOption("kappos_2020");
  assert.match(await options.innerText(), /No relapse from the start to 30 days after the change\. No relapse from 30 days before the visit that confirms it to 30 days after the visit that confirms it\./);
  await options.getByLabel("What to look for").selectOption("multiple");
  assert.match(await options.innerText(), /one lasting change can be counted again/);
  await options.getByLabel("What to compare with").selectOption("roving");
  await settled(page);
  assert.match(await result(page).innerText(), /2 lasting changes were found/);
  assert.ok((await page.locator("svg.course .baseline").count()) >= 2);
  await close();
});

test("everything can be done with the keyboard", async () => {
  const { page, close } = await visit();
  const adder = page.getByRole("group", { name: "Add a visit" });
  await adder.getByRole("textbox", { name: /Day/ }).focus();
  for (const [day, month, year, score] of [["13", "Jan", "2018", "2"], ["20", "Jan", "2019", "3"], ["1", "June", "2019", "3.5"]]) {
    await page.keyboard.type(day);
    await page.keyboard.press("Tab");
    await page.keyboard.type(month);
    await page.keyboard.press("Tab");
    await page.keyboard.type(year);
    await page.keyboard.press("Tab");
    await page.keyboard.type(score);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.match(await page.evaluate(() => document.activeElement?.id ?? ""), /^day/);
  }
  await settled(page);
  assert.deepEqual(await rowsOf(page).allInnerTexts(), ["1\t13 January 2018\t2\tChange", "2\t20 January 2019\t3\tChange", "3\t1 June 2019\t3.5\tChange"]);
  assert.match(await result(page).innerText(), /1 lasting change/);
  assert.match(await page.locator(".spoken[role=status]").innerText(), /Added\. 3 visits so far\. The result shows 1 lasting change in 3 visits\./);
  // An incomplete visit is told beside its field, and the focus goes there.
  await page.keyboard.type("32");
  await page.keyboard.press("Enter");
  const focused = page.locator(":focus");
  assert.equal(await focused.getAttribute("aria-invalid"), "true");
  assert.match(await page.locator(`[id="${await focused.getAttribute("aria-describedby")}"]`).innerText(), /number from 1 to 31/);
  await rowsOf(page).nth(1).getByRole("button").focus();
  await page.keyboard.press("Enter");
  const editor = page.getByRole("group", { name: "Change visit 2" });
  await editor.getByRole("combobox", { name: /EDSS/ }).focus();
  await page.keyboard.type("2.5");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(await rowsOf(page).nth(1).innerText(), /2\.5/);
  assert.equal(await page.locator(":focus").getAttribute("aria-label"), "Change visit 2");
  await close();
});

test("the press of print prints the result alone, and the dark theme does not reach the paper", async () => {
  const { page, close } = await visit({ viewport: { width: 1280, height: 900 } });
  await paste(page, course);
  await page.evaluate(() => { window.print = () => { document.documentElement.dataset.printed = String(document.querySelector(".course-table tbody")?.childElementCount); }; });
  await page.getByRole("button", { name: "Print", exact: true }).click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.printed), "8");
  await page.emulateMedia({ media: "print" });
  for (const [what, seen] of [["#back", false], [".history-part", false], [".history-result svg.course", true], [".events", true], [".course-table", true]]) {
    assert.equal(await page.locator(what).first().isVisible(), seen, what);
  }
  assert.equal(await result(page).getByRole("button").count(), 0);
  await screenshot(page, "history-print");
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator("#back").isVisible(), true);
  await close();
});

for (const [what, viewport, zoom] of [["360 px", phone, ""], ["320 px", { width: 320, height: 640 }, ""], ["text at 200 %", phone, "200%"], ["1280 px", { width: 1280, height: 900 }, ""]]) {
  test(`nothing is wider than the page: ${what}`, async () => {
    const { page, close } = await visit({ viewport });
    await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, zoom);
    await paste(page, course);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    await rowsOf(page).nth(2).getByRole("button").click();
    await page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
    await settled(page);
    assert.ok((await wide()) <= viewport.width, `${await wide()}`);
    assert.equal(await page.locator(".scroll").count(), 0, "few visits need no scrolling");
    if (zoom === "") await screenshot(page, `history-${viewport.width}`);
    await close();
  });
}

test("dark and forced colours keep every line of the drawing apart from its ground", async () => {
  for (const options of [{ colorScheme: "dark" }, { forcedColors: "active" }]) {
    const { page, close } = await visit({ viewport: { width: 1280, height: 900 }, ...options });
    await paste(page, course);
    const same = await page.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor;
      return [".steps-line", ".dots", ".axis", ".baseline", ".span"].filter((name) => getComputedStyle(document.querySelector(`svg.course ${name}`)).stroke === ground);
    });
    assert.deepEqual(same, []);
    assert.deepEqual(await axe(page), []);
    await screenshot(page, `history-${options.colorScheme ?? "forced"}`);
    await close();
  }
});

test("5,000 visits stay quick to use, in a region of their own that the keyboard can scroll", async () => {
  const { page, close } = await visit();
  const text = Array.from({ length: 5000 }, (_, index) => `${new Date(Date.UTC(1990, 0, 1 + index)).toISOString().slice(0, 10)}\t${2 + (Math.floor(index / 300) % 6) / 2}`).join("\n");
  await paste(page, text);
  assert.equal(await rowsOf(page).count(), 20);
  assert.match(await page.getByText("4,981 to 5,000 of 5,000").innerText(), /of 5,000/);
  const region = page.getByRole("region", { name: "Drawing of the EDSS" });
  await region.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await settled(page);
  assert.ok((await region.evaluate((node) => node.scrollLeft)) > 0);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= phone.width);
  assert.ok((await page.evaluate(() => document.querySelectorAll("*").length)) < 3000, "rows out of sight cost nothing");
  await page.getByRole("button", { name: "Show earlier ones" }).click();
  assert.match(await rowsOf(page).first().innerText(), /^4,961\t/);
  assert.deepEqual(await axe(page), []);
  await close();
});
