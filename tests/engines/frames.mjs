// The way into the frame with the questions: through the sealed file, and through the page around it.
import { By, Condition } from "selenium-webdriver";

/** @typedef {import("selenium-webdriver").WebDriver} Driver */

/** Whatever a person can begin with. */
const READY = "#choose, #prescreen, #list, #one";
export const EMPTY = "about:blank";
const PATIENCE = 20_000;

/**
 * Waits until a script in the frame says yes; while a frame loads, there may be nobody to ask.
 * @param {Driver} driver
 * @param {string} what
 * @param {() => Promise<any>} is
 */
export function until(driver, what, is) {
  return driver.wait(new Condition(what, () => is().catch(() => false)), PATIENCE, undefined, 50);
}

/**
 * Opens a page anew, even where only the end of the address would change, and waits for it. Sessions
 * do not wait by themselves: some drivers would for seconds, after each press that leads nowhere.
 * @param {Driver} driver
 * @param {string} address
 */
export async function visit(driver, address) {
  await driver.switchTo().defaultContent();
  await driver.get(EMPTY);
  await until(driver, "for the old page to go", () => driver.executeScript((empty) => location.href === empty, EMPTY));
  if (address === EMPTY) return;
  await driver.get(address);
  await until(driver, `for ${address}`, () => driver.executeScript((empty) => location.href !== empty && document.readyState === "complete", EMPTY));
}

/**
 * Goes to the questions of a page that frames them, or of the file itself.
 * @param {Driver} driver
 * @param {number} [place] which of several in a page
 */
export async function enterQuestions(driver, place = 0) {
  await driver.switchTo().defaultContent();
  const elements = await driver.findElements(By.css("trial-prescreen"));
  if (elements.length > 0) await until(driver, "for the file in the page", () => enterFile(driver, place));
  await until(driver, "for the questions", async () => {
    await driver.switchTo().frame(await driver.findElement(By.css("iframe[srcdoc]")));
    return true;
  });
  await until(driver, "for the questions to be ready", () => driver.executeScript((ready) => [...document.querySelectorAll(ready)].some((node) => node.checkVisibility()), READY));
}

/** @param {Driver} driver @param {number} place */
async function enterFile(driver, place) {
  await driver.switchTo().defaultContent();
  const element = (await driver.findElements(By.css("trial-prescreen")))[place];
  await driver.executeScript((node) => node.scrollIntoView(), element);
  const frame = (await throughClosedRoot(element)) ?? (await driver.executeScript(pried, element));
  if (frame === null) return false;
  await driver.switchTo().frame(frame);
  return true;
}

/** A driver, unlike a page, may look into a closed root, where its engine lets it. */
async function throughClosedRoot(element) {
  try {
    return await (await element.getShadowRoot()).findElement(By.css("iframe"));
  } catch {
    return null;
  }
}

/** Where it may not: a copy of the element, made after the page itself has changed how roots are made. */
function pried(element) {
  const opened = element.shadowRoot?.querySelector("iframe");
  if (opened) return opened;
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(init) {
    return attach.call(this, { ...init, mode: "open" });
  };
  element.replaceWith(element.cloneNode(true));
  Element.prototype.attachShadow = attach;
  return null;
}
