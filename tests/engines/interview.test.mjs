// A whole prescreen, a calculation and every example page in three engines: the same verdict, nothing
// refused, nothing thrown, nothing sent, and nothing typed left on the disk.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { By } from "selenium-webdriver";
import { checkout, diabetes, serve, singleFile } from "../e2e/harness.mjs";
import { girlOfTwelve, lastDay } from "../e2e/person.mjs";
import { alteredCheckout } from "./altered.mjs";
import { ENGINES, forget, start } from "./engines.mjs";
import { fill, press, type } from "./fill.mjs";
import { enterQuestions, until, visit } from "./frames.mjs";
import { hearsAll, Judge } from "./judge.mjs";
import { filesWith } from "./traces.mjs";

/** Stands before the widget's own script and writes down what goes wrong from the first moment. */
const witness = `{
  const seen = [];
  const note = (text) => { seen.push(text); document.documentElement.dataset.seen = JSON.stringify(seen); };
  document.documentElement.dataset.seen = "[]";
  document.addEventListener("securitypolicyviolation", (event) => note(event.effectiveDirective + ": " + event.blockedURI));
  window.addEventListener("error", (event) => note(String(event.message)));
  window.addEventListener("unhandledrejection", (event) => note(String(event.reason)));
}`;

/** What its makers' services are asked by a browser of its own accord. */
const MAKERS = /(^|\.)(google\.com|googleapis\.com|gstatic\.com|gvt1\.com|duckduckgo\.com|mozilla\.(com|net|org)|firefox\.com|debian\.org): /;

/** As nobody else would write it. */
const RARE = "42,51739846";

const judge = await Judge.start();
const server = await serve();
const watched = alteredCheckout({ before: witness });
after(async () => {
  await server.close();
  await judge.close();
  watched.remove();
});

const places = { file: singleFile + diabetes, framed: `${server.origin}/www/examples/one.html` };
const examples = readdirSync(`${checkout}www/examples`).filter((name) => name.endsWith(".html"));
/** This one is there to show what is said where the questions cannot be. */
const FORBIDDEN = "forbidden.html";

describe("engines", { concurrency: true }, () => {
  for (const engine of ENGINES) {
    describe(engine, { concurrency: 1 }, () => {
      /** @type {import("./engines.mjs").Session} */
      let session;
      /** @type {import("selenium-webdriver").WebDriver} */
      let driver;
      const textOf = async (/** @type {string} */ selector) => (await driver.findElement(By.css(selector))).getText();

      before(async () => {
        session = await start(engine);
        driver = session.driver;
      });
      after(async () => {
        await session.quit();
        forget(session);
      });

      for (const [place, address] of Object.entries(places)) {
        test(`${engine}, ${place}: a girl of twelve is screened, and nothing is said to anybody`, async () => {
          await visit(driver, address);
          await enterQuestions(driver);
          await driver.executeScript(() => {
            document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => { document.documentElement.dataset.violated = effectiveDirective; });
          });
          await judge.settle();
          const before = judge.others();
          const met = await fill(driver, girlOfTwelve, "child");
          assert.ok(met.length > 15, `only ${met.length} questions`);
          await press(driver, await driver.findElement(By.id("see")));
          const verdict = await textOf(".verdict");
          assert.match(verdict, /Nothing found against it so far/);
          assert.match(verdict, /This is not medical advice\. Only the study team decides\. Do not start, stop or change any medicine/);
          assert.ok(verdict.includes(`only until ${lastDay}`), verdict);
          assert.match(await textOf(".next"), /100 million cells/);
          await press(driver, await driver.findElement(By.css('details[data-criterion="E12"] summary')));
          assert.match(await textOf('details[data-criterion="E12"]'), /Pass[^]*48 \u00b5mol\/L[^]*CKiD U25: \d+[^]*EKFC 2021: \d+[^]*below 60/);
          assert.equal(await driver.executeScript(() => document.documentElement.dataset.violated), null);
          assert.deepEqual(await session.console(), []);
          await judge.settle();
          assert.deepEqual(judge.others().filter((heard) => !before.includes(heard) && !MAKERS.test(heard)), []);
        });
      }

      test(`${engine}: a calculation in the file of the calculators`, async () => {
        await visit(driver, `${pathToFileURL(`${checkout}pkg/calculators.html`).href}#body_mass_index`);
        await enterQuestions(driver);
        for (const [measure, text] of [["weight", "60"], ["height", "165"]]) await type(await driver.findElement(By.css(`[data-measure="${measure}"] input[type=text]`)), text);
        await press(driver, await driver.findElement(By.css("h1")));
        await until(driver, "for the result", async () => (await textOf(".calculated")).includes("22.04"));
        assert.equal(await textOf(".calculated"), "22.04 kg/m\u00b2");
        assert.deepEqual(await session.console(), []);
      });

      test(`${engine}: nothing is refused or thrown while the files load`, async () => {
        for (const name of ["prescreen", "calculators"]) {
          await visit(driver, pathToFileURL(`${watched.root}pkg/${name}.html`).href);
          await enterQuestions(driver);
          assert.equal(await driver.executeScript(() => document.documentElement.dataset.seen), "[]", name);
        }
      });

      for (const name of examples) {
        test(`${engine}: the example ${name}`, async () => {
          await visit(driver, `${server.origin}/www/examples/${name}`);
          const count = (await driver.findElements(By.css("trial-prescreen"))).length;
          assert.ok(count > 0);
          if (name === FORBIDDEN) {
            await until(driver, "for the page's own words", async () => (await driver.findElement(By.id("fallback"))).isDisplayed());
            return;
          }
          for (let place = 0; place < count; place += 1) {
            await enterQuestions(driver, place);
            assert.notEqual(await textOf("h1"), "");
          }
        });
      }

      test(`${engine}: what is typed is not written down on the disk`, { skip: engine === "webkit" && "driven, it writes nothing down at all" }, async () => {
        await visit(driver, places.file);
        await enterQuestions(driver);
        await fill(driver, { weight: { value: RARE } }, "child");
        // Browsers note what stands in the fields of all open pages, to bring it back after a crash.
        await driver.switchTo().newWindow("tab");
        const other = await driver.getWindowHandle();
        await driver.get(pathToFileURL(`${checkout}tests/engines/plain.html`).href);
        await until(driver, "for the plain page", async () => {
          await (await driver.findElement(By.id("plain"))).sendKeys("73,91827364");
          return true;
        });
        await until(driver, "for the note of a plain field", async () => filesWith(session.home, "73,91827364").length > 0);
        for (const spelling of [RARE, RARE.replace(",", ".")]) assert.deepEqual(filesWith(session.home, spelling), []);
        await driver.switchTo().window(other);
        await driver.close();
        await driver.switchTo().window(session.window);
      });
    });
  }
});

test("nothing was asked of anybody", { skip: hearsAll ? false : "not heard on this machine" }, () => {
  assert.deepEqual(judge.others().filter((heard) => !MAKERS.test(heard)), []);
  for (const word of judge.words) assert.doesNotMatch(word, /42[,.]5|0[,.]35|premenarche/);
});
