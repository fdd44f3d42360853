// Gives a person's answers as a person would: by pressing, typing and choosing, whatever the engine.
import { By, Key } from "selenium-webdriver";
import { until } from "./frames.mjs";

/** @typedef {import("selenium-webdriver").WebDriver} Driver */
/** @typedef {import("selenium-webdriver").WebElement} Element */

/** An answer may bring up further questions, but not forever. */
const ROUNDS = 8;

/**
 * Presses something, away from the edges, where a line of the page may lie over it.
 * @param {Driver} driver
 * @param {Element} element
 */
export async function press(driver, element) {
  await driver.executeScript((node) => node.scrollIntoView({ block: "center" }), element);
  await element.click();
}

/** Types into an empty field. @param {Element} field @param {string} text */
export async function type(field, text) {
  const driver = field.getDriver();
  await driver.executeScript((node) => node.scrollIntoView({ block: "center" }), field);
  // WebKit's driver sends no keys into a frame in which nothing has been pressed yet.
  await until(driver, "for the field to take keys", () => field.sendKeys(text).then(() => true, () => field.click().then(() => false)));
  if ((await field.getAttribute("value")) !== text) throw new Error(`"${text}" was not taken`);
}

/**
 * Ticks a box, or chooses from a list. A page that just grows may move away from under the pointer, but
 * not from the keyboard.
 * @param {Driver} driver
 * @param {Element} choice
 */
export async function choose(driver, choice) {
  await press(driver, choice);
  if (!(await choice.isSelected())) await choice.sendKeys(Key.SPACE);
  if (!(await choice.isSelected())) throw new Error("a choice was not taken");
}

/**
 * Says whom the answers are about, and answers whatever is asked.
 * @param {Driver} driver in the frame with the questions
 * @param {{[measure: string]: any}} answers as in `person.mjs`
 * @param {string} about
 * @returns {Promise<string[]>} the questions that were met
 */
export async function fill(driver, answers, about) {
  await choose(driver, await driver.findElement(By.css(`input[name="person"][value="${about}"]`)));
  await until(driver, "for the first question", async () => (await shown(driver)).length > 0);
  const met = new Set();
  for (let round = 0; round < ROUNDS; round += 1) {
    const fresh = (await shown(driver)).filter((measure) => !met.has(measure));
    if (fresh.length === 0) return [...met];
    for (const measure of fresh) {
      met.add(measure);
      const box = (await driver.findElements(By.css(`fieldset[data-measure="${measure}"]`)))[0];
      if (answers[measure] !== undefined && box && (await box.isDisplayed())) await answer(driver, box, answers[measure]);
    }
  }
  throw new Error("the questions never end");
}

/** The questions that are asked now. @param {Driver} driver @returns {Promise<string[]>} */
const shown = (driver) =>
  driver.executeScript(() => [...document.querySelectorAll("#groups fieldset[data-measure]")].filter((box) => box.checkVisibility()).map((box) => box.dataset.measure));

/** @param {Driver} driver @param {Element} box @param {any} given */
async function answer(driver, box, given) {
  const find = (/** @type {string} */ selector) => box.findElements(By.css(selector));
  const write = async (/** @type {string} */ selector, /** @type {string} */ text) => type((await find(selector))[0], text);
  const pick = async (/** @type {string} */ selector, /** @type {string} */ value) => choose(driver, (await find(`${selector} option[value="${value}"]`))[0]);
  if (typeof given === "object") {
    await write("input.number", given.value);
    if (given.unit) await pick("[id^=unit-]", given.unit);
  } else if ((await find("[id^=year-]")).length > 0 && /^\d/.test(given)) {
    const [year, month, day] = given.split("-").map(Number);
    await write("[id^=day-]", String(day));
    await pick("[id^=month-]", String(month));
    await write("[id^=year-]", String(year));
  } else {
    const value = typeof given === "boolean" ? (given ? "yes" : "no") : given;
    await choose(driver, (await find(`input[value="${value}"]`))[0]);
  }
}
