/** Puts the page together and keeps form and result in step. */

import { catalogue, drug, drugs, RecordReader, Screener, version } from "../pkg/trial_prescreen.js";
import { addressed } from "./address.js";
import { doubtAbout, screenAnswers } from "./answers.js";
import { createQuestion } from "./ask.js";
import { forPeople } from "./asked.js";
import { createVoice, drawBar, firstWrong } from "./bar.js";
import { byIllness, createChooser, linkedTrials } from "./chooser.js";
import { byId, el } from "./dom.js";
import { useDrugs } from "./drugs.js";
import { createForm } from "./form.js";
import { createGuide, reasonFor } from "./guide.js";
import { drawChoiceHeading, drawHeading } from "./heading.js";
import { isEmbedded, ownDefinitions, tellHeight } from "./host.js";
import { createKeep } from "./keep.js";
import { createLanguageSwitch, startLanguage } from "./languages.js";
import { loadEngine, loadLocales, loadTrials } from "./load.js";
import { applyLook } from "./look.js";
import { civilDate } from "./reading.js";
import { createImport } from "./record/import.js";
import { createResult } from "./result.js";
import { createSheet } from "./sheet.js";
import { tellPart } from "./tell.js";
import { undated } from "./told.js";
import { drawCriteria, markShipped } from "./trial.js";
import { addressee, say, useLocales, usePerson, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Question} Question */
/** @typedef {import("../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */
/** @typedef {import("./answers.js").Screening} Screening */
/** @typedef {import("./verdict.js").Outcome} Outcome */
/** @typedef {import("./words.js").Person} Person */

/** @type {Person[]} */
const PEOPLE = ["me", "child", "other"];

// When it fails, the text of the page that says so stays where it is.
start().catch(() => {});

async function start() {
  const said = addressed();
  applyLook(said);
  const [locales, loaded, engine] = await Promise.all([
    loadLocales(),
    allTrials(said),
    loadEngine().then(
      () => true,
      () => false,
    ),
  ]);
  useLocales(locales);
  startLanguage(said.language);
  const trials = byIllness(loaded);
  if (trials.length === 0) throw new Error("no trial");
  say(byId("name"), "page.name");
  say(byId("translated"), "page.translated");
  if (engine) {
    try {
      run(trials);
    } catch (error) {
      // Only a page's own definition can be at fault; ours are tested.
      byId("loading").replaceChildren(el("p", { class: "error" }, word("errors.invalid_trial")));
      throw error;
    }
  } else {
    const linked = linkedTrials(trials);
    const shown = linked.length > 0 ? linked : trials;
    const draw = () => {
      drawHeading(shown, false);
      drawCriteria(byId("rules-only"), shown);
    };
    createLanguageSwitch(byId("languages"), draw);
    draw();
    byId("rules-only").hidden = false;
  }
  byId("loading").remove();
  if (isEmbedded && said.grow) tellHeight();
}

/**
 * The page's own, where it has some to hand in, beside those of ours that it names.
 * @param {import("./address.js").Addressed} said
 * @returns {Promise<TrialDefinition[]>}
 */
async function allTrials({ own, trials }) {
  const ours = await loadTrials();
  markShipped(ours);
  if (!own || !isEmbedded) return ours;
  return [...(await ownDefinitions()), ...ours.filter(({ id }) => trials.includes(id))];
}

/** @param {TrialDefinition[]} all */
function run(all) {
  useDrugs(drugs(), drug);
  const measures = catalogue();
  const voice = createVoice(byId("voice"));
  const whole = new Screener(all);
  const form = createForm(byId("groups"), forPeople(whole.questions()), measures, schedule);
  const guide = createGuide(form, {
    look: () => update(),
    result: () => voice.say(word("guide.done")),
    reason: (question) => reasonFor(question, trials),
  });
  const keep = createKeep(byId("kept"), { now: nowKept, use: useKept });
  const record = createImport(byId("record"), {
    createReader: () => new RecordReader(),
    today: () => civilDate(new Date()),
    asks: (measure) => form.field(measure) !== null,
    given: (measure) => form.field(measure)?.read().answer ?? undefined,
    takesDay: (measure) => form.field(measure)?.takesDay === true,
    use: useRecord,
  });
  const chooser = all.length > 1 ? createChooser(all, choose) : null;
  /** @type {TrialDefinition[]} */
  let trials = [];
  let screener = whole;
  /** @type {Question[]} */
  let questions = [];
  /** @type {(outcome: Outcome) => void} */
  let drawResult = () => {};
  /** Whether it is known whom the answers are about. */
  let known = false;
  let choosing = false;
  let waiting = false;
  let eager = false;
  let pressed = false;
  let late = false;
  /** What was screened, and what the result shows: moving about screens and draws nothing anew. */
  let screened = "";
  let drawn = "";
  /** @type {Screening | null} */
  let latest = null;
  /** What the result shows. @type {Outcome | null} */
  let outcome = null;
  /** What needs another look, as the page shows it. @type {{measure: string, part: string | null} | null} */
  let wrong = null;

  say(byId("privacy"), "page.privacy");
  say(byId("privacy-more"), "page.privacy_more");
  say(byId("keep-title"), "keep.title");
  say(byId("person-title"), "person.ask");
  say(byId("person-hint"), "person.hint");
  say(byId("questions-title"), "page.questions");
  say(byId("result-title"), "page.result");
  say(byId("change"), "page.change").addEventListener("click", () => {
    offerChoice();
    byId("choose-title").focus();
    byId("choose-title").scrollIntoView();
  });
  say(byId("version"), () => word("page.version", version()));
  byId("take").append(createSheet(() => outcome));
  drawPeople();
  say(byId("start-again"), "page.start_again").addEventListener("click", createQuestion("page.start_again", startAgain));
  createLanguageSwitch(byId("languages"), speakAnew);

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
    pressed = target instanceof Element && target.closest("button, summary, label, input, select") !== null;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      pressed = false;
      if (late) schedule();
      late = false;
    });
  }
  byId("see").addEventListener("click", () => {
    if (wrong !== null) {
      lead(wrong.measure, wrong.part);
      return;
    }
    byId("result").hidden = false;
    byId("result-title").focus();
    byId("result-title").scrollIntoView();
  });
  // Browsers bring back typed text after a reload, or the whole page on "back".
  window.addEventListener("pageshow", (event) => {
    if (event.persisted || !known) restart();
  });
  // An address names trials, and nothing else.
  window.addEventListener("hashchange", () => {
    const linked = linkedTrials(all);
    const same = linked.length === trials.length && linked.every((trial) => trials.includes(trial));
    if (linked.length > 0 && !same) choose(linked);
  });
  begin();

  function begin() {
    const linked = chooser ? linkedTrials(all) : all;
    if (linked.length > 0) choose(linked);
    else offerChoice();
  }

  function offerChoice() {
    choosing = true;
    drawChoice();
    chooser?.mark(trials);
  }

  function drawChoice() {
    for (const part of ["about-section", "prescreen"]) byId(part).hidden = choosing;
    byId("choose").hidden = !choosing;
    // Whoever comes back may open the answers before anything else.
    byId(choosing ? "choose" : "person").after(byId("keep"));
    byId("keep").hidden = false;
    keep.arrange(!choosing && known);
    record.arrange(!choosing && known);
    byId("change").hidden = chooser === null;
    byId("bar").hidden = choosing || !known;
    if (choosing) drawChoiceHeading();
  }

  /**
   * Another choice keeps every answer; it only changes what is asked and told.
   * @param {TrialDefinition[]} chosen
   */
  function choose(chosen) {
    const again = trials.length > 0;
    const moves = choosing;
    choosing = false;
    trials = chosen;
    if (screener !== whole) screener.free();
    screener = trials.length === all.length ? whole : new Screener(trials);
    questions = forPeople(screener.questions());
    form.choose(questions);
    guide.restart();
    drawResult = createResult(byId("outcome"), trials);
    // Whoever comes by a link has read nothing about them yet.
    drawHeading(trials, !moves);
    drawChoice();
    voice.silence();
    screened = "";
    drawn = "";
    if (again) update();
    else restart();
    if (moves) {
      byId("title").focus();
      byId("title").scrollIntoView();
    }
  }

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
    if (choosing) return;
    keep.arrange(known);
    record.arrange(known);
    for (const part of ["asked", "result", "bar"]) byId(part).hidden = !known;
    if (!known) return;
    byId("result").hidden = guide.hidesResult();
    // Asked for each time: a page may stay open past midnight.
    const today = civilDate(new Date());
    const reading = form.read();
    const doubts = measures.flatMap((measure) => {
      const doubt = doubtAbout(measure, reading.answers[measure.id]);
      return doubt === null || form.field(measure.id)?.hasConfirmed(doubt) ? [] : [{ ...doubt, measure: measure.id }];
    });
    const now = JSON.stringify([today, reading.answers, doubts, form.showsAll()]);
    if (now !== screened) latest = screenAnswers(screener, reading.answers, today, doubts, form.showsAll());
    for (const measure of latest?.asked ?? []) if (!form.field(measure)) latest?.asked.delete(measure);
    screened = now;
    byId("failed").textContent = latest === null ? word("verdict.failed") : "";
    if (latest === null) return;
    const screening = { ...latest, problems: [...reading.problems, ...latest.problems] };
    // A refusal says enough.
    screening.doubts = doubts.filter(({ measure }) => !screening.problems.some((problem) => problem.measure === measure));
    screening.problems = form.showProblems(screening.problems, eager);
    eager = false;
    for (const measure of measures) {
      form.field(measure.id)?.showDoubt(screening.doubts.find((doubt) => doubt.measure === measure.id) ?? null);
    }
    show(screening, today);
  }

  /**
   * @param {Screening} screening
   * @param {string} today
   */
  function show(screening, today) {
    const open = form.arrange(screening);
    guide.arrange(screening, (answers) => screener.next(answers, today));
    byId("result").hidden = guide.hidesResult();
    const way = (/** @type {string} */ measure, /** @type {string | null} */ part = null) => (form.field(measure) ? () => lead(measure, part) : null);
    const lacksDay = (/** @type {string} */ measure) => form.field(measure)?.lacksDay() === true;
    /** @type {import("../pkg/trial_prescreen.js").Scale[] | null} */
    let scales = null;
    const passed = (/** @type {string} */ measure) => screening.answers[measure] === "unknown" || guide.hasSkipped(measure);
    outcome = { trials, questions, screening, today, open: guide.isDone() ? 0 : open, way, lacksDay, passed, scales: () => (scales ??= screener.scales(screening.answers, today)) };
    wrong = firstWrong(screening);
    drawBar(byId("bar-words"), byId("see"), outcome);
    const { verdicts, answers, asked } = screening;
    const now = JSON.stringify([today, verdicts, answers, [...asked]]);
    if (now !== drawn) {
      drawResult(outcome);
      if (isEmbedded && addressed().tell) byId("tell").replaceChildren(tellPart(verdicts));
    }
    drawn = now;
    voice.announce(screening);
  }

  function drawPeople() {
    const options = byId("people");
    for (const person of PEOPLE) {
      const radio = el("input", { type: "radio", name: "person", value: person });
      radio.addEventListener("change", () => choosePerson(person));
      options.append(el("label", { class: "option" }, radio, say(el("span"), ["person", person])));
    }
  }

  /** What a language leaves to draw. */
  function speakAnew() {
    screened = "";
    drawn = "";
    // The same result in other words is no news.
    voice.silence();
    if (choosing) drawChoiceHeading();
    else drawHeading(trials, true);
    update();
  }

  function nowKept() {
    if (!known) return null;
    return { about: addressee(), trials: trials.map(({ id }) => id), ...form.readAll(), today: civilDate(new Date()) };
  }

  /**
   * Whoever brings answers goes on where they were given; a page about certain trials stays with these.
   * @param {import("./keep.js").Kept} kept
   */
  function useKept({ about, trials: named, answers: given }) {
    if (choosing) {
      const before = all.filter(({ id }) => named.includes(id));
      choose(before.length > 0 ? before : all);
    }
    const guided = guide.isActive();
    restart();
    choosePerson(about ?? addressee());
    const outcome = form.write(given);
    if (guided) guide.resume();
    update();
    return outcome;
  }

  /**
   * What a record says goes beside the answers that are there, through the same fields as typed text.
   * @param {{[measure: string]: unknown}} found
   */
  function useRecord(found) {
    const outcome = form.write(Object.fromEntries(Object.entries(found).map(([measure, answer]) => [measure, form.field(measure)?.takesDay ? answer : undated(answer).plain])));
    update();
    return outcome;
  }

  /**
   * To the field of a measure, which one question at a time may have to bring first.
   * @param {string} measure
   * @param {string | null} part
   */
  function lead(measure, part) {
    guide.goTo(measure);
    form.focus(measure, part);
  }

  /** @param {Person} person */
  function choosePerson(person) {
    const radio = byId("people").querySelector(`input[value="${person}"]`);
    if (radio instanceof HTMLInputElement) radio.checked = true;
    known = true;
    drawn = "";
    usePerson(person);
  }

  function startAgain() {
    restart();
    byId("title").focus();
    voice.say(word("page.cleared"));
  }

  function restart() {
    known = false;
    drawn = "";
    answers.reset();
    form.restart();
    guide.reset();
    keep.restart();
    record.restart();
    voice.silence();
    chooser?.mark(trials);
    drawResult = createResult(byId("outcome"), trials);
    update();
  }
}
