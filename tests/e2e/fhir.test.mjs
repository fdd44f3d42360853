// Our questions in another program's form, LHC-Forms: all of them are there, and what is typed there
// comes back to the verdict that our own page gives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FILES } from "../../xtask/widget/lhc.mjs";
import { asJson, page as markup } from "../../xtask/widget/markup.mjs";
import { peer } from "../../xtask/widget/peers.mjs";
import { axe, checkout, diabetes, link, singleFile, site, smallTargets } from "./harness.mjs";
import { begin } from "./person.mjs";

const here = site();
const ORIGIN = "http://forms.test";
const today = "2026-11-21";
const trials = ["NCT05061030", "NCT06737380", "NCT06920433", "NCT07523100", "NIH-11159694"];

/** Each form of an answer that those people lack. */
const RARE = {
  name: "rare answers",
  answers: {
    sex: "unknown",
    alt: { value: 70, unit: "U/L", upper_limit: { value: 40, unit: "U/L" } },
    hemoglobin: { low: 100, high: 110, unit: "g/L", on: "2026-10-01" },
    neutrophils: { above: 1.5, unit: "10*9/L" },
    sledai_2k_items: { rash: true, fever: false, arthritis: "unknown" },
    medications: [{ drug: "rituximab", last_dose: "2026-01-05", ongoing: false }, { drug: "prednisolone", ongoing: true, route: "oral", started: "2020-03-04" }],
    relapse_dates: ["2026-04-18", "2025-02-03", "2024-01-02"],
    ana_titer: 160,
  },
};

const people = (trial) => JSON.parse(readFileSync(`${checkout}tests/people/${trial}.json`, "utf8"));
const flat = (items) => items.flatMap((item) => [item, ...flat(item.item ?? [])]);
const isHidden = ({ extension = [] }) => extension.some(({ url }) => url.endsWith("questionnaire-hidden"));

async function saved(page, frame, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), frame.getByRole("button", { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), data: JSON.parse(readFileSync(await download.path(), "utf8")) };
}
const questions = (page, frame) => saved(page, frame, "Save the questions for health records (FHIR)");
const answersOf = (page, frame) => saved(page, frame, "Save the answers for health records (FHIR)");
const verdictsOf = (page, frame) => saved(page, frame, "Save as data (JSON)");

async function openFile(page, frame, data) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), frame.getByRole("button", { name: "Open my answers" }).click()]);
  await chooser.setFiles({ name: "answers.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(data)) });
  await frame.locator("#kept p", { hasText: /opened/ }).waitFor();
  return frame.locator("#kept [role=status]").innerText();
}

const sent = (log) => log.sentSinceLoaded.filter(({ url }) => !url.startsWith("blob:"));

/** A page with LHC-Forms alone, which can ask for nothing else. */
async function lhc(form) {
  const folder = peer("lforms");
  const html = markup("LHC-Forms", FILES.map((as) => ({ as })), `LForms.Util.addFormToPage(${asJson(form)}, "form", { fhirVersion: "R4" });`);
  const context = await here.browser.newContext({ viewport: { width: 1200, height: 900 } });
  const strangers = [];
  await context.route("**/*", (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin === ORIGIN && pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
    const file = FILES.find((one) => origin === ORIGIN && pathname === `/${one}`);
    if (file) return route.fulfill({ path: `${folder}/dist/lforms/${file}` });
    strangers.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  await page.goto(ORIGIN);
  await page.locator("lhc-item-question").last().waitFor({ timeout: 60_000 });
  return { page, strangers, response: () => page.evaluate(() => LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4")), close: () => context.close() };
}

/** Presses a unit in the list below its field. */
async function chooseUnit(page, field, unit) {
  if ((await field.inputValue()) === unit) return;
  await field.click();
  const options = page.locator("#completionOptions li");
  await options.first().waitFor();
  const texts = await options.allInnerTexts();
  await options.nth(texts.findIndex((text) => text.replace(/^\d+:\s*/, "") === unit)).click();
}

/** Gives LHC-Forms what a response says, control by control. */
async function type(page, items, path = []) {
  const at = (id) => page.locator(`[id="${id}"]`);
  /** @type {{[linkId: string]: number}} */
  const places = {};
  for (const { linkId, item = [], answer = [] } of items) {
    const place = (places[linkId] = (places[linkId] ?? 0) + 1);
    if (place > 1) await at(`add-${[linkId, ...path].join("/")}/${place - 1}`).click();
    for (const [more, one] of answer.entries()) {
      const id = [linkId, ...path, place + (one.valueCoding ? 0 : more)].join("/");
      const { valueCoding: coding, valueQuantity: quantity, valueDate: date } = one;
      if (coding) await at([id, coding.system, coding.code].join("|")).click();
      else {
        if (more > 0) await at(`add-${[linkId, ...path, more].join("/")}`).click();
        const input = date ? at(id).locator("input") : at(id);
        const text = date ? date.replace(/(\d+)-(\d+)-(\d+)/, "$2/$3/$1") : String(quantity?.value ?? one.valueDecimal ?? one.valueInteger ?? one.valueString);
        await input.click();
        await input.fill(text);
        await input.press(date ? "Enter" : "Tab");
        if (quantity) await chooseUnit(page, at(`unit_${id}`), quantity.unit);
      }
      await type(page, one.item ?? [], [...path, place]);
    }
    await type(page, item, [...path, place]);
  }
}

/** What a form with whole dates alone can be told, without the days that nobody is asked for. */
function typeable(answers, form) {
  const hidden = flat(form.item).filter(isHidden).map(({ linkId }) => linkId);
  const dayless = ([measure, answer]) => {
    if (answer?.on === undefined || !hidden.includes(`${measure}.on`)) return [measure, answer];
    const { on: _, ...rest } = answer;
    return [measure, Object.keys(rest).join() === "value" ? rest.value : rest];
  };
  const whole = ([, answer]) => !/"\d{4}(-\d\d)?"/.test(JSON.stringify(answer));
  return Object.fromEntries(Object.entries(answers).filter(whole).map(dayless));
}

for (const trial of trials) {
  test(`${trial}: LHC-Forms asks all that we ask, and its answers come to our verdict`, async () => {
    const { page, frame, log, close } = await here.visit(`${here.origin}/www/${link(trial)}`, { today });
    page.on("dialog", (dialog) => dialog.accept());
    const nothingSent = () => assert.deepEqual([log.errors, log.violations, sent(log)], [[], [], []]);
    /** The page anew, without an answer. */
    const again = async () => {
      nothingSent();
      await page.reload();
      await frame.locator("#people").waitFor();
      log.markLoaded();
    };
    log.markLoaded();
    await begin(frame, "me");
    const { data: form } = await questions(page, frame);
    const theirs = await lhc(form);
    const shown = new Set(await theirs.page.evaluate(() => [...document.querySelectorAll('[id^="item-"]')].filter((node) => node.getClientRects().length > 0).map((node) => node.id.slice(5).split("/")[0])));
    for (const item of flat(form.item)) {
      const later = item.enableWhen?.some(({ answerCoding }) => answerCoding?.code === "between") ?? false;
      // Hints lie behind a button beside their question.
      if (item.type !== "display") assert.equal(shown.has(item.linkId), !later && !isHidden(item), item.linkId);
    }
    await theirs.close();

    // Who has the most to say, and who has a range or a bound.
    const rich = people(trial).toSorted((one, other) => Object.keys(other.answers).length - Object.keys(one.answers).length);
    const bounded = rich.find(({ answers }) => /"(low|below|above)"/.test(JSON.stringify(answers)));
    for (const { name, answers } of new Set([rich[0], bounded, ...(["NCT06920433", "NCT07523100"].includes(trial) ? [RARE] : [])].filter(Boolean))) {
      await again();
      await openFile(page, frame, { answers: typeable(answers, form) });
      const mine = await verdictsOf(page, frame);
      assert.ok(Object.keys(mine.data.answers).length > 0, name);
      const { data: said } = await answersOf(page, frame);
      const theirs = await lhc(form);
      await type(theirs.page, said.item);
      const response = await theirs.response();
      assert.deepEqual(theirs.strangers, []);
      await theirs.close();

      await again();
      const told = await openFile(page, frame, response);
      assert.doesNotMatch(told, /could not|means? nothing/, name);
      const back = await verdictsOf(page, frame);
      assert.deepEqual(back.data.answers, mine.data.answers, name);
      assert.deepEqual(back.data.verdicts, mine.data.verdicts, name);
    }
    nothingSent();
    await close();
  });
}

for (const [place, address] of [["the served page", () => `${here.origin}/www/${diabetes}`], ["the single file from a stick", () => `${singleFile}${diabetes}`]]) {
  test(`${place}: answers go out as FHIR and come back, and nothing is sent`, async () => {
    const { page, frame, log, close } = await here.visit(address(), { today });
    await begin(frame, "child");
    log.markLoaded();
    const answers = { sex: "female", birth_date: "2014-05", weight: { low: 40, high: 45, unit: "kg" }, c_peptide_fasting: { below: 0.15, unit: "nmol/L", on: "2026-10" }, hiv: { value: "negative", on: "2026" } };
    await openFile(page, frame, { about: "child", answers });
    const before = await verdictsOf(page, frame);
    const { name, data: form } = await questions(page, frame);
    assert.equal(name, "questions-2026-11-21.fhir.json");
    assert.match(flat(form.item).find(({ linkId }) => linkId === "birth_date").text, /your child/);
    const { name: file, data: response } = await answersOf(page, frame);
    assert.equal(file, "answers-2026-11-21.fhir.json");
    assert.equal(response.questionnaire, `${form.url}|${form.version}`);
    await frame.locator("#start-again").click();
    await frame.getByRole("button", { name: "Clear all answers" }).click();
    assert.match(await openFile(page, frame, response), /5 answers were opened\.$/);
    assert.deepEqual((await verdictsOf(page, frame)).data, before.data);
    assert.deepEqual([log.errors, log.violations, sent(log)], [[], [], []]);
    assert.deepEqual([await axe(frame), await smallTargets(frame)], [[], []]);
    await close();
  });
}

test("what another program says wrongly is named and shown nowhere else", async () => {
  const { page, frame, log, close } = await here.visit(`${here.origin}/www/${diabetes}`, { today });
  const item = (linkId, answer) => ({ linkId, answer: [answer] });
  const told = await openFile(page, frame, {
    resourceType: "QuestionnaireResponse",
    item: [item("sex", { valueCoding: { code: "neither" } }), item("creatinine.value", { valueQuantity: { value: 98765, unit: "Unit?" } }), item("weight.value", { valueQuantity: { value: 50, comparator: "<=", system: "http://unitsofmeasure.org", code: "kg" } }), item("tb_exposure_3m", { valueCoding: { system: "http://terminology.hl7.org/CodeSystem/v2-0136", code: "N" } })],
  });
  assert.match(told, /^One answer was opened\./);
  assert.match(told, /could not be used here: [^]*[Ss]ex[^]*[Cc]reatinine[^]*[Ww]eight/);
  assert.doesNotMatch(told, /98765|neither|Unit\?/);
  assert.deepEqual(log.errors, []);
  await close();
});
