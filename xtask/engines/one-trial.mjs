// One person before one trial: how fast each engine is, and what it makes of missing answers.
import { race } from "./clock.mjs";
import { share, short, table, whole } from "./markdown.mjs";
import { truths, verdict } from "./reference.mjs";

/** Doubts that our engine raises by design where the bare rules have none. */
const DOUBTS = ["rounding", "readings_differ", "outside_validity"];

const results = async (engine, people) => {
  const all = [];
  for (const person of people) all.push(await engine.run(engine.of(person)));
  return all;
};

/** All engines must say of complete people what the reference says; ours may leave its own doubts open. */
export async function agreement(engines, complete) {
  const disagreements = [];
  const doubts = {};
  for (const engine of engines.filter(({ read }) => read)) {
    for (const [place, result] of (await results(engine, complete)).entries()) {
      const found = engine.read(result);
      for (const [criterion, truth] of truths(complete[place]).entries()) {
        if (found[criterion] === truth) continue;
        const doubt = engine.doubt?.(result, criterion);
        if (DOUBTS.includes(doubt)) doubts[doubt] = (doubts[doubt] ?? 0) + 1;
        else disagreements.push(`${engine.name}: person ${place}, criterion ${criterion + 1} is ${truth}, reported ${found[criterion]}`);
      }
    }
  }
  return { disagreements, doubts };
}

/** Statuses alone and findings with reasons are two ways to the same verdict. */
export async function sameStatuses(engines, people) {
  const [screened, bytes] = await Promise.all(["reasons", "statuses"].map((id) => results(engines.find((engine) => engine.id === id), people)));
  const code = ({ status, temporary }) => ({ ruled_out: temporary ? 3 : 0, undecided: 1, no_barrier_found: 2 })[status];
  return screened.every(([found], place) => code(found) === bytes[place][0]);
}

/** What ours leaves to the tests that the study does itself: criteria, and verdicts that wait for nothing else. */
export async function leftToStudy(engines, people) {
  const screened = await results(engines.find(({ id }) => id === "reasons"), people);
  const all = screened.flat();
  return {
    criteria: all.flatMap(({ findings }) => findings).filter(({ status }) => status === "study_tests").length,
    verdicts: all.filter(({ status, study_tests: tests }) => status === "no_barrier_found" && tests.length > 0).length,
  };
}

export async function speed(engines, complete) {
  const rates = await race(engines.map((engine) => ({ ...engine, inputs: complete.map(engine.of) })));
  const rows = engines.map(({ id, name }) => {
    const { rate, ratio, count } = rates[id];
    return [name, short(1e6 / rate), short(rate), `×${short(ratio)}`, whole(Math.min(count, complete.length))];
  });
  return { rates, markdown: table(["engine", "µs a person", "people a second", "beside ours with reasons", "different people a round"], rows) };
}

/** What an engine says of criteria whose truth is unknown, of the decided ones, and of verdicts nobody can know. */
async function count(engine, partial) {
  const sum = { met: 0, notMet: 0, unknown: 0, decided: 0, open: 0, wrong: 0, yes: 0, no: 0 };
  for (const [place, result] of (await results(engine, partial)).entries()) {
    const real = truths(partial[place]);
    const found = engine.read(result);
    for (const [criterion, truth] of real.entries()) {
      const said = found[criterion];
      if (truth === null) sum[said === null ? "unknown" : said ? "met" : "notMet"] += 1;
      else sum[said === null ? "open" : said === truth ? "decided" : "wrong"] += 1;
    }
    if (verdict(real) !== null) continue;
    const answer = (engine.verdict ?? verdict)(engine.verdict ? result : found);
    sum.yes += answer === true;
    sum.no += answer === false;
  }
  return sum;
}

export async function unknowns(engines, partial) {
  const all = partial.map(truths);
  const flat = all.flat();
  const unknown = flat.filter((truth) => truth === null).length;
  const unknowable = all.filter((one) => verdict(one) === null).length;
  const counts = {};
  const rows = [];
  for (const engine of engines.filter(({ read }) => read)) {
    const sum = await count(engine, partial);
    counts[engine.id] = sum;
    const { met, notMet, decided, open, wrong, yes, no } = sum;
    rows.push([engine.name, share(met, unknown), share(notMet, unknown), whole(sum.unknown), whole(decided), whole(open), whole(wrong), `${yes} / ${no}`]);
  }
  const head = ["engine", "unknown: said met", "said not met", "said unknown", "decided: said so", "left open", "wrong", `of ${unknowable} open verdicts: said yes / no`];
  return { counts, unknown, decidable: flat.length - unknown, unknowable, markdown: table(head, rows) };
}
