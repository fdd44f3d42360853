// What a person can take along: paper, text and data, all made on the spot.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, link, screenshot, singleFile, site, smallTargets } from "./harness.mjs";
import { begin } from "./person.mjs";

const here = site();
const settled = (frame) => frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 60)));

async function answered(address = `${here.origin}/www/`) {
  const opened = await here.visit(`${address}${link("NCT05061030", "NCT07523100")}`, { today: "2026-11-21" });
  const { frame } = opened;
  await begin(frame, "me");
  await frame.locator('fieldset[data-measure="type1_diabetes"] input[value="no"]').check();
  await frame.locator('fieldset[data-measure="sex"] input[value="female"]').check();
  const birth = frame.locator('fieldset[data-measure="birth_date"]').first();
  await birth.getByRole("textbox", { name: /Year/ }).fill("1985");
  await frame.locator("#title").focus();
  await settled(frame);
  opened.log.markLoaded();
  return opened;
}

async function saved(page, frame, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), frame.getByRole("button", { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** Of the definitions, by their records. @type {{[record: string]: string}} */
const digests = {};

for (const [place, address] of [["the served page", undefined], ["the single file from a stick", singleFile]]) {
  test(`${place}: the result is saved as text and as data, and nothing is sent`, async () => {
    const { page, frame, log, close } = await answered(address);
    const text = await saved(page, frame, "Save as text");
    assert.equal(text.name, "prescreen-2026-11-21.txt");
    assert.match(text.text, /^For a talk with the study team\n=+\nChecked against today, 21 November 2026\.\n[^]*no medical advice/);
    assert.match(text.text, /NCT05061030[^]*Probably not a fit[^]*Rules that speak against it[^]*type 1 diabetes/i);
    assert.match(text.text, /The answers that were given\n=+\n[^]*- Sex: Female\n/);
    assert.match(text.text, /- Date of birth: 1985/);
    const open = text.text.indexOf("Still to find out");
    assert.ok(open > 0 && open < text.text.indexOf("Rules that fit so far"), "what is open comes before what fits");
    const data = await saved(page, frame, "Save as data (JSON)");
    assert.equal(data.name, "prescreen-2026-11-21.json");
    const { as_of, answers, verdicts } = JSON.parse(data.text);
    assert.equal(as_of, "2026-11-21");
    assert.deepEqual(answers, { birth_date: "1985", sex: "female", type1_diabetes: false });
    assert.deepEqual(verdicts.map(({ trial }) => trial), ["NCT07523100", "NCT05061030"]);
    for (const { provenance: { record, digest } } of verdicts) {
      assert.match(digest, /^[0-9a-f]{64}$/);
      assert.ok(text.text.includes(`${record} (${digest.slice(0, 16)})`), "the sheet names the very definition");
      // The same in the file as beside it.
      assert.equal(digest, (digests[record] ??= digest));
    }
    assert.deepEqual([log.errors, log.violations, log.sentSinceLoaded.filter(({ url }) => !url.startsWith("blob:"))], [[], [], []]);
    await close();
  });
}

test("the printed page holds the sheet alone, open questions first", async () => {
  const { page, frame, close } = await answered();
  await frame.evaluate(() => { window.print = () => { document.documentElement.dataset.printed = "yes"; }; });
  assert.equal(await frame.locator("#sheet").isVisible(), false);
  await frame.getByRole("button", { name: "Print for the study team" }).click();
  assert.equal(await frame.evaluate(() => document.documentElement.dataset.printed), "yes");
  await page.emulateMedia({ media: "print" });
  assert.equal(await frame.locator("#sheet").isVisible(), true);
  assert.equal(await frame.locator("main").isVisible(), false);
  assert.match(await frame.locator("#sheet").innerText(), /For a talk with the study team[^]*Still to find out/);
  await screenshot(page, "sheet-print");
  await page.emulateMedia({ media: "screen" });
  await frame.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.equal(await frame.locator("main").isVisible(), true);
  assert.equal(await frame.locator("#sheet").isVisible(), false);
  assert.deepEqual(await axe(frame), []);
  assert.deepEqual(await smallTargets(frame), []);
  await close();
});
