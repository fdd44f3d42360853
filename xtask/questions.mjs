// How many questions a person is asked until nothing more can change the result: in the engine's own
// order, and in that of the protocol. The people are those of tests/people/, and seeded variations.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const read = (name) => readFileSync(new URL(name, root));
const { catalogue, initSync, Screener } = await import(new URL("pkg/trial_prescreen.js", root).href);
initSync({ module: new WebAssembly.Module(read("pkg/trial_prescreen_bg.wasm")) });

/** Variations of each hand-written person, beside the person. */
const VARIATIONS = 10;
const CHANGED = 0.15;
const FORGOTTEN = 0.1;

let state = 20_261_124n;
function dice() {
  state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
  return Number(state >> 32n) / 2 ** 32;
}
const pick = (list) => list[Math.floor(dice() * list.length)];

const measures = new Map(catalogue().map((measure) => [measure.id, measure]));
const trials = JSON.parse(read("pkg/trials.json"));

/** The same person with some answers otherwise, and some not known. */
function varied(answers) {
  const other = {};
  for (const [measure, answer] of Object.entries(answers)) {
    const chance = dice();
    if (chance < FORGOTTEN) continue;
    other[measure] = chance < FORGOTTEN + CHANGED ? changed(measures.get(measure), answer) : answer;
  }
  return other;
}

function changed(measure, answer) {
  if (typeof answer === "boolean") return !answer;
  if (typeof answer === "string" && measure?.kind === "choice") return pick(measure.choices);
  if (typeof answer?.value === "number") return { ...answer, value: Number((answer.value * (0.6 + dice())).toPrecision(3)) };
  return answer;
}

const forPeople = (questions) => questions.filter(({ who }) => who.some((one) => one !== "study"));
const statuses = (screener, answers, asOf) => screener.screen(answers, asOf).map(({ status }) => status).join();

/** What somebody says to a question: the answer, one in its stead, or that it is not known. */
function reply(question, person) {
  const given = [question.measure, ...question.instead].filter((measure) => Object.hasOwn(person, measure));
  return given.length > 0 ? Object.fromEntries(given.map((measure) => [measure, person[measure]])) : { [question.measure]: "unknown" };
}

function adaptive(screener, person, asOf) {
  const answers = {};
  let asked = 0;
  for (let question = screener.next(answers, asOf); question !== null; question = screener.next(answers, asOf)) {
    Object.assign(answers, reply(question, person));
    asked += 1;
  }
  return { asked, end: statuses(screener, answers, asOf) };
}

/** Nothing that is learnt makes an answer matter again, so the end is found by halving. */
function protocol(screener, person, asOf, order) {
  const after = (count) => Object.assign({}, ...order.slice(0, count).map((question) => reply(question, person)));
  let [least, most] = [0, order.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if (screener.next(after(middle), asOf) === null) most = middle;
    else least = middle + 1;
  }
  return { asked: least, end: statuses(screener, after(least), asOf) };
}

function usable(screener, person, asOf) {
  try {
    // A variation that contradicts itself is nobody.
    return screener.screen(person, asOf).every(({ findings }) => findings.every(({ borderline }) => borderline !== "conflict"));
  } catch {
    return false;
  }
}

const people = new Map(readdirSync(new URL("tests/people/", root)).map((file) => [file.replace(".json", ""), JSON.parse(read(`tests/people/${file}`))]));
/** Five studies at once take the engine longer; every so many-th person will do. */
const EVERY = 70;
const rows = [...trials.map((trial) => [trial.id, [trial], people.get(trial.id) ?? []]), ["all five", trials, [...people.values()].flat()]];

const lines = ["| trial | people | engine's order, mean (90th) | protocol's order, mean (90th) | fewer |", "|---|---:|---:|---:|---:|"];
/** @type {{[name: string]: number}} */
const figures = {};
let different = 0;
for (const [name, some, written] of rows) {
  const screener = new Screener(some);
  const order = forPeople(screener.questions());
  const population = written.flatMap(({ answers, as_of: asOf }) => [answers, ...Array.from({ length: VARIATIONS }, () => varied(answers))].map((person) => ({ person, asOf })));
  const counts = { adaptive: [], protocol: [] };
  for (const { person, asOf } of population.filter((_, place) => some.length === 1 || place % EVERY === 0)) {
    if (!usable(screener, person, asOf)) continue;
    try {
      const one = adaptive(screener, person, asOf);
      const other = protocol(screener, person, asOf, order);
      if (one.end !== other.end) different += 1;
      counts.adaptive.push(one.asked);
      counts.protocol.push(other.asked);
    } catch {
      // Refused half-way: two answers that do not go together.
    }
  }
  const told = Object.values(counts).map((list) => {
    list.sort((a, b) => a - b);
    const mean = list.reduce((sum, count) => sum + count, 0) / list.length;
    return { mean, text: `${mean.toFixed(1)} (${list[Math.ceil(list.length * 0.9) - 1]})` };
  });
  const [first, second] = told;
  lines.push(`| ${some.length === 1 ? `\`${name}\`` : name} | ${counts.adaptive.length} | ${first.text} | ${second.text} | ${Math.round((1 - first.mean / second.mean) * 100)} % |`);
  if (some.length === 1) Object.assign(figures, { [`questions_${name}`]: first.mean, [`protocol_${name}`]: second.mean });
}
const markdown = `The people of \`tests/people/\` with ten seeded variations each (15 % of answers otherwise, 10 % not known; those whose
answers contradict each other are left out), asked until nothing more can change the result. ${different === 0 ? "Both orders end in the same verdict for everybody." : `${different} people end in another verdict.`}

${lines.join("\n")}
`;
console.log(markdown);
if (process.env.BENCH_RESULT) writeFileSync(process.env.BENCH_RESULT, JSON.stringify({ versions: {}, markdown, figures }));
process.exitCode = different === 0 ? 0 : 1;
