/** What is said while answers are given: one line that stays in sight, and one spoken line. */

import { el, icon, setText } from "./dom.js";
import { problemText } from "./field.js";
import { countedIn, shortWords, verdictKind } from "./verdict.js";
import { formatList, formatQuantity, measureName, word } from "./words.js";

/** @typedef {import("../pkg/trial_prescreen.js").Verdict} Verdict */
/** @typedef {import("./answers.js").Screening} Screening */
/** @typedef {import("./dom.js").Icon} Icon */
/** @typedef {import("./verdict.js").Outcome} Outcome */

/** What there is most hope in comes first, and gives the line its colour. @type {[string, Icon][]} */
const ORDER = [
  ["no_barrier_found", "pass"],
  ["undecided", "unknown"],
  ["ruled_out_now", "fail"],
  ["ruled_out", "fail"],
  ["news_no_barrier_found", "pass"],
  ["news_undecided", "unknown"],
  ["news_ruled_out", "fail"],
];

/**
 * "2 can't tell yet, 1 probably not"; a single trial has its own words.
 * @param {Verdict[]} verdicts
 */
function summary(verdicts) {
  const [first, second] = verdicts;
  if (first && !second) return shortWords(first);
  const kinds = verdicts.map(verdictKind);
  const counts = ORDER.map(([kind]) => ({ kind, count: kinds.filter((one) => one === kind).length })).filter(({ count }) => count > 0);
  return formatList(counts.map(({ kind, count }) => word(["verdict", "sum", kind], { count })));
}

/**
 * The answer that needs another look first.
 * @param {Screening} screening
 * @returns {{measure: string, part: string | null} | null}
 */
export function firstWrong({ problems, doubts }) {
  const [problem] = problems;
  const doubt = doubts.find(({ meant }) => meant !== null);
  return problem ?? (doubt ? { measure: doubt.measure, part: null } : null);
}

/**
 * The line at the foot of the screen, and where its button leads.
 * @param {HTMLElement} root
 * @param {HTMLElement} see
 * @param {Outcome} outcome
 */
export function drawBar(root, see, { screening, open }) {
  const { verdicts, problems, doubts } = screening;
  const [kind, shape] = ORDER.find(([one]) => verdicts.some((verdict) => verdictKind(verdict) === one)) ?? ["undecided", "unknown"];
  const undecided = verdicts.filter(({ status }) => status === "undecided");
  const wrong = new Set([...problems, ...doubts.filter(({ meant }) => meant !== null)].map(({ measure }) => measure)).size;
  const needy = undecided.flatMap(countedIn).filter(({ status, missing }) => status === "unknown" && missing.length > 0).length;
  let more = "";
  if (wrong > 0) more = word("verdict.problems", { count: wrong });
  // Past an undecided verdict the questions are the person's choice.
  else if (open > 0) more = word(undecided.length > 0 ? "verdict.open" : "verdict.open_still", { count: open });
  else if (needy > 0) more = word("verdict.needy", { count: needy });
  setText(see, word(firstWrong(screening) === null ? "verdict.see" : "verdict.show"));
  root.className = `bar-words ${kind}`;
  root.replaceChildren(icon(shape), el("span", {}, el("strong", {}, summary(verdicts)), el("span", { class: "more-words" }, more)));
}

/**
 * One polite voice: the verdicts when they change, and an answer that has just been found
 * wrong, because by then the focus has left it. Waits for a pause in typing.
 * @param {HTMLElement} region
 */
export function createVoice(region) {
  let timer = 0;
  let last = "";
  /** @type {Set<string>} what has been said and still holds */
  let said = new Set();
  return {
    /** @param {Screening} screening */
    announce({ verdicts, problems, doubts }) {
      window.clearTimeout(timer);
      const now = summary(verdicts);
      // What the form starts with is no news.
      if (last === "") last = now;
      timer = window.setTimeout(() => {
        /** @type {Map<string, string>} */
        const complaints = new Map();
        for (const problem of problems) {
          complaints.set(`${problem.measure}/${problem.code}`, word("verdict.announce_problem", { name: measureName(problem.measure), problem: problemText(problem) }));
        }
        for (const { measure, typed, meant } of doubts) {
          const problem = meant === null ? word("form.implausible") : word("form.did_you_mean", { value: formatQuantity(meant.value, meant.unit) });
          complaints.set(`${measure}/${typed.value}/${typed.unit}`, word("verdict.announce_problem", { name: measureName(measure), problem }));
        }
        const news = [
          ...[...complaints].filter(([key]) => !said.has(key)).map(([, text]) => text),
          ...(now !== last ? [word("verdict.announce", { verdict: now })] : []),
        ];
        last = now;
        said = new Set(complaints.keys());
        if (news.length > 0) region.replaceChildren(...news.map((text) => el("p", {}, text)));
      }, 900);
    },
    /** @param {string} text */
    say(text) {
      setText(region, text);
    },
    silence() {
      window.clearTimeout(timer);
      last = "";
      said = new Set();
      setText(region, "");
    },
  };
}
