// A twelve-year-old with a new diabetes, and how to give anybody's answers with nothing but a keyboard.
import { readFileSync } from "node:fs";
import { checkout } from "./harness.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Frame} Frame */

const words = JSON.parse(readFileSync(`${checkout}www/locales/en.json`, "utf8")).form;

/** Civil days relative to today, as the page sees today. */
function dayFrom(years, days) {
  const today = new Date();
  return new Date(today.getFullYear() + years, today.getMonth(), today.getDate() + days);
}

const civil = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
const found = dayFrom(0, -61);

/** The day before six calendar months from a day are over, clamped to the month's end. */
function lastDayWithinSixMonths(start) {
  const month = new Date(start.getFullYear(), start.getMonth() + 6, 1);
  const length = new Date(month.getFullYear(), month.getMonth() + 1, 0).getDate();
  return new Date(month.getFullYear(), month.getMonth(), Math.min(start.getDate(), length) - 1);
}

/** As the page writes it. */
export const lastDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(lastDayWithinSixMonths(found));

/** Answers as the engine takes them; a number in quotes is typed as it stands, and any radio button may be named. */
export const girlOfTwelve = {
  birth_date: civil(dayFrom(-12, -100)),
  sex: "female",
  weight: { value: "42,5" },
  height: { value: "152" },
  type1_diabetes: true,
  diabetes_diagnosed: civil(found),
  c_peptide_fasting: { value: "0,35", unit: "nmol/L" },
  c_peptide_taken: "fasting",
  creatinine: { value: "48", unit: "umol/L" },
  heart_disease: false,
  angina: false,
  unstable_cardiovascular: false,
  systolic_bp: { value: "108" },
  diastolic_bp: { value: "66" },
  systemic_immunosuppressant_current: false,
  glucose_active_medicine: "none",
  dmso_hypersensitivity: false,
  other_excipient_hypersensitivity: false,
  malignancy: "none",
  demyelinating_disease: "none",
  active_infection: "none",
  tb_status: "never",
  tb_exposure_3m: false,
  tb_exposure_earlier: false,
  tb_mycosis_travel_3m: false,
  hbsag: "unknown",
  hbv_vaccinated: true,
  hiv: "discuss",
  childbearing_potential: "no_premenarche",
  pregnant: false,
  breastfeeding: false,
  caregivers_agree: "both",
};

/** What has the focus: tag, kind, and where in which question it stands. */
export function focused(frame) {
  return frame.evaluate(() => {
    const active = /** @type {HTMLInputElement} */ (document.activeElement);
    const row = active.closest(".rows > li");
    return {
      id: active.id,
      stem: active.id.replace(/-\d+$/, ""),
      tag: active.tagName,
      type: active.type ?? "",
      name: active.name ?? "",
      value: active.value ?? "",
      checked: active.checked === true,
      text: active.textContent ?? "",
      legend: active.closest("fieldset")?.querySelector("legend")?.textContent ?? "",
      measure: active.closest("[data-measure]")?.getAttribute("data-measure") ?? "",
      instead: active.closest(".instead")?.querySelector("[data-measure]")?.getAttribute("data-measure") ?? "",
      dated: active.closest(".tested") !== null,
      listed: active.closest("[data-measure]")?.querySelector(".rows") !== null,
      rows: active.closest("[data-measure]")?.querySelectorAll(".rows > li").length ?? 0,
      row: row ? [...(row.parentElement?.children ?? [])].indexOf(row) : -1,
      second: active.closest(".pair") !== null,
    };
  });
}

/** Moves the choice of the focused radio group with the arrow keys until it is the wanted one. */
async function chooseRadio(page, frame, wanted) {
  await page.keyboard.press("Space");
  for (let presses = 0; presses < 20; presses += 1) {
    if ((await focused(frame)).value === wanted) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`no choice "${wanted}" in ${(await focused(frame)).measure}`);
}

/** Chooses in the focused list by going through it. */
async function chooseOption(page, frame, wanted) {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused(frame)).value === wanted) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`no option "${wanted}"`);
}

/** Types one part of a date that may lack its day or month. */
async function typePart(page, frame, at, date) {
  const [year, month, day] = date.split("-");
  if (at.value !== "") return;
  if (at.stem === "day" && day) await page.keyboard.type(String(Number(day)));
  if (at.stem === "month" && month) await chooseOption(page, frame, String(Number(month)));
  if (at.stem === "year") await page.keyboard.type(year);
}

const isPart = ({ stem }) => ["day", "month", "year"].includes(stem);
const radioOf = (answer) => (typeof answer === "boolean" ? (answer ? "yes" : "no") : answer);

/** One control of an entry in a list: of a date, a medicine or a dose. */
async function answerEntry(page, frame, at, entry) {
  if (typeof entry === "string") {
    if (isPart(at)) await typePart(page, frame, at, entry);
    return;
  }
  const key = { [words.last_dose]: "last_dose", [words.started]: "started", [words.dose_from]: "from", [words.dose_to]: "to" }[at.legend];
  if (isPart(at)) {
    if (key && entry[key]) await typePart(page, frame, at, entry[key]);
  } else if (at.type === "radio") {
    if (!at.checked && (entry.ongoing !== undefined || entry.last_dose)) await chooseRadio(page, frame, radioOf(entry.ongoing ?? false));
  } else if (at.stem === "drug" && at.value === "") await page.keyboard.type(entry.drug ?? "");
  else if (at.stem === "dose" && at.value === "") await page.keyboard.type(String(entry.dose.value));
  else if (["route", "response", "elimination"].includes(at.stem) && entry[at.stem] && at.value === "") await chooseOption(page, frame, entry[at.stem]);
}

/**
 * Gives the focused control what the answer says.
 * @returns {Promise<boolean>} whether the focus has moved to where there is something to do
 */
async function answerControl(page, frame, at, answer) {
  const inner = answer !== null && typeof answer === "object" && !Array.isArray(answer) ? answer : null;
  const plain = inner && "value" in inner ? inner.value : answer;
  if (at.listed) {
    const entries = answer === "never" ? [] : typeof answer === "string" ? [{ last_dose: answer }] : answer;
    if (at.row >= 0) await answerEntry(page, frame, at, entries[at.row]);
    else if (at.type === "checkbox" && at.value === "none" && entries.length === 0 && !at.checked) await page.keyboard.press("Space");
    else if (at.tag === "BUTTON" && at.rows < entries.length) {
      await page.keyboard.press("Enter");
      return true;
    }
    return false;
  }
  if (at.tag === "BUTTON") {
    if (at.text !== words.tested_on || !inner?.on) return false;
    await page.keyboard.press("Enter");
    return true;
  }
  if (at.dated) await typePart(page, frame, at, inner?.on ?? "");
  else if (isPart(at)) {
    if (typeof plain === "string" && /^\d/.test(plain)) await typePart(page, frame, at, plain);
  } else if (at.type === "checkbox") {
    const wanted = [plain].flat().includes(at.value);
    if (wanted && !at.checked) await page.keyboard.press("Space");
  } else if (at.type === "radio") {
    const item = inner?.[at.name.replace(/-\d+$/, "")];
    const numbered = typeof plain === "number" || /^(1:)?\d+$/.test(plain);
    const wanted = radioOf(at.name.startsWith(at.measure) ? (numbered ? "positive" : plain) : item);
    if (typeof wanted === "string" && !at.checked) await chooseRadio(page, frame, wanted);
  } else if (at.stem === "precision") {
    const how = inner ? { low: "between", below: "below", above: "above" }[Object.keys(inner).find((key) => ["low", "below", "above"].includes(key))] : undefined;
    if (how) await chooseOption(page, frame, how);
  } else if (at.stem === "unit") {
    if (inner?.unit) await chooseOption(page, frame, inner.unit);
  } else if (at.stem === "limit") {
    if (inner?.upper_limit && at.value === "") await page.keyboard.type(String(inner.upper_limit.value));
  } else if (at.type === "text" && at.value === "" && at.stem === at.measure) {
    const number = at.second ? inner?.high : (inner?.low ?? inner?.below ?? inner?.above ?? plain);
    if (number !== undefined && number !== null && typeof number !== "object") await page.keyboard.type(String(number).replace(/^1:/, ""));
  }
  return false;
}

/**
 * Goes through the page with Tab alone and answers what it knows, until it comes to the
 * button that leads to the result. An answer may bring up a question further above: then it
 * goes round again.
 * @param {Page} page
 * @param {Frame} frame
 * @param {object} answers
 * @param {string} about
 * @returns {Promise<string[]>} the questions that were met
 */
export async function answerByKeyboard(page, frame, answers, about) {
  /** @type {Set<string>} */
  const met = new Set();
  for (let rounds = 0; rounds < 4; rounds += 1) {
    await answerOnce(page, frame, answers, about, met);
    const shown = await frame.locator("#groups fieldset[data-measure]:visible").evaluateAll((all) => all.map((node) => node.dataset.measure));
    if (shown.every((measure) => met.has(measure) || answers[measure] === undefined)) return [...met];
    await frame.locator("#title").focus();
  }
  throw new Error("the questions never end");
}

async function answerOnce(page, frame, answers, about, met) {
  let stay = false;
  for (let presses = 0; presses < 2500; presses += 1) {
    if (!stay) await page.keyboard.press("Tab");
    const at = await focused(frame);
    stay = false;
    if (at.id === "see") return;
    if (at.name === "person") {
      if (!at.checked) await chooseRadio(page, frame, about);
    } else if (at.measure === "" && at.instead !== "" && answers[at.instead] !== undefined) {
      await page.keyboard.press("Enter");
      stay = true;
    } else if (at.measure !== "") {
      met.add(at.measure);
      const answer = answers[at.measure];
      if (answer !== undefined) stay = await answerControl(page, frame, at, answer);
    }
  }
  throw new Error("Tab never reached the way to the result");
}

/** Presses Tab until something has the focus. */
export async function tabTo(page, frame, is, presses = 60) {
  for (let count = 0; count < presses; count += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(frame);
    if (is(at)) return at;
  }
  throw new Error("Tab never got there");
}

/** Chooses trials with the keyboard; without ids, all of them. */
export async function chooseByKeyboard(page, frame, ...ids) {
  if (ids.length === 0) await tabTo(page, frame, ({ id }) => id === "choose-all");
  const left = new Set(ids);
  while (left.size > 0) {
    const { value } = await tabTo(page, frame, ({ name, value }) => name === "trial" && left.has(value));
    await page.keyboard.press("Space");
    left.delete(value);
  }
  if (ids.length > 0) await tabTo(page, frame, ({ id }) => id === "choose-go");
  await page.keyboard.press("Enter");
}

/** The field of a measure. */
export function field(frame, measure) {
  return frame.locator(`fieldset[data-measure="${measure}"]`);
}

/** Chooses whom the answers are about and waits for the questions. */
export async function begin(frame, about = "child") {
  await frame.locator(`input[name="person"][value="${about}"]`).check();
  await frame.locator("#groups fieldset:visible").first().waitFor();
}

/** Types into a quantity and leaves it. */
export async function typeQuantity(frame, measure, text, unit) {
  const box = field(frame, measure);
  await box.locator("input.number").first().fill(text);
  if (unit) await box.locator("select[id^=unit-]").selectOption(unit);
  await frame.locator("#title").focus();
}

/** Types a date and leaves it. */
export async function typeDate(frame, measure, day, month, year) {
  const box = field(frame, measure);
  await box.locator("[id^=day-]").first().fill(day);
  await box.locator("[id^=month-]").first().selectOption(month);
  await box.locator("[id^=year-]").first().fill(year);
  await frame.locator("#title").focus();
}
