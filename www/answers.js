/** From what is on the form to verdicts: the engine is asked, and asked again without what it refuses. */

import { calculate } from "../pkg/trial_prescreen.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answers} Answers */
/** @typedef {import("../pkg/trial_prescreen.js").Measure} Measure */
/** @typedef {import("../pkg/trial_prescreen.js").Screener} Screener */
/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./form.js").FieldProblem} FieldProblem */

/**
 * @typedef {object} Screening
 * @property {Verdict[]} verdicts one a trial, in the order of the trials
 * @property {Answers} answers those that could be used
 * @property {FieldProblem[]} problems
 * @property {Doubted[]} doubts
 * @property {Set<string>} asked what is still worth a question
 * @property {boolean} hides whether more would be asked if what speaks against a trial did not
 */

/** @typedef {Doubt & {measure: string}} Doubted a doubt that the person has not settled */

/**
 * Each refused answer is left out and named, and the rest is screened; so the loop is no
 * longer than the list of answers. Null means that the engine itself has failed.
 * @param {Screener} screener
 * @param {Answers} given
 * @param {string} today
 * @param {Doubted[]} doubts what may have been typed in another unit decides nothing yet
 * @param {boolean} everything whether to go on asking about trials that are ruled out
 * @returns {Screening | null}
 */
export function screenAnswers(screener, given, today, doubts, everything) {
  const answers = { ...given };
  for (const { measure, meant } of doubts) if (meant !== null) answers[measure] = "unknown";
  /** @type {FieldProblem[]} */
  const problems = [];
  for (let left = Object.keys(given).length; left >= 0; left -= 1) {
    try {
      const verdicts = screener.screen(answers, today);
      problems.push(...contradictions(screener.contradictions(answers, today)));
      return { verdicts, answers, problems, doubts, ...questionsFor(screener, answers, today, verdicts, everything) };
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null || !Object.hasOwn(answers, problem.measure)) return null;
      problems.push(problem);
      delete answers[problem.measure];
    }
  }
  return null;
}

/** What is asked only when the value that a letter may give is not known. @type {[string, string[]][]} */
const INSTEAD = [
  ["eular_acr_2019_items", ["eular_acr_2019"]],
  ["acr_1997_items", ["acr_1997_count"]],
  ["slicc_2012_items", ["slicc_2012_total", "slicc_2012_clinical", "slicc_2012_immunologic", "slicc_biopsy_route"]],
  ["walking_aid", ["edss"]],
  ["walking_distance", ["edss"]],
  ["walking_unrestricted", ["edss"]],
];

/**
 * Once a rule fails, the engine has nothing more to ask about a trial. A person whose reason
 * passes with time, or who wants to go on, still may.
 * @param {Screener} screener
 * @param {Answers} answers
 * @param {string} today
 * @param {Verdict[]} verdicts
 * @param {boolean} everything
 */
function questionsFor(screener, answers, today, verdicts, everything) {
  const wanted = verdicts.filter(({ temporary }) => temporary || everything);
  const asked = new Set(screener.open(settingAside(answers, wanted), today));
  const over = verdicts.some(({ status, temporary }) => status === "ruled_out" && !temporary);
  const hides = over && !everything && screener.open(settingAside(answers, verdicts), today).some((measure) => !asked.has(measure));
  for (const [measure, typed] of INSTEAD) {
    if (typed.some((one) => asked.has(one) && !Object.hasOwn(answers, one))) asked.delete(measure);
  }
  return { asked, hides };
}

/** The answers behind a step that has another name. */
const BEHIND = new Map([
  ["age", ["age", "birth_date"]],
  ["drug", ["medications", "last_investigational_agent"]],
]);

/**
 * Answers as if what speaks against these trials were not known.
 * @param {Answers} answers
 * @param {Verdict[]} verdicts
 */
function settingAside(answers, verdicts) {
  const supposed = { ...answers };
  for (const { status, because } of verdicts.flatMap(({ findings }) => findings)) {
    for (const { symbol } of status === "fail" ? because : []) {
      const measure = symbol.split(":")[0] ?? "";
      for (const one of BEHIND.get(measure) ?? [measure]) {
        if (Object.hasOwn(supposed, one)) supposed[one] = "unknown";
      }
    }
  }
  return supposed;
}

/**
 * Each answer is told of one other that it does not go with.
 * @param {string[][]} clashes
 * @returns {FieldProblem[]}
 */
function contradictions(clashes) {
  /** @type {Map<string, FieldProblem>} */
  const problems = new Map();
  for (const measures of clashes) {
    for (const measure of measures) {
      const other = measures.find((one) => one !== measure);
      if (!problems.has(measure)) problems.set(measure, { measure, part: null, code: "contradictory", other });
    }
  }
  return [...problems.values()];
}

/**
 * @param {unknown} error
 * @returns {FieldProblem | null}
 */
function problemOf(error) {
  if (!(error instanceof Error) || error.name !== "PrescreenError") return null;
  const { code, field } = /** @type {Error & {code: string, field: string | null}} */ (error);
  if (typeof field !== "string") return null;
  const [measure = "", ...part] = field.split("/");
  return { measure, part: part.join("/") || null, code };
}

/** @typedef {{value: number, unit: string}} Typed */
/** @typedef {{typed: Typed, meant: Typed | null}} Doubt an unusual value, with the unit in which it would be usual */

/**
 * The person decides what was meant; nothing is converted here.
 * @param {Measure} measure
 * @param {Answers[string] | undefined} answer
 * @returns {Doubt | null}
 */
export function doubtAbout(measure, answer) {
  if (measure.kind !== "quantity" || measure.unit === null) return null;
  if (typeof answer !== "object" || !("value" in answer) || !("unit" in answer)) return null;
  if (typeof answer.value !== "number" || typeof answer.unit !== "string") return null;
  const typed = { value: answer.value, unit: answer.unit };
  try {
    const { warnings } = calculate("convert", { measure: measure.id, from: typed, to: measure.unit });
    const meant = warnings.find(({ code }) => code === "did_you_mean")?.did_you_mean ?? null;
    return meant || warnings.some(({ code }) => code === "implausible") ? { typed, meant } : null;
  } catch {
    // A value that cannot be converted is refused by the screening, with its own words.
    return null;
  }
}

/**
 * The dose of an arm for a weight as it was given; null when nothing follows.
 * @param {Answers[string] | undefined} weight
 * @param {object} rule
 * @returns {{low: number, high: number} | null}
 */
export function doseFor(weight, rule) {
  if (weight === undefined || weight === "unknown") return null;
  try {
    const { low, high } = calculate("cell_dose", { weight, rule });
    return typeof low === "number" && typeof high === "number" ? { low, high } : null;
  } catch {
    return null;
  }
}

/**
 * Whether an EDSS has risen enough for the trial's own definition; null when it cannot be told.
 * @param {number} baseline
 * @param {number} current
 * @returns {{deteriorated: boolean, threshold: number | null} | null}
 */
export function edssChange(baseline, current) {
  try {
    const { value, extra } = calculate("edss_change", { baseline, current, rule: "source" });
    const { threshold = null } = extra;
    return typeof value === "boolean" ? { deteriorated: value, threshold: typeof threshold === "number" ? threshold : null } : null;
  } catch {
    return null;
  }
}
