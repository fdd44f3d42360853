// Lets the attacker's script try everything in one engine: in a page without a policy, where it must be
// heard, and in each place where people meet the widget.
import { By } from "selenium-webdriver";
import { EMPTY, enterQuestions, until, visit } from "./frames.mjs";
import { GROUPS, LEAVING, PRESSED, SAME_ORIGIN, TOGETHER } from "./ways.mjs";

/** Where people meet the widget. */
export const PLACES = ["file", "served", "embedded"];
/** The page without a policy. */
export const OPEN = "open";

const ALONE = Object.keys({ ...PRESSED, ...LEAVING });
const NAMES = [...Object.keys(TOGETHER), ...ALONE];
/** An engine that does something at all begins it within this time. */
const LONGEST = 3000;
/** Between groups of attempts, none of which ends the others. */
const SHORT = 300;
/** An engine may put off what is only asked for ahead, or forget it. */
const TRIES = 4;

const pause = (/** @type {number} */ duration) => new Promise((resolve) => setTimeout(resolve, duration));

/** A name that tells what was tried, where and by whom. @param {string} way @param {string} place @param {string} engine */
export const doorName = (way, place, engine) => `w${NAMES.indexOf(way)}-${place}-${engine}.test`;

export class Attempts {
  #session;
  #judge;
  #addresses;
  #isJudged;
  /** How long to wait for what may never come; longer, once it is known how long this engine takes. */
  #patience = 500;

  /**
   * @param {import("./engines.mjs").Session} session
   * @param {import("./judge.mjs").Judge} judge
   * @param {{[place: string]: string}} addresses of the page in each place
   * @param {(way: string) => boolean} isJudged
   */
  constructor(session, judge, addresses, isJudged) {
    this.#session = session;
    this.#judge = judge;
    this.#addresses = addresses;
    this.#isJudged = isJudged;
  }

  /**
   * The page without a policy; whatever this engine can do at all is heard there.
   * @param {(way: string) => boolean} isPossible what is worth waiting for
   */
  async tryOpen(isPossible) {
    // Some do nothing but at the top of a page.
    await visit(this.#session.driver, `${this.#addresses[OPEN]}/inside`);
    for (const group of this.#groups()) {
      const ways = group.filter((way) => !SAME_ORIGIN.includes(way));
      const left = () => ways.filter((way) => isPossible(way) && this.#judge.heard(this.#name(way, OPEN)).length === 0);
      await this.#tryAll(OPEN, ways);
      for (let tries = 1; (await this.#waitFor(() => left().length === 0)) === null && tries < TRIES; tries += 1) await this.#tryAll(OPEN, left());
    }
    for (const way of [...SAME_ORIGIN, ...ALONE]) {
      if (SAME_ORIGIN.includes(way)) await this.#enterOpen((await this.#to(way, OPEN)).http.replace("/way", "/start"));
      else await this.#enter(OPEN);
      const pressed = Date.now();
      await this.#tryAll(OPEN, [way]);
      if (way.endsWith("on leaving")) await visit(this.#session.driver, EMPTY);
      if (!isPossible(way)) continue;
      const heard = await this.#waitFor(() => this.#judge.heard(this.#name(way, OPEN)).includes("request"));
      if (heard !== null && way in LEAVING) this.#patience = Math.min(Math.max(this.#patience, 3 * (heard - pressed)), LONGEST);
      await this.#closeOthers();
    }
  }

  /** @param {string} place */
  async trySealed(place) {
    await this.#enter(place);
    for (const group of this.#groups()) {
      await this.#tryAll(place, group);
      await this.#quiet(place, SHORT);
    }
    await this.#quiet(place);
    await this.#enter(place);
    for (const way of Object.keys(PRESSED)) {
      await this.#tryAll(place, [way]);
      await this.#closeOthers();
      if (!(await this.#isIntact())) await this.#enter(place);
    }
    await this.#quiet(place);
    // This leaves the page; two of them wait for it.
    await this.#enter(place);
    for (const way of Object.keys(LEAVING)) {
      await this.#tryAll(place, [way]);
      // Nobody says when something has not happened; but where the page is gone, it has.
      for (const start = Date.now(); Date.now() - start < this.#patience && (await this.#isIntact()); ) await pause(20);
      if (!(await this.#isIntact())) await this.#enter(place);
    }
    await this.#quiet(place);
  }

  /**
   * Keeps a word in each store, comes back and looks for it.
   * @param {string} place
   * @param {[string, string][]} words
   * @returns {Promise<string[]>} the stores that still had theirs
   */
  async tryStores(place, words) {
    await this.#enter(place);
    await this.#press({ keep: words });
    await this.#said(words);
    await this.#enter(place);
    await this.#press({ read: words });
    const said = await this.#said(words);
    return Object.keys(said).filter((store) => said[store] === "true");
  }

  #groups() {
    return Object.values(GROUPS).map((group) => Object.keys(group).filter(this.#isJudged));
  }

  /** @param {string} way @param {string} place */
  #name(way, place) {
    return doorName(way, place, this.#session.engine);
  }

  /** @param {string} way @param {string} place */
  async #to(way, place) {
    const { host, ip } = await this.#judge.door(this.#name(way, place));
    return { http: `http://${host}/way`, https: `https://${host}/way`, host, ip };
  }

  /** @param {string} place @param {string[]} ways */
  async #tryAll(place, ways) {
    await this.#press({ ways: await Promise.all(ways.map(async (way) => [way, await this.#to(way, place)])) });
  }

  /** @param {object} orders */
  async #press(orders) {
    const { driver } = this.#session;
    await driver.executeScript((text) => { document.documentElement.dataset.orders = text; }, JSON.stringify(orders));
    await driver.findElement(By.id("hostile")).click();
  }

  /** What the script was told about each attempt, once all have ended. @param {[string, string][]} attempts */
  async #said(attempts) {
    const { driver } = this.#session;
    let said = {};
    await until(driver, "for the end of the attempts", async () => {
      said = JSON.parse(await driver.executeScript(() => document.documentElement.dataset.said));
      return attempts.every(([attempt]) => ![undefined, "no end"].includes(said[attempt]));
    });
    return said;
  }

  /** @param {string} place */
  async #enter(place) {
    if (place === OPEN) return this.#enterOpen(this.#addresses[OPEN]);
    await visit(this.#session.driver, this.#addresses[place]);
    await enterQuestions(this.#session.driver);
  }

  /** @param {string} address */
  async #enterOpen(address) {
    const { driver } = this.#session;
    await visit(driver, address);
    await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
    await until(driver, "for the open page", () => this.#isIntact());
  }

  async #isIntact() {
    return (await this.#session.driver.findElements(By.id("hostile")).catch(() => [])).length > 0;
  }

  /** When it became so, or nothing where it did not. @param {() => boolean} isSo */
  async #waitFor(isSo) {
    for (const start = Date.now(); Date.now() - start < LONGEST; await pause(20)) if (isSo()) return Date.now();
    return null;
  }

  /** Waits until nothing new is heard of a place. @param {string} place @param {number} [patience] */
  async #quiet(place, patience = this.#patience) {
    const isHere = (/** @type {string} */ name) => name.endsWith(`-${place}-${this.#session.engine}.test`);
    for (let before = -1, now = 0; before !== now; ) {
      before = this.#judge.count(isHere);
      await pause(patience);
      now = this.#judge.count(isHere);
    }
  }

  /** Closes what popped up. */
  async #closeOthers() {
    const { driver, window } = this.#session;
    const others = (await driver.getAllWindowHandles()).filter((other) => other !== window);
    if (others.length === 0) return;
    for (const other of others) {
      await driver.switchTo().window(other);
      await driver.close();
    }
    await driver.switchTo().window(window);
  }
}
