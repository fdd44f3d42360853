/** What stands above the questions: which studies they are about, or that one is to be chosen. */

import { byId, el } from "./dom.js";
import { drawTrial, isNews, plainTitle } from "./trial.js";
import { word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

/**
 * @param {string} title
 * @param {string} lead
 */
function drawTitle(title, lead) {
  document.title = word("page.title", { title });
  byId("title").textContent = title;
  byId("lead").textContent = lead;
}

export function drawChoiceHeading() {
  drawTitle(word("page.choose_title"), word("page.lead_choose"));
}

/**
 * @param {TrialDefinition[]} trials
 * @param {boolean} open whether each of several is told about at once
 */
export function drawHeading(trials, open) {
  const [only, second] = trials;
  const one = only && !second ? only : null;
  const news = one !== null && isNews({ record: one.status });
  drawTitle(one ? plainTitle(one) : word("page.title_several", { count: trials.length }), word(news ? "page.lead_news" : one ? "page.lead" : "page.lead_several"));
  byId("about-title").textContent = word(one ? "trial.heading" : "trial.heading_several");
  byId("about").replaceChildren(
    ...(one ? [drawTrial(one, true)] : trials.map((trial) => el("details", { class: "part", open }, el("summary", {}, plainTitle(trial)), drawTrial(trial, true)))),
  );
  byId("about-section").hidden = false;
}
