// Answers kept in a file, brought back from it, and asked about before they are lost.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, checkout, diabetes, link, singleFile, site } from "./harness.mjs";
import { begin, field, typeQuantity } from "./person.mjs";

const here = site();
const people = Object.fromEntries(readdirSync(`${checkout}tests/people`).map((file) => [file.replace(".json", ""), JSON.parse(readFileSync(`${checkout}tests/people/${file}`, "utf8"))]));

const asFile = (text, name = "answers.json") => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
const news = (frame) => frame.locator("#kept [role=status]").innerText();

async function openFile(page, frame, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), frame.getByRole("button", { name: "Open my answers" }).click()]);
  await chooser.setFiles(file);
}

async function openAnswers(page, frame, answers, more = {}) {
  await openFile(page, frame, asFile(JSON.stringify({ answers, ...more })));
  await frame.locator("#kept p", { hasText: /opened/ }).waitFor();
}

/** Opens a file whatever is there. */
async function openOver(page, frame, text) {
  await frame.evaluate(() => document.querySelectorAll("#kept [role=status] p").forEach((line) => line.remove()));
  await openFile(page, frame, asFile(text));
  const replace = frame.getByRole("button", { name: "Replace them" });
  await frame.locator("#kept [role=status] p").or(replace).first().waitFor();
  if (await replace.isVisible()) await replace.click();
  await frame.locator("#kept [role=status] p").first().waitFor();
}

async function saveAnswers(page, frame) {
  const [download] = await Promise.all([page.waitForEvent("download"), frame.getByRole("button", { name: "Save my answers" }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

for (const [place, address] of [["the served page", () => `${here.origin}/www/${diabetes}`], ["the single file from a stick", () => `${singleFile}${diabetes}`]]) {
  test(`${place}: answers go into a file and come back, and nothing is sent`, async () => {
    const { page, frame, log, close } = await here.visit(address(), { today: "2026-11-21" });
    await begin(frame, "child");
    log.markLoaded();
    await typeQuantity(frame, "weight", "42,5");
    await field(frame, "sex").locator('input[value="female"]').check();
    await typeQuantity(frame, "height", "abc");
    const { name, text } = await saveAnswers(page, frame);
    assert.equal(name, "answers-2026-11-21.json");
    const kept = JSON.parse(text);
    assert.deepEqual(kept.answers, { sex: "female", weight: { value: 42.5, unit: "kg" } });
    assert.deepEqual([kept.about, kept.trials, kept.as_of], ["child", ["NCT05061030"], "2026-11-21"]);
    assert.match(await news(frame), /2 answers are saved\.\s+One answer needs another look\. It is not in the file\./);

    await frame.locator("#start-again").click();
    await frame.getByRole("button", { name: "Clear all answers" }).click();
    await openAnswers(page, frame, kept.answers, { about: kept.about });
    assert.match(await news(frame), /^2 answers were opened\.$/);
    assert.equal(await frame.locator('#people input[value="child"]').isChecked(), true);
    assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "42.5");
    assert.equal(await field(frame, "sex").locator('input[value="female"]').isChecked(), true);
    assert.deepEqual([log.errors, log.violations, log.sentSinceLoaded.filter(({ url }) => !url.startsWith("blob:"))], [[], [], []]);
    assert.deepEqual(await axe(frame), []);
    await close();
  });
}

/** What the page asks about a trial, as the answers of a person: with what a last dose says of itself. */
async function askedOf(trial, answers) {
  const { drug, initSync, Screener } = await import("../../pkg/trial_prescreen.js");
  initSync({ module: new WebAssembly.Module(readFileSync(`${checkout}pkg/trial_prescreen_bg.wasm`)) });
  const definitions = JSON.parse(readFileSync(`${checkout}pkg/trials.json`, "utf8")).filter(({ id }) => id === trial);
  const measures = new Screener(definitions).questions().filter(({ who }) => who.some((one) => one !== "study")).flatMap(({ measure, instead }) => [measure, ...instead]);
  const asked = Object.fromEntries(Object.entries(answers).filter(([measure]) => measures.includes(measure)));
  const over = ({ route, ...one }) => {
    const known = drug(one.drug);
    // Elsewhere the way into the body is not asked for, because nothing depends on it.
    const ways = route !== undefined && (known?.class === "glucocorticoid" || known?.often_local) ? { route } : {};
    return { ...one, ...ways, ...(one.last_dose && one.ongoing === undefined ? { ongoing: false } : {}) };
  };
  if (Array.isArray(asked.medications)) asked.medications = asked.medications.map(over);
  // The page asks for no day of a score that a doctor gives.
  if (asked.sledai_2k?.on) delete asked.sledai_2k;
  const titre = asked.ana_titer?.value ?? asked.ana_titer;
  if (/^1:\d+$/.test(titre)) asked.ana_titer = asked.ana_titer.on ? { ...asked.ana_titer, value: Number(titre.slice(2)) } : Number(titre.slice(2));
  // The page has a list where one word may stand.
  if (asked.last_investigational_agent === "never") asked.last_investigational_agent = [];
  for (const [measure, answer] of Object.entries(asked)) if (answer === "none" && ["biologics_ever", "prior_cell_therapy"].includes(measure)) asked[measure] = ["none"];
  return asked;
}

for (const [trial, some] of Object.entries(people)) {
  test(`what people say about ${trial} comes back as it was`, async () => {
    const { page, frame, log, close } = await here.visit(`${here.origin}/www/${link(trial)}`, { today: some[0].as_of });
    page.on("dialog", (dialog) => dialog.accept());
    for (const { name, answers } of some) {
      await page.reload();
      await frame.locator("#people").waitFor();
      const asked = await askedOf(trial, answers);
      if (Object.keys(asked).length === 0) continue;
      await openAnswers(page, frame, asked);
      const told = await news(frame);
      assert.doesNotMatch(told, /could not|means? nothing/, `${name}: ${told}`);
      const { text } = await saveAnswers(page, frame);
      assert.deepEqual(JSON.parse(text).answers, asked, name);
    }
    assert.deepEqual(log.errors, []);
    await close();
  });
}

test("a file that holds no answers is refused in words, and leaves everything as it was", async () => {
  const { page, frame, close } = await here.visit();
  await begin(frame);
  await typeQuantity(frame, "weight", "42");
  const large = asFile(" ".repeat(1_100_000));
  for (const [file, words] of [[asFile(""), /holds no answers/], [asFile("{"), /holds no answers/], [asFile('{"resourceType": "Bundle"}'), /holds no answers/], [asFile('{"answers": [1]}'), /holds no answers/], [large, /too large/]]) {
    await openFile(page, frame, file);
    await frame.locator("#kept p", { hasText: words }).waitFor();
    assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "42");
  }
  await close();
});

test("what a field cannot show is left out and named; what the engine refuses is shown and said", async () => {
  const { page, frame, log, close } = await here.visit();
  const answers = {
    weight: { value: 5000, unit: "kg" },
    height: { value: 1e-7, unit: "cm" },
    creatinine: { value: 88, unit: "parsecs" },
    sex: "neither",
    pregnant: "maybe",
    birth_date: "not a day",
    tb_status: 7,
    nonsense: true,
    __proto__: { value: 1 },
    constructor: { value: 2 },
    hbsag: { value: "negative", on: "2026-10-01" },
  };
  await openFile(page, frame, asFile(JSON.stringify({ answers }).replace('"nonsense"', '"__proto__": 3, "nonsense"')));
  await frame.locator("#kept p", { hasText: /opened/ }).waitFor();
  const told = await news(frame);
  assert.match(told, /^3 answers were opened\./);
  assert.match(told, /These could not be used here: [^]*[Cc]reatinine[^]*/);
  assert.match(told, /things in the file mean nothing here/);
  for (const value of ["parsecs", "neither", "maybe", "not a day", "nonsense", "5000"]) assert.doesNotMatch(told, new RegExp(value), value);
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "5000");
  assert.match(await field(frame, "weight").innerText(), /\d+ to \d+|between/i);
  assert.equal(await field(frame, "creatinine").locator("input.number").first().inputValue(), "");
  assert.deepEqual(log.errors, []);
  await close();
});

test("opening over answers that are not saved asks first", async () => {
  const { page, frame, close } = await here.visit();
  await begin(frame);
  await typeQuantity(frame, "weight", "42");
  await openFile(page, frame, asFile('{"answers": {"weight": {"value": 60, "unit": "kg"}}}'));
  await frame.getByRole("button", { name: "Keep them" }).click();
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "42");
  await openFile(page, frame, asFile('{"answers": {"weight": {"value": 60, "unit": "kg"}}}'));
  await frame.getByRole("button", { name: "Replace them" }).click();
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "60");
  await close();
});

test("whoever comes back at the choice of studies goes on where the answers were given", async () => {
  const { page, frame, close } = await here.visit(`${here.origin}/www/`);
  assert.equal(await frame.locator("#choose").isVisible(), true);
  await openAnswers(page, frame, { weight: { value: 60, unit: "kg" } }, { about: "other", trials: ["NCT06737380", "NO-SUCH"] });
  assert.match(await frame.locator("h1").innerText(), /umbilical cord/);
  assert.equal(await frame.locator('#people input[value="other"]').isChecked(), true);
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "60");
  await close();
});

for (const [place, address] of [["the served page", () => `${here.origin}/www/${diabetes}`], ["the single file, served", () => `${here.origin}/pkg/prescreen.html${diabetes}`]]) {
  test(`${place}: leaving asks first while something is not saved, and not otherwise`, async () => {
    const { page, frame, close } = await here.visit(address());
    const asked = [];
    page.on("dialog", async (dialog) => {
      asked.push(dialog.type());
      await dialog.accept();
    });
    const leave = async () => {
      await page.goto("about:blank");
      const count = asked.length;
      asked.length = 0;
      return count;
    };
    await begin(frame);
    assert.equal(await leave(), 0, "nothing is lost");
    for (const [typed, keep, count] of [["42", false, 1], ["42", true, 0], ["abc", false, 1], ["abc", true, 1]]) {
      await page.goto(address());
      const again = (await page.$("iframe[srcdoc]")) ? await (await page.$("iframe[srcdoc]")).contentFrame() : page.mainFrame();
      await begin(again);
      await field(again, "weight").locator("input.number").first().click();
      await page.keyboard.type(typed);
      await again.locator("#title").focus();
      if (keep) await saveAnswers(page, again);
      assert.equal(await leave(), count, `${typed} ${keep}`);
    }
    await close();
  });
}

test("a file of traps leaves every answer that can be shown, and never an empty page", async () => {
  const { page, frame, log, close } = await here.visit(`${here.origin}/www/${link("NCT06737380")}`);
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  for (const trap of ['{"toString": 1, "valueOf": 1}', deep, '"1990-13"', '"2026-00"', '{"value": 1, "low": 1, "high": 3, "unit": "kg"}']) {
    await openOver(page, frame, `{"answers": {"sex": "female", "birth_date": ${trap}}}`);
    assert.equal(await field(frame, "sex").locator('input[value="female"]').isChecked(), true, trap.slice(0, 30));
    assert.match(await news(frame), /could not be used here: Date of birth/);
  }
  for (const one of ['{"__proto__": 1}', '{"drug": "rituximab", "constructor": 1}', '{"drug": "rituximab", "ongoing": true, "last_dose": "2026-01-01"}', '1']) {
    await openOver(page, frame, `{"answers": {"sex": "female", "medications": [${one}]}}`);
    await frame.locator("#kept p", { hasText: /could not be used here: Medicines/ }).waitFor();
  }
  const began = Date.now();
  await openOver(page, frame, `{"answers": {"sex": "female", "medications": [${Array(20_000).fill('{"drug": "rituximab"}').join()}]}}`);
  await frame.locator("#kept p", { hasText: /could not be used here: Medicines/ }).waitFor();
  assert.ok(Date.now() - began < 10_000, "it is refused before it is drawn");
  assert.deepEqual(log.errors, []);
  await close();
});

test("answers about a study that is not chosen now are kept, asked about and saved too", async () => {
  const { page, frame, close } = await here.visit(`${here.origin}/www/${link("NCT05061030")}`);
  await begin(frame);
  await field(frame, "type1_diabetes").locator('input[value="yes"]').check();
  await frame.locator("#change").click();
  await frame.locator('input[name="trial"][value="NCT05061030"]').uncheck();
  await frame.locator('input[name="trial"][value="NCT06920433"]').check();
  await frame.locator("#choose-go").click();
  assert.equal(JSON.parse((await saveAnswers(page, frame)).text).answers.type1_diabetes, true);
  await field(frame, "sex").locator('input[value="female"]').check();
  await openFile(page, frame, asFile('{"answers": {"sex": "male"}}'));
  await frame.getByRole("button", { name: "Keep them" }).click();
  assert.equal(JSON.parse((await saveAnswers(page, frame)).text).answers.type1_diabetes, true);
  await close();
});
