// Times the same loops as wasm, and the shipped package as a page calls it, in Node: one line a
// figure, `name, how many a run, median seconds, check`. Arguments: the wasm file of the loops, the
// folder of the package, the table of visits and the table of relapses.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const RUNS = 7;
const [loops, pkg, ...tables] = process.argv.slice(2);
const [visits, relapses] = tables.map((table) => readFileSync(table, "utf8").trim().split("\n").slice(1).map((line) => line.split(",")));
/** How often one run of the loop goes over all people. */
const ROUNDS = 100;

function time(name, count, run) {
  const check = run();
  const seconds = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return (performance.now() - start) / 1000;
  });
  seconds.sort((a, b) => a - b);
  console.log([name, count, seconds[(RUNS - 1) / 2], check].join());
}

const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(loops)));
time("wasm ckd_epi", 1_000_000, () => exports.ckd_epi());
time("wasm progression", visits.length * ROUNDS, () => exports.progression());

const { calculate, initSync, progression } = await import(pathToFileURL(join(pkg, "trial_prescreen.js")).href);
initSync({ module: new WebAssembly.Module(readFileSync(join(pkg, "trial_prescreen_bg.wasm"))) });
const ROWS = 20_000;
const rows = Array.from({ length: ROWS }, (_, index) => ({
  age: 18 + (index % 83),
  sex: index % 2 === 0 ? "female" : "male",
  creatinine: { value: 0.4 + ((index * 31) % 997) / 100, unit: "mg/dL" },
}));
time("api ckd_epi", ROWS, () => rows.reduce((sum, inputs) => sum + calculate("ckd_epi_2021_creatinine", inputs).value, 0));

const people = [...new Set(visits.map(([id]) => id))].map((id) => [
  visits.filter((row) => row[0] === id).map(([, date, edss]) => ({ date, edss: Number(edss) })),
  relapses.filter((row) => row[0] === id).map(([, date]) => date),
]);
time("api progression", visits.length, () => people.reduce((sum, [rows, onsets]) => sum + progression(rows, onsets).events.length, 0));
