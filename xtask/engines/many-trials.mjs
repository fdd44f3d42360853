// One person before many trials: the same rules with other limits, each trial with an id of its own.
import { compiler, rules as logic } from "./adaptors/json-logic.mjs";
import { kleene } from "./adaptors/kleene.mjs";
import { Screener, answers, rules } from "./adaptors/ours.mjs";
import { race } from "./clock.mjs";
import { definition, variant } from "./limits.mjs";
import { short, table, whole } from "./markdown.mjs";
import { AS_OF, withRelapseCount } from "./people.mjs";
import { random } from "./random.mjs";
import { verdict } from "./reference.mjs";

const SIZES = [10, 100, 1000, 10_000];
const SEED = 25;
/** Longest that all rules of a size may take to be compiled, in milliseconds. */
const PATIENCE = 30_000;

/** The first so many definitions in one screener, or nothing where they are too many for one call. */
function screener(definitions, count) {
  try {
    return new Screener(definitions.slice(0, count));
  } catch (error) {
    if (error.code === "too_large") return null;
    throw error;
  }
}

/** The most definitions that one screener takes. */
function most(definitions) {
  const fits = (count) => {
    const found = screener(definitions, count);
    found?.free();
    return found !== null;
  };
  if (fits(definitions.length)) return definitions.length;
  let [least, over] = [1, definitions.length];
  while (over - least > 1) {
    const middle = (least + over) >> 1;
    if (fits(middle)) least = middle;
    else over = middle;
  }
  return least;
}

function chunks(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, place) => list.slice(place * size, (place + 1) * size));
}

/** Three people: who meets most trials, who is ruled out of every one for good, and the first with answers missing. */
function three({ complete, partial }, limits) {
  const some = limits.slice(0, 100).map(kleene);
  const met = complete.map(withRelapseCount).map((one) => some.filter((trial) => verdict(trial(one)) === true).length);
  const best = met.indexOf(Math.max(...met));
  return [
    ["complete, meets most", complete[best]],
    ["complete, ruled out", complete.find((one) => one.malignancy)],
    ["15 % missing", partial[best]],
  ];
}

/** Two ways to the same verdicts; what ours leaves open by design counts for neither. */
function opposite(statuses, verdicts) {
  return verdicts.filter((truth, place) => (truth === true && [0, 3].includes(statuses[place])) || (truth === false && statuses[place] === 2)).length;
}

export async function manyTrials(people, log) {
  const dice = random(SEED);
  const limits = Array.from({ length: SIZES.at(-1) }, () => variant(dice));
  // Ids of one length, so that as many fit into one screener from anywhere in the list.
  const definitions = limits.map((one, place) => definition(rules, one, `variant-${String(place).padStart(5, "0")}`));
  const limit = most(definitions);
  log(`one screener takes ${limit} of ${definitions.length} definitions`);
  const build = compiler();
  const persons = three(people, limits);
  const rows = [];
  const figures = { definitions_in_one_screener: limit };
  let opposites = 0;
  let perRule = 0;
  for (const size of SIZES) {
    let start = performance.now();
    const loaded = chunks(definitions.slice(0, size), limit).map((some) => new Screener(some));
    log(`${size} trials: ${loaded.length} screeners loaded in ${short(performance.now() - start)} ms`);
    const written = limits.slice(0, size).map(kleene);
    start = performance.now();
    const compiled = perRule * size < PATIENCE ? limits.slice(0, size).map((one) => build({ and: logic(one) })) : null;
    if (compiled) {
      perRule = (performance.now() - start) / size;
      log(`${size} trials: json-logic-engine compiled in ${short(perRule * size)} ms`);
    }
    const screen = (one) => loaded.map((some) => some.statuses(one, AS_OF));
    const byHand = (one) => written.map((trial) => verdict(trial(one)));
    const byLogic = (one) => compiled.map((trial) => {
      try {
        return trial(one);
      } catch {
        return null;
      }
    });
    for (const [who, person] of persons) {
      const [ours, plain] = [answers(person), withRelapseCount(person)];
      const statuses = screen(ours).flatMap((some) => [...some]);
      opposites += opposite(statuses, byHand(plain));
      const times = await race([
        { id: "ours", run: screen, inputs: [ours] },
        { id: "hand", run: byHand, inputs: [plain] },
        ...(compiled ? [{ id: "logic", run: byLogic, inputs: [plain] }] : []),
      ]);
      const trial = (id) => (times[id] ? `${short(1e6 / times[id].rate / size)}${id === "ours" ? "" : ` (×${short(times[id].ratio)})`}` : "–");
      const sorts = [statuses.filter((one) => one === 2), statuses.filter((one) => one === 1), statuses.filter((one) => one === 0 || one === 3)];
      rows.push([`${whole(size)}, ${who}`, short(1000 / times.ours.rate), trial("ours"), trial("hand"), trial("logic"), sorts.map((sort) => whole(sort.length)).join(" / ")]);
      if (size === 1000 && person === persons[0][1]) figures.trials_per_second_1000 = times.ours.rate * size;
      log(rows.at(-1).join("  "));
    }
    for (const some of loaded) some.free();
  }
  const head = ["trials, person", "ours: ms a call", "ours: µs a trial", "hand-written JS: µs a trial", "json-logic-engine: µs a trial", "nothing against / undecided / ruled out"];
  return { figures, opposites, limit, most: definitions.length, markdown: table(head, rows) };
}
