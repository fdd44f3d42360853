import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

globalThis.document = { documentElement: {} };
const { useLanguage, useLocales } = await import("../../www/words.js");
const { answerText } = await import("../../www/told.js");
useLocales(new Map([["en", readFileSync(new URL("../../www/locales/en.json", import.meta.url), "utf8")]]));
useLanguage("en");

const told = [
  ["sex", "female", "Female"],
  ["sex", "unknown", "I don\u2019t know"],
  ["last_major_surgery", "never", "Never"],
  ["pregnant", false, "No"],
  ["edss", 3.5, "3.5"],
  ["birth_date", "1985-05", "May 1985"],
  ["weight", { value: 60, unit: "kg" }, "60 kg"],
  ["creatinine", { below: 0.2, unit: "mg/dL", on: "2026-10-01" }, "< 0.2 mg/dL, on 1 October 2026"],
  ["creatinine", { low: 70, high: 80, unit: "umol/L" }, "between 70 \u00b5mol/L and 80 \u00b5mol/L"],
  ["alt", { value: 70, unit: "U/L", upper_limit: { value: 40, unit: "U/L" } }, "70 U/L, upper limit 40 U/L"],
  ["edss", { low: 2, high: 3 }, "between 2 and 3"],
  ["medications", [], "none"],
  ["medications", [{ drug: "Gilenya", last_dose: "2026-10-20" }, { drug: "Prednisolone", ongoing: true }], "Gilenya, last dose 20 October 2026 and Prednisolone, still taken"],
  ["sledai_2k_items", { seizure: true, cva: false }, "New seizure (fit)"],
  ["sledai_2k_items", { cva: false }, "none"],
  ["hiv", { value: "negative", on: "2026" }, "Negative, on 2026"],
];
for (const [measure, answer, text] of told) {
  test(`${measure} ${JSON.stringify(answer)} is told as ${text}`, () => {
    assert.equal(answerText(measure, answer).toLowerCase(), text.toLowerCase());
  });
}
