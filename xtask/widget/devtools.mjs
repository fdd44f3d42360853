// A browser of its own and a plain line to its DevTools protocol: nothing else of ours works inside of
// the pages that are measured.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumFile, FLAGS } from "../../tests/e2e/harness.mjs";

/** One side of the conversation about one target: a page, or a frame with a process of its own. */
export class Session {
  #line;
  #hear = new Map();

  constructor(line, id) {
    this.#line = line;
    this.id = id;
  }

  send(method, params = {}) {
    return this.#line.send(method, params, this.id);
  }

  on(event, listener) {
    this.#hear.set(event, [...(this.#hear.get(event) ?? []), listener]);
  }

  heard(event, params) {
    for (const listener of this.#hear.get(event) ?? []) listener(params);
  }

  /**
   * What an expression gives; a promise is waited for.
   * @param {string} expression
   * @param {number} [contextId] of a frame inside of the target
   */
  async evaluate(expression, contextId) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, contextId, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
}

/** Messages over the two pipes that the browser listens and answers on, each ended by a zero. */
class Line {
  #last = 0;
  #waiting = new Map();
  #sessions = new Map();
  #in;

  constructor(write, read) {
    this.#in = write;
    let rest = "";
    read.setEncoding("utf8");
    read.on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      for (const message of messages) this.#take(JSON.parse(message));
    });
  }

  #take({ id, method, params, result, error, sessionId }) {
    if (id === undefined) return this.session(sessionId).heard(method, params);
    const { resolve, reject, of } = this.#waiting.get(id);
    this.#waiting.delete(id);
    return error ? reject(new Error(`${of}: ${error.message}`)) : resolve(result);
  }

  send(method, params, sessionId) {
    this.#last += 1;
    const id = this.#last;
    this.#in.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, of: method }));
  }

  session(id) {
    if (!this.#sessions.has(id)) this.#sessions.set(id, new Session(this, id));
    return this.#sessions.get(id);
  }
}

/** Each new window draws suggestions for its address bar, which nobody sees, while we measure. */
const UNSEEN = ["WebUIOmniboxAimPopup", "WebUIOmniboxPopup"];
/** Gives a sandboxed frame a process of its own. */
const APART = "IsolateSandboxedIframes";

/** Milliseconds. */
const SETTLING = 500;

/**
 * Starts Chromium as the tests do, with a new profile.
 * @param {boolean} joined whether a page and its sandboxed frames share a process: one that begins with a
 * `srcdoc` cannot be slowed down before it has begun to work
 */
export async function browser(joined) {
  const profile = mkdtempSync(join(tmpdir(), "bench-"));
  const program = spawn(chromiumFile(), [...FLAGS, `--disable-features=${[...UNSEEN, ...(joined ? [APART] : [])].join()}`, "--headless", "--no-first-run", `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => program.once("exit", resolve));
  const line = new Line(program.stdio[3], program.stdio[4]);
  const root = line.session(undefined);
  const { product } = await root.send("Browser.getVersion");

  return {
    product,
    /**
     * A blank page without any cache from before. Each process that works for it is passed to
     * `prepare`, as early as it can be.
     * @param {(session: Session) => Promise<unknown>} prepare
     */
    async page(prepare, { width = 360, height = 740 } = {}) {
      const { browserContextId } = await root.send("Target.createBrowserContext", { disposeOnDetach: true });
      const { targetId } = await root.send("Target.createTarget", { url: "about:blank", browserContextId, width, height });
      const { sessionId } = await root.send("Target.attachToTarget", { targetId, flatten: true });
      const page = line.session(sessionId);
      /** @type {Session[]} */
      const apart = [];
      /** @type {number | undefined} */
      let inside;
      page.on("Target.attachedToTarget", async ({ sessionId: id }) => {
        apart.push(line.session(id));
        await prepare(line.session(id));
        await line.session(id).send("Runtime.runIfWaitingForDebugger");
      });
      page.on("Runtime.executionContextCreated", ({ context: { id, auxData } }) => {
        if (auxData.isDefault && auxData.frameId !== targetId) inside = id;
      });
      await page.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
      await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
      await prepare(page);
      // A new window goes on working for a while.
      await new Promise((resolve) => setTimeout(resolve, SETTLING));
      return {
        page,
        /** One of each process. */
        sessions: () => [page, ...apart],
        /** Evaluates in the page's only frame, wherever that lives. */
        inFrame: (expression) => (apart[0] ? apart[0].evaluate(expression) : page.evaluate(expression, inside)),
        close: () => root.send("Target.disposeBrowserContext", { browserContextId }),
      };
    },
    async close() {
      await root.send("Browser.close");
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
