// Changes answers in the shipped page for a long time and says whether it kept more and more.
//
//   node xtask/soak.mjs [number of changes]
import { writeFileSync } from "node:fs";
import { first, growth, mebibytes } from "./soak/judge.mjs";
import { soak } from "./soak/run.mjs";

const changes = Number(process.argv[2] ?? 100_000);
if (!Number.isSafeInteger(changes) || changes < 20) throw new Error("the number of changes is at least 20");

const written = (number) => number.toLocaleString("en-GB");
const cells = ({ changes: done, seconds, heap, nodes, listeners, documents, wasm }) =>
  [written(done), seconds.toFixed(0), mebibytes(heap).toFixed(2), written(nodes), written(listeners), documents, mebibytes(wasm).toFixed(2)].join(" | ");

const HEAD = `| changes | seconds | JS heap, MiB | nodes | listeners | documents | wasm memory, MiB |
|---|---|---|---|---|---|---|`;
console.log(HEAD);
const lines = [HEAD];
const { readings, kinds, perSecond, errors, product } = await soak(changes, {
  note(reading) {
    lines.push(`| ${cells(reading)} |`);
    console.log(lines.at(-1));
  },
});
const counts = Object.entries(kinds).toSorted(([, one], [, other]) => other - one).map(([kind, count]) => `${kind} ${written(count)}`).join(", ");
lines.push("", `${product}, ${perSecond.toFixed(0)} changes a second. What was done: ${counts}.`);
console.log(lines.slice(-2).join("\n"));

const wrong = [...growth(readings).map((what) => `grew: ${what}`), ...[...new Set(errors)].map((error) => `error in the page: ${error}`)];
for (const line of wrong) console.log(line);
if (process.env.BENCH_RESULT) {
  const [before, after] = [first(readings), readings.at(-1)];
  const figures = {
    changes,
    heap_first_mib: Number(mebibytes(before.heap).toFixed(3)),
    heap_last_mib: Number(mebibytes(after.heap).toFixed(3)),
    nodes_first: before.nodes,
    nodes_last: after.nodes,
  };
  writeFileSync(process.env.BENCH_RESULT, `${JSON.stringify({ versions: { chromium: product }, markdown: lines.join("\n"), figures }, null, 2)}\n`);
}
process.exitCode = wrong.length === 0 ? 0 : 1;
