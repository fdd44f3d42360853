// A twelve-year-old with a new diabetes, and how to give her answers with nothing but a keyboard.

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Frame} Frame */

/** Civil days relative to today, as the page sees today. */
function dayFrom(years, days) {
  const today = new Date();
  return new Date(today.getFullYear() + years, today.getMonth(), today.getDate() + days);
}

const born = dayFrom(-12, -100);
const found = dayFrom(0, -61);

/** The day before six calendar months from a day are over, clamped to the month's end. */
function lastDayWithinSixMonths(start) {
  const month = new Date(start.getFullYear(), start.getMonth() + 6, 1);
  const length = new Date(month.getFullYear(), month.getMonth() + 1, 0).getDate();
  return new Date(month.getFullYear(), month.getMonth(), Math.min(start.getDate(), length) - 1);
}

/** As the page writes it. */
export const lastDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(lastDayWithinSixMonths(found));

/** @type {Record<string, string | {day: Date} | {value: string, unit?: string}>} a text is the value of a radio button */
export const girlOfTwelve = {
  birth_date: { day: born },
  sex: "female",
  weight: { value: "42,5" },
  height: { value: "152" },
  type1_diabetes: "yes",
  diabetes_diagnosed: { day: found },
  c_peptide_fasting: { value: "0,35", unit: "nmol/L" },
  c_peptide_taken: "fasting",
  creatinine: { value: "48", unit: "umol/L" },
  heart_disease: "no",
  angina: "no",
  unstable_cardiovascular: "no",
  systolic_bp: { value: "108" },
  diastolic_bp: { value: "66" },
  systemic_immunosuppressant_current: "no",
  glucose_active_medicine: "none",
  dmso_hypersensitivity: "no",
  other_excipient_hypersensitivity: "no",
  malignancy: "none",
  demyelinating_disease: "none",
  active_infection: "none",
  tb_status: "never",
  tb_exposure_3m: "no",
  tb_exposure_earlier: "no",
  tb_mycosis_travel_3m: "no",
  hbsag: "unknown",
  hbv_vaccinated: "yes",
  hiv: "discuss",
  childbearing_potential: "no_premenarche",
  pregnant: "no",
  breastfeeding: "no",
  caregivers_agree: "both",
};

/** What has the focus: tag, kind, and the question it stands in. */
export function focused(frame) {
  return frame.evaluate(() => {
    const active = /** @type {HTMLInputElement} */ (document.activeElement);
    return {
      id: active.id,
      tag: active.tagName,
      type: active.type ?? "",
      name: active.name ?? "",
      value: active.value ?? "",
      text: active.textContent ?? "",
      measure: active.closest("[data-measure]")?.getAttribute("data-measure") ?? "",
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

/** Chooses in the focused list by typing what it shows. */
async function chooseOption(page, frame, wanted) {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused(frame)).value === wanted) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`no option "${wanted}"`);
}

/**
 * Goes through the page with Tab alone and answers what it knows, until it comes to the
 * button that leads to the result.
 * @param {Page} page
 * @param {Frame} frame
 * @param {typeof girlOfTwelve} answers
 * @param {string} about
 * @returns {Promise<string[]>} the questions that were met
 */
export async function answerByKeyboard(page, frame, answers, about) {
  /** @type {Set<string>} */
  const met = new Set();
  for (let presses = 0; presses < 600; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(frame);
    if (at.id === "see") return [...met];
    if (at.name === "person") {
      await chooseRadio(page, frame, about);
      continue;
    }
    if (at.measure === "") continue;
    met.add(at.measure);
    const answer = answers[at.measure];
    if (answer === undefined) continue;
    if (typeof answer === "string") {
      if (at.type === "radio") await chooseRadio(page, frame, answer);
    } else if ("day" in answer) {
      if (at.id.startsWith("day-")) await page.keyboard.type(String(answer.day.getDate()));
      if (at.id.startsWith("month-")) await chooseOption(page, frame, String(answer.day.getMonth() + 1));
      if (at.id.startsWith("year-")) await page.keyboard.type(String(answer.day.getFullYear()));
    } else {
      if (at.type === "text" && at.id.startsWith(at.measure) && at.value === "") await page.keyboard.type(answer.value);
      if (at.id.startsWith("unit-") && answer.unit) await chooseOption(page, frame, answer.unit);
    }
  }
  throw new Error("Tab never reached the way to the result");
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
