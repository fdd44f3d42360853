/**
 * All questions on one page. A question is shown while the engine still wants to know it,
 * or when it has been answered, or while someone is in it. What is shown is what counts:
 * every answer on the page is sent to the engine, and nothing that is not on the page.
 * Fields are built once, when a chosen trial first needs them, and only ever hidden, so that
 * no typed text gets lost, not even with another choice of trials.
 */

import { button, el, icon, setText } from "./dom.js";
import { createField } from "./field.js";
import { groupNames, groupOf, inReadingOrder } from "./groups.js";
import { firstWord, hasWord, measureName, say, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answers} Answers */
/** @typedef {import("../pkg/trial_prescreen.js").Measure} Measure */
/** @typedef {import("../pkg/trial_prescreen.js").Question} Question */
/** @typedef {import("./answers.js").Screening} Screening */
/** @typedef {import("./field.js").Field} Field */
/** @typedef {{measure: string, part: string | null, code: string, other?: string}} FieldProblem "other" is the answer that this one does not go with */
/** @typedef {{node: HTMLElement, main: Field, instead: {node: HTMLElement, field: Field, open: () => void, close: () => void}[]}} Block */
/** @typedef {{name: string, node: HTMLElement, summary: HTMLElement, list: HTMLElement, heading: HTMLElement, questions: Question[], blocks: Map<Question, Block>, links: Map<string, HTMLElement>}} Group */

/**
 * @typedef {object} Form
 * @property {(chosen: Question[]) => void} choose the questions of the chosen trials
 * @property {() => {answers: Answers, problems: FieldProblem[]}} read
 * @property {() => {answers: Answers, problems: number}} readAll everything typed, about trials that are not chosen now too
 * @property {(answers: {[measure: string]: unknown}) => {used: string[], left: string[]}} write gives answers; those that no field can show are left, and what stood there stays
 * @property {(screening: Screening) => number} arrange shows what is asked; gives the number still open: what can change a result, or once all stand, what is asked at all
 * @property {(problems: FieldProblem[], eager: boolean) => FieldProblem[]} showProblems gives those that can be seen
 * @property {() => boolean} showsAll whether to go on asking after an answer has settled a result
 * @property {(measure: string) => Field | null} field
 * @property {(measure: string, part?: string | null) => void} focus
 * @property {(measure: string | null) => void} only shows one question and nothing else
 * @property {(measure: string) => string | null} leading the measure of the question that a measure is answered with
 * @property {(measure: string) => Question | null} question
 * @property {() => void} restart
 */

/**
 * @param {HTMLElement} root
 * @param {Question[]} questions those of all trials, chosen or not
 * @param {Measure[]} catalogue
 * @param {() => void} onChange
 * @returns {Form}
 */
export function createForm(root, questions, catalogue, onChange) {
  const all = inReadingOrder(questions.map(({ measure }) => measure))
    // A value that another question takes as its "instead" is typed there.
    .filter((measure) => !questions.some(({ instead }) => instead.includes(measure)))
    .map((measure) => /** @type {Question} */ (questions.find((question) => question.measure === measure)));
  const groups = groupNames
    .map((name) => createGroup(name, all.filter(({ measure }) => groupOf(measure) === name)))
    .filter(({ questions: members }) => members.length > 0);
  /** @type {Block[]} those of the chosen trials */
  let blocks = [];
  /** @type {Set<string>} */
  let measures = new Set();
  /** @type {Map<string, Field>} */
  let byMeasure = new Map();
  let showAll = false;
  /** The button for it goes away under the focus, which then belongs to the first question that came. */
  let leadOn = false;

  const hiddenNote = el("div", { class: "note", hidden: true });
  const hiddenWords = el("p");
  const showHidden = button("", () => {
    showAll = true;
    leadOn = true;
    onChange();
  });
  hiddenNote.append(hiddenWords, showHidden);
  root.replaceChildren(...groups.map(({ node }) => node), hiddenNote);

  const fieldsOf = (/** @type {Block} */ { main, instead }) => [main, ...instead.map(({ field }) => field)].filter(({ measure }) => measures.has(measure));
  const fields = () => blocks.flatMap(fieldsOf);
  const find = (/** @type {string} */ measure) => byMeasure.get(measure) ?? null;

  return {
    field: find,
    showsAll: () => showAll,
    choose(chosen) {
      measures = new Set(chosen.flatMap(({ measure, instead }) => [measure, ...instead]));
      blocks = [];
      for (const group of groups) {
        for (const question of group.questions) {
          const block = group.blocks.get(question) ?? (measures.has(question.measure) ? createBlock(question, catalogue, onChange) : null);
          if (!block) continue;
          group.blocks.set(question, block);
          const wanted = fieldsOf(block).length > 0;
          if (wanted) blocks.push(block);
          else block.node.hidden = true;
          for (const { field, node } of block.instead) node.hidden = !measures.has(field.measure);
        }
        // Nobody is in a question while the trials are chosen; so all may be moved to their places.
        group.node.append(...group.questions.flatMap((question) => group.blocks.get(question)?.node ?? []));
      }
      byMeasure = new Map(fields().map((field) => [field.measure, field]));
    },
    read() {
      /** @type {Answers} */
      const answers = {};
      /** @type {FieldProblem[]} */
      const problems = [];
      for (const field of fields()) {
        const reading = field.read();
        if (reading.answer !== null) answers[field.measure] = reading.answer;
        for (const { part, code } of reading.problems) problems.push({ measure: field.measure, part, code });
      }
      return { answers, problems };
    },
    readAll() {
      /** @type {Answers} */
      const answers = {};
      let problems = 0;
      for (const { main, instead } of groups.flatMap(({ blocks: built }) => [...built.values()])) {
        for (const field of [main, ...instead.map(({ field: one }) => one)]) {
          const reading = field.read();
          if (reading.answer !== null) answers[field.measure] = reading.answer;
          problems += reading.problems.length > 0 ? 1 : 0;
        }
      }
      return { answers, problems };
    },
    write(answers) {
      /** @type {{used: string[], left: string[]}} */
      const outcome = { used: [], left: [] };
      for (const [measure, answer] of Object.entries(answers)) {
        const field = find(measure);
        const before = field?.read().answer ?? null;
        const fits = field !== null && writes(field, answer);
        if (field && !fits) {
          field.restart();
          if (before !== null) field.write(before);
        }
        if (fits) openField(measure);
        outcome[fits ? "used" : "left"].push(measure);
      }
      return outcome;
    },
    arrange({ verdicts, asked, hides }) {
      const undecided = verdicts.filter(({ status }) => status === "undecided");
      /** @type {Field[]} */
      const arrivals = [];
      let open = 0;
      for (const block of blocks) {
        const { node, main } = block;
        const members = fieldsOf(block);
        const touched = members.some((field) => {
          const reading = field.read();
          return reading.answer !== null || reading.problems.length > 0;
        });
        const wanted = !touched && asked.has(main.measure);
        const counts = undecided.length === 0 || members.some(({ measure }) => undecided.some(({ missing }) => missing.includes(measure)));
        if (wanted && counts) open += 1;
        const inside = node.contains(document.activeElement);
        const came = node.hidden && wanted;
        node.hidden = !wanted && !touched && !inside;
        if (came) arrivals.push(main);
      }
      for (const group of groups) group.node.hidden = shownIn(group).length === 0;
      hiddenNote.hidden = !hides;
      setText(showHidden, word("form.show_hidden"));
      setText(hiddenWords, word(verdicts.length > 1 ? "verdict.hidden" : "form.hidden"));
      if (leadOn) arrivals[0]?.focus(null);
      leadOn = false;
      return open;
    },
    showProblems(problems, eager) {
      const shown = fields().flatMap((field) => {
        const { measure } = field;
        return field.showProblems(problems.filter((problem) => problem.measure === measure), eager).map((problem) => ({ ...problem, measure }));
      });
      for (const group of groups) summarise(group, shown);
      return shown;
    },
    focus(measure, part = null) {
      for (const block of blocks) {
        const other = block.instead.find(({ field }) => field.measure === measure && measures.has(measure));
        if (block.main.measure !== measure && !other) continue;
        block.node.hidden = false;
        for (const group of groups) if (group.node.contains(block.node)) group.node.hidden = false;
        other?.open();
        (other?.field ?? block.main).focus(part);
        block.node.scrollIntoView({ block: "center" });
      }
    },
    only(measure) {
      for (const { node, main } of blocks) node.hidden = main.measure !== measure;
      for (const group of groups) group.node.hidden = shownIn(group).length === 0;
      hiddenNote.hidden = hiddenNote.hidden || measure !== null;
      setText(showHidden, word("guide.go_on"));
    },
    leading: (measure) => blocks.find((block) => fieldsOf(block).some((field) => field.measure === measure))?.main.measure ?? null,
    question: (measure) => all.find((question) => question.measure === measure) ?? null,
    restart() {
      showAll = false;
      for (const { main, instead } of groups.flatMap(({ blocks: built }) => [...built.values()])) {
        main.restart();
        for (const { field, close } of instead) {
          field.restart();
          close();
        }
      }
    },
  };

  /** What counts must be in sight. @param {string} measure */
  function openField(measure) {
    for (const { instead } of blocks) instead.find(({ field }) => field.measure === measure)?.open();
  }

  /** @param {Group} group */
  function shownIn(group) {
    return blocks.filter(({ node }) => !node.hidden && group.node.contains(node));
  }

  /**
   * @param {Group} group
   * @param {FieldProblem[]} problems
   */
  function summarise(group, problems) {
    const mine = problems.filter(({ measure }) => groupOf(measure) === group.name);
    const wanted = new Map(mine.map((problem) => [`${problem.measure}/${problem.part ?? ""}`, problem]));
    for (const [key, link] of group.links) {
      if (wanted.has(key)) continue;
      // Whoever stands on the link of a problem that has just gone is taken where it would have led.
      if (link.contains(document.activeElement)) find(key.split("/")[0] ?? "")?.focus(null);
      link.remove();
      group.links.delete(key);
    }
    group.summary.hidden = mine.length === 0;
    if (mine.length === 0) return;
    setText(group.heading, word("form.problems", { count: new Set(mine.map(({ measure }) => measure)).size }));
    // A link that stays is never moved, so that it keeps the focus and the press on it.
    [...wanted].forEach(([key, { measure, part }], place) => {
      const link = group.links.get(key) ?? el("li", {}, say(button("", () => find(measure)?.focus(part), { class: "link" }), () => measureName(measure)));
      group.links.set(key, link);
      if (group.list.children[place] !== link) group.list.insertBefore(link, group.list.children[place] ?? null);
    });
  }
}

/**
 * @param {string} name
 * @param {Question[]} questions
 * @returns {Group}
 */
function createGroup(name, questions) {
  const title = say(el("h3", { id: `group-${name}` }), ["groups", name, "title"]);
  const heading = el("p", { class: "summary-title" });
  const list = el("ul");
  const summary = el("div", { class: "summary", hidden: true }, icon("fail"), el("div", {}, heading, list));
  const hint = hasWord(["groups", name, "hint"]) ? say(el("p", { class: "hint" }), ["groups", name, "hint"]) : null;
  const node = el("section", { class: "group", "aria-labelledby": title.id, hidden: true }, title, hint, summary);
  return { name, node, summary, list, heading, questions, blocks: new Map(), links: new Map() };
}

/**
 * A question together with the values that a report may give in its stead. Both may be
 * filled in; the engine says so when they disagree.
 * @param {Question} question
 * @param {Measure[]} catalogue
 * @param {() => void} onChange
 * @returns {Block}
 */
function createBlock(question, catalogue, onChange) {
  const main = createField(question, onChange);
  const node = el("div", { class: "question" }, main.node);
  const instead = question.instead.flatMap((id) => {
    const measure = catalogue.find((row) => row.id === id);
    if (!measure) return [];
    const field = createField({ ...measure, measure: id, units: measure.units.map(({ code }) => code), text: null }, onChange);
    // Once open it stays open: what counts must be in sight.
    const show = (/** @type {boolean} */ open) => {
      field.node.hidden = !open;
      opener.hidden = open;
    };
    const opener = button("", () => {
      show(true);
      field.focus(null);
    }, { class: "plain" });
    say(opener, () => firstWord([["form", "instead", id], ["names", id]]));
    show(false);
    const part = el("div", { class: "instead" }, el("div", { class: "more" }, opener), field.node);
    node.append(part);
    return [{ node: part, field, open: () => show(true), close: () => show(false) }];
  });
  return { node, main, instead };
}

/**
 * What stands in a file may be anything; a field that stumbles over it cannot show it.
 * @param {Field} field
 * @param {unknown} answer
 */
function writes(field, answer) {
  try {
    return field.write(answer);
  } catch {
    return false;
  }
}
