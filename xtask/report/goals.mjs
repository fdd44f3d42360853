// The goals, each beside its measured figure or the test that holds it, and why where it falls short.

const whole = (number) => Math.round(number).toLocaleString("en-US");
const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const rate = (number) => (number >= 1e6 ? `${(number / 1e6).toFixed(2)} M/s` : `${(number / 1e3).toFixed(1)} k/s`);
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * What, the goal, what was measured, whether that meets it (null where nothing was measured yet), and why not.
 * @typedef {[what: string, goal: string, measured: string, met: boolean | null, why?: string]} Row
 */

/** @type {(f: {[figure: string]: number}) => {[area: string]: Row[]}} */
const areas = (f) => ({
  Correctness: [
    [
      "truly unknown criteria reported as met or not met, 25 criteria, 15 % missing",
      "0, and more decided than by CQL",
      `${f.wrong_unknown} of ${whole(f.unknown_criteria)}; decided ${whole(f.decided)} of ${whole(f.decidable)}, CQL ${whole(f.cql_decided)}`,
      f.wrong_unknown === 0 && f.decided > f.cql_decided,
    ],
    ["EDSS from functional systems, all raw combinations", "1,555,848", "1,555,848, by digest of the whole grid (`tests/golden/edss.rs`)", true],
    ["confirmed worsening and improvement, RAW, PIRA", "the reference's events in every option set", "4,510 events of 40 sets and 444 of 121 random ones, every column (`tests/golden/progression.rs`)", true],
    ["kidney formulas against 50 digits", "1e-12, native = wasm to the bit", "1e-12 on 1,724 people and 14 formulas; 26,392 results the same bits (`tests/golden/kidney.rs`, `tests/bits.rs`)", true],
    ["exact ties at a threshold", "0 wrong", "0 of 1,521 (`tests/golden/exact_ties.csv`)", true],
    ["criteria of the five trials", "101 of 101, verbatim, with cases", "101 of 101; 1,328 cases and 50 people (`tests/trials.rs`, `tests/people.rs`)", true],
  ],
  "Size and speed": [
    [
      "whole widget, brotli, four languages",
      "130 KB (English alone 100 KB)",
      `${kilo(f.prescreen_brotli)}; English alone ${kilo(f.prescreen_brotli - f.locale_sv_brotli - f["locale_zh-Hans_brotli"] - f.locale_he_brotli)}`,
      f.prescreen_brotli <= 130_000,
      "14,000 words of questions, hints, rules and notes in each language do not pack into less; the reading of health records weighs 26 KB, FHIR out and in 4 KB, as measured when they came in. Out of reach without taking features out; it is still the smallest of the pages measured here, with all four languages.",
    ],
    ["wasm, brotli", "55 KB", kilo(f.wasm_brotli), f.wasm_brotli <= 55_000, "The goal was set for one evaluator. The file holds 34 calculators, the search for confirmed worsening, the reading of health records, the checks of definitions and the tables of 134 measures and 70 drugs. The sealed files hold only the part that they use."],
    ["first question, slow network and processor", "1.0 s (SurveyJS 2.4, LHC-Forms 4.5)", `${seconds(f.first_slow)} (SurveyJS ${seconds(f.first_slow_surveyjs)}, LHC-Forms ${seconds(f.first_slow_lhc)})`, f.first_slow <= 1000, "At 1.6 Mbit/s the bytes alone take 1.5 s: it is the size above."],
    ["JavaScript heap after load", "4 MiB", `${f.heap?.toFixed(1)} MiB (SurveyJS ${f.heap_surveyjs?.toFixed(1)}, LHC-Forms ${f.heap_lhc?.toFixed(1)})`, f.heap <= 4],
    ["one person, 25 criteria, findings with reasons, through the API", "20 k/s", `${rate(f.reasons_per_second)} (CQL ${rate(f.cql_per_second)}, fhirpath.js ${rate(f.fhirpath_per_second)}, SurveyJS ${rate(f.surveyjs_per_second)}, none with reasons)`, f.reasons_per_second >= 20_000, "Statuses alone take about a third of the time, most of it for reading thirty answers without trusting them; the rest explains 25 findings and writes every step as objects."],
    ["statuses, per trial, one person and 1,000 trials", "1 M/s", rate(f.trials_per_second_1000), f.trials_per_second_1000 >= 1e6],
    ["progression, visits a second", "2 M/s (pymsprog 2–4 k/s)", `${rate(f.progression_native)} native, ${rate(f.progression_wasm)} wasm${f.progression_pymsprog ? ` (pymsprog ${rate(f.progression_pymsprog)})` : ""}`, f.progression_native >= 2e6 && f.progression_wasm >= 2e6],
    ["CKD-EPI 2021, rows a second, native", "numpy's", `${rate(f.ckd_epi_native)}${f.ckd_epi_numpy ? `; numpy ${rate(f.ckd_epi_numpy)}` : ""}`, f.ckd_epi_numpy ? f.ckd_epi_native >= f.ckd_epi_numpy : null, "numpy works on whole columns with vector instructions; one exponential and one logarithm of `libm` a row, the same bits everywhere, do not."],
  ],
  Experience: [
    ["axe, every page and state", "0", "0 (`tests/e2e/*.test.mjs`)", true],
    ["targets under 24 × 24 px", "0", "0 (`tests/e2e/page.test.mjs`)", true],
    ["strict policy, Trusted Types", "0 violations", "0 (every end-to-end test listens)", true],
    ["languages", "4, at run time, one file each", "4 (`tests/unit/languages.test.mjs`)", true],
    ["reading level of the English words", "Flesch–Kincaid 8, 20 words a sentence", "held (`tests/unit/words.test.mjs`)", true],
    ["questions to a verdict", "published", `${["NCT07523100", "NCT06920433", "NCT06737380", "NCT05061030"].map((id) => f[`questions_${id}`]?.toFixed(1)).join(" / ")} in the engine's order, ${["NCT07523100", "NCT06920433", "NCT06737380", "NCT05061030"].map((id) => f[`protocol_${id}`]?.toFixed(1)).join(" / ")} in the protocol's`, true],
    ["earliest date, what would change", "every time-dependent finding", "windows of findings and verdicts (`tests/laws/time.rs`, `tests/laws/differential.rs`)", true],
    ["mix-ups of units", "each a test", "23 slips (`tests/golden/units.rs`)", true],
    ["health record dropped on the page", "Bundle, NDJSON, IPS, zip, SMART Health Card", "all five (`tests/e2e/record.test.mjs`)", true],
  ],
  Trust: [
    ["bytes sent after load, three engines", "0", "0 (`tests/engines/`)", true],
    ["ways out refused to a script inside", "all but WebRTC", "no request by any of 79; a name or a connection ahead passes every policy, as WebRTC does (`privacy.md`)", null],
    ["what a page around can read", "height in steps, status after a press", "held (`tests/engines/host.test.mjs`)", true],
    ["panics, executions of the fuzzer", "0 in 10 M (check, record: 1 M)", ["calculate", "screen", "progression", "units", "check", "record"].map((name) => `${name} ${f[name] ? whole(f[name]) : "–"}`).join(", "), ["calculate", "screen", "progression", "units"].every((name) => f[name] >= 1e7) && ["check", "record"].every((name) => f[name] >= 1e6)],
    ["`pkg/` rebuilt elsewhere", "the same bytes", "the same (`cargo xtask reproduce`)", true],
    ["heap over many changes in one page", "flat", f.changes ? `${f.heap_first_mib.toFixed(1)} MiB after a tenth, ${f.heap_last_mib.toFixed(1)} MiB after ${whole(f.changes)} changes` : "–", f.changes ? f.changes >= 1e5 && f.heap_last_mib <= f.heap_first_mib * 1.1 + 1 : null, "Flat, over fewer changes than the goal names: each is done by the page before the next, and a whole run takes the better part of an hour."],
    ["faults put in on purpose that a test notices", "95 %", f.mutants ? `${((100 * f.mutants_caught) / f.mutants).toFixed(1)} % of ${whole(f.mutants)}` : "–", f.mutants ? f.mutants_caught / f.mutants >= 0.95 : null],
  ],
});

/** A table an area. */
export function goals(figures) {
  const row = ([what, goal, measured, met, why]) => {
    const verdict = met === null ? "–" : met ? "met" : `**not met.** ${why ?? ""}`;
    return `| ${what} | ${goal} | ${measured} | ${verdict.trim()} |`;
  };
  return Object.entries(areas(figures))
    .map(([area, rows]) => [`**${area}**`, "", "| what | goal | measured | |", "|---|---|---|---|", ...rows.map(row)].join("\n"))
    .join("\n\n");
}
