import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

globalThis.document = { documentElement: {} };
const { bestLanguage } = await import("../../www/languages.js");
const { formatDays, languages, useLanguage, useLocales, usePerson, word } = await import("../../www/words.js");

const root = new URL("../../", import.meta.url);
const read = (name) => readFileSync(new URL(name, root), "utf8");
const names = readdirSync(new URL("www/locales/", root)).map((file) => file.replace(".json", ""));
const locales = Object.fromEntries(names.map((name) => [name, JSON.parse(read(`www/locales/${name}.json`))]));
const english = locales.en;
const others = names.filter((name) => name !== "en");
const trials = JSON.parse(read("pkg/trials.json"));

const isText = (node) => typeof node === "string";
/** A choice of words by number: in English always "one" and "other". */
const isPlural = (node) => !isText(node) && isText(node.other) && isText(node.one);
const holes = (text) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

/** Calls `visit` for every text or plural of the English file with what another has at its place. */
function compare(one, other, path, visit) {
  if (isText(one) || isPlural(one)) return visit(one, other, path);
  for (const key of Object.keys(one)) compare(one[key], other?.[key], [...path, key], visit);
}

test("there are four languages, each of which names itself and its direction", () => {
  assert.deepEqual(names.toSorted(), ["en", "he", "sv", "zh-Hans"]);
  for (const name of names) {
    assert.equal(locales[name].language, name);
    assert.equal(locales[name].direction, name === "he" ? "rtl" : "ltr");
    assert.equal(new Intl.NumberFormat(locales[name].dates_and_numbers).resolvedOptions().locale.split("-")[0], name.split("-")[0]);
  }
});

for (const name of others) {
  const locale = locales[name];

  test(`${name} has each text, with the same gaps to fill`, () => {
    const categories = new Intl.PluralRules(locale.dates_and_numbers).resolvedOptions().pluralCategories.toSorted();
    compare(english, locale, [], (one, other, path) => {
      const at = path.join(".");
      if (isText(one)) {
        assert.ok(isText(other), `${at} is missing`);
        assert.ok(one === "" || other.trim() !== "", `${at} is empty`);
        assert.deepEqual(holes(other), holes(one), at);
        return;
      }
      assert.deepEqual(Object.keys(other ?? {}).toSorted(), categories, at);
      assert.deepEqual(holes(other.other), holes(one.other), at);
      for (const text of Object.values(other)) for (const hole of holes(text)) assert.ok(holes(one.other).includes(hole), `${at}: ${hole}`);
    });
  });

  test(`${name} has no text that English lacks, but for those of the trial files`, () => {
    const check = (one, other, path) => {
      if (isText(other) || isPlural(one)) return;
      for (const key of Object.keys(other)) {
        const ofTrial = path[0] === "trials" && path.length === 2 && ["title", "contact", "criteria", "notes", "remarks", "arms"].includes(key);
        if (ofTrial) continue;
        assert.ok(Object.hasOwn(one, key), `${[...path, key].join(".")}`);
        check(one[key], other[key], [...path, key]);
      }
    };
    check(english, locale, []);
  });

  test(`${name} translates each rule, note, remark and contact of each trial, and nothing else`, () => {
    for (const { id, criteria, arms = [] } of trials) {
      const { title, contact, criteria: rules, notes, remarks = {}, arms: groups = {} } = locale.trials[id];
      assert.ok(title && contact, id);
      assert.deepEqual(Object.keys(rules), criteria.map((one) => one.id), id);
      assert.deepEqual(Object.keys(notes), criteria.filter(({ note }) => note).map((one) => one.id), id);
      const remarked = criteria.filter((one) => one.remarks);
      assert.deepEqual(Object.entries(remarks).map(([rule, some]) => [rule, Object.keys(some).length]), remarked.map((one) => [one.id, one.remarks.length]), id);
      assert.deepEqual(Object.keys(groups), arms.map((arm) => arm.name), id);
    }
  });

  test(`${name} keeps every number of the rules`, () => {
    // A full point, a comma or a month's name may stand in the place of a sign; the digits may not change.
    const figures = (text) => (text.replace(/[\u2070-\u2079\u00b9\u00b2\u00b3]+/g, " $&").normalize("NFKC").replace(/(\d)[,.](\d)/g, "$1.$2").match(/\d+(?:\.\d+)?/g) ?? []).toSorted();
    for (const { id, criteria } of trials) {
      for (const { id: rule, text } of criteria) {
        const translated = figures(locale.trials[id].criteria[rule]);
        // Numbers that are words in English ("two") may be digits elsewhere; none may be lost.
        for (const figure of new Set(figures(text))) assert.ok(translated.includes(figure), `${id} ${rule}: ${figure} in ${locale.trials[id].criteria[rule]}`);
      }
    }
  });

  test(`${name} promises nothing`, () => {
    const forbidden = { sv: /beh\u00f6rig|kvalificera|garanter/i, "zh-Hans": /\u7b26\u5408\u8d44\u683c|\u5165\u9009|\u4fdd\u8bc1/, he: /\u05d6\u05db\u05d0\u05d9|\u05de\u05d5\u05d1\u05d8\u05d7/ }[name];
    const { trials: _, ...ours } = locale;
    const whole = JSON.stringify(ours);
    assert.doesNotMatch(whole, forbidden);
    assert.notEqual(locale.page.translated, "", "that nobody has reviewed it is said");
  });
}

test("each text is asked for somewhere", () => {
  const scripts = readdirSync(new URL("www/", root), { recursive: true }).filter((name) => name.endsWith(".js")).map((name) => read(`www/${name}`)).join("\n");
  const engine = readdirSync(new URL("src/", root), { recursive: true }).filter((name) => name.endsWith(".rs")).map((name) => read(`src/${name}`)).join("\n");
  // A key is named in a script, is a word of the engine, or an id of a trial file.
  const named = new Set([...`${scripts}\n${engine}\n${JSON.stringify(trials)}`.matchAll(/[\w{}*[\]./^%:+-]+/g)].flatMap(([text]) => [text, ...text.split(/[.:"]/)]));
  // Serde makes these of the names of variants; scripts put others together.
  const snake = [...engine.matchAll(/\b[A-Z]\w+\b/g)].map(([text]) => text.replace(/(?<!^)([A-Z])/g, "_$1").toLowerCase());
  for (const word of snake) named.add(word);
  const made = [/^(low|high)(_date)?$/, /_(low|high|if|hint|ask|note|yes|no|taken|items|converted)$/, /^(news|plain)_/, /^\d+$/, /_first$/, /\//, /_date$/, /\.(inconsistent|out_of_range)$/];
  const unused = [];
  const look = (node, path) => {
    // Each of these is the name of a drug; the last test of this file says so.
    if (path[0] === "drugs" && path.length > 1) return;
    const key = path.at(-1) ?? "";
    if (path.length > 0 && !named.has(key) && !made.some((shape) => shape.test(key))) unused.push(path.join("."));
    if (!isText(node) && !isPlural(node)) for (const child of Object.keys(node)) look(node[child], [...path, child]);
  };
  look(english, []);
  assert.deepEqual(unused, []);
});

test("a wish is met by the whole name of a language, else by its first part, else in English", () => {
  const there = ["en", "he", "sv", "zh-Hans"];
  for (const [wishes, met] of [[["sv"], "sv"], [["sv-FI"], "sv"], [["zh-CN"], "zh-Hans"], [["ZH-hans"], "zh-Hans"], [["fr", "he-IL", "en"], "he"], [["fr"], "en"], [[], "en"], [["EN-us"], "en"]]) {
    assert.equal(bestLanguage(wishes, there), met, wishes.join());
  }
});

test("words, plurals and dates follow the language", () => {
  useLocales(new Map(names.map((name) => [name, read(`www/locales/${name}.json`)])));
  assert.deepEqual(languages().toSorted(), names.toSorted());
  const told = {};
  for (const name of names) {
    useLanguage(name);
    told[name] = [word("keep.saved", { count: 2 }), formatDays("2026-11-21", "2027-03-14")];
    assert.equal(globalThis.document.documentElement.dir, locales[name].direction);
  }
  assert.deepEqual(told.he[0], "\u05e9\u05ea\u05d9 \u05ea\u05e9\u05d5\u05d1\u05d5\u05ea \u05e0\u05e9\u05de\u05e8\u05d5.");
  assert.match(told.sv[1], /21 november 2026.*14 mars 2027/);
  assert.match(told["zh-Hans"][1], /^2026\/11\/21 \u2013 2027\/3\/14$/);
});

test("a drug's name in the reader's language is the engine's name, and no name means two drugs", async () => {
  const { drug, drugs, initSync } = await import("../../pkg/trial_prescreen.js");
  initSync({ module: new WebAssembly.Module(readFileSync(new URL("pkg/trial_prescreen_bg.wasm", root))) });
  const { drugName, engineName, findDrug, shownName, useDrugs } = await import("../../www/drugs.js");
  useDrugs(drugs(), drug);
  const ids = drugs().map((one) => one.drug).filter((id) => !id.startsWith("-"));
  for (const name of names) {
    useLanguage(name);
    assert.deepEqual(Object.keys(locales[name].drugs), ids, name);
    const seen = new Set();
    for (const id of ids) {
      for (const local of locales[name].drugs[id].split("; ")) {
        assert.ok(!seen.has(local), `${name}: ${local} twice`);
        seen.add(local);
        assert.equal(findDrug(local)?.drug, id, `${name}: ${local}`);
        assert.equal(findDrug(`${local} 20 mg`)?.drug, id, `${name}: ${local}`);
        // A name of the table itself keeps its meaning.
        const table = local.includes("(") ? null : drug(local);
        assert.ok(table === null || table.drug === id || table.drug.startsWith("-"), `${name}: ${local} is ${table?.drug}`);
      }
    }
    assert.equal(engineName("no such thing"), "no such thing");
    assert.equal(engineName(`x${locales[name].drugs.methotrexate.split("; ")[0]}`).startsWith("methotrexate"), false);
  }
  // Whoever typed a name may be reading another language by now.
  const meant = new Map();
  for (const name of names) {
    for (const [id, list] of Object.entries(locales[name].drugs)) {
      for (const local of list.split("; ")) {
        assert.equal(meant.get(local) ?? id, id, `${local} in two languages`);
        meant.set(local, id);
        assert.equal(findDrug(local)?.drug, id, `${local} read in ${names.at(-1)}`);
      }
    }
  }
  for (const [typed, id] of [["\u5229\u59a5\u6614\u5355\u6297\u6ce8\u5c04\u6db2", "rituximab"], ["\u73af\u78f7\u9170\u80fa\u7247", "cyclophosphamide"], ["Metotrexattabletter", "methotrexate"], ["\u05de\u05ea\u05d5\u05d8\u05e8\u05e7\u05e1\u05d8 5 \u05de\u05f4\u05d2", "methotrexate"]]) assert.equal(findDrug(typed)?.drug, id, typed);
  useLanguage("sv");
  assert.equal(shownName("methotrexate 20 mg"), "metotrexat 20 mg");
  assert.deepEqual([engineName(`${locales.he.drugs.methotrexate.split("; ")[0]} 20 mg`), drugName("cyclophosphamide"), engineName("klorokinX")], ["methotrexate 20 mg", "cyklofosfamid", "klorokinX"]);
});

test("a number has its own form whomever the answers are about", () => {
  useLocales(new Map([["en", read("www/locales/en.json")]]));
  useLanguage("en");
  for (const person of ["me", "child", "other"]) {
    usePerson(person);
    assert.equal(word("keep.opened", { count: 1 }), english.keep.opened.one, person);
    assert.equal(word("record.title"), english.record.title[person]);
  }
});
