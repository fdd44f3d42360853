// What may not be said, and what comes only when it is of use: medicines, far days, lists of signs, research news.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, diabetes, link, site } from "./harness.mjs";
import { begin, field, focused, typeDate, typeQuantity } from "./person.mjs";

const here = site();
const today = "2026-11-21";
const settled = (frame) => frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));

async function visit(hash, about = "child") {
  const opened = await here.visit(`${here.origin}/www/${hash}`, { today });
  await begin(opened.frame, about);
  return opened;
}

const verdict = (frame) => frame.locator(".verdict").innerText();
const shown = (frame, ...measures) => Promise.all(measures.map((measure) => field(frame, measure).isVisible()));

test("a medicine in use, an infection and a pregnancy each have words of their own, and none invites to stop", async () => {
  const { frame, close } = await visit(diabetes);
  await field(frame, "systemic_immunosuppressant_current").getByLabel("Yes").check();
  await settled(frame);
  assert.match(await verdict(frame), /Probably not now[^]*a medicine in use now\. Keep to it as the doctor says\. No date is given here/);
  assert.doesNotMatch(await verdict(frame), /That may change|Look again/);
  await begin(frame, "me");
  assert.match(await verdict(frame), /Keep taking it as your doctor says/);
  await field(frame, "systemic_immunosuppressant_current").getByLabel("No", { exact: true }).check();
  await field(frame, "active_infection").getByLabel("Yes, and it is being treated").check();
  await settled(frame);
  assert.match(await verdict(frame), /You can look again when you are well/);
  await field(frame, "active_infection").getByLabel("No", { exact: true }).check();
  await field(frame, "sex").getByLabel("Female").check();
  await field(frame, "childbearing_potential").getByLabel("Yes").check();
  await settled(frame);
  await field(frame, "breastfeeding").getByLabel("Yes").check();
  await settled(frame);
  assert.match(await verdict(frame), /You can ask the study team later, if you wish/);
  await close();
});

test("a far end is not told while the date of diagnosis is open", async () => {
  const { frame, close } = await visit(diabetes);
  await typeDate(frame, "birth_date", "31", "1", "2014");
  await field(frame, "type1_diabetes").getByLabel("Yes").check();
  await settled(frame);
  assert.match(await verdict(frame), /A date is still missing\. It may decide until when/);
  assert.doesNotMatch(await verdict(frame), /2036/);
  await typeDate(frame, "diabetes_diagnosed", "21", "10", "2026");
  await settled(frame);
  assert.match(await verdict(frame), /Only until 20 April 2027/);
  await typeDate(frame, "diabetes_diagnosed", "", "10", "2026");
  await settled(frame);
  assert.match(await verdict(frame), /Perhaps until 29 April 2027\. A month or a year was given without its day/);
  await close();
});

test("which illness it is comes first, and the date of diagnosis right after", async () => {
  const { frame, close } = await visit(link("NCT07523100", "NCT06737380", "NCT05061030"), "me");
  await field(frame, "type1_diabetes").getByLabel("Yes").check();
  await field(frame, "diabetes_diagnosed").waitFor();
  const first = await frame.locator("#groups fieldset[data-measure]:visible").evaluateAll((all) => all.slice(0, 4).map((node) => node.dataset.measure));
  assert.deepEqual(first, ["ms_diagnosis_confirmed", "sle_diagnosis_confirmed", "type1_diabetes", "diabetes_diagnosed"]);
  assert.equal(await field(frame, "gd_lesions_screening").count(), 0, "what only the study can test is never asked");
  assert.match(await frame.locator('.card[data-trial="NCT07523100"]').innerText(), /Not open to new people, by the record of 21 November 2026\./);
  assert.doesNotMatch(await frame.locator('.card[data-trial="NCT05061030"]').innerText(), /Not open to new people/);
  await close();
});

test("walking is asked about once the EDSS is not known", async () => {
  const { frame, close } = await visit(link("NCT07523100"), "me");
  await field(frame, "ms_diagnosis_confirmed").getByLabel("Yes").check();
  await field(frame, "ms_course").getByLabel(/RRMS/).check();
  await settled(frame);
  const walking = ["walking_aid", "walking_distance", "walking_unrestricted"];
  assert.deepEqual(await shown(frame, ...walking), [false, false, false]);
  await field(frame, "edss").getByLabel("I don\u2019t know").check();
  await settled(frame);
  assert.deepEqual(await shown(frame, ...walking), [true, true, true]);
  await field(frame, "walking_aid").getByLabel("I need help").check();
  await settled(frame);
  const rule = frame.locator('details[data-criterion="I2.1"]');
  assert.doesNotMatch(await rule.evaluate((details) => details.textContent), /What is missing[^]*Walking aid/);
  await close();
});

test("a list of signs comes once its count is not known, and says whose list it is", async () => {
  const { frame, close } = await visit(link("NCT06737380", "NCT06920433"), "me");
  await field(frame, "sle_diagnosis_confirmed").getByLabel("Yes").check();
  await settled(frame);
  const unsure = (measure) => field(frame, measure).getByLabel("I don\u2019t know").check();
  assert.deepEqual(await shown(frame, "eular_acr_2019_items", "acr_1997_items", "slicc_2012_items"), [false, false, false]);
  await unsure("eular_acr_2019");
  await unsure("acr_1997_count");
  await settled(frame);
  assert.deepEqual(await shown(frame, "eular_acr_2019_items", "acr_1997_items", "slicc_2012_items"), [true, true, false]);
  for (const measure of ["slicc_2012_total", "slicc_2012_clinical", "slicc_2012_immunologic", "slicc_biopsy_route"]) await unsure(measure);
  await settled(frame);
  assert.deepEqual(await shown(frame, "slicc_2012_items"), [true]);
  for (const [measure, list] of [["eular_acr_2019_items", "EULAR/ACR"], ["acr_1997_items", "ACR"], ["slicc_2012_items", "SLICC"]]) {
    assert.ok((await field(frame, measure).locator("legend").first().innerText()).includes(`(${list} list)`), measure);
  }
  await close();
});

test("a result without its day is asked for its day", async () => {
  const { frame, close } = await visit(link("NCT06737380"), "me");
  await field(frame, "ana_titer").getByLabel("Positive, with a number").check();
  await field(frame, "ana_titer").getByLabel("1 to").fill("320");
  await frame.locator("#title").focus();
  await settled(frame);
  const rule = await frame.locator('details[data-criterion="I3"]').evaluate((details) => details.textContent);
  assert.match(rule, /ANA titer: 1:320/);
  assert.match(rule, /What is missingANA titer: the date of this result/);
  await close();
});

test("a medicine that is still taken is called so, and gets no day", async () => {
  const { page, frame, close } = await visit(link("NCT07523100"), "me");
  await field(frame, "medications").getByRole("button", { name: "Add a medicine" }).click();
  await page.keyboard.type("Gilenya");
  const row = field(frame, "medications").locator(".row").first();
  assert.match(await row.innerText(), /Still taken\?\s+Between two drips or shots\? Choose Yes\./);
  await row.getByRole("button", { name: /^Done/ }).click();
  assert.match(await row.innerText(), /Still taken\? This has no answer yet\./);
  await row.getByRole("button", { name: /^Change/ }).click();
  await row.getByLabel("Yes", { exact: true }).check();
  await settled(frame);
  const read = () => frame.locator('details[data-criterion="E1"]').first().evaluate((details) => details.textContent);
  assert.match(await read(), /Medicine: fingolimod \(still taken\)/);
  assert.doesNotMatch(await read(), /waiting time is|When it fits/);
  // Nor where another one is the reason that the rule fails.
  await field(frame, "medications").getByRole("button", { name: "Add another medicine" }).click();
  await page.keyboard.type("ocrelizumab");
  const other = field(frame, "medications").locator(".row").nth(1);
  await other.getByLabel("No", { exact: true }).check();
  for (const [part, text] of [["Day", "1"], ["Year", "2026"]]) await other.getByRole("textbox", { name: `Last dose ${part}` }).fill(text);
  await other.getByRole("combobox", { name: "Last dose Month" }).selectOption("11");
  await frame.locator("#title").focus();
  await settled(frame);
  assert.match(await read(), /Does not fit now[^]*Medicine: ocrelizumab/);
  assert.doesNotMatch(await read(), /2026|waiting time is|When it fits/);
  assert.match(await verdict(frame), /still taken plays a part here\. To stop or change it is for the doctor to decide/);
  assert.equal(await frame.locator(".verdict .window").count(), 0);
  await close();
});

test("research news says so at the top, and a study has its plain title there", async () => {
  const { frame, close } = await visit(link("NIH-11159694"), "me");
  assert.equal(await frame.locator("#title").innerText(), "Stem cells for severe lupus (MiSLE)");
  assert.match(await frame.locator("#lead").innerText(), /research news, not a study that one can join/);
  assert.match(await frame.locator("#about").innerText(), /Official title\s+A Phase II Controlled Trial/);
  await close();
});

test("headings go down one step at a time, alone and side by side", async () => {
  for (const ids of [["NCT05061030"], ["NCT05061030", "NCT07523100"]]) {
    const { frame, close } = await visit(link(...ids), "me");
    for (const button of await frame.locator(".card button").all()) await button.click();
    for (const summary of await frame.locator("#result details.part > summary:visible").all()) await summary.click();
    await settled(frame);
    assert.deepEqual(await axe(frame), []);
    assert.equal(await frame.locator(ids.length > 1 ? ".panel [data-part=missing] h4" : "[data-part=missing] h3").first().isVisible(), true);
    await close();
  }
});

test("what everyone is asked about an infection can be skipped", async () => {
  const { frame, close } = await visit(diabetes, "me");
  assert.match(await field(frame, "hiv").innerText(), /Everyone is asked this\. It is private\. You can skip it/);
  await typeQuantity(frame, "weight", "abc");
  await frame.locator("#see").click();
  assert.equal((await focused(frame)).measure, "weight");
  await close();
});
