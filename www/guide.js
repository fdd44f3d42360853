/**
 * One question at a time, in the order in which the engine would ask: with the reason, how many are
 * left, and ways back, past and on. It shows the form's own fields, so that no answer depends on the way.
 */

import { byId, setText } from "./dom.js";
import { trialWord } from "./trial.js";
import { formatList, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answers} Answers */
/** @typedef {import("../pkg/trial_prescreen.js").Question} Question */
/** @typedef {import("./answers.js").Screening} Screening */
/** @typedef {import("./form.js").Form} Form */

/** More topics than these explain nothing. */
const MOST_TOPICS = 3;

/**
 * Why a question is asked: what the rules that it bears on are about.
 * @param {Question} question
 * @param {import("../pkg/trial_prescreen.js").TrialDefinition[]} trials
 */
export function reasonFor({ criteria }, trials) {
  const bearing = trials.flatMap((trial) => criteria.filter((one) => one.trial === trial.id).map(({ criterion }) => trialWord(trial, "topics", criterion)));
  const topics = [...new Set(bearing.filter((topic) => topic !== null))];
  if (topics.length === 0) return word("guide.why_count", { count: bearing.length });
  return word("guide.why", { topics: formatList(topics.slice(0, MOST_TOPICS)) });
}

/**
 * @param {Form} form
 * @param {{look: () => void, result: () => void, reason: (question: Question) => string}} page what to do with the rest of the page
 */
export function createGuide(form, page) {
  let active = false;
  /** The questions so far, and where among them somebody stands. @type {string[]} */
  let path = [];
  let at = -1;
  let done = false;
  /** Whether somebody came here by a link, and not step by step. */
  let jumped = false;
  let seen = false;
  /** @type {Set<string>} */
  const skipped = new Set();
  /** @type {(answers: Answers) => Question | null} */
  let ask = () => null;
  /** @type {Screening | null} */
  let latest = null;
  /** Whether the next question is to be led to, rather than just drawn. */
  let moves = false;

  const way = byId("way");
  way.addEventListener("click", () => {
    active = !active;
    moves = active;
    done = false;
    page.look();
    if (!active) way.focus();
  });
  say(byId("guide-back"), "guide.back").addEventListener("click", back);
  say(byId("guide-skip"), "guide.skip").addEventListener("click", skip);
  say(byId("guide-next"), "guide.next").addEventListener("click", next);
  say(byId("guide-review"), "guide.review").addEventListener("click", () => {
    active = false;
    page.look();
    byId("questions-title").focus();
    byId("questions-title").scrollIntoView();
  });

  const current = () => (done ? null : path[at] ?? null);
  const isAnswered = (/** @type {string} */ measure) => (form.field(measure)?.read().answer ?? null) !== null;

  /** Most of what follows from an answer follows from "not known" as well. */
  function pick() {
    if (latest === null) return null;
    const asked = [...latest.asked].filter((measure) => form.field(measure) && !skipped.has(measure) && !isAnswered(measure) && !path.includes(measure));
    const supposed = { ...latest.answers };
    for (const measure of skipped) supposed[measure] ??= "unknown";
    const wanted = ask(supposed)?.measure ?? "";
    return asked.includes(wanted) ? wanted : asked[0] ?? null;
  }

  function forward() {
    if (jumped) at = path.length - 1;
    jumped = false;
    if (at + 1 < path.length) at += 1;
    else {
      const measure = pick();
      done = measure === null;
      if (measure !== null) at = path.push(measure) - 1;
    }
    moves = true;
    draw();
  }

  function next() {
    const measure = current();
    if (measure !== null) {
      page.look();
      const field = form.field(measure);
      const { answer, problems } = field?.read() ?? { answer: null, problems: [] };
      if (problems.length > 0) {
        field?.showProblems(problems, true);
        form.focus(measure, problems[0]?.part ?? null);
        return;
      }
      // What the engine refuses, or asks about, stands beside the field by now.
      if (field?.needsLook()) {
        form.focus(measure, null);
        return;
      }
      if (answer === null) skipped.add(measure);
    }
    forward();
  }

  function skip() {
    const measure = current();
    if (measure !== null) skipped.add(measure);
    forward();
  }

  function back() {
    if (done) done = false;
    else at = Math.max(0, at - 1);
    const measure = current();
    if (measure !== null) skipped.delete(measure);
    moves = true;
    draw();
  }

  function draw() {
    for (const part of ["guide", "guide-nav"]) byId(part).hidden = !active;
    setText(way, word(active ? "guide.all" : "guide.guided"));
    if (!active || latest === null) return;
    if (at < 0 || done) {
      // At the end too: who goes on in spite of a "no", or changes an answer, is asked more.
      const measure = pick();
      moves ||= done && measure !== null;
      done = measure === null;
      if (measure !== null) at = path.push(measure) - 1;
    }
    const measure = current();
    form.only(measure);
    const left = [...latest.asked].filter((one) => one !== measure && form.field(one) && !skipped.has(one) && !isAnswered(one)).length;
    // Someone whom a rule speaks against is told so, and may go on all the same.
    const end = latest.hides ? "stopped" : "done";
    setText(byId("guide-title"), done ? word(["guide", end]) : word("guide.number", { number: at + 1 }));
    setText(byId("guide-left"), done ? word(["guide", `${end}_note`]) : left === 0 ? word("guide.last") : word("guide.left", { count: left }));
    const question = measure === null ? null : form.question(measure);
    setText(byId("guide-why"), question === null ? "" : page.reason(question));
    byId("guide-skip").hidden = done;
    byId("guide-next").hidden = done;
    byId("guide-back").hidden = at <= 0 && !done;
    byId("guide-review").hidden = !done;
    if (done && !seen) {
      seen = true;
      page.result();
    }
    if (!moves) return;
    moves = false;
    byId("guide-title").focus();
    byId("guide-title").scrollIntoView();
  }

  return {
    /** Whether the result is to wait until the questions are through. */
    hidesResult: () => active && !done,
    /**
     * @param {Screening} screening
     * @param {(answers: Answers) => Question | null} asks
     */
    arrange(screening, asks) {
      latest = screening;
      ask = asks;
      draw();
    },
    isDone: () => active && done,
    /** Whether somebody went past a question. @param {string} measure */
    hasSkipped: (measure) => skipped.has(measure),
    /**
     * Makes a question the one that stands there, if one at a time is asked.
     * @param {string} measure
     */
    goTo(measure) {
      if (!active) return;
      const asked = form.leading(measure);
      if (asked === null) return;
      done = false;
      jumped = true;
      skipped.delete(asked);
      if (!path.includes(asked)) path.push(asked);
      at = path.indexOf(asked);
      draw();
    },
    isActive: () => active,
    resume() {
      active = true;
    },
    /** Other trials ask other questions. */
    restart() {
      path = [];
      at = -1;
      done = false;
      seen = false;
      skipped.clear();
    },
    /** Nothing is left of the answers, and the page is as it was at first. */
    reset() {
      active = false;
      this.restart();
    },
  };
}
