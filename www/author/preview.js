/** The very widget that a page would show, with the definition handed in as a page would hand it in. */

import { byId } from "../dom.js";
import { say, word } from "../words.js";
import { withoutTests } from "./bake.js";

/** @typedef {import("../../pkg/trial_prescreen.js").TrialDefinition} TrialDefinition */

export function createPreview() {
  const room = byId("preview-room");
  const show = byId("preview-show");
  /** @type {TrialDefinition | null} */
  let definition = null;
  let shown = "";

  say(byId("preview-title"), "author.preview.title");
  say(byId("preview-hint"), "author.preview.hint");
  show.addEventListener("click", () => {
    if (definition === null) {
      say(byId("preview-stale"), "author.first");
      return;
    }
    shown = JSON.stringify(withoutTests(definition));
    const widget = document.createElement("trial-prescreen");
    Object.assign(widget, { definition: withoutTests(definition) });
    widget.setAttribute("lang", word("language"));
    widget.setAttribute("label", word("author.preview.frame"));
    // The trials of a widget never change: another definition is another widget.
    room.replaceChildren(widget);
    draw();
    widget.scrollIntoView({ block: "nearest" });
  });

  function draw() {
    const stale = shown !== "" && definition !== null && JSON.stringify(withoutTests(definition)) !== shown;
    say(show, shown === "" ? "author.preview.show" : "author.preview.again");
    say(byId("preview-stale"), () => (stale ? word("author.preview.stale") : ""));
    show.setAttribute("aria-disabled", String(definition === null));
  }

  return {
    /** @param {TrialDefinition | null} next */
    use(next) {
      definition = next;
      draw();
    },
  };
}
