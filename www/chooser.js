/** Which trials to ask about: one, several or all, with what matters most about each. */

import { addressed } from "./address.js";
import { byId, el, freshId } from "./dom.js";
import { drawTrial, isNews, plainTitle } from "./trial.js";
import { keepTold, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

/** @type {[string, string[]][]} */
const ILLNESSES = [
  ["multiple_sclerosis", ["NCT07523100"]],
  ["lupus", ["NCT06920433", "NCT06737380", "NIH-11159694"]],
  ["type_1_diabetes", ["NCT05061030"]],
];

/** @param {string} id */
function illnessOf(id) {
  return ILLNESSES.find(([, ids]) => ids.includes(id))?.[0] ?? "other";
}

/**
 * By illness, as a person looks for them.
 * @param {TrialDefinition[]} trials
 */
export function byIllness(trials) {
  const order = ILLNESSES.flatMap(([, ids]) => ids);
  const place = (/** @type {TrialDefinition} */ { id }) => (order.includes(id) ? order.indexOf(id) : order.length);
  return trials.toSorted((one, other) => place(one) - place(other));
}

/**
 * The trials that an address names after "#trials=": ids and nothing else; what nobody knows
 * is left out.
 * @param {TrialDefinition[]} trials
 */
export function linkedTrials(trials) {
  const { trials: named } = addressed();
  return trials.filter(({ id }) => named.includes(id));
}

/**
 * @param {TrialDefinition[]} trials
 * @param {(chosen: TrialDefinition[]) => void} onChoice
 */
export function createChooser(trials, onChoice) {
  /** @type {Map<TrialDefinition, HTMLInputElement>} */
  const boxes = new Map(trials.map((trial) => [trial, el("input", { type: "checkbox", autocomplete: "off", name: "trial", value: trial.id })]));
  const chosen = () => trials.filter((trial) => boxes.get(trial)?.checked);
  const problem = byId("choose-problem");

  say(byId("choose-title"), "page.choose");
  say(byId("choose-hint"), "page.choose_hint");
  say(byId("choose-all"), "page.choose_all").addEventListener("click", () => onChoice(trials));
  say(byId("choose-all-hint"), "page.choose_all_hint");
  const go = byId("choose-go");
  go.addEventListener("click", () => {
    const some = chosen();
    say(problem, () => (chosen().length === 0 ? word("page.choose_none") : ""));
    if (some.length > 0) onChoice(some);
  });

  const names = [...ILLNESSES.map(([name]) => name), "other"];
  for (const name of names) {
    const members = trials.filter(({ id }) => illnessOf(id) === name);
    if (members.length === 0) continue;
    byId("choose-list").append(
      el("fieldset", { class: "illness" }, say(el("legend"), ["trial", "illnesses", name]), ...members.map((trial) => card(trial))),
    );
  }

  /** @param {TrialDefinition} trial */
  function card(trial) {
    const box = /** @type {HTMLInputElement} */ (boxes.get(trial));
    const facts = el("div", { id: freshId("facts") });
    keepTold(facts, () => facts.replaceChildren(drawTrial(trial, false)));
    box.setAttribute("aria-describedby", facts.id);
    box.addEventListener("change", () => {
      say(problem, () => "");
      count();
    });
    const news = isNews({ record: trial.status }) ? say(el("span", { class: "news" }), "trial.news") : null;
    return el("div", { class: "study" }, el("label", { class: "option" }, box, el("span", {}, say(el("span"), () => plainTitle(trial)), news)), facts);
  }

  function count() {
    const some = chosen().length;
    say(go, () => (some === 0 ? word("page.choose_go_none") : word("page.choose_go", { count: some })));
  }

  return {
    /** @param {TrialDefinition[]} some */
    mark(some) {
      for (const [trial, box] of boxes) box.checked = some.includes(trial);
      say(problem, () => "");
      count();
    },
  };
}
