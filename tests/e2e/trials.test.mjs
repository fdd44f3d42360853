// Each trial from the first question to the last reason, and all of them at once: hand-written people, a keyboard, a phone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { axe, checkout, link, phone, questionFrame, singleFile, site } from "./harness.mjs";
import { answerByKeyboard, chooseByKeyboard, focused, tabTo } from "./person.mjs";

const here = site();
const places = { "the served page": () => `${here.origin}/www/`, "the single file from a stick": () => singleFile };

const people = (trial) => JSON.parse(readFileSync(`${checkout}tests/people/${trial}.json`, "utf8"));
/** One for each trial: with medicines stopped, with scores, with doses, with a child, with a few words. What the page asks beyond their answers stands beside them. */
const cast = [
  ["NCT07523100", "Goran"],
  ["NCT06920433", "Mei"],
  ["NCT06737380", "Amara", { nonbiologic_continuous_since: "2023-06-01" }],
  ["NCT05061030", "Alva"],
  ["NIH-11159694", "Kim"],
];

function person([trial, name, more = {}]) {
  const found = people(trial).find((one) => one.name.startsWith(name));
  assert.ok(found, `${name} in tests/people/${trial}.json`);
  return { ...found, answers: { ...found.answers, ...more } };
}

/** What the engine says of the same answers, without a page. */
async function judged(answers, asOf) {
  const { initSync, Screener } = await import("../../pkg/trial_prescreen.js");
  initSync({ module: new WebAssembly.Module(readFileSync(`${checkout}pkg/trial_prescreen_bg.wasm`)) });
  const trials = JSON.parse(readFileSync(`${checkout}pkg/trials.json`, "utf8"));
  return new Screener(trials).screen(answers, asOf);
}

function assertQuiet(log) {
  assert.deepEqual(log.sentSinceLoaded, []);
  assert.deepEqual(log.violations, []);
  assert.deepEqual(log.errors, []);
}

async function assertFits(frame) {
  assert.ok((await frame.evaluate(() => document.documentElement.scrollWidth)) <= phone.width, "nothing scrolls sideways");
}

/** Status by rule, as the page draws it. */
function drawn(panel) {
  return panel.locator("details[data-criterion]").evaluateAll((all) => Object.fromEntries(all.map((details) => [details.getAttribute("data-criterion"), details.classList.item(1)])));
}

for (const one of cast) {
  const [trial, name] = one;
  test(`${trial}: ${name} is screened by keyboard alone, and each rule comes out as it should`, async () => {
    const { as_of: today, answers, expect, status } = person(one);
    const { page, frame, log, close } = await here.visit(places["the served page"](), { today });
    log.markLoaded();
    await chooseByKeyboard(page, frame, trial);
    assert.equal((await focused(frame)).id, "title");
    await answerByKeyboard(page, frame, answers, "me");
    assert.deepEqual(await frame.locator("#groups .error").allInnerTexts(), []);
    assert.equal((await focused(frame)).id, "see");
    await page.keyboard.press("Enter");
    assert.equal((await focused(frame)).id, "result-title");
    const panel = frame.locator(`.panel[data-trial="${trial}"]`);
    const wanted = Object.fromEntries(Object.entries(expect).map(([criterion, result]) => [criterion, result.split(":")[0]]));
    assert.deepEqual(await drawn(panel), wanted);
    const kind = trial.startsWith("NIH") ? `news_${status}` : status;
    assert.equal(await panel.locator(`.verdict.${kind}`).count(), 1, await panel.locator(".verdict").innerText());
    await frame.locator("#result details").evaluateAll((all) => all.forEach((details) => { details.open = true; }));
    await assertFits(frame);
    assert.deepEqual(await axe(frame), []);
    assertQuiet(log);
    await close();
  });
}

for (const [name, address] of Object.entries(places)) {
  test(`${name}: all studies at once by keyboard alone, side by side and each with its reasons`, async () => {
    const { as_of: today, answers } = person(cast[0]);
    const { page, frame, log, close } = await here.visit(address(), { today });
    log.markLoaded();
    assert.deepEqual(await axe(frame), []);
    await assertFits(frame);
    await chooseByKeyboard(page, frame);
    await answerByKeyboard(page, frame, answers, "me");
    assert.equal((await focused(frame)).id, "see");
    await page.keyboard.press("Enter");
    for (const { trial, record, status, temporary } of await judged(answers, today)) {
      const kind = record === "informational" ? `news_${status}` : status === "ruled_out" && temporary ? "ruled_out_now" : status;
      const card = frame.locator(`.card[data-trial="${trial}"]`);
      assert.match(await card.getAttribute("class"), new RegExp(`\\b${kind}\\b`), trial);
    }
    assert.match(await frame.locator("#bar-words").innerText(), /1 with nothing against it so far.*probably not/);
    // From a card to its reasons and back.
    await tabTo(page, frame, ({ tag, text }) => tag === "BUTTON" && text === "See why");
    await page.keyboard.press("Enter");
    assert.match((await focused(frame)).text, /STAR\u2011T/);
    assert.match(await frame.locator(".panel:visible .verdict").innerText(), /Nothing found against it so far/);
    await frame.locator("#result details").evaluateAll((all) => all.forEach((details) => { details.open = true; }));
    await assertFits(frame);
    assert.deepEqual(await axe(frame), []);
    await tabTo(page, frame, ({ text }) => text === "Back to the overview", 200);
    await page.keyboard.press("Enter");
    assert.equal((await focused(frame)).text, "Hide the details");
    assertQuiet(log);
    await close();
  });
}

test("nobody who still takes a medicine is shown a day, and all are told who decides", async () => {
  const { as_of: today, answers } = person(["NCT07523100", "David"]);
  const { page, frame, close } = await here.visit(`${here.origin}/www/${link("NCT07523100")}`, { today });
  await answerByKeyboard(page, frame, answers, "me");
  const washout = frame.locator('details[data-criterion="E1"]');
  await washout.locator("summary").first().click();
  const text = await washout.innerText();
  assert.match(text, /fingolimod/);
  assert.doesNotMatch(text, /waiting time|When it fits|Half-life/);
  assert.match(await frame.locator(".verdict").innerText(), /still taken plays a part here\. To stop or change it is for the doctor to decide/);
  assert.equal(await frame.locator(".verdict .window").count(), 0);
  await close();
});

test("without a single lab result the page still says what fits, whom to ask and for what", async () => {
  const { as_of: today, answers } = person(["NCT07523100", "Fatma"]);
  const { page, frame, close } = await here.visit(`${here.origin}/www/${link("NCT07523100", "NCT06737380")}`, { today });
  await answerByKeyboard(page, frame, answers, "me");
  const card = frame.locator('.card[data-trial="NCT07523100"]');
  assert.match(await card.innerText(), /can\u2019t tell yet[^]*\d+ open and \d+ fit so far/);
  const missing = frame.locator(".asks [data-part=missing]");
  await missing.locator("summary").click();
  const text = await missing.innerText();
  assert.match(text, /These are on a report or letter[^]*Neutrophils/);
  await close();
});

test("the record's two readings of a dose stand side by side, and neither is confirmed", async () => {
  const { as_of: today, answers } = person(cast[0]);
  const { page, frame, close } = await here.visit(`${here.origin}/www/${link("NCT07523100")}`, { today });
  await answerByKeyboard(page, frame, answers, "me");
  assert.doesNotMatch(await frame.locator(".next").innerText(), /million cells/, "the numbers are folded away");
  await frame.locator("[data-part=dose] summary").click();
  const text = await frame.locator(".next").innerText();
  assert.match(text, /The record contradicts itself[^]*The unit is not confirmed[^]*if per kg of body weight: 108 million cells[^]*if in all: 1\.5 million cells/);
  await close();
});

test("a change in EDSS is judged by the trial's own words, and is no answer", async () => {
  const { frame, close } = await here.visit(`${here.origin}/www/${link("NCT07523100")}`);
  await frame.locator('input[name="person"][value="me"]').check();
  const change = frame.locator("[data-part=edss]");
  await change.locator("summary").click();
  for (const [from, to, words] of [["4.5", "5.5", /^Counts as deterioration/], ["4.5", "5", /^Does not count/], ["5", "5.5", /^Counts as deterioration in this trial\. From this start, a rise of 0\.5 or more/], ["10", "10", /./]]) {
    await change.getByLabel("EDSS at the start").selectOption(from);
    await change.getByLabel("EDSS later").selectOption(to);
    assert.match(await change.locator(".change-result").innerText(), words, `${from} to ${to}`);
  }
  assert.match(await change.innerText(), /does not say which score the 5 refers to/);
  assert.equal(await frame.locator('fieldset[data-measure="edss"] input.number').first().inputValue(), "");
  await close();
});

test("research news has its own words, no window, no dose and no way to apply", async () => {
  const { as_of: today, answers } = person(["NIH-11159694", "Kim"]);
  const { page, frame, close } = await here.visit(`${here.origin}/www/${link("NIH-11159694")}`, { today });
  await answerByKeyboard(page, frame, answers, "me");
  const result = await frame.locator("#outcome").innerText();
  assert.match(result, /May be relevant/);
  assert.doesNotMatch(result, /joining|Dose|Ask at|Talk to the study team|Nothing found against it/);
  await close();
});
