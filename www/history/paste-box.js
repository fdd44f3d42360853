/** A text area for a pasted table, and a review of what was read before any of it is used. */

import { button, describe, el, freshId, icon } from "../dom.js";
import { complaint } from "./complaint.js";
import { readPaste } from "./paste.js";
import { formatList, formatNumber, say, word } from "../words.js";

/** @typedef {import("./paste.js").First} First */
/** @typedef {import("./paste.js").Kind} Kind */
/** @typedef {import("./paste.js").Pasted} Pasted */

/** Lines named one by one in a complaint; the rest is counted. */
const NAMED = 12;

/**
 * @param {Kind} kind
 * @param {(pasted: Pasted) => () => string} onUse takes the rows over and tells what became of them
 */
export function createPasteBox(kind, onUse) {
  const key = (/** @type {string} */ name) => ["history", "paste", kind, name];
  const hint = say(el("p", { class: "hint" }), key("hint"));
  const area = el("textarea", { id: freshId("paste"), rows: 6, autocomplete: "off", spellcheck: "false", class: "paste" });
  describe(area, null, hint);
  const review = el("div", { class: "review", hidden: true });
  const told = el("p", { role: "status", class: "told" });
  const node = el(
    "details",
    { class: "part", open: kind === "visits", "data-paste": kind },
    say(el("summary"), key("title")),
    hint,
    say(el("label", { for: area.id, class: "above" }), key("label")),
    area,
    say(el("p", { class: "hint" }), "history.paste.private"),
    el("div", { class: "options" }, say(button("", () => look(null, true)), "history.paste.read")),
    review,
    told,
  );
  // A review of a text that has changed since would be wrong.
  area.addEventListener("input", () => {
    review.hidden = true;
    say(told, () => "");
  });

  /**
   * @param {First | null} first
   * @param {boolean} fresh whether the button was pressed, rather than the order chosen
   */
  function look(first, fresh) {
    const pasted = readPaste(area.value, kind, first);
    say(told, () => "");
    review.hidden = false;
    if (fresh) {
      const title = say(el("h3", { tabindex: "-1" }), "history.paste.review");
      review.replaceChildren(title, ...(pasted.ask === null ? [] : [askOrder(pasted.ask)]), el("div", { class: "found" }));
      title.focus();
    }
    review.querySelector(".found")?.replaceChildren(...(pasted.ask === null ? drawFound(pasted) : []));
  }

  /** @param {number} line */
  function askOrder(line) {
    const name = freshId("order");
    const option = (/** @type {First} */ first) => {
      const radio = el("input", { type: "radio", name, value: first });
      radio.addEventListener("change", () => look(first, false));
      return el("label", { class: "option" }, radio, say(el("span"), ["history", "paste", `${first}_first`]));
    };
    const why = say(el("p", { class: "hint", id: freshId("hint") }), () => word("history.paste.order_why", { line }));
    return el("fieldset", { class: "order", "aria-describedby": why.id }, say(el("legend"), "history.paste.order"), why, el("div", { class: "options" }, option("day"), option("month")));
  }

  /** @param {Pasted} pasted */
  function drawFound(pasted) {
    const { refused, heading, skipped, extra, visits, relapses } = pasted;
    if (refused !== null) {
      const [one, other] = refused.lines;
      const text = () => word(["history", "paste", "refused", refused.code], { one: one ?? 0, other: other ?? 0 });
      return [el("p", { class: "error", role: "alert" }, icon("fail"), say(el("span"), text))];
    }
    const lines = new Set(skipped.map(({ line }) => line)).size;
    const list = el(
      "ul",
      {},
      kind === "visits" ? say(el("li"), () => word("history.paste.visits_read", { count: visits.length })) : null,
      kind === "relapses" || relapses.length > 0 ? say(el("li"), () => word("history.paste.relapses_read", { count: relapses.length })) : null,
      heading === null ? null : say(el("li"), () => word("history.paste.heading", { line: heading })),
      extra ? say(el("li"), "history.paste.extra") : null,
      lines > 0 ? say(el("li"), () => word("history.paste.skipped", { count: lines })) : null,
    );
    const counts = el("div", { class: "counts", role: "status" }, list);
    const codes = [...new Set(skipped.map(({ code }) => code))];
    const reasons = el(
      "ul",
      { class: "reasons" },
      ...codes.map((code) => el("li", {}, say(el("strong"), () => linesText(skipped.filter((one) => one.code === code).map(({ line }) => line))), " ", say(el("span"), () => complaint(code)))),
    );
    if (visits.length + relapses.length === 0) return [counts, reasons, say(el("p"), "history.paste.none")];
    const use = say(button("", () => {
      review.hidden = true;
      say(told, onUse(pasted));
    }), "history.paste.use");
    return [counts, reasons, say(el("p", { class: "hint" }), "history.paste.nothing_lost"), el("div", { class: "options" }, use)];
  }

  return {
    node,
    clear() {
      area.value = "";
      review.hidden = true;
      say(told, () => "");
    },
  };
}

/** @param {number[]} lines */
function linesText(lines) {
  const named = lines.slice(0, NAMED).map((line) => formatNumber(line));
  const rest = lines.length - named.length;
  if (rest > 0) return word("history.paste.lines_more", { lines: named.join(", "), count: rest });
  return word(lines.length === 1 ? "history.paste.line" : "history.paste.lines", { lines: formatList(named) });
}
