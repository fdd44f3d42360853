// What the browser tests share: the server, a fresh Chromium, and a record of all a page did.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createInterface } from "node:readline";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** The single file as a person would open it from a memory stick. */
export const singleFile = pathToFileURL(`${checkout}pkg/prescreen.html`).href;

/** Chooses trials by their ids, as a link may. */
export const link = (...ids) => `#trials=${ids.join(",")}`;

/** The trial that most tests look at; what one page does, it does for each. */
export const diabetes = link("NCT05061030");

/** A small phone: the narrowest screen that must work. */
export const phone = { width: 360, height: 740 };

/** @typedef {{url: string, method: string, frame: string}} SentRequest */

/**
 * Starts `cargo xtask serve` on a free port.
 * @param {string} [root] another folder with `www/` and `pkg/`; only the program itself serves it, not cargo
 * @returns {Promise<{origin: string, close: () => Promise<void>}>}
 */
export async function serve(root = checkout) {
  const [program, ...leading] = process.env.XTASK ? [process.env.XTASK] : ["cargo", "xtask"];
  const server = spawn(program, [...leading, "serve", "--port", "0"], {
    cwd: root,
    env: { ...process.env, CARGO_MANIFEST_DIR: `${root}xtask` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  for await (const line of createInterface({ input: server.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (address) {
      return { origin: address[0], close: async () => { server.kill(); await ended; } };
    }
  }
  throw new Error("the server ended without printing an address");
}

/** What keeps Chromium to itself: no traffic of its own, and no more than a small machine has. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The program, where it usually lies or where the environment says. */
export function chromiumFile() {
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const file = process.env.CHROMIUM ?? usual.find((one) => existsSync(one));
  if (!file) throw new Error("Chromium is missing; name it in the variable CHROMIUM");
  return file;
}

/** Starts Chromium with a fresh profile and without its own traffic. */
export function launch() {
  return chromium.launch({ executablePath: chromiumFile(), headless: true, args: FLAGS });
}

/** All that one page did, in every frame of it. */
export class Log {
  /** @type {string[]} Console errors and uncaught exceptions. */
  errors = [];
  /** @type {string[]} What a Content-Security-Policy or Trusted Types refused. */
  violations = [];
  /** @type {SentRequest[]} */
  requests = [];
  #loaded = 0;

  /** Call when the page stands there complete: requests from now on are counted by `sentSince`. */
  markLoaded() {
    this.#loaded = this.requests.length;
  }

  /** @returns {SentRequest[]} Requests after `markLoaded`; ours must send none. */
  get sentSinceLoaded() {
    return this.requests.slice(this.#loaded);
  }
}

/**
 * Opens an address in a context of its own: no cookies, no storage, no cache from before.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions & {today?: string}} [options] "today" is the day that the page takes for today
 */
export async function open(browser, url, { today, ...options } = {}) {
  const context = await browser.newContext({ viewport: phone, acceptDownloads: true, ...options });
  if (today) await context.clock.setFixedTime(new Date(`${today}T12:00`));
  const log = new Log();
  await context.exposeBinding("__violated", (_, text) => { log.violations.push(text); });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      // @ts-ignore: the binding above
      window.__violated(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on("request", (request) => {
    const frame = request.isNavigationRequest() ? "navigation" : request.frame().url();
    log.requests.push({ url: request.url(), method: request.method(), frame });
  });
  context.on("console", (message) => {
    if (message.type() === "error") log.errors.push(message.text());
    if (/Content.Security.Policy|TrustedHTML|TrustedScript|Trusted Type/i.test(message.text())) {
      log.violations.push(message.text());
    }
  });
  context.on("weberror", (error) => log.errors.push(String(error.error())));
  const page = await context.newPage();
  page.on("websocket", (socket) => log.requests.push({ url: socket.url(), method: "websocket", frame: page.url() }));
  await page.goto(url);
  return { context, page, log, close: () => context.close() };
}

/**
 * The frame that holds the questions: the page's own, or the sealed one inside the single file.
 * @param {import("playwright-core").Page} page
 */
export async function questionFrame(page) {
  const sealed = await page.$("iframe[srcdoc]");
  return (await sealed?.contentFrame()) ?? page.mainFrame();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds in a frame, one line a finding; an empty list is the aim.
 * The source goes in through the debugger, which a page's policy does not govern.
 * @param {import("playwright-core").Page | import("playwright-core").Frame} frame
 * @returns {Promise<string[]>}
 */
export async function axe(frame) {
  // A trailing value keeps the result of the script itself, a large object, from being sent back.
  await frame.evaluate(`${axeSource}\n;true`);
  return frame.evaluate(async () => {
    // The single file's outer document only frames the page; heading and landmark are inside.
    const framesOnly = document.querySelector("iframe[srcdoc]") !== null;
    const inside = { "landmark-one-main": { enabled: false }, "page-has-heading-one": { enabled: false } };
    // @ts-ignore: defined by the line above
    const found = await window.axe.run(document, {
      rules: framesOnly ? inside : {},
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Inner frames are looked at on their own.
      iframes: false,
    });
    return found.violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map((/** @type {any} */ node) => `${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${rule.help}`));
  });
}

/**
 * What a finger can miss among all that is shown.
 * @param {import("playwright-core").Frame} frame
 */
export function smallTargets(frame) {
  return frame.evaluate(() =>
    [...document.querySelectorAll("button, select, summary, label.option, input[type=text]")]
      .map((target) => ({ name: target.id || target.className || target.tagName, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 44))
      .map(({ name, box }) => `${name}: ${box.width} x ${box.height}`));
}

/**
 * A picture for a person to look at, kept out of the checkout's tracked files.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
export async function screenshot(page, name, fullPage = true) {
  const path = `${checkout}target/screenshots/${name}.png`;
  await page.screenshot({ path, fullPage });
  return path;
}

/** A server and a browser for all tests of one file, and a way to a page with its questions up. */
export function site() {
  const here = {
    origin: "",
    /** @type {import("playwright-core").Browser | null} */
    browser: null,
    /** Opens a page at the first thing to do there: the choice of trials, or the questions. */
    async visit(url = `${here.origin}/www/${diabetes}`, options = {}) {
      const opened = await open(here.browser, url, options);
      const frame = await questionFrame(opened.page);
      await frame.locator("#choose:visible, #prescreen:visible").first().waitFor();
      return { ...opened, frame };
    },
  };
  let server;
  before(async () => {
    server = await serve();
    here.origin = server.origin;
    here.browser = await launch();
  });
  after(async () => {
    await here.browser?.close();
    await server?.close();
  });
  return here;
}
