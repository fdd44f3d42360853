/**
 * One trial of one's own in a copy of the single file, whose policy and script stay as they are: its
 * trials stand in a block of data, and data need no digest.
 */

/** @typedef {import("../../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

/** The widget's frame lies in the file as an attribute in single quotes. */
const REFERENCES = { "&#39;": "'", "&amp;": "&" };

/**
 * The tests of a definition are for who writes it.
 * @param {TrialDefinition} definition
 */
export function withoutTests(definition) {
  const { cases, ...rest } = definition;
  delete (/** @type {{$schema?: string}} */ (rest).$schema);
  return rest;
}

/**
 * JSON that stands unharmed in a block of data and in an attribute around it: no text in it can end either.
 * @param {unknown} value
 */
export function dataText(value) {
  return JSON.stringify(value).replace(/[<>&']/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
}

/**
 * Text as it may stand in markup.
 * @param {string} text
 */
export function escaped(text) {
  return text.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/**
 * The single file with this trial and no other.
 * @param {string} file the text of prescreen.html
 * @param {TrialDefinition} definition
 */
export function bake(file, definition) {
  const trial = withoutTests(definition);
  let baked = between(file, '<script type="application/json" id="trials">', "</script>", () => dataText([trial]));
  for (const [opening] of file.matchAll(/<script type="application\/json" id="words-[\w-]+">/g)) {
    // The words about our own trials are not about this one, even under the same number.
    baked = between(baked, opening, "</script>", (words) => dataText({ ...JSON.parse(words.replace(/&#39;|&amp;/g, (one) => REFERENCES[/** @type {keyof typeof REFERENCES} */ (one)])), trials: {} }));
  }
  return between(baked, "<noscript>", "</noscript>", (fallback) => {
    const end = fallback.indexOf("<h2>");
    if (end < 0) throw new Error("no rules in the single file");
    return fallback.slice(0, end) + escapedMarkup(plainMarkup(trial));
  });
}

/**
 * @param {string} text
 * @param {string} opening
 * @param {string} closing
 * @param {(inside: string) => string} change
 */
function between(text, opening, closing, change) {
  const from = text.indexOf(opening) + opening.length;
  const to = text.indexOf(closing, from);
  if (from < opening.length || to < 0) throw new Error(`no ${opening} in the single file`);
  return text.slice(0, from) + change(text.slice(from, to)) + text.slice(to);
}

/** @param {string} markup as it stands in the attribute */
const escapedMarkup = (markup) => markup.replaceAll("&", "&amp;");

/**
 * For where no script can run, as in the file that ships: title, rules and contact in plain words.
 * @param {TrialDefinition} trial
 */
function plainMarkup({ title, contact, criteria }) {
  const english = (/** @type {{[language: string]: string}} */ texts) => escaped(texts.en ?? Object.values(texts)[0] ?? "");
  const rules = (/** @type {string} */ kind) => criteria.filter((one) => one.kind === kind).map(({ id, text }) => `<li>${escaped(`${id} ${text}`)}</li>\n`).join("");
  return `<h2>${english(title)}</h2>\n<h3>Inclusion criteria</h3>\n<ul>\n${rules("inclusion")}</ul>\n<h3>Exclusion criteria</h3>\n<ul>\n${rules("exclusion")}</ul>\n<p>${english(contact)}</p>\n`;
}
