/** The ways out of the page: one file with the trial in it, and the lines for a page that embeds it. */

import { copyFrom } from "../copy.js";
import { button, byId, describe, el, freshId } from "../dom.js";
import { saveFile } from "../keep.js";
import { say, word } from "../words.js";
import { bake } from "./bake.js";
import { fileOf, snippets } from "./snippets.js";

/** @typedef {import("../../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

const PACKAGE = new URL("../../pkg/", import.meta.url);

export function createTake() {
  const file = byId("take-file");
  const news = byId("take-news");
  const address = /** @type {HTMLInputElement} */ (byId("take-address"));
  /** @type {TrialDefinition | null} */
  let definition = null;
  let integrity = "";

  say(byId("take-title"), "author.take.title");
  say(byId("take-hint"), "author.take.hint");
  say(byId("take-embed"), "author.take.embed");
  say(byId("take-address-label"), "author.take.address");
  const byFile = box("by_file");
  const inline = box("inline");
  byId("take-lines").append(byFile.node, inline.node);

  say(file, "author.take.file").addEventListener("click", async () => {
    if (definition === null) {
      say(news, "author.first");
      return;
    }
    const name = fileOf(definition.id, "html");
    try {
      saveFile(name, "text/html", bake(await fetched("prescreen.html"), definition));
      say(news, () => word("author.take.made", { name }));
    } catch {
      say(news, "author.take.failed");
    }
  });
  address.addEventListener("input", draw);
  fetched("integrity.json").then((text) => {
    integrity = JSON.parse(text)["trial-prescreen.js"];
    draw();
  }, () => say(news, "author.take.failed"));

  function draw() {
    file.setAttribute("aria-disabled", String(definition === null));
    byId("take-lines").hidden = definition === null;
    say(byId("take-first"), () => (definition === null ? word("author.first") : ""));
    if (definition === null) return;
    const written = snippets(definition, { address: address.value, integrity, fallback: word("author.take.fallback") });
    byFile.show(written.byFile);
    inline.show(written.inline);
  }

  return {
    /** @param {TrialDefinition | null} next */
    use(next) {
      definition = next;
      say(news, () => "");
      draw();
    },
  };
}

/** @param {string} key of its words */
function box(key) {
  const hint = say(el("p", { class: "hint" }), ["author", "take", `${key}_hint`]);
  const area = el("textarea", { id: freshId("lines"), rows: 4, readonly: true, dir: "ltr", spellcheck: "false" });
  describe(area, null, hint);
  const told = el("p", { role: "status", class: "hint" });
  const copy = say(button("", () => copyFrom(area, told), { class: "plain" }), ["author", "take", "copy", key]);
  return {
    node: el("div", {}, say(el("label", { for: area.id, class: "above" }), ["author", "take", key]), hint, area, el("div", { class: "options" }, copy), told),
    /** @param {string} text */
    show(text) {
      if (area.value === text) return;
      area.value = text;
      told.textContent = "";
    },
  };
}

/** @param {string} name of a file in pkg/ */
async function fetched(name) {
  const answer = await fetch(new URL(name, PACKAGE));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.text();
}
