/** What the visits come to: events, drawing, table, and the ways to take them along. */

import { copyFrom } from "../copy.js";
import { tellCourse } from "./course.js";
import { button, el, freshId, setText } from "../dom.js";
import { drawChart } from "./chart.js";
import { drawEvents, drawTable, plainText, warningText } from "./events.js";
import { relapseRuleName, worseningRuleName } from "./options.js";
import { formatNumber, say, word } from "../words.js";

/** @typedef {import("../../pkg/trial_prescreen.js").Progression} Progression */
/** @typedef {import("./course.js").Line} Line */
/** @typedef {import("./course.js").Visit} Visit */
/** @typedef {import("./options.js").Chosen} Chosen */

/** @typedef {{visits: Visit[], relapses: string[], chosen: Chosen, progression: Progression}} Outcome */

/** More lines than this are printed only if the table was opened. */
const PRINTED = 300;

/** @param {Outcome} outcome */
const summaryText = ({ progression: { events, follow_up_days } }) => `${word("history.result.events", { count: events.length })} ${word("history.result.follow_up", { count: follow_up_days })}`;

/**
 * The rules that were used, so that a printed page can be understood alone.
 * @param {Chosen} chosen
 */
function rulesLines({ event, baseline, conf_days, RAW_PIRA, delta_fun, relapse_indep }) {
  return [
    word("history.result.rule", { value: worseningRuleName(delta_fun) }),
    word("history.result.confirm", { count: conf_days }),
    word("history.result.event", { value: word(["history", "event_kinds", event]) }),
    word("history.result.baseline", { value: word(["history", "baseline", baseline]) }),
    ...(RAW_PIRA || event === "firstPIRA" || event === "firstRAW" ? [word("history.result.relapse_free", { value: relapseRuleName(relapse_indep) })] : []),
  ];
}

export function createResult() {
  const title = say(el("h2", { id: freshId("result"), tabindex: "-1" }), "history.result.title");
  const summary = el("p", { class: "history-summary" });
  const notes = el("ul", { class: "notes" });
  const events = el("div");
  const figure = el("figure", { class: "chart" });
  const table = el("div");
  const tableBox = el("details", { class: "part" }, say(el("summary"), "history.table.title"), table);
  const rules = el("ul");
  const copied = el("p", { class: "hint", role: "status" });
  const area = el("textarea", { id: freshId("text"), rows: 8, readonly: true, class: "paste" });
  const textBox = el(
    "details",
    { class: "part" },
    say(el("summary"), "history.copy.title"),
    say(el("label", { for: area.id, class: "above" }), "history.copy.label"),
    area,
    el("div", { class: "options" }, say(button("", () => copyFrom(area, copied), { class: "plain" }), "history.copy.button")),
    copied,
  );
  const node = el(
    "section",
    { class: "history-result", "aria-labelledby": title.id, hidden: true },
    title,
    summary,
    notes,
    figure,
    events,
    tableBox,
    say(el("h3"), "history.result.rules"),
    rules,
    textBox,
    el("div", { class: "options" }, say(button("", print, { class: "plain" }), "history.print")),
  );

  /** @type {Outcome | null} */
  let latest = null;
  /** @type {Line[]} */
  let lines = [];
  let drawnAt = 0;
  tableBox.addEventListener("toggle", fillTable);
  textBox.addEventListener("toggle", fillText);
  new ResizeObserver(() => {
    if (latest !== null && figure.clientWidth !== drawnAt) draw();
  }).observe(figure);

  /** Long tables are made only for who opens them. */
  function fillTable() {
    if (tableBox.open) table.replaceChildren(drawTable(lines));
    else table.replaceChildren();
  }

  function fillText() {
    if (textBox.open && latest !== null) area.value = plainText(latest.progression, summaryText(latest), rulesLines(latest.chosen), lines);
  }

  function draw() {
    drawnAt = figure.clientWidth;
    if (latest === null || drawnAt === 0) return;
    const { svg, wide, unseen, legend } = drawChart(latest.visits, latest.relapses, latest.progression, drawnAt);
    const focused = figure.contains(document.activeElement);
    // What scrolls must be within reach of the keyboard, and have a name.
    const frame = wide ? el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": word("history.chart.scroll") }, svg) : el("div", { class: "fits" }, svg);
    const late = unseen > 0 ? say(el("p", { class: "hint" }), () => word("history.chart.unseen", { count: unseen })) : null;
    figure.replaceChildren(frame, el("figcaption", {}, legend, ...(late ? [late] : []), say(el("p", { class: "hint" }), "history.chart.hold")));
    if (focused && wide) frame.focus();
  }

  function print() {
    const root = document.documentElement;
    const wasOpen = tableBox.open;
    if (lines.length <= PRINTED && !wasOpen) {
      tableBox.open = true;
      fillTable();
    }
    root.classList.add("prints-history");
    const after = () => {
      root.classList.remove("prints-history");
      tableBox.open = wasOpen;
    };
    window.addEventListener("afterprint", after, { once: true });
    window.print();
  }

  return {
    node,
    focus: () => title.focus(),
    /** @param {Outcome | null} outcome */
    show(outcome) {
      latest = outcome;
      node.hidden = outcome === null;
      if (outcome === null) {
        lines = [];
        figure.replaceChildren();
        return;
      }
      const { visits, relapses, chosen, progression } = outcome;
      lines = tellCourse(visits, relapses, progression);
      setText(summary, summaryText(outcome));
      const asked = chosen.RAW_PIRA || chosen.event === "firstPIRA" || chosen.event === "firstRAW";
      notes.replaceChildren(
        ...progression.warnings.map((warning) => el("li", {}, warningText(warning))),
        ...(asked && relapses.length === 0 ? [say(el("li"), "history.result.no_relapses")] : []),
        ...(visits.length < 3 ? [say(el("li"), "history.result.few")] : []),
      );
      notes.hidden = notes.childElementCount === 0;
      events.replaceChildren(...(progression.events.length > 0 ? [drawEvents(progression)] : []));
      rules.replaceChildren(...rulesLines(chosen).map((line) => el("li", {}, line)));
      draw();
      fillTable();
      fillText();
    },
    /** @returns {string} what to say aloud */
    said: () => (latest === null ? "" : word("history.result.said", { count: latest.progression.events.length, visits: formatNumber(latest.visits.length) })),
  };
}
