/** The course of the EDSS over the years: visits and relapses in, events and a drawing out. Nothing is kept or sent. */

import { progression, relapseRules, worseningRules } from "../../pkg/trial_prescreen.js";
import { button, el, freshId, setText } from "../dom.js";
import { createOptions } from "./options.js";
import { createPasteBox } from "./paste-box.js";
import { createResult } from "./result.js";
import { createRows } from "./rows.js";
import { complaint } from "./complaint.js";
import { keepTold, say, word } from "../words.js";

/** @typedef {import("../../pkg/trial_prescreen.js").ProgressionOptions} ProgressionOptions */
/** @typedef {import("./entry.js").Row} Row */
/** @typedef {import("./paste.js").Pasted} Pasted */

/** A pause in which several changes become one. */
const PAUSE = 120;

/**
 * Engine and words must be loaded.
 * @param {HTMLElement} root
 */
export function mountHistory(root) {
  const visits = createRows("visits", changed);
  const relapses = createRows("relapses", changed);
  const pasteVisits = createPasteBox("visits", use);
  const pasteRelapses = createPasteBox("relapses", use);
  const options = createOptions(worseningRules(), relapseRules(), () => changed(""));
  const result = createResult();
  const voice = el("p", { class: "spoken", role: "status" });
  const failed = el("p");
  const see = say(button("", () => seeProblem(), { class: "link" }), "history.see");
  const problem = el("div", { class: "summary", role: "alert", hidden: true }, el("div", {}, failed, see));
  const clear = say(button("", clearAll, { class: "plain", hidden: true }), "history.clear");
  const bring = say(button("", bringBack, { class: "plain", hidden: true }), "history.bring_back");
  let seeProblem = () => {};
  let timer = 0;
  /** @type {{visits: Row[], relapses: Row[]} | null} */
  let cleared = null;

  const part = (/** @type {string} */ key, /** @type {HTMLElement[]} */ ...children) => {
    const title = say(el("h2", { id: freshId("part") }), ["history", key, "title"]);
    return el("section", { class: "history-part", "aria-labelledby": title.id }, title, say(el("p"), ["history", key, "lead"]), ...children);
  };
  root.append(
    el("div", { class: "privacy" }, say(el("p"), "history.privacy")),
    part("visits", pasteVisits.node, visits.node),
    part("relapses", pasteRelapses.node, relapses.node),
    options.node,
    problem,
    result.node,
    el("div", { class: "options history-clear" }, clear, bring),
    voice,
  );
  keepTold(root, () => changed(""));
  // A table takes long to type. A browser asks in its own words.
  window.addEventListener("beforeunload", (event) => {
    if (visits.read().length + relapses.read().length > 0) event.preventDefault();
  });

  /**
   * @param {Pasted} pasted
   * @returns {() => string} what became of the rows
   */
  function use(pasted) {
    const before = [visits.read().length, relapses.read().length];
    const fresh = visits.add(pasted.visits.map(({ date, edss }) => ({ date, edss }))) + relapses.add(pasted.relapses.map(({ date }) => ({ date, edss: null })));
    const twice = pasted.visits.length + pasted.relapses.length - fresh;
    const news = () => word("history.paste.used", { count: fresh }) + (twice > 0 ? ` ${word("history.paste.twice", { count: twice })}` : "");
    (visits.read().length > (before[0] ?? 0) || relapses.read().length === (before[1] ?? 0) ? visits : relapses).focusTitle();
    changed("");
    return news;
  }

  function clearAll() {
    cleared = { visits: [...visits.read()], relapses: [...relapses.read()] };
    visits.replace([]);
    relapses.replace([]);
    bring.hidden = false;
    bring.focus();
    changed(word("history.cleared"));
  }

  function bringBack() {
    if (cleared === null) return;
    visits.add(cleared.visits);
    relapses.add(cleared.relapses);
    cleared = null;
    visits.focusTitle();
    changed(word("history.brought_back"));
  }

  /** @param {string} news */
  function changed(news) {
    if (news !== "") setText(voice, news);
    clear.hidden = visits.read().length + relapses.read().length === 0;
    if (!clear.hidden) {
      bring.hidden = true;
      cleared = null;
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(() => workOut(news), PAUSE);
  }

  /** @param {string} news */
  function workOut(news) {
    const [seen, onsets] = [visits.read(), relapses.read()];
    const chosen = options.read();
    for (const rows of [visits, relapses]) rows.showError(null);
    problem.hidden = true;
    if (seen.length === 0 || chosen === null) {
      result.show(null);
      if (chosen === null && seen.length > 0) complain("options_wrong", () => options.focus());
      return;
    }
    const given = seen.map(({ date, edss }) => ({ date, edss: edss ?? 0 }));
    const days = onsets.map(({ date }) => date);
    try {
      result.show({ visits: given, relapses: days, chosen, progression: progression(given, days, /** @type {ProgressionOptions} */ (chosen)) });
      setText(voice, [news, result.said()].join(" ").trim());
    } catch (error) {
      result.show(null);
      refused(error);
    }
  }

  /**
   * The engine names the place of what it refuses: "visits/3/edss".
   * @param {unknown} error
   */
  function refused(error) {
    const { code = "other", field = "" } = /** @type {{code?: string, field?: string | null}} */ (error) ?? {};
    const [list = "", place = ""] = (field ?? "").split("/");
    const number = Number(place);
    const rows = list === "visits" ? visits : list === "relapses" ? relapses : null;
    if (rows !== null && place !== "" && number < rows.read().length) {
      rows.showError({ place: number, code });
      complain(list === "visits" ? "visit_wrong" : "relapse_wrong", () => rows.focus(number), number + 1);
    } else if (field === "options/conf_days") {
      options.showError("days_range");
      complain("options_wrong", () => options.focus());
    } else complain(code, null);
  }

  /**
   * @param {string} code
   * @param {(() => void) | null} lead to the place
   * @param {number} [number]
   */
  function complain(code, lead, number = 0) {
    setText(failed, number > 0 ? word(["history", "errors", code], { number }) : complaint(code));
    see.hidden = lead === null;
    seeProblem = lead ?? (() => {});
    problem.hidden = false;
  }
}
