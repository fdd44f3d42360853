// The same questions as a SurveyJS page, put together as its documentation does for plain HTML.
import { asJson, page } from "./markup.mjs";

const FILES = {
  "survey-core": ["survey-core.fontless.min.css", "survey.core.min.js"],
  "survey-js-ui": ["survey-js-ui.min.js"],
};

const options = (choices) => choices.map(({ value, text }) => ({ value, text }));
const day = { type: "text", inputType: "date" };

/** One field of an entry in a list. */
function part({ id, kind, text, choices, suggestions }) {
  const named = { name: id, title: text };
  if (kind === "day") return { ...named, ...day };
  if (kind === "pick") return { ...named, type: "dropdown", choices: options(choices) };
  if (kind === "radio") return { ...named, type: "radiogroup", choices: options(choices) };
  if (kind === "number") return { ...named, type: "text", inputType: "number" };
  return { ...named, type: "text", dataList: suggestions };
}

/** One question; what SurveyJS has no single question for is a panel of its name. */
function element({ id, text, hints, kind, choices, rows, units, number, entry, add, open }) {
  const named = { name: id, title: text, description: hints.join(" ") };
  const untitled = (suffix, rest) => ({ name: `${id}-${suffix}`, titleLocation: "hidden", ...rest });
  const besides = untitled("open", { type: "checkbox", choices: options(open ?? []) });
  const panel = (...elements) => ({ ...named, type: "panel", elements: [...elements, besides] });
  if (kind === "radio") return { ...named, type: "radiogroup", choices: options(choices) };
  if (kind === "boxes") return { ...named, type: "checkbox", choices: options(choices) };
  if (kind === "grid") return { ...named, type: "matrix", columns: options(choices), rows: options(rows) };
  if (kind === "day") return panel(untitled("day", day));
  if (kind === "list") return panel(untitled("list", { type: "paneldynamic", templateElements: entry.map(part), panelCount: 0, addPanelText: add }));
  if (kind === "titre") {
    const value = { name: `${id}-number`, type: "text", inputType: "number", title: number.text, visibleIf: `{${id}-kind} = '${number.shown}'` };
    return { ...named, type: "panel", elements: [untitled("kind", { type: "radiogroup", choices: options(choices) }), value] };
  }
  const value = untitled("value", { type: "text", inputType: "number" });
  const [only, second] = units;
  if (!second) return panel(only ? { ...value, titleLocation: "left", title: only.text } : value);
  return panel(value, untitled("unit", { type: "dropdown", choices: options(units), startWithNewLine: false }));
}

function survey(groups) {
  const elements = groups.map(({ id, text, hint, fields }) => ({
    type: "panel",
    name: `group-${id}`,
    title: text,
    description: hint ?? "",
    elements: fields.map(element),
  }));
  return { elements, showQuestionNumbers: "off" };
}

/** @param {ReturnType<import("./asked.mjs").asked>} groups */
export function surveyjs(groups, name) {
  const files = Object.entries(FILES).flatMap(([from, all]) => all.map((file) => ({ from, file, as: file })));
  const start = `
    window.survey = new Survey.Model(${asJson(survey(groups))});
    window.survey.render(document.getElementById("form"));`;
  return { files, html: page(name, files, start) };
}
