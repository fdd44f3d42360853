// One question at a time: the engine's order, its reasons, and the ways back, past and on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, diabetes, link, phone, screenshot, site, smallTargets } from "./harness.mjs";
import { begin } from "./person.mjs";

const here = site();
const settled = (frame) => frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 40)));
const shown = (frame) => frame.locator("#groups fieldset.field[data-measure]:visible").evaluateAll((fields) => fields.map((field) => field.dataset.measure));
const press = async (frame, name) => {
  await frame.getByRole("button", { name, exact: true }).click();
  await settled(frame);
};

async function guided(hash = diabetes, options = {}) {
  const opened = await here.visit(`${here.origin}/www/${hash}`, options);
  await begin(opened.frame, "me");
  await press(opened.frame, "Ask me one question at a time");
  return opened;
}

test("one question stands there, with its number, its reason and how many are left", async () => {
  const { page, frame, log, close } = await guided();
  log.markLoaded();
  assert.equal((await shown(frame)).length, 1);
  assert.match(await frame.locator("#guide").innerText(), /Question 1[^]*About \d+ more after this\.[^]*It is asked because of: \S/);
  assert.equal(await frame.evaluate(() => document.activeElement?.id), "guide-title");
  assert.equal(await frame.locator("#result").isVisible(), false);
  assert.equal(await frame.getByRole("button", { name: "Back", exact: true }).isVisible(), false);
  assert.deepEqual([log.errors, log.violations, log.sentSinceLoaded], [[], [], []]);
  await screenshot(page, "guided-360");
  assert.deepEqual(await axe(frame), []);
  assert.deepEqual(await smallTargets(frame), []);
  await close();
});

test("skipping everything asks each question once and ends in a result that says so", async () => {
  const { frame, close } = await guided();
  const seen = [];
  for (let step = 0; step < 80; step += 1) {
    const [measure] = await shown(frame);
    if (measure === undefined) break;
    seen.push(measure);
    await press(frame, "Skip");
  }
  assert.ok(seen.length > 10, `${seen}`);
  assert.equal(new Set(seen).size, seen.length, "no question comes twice");
  assert.match(await frame.locator("#guide").innerText(), /These were all the questions/);
  assert.equal(await frame.locator("#result").isVisible(), true);
  assert.match(await frame.locator("#result").innerText(), /We can\u2019t tell yet/);
  assert.deepEqual(await axe(frame), []);
  await press(frame, "Look over all answers");
  assert.ok((await shown(frame)).length > 10);
  await close();
});

test("an answer that cannot be read is said beside its field before the next question comes", async () => {
  const { frame, close } = await guided();
  for (let step = 0; step < 40 && !(await shown(frame)).includes("birth_date"); step += 1) await press(frame, "Skip");
  const field = frame.locator('fieldset[data-measure="birth_date"]').first();
  await field.getByRole("textbox", { name: /Year/ }).fill("85");
  await press(frame, "Next");
  assert.deepEqual(await shown(frame), ["birth_date"]);
  assert.match(await field.innerText(), /four digits/);
  assert.equal(await frame.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), "true");
  await field.getByRole("textbox", { name: /Year/ }).fill("1985");
  await press(frame, "Next");
  assert.ok(!(await shown(frame)).includes("birth_date"));
  await press(frame, "Back");
  assert.deepEqual(await shown(frame), ["birth_date"]);
  assert.equal(await field.getByRole("textbox", { name: /Year/ }).inputValue(), "1985");
  await close();
});

test("the way may change at any time, and every answer stays", async () => {
  const { frame, close } = await guided();
  const [measure] = await shown(frame);
  const radio = frame.locator("#groups input[type=radio]:visible").first();
  if ((await radio.count()) > 0) await radio.check();
  else await frame.locator("#groups input[type=text]:visible").first().fill("30");
  await press(frame, "Show all questions on one page");
  assert.ok((await shown(frame)).includes(measure));
  assert.ok((await shown(frame)).length > 5);
  assert.equal(await frame.locator("#result").isVisible(), true);
  await close();
});

test("a rule that speaks against a study does not slam the door", async () => {
  const { frame, close } = await guided();
  let stopped = false;
  for (let step = 0; step < 60 && !stopped; step += 1) {
    const [measure] = await shown(frame);
    if (measure === undefined) break;
    if (measure === "type1_diabetes") {
      await frame.locator('fieldset[data-measure="type1_diabetes"] input[value="no"]').check();
      await press(frame, "Next");
      stopped = true;
    } else await press(frame, "Skip");
  }
  assert.ok(stopped);
  assert.match(await frame.locator("#guide").innerText(), /^A rule speaks against it\s+The result below says which rule/);
  assert.match(await frame.locator("#result").innerText(), /Probably not a fit[^]*Against it:\s+Type 1 diabetes/);
  assert.deepEqual(await axe(frame), []);
  await press(frame, "Go on with the questions");
  await settled(frame);
  assert.equal((await shown(frame)).length, 1, "who likes goes on");
  assert.equal(await frame.locator("#result").isVisible(), false);
  await close();
});

test("next waits at what the engine refuses or asks about, and 'show it' leads there", async () => {
  const { frame, close } = await guided();
  const to = async (measure) => {
    for (let step = 0; step < 60 && !(await shown(frame)).includes(measure); step += 1) await press(frame, "Skip");
  };
  await to("weight");
  const weight = frame.locator('fieldset[data-measure="weight"]').first();
  await weight.locator("input.number").first().fill("5000");
  await press(frame, "Next");
  assert.deepEqual(await shown(frame), ["weight"]);
  assert.equal(await frame.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), "true");
  await press(frame, "Skip");
  assert.notDeepEqual(await shown(frame), ["weight"]);
  await frame.getByRole("button", { name: "Show it" }).click();
  await settled(frame);
  assert.deepEqual(await shown(frame), ["weight"]);
  assert.equal(await frame.evaluate(() => document.activeElement?.tagName), "INPUT");
  await close();
});

test("at the end a missing answer is led to and stays; what is left is told by who knows it", async () => {
  const { frame, close } = await guided(link("NCT06920433"));
  const left = [];
  for (let step = 0; step < 80; step += 1) {
    if ((await shown(frame)).length === 0) break;
    left.push(Number(/About (\d+) more/.exec(await frame.locator("#guide-left").innerText())?.[1] ?? 0));
    await press(frame, "Skip");
  }
  assert.equal(left.filter((count) => count === 0).length, 1, `the last one is told once: ${left}`);
  assert.doesNotMatch(await frame.locator("#bar").innerText(), /questions are open/);
  await frame.locator('[data-part="missing"] > summary').click();
  const missing = await frame.locator('[data-part="missing"]').innerText();
  assert.match(missing, /A doctor can answer these/);
  await frame.locator('[data-part="missing"] button', { hasText: "Date of birth" }).click();
  await settled(frame);
  assert.deepEqual(await shown(frame), ["birth_date"]);
  await frame.locator('fieldset[data-measure="birth_date"]').first().getByRole("textbox", { name: /Year/ }).fill("1985");
  await frame.locator("#title").focus();
  await settled(frame);
  assert.deepEqual(await shown(frame), ["birth_date"]);
  await press(frame, "Next");
  assert.match(await frame.locator("#guide").innerText(), /These were all the questions/);
  await close();
});

test("everything can be done with the keyboard", async () => {
  const { page, frame, close } = await guided(link("NCT07523100"));
  for (let step = 0; step < 3; step += 1) {
    const [before] = await shown(frame);
    await frame.getByRole("button", { name: "Skip", exact: true }).focus();
    await page.keyboard.press("Enter");
    await settled(frame);
    assert.notEqual((await shown(frame))[0], before);
    assert.equal(await frame.evaluate(() => document.activeElement?.id), "guide-title");
  }
  await close();
});

for (const [what, viewport, zoom] of [["320 px", { width: 320, height: 640 }, ""], ["text at 200 %", phone, "200%"]]) {
  test(`no question is wider than the page: ${what}`, async () => {
    const { frame, close } = await guided(link("NCT06920433"), { viewport });
    await frame.evaluate((size) => { document.documentElement.style.fontSize = size; }, zoom);
    for (let step = 0; step < 60; step += 1) {
      const [measure] = await shown(frame);
      assert.ok((await frame.evaluate(() => document.documentElement.scrollWidth)) <= viewport.width, measure);
      if (measure === undefined) break;
      await press(frame, "Skip");
    }
    await close();
  });
}
