// In a page of your own, `pkg/` lies where you have put it; the engine fetches its .wasm from there.
import init, { calculate, Screener } from "../../pkg/trial_prescreen.js";

const [trials] = await Promise.all([fetch("../../pkg/trials.json").then((file) => file.json()), init()]);

const answers = { birth_date: "1990-05", medications: [{ drug: "Gilenya", last_dose: "2026-10-20" }] };
const verdicts = new Screener(trials).screen(answers, "2026-11-21");
const { value, unit } = calculate("ckd_epi_2021_creatinine", { age: 36, sex: "female", creatinine: { value: 70, unit: "umol/L" } });

for (const line of [...verdicts.map(({ trial, status }) => `${trial}: ${status}`), `eGFR: ${Math.round(value)} ${unit}`]) {
  // Text is set as text: what comes from a file or a person is never markup.
  document.querySelector("ul").append(Object.assign(document.createElement("li"), { textContent: line }));
}
