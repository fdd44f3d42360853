// Four languages in one page: chosen by the address or the browser, switched while answers stand there.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, checkout, diabetes, link, open, phone, questionFrame, screenshot, singleFile, site, smallTargets } from "./harness.mjs";
import { begin, field, typeQuantity } from "./person.mjs";

const here = site();
const names = readdirSync(`${checkout}www/locales`).map((file) => file.replace(".json", ""));
const words = Object.fromEntries(names.map((name) => [name, JSON.parse(readFileSync(`${checkout}www/locales/${name}.json`, "utf8"))]));

const speak = (frame, name) => frame.locator(`#languages button[lang="${name}"]`).click();
const spoken = (frame) => frame.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
const settled = (frame) => frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 60)));

/** Letters of a language that no other of the four has in a text of its own. */
const OWN = { he: /[\u0590-\u05ff]/, "zh-Hans": /[\u4e00-\u9fff]/ };

/** Texts in sight that are still English although the page speaks a language with other letters. */
function leftInEnglish(frame, own) {
  return frame.evaluate((letters) => {
    const shape = new RegExp(letters);
    const left = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, textContent } = walker.currentNode;
      const text = textContent.trim();
      if (!parent.checkVisibility() || parent.closest("[lang]:not(html)") || parent.closest("script, style, datalist")) continue;
      // Four English words in a row are a sentence; names of tests and drugs are not.
      if (!shape.test(text) && /[a-z]{2,}( [a-z]{2,}){3}/.test(text)) left.push(text);
    }
    return left;
  }, own.source);
}

for (const [place, address] of [["the served page", () => `${here.origin}/www/`], ["the single file from a stick", () => singleFile]]) {
  test(`${place}: the address or the browser chooses the language, and English is the last resort`, async () => {
    for (const [locale, hash, lang, dir] of [
      ["en-US", "&lang=sv", "sv", "ltr"],
      ["en-US", "&lang=he", "he", "rtl"],
      ["en-US", "&lang=zh-CN", "zh-Hans", "ltr"],
      ["sv-FI", "", "sv", "ltr"],
      ["he-IL", "&lang=xx", "he", "rtl"],
      ["fr-FR", "", "en", "ltr"],
    ].filter(([locale]) => locale === "en-US" || place === "the served page")) {
      // The driver tells a sealed frame of the browser's language only after it has begun to speak.
      const { page, log, close } = await open(here.browser, `${address()}${diabetes}${hash}`, { locale });
      const frame = await questionFrame(page);
      await frame.locator("#people input").first().waitFor();
      assert.deepEqual(await spoken(frame), [lang, dir], `${locale} ${hash}`);
      assert.equal(await frame.locator('#languages [aria-pressed="true"]').getAttribute("lang"), lang);
      assert.deepEqual([log.errors, log.violations], [[], []]);
      await close();
    }
  });

  test(`${place}: a switch changes every word, keeps everything typed, and fetches nothing`, async () => {
    const { frame, log, close } = await here.visit(`${address()}${link("NCT05061030", "NCT07523100")}`);
    await begin(frame, "child");
    await typeQuantity(frame, "weight", "abc");
    await field(frame, "type1_diabetes").locator('input[value="no"]').check();
    await field(frame, "sex").locator('input[value="female"]').check();
    const add = field(frame, "medications").locator("button", { hasText: words.en.form.lists.medications.add });
    await add.click();
    await frame.locator("input.drug").first().fill("rituximab");
    await frame.locator("#title").focus();
    await settled(frame);
    log.markLoaded();
    for (const name of [...names, "en"]) {
      await speak(frame, name);
      await settled(frame);
      const { page, form, verdict } = words[name];
      assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "abc", name);
      assert.equal(await frame.locator("input.drug").first().inputValue(), "rituximab", name);
      assert.equal(await field(frame, "sex").locator('input[value="female"]').isChecked(), true, name);
      assert.equal(await frame.locator('#people input[value="child"]').isChecked(), true, name);
      assert.equal(await frame.locator("#questions-title").innerText(), page.questions);
      assert.match(await field(frame, "weight").innerText(), new RegExp(words[name].errors.not_a_number.slice(0, 12)));
      assert.equal(await frame.locator("#translated").innerText(), page.translated);
      assert.ok((await frame.locator('.card[data-trial="NCT05061030"]').innerText()).includes(verdict.short.ruled_out), name);
      assert.ok((await field(frame, "medications").innerText()).includes(form.lists.medications.another), name);
      if (OWN[name]) assert.deepEqual(await leftInEnglish(frame, OWN[name]), [], name);
    }
    assert.deepEqual([log.errors, log.violations, log.sentSinceLoaded], [[], [], []]);
    await close();
  });
}

test("no language changes a verdict: a drug means the same after a switch", async () => {
  const { page, frame, close } = await here.visit(`${singleFile}${link("NCT06737380")}&lang=zh-Hans`, { today: "2026-11-21" });
  const drug = words["zh-Hans"].drugs.rituximab.split("; ")[0];
  const answers = { sex: "female", birth_date: "1990-05-05", sle_diagnosis_confirmed: true, medications: [{ drug, ongoing: false, last_dose: "2026-11-01" }] };
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), frame.locator("#kept button").nth(1).click()]);
  await chooser.setFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ answers })) });
  await frame.locator(".verdict").waitFor();
  await settled(frame);
  const verdict = await frame.locator(".verdict").getAttribute("class");
  for (const name of [...names, "zh-Hans"]) {
    await speak(frame, name);
    await settled(frame);
    assert.equal(await frame.locator(".verdict").getAttribute("class"), verdict, name);
    const summary = await field(frame, "medications").locator(".row > .hint").first().innerText();
    assert.ok(!OWN[name] || OWN[name].test(summary), summary);
    assert.equal(await frame.locator("#voice").innerText(), "", "the same result in other words is no news");
  }
  await close();
});

for (const name of names) {
  for (const theme of ["light", "dark", "contrast"]) {
    test(`${name}, ${theme}: axe is silent at the choice, in the questions, guided, with mistakes and at the result`, async () => {
      const { page, frame, log, close } = await here.visit(`${singleFile}#lang=${name}&theme=${theme}`, { today: "2026-11-21" });
      // Colours differ between themes, and nothing else; two states have them all.
      const check = async (state) => {
        if (theme === "light" || ["mistake", "result, all open"].includes(state)) assert.deepEqual(await axe(frame), [], state);
      };
      await check("choice");
      await frame.locator("#choose-all").click();
      await begin(frame, "me");
      await check("questions");
      await frame.locator("#way").click();
      await check("guided");
      await frame.locator("#way").click();
      await typeQuantity(frame, "weight", "abc");
      await field(frame, "type1_diabetes").locator('input[value="yes"]').check();
      await typeQuantity(frame, "c_peptide_fasting", "0.35", "nmol/L");
      await check("mistake");
      await typeQuantity(frame, "weight", "120");
      await frame.locator(".card button").last().click();
      await frame.evaluate(() => document.querySelectorAll("#result details:not([open]) > summary").forEach((summary) => summary.click()));
      await settled(frame);
      await check("result, all open");
      assert.ok((await frame.locator(".scale").count()) > 0, "numbers are drawn");
      assert.deepEqual(await smallTargets(frame), []);
      assert.ok((await frame.evaluate(() => document.documentElement.scrollWidth)) <= phone.width);
      assert.deepEqual([log.errors, log.violations], [[], []]);
      if (theme === "light") await screenshot(page, `result-${name}-360`, false);
      await close();
    });
  }

  test(`${name}: nothing scrolls sideways at 320 px or with text at 200 %, calculators included`, async () => {
    for (const [width, zoom, address] of [[320, "", `${singleFile}#trials=NCT07523100&lang=${name}`], [360, "200%", `${singleFile}#trials=NCT07523100&lang=${name}`], [320, "", `${here.origin}/pkg/calculators.html#edss&lang=${name}`], [320, "", `${here.origin}/pkg/calculators.html#edss_history&lang=${name}`]]) {
      const { page, close } = await open(here.browser, address, { viewport: { width, height: 740 } });
      const frame = await questionFrame(page);
      await frame.locator("#people:visible, #one:visible").first().waitFor();
      await frame.evaluate((size) => { document.documentElement.style.fontSize = size; }, zoom);
      if ((await frame.locator("#people").count()) > 0) await begin(frame, "other");
      await frame.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
      assert.ok((await frame.evaluate(() => document.documentElement.scrollWidth)) <= width, `${width} ${zoom} ${address}`);
      assert.deepEqual(await smallTargets(frame), []);
      await close();
    }
  });

  test(`${name}: the calculators speak it too, and keep what was typed`, async () => {
    const { page, log, close } = await open(here.browser, `${here.origin}/www/calculators.html#ckd_epi_2021_creatinine`);
    const frame = page.mainFrame();
    await frame.locator("#one:visible").waitFor();
    const input = (which) => frame.locator(`[data-input="${which}"]`);
    await input("age").locator("input.number").first().fill("50");
    await input("creatinine").locator("input.number").first().fill("1");
    await input("creatinine").locator("select[id^=unit-]").selectOption("mg/dL");
    await frame.locator("#title").focus();
    await speak(frame, name);
    await settled(frame);
    const { calculators } = words[name];
    assert.equal(await frame.locator("h1").innerText(), calculators.titles.ckd_epi_2021_creatinine);
    assert.equal(await input("age").locator("input.number").first().inputValue(), "50");
    assert.ok((await frame.locator(".calculated").innerText()).length > 0);
    assert.ok((await frame.locator("#one").innerText()).includes(calculators.result.steps) || (await frame.locator("#one").innerText()).includes(calculators.result.title));
    if (OWN[name]) assert.deepEqual(await leftInEnglish(frame, OWN[name]), []);
    await frame.evaluate(() => { location.hash = "#edss_history"; });
    await frame.locator(".history-part").first().waitFor();
    if (OWN[name]) assert.deepEqual(await leftInEnglish(frame, OWN[name]), []);
    assert.deepEqual([log.errors, log.violations], [[], []]);
    assert.deepEqual(await axe(frame), []);
    await close();
  });
}
