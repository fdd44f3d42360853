// The same questions as a FHIR R4 Questionnaire on an LHC-Forms page, with the files that its own
// instructions name.
import { asJson, page } from "./markup.mjs";

export const FILES = [
  "webcomponent/styles.css",
  "webcomponent/down_arrow_gray_10_10.png",
  "webcomponent/assets/lib/zone.min.js",
  "webcomponent/runtime.js",
  "webcomponent/polyfills.js",
  "webcomponent/main.js",
  "fhir/R4/lformsFHIR.min.js",
];
const STRUCTURE = "http://hl7.org/fhir/StructureDefinition";

const coding = ({ value, text }) => ({ valueCoding: { code: value, display: text } });
const control = (code) => ({ url: `${STRUCTURE}/questionnaire-itemControl`, valueCodeableConcept: { coding: [{ system: "http://hl7.org/fhir/questionnaire-item-control", code }] } });
const unit = ({ value, text }) => ({ system: "http://unitsofmeasure.org", code: value, display: text });

const radio = (linkId, text, choices) => ({ linkId, text, type: "choice", answerOption: choices.map(coding), extension: [control("radio-button")] });
const pick = (linkId, text, choices) => ({ ...radio(linkId, text, choices), extension: [control("drop-down")] });
const boxes = (linkId, text, choices) => ({ ...radio(linkId, text, choices), repeats: true, extension: [control("check-box")] });

/** One field of an entry in a list; a name may be none of the list. */
function part(of, { id, kind, text, choices, suggestions }) {
  const linkId = `${of}-${id}`;
  if (kind === "day") return { linkId, text, type: "date" };
  if (kind === "pick") return pick(linkId, text, choices);
  if (kind === "radio") return radio(linkId, text, choices);
  if (kind === "number") return { linkId, text, type: "decimal" };
  const names = suggestions.map((name) => ({ valueString: name }));
  return { linkId, text, type: "open-choice", answerOption: names, extension: [control("drop-down")] };
}

/** A number with one unit or a choice of them; a count has none. */
function number(linkId, text, units) {
  if (units.length === 0) return { linkId, text, type: "decimal" };
  const extension = units.map((one) => ({ url: `${STRUCTURE}/questionnaire-unitOption`, valueCoding: unit(one) }));
  return { linkId, text, type: "quantity", extension };
}

/** One question; what needs several answers is a group of its name. */
function itemFor({ id, text, hints, kind, choices, rows, units, number: titre, entry, open }) {
  const help = hints.length === 0 ? [] : [{ linkId: `${id}-help`, text: hints.join(" "), type: "display", extension: [control("help")] }];
  const group = (...items) => ({ linkId: id, text, type: "group", item: [...help, ...items] });
  const besides = () => boxes(`${id}-open`, "", open);
  if (kind === "radio") return { ...radio(id, text, choices), item: help };
  if (kind === "boxes") return { ...boxes(id, text, choices), item: help };
  if (kind === "grid") return group(...rows.map((row) => radio(`${id}-${row.value}`, row.text, choices)));
  if (kind === "day") return group({ linkId: `${id}-day`, text: "", type: "date" }, besides());
  if (kind === "list") return group({ linkId: `${id}-list`, text: "", type: "group", repeats: true, item: entry.map((one) => part(id, one)) }, besides());
  if (kind === "titre") {
    const shown = { question: `${id}-kind`, operator: "=", answerCoding: { code: titre.shown } };
    return group(radio(`${id}-kind`, "", choices), { linkId: `${id}-number`, text: titre.text, type: "integer", enableWhen: [shown] });
  }
  return group(number(`${id}-value`, "", units), besides());
}

function questionnaire(groups, title) {
  const item = groups.map(({ id, text, hint, fields }) => ({
    linkId: `group-${id}`,
    text,
    type: "group",
    item: [...(hint ? [{ linkId: `group-${id}-hint`, text: hint, type: "display" }] : []), ...fields.map(itemFor)],
  }));
  return { resourceType: "Questionnaire", status: "active", title, item };
}

/** @param {ReturnType<import("./asked.mjs").asked>} groups */
export function lhc(groups, name) {
  const files = FILES.map((file) => ({ from: "lforms", file: `dist/lforms/${file}`, as: file }));
  const start = `
    const form = ${asJson(questionnaire(groups, name))};
    LForms.Util.addFormToPage(form, "form", { fhirVersion: "R4" });`;
  return { files, html: page(name, files, start) };
}
