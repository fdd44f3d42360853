// A trial of one's own, from its text to a file that opens anywhere and to the lines for a page.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { axe, checkout, open, phone, questionFrame, screenshot, site, smallTargets } from "./harness.mjs";
import { answerByKeyboard, begin, field, tabTo } from "./person.mjs";

const here = site();
const text = readFileSync(`${checkout}www/examples/sixth.json`, "utf8");
const sixth = JSON.parse(text);
const desk = { width: 1280, height: 900 };

/** The page with a text in it, once that has been looked at. */
async function write(typed, options = {}) {
  const opened = await open(here.browser, `${here.origin}/www/author.html`, { viewport: desk, locale: "en-GB", ...options });
  await opened.page.locator("#author:visible").waitFor();
  if (typed !== "") {
    await opened.page.locator("#text").fill(typed);
    await opened.page.locator("#sum", { hasText: /error|advice/ }).waitFor();
  }
  return opened;
}

const sum = (page, words) => page.locator("#sum", { hasText: words }).waitFor();
const selected = (page) => page.locator("#text").evaluate(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd));

/** What the page asked any server for: only its own, and only what it is made of. */
const foreign = ({ requests }) => requests.filter(({ url, method }) => !(url.startsWith(`${here.origin}/`) || url.startsWith("blob:") || url.startsWith("data:")) || method !== "GET");

/** The frame with the questions, inside of the sealed file, inside of a page. */
async function innermost(page) {
  for (let tries = 0; tries < 200; tries += 1) {
    const frame = page.mainFrame().childFrames()[0]?.childFrames()[0];
    if (frame && (await frame.locator("#prescreen:visible").count().catch(() => 0)) > 0) return frame;
    await page.waitForTimeout(50);
  }
  throw new Error("no questions in the frame");
}

async function download(page, press) {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8"), file };
}

test("the guide's trial: from the pasted text to a verdict in a file from a stick", async () => {
  const { page, log, close } = await write(text);
  await sum(page, "No errors and no advice.");
  await page.locator("#cases-run").click();
  await page.getByText(`${sixth.cases.length} of ${sixth.cases.length} cases come out as expected.`).waitFor();
  assert.equal(await page.locator("table.cases .outcome.pass").count(), sixth.cases.length);

  await page.locator("#preview-show").click();
  const preview = await innermost(page);
  assert.match(await preview.locator("h1").innerText(), /invented trial of a tablet/);
  await begin(preview, "me");
  assert.match(await preview.locator("#asked").innerText(), /rheumatoid arthritis/);

  const { name, file } = await download(page, () => page.locator("#take-file").click());
  assert.equal(name, "DEMO-RA-006.html");
  assert.deepEqual([log.errors, log.violations, foreign(log)], [[], [], []]);
  const folder = mkdtempSync(join(tmpdir(), "prescreen-"));
  const path = join(folder, name);
  await file.saveAs(path);
  await close();

  const alone = await open(here.browser, pathToFileURL(path).href, { locale: "en-GB" });
  const frame = await questionFrame(alone.page);
  await frame.locator("#prescreen:visible").waitFor();
  alone.log.markLoaded();
  assert.match(await frame.locator("h1").innerText(), /invented trial of a tablet/);
  const { answers } = sixth.cases[0];
  const met = await answerByKeyboard(alone.page, frame, answers, "me");
  for (const measure of ["ra_confirmed", "swollen_joints", "hemoglobin", "medications"]) assert.ok(met.includes(measure), measure);
  assert.match(await frame.locator("#bar-words").innerText(), /Nothing found against it so far/);
  await field(frame, "swollen_joints").locator("input").first().fill("5");
  await frame.locator("#title").focus();
  await frame.locator("#bar-words", { hasText: /Probably not/ }).waitFor();
  assert.deepEqual([alone.log.errors, alone.log.violations, alone.log.sentSinceLoaded], [[], [], []]);
  assert.deepEqual(await axe(frame), []);
  await alone.close();
  rmSync(folder, { recursive: true });
});

test("a file without scripts shows the rules of that trial, and of no other", async () => {
  const { page, close } = await write(text);
  const { text: file } = await download(page, () => page.locator("#take-file").click());
  await close();
  const [, plain] = /<noscript>([^]*)<\/noscript>/.exec(file);
  assert.match(plain, /<li>E6 Any other condition/);
  assert.doesNotMatch(plain, /NCT\d{8}/);
});

test("the copied lines put the trial into a page, under the script's digest", async () => {
  const { page, close } = await write(text);
  const [byFile, inline] = await page.locator("#take-lines textarea").evaluateAll((areas) => areas.map(({ value }) => value));
  await page.getByRole("button", { name: "Copy the short lines" }).click();
  await page.locator("#take-lines [role=status]", { hasText: /copied|marked/ }).waitFor();
  await close();
  assert.match(byFile, /^<script src="\/pkg\/trial-prescreen\.js" integrity="sha256-[^"]+" defer><\/script>\n<trial-prescreen src="DEMO-RA-006\.json">/);
  for (const lines of [byFile, inline]) {
    const other = await open(here.browser, "about:blank");
    await other.page.route("**/examples/mine.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>Mine</title>${lines}` }));
    await other.page.route("**/examples/DEMO-RA-006.json", (route) => route.fulfill({ contentType: "application/json", body: text }));
    await other.page.goto(`${here.origin}/www/examples/mine.html`);
    const frame = await innermost(other.page);
    assert.match(await frame.locator("h1").innerText(), /invented trial of a tablet/);
    await other.close();
  }
});

test("a definition with errors: each has its place, its words, and a way there by keyboard", async () => {
  const wrong = text.replace('"unit": "g/dL" } }', '"unit": "g/day" } }').replace('"status": "enrolling"', '"status": "open"');
  const { page, log, close } = await write(wrong);
  await sum(page, "2 errors");
  const lines = await page.locator("#problems li").evaluateAll((items) => items.map((item) => item.textContent));
  assert.match(lines[0], /Error Line 5, column 3.*none of the words.*enrolling.*status: out_of_range/);
  assert.match(lines[1], /criteria\/3\/rule\/at_least\/unit/);
  await page.locator("#text").focus();
  await tabTo(page, page.mainFrame(), ({ text: words }) => /^Line \d+/.test(words) && words !== "Line 5, column 3");
  await page.keyboard.press("Enter");
  assert.match(await selected(page), /^\s*"rule".*"g\/day"/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "text");
  const seen = await page.locator("#text").evaluate((area) => area.scrollTop > 0 && area.scrollTop < area.scrollHeight);
  assert.ok(seen);
  // Nothing can be taken along that does not work.
  await page.locator("#take-file").press("Enter");
  await page.locator("#take-news", { hasText: "First write a trial without errors." }).waitFor();
  await page.locator("#cases-run").press("Enter");
  await page.locator("#cases-news", { hasText: "First write a trial without errors." }).waitFor();
  assert.equal(await page.locator("#take-lines").isVisible(), false);
  // And once they are mended, everything can.
  await page.locator("#text").fill(text);
  await sum(page, "No errors");
  assert.equal(await page.locator("#problems li").count(), 0);
  assert.equal(await page.locator("#take-lines").isVisible(), true);
  assert.deepEqual([log.errors, log.violations, foreign(log)], [[], [], []]);
  await close();
});

test("a comma too many is found where it is", async () => {
  const { page, close } = await write(text.replace('"places": ["Nowhere"],', '"places": ["Nowhere",],'));
  await sum(page, "1 error");
  assert.match(await page.locator("#problems li").innerText(), /Line 8, column 23[^]*No comma may stand before a closing bracket/);
  await page.locator("#problems button").click();
  assert.match(await selected(page), /"places"/);
  await close();
});

test("advice does not stop a trial, and a case that fails says what comes out", async () => {
  const { page, close } = await write(text.replace('"fail": ["I3"]', '"pass": ["I3"]'));
  await sum(page, /advice/);
  assert.match(await page.locator("#problems").innerText(), /does not come out as it says[^]*What comes out:\s*fail/);
  await page.locator("#cases-run").click();
  await page.getByText(`${sixth.cases.length - 1} of ${sixth.cases.length} cases`).waitFor();
  const row = page.locator("table.cases tr", { has: page.locator(".outcome.fail") });
  assert.match(await row.innerText(), /Not as expected[^]*five swollen joints[^]*Pass: I3[^]*Does not fit: I3/);
  await row.getByRole("button").click();
  assert.match(await selected(page), /five swollen joints|\{/);
  await close();
});

test("bad input of any size gets an answer, and the page stays in use", async () => {
  const { page, log, close } = await write("");
  const put = (value) => page.evaluate((typed) => {
    const area = document.getElementById("text");
    area.value = typed;
    area.dispatchEvent(new Event("input"));
  }, value);
  const many = JSON.stringify({ ...sixth, cases: [], criteria: Array.from({ length: 5000 }, (_, at) => ({ ...sixth.criteria[0], id: `I${at}` })) });
  for (const [typed, words] of [
    [many, /too much here/],
    [`${"[".repeat(64)}${"]".repeat(64)}`, /wrong type/],
    [`${"[".repeat(5000)}${"]".repeat(5000)}`, /too much here/],
    ["\u0000 garbage \ud800 {]", /value is missing/],
    ["[".repeat(100_000), /stops too early/],
  ]) {
    await put(typed);
    await page.locator("#problems li", { hasText: words }).first().waitFor();
    await put("");
    await sum(page, "no text");
  }
  await put(text);
  await sum(page, "No errors");
  // Megabytes are not even laid out.
  const refused = await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "x".repeat(5_000_000));
    return !document.getElementById("text").dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
  });
  assert.equal(refused, true);
  assert.match(await page.locator("#told").innerText(), /far too long/);
  assert.equal(await page.locator("#text").inputValue(), text);
  assert.deepEqual([log.errors, log.violations], [[], []]);
  await close();
});

test("typed text is not lost unasked, and a file comes in and goes out", async () => {
  const { page, close } = await write("");
  const leaves = () => page.evaluate(() => window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
  assert.equal(await leaves(), true);
  await page.locator("#text").fill('{"id": 1}');
  assert.equal(await leaves(), false);
  const choose = async (name, contents) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open a file" }).click()]);
    await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(contents) });
  };
  await choose("mine.json", text);
  await page.getByRole("button", { name: "Keep it" }).click();
  assert.equal(await page.locator("#text").inputValue(), '{"id": 1}');
  await choose("mine.json", `\ufeff${text}`);
  await page.getByRole("button", { name: "Replace it" }).click();
  await sum(page, "No errors");
  assert.equal(await leaves(), true);
  await page.locator("#text").press("Control+End");
  await page.keyboard.type("\n");
  assert.equal(await leaves(), false);
  const saved = await download(page, () => page.getByRole("button", { name: "Save to a file" }).click());
  assert.deepEqual([saved.name, saved.text], ["DEMO-RA-006.json", `${text}\n`]);
  assert.equal(await leaves(), true);
  await page.getByRole("button", { name: "Open an example" }).click();
  await page.getByText("sixth.json is open.").waitFor();
  assert.equal(await page.locator("#text").inputValue(), text);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [phone, desk]) {
    test(`${colorScheme}, ${viewport.width} pixels: axe finds nothing, nothing runs over, no target is too small`, async () => {
      const { page, close } = await write(text.replace('"fail": ["I3"]', '"pass": ["I3"]'), { colorScheme, viewport, reducedMotion: "reduce" });
      await page.locator("#cases-run").click();
      await page.locator("table.cases").waitFor();
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(await smallTargets(page.mainFrame()), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      await screenshot(page, `author-${colorScheme}-${viewport.width}`);
      await page.locator("#text").fill("{");
      await sum(page, "1 error");
      assert.deepEqual(await axe(page), []);
      await close();
    });
  }
}

test("the page speaks the reader's language, and changes it with everything in place", async () => {
  const { page, log, close } = await write(text.replace('"status": "enrolling"', '"status": "open"'));
  for (const [language, words] of [["Svenska", /Fel.*Rad 5, kolumn 3/s], ["\u05e2\u05d1\u05e8\u05d9\u05ea", /\u05e9\u05d5\u05e8\u05d4 5/], ["\u7b80\u4f53\u4e2d\u6587", /\u7b2c 5 \u884c/]]) {
    await page.getByRole("button", { name: language, exact: false }).click();
    assert.match(await page.locator("#problems").innerText(), words);
    assert.match(await page.locator("#text").inputValue(), /DEMO-RA-006/);
  }
  assert.deepEqual([log.errors, log.violations], [[], []]);
  assert.deepEqual(await axe(page), []);
  await close();
});
