// The page as a person meets it: by keyboard, on a phone, with slips of the pen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, diabetes, questionFrame, singleFile, site, smallTargets } from "./harness.mjs";
import { answerByKeyboard, begin, field, focused, girlOfTwelve, lastDay, typeDate, typeQuantity } from "./person.mjs";

const here = site();

const places = { "the served page": () => `${here.origin}/www/${diabetes}`, "the single file from a stick": () => singleFile + diabetes };

const { visit } = here;

/** Nothing sent, nothing refused, nothing thrown. */
function assertQuiet(log) {
  assert.deepEqual(log.sentSinceLoaded, []);
  assert.deepEqual(log.violations, []);
  assert.deepEqual(log.errors, []);
}

const settled = (frame) => frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)));

for (const [name, address] of Object.entries(places)) {
  test(`${name}: a girl of twelve is screened by keyboard alone, and the reasons are read`, async () => {
    const { page, frame, log, close } = await visit(address());
    log.markLoaded();
    assert.match(await frame.locator("#about").innerText(), /Uppsala \(Sweden\)[^]*21 November 2026/);
    const met = await answerByKeyboard(page, frame, girlOfTwelve, "child");
    assert.ok(met.length > 15, `only ${met.length} questions`);
    await page.keyboard.press("Enter");
    assert.equal((await focused(frame)).id, "result-title");
    const verdict = await frame.locator(".verdict").innerText();
    assert.match(verdict, /Nothing found against it so far/);
    assert.match(verdict, /This is not medical advice\. Only the study team decides\. Do not start, stop or change any medicine/);
    assert.ok(verdict.includes(`only until ${lastDay}`), verdict);
    assert.match(await frame.locator(".next").innerText(), /100 million cells/);

    let reached = "";
    for (let presses = 0; presses < 60 && !reached.startsWith("Kidneys"); presses += 1) {
      await page.keyboard.press("Tab");
      reached = (await focused(frame)).text;
    }
    await page.keyboard.press("Enter");
    const reason = await frame.locator('details[data-criterion="E12"]').innerText();
    assert.match(reason, /Pass[^]*GFR <60 ml\/min\/1\.73 m2[^]*48 \u00b5mol\/L[^]*CKiD U25: \d+[^]*EKFC 2021: \d+[^]*below 60/);
    assertQuiet(log);
    await close();
  });

  test(`${name}: a reload keeps nothing`, async () => {
    const { page, frame, log, close } = await visit(address());
    await begin(frame);
    await typeQuantity(frame, "weight", "42.5");
    await page.reload();
    const again = await questionFrame(page);
    await again.locator("#prescreen").waitFor();
    assert.equal(await again.locator("#asked").isVisible(), false);
    assert.equal(await again.locator("#answers input:checked").count(), 0);
    assert.deepEqual(await again.locator("input[type=text]").evaluateAll((inputs) => inputs.filter((input) => input.value !== "").length), 0);
    assert.equal(page.url(), address());
    assert.deepEqual(await page.context().cookies(), []);
    assert.deepEqual((await page.context().storageState()).origins, []);
    assert.deepEqual(log.violations, []);
    await close();
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`${name}: axe is silent in ${colorScheme}, at the start, half-way, with errors and at the result`, async () => {
      const { frame, close } = await visit(address(), { colorScheme });
      assert.deepEqual(await axe(frame), [], "start");
      await begin(frame);
      await field(frame, "sex").getByLabel("Female").check();
      await typeQuantity(frame, "height", "152");
      assert.deepEqual(await axe(frame), [], "half-way");
      await typeQuantity(frame, "weight", "1,234");
      await typeDate(frame, "birth_date", "31", "2", "2014");
      await typeQuantity(frame, "creatinine", "88", "mg/dL");
      await field(frame, "weight").locator(".error").waitFor();
      assert.deepEqual(await axe(frame), [], "errors");
      await typeQuantity(frame, "weight", "120");
      await frame.locator("#result details").evaluateAll((all) => all.forEach((details) => { details.open = true; }));
      assert.deepEqual(await axe(frame), [], "result");
      await close();
    });
  }
}

test("bad input gets a clear refusal at its field, repeats no value, and leaves the rest alone", async () => {
  const { frame, log, close } = await visit();
  log.markLoaded();
  await begin(frame);
  await typeQuantity(frame, "height", "152");
  /** @type {[string, string, RegExp][]} */
  const slips = [
    ["weight", "xyz", /number in digits/],
    ["weight", "NaN", /number in digits/],
    ["weight", "Infinity", /number in digits/],
    ["weight", "1e400", /number in digits/],
    ["weight", "\u0663", /number in digits/],
    ["weight", "1,234", /thousands or decimals/],
    ["weight", "-4567", /outside what is possible/],
    ["weight", "9".repeat(400), /too long/],
  ];
  for (const [measure, text, refusal] of slips) {
    await typeQuantity(frame, measure, text);
    const error = field(frame, measure).locator(".error");
    await error.waitFor();
    assert.match(await error.innerText(), refusal, text.slice(0, 20));
    assert.equal((await frame.locator("body").innerText()).includes(text), false, `repeats ${text.slice(0, 20)}`);
    assert.equal(await field(frame, measure).locator("[aria-invalid=true]").count(), 1);
    assert.equal(await field(frame, "height").locator("input.number").first().inputValue(), "152");
    assert.equal(await field(frame, "height").locator(".error").count(), 0);
  }
  await typeQuantity(frame, "weight", "");
  await settled(frame);
  assert.equal(await field(frame, "weight").locator(".error").count(), 0, "a blank is no mistake");

  await frame.getByRole("button", { name: "Give the age instead" }).click();
  await typeQuantity(frame, "age", "400");
  await field(frame, "age").locator(".error").waitFor();
  await typeQuantity(frame, "age", "12");

  await typeDate(frame, "birth_date", "31", "2", "2014");
  assert.match(await field(frame, "birth_date").locator(".error").innerText(), /does not have this day/);
  await field(frame, "type1_diabetes").getByLabel("Yes").check();
  await typeDate(frame, "diabetes_diagnosed", "1", "1", String(new Date().getFullYear() + 2));
  await field(frame, "diabetes_diagnosed").locator(".error").waitFor();

  await typeQuantity(frame, "systolic_bp", "80");
  await typeQuantity(frame, "diastolic_bp", "95");
  const pressure = frame.locator('fieldset[data-measure$="olic_bp"] .error');
  await pressure.first().waitFor();
  await typeQuantity(frame, "diastolic_bp", "60");
  await settled(frame);
  assert.equal(await pressure.count(), 0);

  // The summary of a section leads to the field.
  await frame.locator("[aria-labelledby=group-about] .summary button", { hasText: "Date of birth" }).click();
  assert.equal((await focused(frame)).measure, "birth_date");
  assert.match(await frame.locator(".verdict").innerText(), /can\u2019t tell yet/);
  assertQuiet(log);
  await close();
});

test("a creatinine in the wrong unit is asked about, never converted", async () => {
  const { frame, close } = await visit();
  await begin(frame);
  await typeQuantity(frame, "creatinine", "88");
  assert.match(await field(frame, "creatinine").locator(".error").innerText(), /choose the unit/);
  await typeQuantity(frame, "creatinine", "88", "mg/dL");
  const creatinine = field(frame, "creatinine");
  await creatinine.getByText("Did you mean 88 \u00b5mol/L?").waitFor();
  assert.equal(await creatinine.locator("select[id^=unit-]").inputValue(), "mg/dL");
  await creatinine.getByRole("button", { name: /change the unit/ }).click();
  assert.equal(await creatinine.locator("select[id^=unit-]").inputValue(), "umol/L");
  assert.equal(await creatinine.locator("input.number").first().inputValue(), "88");
  await settled(frame);
  assert.equal(await creatinine.locator(".mixup").isVisible(), false);
  assert.equal(await creatinine.locator(".error").count(), 0);
  await close();
});

test("a range, a report's \"<\" and a year are taken as they are said", async () => {
  const { frame, close } = await visit();
  await begin(frame);
  const weight = field(frame, "weight");
  await weight.getByLabel("How exactly?").selectOption("between");
  await weight.getByLabel("From").fill("45");
  await weight.getByLabel("and", { exact: true }).fill("55,5");
  await typeDate(frame, "birth_date", "", "", String(new Date().getFullYear() - 12));
  await frame.getByText("100 million or 200 million cells, depending on the exact weight").waitFor();
  await typeQuantity(frame, "c_peptide_fasting", "<0,12", "nmol/L");
  const status = (criterion) => frame.locator(`details[data-criterion="${criterion}"] .status`).innerText();
  assert.equal(await status("E1"), "Pass");
  assert.equal(await status("I3"), "Pass");
  assert.equal(await status("I5"), "Does not fit");
  await field(frame, "c_peptide_fasting").locator("input.number").first().fill("");
  await field(frame, "c_peptide_fasting").getByLabel("I don\u2019t know").check();
  assert.equal(await status("I5"), "Not known yet");
  await close();
});

test("questions come and go without taking the focus or losing what was typed", async () => {
  const { page, frame, close } = await visit();
  await begin(frame);
  assert.equal(await field(frame, "nyha_class").isVisible(), false);
  await field(frame, "heart_disease").getByLabel("Yes").focus();
  await page.keyboard.press("Space");
  await field(frame, "nyha_class").waitFor();
  assert.equal((await focused(frame)).measure, "heart_disease");
  await page.keyboard.press("ArrowDown");
  await settled(frame);
  assert.equal(await field(frame, "nyha_class").isVisible(), false);

  await typeQuantity(frame, "height", "152");
  await field(frame, "c_peptide_fasting").locator("input.number").first().fill("0,3");
  await typeQuantity(frame, "weight", "120");
  await frame.getByText("cannot change this result").waitFor();
  assert.equal(await field(frame, "height").isVisible(), true, "an answered question stays");
  assert.equal(await field(frame, "malignancy").isVisible(), false);
  await frame.getByRole("button", { name: "Show them anyway" }).click();
  await field(frame, "malignancy").waitFor();
  assert.equal((await focused(frame)).measure, "type1_diabetes", "the focus goes to the first question that came");
  await typeQuantity(frame, "weight", "60");
  assert.equal(await field(frame, "c_peptide_fasting").locator("input.number").first().inputValue(), "0,3");
  await close();
});

test("what is missing leads to its question, and names no detail before its time", async () => {
  const { frame, close } = await visit();
  await begin(frame);
  await frame.locator("[data-part=missing] summary").click();
  const names = await frame.locator("[data-part=missing] button").allInnerTexts();
  assert.ok(names.includes("Heart disease") && !names.includes("NYHA class"), names.join(", "));
  await frame.locator("[data-part=missing]").getByRole("button", { name: "Height" }).click();
  assert.equal((await focused(frame)).measure, "height");
  await close();
});

test("the verdict is spoken when it changes, and only then", async () => {
  const { frame, close } = await visit();
  await begin(frame);
  await frame.waitForTimeout(1100);
  assert.equal(await frame.locator("#voice").innerText(), "");
  await field(frame, "active_infection").getByLabel("Yes, and it is being treated").check();
  await frame.locator("#voice", { hasText: "Probably not now" }).waitFor();
  assert.equal(await field(frame, "malignancy").isVisible(), true, "what passes with time does not end the questions");
  await typeQuantity(frame, "weight", "120");
  await frame.locator("#voice", { hasText: "Probably not a fit" }).waitFor();
  await close();
});

test("the wording follows the person without losing an answer", async () => {
  const { frame, close } = await visit();
  await begin(frame, "me");
  assert.match(await field(frame, "weight").innerText(), /How much do you weigh/);
  await typeQuantity(frame, "weight", "42");
  await begin(frame, "child");
  assert.match(await field(frame, "weight").innerText(), /How much does your child weigh/);
  await begin(frame, "other");
  assert.match(await field(frame, "weight").innerText(), /How much does the person weigh/);
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "42");
  await close();
});

test("starting again asks first, then clears everything", async () => {
  const { frame, close } = await visit();
  await begin(frame);
  await typeQuantity(frame, "weight", "42");
  await frame.locator("#start-again").click();
  assert.equal((await focused(frame)).text, "Keep them");
  await frame.getByRole("button", { name: "Keep them" }).click();
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "42");
  await frame.locator("#start-again").click();
  await frame.getByRole("button", { name: "Clear all answers" }).click();
  assert.equal(await frame.locator("#asked").isVisible(), false);
  assert.equal((await focused(frame)).id, "title");
  assert.equal(await frame.locator("#voice").innerText(), "All answers are cleared.");
  await begin(frame);
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "");
  await close();
});

for (const [what, viewport, zoom] of [["360 px", { width: 360, height: 740 }, ""], ["320 px", { width: 320, height: 640 }, ""], ["text at 200 %", { width: 360, height: 740 }, "200%"]]) {
  test(`nothing scrolls sideways and no target is small: ${what}`, async () => {
    const { frame, close } = await visit(undefined, { viewport });
    await frame.evaluate((size) => { document.documentElement.style.fontSize = size; }, zoom);
    await begin(frame);
    await frame.evaluate(() => {
      for (const hidden of document.querySelectorAll("#asked [hidden], #result [hidden]")) if (hidden instanceof HTMLElement) hidden.hidden = false;
      for (const details of document.querySelectorAll("details")) details.open = true;
      for (const select of document.querySelectorAll("select")) { select.value = "between"; select.dispatchEvent(new Event("change", { bubbles: true })); }
    });
    assert.ok((await frame.evaluate(() => document.documentElement.scrollWidth)) <= viewport.width);
    assert.deepEqual(await smallTargets(frame), []);
    const [words, see] = await Promise.all(["#bar-words", "#see"].map((part) => frame.locator(part).boundingBox()));
    assert.ok(words.x + words.width <= see.x || words.y + words.height <= see.y, "the verdict and its button do not overlap");
    assert.ok(see.height + words.height < viewport.height / 4, "the line at the foot leaves room for the questions");
    await close();
  });
}

for (const [name, address] of Object.entries(places)) {
  test(`${name}: without WebAssembly the rules stand there as text, with the contact`, async () => {
    const context = await here.browser.newContext();
    await context.addInitScript(() => { Object.defineProperty(window, "WebAssembly", { value: undefined }); });
    const page = await context.newPage();
    // On a busy machine a frame may run its scripts before the script above reaches it.
    let frame;
    do {
      await page.goto("about:blank");
      await page.goto(address().split("#")[0]);
      frame = await questionFrame(page);
    } while ((await frame.evaluate(() => typeof WebAssembly)) !== "undefined");
    await frame.locator("#rules-only").waitFor();
    const text = await frame.locator("main").innerText();
    assert.match(text, /Subjects with body weight >100 kg/);
    assert.match(text, /AI\) of lupus nephritis was >2/);
    assert.match(text, /Per-Ola Carlsson/);
    assert.match(text, /not medical advice/);
    assert.equal(await frame.locator("#rules-only .criteria > li").count(), 101);
    assert.deepEqual(await axe(frame), []);
    await context.close();
  });
}
