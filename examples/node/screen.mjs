// Screens a made-up person in Node 20 or newer: `npm install && node screen.mjs`.
import { createRequire } from "node:module";
import init, { Screener } from "trial-prescreen";

// A newer Node also takes `import trials from "trial-prescreen/trials.json" with { type: "json" }`.
const trials = createRequire(import.meta.url)("trial-prescreen/trials.json");

// The engine is there after the import; a program that runs in browsers too may still wait for it.
await init();

// The engine has no clock: the day is handed in. What is not answered is unknown, never a default.
const today = "2026-11-21";
const answers = {
  birth_date: "2012-04",
  type1_diabetes: true,
  diabetes_diagnosed: "2026-02-03",
  weight: { value: 46, unit: "kg" },
};

const screener = new Screener(trials);
for (const { trial, status, findings } of screener.screen(answers, today)) {
  const against = findings.filter((finding) => finding.status === "fail").map(({ criterion }) => criterion);
  console.log([trial, status, ...against].join(" "));
}
console.log(`next: ${screener.next(answers, today)?.measure}`);
screener.free();
