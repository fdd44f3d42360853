/** The page of the calculators: a list and, by the address's fragment, one of them. No value ever stands in an address. */

import { calculators, catalogue, drug, drugs, version } from "../../pkg/trial_prescreen.js";
import { addressed } from "../address.js";
import { byId, el } from "../dom.js";
import { useDrugs } from "../drugs.js";
import { mountHistory } from "../history/history.js";
import { isEmbedded, tellHeight } from "../host.js";
import { createLanguageSwitch } from "../languages.js";
import { openPage } from "../open.js";
import { say, word } from "../words.js";
import { createCalculator } from "./calculator.js";
import { grouped } from "./groups.js";
import { titleOf } from "./names.js";
import { insteadText } from "./result.js";

/** No formula: a page of its own among them. */
const HISTORY = "edss_history";

// When it fails, the text of the page that says so stays where it is.
start().catch(() => {});

async function start() {
  const said = await openPage();
  useDrugs(drugs(), drug);
  run();
  byId("loading").remove();
  if (isEmbedded && said.grow) tellHeight();
}

function run() {
  const all = calculators();
  const measures = catalogue();
  const ids = [...all.map(({ id }) => id), HISTORY];
  /** What was typed stays while the page is open. @type {Map<string, HTMLElement>} */
  const made = new Map();
  let shown = "";

  say(byId("name"), "page.name");
  say(byId("translated"), "page.translated");
  say(byId("version"), () => word("page.version", version()));
  byId("back").append(link("", () => word("calculators.all")));
  createLanguageSwitch(byId("languages"), drawTitle);
  byId("list").append(
    ...grouped(ids).map(([group, members]) =>
      el("section", { class: "part-of-list" }, say(el("h2"), ["calculators", "groups", group]), el("ul", { class: "calculators" }, ...members.map((id) => el("li", {}, link(id, () => titleOf(id)), say(el("p", { class: "hint" }), ["calculators", "about", id])))))),
  );
  window.addEventListener("hashchange", () => show(known(addressed(location.hash).first), true));
  show(known(addressed().first), false);

  /** @param {string} id */
  function known(id) {
    return ids.includes(id) ? id : "";
  }

  /**
   * A link that works in the single file too, whose frame may go nowhere.
   * @param {string} id
   * @param {() => string} text
   */
  function link(id, text) {
    const anchor = say(el("a", { href: `#${id}` }), text);
    anchor.addEventListener("click", (event) => {
      if (location.protocol !== "about:") return;
      event.preventDefault();
      show(id, true);
    });
    return anchor;
  }

  /**
   * @param {string} id empty for the list
   * @param {boolean} moved whether somebody chose it
   */
  function show(id, moved) {
    if (moved && id === shown) return;
    const from = shown;
    shown = id;
    drawTitle();
    byId("list").hidden = id !== "";
    byId("back").hidden = id === "";
    byId("one").hidden = id === "";
    byId("one").replaceChildren(...(id === "" ? [] : [page(id)]));
    if (!moved) return;
    const back = id === "" ? byId("list").querySelector(`a[href="#${from}"]`) : null;
    if (back instanceof HTMLElement) back.focus();
    else {
      byId("title").focus();
      byId("title").scrollIntoView();
    }
  }

  function drawTitle() {
    const title = shown === "" ? word("calculators.title") : titleOf(shown);
    document.title = word("calculators.page_title", { title });
    byId("title").textContent = title;
    byId("lead").textContent = shown === "" ? word("calculators.lead") : word(["calculators", "about", shown]);
  }

  /** @param {string} id */
  function page(id) {
    const before = made.get(id);
    if (before) return before;
    const fresh = el("div");
    made.set(id, fresh);
    const calculator = all.find((one) => one.id === id);
    if (calculator) fresh.append(say(el("p", { class: "privacy" }), "history.privacy"), createCalculator(calculator, measures, (other) => link(other, () => insteadText(other))).node);
    else mountHistory(fresh);
    return fresh;
  }
}
