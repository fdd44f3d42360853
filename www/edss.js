/** Whether a change in EDSS counts as deterioration in the one trial that defines it. Nothing of this is an answer. */

import { edssChange } from "./answers.js";
import { el, freshId } from "./dom.js";
import { SCORES } from "./scores.js";
import { formatNumber, keepTold, say, word } from "./words.js";

/** The trial whose outcome is defined by such a change. */
export const EDSS_TRIAL = "NCT07523100";

export function edssPart() {
  const result = el("p", { class: "change-result", role: "status" });
  const [baseline, current] = ["baseline", "current"].map((name) => {
    const select = el("select", { autocomplete: "off", id: freshId(name) }, el("option", { value: "" }, "\u2013"));
    for (const score of SCORES) select.append(say(el("option", { value: score }), () => formatNumber(score)));
    select.addEventListener("change", show);
    return { select, part: el("div", { class: "part" }, say(el("label", { for: select.id }), ["trial", "change", name]), select) };
  });

  function show() {
    const [from, to] = [baseline?.select.value ?? "", current?.select.value ?? ""];
    const change = from === "" || to === "" ? null : edssChange(Number(from), Number(to));
    if (from === "" || to === "") result.textContent = "";
    else if (change === null) result.textContent = word("trial.change.open");
    else {
      const values = { threshold: change.threshold === null ? "" : formatNumber(change.threshold) };
      result.textContent = word(["trial", "change", change.deteriorated ? "yes" : "no"], values);
    }
  }

  keepTold(result, show);
  return el(
    "details",
    { class: "part", "data-part": "edss" },
    say(el("summary"), "trial.change.title"),
    el("div", { class: "parts" }, ...[baseline, current].flatMap((one) => one?.part ?? [])),
    result,
    ...["rule", "unsure", "apart"].map((key) => say(el("p", { class: "hint" }), ["trial", "change", key])),
  );
}
