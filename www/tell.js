/** The offer to tell the page around the result: what exactly, before it is told, and only once. */

import { button, el } from "./dom.js";
import { tellResult } from "./host.js";
import { word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */

/** Whoever asks again gets a new session first. */
let told = false;

/** @param {Verdict[]} verdicts */
export function tellPart(verdicts) {
  const results = verdicts.map(({ trial, status }) => ({ trial, status }));
  const lines = results.map(({ trial, status }) => el("li", {}, el("code", {}, `${trial}: ${status}`)));
  const said = el("p", { role: "status" }, told ? word("host.told") : "");
  const press = button(word("host.tell"), () => {
    if (told) return;
    told = true;
    tellResult(results);
    press.hidden = true;
    said.textContent = word("host.told");
  }, { class: "plain", hidden: told });
  return el("section", { class: "tell" }, el("h3", {}, word("host.title")), el("p", { class: "hint" }, word("host.what")), el("ul", {}, ...lines), press, said);
}
