// Timing in turns: every contestant once a round, so that what the machine does besides falls on all.

const ROUNDS = 7;
/** What one contestant may take of a round, and of the time before it that finds out how much fits in. */
const SLICE = 100;

export function median(list) {
  const ordered = list.toSorted((a, b) => a - b);
  const middle = ordered.length >> 1;
  return ordered.length % 2 === 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
}

async function time({ run, async }, inputs, count) {
  const start = performance.now();
  for (let at = 0; at < count; at += 1) {
    const result = run(inputs[at % inputs.length]);
    if (async) await result;
  }
  return performance.now() - start;
}

/** How many calls fill a slice; it warms up as well. */
async function fitting(one, inputs) {
  let count = 1;
  let took = await time(one, inputs, count);
  while (took < SLICE / 4) {
    count *= 2;
    took = await time(one, inputs, count);
  }
  return Math.max(1, Math.round((count * SLICE) / took));
}

/**
 * Calls a second of each contestant, by id: the median, and the median ratio to the first contestant.
 * @param {{id: string, run: Function, async?: boolean, inputs: unknown[]}[]} contestants
 */
export async function race(contestants) {
  const lanes = [];
  for (const one of contestants) lanes.push({ one, count: await fitting(one, one.inputs), rates: [] });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { one, count, rates } of lanes) rates.push((1000 * count) / (await time(one, one.inputs, count)));
  }
  const [first] = lanes;
  const result = ({ count, rates }) => ({ count, rate: median(rates), ratio: median(rates.map((rate, round) => rate / first.rates[round])) });
  return Object.fromEntries(lanes.map((lane) => [lane.one.id, result(lane)]));
}
