// A page around the widget that records and tries all it can, in three engines: it learns a height in
// coarse steps if it asked for one, and the bare result once after the person's press; nothing else.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { By } from "selenium-webdriver";
import { serve } from "../e2e/harness.mjs";
import { girlOfTwelve } from "../e2e/person.mjs";
import { alteredCheckout } from "./altered.mjs";
import { ENGINES, forget, start } from "./engines.mjs";
import { fill, press } from "./fill.mjs";
import { enterQuestions, until, visit } from "./frames.mjs";

const TRIAL = "NCT05061030";
/** The one question of the page's own study, see `host.js`. */
const ORACLE = { trial: "ORACLE", status: "no_barrier_found" };
const STEP = 240;

/** What a page sees of any frame of its own: that the focus went there. */
const OWN_BUSINESS = ["focus", "blur", "focusin", "focusout"];

/** What `pry` of the page gives, in every engine and at any time. */
const NOTHING = {
  "frames of the page": "0",
  "document of the file": "SecurityError",
  "document inside": "SecurityError",
  "address inside": "SecurityError",
  "a field inside": "SecurityError",
  "name inside": "SecurityError",
  "history inside": "SecurityError",
  "frames inside": "0",
  "fields of the page": "1",
  "selected text": "",
  "focused element": "TRIAL-PRESCREEN",
  "focused in the root": "IFRAME",
  "stored things": "0",
  "own address": "/www/host.html",
};

/** A script that got into the widget says to the page around whatever the test wants. */
const messenger = `document.addEventListener("say", () => parent.parent.postMessage(JSON.parse(document.documentElement.dataset.say), "*"));`;

const pages = ["host.html", "host.js"];
const sites = { shipped: alteredCheckout({}, pages), talkative: alteredCheckout({ after: messenger }, pages) };
const servers = { shipped: await serve(sites.shipped.root), talkative: await serve(sites.talkative.root) };
after(async () => {
  for (const server of Object.values(servers)) await server.close();
  for (const site of Object.values(sites)) site.remove();
});

describe("engines", { concurrency: true }, () => {
  for (const engine of ENGINES) {
    describe(engine, { concurrency: 1 }, () => {
      /** @type {import("./engines.mjs").Session} */
      let session;
      /** @type {import("selenium-webdriver").WebDriver} */
      let driver;
      before(async () => {
        session = await start(engine);
        driver = session.driver;
      });
      after(async () => {
        await session.quit();
        forget(session);
      });

      const textOf = async (/** @type {string} */ selector) => (await driver.findElement(By.css(selector))).getText();
      /** Runs in the page around. @param {Function} script @param {any[]} given */
      async function around(script, ...given) {
        await driver.switchTo().defaultContent();
        return driver.executeScript(script, ...given);
      }
      /** What the page has heard, but for what it sees of any frame. @returns {Promise<string[][]>} */
      const heard = async () => (await around(() => window.record)).filter(([kind]) => !OWN_BUSINESS.includes(kind));
      /** @param {{[attribute: string]: string}} attributes @param {keyof typeof servers} [site] */
      async function begin(attributes, site = "shipped") {
        await visit(driver, `${servers[site].origin}/www/host.html?${new URLSearchParams(attributes)}`);
        await enterQuestions(driver);
      }
      /** Answers everything; the pointer has come over the page before. */
      async function answerAll() {
        await press(driver, await driver.findElement(By.css('input[name="person"][value="child"]')));
        const [before, length] = [await heard(), await around(() => history.length)];
        await enterQuestions(driver);
        await fill(driver, girlOfTwelve, "child");
        await press(driver, await driver.findElement(By.id("see")));
        assert.match(await textOf(".verdict"), /Nothing found against it so far/);
        assert.equal(await around(() => history.length), length);
        return (await heard()).slice(before.length);
      }
      /** The page asks in every way; the last message comes after all others. */
      async function ask() {
        await enterQuestions(driver);
        await driver.executeScript(() => window.addEventListener("message", ({ data }) => { if (data === "last") document.documentElement.dataset.last = "come"; }));
        await around(() => window.ask());
        await enterQuestions(driver);
        await until(driver, "for the last message", () => driver.executeScript(() => document.documentElement.dataset.last === "come"));
      }
      const givenAnswers = () => driver.executeScript(() => [...document.querySelectorAll("#answers input")].filter(({ type, checked, value }) => (type === "text" ? value !== "" : checked)).length);

      test(`${engine}: nothing is learnt from a whole prescreen, and the record would hold it`, async () => {
        await begin({ trial: TRIAL });
        assert.deepEqual(await answerAll(), []);
        assert.deepEqual(await around(() => window.pry()), NOTHING);
        assert.doesNotMatch(JSON.stringify(await around(() => window.record)), /42[,.]5|0[,.]35|premenarche/);
        await (await driver.findElement(By.id("own"))).sendKeys("k");
        assert.ok((await heard()).some(([kind, what]) => kind === "keydown" && what.endsWith(" k")));
      });

      test(`${engine}: an oracle that is handed in late is not asked, and nothing is told`, async () => {
        const title = await (await enterQuestions(driver), textOf("h1"));
        const [before, answers] = [await heard(), await (await enterQuestions(driver), givenAnswers())];
        assert.ok(answers > 20, `${answers}`);
        await ask();
        assert.equal(await textOf("h1"), title);
        assert.equal(await givenAnswers(), answers);
        assert.deepEqual((await heard()).slice(before.length), []);
      });

      for (const [name, value] of [["tell", ""], ["trial", "NCT07523100"], ["src", "examples/own.json"]]) {
        test(`${engine}: a late change of "${name}" begins a session without answers`, async () => {
          await begin({ trial: TRIAL });
          await fill(driver, { sex: "female", weight: { value: "42,5" } }, "child");
          assert.ok((await givenAnswers()) > 1);
          await around((name, value) => document.querySelector("trial-prescreen").setAttribute(name, value), name, value);
          await until(driver, "for the new session", async () => (await enterQuestions(driver), (await givenAnswers()) === 0));
          assert.deepEqual((await heard()).filter(([kind, what]) => kind === "prescreen-result" || /42[,.]5|result/.test(what)), []);
        });
      }

      test(`${engine}: a study of the page's own tells its bare result once, after the press`, async () => {
        await begin({ oracle: "", tell: "" });
        await fill(driver, { birth_date: "1980-01-31" }, "me");
        await press(driver, await driver.findElement(By.id("see")));
        const told = async () => (await heard()).filter(([kind, what]) => kind === "prescreen-result" || /result/.test(what));
        assert.deepEqual(await told(), []);
        await ask();
        assert.deepEqual(await told(), []);
        await enterQuestions(driver);
        assert.match(await textOf("#tell"), /ORACLE: no_barrier_found/);
        await press(driver, await driver.findElement(By.css("#tell button")));
        await until(driver, "for the result", async () => (await told()).length > 0);
        await ask();
        assert.deepEqual(await told(), [
          ["message", JSON.stringify({ prescreen: "result", results: [ORACLE] })],
          ["prescreen-result", `TRIAL-PRESCREEN ${JSON.stringify([ORACLE])}`],
        ]);
      });

      test(`${engine}: a height that follows is told in coarse steps, and nothing else is`, async () => {
        await begin({ trial: TRIAL, height: "auto" });
        const before = await heard();
        await enterQuestions(driver);
        // Typed only: where the page is scrolled, one driver presses beside the frame.
        await fill(driver, { weight: { value: "42,5" }, height: { value: "152" } }, "child");
        await driver.executeScript(() => document.activeElement.blur());
        const learn = async () => (await heard()).slice(before.length).filter(([kind]) => kind !== "scroll");
        await until(driver, "for the new height", async () => (await learn()).some(([kind]) => kind === "height"));
        const learnt = await learn();
        for (const [kind, what] of learnt) {
          const height = kind === "height" ? what : /^\{"prescreen":"height","height":(\d+)\}$/.exec(what)?.[1];
          assert.equal(Number(height) % STEP, 0, `${kind}: ${what}`);
        }
      });

      test(`${engine}: what a script inside says to the page is not acted on`, async () => {
        await begin({ trial: TRIAL }, "talkative");
        const before = await heard();
        const words = [{ answer: "42,5" }, { prescreen: "answers", answers: { weight: "42,5" } }, { prescreen: "height", height: 777 }, { prescreen: "ready" }, "42,5"];
        for (const word of words) {
          await enterQuestions(driver);
          await driver.executeScript((text) => {
            document.documentElement.dataset.say = text;
            document.dispatchEvent(new Event("say"));
          }, JSON.stringify(word));
        }
        await until(driver, "for the last message", async () => (await heard()).length === before.length + words.length);
        // The page hears a message, which no browser can refuse; the element does nothing about it.
        assert.deepEqual((await heard()).slice(before.length).map(([kind]) => kind), words.map(() => "message"));
      });
    });
  }
});
