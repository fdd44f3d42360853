// One page in the browser: opened cold under given conditions, looked at, and answered by real
// presses and keys.

/** What stands between a page and its reader. @typedef {{name: string, cpu: number, network: boolean}} Conditions */

/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const LONGEST = 60_000;

/** Tells the moment after the first frame that shows a control which can be used. */
const lookFor = (selector, framed) => `(() => {
  if ((self !== top) !== ${framed} || globalThis.looksAlready) return;
  globalThis.looksAlready = true;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => firstSeen(String(performance.timeOrigin + performance.now()));
  const look = () => {
    const found = document.querySelector(${JSON.stringify(selector)});
    const usable = found?.checkVisibility({ visibilityProperty: true }) && !found.disabled && found.getClientRects().length > 0;
    if (usable) port2.postMessage(null);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/** Times input until the next frame is painted, and until nothing is left to do. */
const CLOCK = `(() => {
  const { port1, port2 } = new MessageChannel();
  let began = 0;
  let kind = "";
  let tell = () => {};
  port1.onmessage = () => {
    const frame = performance.now() - began;
    scheduler.postTask(() => tell({ frame, quiet: performance.now() - began }), { priority: "background" });
  };
  for (const type of ["keydown", "pointerup"]) {
    addEventListener(type, ({ timeStamp }) => {
      if (kind !== type) return;
      kind = "";
      began = timeStamp;
      requestAnimationFrame(() => port2.postMessage(null));
    }, true);
  }
  globalThis.listenFor = (type) => {
    kind = type;
    globalThis.told = new Promise((resolve) => { tell = resolve; });
  };
})()`;

const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Opens a page in a context of its own.
 * @param {Awaited<ReturnType<import("./devtools.mjs").browser>>} browser
 * @param {string} origin
 * @param {import("./pages.mjs").Page} page
 * @param {Conditions} conditions
 */
export async function open(browser, origin, { address, sealed, first, begin, questions, number, choice, chosen }, { cpu, network }) {
  let seen = (/** @type {number} */ _) => {};
  const firstSeen = new Promise((resolve) => { seen = resolve; });
  const tab = await browser.page((session) => {
    session.on("Runtime.bindingCalled", ({ payload }) => seen(Number(payload)));
    return Promise.all([
      ...(cpu > 1 ? [session.send("Emulation.setCPUThrottlingRate", { rate: cpu })] : []),
      ...(network ? [session.send("Network.enable"), session.send("Network.emulateNetworkConditions", NETWORK)] : []),
      session.send("Runtime.enable"),
      session.send("Runtime.addBinding", { name: "firstSeen" }),
      session.send("Page.enable"),
      // Immediately too: a frame with a process of its own has its document by now.
      session.send("Page.addScriptToEvaluateOnNewDocument", { source: lookFor(first, sealed), runImmediately: true }),
      session.send("Performance.enable"),
    ]);
  });
  const { page } = tab;
  await page.send("Page.navigate", { url: origin + address });
  const late = setTimeout(() => seen(Number.NaN), LONGEST);
  const at = await firstSeen;
  clearTimeout(late);
  const evaluate = (/** @type {string} */ expression) => (sealed ? tab.inFrame(expression) : page.evaluate(expression));
  const began = await page.evaluate("performance.timeOrigin");

  /** Where to press, brought into sight first. */
  async function place(selector) {
    const at = await evaluate(`(() => {
      const node = document.querySelector(${JSON.stringify(selector)});
      if (!node) return null;
      node.scrollIntoView({ block: "center" });
      const { left, top, width, height } = node.getBoundingClientRect();
      return width > 0 ? [left + Math.min(width / 2, 12), top + height / 2] : null;
    })()`);
    if (at === null) throw new Error(`${selector} is not there`);
    return { x: at[0], y: at[1] };
  }

  const mouse = (type, at) => page.send("Input.dispatchMouseEvent", { type, ...at, button: "left", clickCount: 1 });
  async function press(selector) {
    const at = await place(selector);
    await mouse("mousePressed", at);
    await mouse("mouseReleased", at);
  }

  const KEYS = { Tab: [9, ""], Backspace: [8, ""] };
  async function key(name) {
    const [code, text] = KEYS[name] ?? [name.charCodeAt(0), name];
    const about = { key: name, code: KEYS[name] ? name : `Digit${name}`, windowsVirtualKeyCode: code };
    await page.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", text, ...about });
    await page.send("Input.dispatchKeyEvent", { type: "keyUp", ...about });
  }

  async function worked(metric) {
    const all = await Promise.all(tab.sessions().map((session) => session.send("Performance.getMetrics")));
    return all.reduce((sum, { metrics }) => sum + 1000 * metrics.find(({ name }) => name === metric).value, 0);
  }

  return {
    /** Milliseconds from the start of the navigation. */
    first: at - began,
    press,
    key,
    questions: () => evaluate(questions),
    /** Presses what stands before the questions, where anything does, and gives the time of that. */
    async begin() {
      await evaluate(CLOCK);
      return begin === null ? null : this.time("pointerup", () => press(begin));
    },
    choose: (id, value) => press(choice(id, value)),
    /** Puts the cursor into a number; a list that lies open above it takes the first press. */
    async enter(id) {
      const there = `document.activeElement === document.querySelector(${JSON.stringify(number(id))})`;
      for (let presses = 0; presses < 3; presses += 1) {
        await press(number(id));
        if (await evaluate(there)) return;
      }
      throw new Error(`${id} does not take the cursor`);
    },
    isChosen: (id, value) => evaluate(`document.querySelector(${JSON.stringify(chosen(id, value))}) !== null`),
    valueOf: (id) => evaluate(`document.querySelector(${JSON.stringify(number(id))}).value`),
    /** @returns {Promise<{frame: number, quiet: number}>} milliseconds */
    async time(type, act) {
      await evaluate(`listenFor(${JSON.stringify(type)})`);
      await act();
      return evaluate("told");
    },
    /** Milliseconds that all threads of the page's processes have worked for. */
    work: () => worked("ProcessTime"),
    /** Milliseconds that their main threads alone have worked for, not counting the first moments. */
    mainWork: () => worked("ThreadTime"),
    /** What is still in use after everything unused has gone, in all processes of the page. */
    async heap() {
      const sum = { script: 0, document: 0, buffers: 0 };
      for (const session of tab.sessions()) {
        // Twice: the first round may free what keeps the rest.
        for (const _ of [1, 2]) await session.send("HeapProfiler.collectGarbage");
        const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
        sum.script += usedSize;
        sum.document += embedderHeapUsedSize;
        sum.buffers += backingStorageSize;
      }
      return sum;
    },
    /** Lets everything that follows the last input come to its end. */
    settle: () => rest(400 * cpu),
    pause: () => rest(20 + Math.random() * 40),
    close: tab.close,
  };
}
