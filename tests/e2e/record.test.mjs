// A person's own health record: read here, looked over, and used only as far as they say.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { zip } from "../archive.mjs";
import { axe, checkout, diabetes, link, screenshot, singleFile, site, smallTargets } from "./harness.mjs";
import { begin, field, typeQuantity } from "./person.mjs";

const here = site();
const lupus = link("NCT06920433");
const today = "2026-11-21";
const fixture = (name) => readFileSync(`${checkout}tests/fhir/${name}.json`, "utf8");
const file = (contents, name = "record.json") => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(contents) });
const observation = (id, code, value, unit, on) => ({
  resourceType: "Observation",
  id,
  status: "final",
  code: { coding: [{ system: "http://loinc.org", code }] },
  effectiveDateTime: on,
  valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
});
const bundle = (...resources) => JSON.stringify({ resourceType: "Bundle", type: "collection", entry: resources.map((resource) => ({ resource })) });

const place = (frame, measure) => frame.locator(`[data-record="${measure}"]`);
const news = (frame) => frame.locator(".record > [role=status]");

async function openRecord(frame) {
  const opener = frame.getByRole("button", { name: /^Use my (child\u2019s )?health record$/ });
  if ((await opener.getAttribute("aria-expanded")) === "false") await opener.click();
}

async function bring(page, frame, ...files) {
  await openRecord(frame);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), frame.getByRole("button", { name: "Choose files" }).click()]);
  await chooser.setFiles(files);
  await frame.locator(".record progress").waitFor({ state: "hidden" });
}

for (const [name, address] of [["the served page", () => `${here.origin}/www/${lupus}`], ["the single file from a stick", () => `${singleFile}${lupus}`]]) {
  test(`${name}: a record answers what it can, once the person has looked at it`, async () => {
    const { page, frame, log, close } = await here.visit(address(), { today });
    await begin(frame, "me");
    log.markLoaded();
    await typeQuantity(frame, "weight", "60");
    await bring(page, frame, file(fixture("lupus")));
    assert.match(await news(frame).innerText(), /look at each value/);
    assert.match(await place(frame, "upcr").innerText(), /1\.4 g\/g[^]*1 October 2026, a test or measurement, code 2890-2/);
    assert.match(await place(frame, "sle_diagnosis_confirmed").innerText(), /Yes[^]*a diagnosis, code M32\.1/);
    // An office's word for the sex is offered and not ticked.
    assert.equal(await place(frame, "sex").getByLabel("Use none of these").isChecked(), true);
    assert.deepEqual(await axe(frame), []);
    assert.deepEqual(await smallTargets(frame), []);
    await screenshot(page, `record-${name.split(" ")[1]}`);
    // Nothing of it counts yet.
    assert.equal(await field(frame, "upcr").locator("input.number").first().inputValue(), "");
    await place(frame, "sex").locator("label", { hasText: "Female" }).click();
    const ticked = place(frame, "medications");
    assert.equal(await ticked.locator("input:checked").count(), 2, "what was only prescribed is not ticked");

    await frame.getByRole("button", { name: "Use what is chosen" }).click();
    assert.match(await news(frame).innerText(), /^\d+ answers were filled in\. Please look at them\.$/);
    assert.equal(await field(frame, "upcr").locator("input.number").first().inputValue(), "1.4");
    assert.equal(await field(frame, "sex").locator('input[value="female"]').isChecked(), true);
    assert.equal(await field(frame, "sle_diagnosis_confirmed").getByLabel("Yes").isChecked(), true);
    assert.match(await field(frame, "medications").innerText(), /Prednisone[^]*Hydroxychloroquine/i);
    assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "60", "what was typed stays");
    assert.deepEqual([log.sentSinceLoaded, log.errors, log.violations], [[], [], []]);
    await close();
  });
}

test("results that do not agree stand side by side, and an answer already given stays unless it is replaced", async () => {
  const { page, frame, close } = await here.visit(`${here.origin}/www/${diabetes}`, { today });
  await begin(frame, "child");
  await typeQuantity(frame, "weight", "40");
  const record = bundle(
    observation("a", "2160-0", 0.6, "mg/dL", "2026-10-01"),
    observation("b", "2160-0", 0.9, "mg/dL", "2026-10-01"),
    observation("c", "29463-7", 44, "kg", "2026-11-01"),
    observation("d", "718-7", 13, "furlong", "2026-11-01"),
    ...Array.from({ length: 9 }, (_, month) => observation(`h${month}`, "8302-2", 140 + month, "cm", `2026-0${month + 1}-05`)),
  );
  await bring(page, frame, file(record));
  assert.match(await place(frame, "creatinine").innerText(), /do not agree/);
  assert.equal(await place(frame, "creatinine").getByLabel("Use none of these").isChecked(), true);
  assert.equal(await place(frame, "weight").getByLabel("Keep the answer that I gave").isChecked(), true);
  assert.equal(await place(frame, "height").getByLabel("Use none of these").isChecked(), true, "nobody knows if that is the height today");
  assert.match(await place(frame, "height").innerText(), /about now[^]*148 cm[^]*3 older results are not shown/);
  await place(frame, "height").locator("label", { hasText: "148" }).click();
  await place(frame, "weight").locator("label", { hasText: "44" }).click();
  await frame.getByRole("button", { name: "Use what is chosen" }).click();
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "44");
  assert.equal(await field(frame, "height").locator("input.number").first().inputValue(), "148");
  await close();
});

test("the button says whether the part is open, also after another choice of studies", async () => {
  const { frame, close } = await here.visit(`${here.origin}/www/${lupus}`, { today });
  await begin(frame, "me");
  const opener = frame.locator("#record > button");
  const isTrue = async () => [await opener.getAttribute("aria-expanded"), String(await frame.locator(".record").isVisible())];
  assert.deepEqual(await isTrue(), ["false", "false"]);
  await opener.click();
  assert.deepEqual(await isTrue(), ["true", "true"]);
  await frame.locator("#change").click();
  await frame.locator("#choose-all").click();
  await opener.waitFor();
  assert.deepEqual(await isTrue(), ["false", "false"]);
  await close();
});

test("medicines join those that are listed", async () => {
  const { page, frame, close } = await here.visit(`${here.origin}/www/${lupus}`, { today });
  await begin(frame, "me");
  await bring(page, frame, file(fixture("medication-statuses")));
  await frame.getByRole("button", { name: "Use what is chosen" }).click();
  await frame.locator("#answers [data-measure=medications] li").nth(2).waitFor();
  await bring(page, frame, file(fixture("lupus")));
  // What is there already is not offered again.
  await frame.getByRole("button", { name: "Use what is chosen" }).click();
  assert.match(await field(frame, "medications").innerText(), /Ocrelizumab[^]*Natalizumab[^]*Hydrocortisone[^]*Prednisone[^]*Hydroxychloroquine/i);
  await close();
});

test("what cannot be used says what to do, and leaves everything else", async () => {
  const { page, frame, log, close } = await here.visit(`${here.origin}/www/${diabetes}`, { today });
  await begin(frame, "child");
  log.markLoaded();
  await typeQuantity(frame, "weight", "40");
  const says = async (pattern, ...files) => {
    await bring(page, frame, ...files);
    assert.match(await news(frame).innerText(), pattern);
    assert.equal(await frame.getByRole("button", { name: "Use what is chosen" }).count(), 0);
  };
  await says(/broken or cut off/, file('{"resourceType": "Bundle", "entry": ['));
  await says(/C-CDA[^]*Ask your portal/, file('<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>'));
  await says(/PDF/, file("%PDF-1.7"));
  await says(/empty/, file(""));
  await says(/not a health record/, file('{"answers": {}}'));
  await says(/too large/, file(zip({ "bomb.json": Buffer.alloc(64_000_000) }), "bomb.zip"));
  await says(/broken or cut off/, file(JSON.stringify({ verifiableCredential: ["e30.AAAA.x"] })));
  await says(/Nothing in these files/, file(fixture("two-patients")));
  assert.match(await frame.locator(".found").innerText(), /more than one person/);
  await says(/Nothing in these files/, file(fixture("circular-reference")));
  // One broken file of several: nothing of the others is used either.
  await says(/broken or cut off/, file(fixture("type-1-diabetes")), file("{", "other.json"));
  assert.equal(await field(frame, "weight").locator("input.number").first().inputValue(), "40");
  assert.deepEqual([log.sentSinceLoaded, log.errors, log.violations], [[], [], []]);
  await close();
});

test("a phone's export and a health card are unpacked here, and a dropped file is read", async () => {
  const { page, frame, log, close } = await here.visit(`${singleFile}${diabetes}`, { today });
  await begin(frame, "child");
  log.markLoaded();
  const weight = observation("w", "29463-7", 41, "kg", "2026-11-01");
  await bring(page, frame, file(zip({ "apple_health_export/clinical-records/Observation-1.json": JSON.stringify(weight), "apple_health_export/export.xml": "<x/>" }), "export.zip"));
  assert.match(await place(frame, "weight").innerText(), /41 kg[^]*1 November 2026/);
  const payload = deflateRawSync(JSON.stringify({ vc: { credentialSubject: { fhirBundle: JSON.parse(bundle(weight)) } } })).toString("base64url");
  await bring(page, frame, file(JSON.stringify({ verifiableCredential: [`e30.${payload}.x`] }), "card.smart-health-card"));
  assert.match(await place(frame, "weight").innerText(), /41 kg/);

  const height = bundle(observation("h", "8302-2", 150, "cm", "2026-11-01"));
  for (const [target, reads] of [["#answers h2", false], [".drop", true]]) {
    await frame.evaluate(([where, text]) => {
      const carried = new DataTransfer();
      carried.items.add(new File([text], "record.json"));
      for (const type of ["dragover", "drop"]) document.querySelector(where).dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }));
    }, [target, height]);
    // Text is dragged into fields as ever.
    assert.equal(await frame.evaluate(() => document.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() }))), true);
    if (reads) await place(frame, "height").waitFor();
    assert.equal(await place(frame, "height").count(), reads ? 1 : 0);
  }
  assert.deepEqual([log.sentSinceLoaded, log.errors, log.violations], [[], [], []]);
  await close();
});

test("a hundred thousand results leave the page awake, and can be stopped", async () => {
  const { page, frame, close } = await here.visit(`${here.origin}/www/${diabetes}`, { today });
  await begin(frame, "child");
  const day = (number) => new Date(Date.UTC(2000, 0, 1 + (number % 9000))).toISOString().slice(0, 10);
  const lines = Array.from({ length: 100_000 }, (_, number) => JSON.stringify(observation(`o${number}`, "29463-7", 20 + (number % 40), "kg", day(number)))).join("\n");
  await openRecord(frame);
  const pick = async () => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), frame.getByRole("button", { name: "Choose files" }).click()]);
    await chooser.setFiles([file(lines, "export.ndjson")]);
  };
  await pick();
  // Between two lines the page still hears a press.
  await frame.getByRole("button", { name: "Stop" }).click();
  await news(frame).filter({ hasText: "Stopped" }).waitFor();
  assert.equal(await frame.locator("[data-record]").count(), 0);
  await pick();
  await place(frame, "weight").waitFor({ timeout: 120_000 });
  assert.match(await place(frame, "weight").innerText(), /older results are not shown/);
  await close();
});

test("the review reads in every language on a small screen", async () => {
  for (const language of ["sv", "zh-Hans", "he"]) {
    const { page, frame, close } = await here.visit(`${here.origin}/www/${lupus}&lang=${language}`, { today });
    await frame.locator('#people input[value="me"]').check();
    await frame.locator("#record > button").click();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), frame.locator(".drop button").click()]);
    await chooser.setFiles([file(fixture("lupus"))]);
    await place(frame, "upcr").waitFor();
    assert.deepEqual(await axe(frame), [], language);
    assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true, language);
    await screenshot(page, `record-${language}`);
    await close();
  }
});
