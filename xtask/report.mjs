// Takes what parts of the benchmark have just found (target/bench/<part>.json) into docs/benchmarks/, and writes
// docs/benchmarks.md anew from all that stands there. A part that was not measured again keeps its date.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { goals } from "./report/goals.mjs";
import { headlines } from "./report/headlines.mjs";
import { visits } from "./report/visits.mjs";

/** In the order of the document, with the command that measures each anew. */
const PARTS = [
  ["engines", "Engines on the same rules", "cargo xtask bench engines"],
  ["formulas", "Formulas and the course of the EDSS", "cargo xtask bench formulas"],
  ["page", "The page beside others", "cargo xtask bench page"],
  ["sizes", "Bytes", "cargo xtask bench sizes"],
  ["questions", "Questions to a verdict", "cargo xtask bench questions"],
  ["soak", "Many changes in one page", "cargo xtask bench soak"],
  ["fuzz", "Attacks", "cargo xtask fuzz <target> <executions>"],
  ["mutants", "Faults put in on purpose", "cargo xtask mutants"],
];

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null);

/** What this ran on; the name of a processor and no name of a machine. */
function machine() {
  const [{ model }] = cpus();
  const rust = execFileSync("rustc", ["--version"], { encoding: "utf8" }).split(" ")[1];
  return `${availableParallelism()} cores of ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release().split("-")[0]}, Rust ${rust}, Node ${process.version}`;
}

function take(part) {
  const found = read(file(`target/bench/${part}.json`));
  if (found === null) return;
  const kept = file(`docs/benchmarks/${part}.json`);
  // A part may be measured in pieces, one target of an attack at a time.
  const figures = found.markdown === null ? { ...read(kept)?.figures, ...found.figures } : found.figures;
  const markdown = found.markdown ?? listed(figures);
  const result = { date: new Date().toISOString().slice(0, 10), machine: machine(), versions: found.versions, markdown, figures };
  writeFileSync(kept, `${JSON.stringify(result, null, 1)}\n`);
  rmSync(file(`target/bench/${part}.json`));
}

/** Figures that are their own table. */
function listed(figures) {
  const rows = Object.entries(figures).map(([name, figure]) => `| \`${name}\` | ${figure.toLocaleString("en-US")} |`);
  return ["| target | executions without harm |", "|---|---:|", ...rows].join("\n");
}

function section([part, title, command], result) {
  const versions = Object.entries(result.versions).map(([name, version]) => `${name} ${version}`).join(", ");
  return `## ${title}\n\n\`${command}\`, ${result.date}: ${result.machine}${versions && `; ${versions}`}.\n\n${result.markdown.trim()}\n`;
}

/** Puts text between the marks of a document. */
function fill(path, mark, text) {
  const document = readFileSync(file(path), "utf8");
  const marks = new RegExp(`(<!-- ${mark} -->\\n)[^]*?(<!-- end -->)`);
  writeFileSync(file(path), document.replace(marks, (_, start, end) => `${start}${text}\n${end}`));
}

mkdirSync(file("docs/benchmarks"), { recursive: true });
for (const [part] of PARTS) take(part);
const results = PARTS.flatMap((part) => {
  const result = read(file(`docs/benchmarks/${part[0]}.json`));
  return result === null ? [] : [[part, result]];
});
const figures = Object.assign({}, ...results.map(([, result]) => result.figures));

writeFileSync(
  file("docs/benchmarks.md"),
  `# Benchmarks

Written by \`cargo xtask bench\`. Each part was measured in one run, side by side, on the machine that its heading names, or
says how it was; ratios count, absolute speeds are of that machine. The figures also stand as data in [benchmarks/](benchmarks/).

## Goals, and what is measured

${goals(figures)}

${results.map(([part, result]) => section(part, result)).join("\n")}`,
);
fill("README.md", "measured", headlines(figures));
fill("docs/hosting.md", "visits", visits(figures));
