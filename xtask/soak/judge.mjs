// Whether a page kept more and more: what it held after the first tenth of all changes is the measure.
/** @typedef {import("./run.mjs").Reading} Reading */

const MEBIBYTE = 2 ** 20;
/** A share and a fixed amount that the end may hold above the measure: compiled code and caches still settle. */
const HEAP = { share: 0.1, beside: MEBIBYTE };
/** Nodes and listeners are counted in the same state of the page; what it builds once may still come. */
const COUNTS = { share: 0.02, beside: 20 };

/** The reading that all later ones are measured by. @param {Reading[]} readings */
export const first = (readings) => {
  const tenth = Math.round((readings.at(-1)?.changes ?? 0) / 10);
  return /** @type {Reading} */ (readings.find(({ changes }) => changes >= tenth));
};

const most = (value, { share, beside }) => value * (1 + share) + beside;

/**
 * What grew, in words; nothing is what is hoped for.
 * @param {Reading[]} readings
 */
export function growth(readings) {
  const before = first(readings);
  const after = /** @type {Reading} */ (readings.at(-1));
  const limits = { heap: HEAP, nodes: COUNTS, listeners: COUNTS, documents: { share: 0, beside: 0 }, wasm: HEAP };
  return Object.entries(limits)
    .filter(([what, limit]) => after[what] > most(before[what], limit))
    .map(([what, limit]) => `${what}: ${after[what]} after ${after.changes} changes, ${before[what]} after ${before.changes}; at most ${Math.floor(most(before[what], limit))} would do`);
}

export const mebibytes = (bytes) => bytes / MEBIBYTE;
