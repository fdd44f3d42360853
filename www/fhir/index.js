/** For programs: the same as the page does, with the words of a locale file. Becomes pkg/fhir.js. */

import { questionnaire as fromWords } from "./questionnaire.js";

export { readResponse } from "./read.js";
export { response } from "./response.js";

/** @typedef {import("./types.js").Locale} Locale */

/** @type {typeof import("./types.js").questionnaire} */
export function questionnaire({ trials, questions, catalogue, version, locale, person = "me" }) {
  const words = wordsOf(locale, person);
  const title = trials.map(({ title: texts }) => words.localised(texts)).join("; ");
  return fromWords({ trials: trials.map(({ id }) => id), title, questions, catalogue, version, words });
}

/**
 * @param {Locale} locale
 * @param {string} person
 */
function wordsOf(locale, person) {
  /** @param {string[]} path */
  const find = (path) => {
    /** @type {string | Locale | undefined} */
    let at = locale;
    for (const step of path) at = typeof at === "object" && Object.hasOwn(at, step) ? at[step] : undefined;
    return typeof at === "object" ? at[person] : at;
  };
  const hasWord = (/** @type {string[]} */ path) => typeof find(path) === "string";
  return {
    hasWord,
    firstWord(/** @type {string[][]} */ keys) {
      const key = keys.find(hasWord) ?? keys.at(-1) ?? [];
      return String(find(key) ?? key.at(-1) ?? "");
    },
    localised(/** @type {{[language: string]: string}} */ texts) {
      const language = String(find(["language"]));
      return texts[language] ?? texts.en ?? Object.values(texts)[0] ?? "";
    },
  };
}
