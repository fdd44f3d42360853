// The questions and answers as FHIR R4, and back: nothing is lost, and what cannot be an answer is none.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { catalogue, initSync, Screener } from "../../pkg/trial_prescreen.js";
import { forPeople } from "../../www/asked.js";
import { questionnaire, readResponse, response } from "../../www/fhir/index.js";
import { readKept } from "../../www/keep.js";

const root = new URL("../../", import.meta.url);
const read = (name) => readFileSync(new URL(name, root));
initSync({ module: new WebAssembly.Module(read("pkg/trial_prescreen_bg.wasm")) });
const trials = JSON.parse(read("pkg/trials.json"));
const locales = Object.fromEntries(["en", "sv", "zh-Hans", "he"].map((name) => [name, JSON.parse(read(`www/locales/${name}.json`))]));
/** A trial that brings measures of its own, in English alone. */
const own = {
  ...JSON.parse(read("www/examples/own.json")),
  measures: {
    hla_b27: { kind: "yes_no", who: "report", question: { en: "Is HLA-B27 there?" } },
    colour: { kind: "choice", who: "patient", question: { en: "Which colour?" }, choices: ["deep red", "none", "Y"] },
    colours: { kind: "choices", who: "patient", question: { en: "Which colours?" }, choices: ["deep red", "none", "Y"] },
    length: { kind: "quantity", who: "patient", question: { en: "How long?" }, unit: "cm" },
  },
  criteria: ["hla_b27", "colour", "colours", "length"].map((measure, place) => ({
    id: `E${place + 1}`, kind: "exclusion", text: measure,
    rule: measure === "hla_b27" ? { yes: { measure } } : measure === "length" ? { above: { measure, value: 3, unit: "cm" } } : { one_of: { measure, values: ["Y"] } },
  })),
};

function formOf(some, locale = locales.en, person = "me") {
  return questionnaire({ trials: some, questions: new Screener(some).questions(), catalogue: catalogue(), version: "1.2.3", locale, person });
}

/** All items, those within others too. */
const flat = (items) => items.flatMap((item) => [item, ...flat(item.item ?? []), ...(item.answer ?? []).flatMap((one) => flat(one.item ?? []))]);
const TYPES = ["group", "display", "decimal", "integer", "date", "string", "choice", "quantity"];
const blank = (node) => (typeof node === "object" && node !== null ? (Array.isArray(node) ? node : Object.values(node)).some(blank) || Object.keys(node).length === 0 : node === "" || node === undefined || node === null);

for (const [language, locale] of Object.entries(locales)) {
  for (const some of [...trials.map((trial) => [trial]), trials, [own]]) {
    const ids = some.map(({ id }) => id);
    test(`${ids.join(", ")} in ${language}: the form is as FHIR wants it, and asks all that we ask`, () => {
      const form = formOf(some, locale, "child");
      const items = flat(form.item);
      const links = items.map(({ linkId }) => linkId);
      assert.equal(new Set(links).size, links.length, "each linkId once");
      assert.deepEqual([form.resourceType, form.status, form.subjectType, form.version, form.language], ["Questionnaire", "draft", ["Patient"], "1.2.3", language]);
      assert.match(form.id, /^[A-Za-z0-9.-]{1,64}$/);
      assert.match(form.url, /^urn:[a-z0-9-]{2,31}:[\w:+.-]+$/);
      assert.match(form.name, /^[A-Z]\w{0,254}$/);
      assert.ok(!blank(form), "no empty text, list or object");
      for (const item of items) {
        const { linkId, type, item: inner = [], answerOption = [], enableWhen = [], enableBehavior, text, extension = [] } = item;
        assert.ok(TYPES.includes(type), linkId);
        const hidden = extension.some(({ url }) => url.endsWith("questionnaire-hidden"));
        assert.ok(hidden || text?.trim(), `${linkId} has words`);
        assert.doesNotMatch(text ?? "", /\{\w+\}/, linkId);
        assert.equal(type === "group", type !== "choice" && inner.length > 0, `${linkId}: a group has items, and display none`);
        assert.equal(type === "choice", answerOption.length > 0, linkId);
        for (const { valueCoding: { system, code, display } } of answerOption) {
          assert.match(system, /^(urn:trial-prescreen:\w+|http:\/\/terminology\.hl7\.org\/CodeSystem\/[\w-]+)$/, linkId);
          assert.match(code, /^\S+( \S+)*$/, linkId);
          assert.ok(display.trim(), `${linkId}: ${code}`);
        }
        assert.equal(new Set(answerOption.map(({ valueCoding: { system, code } }) => `${system} ${code}`)).size, answerOption.length, linkId);
        for (const { question } of enableWhen) assert.ok(links.includes(question), linkId);
        assert.equal(enableWhen.length > 1, enableBehavior !== undefined, linkId);
      }
      const asked = forPeople(new Screener(some).questions());
      for (const { measure, units, instead, text } of asked) {
        const item = items.find(({ linkId }) => linkId === measure);
        const row = catalogue().find(({ id }) => id === measure);
        assert.deepEqual((item.code ?? []).map(({ code }) => code), row?.loinc ?? [], measure);
        if (!text) assert.equal(item.text, [locale.questions[measure].ask].map((ask) => ask.child ?? ask)[0], measure);
        const offered = (item.item ?? []).find(({ linkId }) => linkId === `${measure}.value`)?.extension ?? [];
        const codes = offered.filter(({ url }) => url.includes("questionnaire-unitOption")).map(({ valueCoding }) => valueCoding.code);
        // LHC-Forms preselects the first.
        assert.deepEqual(codes, row?.unit_obligatory && units.length > 1 ? [undefined, ...units] : units, measure);
        for (const other of instead) assert.ok(links.includes(other), other);
      }
      assert.equal(/Regenstrief/.test(form.copyright ?? ""), items.some(({ code }) => code));
    });
  }
}

test("a form has the same address in every version and language", () => {
  const [one] = trials;
  assert.equal(formOf([one]).url, formOf([one], locales.he).url);
  assert.notEqual(formOf([one]).url, formOf(trials).url);
  assert.deepEqual(readResponse({ questionnaire: `${formOf(trials).url}|1.2.3` }).trials, trials.map(({ id }) => id));
});

/** Each kind of answer, in each of its forms. @type {[string, unknown][]} */
const ANSWERS = [
  ["sex", "female"],
  ["sex", "unknown"],
  ["glucose_active_medicine", "unsure"],
  ["glucose_active_medicine", "unknown"],
  ["hiv", "unknown"],
  ["hbsag", "not_done"],
  ["hbsag", { value: "negative", on: "2026-10" }],
  ["active_infection", { value: "none", on: "2026-10-03" }],
  ["pregnant", false],
  ["heart_disease", true],
  ["heart_disease", "unknown"],
  ["b_cell_reconstitution", { value: true, on: "2026-11-01" }],
  ["birth_date", "1990"],
  ["birth_date", "1990-05"],
  ["birth_date", "1990-05-17"],
  ["birth_date", "unknown"],
  ["last_major_surgery", "never"],
  ["weight", { value: 42.5, unit: "kg" }],
  ["weight", { value: 94, unit: "[lb_av]" }],
  ["weight", { low: 40, high: 45, unit: "kg" }],
  ["weight", "unknown"],
  ["age", { value: 30, unit: "a" }],
  ["creatinine", { value: 1e-7, unit: "umol/L" }],
  ["creatinine", { below: 0.2, unit: "mg/dL", on: "2026-10-01" }],
  ["creatinine", { low: 70, high: 80, unit: "umol/L", on: "2026" }],
  ["egfr", { above: 90, unit: "mL/min/{1.73_m2}" }],
  ["alt", { value: 70, unit: "U/L", upper_limit: { value: 40, unit: "U/L" } }],
  ["alt", { above: 70, unit: "U/L", upper_limit: { value: 0.7, unit: "ukat/L" }, on: "2026-10-01" }],
  ["alt", { low: 70, high: 90, unit: "U/L", upper_limit: { value: 40, unit: "U/L" } }],
  ["edss", 0],
  ["edss", 3.5],
  ["edss", { low: 2, high: 3.5 }],
  ["edss", { value: 3.5, on: "2026-09-01" }],
  ["edss", "unknown"],
  ["sledai_2k", { value: 8, on: "2026-10-20" }],
  ["ana_titer", 160],
  ["ana_titer", { value: 320, on: "2026-10" }],
  ["ana_titer", "negative"],
  ["ana_titer", { value: "positive_no_titre", on: "2026-10-05" }],
  ["ana_titer", "unknown"],
  ["prior_cell_therapy", ["none"]],
  ["prior_cell_therapy", ["msc"]],
  ["prior_cell_therapy", ["msc", "car_t", "other"]],
  ["prior_cell_therapy", "unknown"],
  ["sledai_2k_items", { rash: true, fever: false, arthritis: "unknown" }],
  ["sledai_2k_items", "unknown"],
  ["relapse_dates", []],
  ["relapse_dates", ["2026-01-03"]],
  ["relapse_dates", ["2026-01-03", "2025-06", "2024"]],
  ["relapse_dates", "unknown"],
  ["medications", []],
  ["medications", "unknown"],
  ["medications", [{ drug: "Gilenya", last_dose: "2026-10", ongoing: false, started: "2020", response: "failed" }, { drug: "prednisolone", ongoing: true, route: "oral" }, { drug: "leflunomide", elimination: "none", dose: { value: 20, unit: "mg/d" } }]],
  ["medications", [{ drug: "x", route: "sc" }]],
  ["medications", [{ drug: "unknown", ongoing: true }]],
  ["last_investigational_agent", "2025-03"],
  ["last_investigational_agent", [{ drug: "tofacitinib", ongoing: true }]],
  ["steroid_doses_28d", []],
  ["steroid_doses_28d", [{ drug: "prednisolone", dose: { value: 7.5, unit: "mg/d" }, from: "2026-11-01", to: "2026-11-10", route: "oral" }, { drug: "hydrocortisone", dose: { value: 20, unit: "mg/d" } }]],
];

const everything = formOf(trials);
const links = new Set(flat(everything.item).map(({ linkId }) => linkId));

/** As another program may keep it: as text. */
const there = (form, answers) => JSON.parse(JSON.stringify(response(form, answers, "2026-11-21")));

for (const [measure, answer] of ANSWERS) {
  test(`${measure} ${JSON.stringify(answer)} comes back as it was`, () => {
    const sent = there(everything, { [measure]: answer });
    assert.deepEqual(readResponse(sent), { answers: { [measure]: answer }, trials: trials.map(({ id }) => id), unread: [] });
    const items = flat(sent.item);
    assert.ok(items.length > 1 && items.every(({ linkId, item, answer: said }) => links.has(linkId) && (item ?? said).length > 0));
    for (const { answer: said = [] } of items) for (const one of said) assert.equal(Object.keys(one).filter((key) => key.startsWith("value")).length, 1);
  });
}

test("every kind of question is among them", () => {
  const kinds = new Set(ANSWERS.map(([measure]) => catalogue().find(({ id }) => id === measure).kind));
  assert.deepEqual(kinds, new Set(catalogue().map(({ kind }) => kind)));
});

test("what has several spellings comes back as the page writes it", () => {
  for (const [measure, given, back] of [
    ["age", 30, { value: 30, unit: "a" }],
    ["ana_titer", "1:160", 160],
    ["ana_titer", { value: "1:320", on: "2026-10-05" }, { value: 320, on: "2026-10-05" }],
    ["last_investigational_agent", "never", []],
    ["prior_cell_therapy", "none", ["none"]],
    ["prior_cell_therapy", "msc", ["msc"]],
  ]) assert.deepEqual(readResponse(there(everything, { [measure]: given })).answers, { [measure]: back });
});

test("measures of the trial's own come back too", () => {
  const form = formOf([own]);
  for (const answers of [
    { hla_b27: true, colour: "deep red", colours: ["deep red", "Y"], length: { below: 3, unit: "cm" } },
    { hla_b27: "unknown", colour: "Y", colours: ["none"], length: "unknown" },
    { colour: "none", colours: ["Y"] },
  ]) assert.deepEqual(readResponse(there(form, answers)).answers, answers);
});

test("who reads a number alone still finds that it is a bound", () => {
  const quantity = (answer) => flat(there(everything, { creatinine: answer }).item).find(({ linkId }) => linkId === "creatinine.value")?.answer[0].valueQuantity;
  assert.deepEqual(quantity({ below: 0.2, unit: "mg/dL" }), { value: 0.2, comparator: "<", unit: "mg/dL", system: "http://unitsofmeasure.org", code: "mg/dL" });
  assert.equal(quantity({ above: 2, unit: "mg/dL" }).comparator, ">");
  assert.equal(quantity({ low: 70, high: 80, unit: "umol/L" }), undefined);
});

test("a response names nobody, and holds only what was answered", () => {
  const sent = there(everything, { sex: "female", nonsense: 1 });
  assert.deepEqual(Object.keys(sent).toSorted(), ["authored", "item", "language", "questionnaire", "resourceType", "status"]);
  assert.deepEqual(flat(sent.item).map(({ linkId }) => linkId), ["group.about", "sex"]);
  assert.deepEqual(there(everything, {}).item, []);
});

/** What two spellings of the same answer have in common. */
function spelt(answers) {
  const all = Object.entries(answers).flatMap(([measure, answer]) => {
    if (measure === "ana_titer") return [[measure, JSON.parse(JSON.stringify(answer).replace(/"1:(\d+)"/, "$1"))]];
    if (answer === "never" && measure === "last_investigational_agent") return [[measure, []]];
    if (answer === "none" && ["biologics_ever", "prior_cell_therapy"].includes(measure)) return [[measure, ["none"]]];
    if (measure === "age" && typeof answer === "number") return [[measure, { value: answer, unit: "a" }]];
    // Not one item is answered.
    return JSON.stringify(answer) === "{}" ? [] : [[measure, answer]];
  });
  return Object.fromEntries(all);
}

for (const file of readdirSync(new URL("tests/people/", root))) {
  const definitions = trials.filter(({ id }) => file === `${id}.json`);
  const screener = new Screener(definitions);
  const form = formOf(definitions);
  const asked = flat(form.item).map(({ linkId }) => linkId);
  for (const { name, answers, as_of } of JSON.parse(read(`tests/people/${file}`))) {
    test(`${file}: ${name} is told the same after the way out and back`, () => {
      const mine = Object.fromEntries(Object.entries(answers).filter(([measure]) => asked.includes(measure)));
      const back = readResponse(there(form, mine));
      assert.deepEqual([back.answers, back.unread], [spelt(mine), []]);
      assert.deepEqual(screener.screen(back.answers, as_of), screener.screen(mine, as_of));
    });
  }
}

const item = (linkId, ...answer) => ({ linkId, answer });
const below = { valueCoding: { system: "urn:trial-prescreen:how", code: "below" } };
const between = { valueCoding: { system: "urn:trial-prescreen:how", code: "between" } };
const unknown = { valueCoding: { system: "http://terminology.hl7.org/CodeSystem/data-absent-reason", code: "asked-unknown" } };
const mg = (value, comparator) => ({ valueQuantity: { value, comparator, unit: "mg/dL" } });

test("another program's form says with a choice what we say with a sign", () => {
  const answers = (...items) => readResponse({ item: items }).answers;
  assert.deepEqual(answers(item("creatinine.how", below), item("creatinine.value", mg(0.2))), { creatinine: { below: 0.2, unit: "mg/dL" } });
  assert.deepEqual(answers(item("creatinine.value", mg(0.2, ">"))), { creatinine: { above: 0.2, unit: "mg/dL" } });
  assert.deepEqual(answers(item("hiv", { valueCoding: { ...unknown.valueCoding, code: "asked-declined" } })), { hiv: "unknown" });
  assert.deepEqual(answers(item("hbsag.on", { valueDate: "2026-10-01" }), item("creatinine.how", below)), {}, "a day without its result is no answer");
});

for (const [what, ...items] of [
  ["at most", item("creatinine.value", mg(2, "<="))],
  ["a sign that its choice denies", item("creatinine.value", mg(2, ">")), item("creatinine.how", below)],
  ["a value beside not knowing it", item("creatinine.value", mg(2)), item("creatinine.said", unknown)],
  ["two values", item("creatinine.value", mg(2), mg(3))],
  ["half a range", item("creatinine.low", mg(2)), item("creatinine.how", between)],
  ["a range in two units", item("creatinine.low", mg(2)), item("creatinine.high", { valueQuantity: { value: 3, unit: "mg/L" } }), item("creatinine.how", between)],
  ["a limit alone", item("alt.limit", mg(2))],
  ["a choice without a code", item("sex", { valueCoding: { display: "Female" } })],
  ["an answer without a value", item("sex", {})],
]) {
  test(`${what} is no answer, and is said to be none`, () => {
    const { answers, unread } = readResponse({ item: [{ linkId: "group.blood", item: items }] });
    assert.deepEqual([answers, unread], [{}, [items[0].linkId.split(".")[0]]]);
  });
}

test("what is not known of a medicine is left out, as on our page", () => {
  const entry = { linkId: "medications.entry", item: [item("medications.entry.drug", { valueString: "x" }), item("medications.entry.ongoing", unknown), item("medications.entry.response", unknown)] };
  assert.deepEqual(readResponse({ item: [entry] }).answers, { medications: [{ drug: "x" }] });
});

test("a file of traps is refused or comes to nothing", () => {
  for (const trap of [null, undefined, 1, "x", [], {}, { item: 1 }, { item: [null, 1, { linkId: null }, { linkId: {}, answer: 1 }, { answer: [null] }] }, { item: [{ linkId: "sex", answer: [{ valueCoding: 3 }] }] }]) {
    assert.deepEqual(readResponse(trap).answers, {});
  }
  const text = (more) => `{"resourceType": "QuestionnaireResponse", ${more}}`;
  const deep = `${'{"item": ['.repeat(100_000)}${"]}".repeat(100_000)}`;
  for (const more of ['"item": []', `"item": [${deep}]`, '"questionnaire": "urn:trial-prescreen:questionnaire:%"']) assert.equal(typeof readKept(text(more)), "string", more.slice(0, 40));
  const kept = readKept(text('"item": [{"linkId": "__proto__", "answer": [{"valueString": "x"}]}]'));
  assert.deepEqual([Object.getPrototypeOf(kept.answers), Object.keys(kept.answers)], [Object.prototype, ["__proto__"]]);
});

test("what cannot be read goes to its field, which names it", () => {
  const kept = readKept(JSON.stringify({ resourceType: "QuestionnaireResponse", questionnaire: `${everything.url}|9`, item: [item("sex", { valueCoding: { code: "female" } }), item("creatinine.value", mg(2, "<="))] }));
  assert.deepEqual(kept, { about: null, trials: trials.map(({ id }) => id), answers: { sex: "female", creatinine: null } });
});
