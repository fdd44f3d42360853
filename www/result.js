/** The whole result: side by side where there are several trials, and each with all its reasons. */

import { button, el, freshId, setText } from "./dom.js";
import { EDSS_TRIAL, edssPart } from "./edss.js";
import { drawFindings, topic } from "./findings.js";
import { contactPart, dosePart, missingPart, studyPart } from "./parts.js";
import { drawTrial, isNews, plainTitle } from "./trial.js";
import { againLines, calendarPart, countedIn, shortWords, stillTaken, verdictIcon, verdictKind, verdictParts, windowLines } from "./verdict.js";
import { formatDate, formatList, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./parts.js").Heading} Heading */
/** @typedef {import("./verdict.js").Outcome} Outcome */
/** @typedef {{node: HTMLElement, draw: (outcome: Outcome, verdict: Verdict) => void}} Part */

/**
 * @param {HTMLElement} root
 * @param {TrialDefinition[]} trials
 * @returns {(outcome: Outcome) => void}
 */
export function createResult(root, trials) {
  const [only, second] = trials;
  if (only && !second) {
    const panel = createPanel(only, ["h3", "h4", "h5"]);
    root.replaceChildren(panel.node);
    return (outcome) => outcome.screening.verdicts.forEach((verdict) => panel.draw(outcome, verdict));
  }
  /** @type {Outcome | null} */
  let latest = null;
  const asks = el("div", { class: "asks" });
  const studies = trials.map((trial) => createStudy(trial, () => draw(trial)));
  root.replaceChildren(el("ul", { class: "cards", role: "list" }, ...studies.map(({ card }) => card.node)), asks, ...studies.map(({ panel }) => panel.node));
  return (outcome) => {
    latest = outcome;
    keepOpen(asks, () => asks.replaceChildren(...missingPart(outcome, outcome.screening.verdicts, "h3")));
    trials.forEach(draw);
  };

  /** @param {TrialDefinition} trial */
  function draw(trial) {
    const index = trials.indexOf(trial);
    const verdict = latest?.screening.verdicts[index];
    const study = studies[index];
    if (!latest || !verdict || !study) return;
    study.card.draw(latest, verdict);
    // What nobody looks at need not be drawn.
    if (!study.panel.node.hidden) study.panel.draw(latest, verdict);
  }
}

/**
 * A card, and the details that it opens.
 * @param {TrialDefinition} trial
 * @param {() => void} onOpen
 */
function createStudy(trial, onOpen) {
  const panel = createPanel(trial, ["h4", "h5", "h6"]);
  const heading = say(el("h3", { id: freshId("study"), tabindex: -1 }), () => plainTitle(trial));
  panel.node.id = freshId("panel");
  panel.node.setAttribute("aria-labelledby", heading.id);
  panel.node.hidden = true;
  panel.node.prepend(heading);
  const card = createCard(trial, panel.node, () => {
    panel.node.hidden = !panel.node.hidden;
    onOpen();
    if (panel.node.hidden) return;
    heading.focus();
    heading.scrollIntoView();
  });
  panel.node.append(
    el("p", { class: "again" }, say(button("", () => {
      card.node.querySelector("button")?.focus();
      card.node.scrollIntoView({ block: "center" });
    }, { class: "plain" }), "verdict.back")),
  );
  return { card, panel };
}

/**
 * The parts of a card stay in place; a press must not lose its button to an update.
 * @param {TrialDefinition} trial
 * @param {HTMLElement} panel
 * @param {() => void} onPress
 * @returns {Part}
 */
function createCard(trial, panel, onPress) {
  const title = say(el("h3", { id: freshId("card") }), () => plainTitle(trial));
  const news = isNews({ record: trial.status }) ? say(el("p", { class: "news" }), "trial.news") : null;
  const short = el("p", { class: "verdict-short" });
  const lines = el("div");
  const toggle = button("", onPress, { class: "plain", id: freshId("open"), "aria-controls": panel.id });
  toggle.setAttribute("aria-labelledby", `${toggle.id} ${title.id}`);
  const node = el("li", { "data-trial": trial.id }, title, news, short, lines, toggle);
  return {
    node,
    draw(outcome, verdict) {
      const kind = verdictKind(verdict);
      node.className = `card ${kind}`;
      short.replaceChildren(verdictIcon(verdict), el("strong", {}, shortWords(verdict)));
      const shut = trial.status === "closed" || trial.status === "not_yet";
      const texts = [
        ...(shut ? [word("verdict.not_open", { date: formatDate(trial.last_checked) })] : []),
        ...windowLines(verdict, outcome),
        ...againLines(verdict, outcome),
        counts(verdict),
        ...(stillTaken(verdict) ? [word("verdict.still_taken")] : []),
      ];
      lines.replaceChildren(...texts.map((text) => el("p", {}, text)));
      const open = !panel.hidden;
      toggle.setAttribute("aria-expanded", String(open));
      setText(toggle, word(open ? "verdict.hide" : "verdict.details"));
    },
  };
}

/**
 * How many rules speak against it, are open, and fit so far.
 * @param {Verdict} verdict
 */
function counts(verdict) {
  const counted = countedIn(verdict);
  const parts = ["fail", "unknown", "pass"].flatMap((name) => {
    const count = counted.filter(({ status }) => status === name).length;
    return count > 0 ? [word(["verdict", "counts", name], { count })] : [];
  });
  return formatList(parts);
}

/**
 * All that is known of one trial.
 * @param {TrialDefinition} trial
 * @param {[Heading, Heading, Heading]} headings
 * @returns {Part}
 */
function createPanel(trial, [first, second, third]) {
  const head = el("div");
  const facts = el("div");
  const more = el("div", { class: "next" });
  const rules = el("div", { class: "rules" });
  const reasons = el("div", {}, say(el(first), "findings.title"), say(el("p", { class: "hint" }), "findings.hint"), rules);
  const change = trial.id === EDSS_TRIAL ? edssPart() : null;
  const node = el("section", { class: "panel", "data-trial": trial.id }, head, facts, more, reasons, change);
  return {
    node,
    draw(outcome, verdict) {
      const kind = verdictKind(verdict);
      const against = countedIn(verdict).filter(({ status }) => status === "fail").map((finding) => topic(trial, finding));
      head.className = `verdict ${kind}`;
      head.replaceChildren(...verdictParts(verdict, against, outcome));
      facts.replaceChildren(drawTrial(trial, false));
      // What can no longer matter is left out; a reason that passes leaves it all of use.
      const over = verdict.status === "ruled_out" && !verdict.temporary;
      const missing = over ? [] : missingPart(outcome, [verdict], first);
      const dose = over || isNews(verdict) ? [] : dosePart(trial, outcome.screening.answers, first);
      const change = [...(over ? [] : calendarPart(verdict, outcome)), ...missing];
      if (change.length > 0) change.unshift(el(first, {}, word("verdict.change")));
      keepOpen(more, () => more.replaceChildren(...change, ...studyPart(verdict), ...dose, ...contactPart(trial, first)));
      drawFindings(rules, trial, verdict.findings, outcome, verdict.status === "ruled_out", [second, third]);
      // Someone who is told no wants to know why before anything else.
      const [upper, lower] = verdict.status === "ruled_out" ? [reasons, more] : [more, reasons];
      if (facts.nextElementSibling !== upper) facts.after(upper, lower);
    },
  };
}

/**
 * What was open stays open when it is drawn anew.
 * @param {HTMLElement} root
 * @param {() => void} draw
 */
function keepOpen(root, draw) {
  const name = (/** @type {Element} */ details) => details.getAttribute("data-part");
  const open = new Set([...root.querySelectorAll("details[open]")].map(name));
  draw();
  for (const details of root.querySelectorAll("details")) if (open.has(name(details))) details.querySelector("summary")?.click();
}
