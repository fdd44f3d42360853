/** From what is on the form to a verdict: the engine is asked, and asked again without what it refuses. */

import { calculate } from "../pkg/trial_prescreen.js";

/** @typedef {import("../pkg/trial_prescreen.js").Answers} Answers */
/** @typedef {import("../pkg/trial_prescreen.js").Measure} Measure */
/** @typedef {import("../pkg/trial_prescreen.js").Screener} Screener */
/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./form.js").FieldProblem} FieldProblem */

/**
 * @typedef {object} Screening
 * @property {Verdict} verdict
 * @property {Answers} answers those that could be used
 * @property {FieldProblem[]} problems
 * @property {Doubted[]} doubts
 * @property {Set<string>} asked what the engine still wants to know
 * @property {Set<string>} further what it would want to know if what speaks against the study did not
 */

/** @typedef {Doubt & {measure: string}} Doubted a doubt that the person has not settled */

/**
 * Each refused answer is left out and named, and the rest is screened; so the loop is no
 * longer than the list of answers. Null means that the engine itself has failed.
 * @param {Screener} screener
 * @param {Answers} given
 * @param {string} today
 * @param {Doubted[]} doubts what may have been typed in another unit decides nothing yet
 * @returns {Screening | null}
 */
export function screenAnswers(screener, given, today, doubts) {
  const answers = { ...given };
  for (const { measure, meant } of doubts) if (meant !== null) answers[measure] = "unknown";
  /** @type {FieldProblem[]} */
  const problems = [];
  for (let left = Object.keys(given).length; left >= 0; left -= 1) {
    try {
      const verdict = screener.screen(answers, today)[0];
      if (!verdict) return null;
      const asked = askedNow(screener, answers, today);
      problems.push(...contradictions(screener, answers, today, verdict));
      return { verdict, answers, problems, doubts, asked, further: askedNow(screener, settingAside(answers, verdict), today) };
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null || !Object.hasOwn(answers, problem.measure)) return null;
      problems.push(problem);
      delete answers[problem.measure];
    }
  }
  return null;
}

/**
 * The questions worth showing: each one that the engine would still ask if all before it
 * were answered with "I don't know".
 * @param {Screener} screener
 * @param {Answers} answers
 * @param {string} today
 */
function askedNow(screener, answers, today) {
  const supposed = { ...answers };
  /** @type {Set<string>} */
  const asked = new Set();
  for (;;) {
    const question = screener.next(supposed, today);
    if (question === null || Object.hasOwn(supposed, question.measure)) return asked;
    asked.add(question.measure);
    supposed[question.measure] = "unknown";
  }
}

/**
 * Once a rule fails, the engine has nothing more to ask. A person whose reason passes with
 * time, or who wants to go on, still may.
 * @param {Answers} answers
 * @param {Verdict} verdict
 */
function settingAside(answers, verdict) {
  const supposed = { ...answers };
  for (const { status, because } of verdict.findings) {
    for (const { symbol } of status === "fail" ? because : []) {
      const measure = symbol.split(":")[0] ?? "";
      for (const one of measure === "age" ? ["age", "birth_date"] : [measure]) {
        if (Object.hasOwn(supposed, one)) supposed[one] = "unknown";
      }
    }
  }
  return supposed;
}

/**
 * Which answers do not go together: each two that the engine finds contradictory on their
 * own. Only those are tried without which it finds less to object to, if there are two.
 * @param {Screener} screener
 * @param {Answers} answers
 * @param {string} today
 * @param {Verdict} verdict
 * @returns {FieldProblem[]}
 */
function contradictions(screener, answers, today, verdict) {
  const before = contradictoryIn(verdict);
  if (before === 0) return [];
  const count = (/** @type {Answers} */ some) => contradictoryIn(screener.screen(some, today)[0] ?? verdict);
  const known = Object.keys(answers).filter((measure) => answers[measure] !== "unknown");
  const carrying = known.filter((measure) => count({ ...answers, [measure]: "unknown" }) < before);
  const suspects = carrying.length > 1 ? carrying : known;
  /** @type {FieldProblem[]} */
  const problems = [];
  suspects.forEach((measure, place) => {
    for (const other of suspects.slice(place + 1)) {
      const two = /** @type {Answers} */ ({ [measure]: answers[measure], [other]: answers[other] });
      if (count(two) === 0) continue;
      for (const [one, second] of [[measure, other], [other, measure]]) {
        if (one && second && !problems.some((problem) => problem.measure === one)) {
          problems.push({ measure: one, part: null, code: "contradictory", other: second });
        }
      }
    }
  });
  return problems;
}

/** @param {Verdict} verdict */
function contradictoryIn({ findings }) {
  return findings.filter(({ borderline }) => borderline === "contradictory").length;
}

/**
 * @param {unknown} error
 * @returns {FieldProblem | null}
 */
function problemOf(error) {
  if (!(error instanceof Error) || error.name !== "PrescreenError") return null;
  const { code, field } = /** @type {Error & {code: string, field: string | null}} */ (error);
  if (typeof field !== "string") return null;
  const [measure = "", part = null] = field.split("/");
  return { measure, part, code };
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
