// The three engines behind one interface: each is started with a fresh home, told to make no traffic
// of its own, and driven by its own WebDriver program.
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import selenium from "selenium-webdriver";
import { findFreePort } from "selenium-webdriver/net/portprober.js";
import remote from "selenium-webdriver/remote/index.js";
import { display } from "./display.mjs";

/** A program by its variable, or by its usual names on the path. @param {string} variable @param {string[]} usual */
function program(variable, ...usual) {
  const folders = (process.env.PATH ?? "").split(":");
  const found = process.env[variable] ?? usual.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
  if (!found) throw new Error(`${usual[0]} is missing; name it in the variable ${variable}`);
  return found;
}

/** What every session asks for; see `visit` in `frames.mjs`. */
const PLAIN = { pageLoadStrategy: "none", unhandledPromptBehavior: "dismiss" };

/** What its makers' services are asked whatever else is said; no page of ours names them. */
const CHROMIUM_ASKS = ["google.com", "googleapis.com", "gstatic.com", "gvt1.com", "duckduckgo.com"];

/** How to start each engine: its driver, and what a session asks for. */
const START = {
  chromium: {
    driver: () => program("CHROMEDRIVER", "chromedriver"),
    flags: [],
    capabilities: (home) => ({
      ...PLAIN,
      browserName: "chrome",
      "goog:loggingPrefs": { browser: "ALL" },
      "goog:chromeOptions": {
        binary: program("CHROMIUM", "chromium", "chromium-browser", "google-chrome"),
        args: [
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          `--user-data-dir=${home}/profile`,
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-extensions",
          "--disable-sync",
          "--no-first-run",
          `--host-resolver-rules=${CHROMIUM_ASKS.map((domain) => `MAP *.${domain} ~NOTFOUND`).join(",")}`,
        ],
        // As most people have it; a distribution may think otherwise.
        prefs: { net: { network_prediction_options: 0 }, payments: { can_make_payment_enabled: true } },
      },
    }),
    console: async (driver) => (await driver.manage().logs().get("browser")).filter(({ level }) => level.name === "SEVERE").map(({ message }) => message),
  },
  firefox: {
    driver: () => program("GECKODRIVER", "geckodriver"),
    // Its console is read from the inside.
    flags: ["--allow-system-access"],
    environment: { MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" },
    capabilities: (home) => {
      mkdirSync(`${home}/profile`);
      return {
        ...PLAIN,
        browserName: "firefox",
        "moz:firefoxOptions": {
          binary: program("FIREFOX", "firefox-esr", "firefox"),
          args: ["-headless", "-profile", `${home}/profile`],
          prefs: {
            // The usual resolver, as on most machines.
            "network.trr.mode": 5,
            // A form that leaves asks a person first; here it is to leave.
            "security.warn_submit_secure_to_insecure": false,
            // Seconds would do as well, but they are waited for.
            "browser.sessionstore.interval": 500,
          },
        },
      };
    },
    async console(driver) {
      await driver.setContext("chrome");
      try {
        return await driver.executeScript(firefoxConsole);
      } finally {
        await driver.setContext("content");
      }
    },
  },
  webkit: {
    driver: () => program("WEBKIT_DRIVER", "WebKitWebDriver"),
    flags: [],
    capabilities: () => ({ ...PLAIN, browserName: "MiniBrowser" }),
    // Its driver cannot tell.
    console: async () => [],
  },
};

/** Runs inside of Firefox itself: the errors of pages, with what a policy refused. */
function firefoxConsole() {
  const { Ci, Services } = globalThis;
  const errors = Services.console.getMessageArray().filter((message) => message instanceof Ci.nsIScriptError && (message.flags & Ci.nsIScriptError.warningFlag) === 0);
  Services.console.reset();
  return errors.filter(({ category }) => /^content|^CSP|security/i.test(category)).map(({ category, errorMessage }) => `${category}: ${errorMessage}`);
}

/** No command of ours takes anywhere near as long. */
const DEADLINE = 60_000;

export const ENGINES = Object.keys(START);

/**
 * @typedef {object} Session
 * @property {string} engine
 * @property {import("selenium-webdriver").WebDriver} driver
 * @property {string} window the first one, which stays
 * @property {string} home all that the browser may have written down lies in this folder
 * @property {() => Promise<string[]>} console errors that pages caused since the last time, where the driver can tell
 * @property {() => Promise<void>} quit
 */

/**
 * @param {string} engine
 * @returns {Promise<Session>}
 */
export async function start(engine) {
  const { driver: executable, flags, capabilities, environment = {}, console: read } = START[engine];
  const home = mkdtempSync(join(tmpdir(), `${engine}-`));
  // Its driver's own words, beside what the browser writes.
  const output = `${home}.log`;
  const screen = engine === "webkit" ? await display() : null;
  const port = await findFreePort();
  const written = openSync(output, "w");
  const service = new remote.DriverService(executable(), {
    loopback: true,
    port,
    args: [`--port=${port}`, ...flags],
    env: { ...process.env, ...environment, HOME: home, XDG_RUNTIME_DIR: home, GDK_BACKEND: "x11", ...(screen ? { DISPLAY: screen.name } : {}) },
    stdio: ["ignore", written, written],
  });
  const end = async () => {
    await service.kill();
    await screen?.close();
  };
  try {
    const driver = await new selenium.Builder().usingServer(await service.start()).withCapabilities(capabilities(home)).build();
    await driver.manage().setTimeouts({ script: 20_000 });
    const execute = driver.execute.bind(driver);
    driver.execute = (command) => inTime(execute(command), () => {
      service.kill();
      return new Error(`${engine} does not answer: ${command.getName()}`);
    });
    return {
      engine,
      driver,
      home,
      window: await driver.getWindowHandle(),
      console: () => read(driver),
      async quit() {
        try {
          await driver.quit();
        } finally {
          await end();
        }
      },
    };
  } catch (error) {
    await end();
    throw new Error(`${engine} does not start: ${error}\n${readFileSync(output, "utf8")}`);
  }
}

/** A driver that never answers would hold up everything forever. @param {Promise<any>} answer @param {() => Error} giveUp */
function inTime(answer, giveUp) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(giveUp()), DEADLINE);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Takes away what a session has left on the disk. @param {Session} session */
export function forget({ home }) {
  for (const left of [home, `${home}.log`]) rmSync(left, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
