// The page of the calculators: each of them filled in, worked out and told with its steps.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { axe, checkout, open, phone, questionFrame, site, smallTargets } from "./harness.mjs";

const { calculate, calculators, initSync } = await import("../../pkg/trial_prescreen.js");
initSync({ module: new WebAssembly.Module(readFileSync(`${checkout}pkg/trial_prescreen_bg.wasm`)) });
const here = site();
const all = calculators();

/** What somebody types into an input, and in which unit. */
const TYPED = {
  age: ["40", "a"], sex: "female", weight: ["60", "kg"], height: ["165", "cm"], creatinine: ["1.1", "mg/dL"], cystatin_c: ["1", "mg/L"],
  egfr: ["59.9", "mL/min/{1.73_m2}"], aid: "one_side", distance: ["70", "m"], baseline: "4.5", current: "5.5", ana: "negative", ana_80_ever: false,
  physician_global: ["0.4"], prednisone_equivalent: ["5", "mg/d"], sledai_2k: ["3"], clinical_sledai: ["0"], sjc28: ["2"],
  proteinuria: ["0.8", "g/(24.h)"], platelets: ["90", "10*9/L"], leukocytes: ["2.5", "10*9/L"],
  cells: ["100000000"], cells_per_ml: ["10000000"], viability: ["0.9"], recovery: ["0.8"], vial_ml: ["5"], dmso_percent: ["10"],
  measure: "creatinine", from: ["1", "mg/dL"], to: "umol/L", value: ["80", "U/L"], upper_limit: ["40", "U/L"],
  major_organ_activity: false, new_activity: false, maintenance_tolerated: true,
};
const CHILD = ["ckid_u25_creatinine", "ckid_u25_cystatin_c", "ckid_u25_average", "schwartz_2009"];

/** The inputs of a calculator as a call of the engine takes them. */
function inputsOf({ id, inputs }) {
  const given = {};
  for (const { name, kind, choices, measure, limits } of inputs) {
    // Either an ambulation score, or the aid and the distance.
    if (name === "ambulation") continue;
    const typed = name === "age" && CHILD.includes(id) ? ["10", "a"] : TYPED[name];
    if (kind === "flag" || (kind === "choice" && measure === null)) given[name] = kind === "flag" ? choices[0] === "true" : choices[0];
    else if (kind === "doses") given[name] = [{ drug: "Prednisolone", dose: { value: 10, unit: "mg/d" } }];
    else if (kind === "drug") given[name] = "Fingolimod";
    else if (kind === "date") given[name] = "2026-10-20";
    else if (kind === "waiting_rule") given[name] = { half_lives: 5 };
    else if (kind === "dose_rule") given[name] = { per_kg: { cells: 1000000 } };
    else if (kind === "yes_no") given[name] = name in TYPED ? typed === true : true;
    else if (kind === "number" || (kind === "count" && Array.isArray(typed))) given[name] = Number(typed[0]);
    else if (kind === "count") given[name] = typed === undefined ? Math.min(1, limits.high) : Number(typed);
    else if (Array.isArray(typed)) given[name] = { value: Number(typed[0]), unit: typed[1] };
    else given[name] = typed;
  }
  return given;
}

async function visit(id = "", options = {}) {
  const opened = await open(here.browser, `${here.origin}/www/calculators.html${id === "" ? "" : `#${id}`}`, options);
  await opened.page.locator("#list:visible, #one:visible").first().waitFor();
  opened.log.markLoaded();
  return opened;
}

const field = (page, name) => page.locator(`fieldset.field[data-input="${name}"]`);
const headline = (page) => page.locator(".calculated");
const settled = (page) => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)));

/** Fills one field in as a person does. */
async function fill(page, calculator, input, value) {
  const place = field(page, input.name);
  if (input.kind === "yes_no") {
    const item = (await place.count()) > 0 ? place : page.locator(`fieldset.item[data-item="${input.name}"]`);
    await item.getByRole("radio").nth(value ? 0 : 1).check();
  } else if (input.kind === "doses") {
    await place.getByRole("button", { name: "Add a dose" }).click();
    await place.getByRole("combobox").first().fill(value[0].drug);
    await place.getByRole("textbox", { name: /Dose/i }).first().fill(String(value[0].dose.value));
  } else if (input.kind === "drug") await place.locator("input").first().fill(value);
  else if (input.kind === "date") {
    const [year, month, day] = value.split("-").map(Number);
    await place.locator("input").nth(0).fill(String(day));
    await place.locator("select").first().selectOption(String(month));
    await place.locator("input").nth(1).fill(String(year));
  } else if (input.kind === "waiting_rule") await place.locator("input").first().fill(String(value.half_lives));
  else if (input.kind === "dose_rule") {
    await place.locator("select").first().selectOption("per_kg");
    await place.locator("input").first().fill(String(value.per_kg.cells));
  } else if (input.kind === "titre" || (input.kind === "choice" && input.measure !== null)) await place.locator(`input[value="${value}"]`).check();
  else if (typeof value === "object") {
    await place.locator("input[type=text]").first().fill(String(value.value));
    const units = place.locator(`select:has(option[value="${value.unit}"])`);
    if ((await units.count()) > 0) await units.first().selectOption(value.unit);
  } else if ((await place.locator("input[type=text]").count()) > 0) await place.locator("input[type=text]").first().fill(String(value));
  else await place.locator("select").first().selectOption(String(value));
}

for (const calculator of all) {
  test(`${calculator.id} is worked out as the engine does, with its steps and its source`, async () => {
    const { page, log, close } = await visit(calculator.id);
    const given = inputsOf(calculator);
    for (const input of calculator.inputs) {
      const isSetting = input.kind === "flag" || (input.kind === "choice" && input.measure === null);
      if (!isSetting && input.name in given) await fill(page, calculator, input, given[input.name]);
    }
    await page.locator("h1").click();
    await settled(page);
    const expected = calculate(calculator.id, given);
    const said = await headline(page).innerText();
    const number = Number(/[\d.,]+/.exec(said)?.[0].replaceAll(",", ""));
    if (typeof expected.value === "number") assert.ok(Math.abs(number - expected.value) <= Math.max(0.06, expected.value * 1e-3), `${said}, not ${expected.value}`);
    else if (typeof expected.value === "boolean") assert.equal(said, expected.value ? "Yes" : "No");
    else if (/^\d{4}-/.test(String(expected.value))) assert.match(said, new RegExp(`${Number(expected.value.slice(8))} \\w+ ${expected.value.slice(0, 4)}`));
    else assert.equal(said, expected.value);
    assert.ok(expected.steps.length > 0, "the engine tells its steps");
    const lines = await page.locator(".steps li").allInnerTexts();
    assert.ok(lines.length > 0 && lines.every((line) => /: \S/.test(line)), lines.join("\n"));
    // An id has words on the page.
    assert.doesNotMatch(await page.locator("main").innerText(), /\b[a-z0-9]+_[a-z0-9_]+\b/);
    assert.match(await page.locator(".source").innerText(), new RegExp(calculator.citation.text.slice(0, 12).replace(/[()]/g, "\\$&")));
    for (const { unit } of expected.extra === undefined ? [] : calculator.extra) assert.notEqual(unit, "");
    assert.equal(new URL(page.url()).hash, `#${calculator.id}`, "no value stands in the address");
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= phone.width);
    assert.deepEqual(await smallTargets(page), []);
    assert.deepEqual([log.errors, log.violations, log.sentSinceLoaded], [[], [], []]);
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
    assert.deepEqual(await axe(page), []);
    await close();
  });
}

test("the list names every calculator once, and each leads to its own page and back", async () => {
  const { page, close } = await visit();
  const links = await page.locator("#list a").evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href")));
  assert.deepEqual(links.toSorted(), [...all.map(({ id }) => `#${id}`), "#edss_history"].toSorted());
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await smallTargets(page), []);
  await page.getByRole("link", { name: "Body surface area" }).click();
  await settled(page);
  assert.equal(await page.locator("h1").innerText(), "Body surface area");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "title");
  await page.getByRole("link", { name: "All calculators" }).click();
  await settled(page);
  assert.equal(await page.locator("h1").innerText(), "Calculators");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#body_surface_area");
  await close();
});

test("an address that names nothing known shows the list", async () => {
  for (const id of ["nothing", "edss=3", "__proto__"]) {
    const { page, close } = await visit(id);
    assert.equal(await page.locator("#list").isVisible(), true, id);
    await close();
  }
});

test("what is not known gives bounds, and nothing is taken for it", async () => {
  const { page, close } = await visit("ckd_epi_2021_creatinine");
  assert.match(await headline(page).innerText(), /Fill in what you know/);
  await field(page, "age").locator("input[type=text]").first().fill("40");
  await settled(page);
  assert.match(await headline(page).innerText(), /Still needed: Creatinine in blood/);
  const creatinine = field(page, "creatinine");
  await creatinine.locator("input[type=text]").first().fill("1");
  await page.locator("h1").click();
  await settled(page);
  // No unit is taken beforehand: two are common.
  assert.match(await creatinine.innerText(), /Please choose the unit/);
  await creatinine.locator("select").nth(1).selectOption("mg/dL");
  await settled(page);
  const { low, high } = calculate("ckd_epi_2021_creatinine", { age: 40, creatinine: { value: 1, unit: "mg/dL" } });
  assert.equal(await headline(page).innerText(), `between ${low.toFixed(2)} and ${high.toFixed(2)} mL/min/1.73 m\u00b2`);
  assert.match(await page.locator(".result").innerText(), /Some parts are not known/);
  await close();
});

test("a formula for adults refuses a child, names its ages and leads to the right one", async () => {
  const { page, log, close } = await visit("ckd_epi_2021_creatinine");
  await field(page, "age").locator("input[type=text]").first().fill("12");
  await field(page, "creatinine").locator("input[type=text]").first().fill("0.7");
  await field(page, "creatinine").locator("select").nth(1).selectOption("mg/dL");
  await settled(page);
  assert.match(await page.locator(".result .summary").innerText(), /ages from 18 up to 120 years/);
  assert.equal(await field(page, "age").locator("input[type=text]").first().getAttribute("aria-invalid"), "true");
  assert.deepEqual([log.errors, log.violations, log.sentSinceLoaded], [[], [], []]);
  await page.getByRole("link", { name: /Use eGFR under 26/ }).click();
  assert.equal(new URL(page.url()).hash, "#ckid_u25_creatinine");
  // The way back loses nothing.
  await page.goBack();
  assert.equal(await field(page, "age").locator("input[type=text]").first().inputValue(), "12");
  await close();
});

test("a number that fits another unit is asked about, and changed only by a press", async () => {
  const { page, close } = await visit("ckd_epi_2021_creatinine");
  await field(page, "age").locator("input[type=text]").first().fill("40");
  const creatinine = field(page, "creatinine");
  await creatinine.locator("input[type=text]").first().fill("80");
  await creatinine.locator("select").nth(1).selectOption("mg/dL");
  await settled(page);
  assert.doesNotMatch(await headline(page).innerText(), /\d/);
  await creatinine.getByRole("button", { name: /change the unit to \u00b5mol\/L/ }).click();
  await settled(page);
  assert.match(await headline(page).innerText(), /between [\d.]+ and [\d.]+/);
  assert.equal(await creatinine.locator("select").nth(1).inputValue(), "umol/L");
  await close();
});

test("what is refused stays typed, and no message repeats it", async () => {
  const { page, close } = await visit("washout");
  await field(page, "drug").locator("input").fill("Xyzzymab123");
  const day = field(page, "last_dose");
  await day.locator("input").nth(1).fill("1987");
  await field(page, "rule").locator("input").first().fill("99");
  await page.locator("h1").click();
  await settled(page);
  const text = await page.locator("main").innerText();
  assert.doesNotMatch(text, /Xyzzy|1987|99/);
  assert.equal(await field(page, "drug").locator("input").inputValue(), "Xyzzymab123");
  await close();
});

test("everything can be done with the keyboard alone", async () => {
  const { page, close } = await visit("body_mass_index");
  await page.locator("h1").focus();
  await page.keyboard.press("Tab"); // the way back
  await page.keyboard.press("Tab"); // how exactly
  await page.keyboard.press("Tab");
  await page.keyboard.type("60");
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("165");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await headline(page).innerText(), "22.04 kg/m\u00b2");
  assert.equal(await headline(page).getAttribute("role"), "status");
  await close();
});

for (const [what, viewport, zoom] of [["320 px", { width: 320, height: 640 }, ""], ["text at 200 %", phone, "200%"]]) {
  test(`no calculator is wider than the page: ${what}`, async () => {
    const { page, close } = await visit("", { viewport });
    await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, zoom);
    for (const id of ["", ...all.map((one) => one.id)]) {
      await page.evaluate((hash) => { location.hash = hash; }, id);
      await page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
      await settled(page);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= viewport.width, id);
    }
    await close();
  });
}

test("the single file opens from disk at a calculator, and nothing leaves it", async () => {
  const { page, log, close } = await open(here.browser, `${pathToFileURL(`${checkout}pkg/calculators.html`).href}#body_mass_index`);
  const frame = await questionFrame(page);
  await frame.locator("#one:visible").waitFor();
  log.markLoaded();
  assert.equal(await frame.locator("h1").innerText(), "Body mass index (BMI)");
  await field(frame, "weight").locator("input[type=text]").first().fill("60");
  await field(frame, "height").locator("input[type=text]").first().fill("165");
  await frame.locator("h1").click();
  await settled(page);
  assert.equal(await headline(frame).innerText(), "22.04 kg/m\u00b2");
  await frame.getByRole("link", { name: "All calculators" }).click();
  await frame.getByRole("link", { name: "EDSS over time" }).click();
  assert.equal(await frame.locator("h1").innerText(), "EDSS over time");
  assert.deepEqual([log.errors, log.violations, log.sentSinceLoaded], [[], [], []]);
  const sent = await frame.evaluate(() => fetch("https://example.org/").then(() => "sent", () => "refused"));
  assert.equal(sent, "refused");
  await close();
});
