// How soon, how heavy and how quick our page is beside other programs' pages with the same questions:
// one run, all pages in turn, every time with a cold cache. Prints Markdown tables, and writes them with the
// figures to the file that BENCH_RESULT names.
import { writeFileSync } from "node:fs";
import { browser } from "./devtools.mjs";
import { host } from "./host.mjs";
import { everyTrial, pages } from "./pages.mjs";
import { open } from "./run.mjs";

const ROUNDS = 3;
const CONDITIONS = [
  { name: "as it is", cpu: 1, network: false },
  { name: "slow", cpu: 4, network: true },
];
const SETS = [
  { name: "one trial (NCT05061030)", trials: ["NCT05061030"] },
  { name: "all trials", trials: everyTrial },
];

/** Answers that leave every trial open which asks for them. */
const TEN = [
  ["type1_diabetes", "yes"], ["sex", "female"], ["heart_disease", "no"], ["angina", "no"], ["unstable_cardiovascular", "no"],
  ["dmso_hypersensitivity", "no"], ["other_excipient_hypersensitivity", "no"], ["tb_exposure_3m", "no"], ["weight", "42"], ["height", "152"],
];
/** Turned to and fro; a change here settles nothing. */
const TURNED = ["heart_disease", "angina", "dmso_hypersensitivity", "other_excipient_hypersensitivity", "tb_exposure_3m"];
const KEYS = ["4", "5", "6", "7", "8", "Backspace", "Backspace", "Backspace", "Backspace", "Backspace"];
const DEPARTURES = ["50", "51", "52", "53", "54"];

/** What is timed, and until when. @type {[string, string, "frame" | "quiet"][]} */
const INPUTS = [
  ["key", "key → frame", "frame"],
  ["press", "press → frame", "frame"],
  ["leave", "a number, Tab → all done", "quiet"],
];

async function answerTen(run) {
  for (const [id, value] of TEN) {
    if (!/^\d/.test(value)) {
      await run.choose(id, value);
      if (!(await run.isChosen(id, value))) throw new Error(`${id} does not take "${value}"`);
      continue;
    }
    await run.enter(id);
    for (const digit of value) await run.key(digit);
    if ((await run.valueOf(id)) !== value) throw new Error(`${id} does not take ${value}`);
    await run.key("Tab");
  }
  await run.settle();
}

/** Real keys and presses, each timed until the next frame, and what each costs the main thread. */
async function inputs(run, note) {
  async function each(what, list, act) {
    let work = 0;
    for (const one of list) {
      await run.pause();
      const before = await run.mainWork();
      note(what, await act(one));
      await run.pause();
      work += (await run.mainWork()) - before;
    }
    note(`${what}Work`, work / list.length);
  }
  const turns = TURNED.flatMap((id) => ["unknown", "no"].map((value) => [id, value]));
  await each("press", turns, ([id, value]) => run.time("pointerup", () => run.choose(id, value)));
  await run.enter("height");
  await each("key", KEYS, (key) => run.time("keydown", () => run.key(key)));
  await each("leave", DEPARTURES, async (value) => {
    await run.enter("weight");
    for (const key of ["Backspace", "Backspace", ...value]) await run.key(key);
    await run.settle();
    return run.time("keydown", () => run.key("Tab"));
  });
}

/** All that is learnt of one page in one run. */
async function look(open, ids, note) {
  const run = await open();
  try {
    note("work", await run.work());
    if (Number.isNaN(run.first)) throw new Error("no question appears");
    note("first", run.first);
    await run.settle();
    note("heap", await run.heap());
    const began = await run.begin();
    if (began !== null) note("begin", began);
    await run.settle();
    const there = await run.questions();
    const missing = ids.filter((id) => !there.includes(id));
    if (missing.length > 0) throw new Error(`${missing.length} of ${ids.length} questions are missing, such as ${missing[0]}`);
    note("questions", there.length);
    await answerTen(run);
    note("heapAfter", await run.heap());
    await inputs(run, note);
  } finally {
    await run.close();
  }
}

const ordered = (list) => list.toSorted((a, b) => a - b);
const share = (list, part) => ordered(list)[Math.min(list.length - 1, Math.ceil(list.length * part) - 1)] ?? Number.NaN;
const middle = (list) => share(list, 0.5);
const digits = (number) => (number >= 100 ? number.toFixed(0) : number.toFixed(1));
const spread = (list) => (list.length > 1 ? `${digits(middle(list))} (${digits(ordered(list)[0])}–${digits(ordered(list).at(-1))})` : digits(middle(list)));
const tail = (list) => `${digits(middle(list))}, ${digits(share(list, 0.95))}`;

/** A row: a name, how it is written, and the numbers of each page. */
function row(name, write, lists) {
  const [ours = []] = lists;
  const cells = lists.map((list, place) => {
    if (!list?.length) return "–";
    return place === 0 || !ours.length ? write(list) : `${write(list)}, ×${(middle(list) / middle(ours)).toFixed(1)}`;
  });
  return `| ${[name, ...cells].join(" | ")} |`;
}

const mebibytes = (part) => (heap) => (part === "all" ? heap.script + heap.document + heap.buffers : heap[part]) / 2 ** 20;

function table({ set, figures, sent }) {
  const of = (condition, what, take = (value) => value) => figures.map((page) => (page[condition][what] ?? []).map(take));
  const heading = set.pages.map(({ name }) => name);
  const frame = ({ frame: milliseconds }) => milliseconds;
  return [
    `| ${[set.name, ...heading].join(" | ")} |`,
    `|---|${heading.map(() => "---|").join("")}`,
    row("questions", (list) => String(list[0]), of("as it is", "questions")),
    row("bytes, brotli", ([bytes]) => bytes.toLocaleString("en-GB"), sent.map(({ br }) => [br])),
    row("bytes, gzip", ([bytes]) => bytes.toLocaleString("en-GB"), sent.map(({ gzip }) => [gzip])),
    row("requests", ([count]) => String(count), sent.map(({ requests }) => [requests])),
    row("first question, ms", spread, of("as it is", "first")),
    row("first question, slow, ms", spread, of("slow", "first")),
    row("whom it is about → questions, ms", spread, of("as it is", "begin", frame)),
    row("whom it is about → questions, slow, ms", spread, of("slow", "begin", frame)),
    row("processor until the first question, ms", spread, of("as it is", "work")),
    row("JS heap, MiB", spread, of("as it is", "heap", mebibytes("script"))),
    row("JS heap after ten answers, MiB", spread, of("as it is", "heapAfter", mebibytes("script"))),
    row("… with document and buffers, MiB", spread, of("as it is", "heapAfter", mebibytes("all"))),
    ...INPUTS.flatMap(([what, name, until]) => [
      ...CONDITIONS.map(({ name: condition, cpu }) => row(`${name}, ${cpu}× CPU, ms`, tail, of(condition, what, (timed) => timed[until]))),
      row("… work for it on the main thread, ms", spread, of("as it is", `${what}Work`)),
    ]),
  ].join("\n");
}

const sets = SETS.map(({ name, trials }) => ({ name, ...pages(trials) }));
console.error("Compressing what the host sends");
const static_ = await host(new Map(sets.flatMap(({ files }) => [...files])));
/** By the name of the conditions. */
const browsers = Object.fromEntries(await Promise.all(CONDITIONS.map(async ({ name, cpu }) => [name, await browser(cpu > 1)])));
const results = sets.map((set) => ({
  set,
  figures: set.pages.map(() => Object.fromEntries(CONDITIONS.map(({ name }) => [name, /** @type {{[what: string]: any[]}} */ ({})]))),
  sent: set.pages.map(() => ({ requests: 0, br: 0, gzip: 0 })),
}));
/** @type {Map<string, number>} */
const failures = new Map();

for (let round = 1; round <= ROUNDS; round += 1) {
  for (const condition of CONDITIONS) {
    console.error(`Round ${round} of ${ROUNDS}, ${condition.name}`);
    for (const { set, figures, sent } of results) {
      for (const [place, page] of set.pages.entries()) {
        const note = (what, value) => (figures[place][condition.name][what] ??= []).push(value);
        static_.sent();
        try {
          await look(() => open(browsers[condition.name], static_.origin, page, condition), set.ids, note);
        } catch (error) {
          const what = `${page.name}, ${set.name}, ${condition.name}: ${error.message}`;
          failures.set(what, (failures.get(what) ?? 0) + 1);
        }
        sent[place] = static_.sent();
        for (const path of sent[place].absent) failures.set(`${page.name}: asked for ${path}, which is not there`, 1);
      }
    }
  }
}
const [{ product }] = Object.values(browsers);
for (const one of Object.values(browsers)) await one.close();
static_.close();

const markdown = `${product}; ${ROUNDS} rounds, medians (least–most), input: median, 95th percentile.
Slow: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back, 4× slower processor; the host sends brotli at level 11.
First question: the first of ${[...new Set(sets[0].pages.map(({ first }) => `\`${first}\``))].join(", ")} that can be seen and used.

${results.map((result) => `${table(result)}\n`).join("\n")}`;
console.log(markdown);
for (const [what, times] of failures) console.log(`Failed ${times} of ${ROUNDS} times: ${what}`);
process.exitCode = failures.size === 0 ? 0 : 1;

const { BENCH_RESULT } = process.env;
if (BENCH_RESULT && failures.size === 0) {
  const [one] = results;
  const names = ["", "_surveyjs", "_lhc"];
  const of = (condition, what, take) => Object.fromEntries(names.map((name, place) => [`${what}${name}`, middle(one.figures[place][condition][what].map(take))]));
  const first = of("slow", "first", (value) => value);
  const figures = {
    ...Object.fromEntries(Object.entries(first).map(([name, value]) => [name.replace("first", "first_slow"), value])),
    ...of("as it is", "heap", mebibytes("script")),
    ...Object.fromEntries(names.map((name, place) => [`bytes${name}`, one.sent[place].br])),
  };
  writeFileSync(BENCH_RESULT, JSON.stringify({ versions: {}, markdown, figures }));
}
