// The choice of studies: by link, by hand, changed half-way, and where there is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, link, phone, singleFile, site, smallTargets } from "./harness.mjs";
import { begin, field, focused, typeDate, typeQuantity } from "./person.mjs";

const here = site();
const places = { "the served page": () => `${here.origin}/www/`, "the single file from a stick": () => singleFile };
const settled = (frame) => frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
const cards = (frame) => frame.locator(".card").evaluateAll((all) => all.map((card) => card.getAttribute("data-trial")));
const about = (frame) => frame.locator("#about").innerText();

for (const [name, address] of Object.entries(places)) {
  test(`${name}: the studies come by illness, each with place, language and status, before any question`, async () => {
    const { frame, log, close } = await here.visit(address());
    assert.deepEqual(await frame.locator("#choose-list legend").allInnerTexts(), ["Multiple sclerosis (MS)", "Lupus", "Type 1 diabetes"]);
    const studies = await frame.locator("#choose-list .study").allInnerTexts();
    assert.equal(studies.length, 5);
    for (const text of studies) assert.match(text, /Where[^]*\d{4}[^]*Language/);
    assert.deepEqual(studies.map((text) => /Research news\. This is not a study/.test(text)).filter(Boolean).length, 1);
    assert.equal(await frame.locator("#prescreen").isVisible(), false);
    assert.deepEqual(await axe(frame), []);
    await frame.locator("#choose-go").click();
    assert.match(await frame.locator("#choose-problem").innerText(), /choose at least one/);
    assert.equal((await focused(frame)).id, "choose-go", "the focus stays beside the words");
    assert.equal(await frame.locator("#choose-go").getAttribute("aria-describedby"), "choose-problem");
    assert.deepEqual(log.errors, []);
    await close();
  });

  test(`${name}: a link chooses studies by their ids, and nothing else`, async () => {
    const { frame, close } = await here.visit(address() + link("NCT06737380", "NCT07523100", "NCT00000000", "weight"));
    assert.match(await about(frame), /STAR[^]*Wuhan[^]*umbilical/);
    await begin(frame, "me");
    assert.deepEqual(await cards(frame), ["NCT07523100", "NCT06737380"]);
    assert.equal(await frame.locator("#answers input:checked").count(), 1, "whom the answers are about, and no answer");
    await close();
    for (const nonsense of ["#trials=", "#trials=NCT00000000", "#weight=50", "#trials=%3Cb%3E"]) {
      const other = await here.visit(address() + nonsense);
      assert.equal(await other.frame.locator("#choose").isVisible(), true, nonsense);
      await other.close();
    }
  });
}

test("another choice keeps what was typed, and brings it back", async () => {
  const { page, frame, log, close } = await here.visit(`${here.origin}/www/${link("NCT05061030")}`);
  log.markLoaded();
  await begin(frame);
  await typeQuantity(frame, "weight", "42");
  await typeQuantity(frame, "c_peptide_fasting", "0,35", "nmol/L");
  // Straight out of a text field, whose own update comes after the press.
  await field(frame, "weight").locator("input.number").first().focus();
  await frame.getByRole("button", { name: "Choose other studies" }).click();
  assert.equal((await focused(frame)).id, "choose-title");
  await settled(frame);
  assert.equal(await frame.locator("#bar").isVisible(), false);
  const box = (id) => frame.locator(`input[name=trial][value="${id}"]`);
  assert.equal(await box("NCT05061030").isChecked(), true);
  await box("NCT05061030").uncheck();
  await box("NCT07523100").check();
  await frame.getByRole("button", { name: "Go on with one study" }).click();
  assert.equal((await focused(frame)).id, "title");
  assert.equal(await field(frame, "c_peptide_fasting").isVisible(), false);
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "42");
  assert.equal(await field(frame, "ms_course").isVisible(), true);
  await page.evaluate((hash) => { location.hash = hash; }, link("NCT05061030", "NCT07523100"));
  await frame.locator(".card").first().waitFor();
  assert.equal(await field(frame, "c_peptide_fasting").locator("input.number").first().inputValue(), "0,35");
  assert.equal(await field(frame, "c_peptide_fasting").isVisible(), true);
  assert.deepEqual(log.sentSinceLoaded, []);
  await close();
});

test("a study that is ruled out asks nothing more, and the others go on", async () => {
  const { frame, close } = await here.visit(`${here.origin}/www/${link("NCT05061030", "NCT07523100")}`);
  await begin(frame, "me");
  await typeDate(frame, "birth_date", "", "", String(new Date().getFullYear() - 40));
  await settled(frame);
  assert.equal(await field(frame, "type1_diabetes").isVisible(), false);
  assert.equal(await field(frame, "ms_course").isVisible(), true);
  assert.match(await frame.locator("#bar-words").innerText(), /1 can\u2019t tell yet and 1 probably not/);
  await frame.getByText("only for studies that probably do not fit").waitFor();
  await frame.getByRole("button", { name: "Show them anyway" }).click();
  await settled(frame);
  assert.equal(await field(frame, "type1_diabetes").isVisible(), true);
  await close();
});

test("the voice sums up, and details stay as they were opened", async () => {
  const { frame, close } = await here.visit(`${here.origin}/www/${link("NCT05061030", "NCT07523100")}`);
  await begin(frame, "me");
  const card = frame.locator('.card[data-trial="NCT07523100"]');
  const why = card.getByRole("button", { name: /See why.*STAR/ });
  assert.equal(await why.getAttribute("aria-expanded"), "false");
  await why.click();
  await typeQuantity(frame, "weight", "120");
  await frame.locator("#voice", { hasText: "Result so far: 1 can\u2019t tell yet and 1 probably not" }).waitFor();
  assert.equal(await frame.locator('.panel[data-trial="NCT07523100"]').isVisible(), true);
  assert.equal(await frame.locator('.panel[data-trial="NCT05061030"]').isVisible(), false);
  await frame.locator("#start-again").click();
  await frame.getByRole("button", { name: "Clear all answers" }).click();
  await begin(frame, "me");
  assert.deepEqual(await cards(frame), ["NCT07523100", "NCT05061030"]);
  assert.equal(await frame.locator(".panel:visible").count(), 0);
  await close();
});

test("parts stand inside their rule and do not count", async () => {
  const { frame, close } = await here.visit(`${here.origin}/www/${link("NCT07523100")}`);
  await begin(frame, "me");
  const part = frame.locator('details[data-criterion="I2.2"] details[data-criterion="I2.2a"]');
  assert.equal(await part.count(), 1);
  assert.match(await frame.locator('details[data-criterion="I2.2"]').evaluate((details) => details.textContent), /These parts do not count alone/);
  assert.equal(await frame.locator('.rules > ul > li > details[data-criterion="I2.2a"]').count(), 0);
  await close();
});

test("a page with one study of its own asks for no choice", async () => {
  const context = await here.browser.newContext({ viewport: phone });
  await context.route("**/pkg/trials.json", async (route) => {
    const trials = await (await route.fetch()).json();
    await route.fulfill({ json: trials.filter(({ id }) => id === "NCT05061030") });
  });
  const page = await context.newPage();
  await page.goto(`${here.origin}/www/`);
  await page.locator("#prescreen:visible").waitFor();
  assert.equal(await page.locator("#choose").isVisible(), false);
  assert.equal(await page.locator("#change").isVisible(), false);
  assert.match(await page.locator("#about").innerText(), /Uppsala \(Sweden\)[^]*21 November 2026/);
  await context.close();
});

for (const [what, viewport, zoom] of [["360 px", phone, ""], ["320 px", { width: 320, height: 640 }, ""], ["text at 200 %", phone, "200%"]]) {
  test(`five studies at once fit a small screen: ${what}`, async () => {
    const { frame, close } = await here.visit(`${here.origin}/www/`, { viewport });
    await frame.evaluate((size) => { document.documentElement.style.fontSize = size; }, zoom);
    const wide = () => frame.evaluate(() => document.documentElement.scrollWidth);
    assert.ok((await wide()) <= viewport.width, "the choice");
    await frame.locator("#choose-all").click();
    await begin(frame, "me");
    for (const button of await frame.locator(".card button").all()) await button.click();
    await frame.evaluate(() => {
      for (const hidden of document.querySelectorAll("#asked [hidden]")) if (hidden instanceof HTMLElement) hidden.hidden = false;
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    assert.ok((await wide()) <= viewport.width, "the questions and the result");
    assert.deepEqual(await smallTargets(frame), []);
    const [words, see] = await Promise.all(["#bar-words", "#see"].map((part) => frame.locator(part).boundingBox()));
    assert.ok(words.x + words.width <= see.x || words.y + words.height <= see.y, "the summary and its button do not overlap");
    assert.ok(Math.max(words.y + words.height, see.y + see.height) - words.y < viewport.height / 3, "the line at the foot leaves room");
    await close();
  });
}
