/** The list of what is wrong, and of what somebody should look at, with the way to each place. */

import { button, el, setText } from "../dom.js";
import { formatList, word } from "../words.js";

/** @typedef {import("./positions.js").Place} Place */
/** @typedef {import("./read.js").Found} Found */
/** @typedef {import("./read.js").Reading} Reading */

/** What the engine says besides, where it is not what would have been right. @type {{[code: string]: string}} */
const BESIDES = { case_fails: "comes_out", missing_case: "missing", duplicate_criterion: "see", repeated_criterion: "see", opposed_criteria: "see" };

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} sum the polite line
 * @param {(place: Place) => void} go
 */
export function createProblems(root, sum, go) {
  let drawn = "";

  /** @param {Found} problem */
  function item(problem) {
    const { path, code, severity, expected, place, isSyntax } = problem;
    const words = isSyntax ? ["author", "syntax", code] : ["problems", code];
    const way = button(word("author.place", { line: place.line, column: place.column }), () => go(place), { class: "link" });
    return el(
      "li",
      { class: `problem ${severity}` },
      el("p", {}, el("strong", {}, word(["author", "severity", severity])), " ", way),
      el("p", {}, word([...words, "wrong"]), " ", word([...words, "mend"])),
      expected === null ? null : el("p", { class: "hint" }, word(["author", "besides", BESIDES[code] ?? "expected"]), " ", el("code", { dir: "ltr" }, expected)),
      isSyntax ? null : el("p", { class: "hint" }, el("code", { dir: "ltr" }, path === "" ? code : `${path}: ${code}`)),
    );
  }

  return {
    /**
     * @param {Reading} reading
     * @param {boolean} empty
     */
    draw({ found, errors, advice }, empty) {
      setText(sum, empty ? word("author.sum.empty") : sumOf(errors, advice));
      const now = JSON.stringify([word("language"), found]);
      if (now === drawn) return;
      drawn = now;
      // Whoever has just gone on from the text to the list stays there.
      const buttons = [...root.querySelectorAll("button")];
      const focused = buttons.findIndex((one) => one === document.activeElement);
      root.replaceChildren(...found.map(item));
      if (focused < 0) return;
      const fresh = root.querySelectorAll("button");
      (fresh[Math.min(focused, fresh.length - 1)] ?? sum).focus();
    },
  };
}

/**
 * @param {number} errors
 * @param {number} advice
 */
function sumOf(errors, advice) {
  const parts = [
    ...(errors > 0 ? [word("author.sum.errors", { count: errors })] : []),
    ...(advice > 0 ? [word("author.sum.advice", { count: advice })] : []),
  ];
  return parts.length === 0 ? word("author.sum.none") : formatList(parts);
}
