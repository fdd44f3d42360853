/** Puts the page together and keeps form and result in step. */

import { catalogue, Screener, version } from "../pkg/trial_prescreen.js";
import { doubtAbout, screenAnswers } from "./answers.js";
import { byId, el } from "./dom.js";
import { createForm } from "./form.js";
import { loadEngine, loadTrials, loadWords } from "./load.js";
import { civilDate } from "./reading.js";
import { drawCriteria, drawTrial } from "./trial.js";
import { createVoice, drawBar, drawResult } from "./verdict.js";
import { localised, say, usePerson, useWords, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("./words.js").Person} Person */

/** @type {Person[]} */
const PEOPLE = ["me", "child", "other"];

// When it fails, the text of the page that says so stays where it is.
start().catch(() => {});

async function start() {
  const [words, trials, engine] = await Promise.all([
    loadWords(),
    loadTrials(),
    loadEngine().then(
      () => true,
      () => false,
    ),
  ]);
  useWords(words);
  const trial = trials[0];
  if (!trial) throw new Error("no trial");
  drawFrame(trial);
  if (engine) run(trial);
  else drawCriteria(byId("rules-only"), trial);
  byId(engine ? "prescreen" : "rules-only").hidden = false;
  byId("loading").remove();
}

/** @param {TrialDefinition} trial */
function drawFrame(trial) {
  document.title = word("page.title", { title: localised(trial.title) });
  byId("name").textContent = word("page.name");
  byId("title").textContent = localised(trial.title);
  byId("lead").textContent = word("page.lead");
  byId("privacy").textContent = word("page.privacy");
  byId("privacy-more").textContent = word("page.privacy_more");
  byId("about-title").textContent = word("trial.heading");
  drawTrial(byId("about"), trial);
}

/** @param {TrialDefinition} trial */
function run(trial) {
  const screener = new Screener([trial]);
  const questions = screener.questions();
  const measures = catalogue();
  const voice = createVoice(byId("voice"));
  const form = createForm(byId("groups"), questions, measures, schedule);
  let chosen = false;
  let waiting = false;
  let eager = false;
  let pressed = false;
  let late = false;

  say(byId("person-title"), "person.ask");
  say(byId("person-hint"), "person.hint");
  say(byId("questions-title"), "page.questions");
  say(byId("result-title"), "page.result");
  say(byId("rules-title"), "findings.title");
  say(byId("rules-hint"), "findings.hint");
  say(byId("see"), "verdict.see");
  byId("version").textContent = word("page.version", version());
  drawPeople();
  drawStartAgain();

  const answers = /** @type {HTMLFormElement} */ (byId("answers"));
  answers.addEventListener("submit", (event) => event.preventDefault());
  // A text field changes on the way out of it, anything else while the focus stays.
  answers.addEventListener("change", ({ target }) => (target instanceof HTMLInputElement && target.type === "text" ? schedule() : update()));
  answers.addEventListener("focusout", schedule);
  answers.addEventListener("keydown", (event) => {
    eager = event.key === "Enter" && event.target instanceof HTMLInputElement;
    if (eager) schedule();
  });
  // Nothing may move away from under a finger before it is lifted.
  document.addEventListener("pointerdown", ({ target }) => {
    pressed = target instanceof Element && target.closest("button, summary") !== null;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      pressed = false;
      if (late) schedule();
      late = false;
    });
  }
  byId("see").addEventListener("click", () => {
    byId("result-title").focus();
    byId("result-title").scrollIntoView();
  });
  // Browsers bring back typed text after a reload, or the whole page on "back".
  window.addEventListener("pageshow", (event) => {
    if (event.persisted || !chosen) restart();
  });
  restart();

  /**
   * After the event, when the focus has arrived where it is going: a question that someone
   * has just entered must not be hidden under them.
   */
  function schedule() {
    if (waiting) return;
    waiting = true;
    window.setTimeout(() => {
      waiting = false;
      if (pressed) late = true;
      else update();
    }, 0);
  }

  function update() {
    for (const part of ["asked", "result", "bar"]) byId(part).hidden = !chosen;
    if (!chosen) return;
    // Asked for each time: a page may stay open past midnight.
    const today = civilDate(new Date());
    const reading = form.read();
    const doubts = measures.flatMap((measure) => {
      const doubt = doubtAbout(measure, reading.answers[measure.id]);
      return doubt === null || form.field(measure.id)?.hasConfirmed(doubt) ? [] : [{ ...doubt, measure: measure.id }];
    });
    const screening = screenAnswers(screener, reading.answers, today, doubts);
    byId("failed").textContent = screening === null ? word("verdict.failed") : "";
    if (screening === null) return;
    screening.problems.unshift(...reading.problems);
    // A refusal says enough.
    screening.doubts = doubts.filter(({ measure }) => !screening.problems.some((problem) => problem.measure === measure));
    screening.problems = form.showProblems(screening.problems, eager);
    eager = false;
    for (const measure of measures) {
      form.field(measure.id)?.showDoubt(screening.doubts.find((doubt) => doubt.measure === measure.id) ?? null);
    }
    const open = form.arrange(screening);
    const outcome = { trial, questions, screening, today, open, goTo: (/** @type {string} */ measure) => form.focus(measure) };
    drawBar(byId("bar-words"), outcome);
    drawResult(byId("verdict"), byId("more"), byId("rules"), outcome);
    voice.announce(screening);
  }

  function drawPeople() {
    const options = byId("people");
    for (const person of PEOPLE) {
      const radio = el("input", { type: "radio", name: "person", value: person });
      radio.addEventListener("change", () => {
        chosen = true;
        usePerson(person);
      });
      options.append(el("label", { class: "option" }, radio, say(el("span"), ["person", person])));
    }
  }

  function drawStartAgain() {
    const dialog = /** @type {HTMLDialogElement} */ (byId("start-again-dialog"));
    say(byId("start-again"), "page.start_again").addEventListener("click", () => dialog.showModal());
    say(byId("start-again-title"), "page.start_again_ask");
    say(byId("start-again-note"), "page.start_again_note");
    say(byId("start-again-no"), "page.start_again_no").addEventListener("click", () => dialog.close());
    say(byId("start-again-yes"), "page.start_again_yes").addEventListener("click", () => {
      dialog.close();
      restart();
      byId("title").focus();
      voice.say(word("page.cleared"));
    });
  }

  function restart() {
    chosen = false;
    answers.reset();
    form.restart();
    voice.silence();
    for (const part of ["verdict", "more", "rules"]) byId(part).replaceChildren();
    update();
  }
}
