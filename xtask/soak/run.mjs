// The shipped page through many changes of answers, and what it holds on to meanwhile.
import { pathToFileURL } from "node:url";
import { checkout } from "../../tests/e2e/harness.mjs";
import { browser } from "../widget/devtools.mjs";
import { hand } from "./hand.mjs";

const ADDRESS = `${pathToFileURL(`${checkout}pkg/prescreen.html`).href}#trials=NCT05061030`;
const SEED = 20261127;
const LONGEST_START = 30_000;
/** As wide as a phone, and low: what is painted is little, and the page works all the same. */
const WINDOW = { width: 360, height: 120 };

/** Live JavaScript, and how many documents, nodes and listeners there are, in all processes of the page. @typedef {{changes: number, seconds: number, heap: number, nodes: number, listeners: number, documents: number, wasm: number}} Reading bytes, but for the counts */
/** @typedef {{readings: Reading[], kinds: {[kind: string]: number}, perSecond: number, errors: string[], product: string}} Soak */

/** Bytes of all WebAssembly memories that are alive. */
async function wasmMemory(session) {
  const { result } = await session.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId, objectGroup: "memory" });
  const sum = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, one) => sum + one.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  await session.send("Runtime.releaseObjectGroup", { objectGroup: "memory" });
  await session.send("Runtime.releaseObject", { objectId: result.objectId });
  return sum.result.value;
}

async function look(sessions) {
  const all = { heap: 0, nodes: 0, listeners: 0, documents: 0, wasm: 0 };
  for (const session of sessions) {
    all.wasm += await wasmMemory(session);
    // Twice: the first round may free what keeps the rest.
    for (const _ of [1, 2]) await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name) => metrics.find((one) => one.name === name).value;
    all.heap += of("JSHeapUsedSize");
    all.nodes += of("Nodes");
    all.listeners += of("JSEventListeners");
    all.documents += of("Documents");
  }
  return all;
}

/**
 * Looks after the first tenth of the changes, and then at as many more moments as are wanted.
 * @param {number} changes
 * @param {{readings?: number, note?: (reading: Reading) => void}} [options] "note" hears of each reading at once
 * @returns {Promise<Soak>}
 */
export async function soak(changes, { readings: count = 20, note = () => {} } = {}) {
  const moments = [changes / 10, ...Array.from({ length: count }, (_, place) => (changes * (place + 1)) / count)].map(Math.round);
  const chromium = await browser(false);
  /** @type {string[]} */
  const errors = [];
  const tab = await chromium.page((session) => {
    session.on("Runtime.exceptionThrown", ({ exceptionDetails: { exception, text } }) => errors.push(exception?.description ?? text));
    session.on("Runtime.consoleAPICalled", ({ type, args }) => {
      if (type === "error") errors.push(String(args[0]?.value ?? args[0]?.description));
    });
    return Promise.all(["Runtime", "Page", "Performance", "HeapProfiler"].map((domain) => session.send(`${domain}.enable`)));
  }, WINDOW);
  try {
    await tab.page.send("Page.navigate", { url: ADDRESS });
    await begun(tab);
    await tab.inFrame(`{ globalThis.soaking = (${hand})(${SEED}); }`);
    /** @type {Reading[]} */
    const readings = [];
    /** @type {{[kind: string]: number}} */
    const kinds = {};
    let milliseconds = 0;
    let done = 0;
    for (const until of new Set(moments.toSorted((one, other) => one - other))) {
      const start = performance.now();
      const some = await tab.inFrame(`soaking.answer(${until - done})`);
      milliseconds += performance.now() - start;
      done = until;
      for (const [kind, count] of Object.entries(some)) kinds[kind] = (kinds[kind] ?? 0) + count;
      await tab.inFrame("soaking.rest()");
      const reading = { changes: done, seconds: milliseconds / 1000, ...(await look(tab.sessions())) };
      readings.push(reading);
      note(reading);
    }
    return { readings, kinds, perSecond: (1000 * changes) / milliseconds, errors, product: chromium.product };
  } finally {
    await tab.close();
    await chromium.close();
  }
}

/** Waits until the page asks whom the answers are about, says so, and waits for the questions. */
async function begun(tab) {
  const ask = `(() => {
    const radio = document.querySelector('#people input[value="me"]');
    if (!radio) return false;
    if (!radio.checked) radio.click();
    return document.querySelector("#groups fieldset[data-measure]")?.closest("[hidden]") === null;
  })()`;
  for (const end = Date.now() + LONGEST_START; Date.now() < end;) {
    if (await tab.inFrame(ask).catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("no question appears");
}
