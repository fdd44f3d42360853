/** In which language the page speaks: as its address says, else as the reader's browser, else in English. */

import { button, el } from "./dom.js";
import { languages, primary, say, useLanguage, word } from "./words.js";

/**
 * The first wish that can be met, by the whole name of a language or by its first part.
 * @param {readonly string[]} wishes
 * @param {string[]} there
 */
export function bestLanguage(wishes, there) {
  const met = (/** @type {string} */ wish) =>
    there.find((one) => one.toLowerCase() === wish.toLowerCase()) ?? there.find((one) => primary(one) === primary(wish));
  return wishes.map(met).find((one) => one !== undefined) ?? "en";
}

/** @param {string} asked by the address */
export function startLanguage(asked) {
  useLanguage(bestLanguage([asked, ...navigator.languages].filter(Boolean), languages()));
}

/**
 * A button a language, named in that language, so that nobody has to read another one to find it.
 * @param {HTMLElement} root
 * @param {() => void} onSwitch
 */
export function createLanguageSwitch(root, onSwitch) {
  const there = languages();
  if (there.length < 2) return;
  const presses = there.map((language) => {
    const press = button(ownName(language), () => {
      useLanguage(language);
      mark();
      onSwitch();
    }, { class: "language", lang: language });
    return { language, press };
  });
  const mark = () => {
    for (const { language, press } of presses) press.setAttribute("aria-pressed", String(language === word("language")));
  };
  mark();
  const title = say(el("span", { class: "spoken", id: "languages-title" }), "page.languages");
  root.setAttribute("aria-labelledby", title.id);
  root.replaceChildren(title, ...presses.map(({ press }) => press));
}

/** @param {string} language */
function ownName(language) {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
