/**
 * Text as a person types it, turned into numbers and dates. Nothing else on the
 * page parses typed text. A blank is null: it is not an answer, least of all zero.
 * Limits are the engine's business; here only the shape of the text counts.
 */

/** @typedef {{value: number} | {error: string} | null} NumberReading */
/** @typedef {"exact" | "between" | "below" | "above"} Precision */
/** @typedef {{value: number} | {low: number, high: number} | {above: number} | {below: number}} Shape */
/** @typedef {{shape: Shape} | {error: string, part: "value" | "high"} | null} ShapeReading */
/** @typedef {{date: string} | {error: string, part: "day" | "month" | "year"} | null} DateReading */

/**
 * Full-width digits and separators come from East Asian keyboards, typographic minus
 * signs and no-break spaces from copied reports. Superscripts and fractions are left
 * alone on purpose: "10\u00b2" must not become 102.
 * @param {string} text
 */
export function fold(text) {
  return text
    .replace(/[\uff0c\uff0e\uff10-\uff19\uff1c\uff1e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u2212\u2012]/g, "-")
    .replace(/[\u00a0\u2009\u202f\u3000]/g, " ")
    .trim();
}

/**
 * A decimal number with a comma or a point. "1,234" could be either of two numbers a
 * thousand apart, so it is refused; "0,123" and "12,5" can only be one.
 * @param {string} text
 * @returns {NumberReading}
 */
export function readNumber(text) {
  const typed = fold(text);
  if (typed === "") return null;
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(typed)) return { error: "ambiguous_comma" };
  const grouped = /^-?[1-9]\d{0,2}( \d{3})+([.,]\d+)?$/.test(typed);
  const plain = grouped ? typed.replace(/ /g, "") : typed;
  if (!/^-?(\d+[.,]?\d*|[.,]\d+)$/.test(plain)) {
    return { error: /^-?\d[\d.,' ]*$/.test(plain) ? "separators" : "not_a_number" };
  }
  const value = Number(plain.replace(",", "."));
  return Number.isFinite(value) ? { value } : { error: "too_many_digits" };
}

/**
 * A number as `readNumber` takes it back, without a power of ten. Nothing for what is no number.
 * @param {unknown} number
 */
export function typedNumber(number) {
  if (typeof number !== "number" || !Number.isFinite(number)) return "";
  const text = String(number);
  return text.includes("e") ? number.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

/**
 * A number in the way it is known. In the exact field "<0.02", ">90" and "50-55" are
 * taken as what they say, because that is how reports print them.
 * @param {Precision} precision
 * @param {string} text
 * @param {string} [highText]
 * @returns {ShapeReading}
 */
export function readShape(precision, text, highText = "") {
  if (precision === "between") return readRange(text, highText);
  if (precision === "exact") {
    const typed = fold(text);
    if (/^([<>] ?=|[\u2264\u2265])/.test(typed)) return { error: "or_equal", part: "value" };
    if (/^[<>]$/.test(typed)) return { error: "not_a_number", part: "value" };
    if (typed.startsWith("<")) return readShape("below", typed.slice(1));
    if (typed.startsWith(">")) return readShape("above", typed.slice(1));
    const range = /^(\d[\d.,]*) ?[-\u2013] ?(\d[\d.,]*)$/.exec(typed);
    if (range) return readRange(range[1] ?? "", range[2] ?? "");
  }
  const number = readNumber(text);
  if (number === null) return null;
  if ("error" in number) return { error: number.error, part: "value" };
  if (precision === "below") return { shape: { below: number.value } };
  if (precision === "above") return { shape: { above: number.value } };
  return { shape: { value: number.value } };
}

/**
 * @param {string} lowText
 * @param {string} highText
 * @returns {ShapeReading}
 */
function readRange(lowText, highText) {
  const low = readNumber(lowText);
  const high = readNumber(highText);
  if (low === null && high === null) return null;
  if (low === null) return { error: "range_needs_both", part: "value" };
  if ("error" in low) return { error: low.error, part: "value" };
  if (high === null) return { error: "range_needs_both", part: "high" };
  if ("error" in high) return { error: high.error, part: "high" };
  if (low.value > high.value) return { error: "range_reversed", part: "high" };
  return { shape: { low: low.value, high: high.value } };
}

/**
 * The number behind the colon of a titre: "1:160", "1 / 160" or "160" alone.
 * @param {string} text
 * @returns {NumberReading}
 */
export function readTitre(text) {
  const typed = fold(text);
  if (typed === "") return null;
  const [, digits] = /^(?:1 ?(?:[:/\uff1a]|to) ?)?(\d{1,6})$/i.exec(typed) ?? [];
  return digits === undefined ? { error: "titre_text" } : { value: Number(digits) };
}

/**
 * The upper limit that a laboratory prints beside a result: alone, or as the end of a range
 * as in "7-56" and "<40".
 * @param {string} text
 * @returns {NumberReading}
 */
export function readUpperLimit(text) {
  const reading = readShape("exact", text);
  if (reading === null) return null;
  if ("error" in reading) return { error: reading.error };
  const { shape } = reading;
  if ("value" in shape) return { value: shape.value };
  if ("high" in shape) return { value: shape.high };
  return "below" in shape ? { value: shape.below } : { error: "limit_above" };
}

/**
 * A day, a month or a year. The month comes from a list, so day and month cannot be swapped.
 * @param {{day: string, month: string, year: string}} typed
 * @returns {DateReading}
 */
export function readDate(typed) {
  const day = fold(typed.day);
  const month = fold(typed.month);
  const year = fold(typed.year);
  if (day === "" && month === "" && year === "") return null;
  if (day !== "" && !/^\d{1,2}$/.test(day)) return { error: "day_digits", part: "day" };
  if (day !== "" && (Number(day) < 1 || Number(day) > 31)) return { error: "day_digits", part: "day" };
  if (month !== "" && !/^([1-9]|0[1-9]|1[0-2])$/.test(month)) return { error: "month_missing", part: "month" };
  if (day !== "" && month === "") return { error: "month_missing", part: "month" };
  if (year === "") return { error: "year_missing", part: "year" };
  if (!/^[1-9]\d{3}$/.test(year)) return { error: "year_digits", part: "year" };
  if (month === "") return { date: year };
  const yearAndMonth = `${year}-${month.padStart(2, "0")}`;
  if (day === "") return { date: yearAndMonth };
  if (Number(day) > daysIn(Number(year), Number(month))) return { error: "no_such_day", part: "day" };
  return { date: `${yearAndMonth}-${day.padStart(2, "0")}` };
}

/**
 * @param {number} year
 * @param {number} month 1 to 12
 */
function daysIn(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The day on the wall calendar where the person is, not in Greenwich.
 * @param {Date} moment
 */
export function civilDate(moment) {
  const pad = (/** @type {number} */ part, /** @type {number} */ length) => String(part).padStart(length, "0");
  return `${pad(moment.getFullYear(), 4)}-${pad(moment.getMonth() + 1, 2)}-${pad(moment.getDate(), 2)}`;
}
