// The controls for answers with several parts, each alone on a blank page of the same server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, checkout, phone, site } from "./harness.mjs";

const here = site();
const words = JSON.parse(readFileSync(`${checkout}www/locales/en.json`, "utf8"));
const drugs = [
  { drug: "rituximab", also_known_as: ["mabthera", "rituxan"], class: "biologic" },
  { drug: "teriflunomide", also_known_as: ["aubagio"], class: "small_molecule_immunosuppressant" },
  { drug: "mycophenolate", also_known_as: ["cellcept", "mycophenolate mofetil"], class: "small_molecule_immunosuppressant" },
  { drug: "prednisolone", also_known_as: [], class: "glucocorticoid" },
];
const lupusItems = ["seizure", "urinary_casts", "arthritis", "leukopenia"];

/** What the form would say of a measure. */
function asked(measure, kind, more = {}) {
  return { measure, kind, units: [], choices: [], never: false, who: ["patient"], sensitive: false, unit_obligatory: false, text: null, ...more };
}

/** A page with one field, in the way in which the form keeps it up to date. */
async function field(question, viewport = phone) {
  const context = await here.browser.newContext({ viewport });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${here.origin}/www/style.css`);
  await page.evaluate(async ([question, words, drugs]) => {
    const [{ createField }, { useDrugs }, { useLanguage, useLocales }] = await Promise.all(["field", "drugs", "words"].map((name) => import(`/www/${name}.js`)));
    const element = (tag, more) => Object.assign(document.createElement(tag), more);
    document.head.append(element("link", { rel: "stylesheet", href: "/www/style.css" }), element("title", { textContent: "Controls" }));
    useLocales(new Map([["en", words]]));
    useLanguage("en");
    // The engine reads names; here a beginning will do.
    const names = ({ drug, also_known_as: others }) => [drug, ...others];
    useDrugs(drugs, (typed) => drugs.find((one) => names(one).some((name) => typed.toLowerCase().startsWith(name))) ?? null);
    window.refused = [];
    const update = () => setTimeout(() => {
      const { answer, problems } = window.field.read();
      window.field.showProblems(answer === null ? problems : window.refused);
    });
    window.field = createField(question, update);
    const form = element("form", { className: "page", autocomplete: "off" });
    const main = element("main");
    form.append(window.field.node);
    main.append(element("h1", { textContent: "Controls", tabIndex: -1 }), element("h2", { textContent: "Answers" }), element("h3", { textContent: "Group" }), form);
    document.body.replaceChildren(main);
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const event of ["change", "focusout"]) form.addEventListener(event, update);
  }, [question, words, drugs]);
  const read = () => page.evaluate(() => window.field.read().answer);
  const leave = () => page.locator("h1").focus();
  const active = () => page.evaluate(() => {
    const names = document.activeElement?.textContent && document.activeElement.getAttribute("aria-labelledby");
    if (names) return names.split(" ").map((id) => document.getElementById(id)?.textContent).join(" ");
    return document.activeElement?.textContent || document.activeElement?.id.replace(/-\d+$/, "");
  });
  const close = async () => {
    assert.deepEqual(errors, []);
    await context.close();
  };
  return { page, read, leave, active, close, button: (name) => page.getByRole("button", { name, exact: true }) };
}

async function typeDate(part, day, month, year) {
  await part.locator("[id^=day-]").fill(day);
  await part.locator("[id^=month-]").selectOption(month);
  await part.locator("[id^=year-]").fill(year);
}

test("none and not knowing stand alone among the choices", async () => {
  const { page, read, close } = await field(asked("biologics_ever", "choices", { choices: ["none", "asthma", "skin"] }));
  const boxes = Object.fromEntries(["none", "asthma", "skin", "unknown"].map((value) => [value, page.locator(`[value=${value}]`)]));
  assert.equal(await read(), null);
  await boxes.asthma.check();
  await boxes.skin.check();
  assert.deepEqual(await read(), ["asthma", "skin"]);
  await boxes.none.check();
  assert.deepEqual(await read(), ["none"]);
  assert.equal(await boxes.skin.isChecked(), false);
  await boxes.unknown.check();
  assert.equal(await read(), "unknown");
  assert.equal(await boxes.none.isChecked(), false);
  await boxes.skin.check();
  assert.deepEqual(await read(), ["skin"]);
  await boxes.skin.uncheck();
  assert.equal(await read(), null);
  await close();
});

test("items hold what was answered, and a press says no to the rest of a part", async () => {
  const { page, read, button, close } = await field(asked("sledai_2k_items", "items", { choices: lupusItems }));
  assert.equal(await read(), null);
  assert.deepEqual(
    await page.locator(".item input[value=yes]").evaluateAll((radios) => radios.map(({ name }) => name.replace(/-\d+$/, ""))),
    ["seizure", "arthritis", "urinary_casts", "leukopenia"],
  );
  const item = (place) => page.locator(".item").nth(place);
  await item(1).getByLabel("Yes").check();
  await item(2).getByLabel("I don\u2019t know").check();
  assert.deepEqual(await read(), { arthritis: true, urinary_casts: "unknown" });
  await button("No to the one that is left").first().click();
  assert.deepEqual(await read(), { seizure: false, arthritis: true, urinary_casts: "unknown" });
  assert.equal(await button("All of these have an answer").first().getAttribute("aria-disabled"), "true");
  await item(0).getByLabel("Yes").check();
  assert.deepEqual(await read(), { seizure: true, arthritis: true, urinary_casts: "unknown" });
  await page.getByLabel("I don\u2019t know any of these").check();
  assert.equal(await read(), "unknown");
  assert.equal(await item(0).isVisible(), false);
  await page.getByLabel("I don\u2019t know any of these").uncheck();
  assert.deepEqual(await read(), { seizure: true, arthritis: true, urinary_casts: "unknown" });
  await close();
});

test("dates come and go, and none is an answer", async () => {
  const { page, read, leave, active, button, close } = await field(asked("relapse_dates", "dates"));
  assert.equal(await read(), null);
  await page.getByRole("checkbox", { name: /No relapse$/ }).check();
  assert.deepEqual(await read(), []);
  await button("Add a relapse").click();
  assert.equal(await active(), "day");
  assert.equal(await read(), null);
  await typeDate(page.locator(".row").first(), "", "5", "2025");
  await button("Add another relapse").click();
  await page.getByRole("textbox", { name: "Relapse 2 Year" }).fill("2024");
  assert.deepEqual(await read(), ["2025-05", "2024"]);
  await page.getByRole("checkbox", { name: /I don\u2019t know$/ }).check();
  assert.equal(await read(), "unknown");
  assert.equal(await page.locator(".row").first().isVisible(), false);
  await page.getByRole("checkbox", { name: /I don\u2019t know$/ }).uncheck();
  assert.deepEqual(await read(), ["2025-05", "2024"]);
  await button("Remove Relapse 1").click();
  assert.equal(await active(), "Put back Relapse 1");
  assert.deepEqual(await read(), ["2024"]);
  await page.keyboard.press("Enter");
  assert.equal(await active(), "Relapse 1 Month");
  assert.deepEqual(await read(), ["2025-05", "2024"]);
  await page.locator(".row").nth(1).locator("[id^=year-]").fill("24");
  await leave();
  const wrong = page.locator(".row").nth(1);
  await wrong.getByText("Please type the year with four digits.").waitFor();
  assert.equal(await page.locator(".row").first().locator(".error").count(), 0);
  assert.equal(await wrong.locator("[aria-invalid=true]").getAttribute("id"), await wrong.locator("[id^=year-]").getAttribute("id"));
  await close();
});

test("a medicine keeps its name, its days and how it worked", async () => {
  const { page, read, active, button, close } = await field(asked("medications", "medications"));
  await button("Add a medicine").click();
  assert.equal(await active(), "drug");
  await page.keyboard.type("MabThera");
  const row = page.locator(".row").first();
  await row.getByLabel("No", { exact: true }).check();
  await row.getByText("This is rituximab.").waitFor();
  await typeDate(row.locator("fieldset", { has: page.getByText("Last dose", { exact: true }) }), "", "3", "2025");
  await row.getByLabel("How did it work?").selectOption("failed");
  const mabthera = { drug: "MabThera", ongoing: false, last_dose: "2025-03", response: "failed" };
  assert.deepEqual(await read(), [mabthera]);
  assert.equal(await row.getByLabel("Was it washed out").isVisible(), false);

  await button("Add another medicine").click();
  assert.equal(await row.locator(".entry").isVisible(), false, "a whole entry closes");
  assert.match(await row.innerText(), /Medicine 1: MabThera[\s\S]*Last dose: March 2025/);
  const second = page.locator(".row").nth(1);
  await page.keyboard.type("Aubagio 14 mg");
  await second.getByLabel("Yes", { exact: true }).check();
  await second.getByLabel("Was it washed out").selectOption("confirmed_level");
  assert.deepEqual(await read(), [mabthera, { drug: "Aubagio 14 mg", ongoing: true, elimination: "confirmed_level" }]);
  await second.getByLabel("Name of the medicine").fill("Nobody's drug");
  await page.keyboard.press("Tab");
  await second.getByText("This name is not in our list.").waitFor();
  assert.deepEqual((await read())[1], { drug: "Nobody's drug", ongoing: true }, "what is hidden does not count");
  await button("Done Medicine 2: Nobody's drug").click();
  assert.equal(await active(), "Change Medicine 2: Nobody's drug");
  assert.match(await second.innerText(), /not in our list[\s\S]*Still taken/);

  await button("Change Medicine 1: MabThera").click();
  assert.equal(await active(), "drug");
  assert.equal(await row.getByLabel("Name of the medicine").inputValue(), "MabThera");
  await button("Remove Medicine 1: MabThera").click();
  assert.equal(await active(), "Put back Medicine 1: MabThera");
  assert.equal((await read()).length, 1);
  await page.keyboard.press("Enter");
  assert.deepEqual((await read())[0], mabthera);
  await close();
});

test("what the engine refuses is said at its entry, and nothing typed is lost", async () => {
  const { page, read, leave, button, close } = await field(asked("medications", "medications"));
  // The first entry is blank, so the engine does not count it.
  await button("Add a medicine").click();
  await button("Add another medicine").click();
  const row = page.locator(".row").nth(1);
  await row.getByLabel("Name of the medicine").fill("rituximab");
  await row.getByLabel("No", { exact: true }).check();
  await row.getByRole("textbox", { name: "Medicine 2: rituximab Last dose Year" }).fill("2031");
  await button("Done Medicine 2: rituximab").click();
  assert.equal(await row.locator(".entry").isVisible(), false);
  await page.evaluate(() => { window.refused = [{ part: "0/last_dose", code: "bad_date" }]; });
  await leave();
  await row.getByText("It may lie in the future").waitFor();
  assert.equal(await row.locator(".entry").isVisible(), true, "it opens for the problem");
  const year = row.getByRole("textbox", { name: "Last dose Year" });
  assert.equal(await year.getAttribute("aria-invalid"), "true");
  assert.equal(await year.getAttribute("aria-describedby"), await row.locator(".errors").getAttribute("id"));
  assert.equal(await page.locator(".row").first().locator(".error").count(), 0);
  assert.deepEqual(await read(), [{ drug: "rituximab", ongoing: false, last_dose: "2031" }]);
  await page.evaluate(() => window.field.focus("0/last_dose"));
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), "true");
  await close();
});

test("an entry without a name stays open and says so", async () => {
  const { page, read, button, close } = await field(asked("medications", "medications"));
  await button("Add a medicine").click();
  await page.getByLabel("How did it work?").selectOption("working");
  await button("Done Medicine 1").click();
  await page.getByText("Please type the name of the medicine").waitFor();
  const name = page.getByRole("combobox", { name: "Medicine 1 Name of the medicine" });
  assert.equal(await name.getAttribute("aria-invalid"), "true");
  assert.equal(await read(), null);
  await name.fill("prednisolone");
  await page.getByRole("combobox", { name: "How is it taken?" }).waitFor({ state: "attached" });
  await page.keyboard.press("Tab");
  await page.getByRole("combobox", { name: "How is it taken?" }).selectOption("oral");
  assert.deepEqual(await read(), [{ drug: "prednisolone", route: "oral", response: "working" }]);
  assert.equal(await page.locator(".error").count(), 0);
  await button("Remove Medicine 1: prednisolone").click();
  assert.equal(await read(), null);
  await close();
});

test("a study medicine may have no name", async () => {
  const { page, read, button, close } = await field(asked("last_investigational_agent", "medications"));
  await page.getByRole("checkbox", { name: /Never$/ }).check();
  assert.deepEqual(await read(), []);
  await button("Add a study medicine").click();
  await page.getByRole("textbox", { name: "Last dose Year" }).fill("2026");
  assert.equal(await read(), "2026");
  await button("Add another study medicine").click();
  await page.getByLabel("Name of the medicine").last().fill("XY-12");
  assert.deepEqual(await read(), [{ drug: "?", last_dose: "2026" }, { drug: "XY-12" }]);
  await close();
});

test("a dose needs its name and its milligrams", async () => {
  const { page, read, leave, button, close } = await field(asked("steroid_doses_28d", "doses"));
  await button("Add a dose").click();
  assert.deepEqual(await page.locator("datalist option").evaluateAll((options) => options.map(({ value }) => value)), ["prednisolone"]);
  await page.getByRole("textbox", { name: "Dose in mg a day" }).fill("7,5");
  await leave();
  await page.getByText("Please type the name of the medicine").waitFor();
  await page.getByLabel("Name of the medicine").fill("Prednisolone");
  await page.getByLabel("How is it taken?").selectOption("oral");
  await typeDate(page.locator("fieldset", { has: page.getByText("First day of this dose", { exact: true }) }).last(), "2", "11", "2026");
  assert.deepEqual(await read(), [{ drug: "Prednisolone", dose: { value: 7.5, unit: "mg/d" }, route: "oral", from: "2026-11-02" }]);
  await page.getByRole("textbox", { name: "Dose in mg a day" }).fill("1,234");
  await leave();
  await page.getByText("The comma could mark thousands").waitFor();
  await close();
});

test("a titre is read as reports print it", async () => {
  const { page, read, leave, close } = await field(asked("ana_titer", "titre", { who: ["report", "study"] }));
  assert.equal(await page.getByRole("button", { name: "Add the date" }).isVisible(), false);
  await page.getByLabel("Positive, with a number").check();
  const number = page.getByLabel("1 to");
  await number.fill("1:160 speckled");
  await leave();
  await page.getByText("Please type only the number after").waitFor();
  assert.equal(await number.inputValue(), "1:160 speckled");
  await number.fill("1:160");
  assert.equal(await read(), 160);
  // The message goes when the field is left; this page has no guard against that under a press.
  await leave();
  await page.getByText("Please type only the number after").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Add the date" }).click();
  await page.getByRole("textbox", { name: "Date of this result Year" }).fill("2026");
  assert.deepEqual(await read(), { value: 160, on: "2026" });
  await page.getByLabel("Positive, no number given").check();
  assert.deepEqual(await read(), { value: "positive_no_titre", on: "2026" });
  await page.getByLabel("I don\u2019t know").check();
  assert.equal(await read(), "unknown");
  await close();
});

test("a result takes the laboratory's own upper limit in its unit", async () => {
  const { page, read, leave, close } = await field(asked("bilirubin_total", "quantity", { who: ["report"], units: ["umol/L", "mg/dL"], unit_obligatory: true }));
  const limit = page.getByRole("textbox", { name: "Upper limit on the report" });
  await limit.fill("3-21");
  await leave();
  await page.getByText("Please add the result that goes with this upper limit.").waitFor();
  assert.match(await limit.getAttribute("aria-describedby"), /hint/, "its hint stays");
  await page.getByRole("textbox", { name: /Value$/ }).fill("12");
  await page.getByLabel("Unit").selectOption("umol/L");
  assert.deepEqual(await read(), { value: 12, unit: "umol/L", upper_limit: { value: 21, unit: "umol/L" } });
  await limit.fill("> 21");
  await leave();
  await page.getByText("Please type the upper limit as a number").waitFor();
  assert.equal(await limit.getAttribute("aria-invalid"), "true");
  await page.getByRole("checkbox").check();
  assert.equal(await read(), "unknown");
  await close();
});

test("a count and a yes or no can carry their day", async () => {
  const edss = await field(asked("edss", "count", { who: ["report"] }));
  await edss.page.getByRole("textbox", { name: /Value$/ }).fill("3,5");
  assert.equal(await edss.read(), 3.5);
  await edss.page.getByRole("button", { name: "Add the date" }).click();
  await edss.page.getByRole("textbox", { name: "Date of this result Year" }).fill("2026");
  assert.deepEqual(await edss.read(), { value: 3.5, on: "2026" });
  await edss.close();
  const cells = await field(asked("b_cell_reconstitution", "yes_no", { who: ["report", "study"] }));
  await cells.page.getByLabel("No", { exact: true }).check();
  await cells.page.getByRole("button", { name: "Add the date" }).click();
  await cells.page.getByRole("textbox", { name: "Date of this result Year" }).fill("2026");
  assert.deepEqual(await cells.read(), { value: false, on: "2026" });
  await cells.close();
});

const everyKind = [
  asked("biologics_ever", "choices", { choices: ["none", "asthma", "skin"] }),
  asked("sledai_2k_items", "items", { choices: lupusItems }),
  asked("relapse_dates", "dates"),
  asked("medications", "medications"),
  asked("last_investigational_agent", "medications"),
  asked("steroid_doses_28d", "doses"),
  asked("ana_titer", "titre", { who: ["report", "study"] }),
  asked("alt", "quantity", { who: ["report"], units: ["U/L", "ukat/L"] }),
];
for (const question of everyKind) {
  test(`${question.measure}: sound, large enough, narrow enough, and starts again`, async () => {
    for (const [width, zoom] of [[320, ""], [360, "200%"]]) {
      const { page, read, close } = await field(question, { width, height: 740 });
      await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, zoom);
      const add = page.locator(".answer > .options > button").first();
      for (const name of (await add.count()) ? ["Nobody\u2019s medicine with a very long name indeed", "rituximab"] : []) {
        await add.click();
        const drug = page.locator("input.drug").last();
        if (await drug.count()) await drug.fill(name);
        if (await page.locator("input.digits4").last().isVisible()) await page.locator("input.digits4").last().fill("20");
      }
      await page.locator("h1").focus();
      assert.deepEqual(await axe(page), []);
      await page.evaluate(() => { for (const hidden of document.querySelectorAll("form [hidden]")) hidden.hidden = false; });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, "nothing scrolls sideways");
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("button, select, label.option, input[type=text]")]
          .map((target) => ({ name: target.id || target.textContent, box: target.getBoundingClientRect() }))
          .filter(({ name, box }) => name !== "" && box.width > 0 && (box.width < 44 || box.height < 44))
          .map(({ name, box }) => `${name}: ${box.width} x ${box.height}`));
      assert.deepEqual(small, []);
      await page.evaluate(() => window.field.restart());
      assert.equal(await read(), null);
      assert.equal(await page.locator(".row").count(), 0);
      assert.equal(await page.locator(".error").count(), 0);
      await close();
    }
  });
}
