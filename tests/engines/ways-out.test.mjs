// A script that got into the widget tries every way out and every store, in three engines and in every
// place where people meet the widget. See `judge.mjs` for who decides what left.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, test } from "node:test";
import { serve } from "../e2e/harness.mjs";
import { alteredCheckout } from "./altered.mjs";
import { Attempts, doorName, OPEN, PLACES } from "./attempts.mjs";
import { ENGINES, forget, start } from "./engines.mjs";
import { LEAVES, NEVER, OUTCOMES } from "./expected.mjs";
import { hostileScript, OPEN_PAGES } from "./hostile.mjs";
import { hearsAll, Judge } from "./judge.mjs";
import { filesWith } from "./traces.mjs";
import { KEEP } from "./stores.mjs";
import { LEAVING, NEEDS_NAMES, PRESSED, SAME_ORIGIN, TOGETHER } from "./ways.mjs";

const WAYS = Object.keys({ ...TOGETHER, ...PRESSED, ...LEAVING });
const isJudged = (/** @type {string} */ way) => hearsAll || !NEEDS_NAMES.includes(way);

const judge = await Judge.start(OPEN_PAGES);
// See `wake` in `ways.mjs`.
await judge.door("first.test");
const { root, remove } = alteredCheckout({ after: hostileScript });
const server = await serve(root);
const addresses = {
  [OPEN]: `http://${hearsAll ? "127.0.0.1" : (await judge.door("start.test")).host}/start`,
  file: `file://${root}pkg/prescreen.html#trials=NCT05061030`,
  served: `${server.origin}/pkg/prescreen.html#trials=NCT05061030`,
  embedded: `${server.origin}/www/examples/one.html`,
};
after(async () => {
  await server.close();
  await judge.close();
  remove();
});

/** A word for each store in each place, as nobody else would write it. */
const words = (/** @type {string} */ place) => Object.keys(KEEP).map((store) => [store, `${place}${randomBytes(6).toString("hex")}`]);

/** All that one engine does, and what its stores had afterwards. @param {string} engine */
async function tryAll(engine) {
  const session = await start(engine);
  const kept = {};
  try {
    const attempts = new Attempts(session, judge, addresses, isJudged);
    await attempts.tryOpen((way) => isJudged(way) && !NEVER[engine].includes(way));
    for (const place of PLACES) await attempts.trySealed(place);
    for (const place of [OPEN, ...PLACES]) {
      const keep = words(place);
      kept[place] = { keep, read: await attempts.tryStores(place, keep) };
    }
  } finally {
    await session.quit();
  }
  // A browser may write down late what it was given.
  for (const { keep, read } of Object.values(kept)) {
    for (const [store, word] of keep) if (filesWith(session.home, word).length > 0 && !read.includes(store)) read.push(store);
  }
  forget(session);
  await judge.settle();
  return { kept: Object.fromEntries(Object.entries(kept).map(([place, { read }]) => [place, read])) };
}

const running = Object.fromEntries(ENGINES.map((engine) => [engine, tryAll(engine)]));
// Each failure is told by the tests below.
for (const run of Object.values(running)) run.catch(() => {});

/** @param {string} way @param {string} place @param {string} engine */
function outcome(way, place, engine) {
  const heard = judge.heard(doorName(way, place, engine));
  // The page itself comes from the same door.
  if (place === OPEN && SAME_ORIGIN.includes(way)) return heard.includes("request") ? "request" : "nothing";
  return heard.at(-1) ?? "nothing";
}

/** @param {string} way @param {string} engine */
function expected(way, engine) {
  const leaves = LEAVES[engine][way] ?? "nothing";
  return !hearsAll && ["name", "datagram"].includes(leaves) ? "nothing" : leaves;
}

for (const engine of ENGINES) {
  test(`${engine}: what can be heard at all is heard from a page without a policy`, async () => {
    await running[engine];
    const silent = WAYS.filter((way) => isJudged(way) && outcome(way, OPEN, engine) === "nothing");
    assert.deepEqual(silent, NEVER[engine].filter(isJudged).toSorted((one, other) => WAYS.indexOf(one) - WAYS.indexOf(other)));
  });

  for (const place of PLACES) {
    test(`${engine}, ${place}: no way out is open but those that are known`, async () => {
      await running[engine];
      const differences = WAYS.filter((way) => isJudged(way) && outcome(way, place, engine) !== expected(way, engine));
      assert.deepEqual(differences.map((way) => `${way}: ${OUTCOMES[outcome(way, place, engine)]}`), []);
    });
  }

  test(`${engine}: nothing is left in any store`, async () => {
    const { kept } = await running[engine];
    for (const place of PLACES) assert.deepEqual(kept[place], [], place);
  });
}

test("nothing went anywhere else", { skip: hearsAll ? false : "not heard on this machine" }, async () => {
  await Promise.all(Object.values(running));
  // WebRTC in Chromium tells the neighbours a name made up for the occasion.
  assert.deepEqual(judge.others(), ["(local network): datagram"]);
});

/** What was measured, as a table for docs/privacy.md. */
function table() {
  const cell = (/** @type {string} */ way, /** @type {string} */ engine) => {
    if (outcome(way, OPEN, engine) === "nothing") return "\u2013";
    const outcomes = PLACES.map((place) => OUTCOMES[outcome(way, place, engine)]);
    return new Set(outcomes).size === 1 ? outcomes[0] : PLACES.map((place, index) => `${place}: ${outcomes[index]}`).join(", ");
  };
  const row = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [row(["way", ...ENGINES]), row(["way", ...ENGINES].map(() => "---")), ...WAYS.filter(isJudged).map((way) => row([way, ...ENGINES.map((engine) => cell(way, engine))]))];
}

test("the table of all that was tried", async () => {
  await Promise.all(Object.values(running));
  console.log(`From the file on disk, served, and embedded alike, where nothing else is said; \u2013 is what the engine never does.\n${table().join("\n")}`);
});
