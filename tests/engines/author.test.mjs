// The page for who brings a trial, in three engines: problems in their places, cases, and the preview.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { By } from "selenium-webdriver";
import { checkout, serve } from "../e2e/harness.mjs";
import { ENGINES, forget, start } from "./engines.mjs";
import { press } from "./fill.mjs";
import { enterQuestions, until, visit } from "./frames.mjs";

const text = readFileSync(`${checkout}www/examples/sixth.json`, "utf8");
const server = await serve();
after(() => server.close());

describe("engines", { concurrency: true }, () => {
  for (const engine of ENGINES) {
    describe(engine, { concurrency: 1 }, () => {
      /** @type {import("./engines.mjs").Session} */
      let session;
      /** @type {import("selenium-webdriver").WebDriver} */
      let driver;
      const find = (/** @type {string} */ selector) => driver.findElement(By.css(selector));
      const says = (/** @type {string} */ selector, /** @type {RegExp} */ words) => until(driver, `for ${words}`, async () => words.test(await (await find(selector)).getText()));

      before(async () => {
        session = await start(engine);
        driver = session.driver;
      });
      after(async () => {
        await session.quit();
        forget(session);
      });

      test(`${engine}: a mistake is named and marked, a whole trial is tried out`, async () => {
        await visit(driver, `${server.origin}/www/author.html#lang=en`);
        await until(driver, "for the page", async () => (await find("#text")).isDisplayed());
        const put = (/** @type {string} */ typed) => driver.executeScript((value) => {
          const area = /** @type {HTMLTextAreaElement} */ (document.getElementById("text"));
          area.value = value;
          area.dispatchEvent(new Event("input"));
        }, typed);
        await put(text.replace('"unit": "g/dL"', '"unit": "mg/L",'));
        await says("#problems", /Line 65, column 84[^]*No comma may stand before a closing bracket/);
        await press(driver, await find("#problems button"));
        const marked = await driver.executeScript(() => {
          const { value, selectionStart, selectionEnd, scrollTop } = /** @type {HTMLTextAreaElement} */ (document.activeElement);
          return [value.slice(selectionStart, selectionEnd).trim().slice(0, 20), scrollTop > 0];
        });
        assert.deepEqual(marked, ['"rule": { "at_least"', true]);
        await put(text);
        await says("#sum", /No errors and no advice/);
        await press(driver, await find("#cases-run"));
        await says("#cases-news", /28 of 28 cases/);
        // Where a driver may not look into a closed root: a copy of the element would lack its definition.
        await driver.executeScript(() => {
          const attach = Element.prototype.attachShadow;
          Element.prototype.attachShadow = function attachShadow(init) {
            return attach.call(this, { ...init, mode: "open" });
          };
        });
        await press(driver, await find("#preview-show"));
        await enterQuestions(driver);
        await says("h1", /invented trial of a tablet/);
        assert.deepEqual(await session.console(), []);
      });
    });
  }
});
