/**
 * The questions about some trials as a FHIR R4 Questionnaire, for programs that show such forms. A
 * measure is the item of its id; the parts of its answer are items below, named in docs/fhir.md.
 */

import { ELIMINATIONS, forPeople, hasDay, openAnswers, precisions, RESPONSES, ROUTES, WITH_UPPER_LIMIT, WITHOUT_TITRE } from "../asked.js";
import { groupNames, groupOf, inReadingOrder } from "../groups.js";
import { addressOf, codingOf, LOINC, UCUM } from "./codes.js";

/** @typedef {import("../../pkg/trial_prescreen.js").Measure} Measure */
/** @typedef {import("../../pkg/trial_prescreen.js").Question} Question */
/** @typedef {{measure: string, kind: string, units: string[], choices: string[], never: boolean, who: string[], sensitive: boolean, unit_obligatory: boolean, text: {[language: string]: string} | null, loinc: string[]}} Asked */
/** @typedef {{firstWord: (keys: string[][]) => string, hasWord: (key: string[]) => boolean, localised: (texts: {[language: string]: string}) => string}} Words as `words.js` has them */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Questionnaire} Questionnaire */

const EXTENSION = "http://hl7.org/fhir/StructureDefinition/";
/** What its licence asks of whoever passes on a LOINC code. */
const LOINC_NOTICE =
  "This material contains content from LOINC (http://loinc.org). LOINC is copyright \u00a9 Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license.";

/**
 * @param {object} about
 * @param {string[]} about.trials ids
 * @param {string} about.title
 * @param {Question[]} about.questions those of the trials
 * @param {Measure[]} about.catalogue
 * @param {string} about.version of the engine
 * @param {Words} about.words
 * @returns {Questionnaire}
 */
export function questionnaire({ trials, title, questions, catalogue, version, words }) {
  const say = (/** @type {string[]} */ ...key) => words.firstWord([key]);
  const loincOf = (/** @type {string} */ id) => catalogue.find((row) => row.id === id)?.loinc ?? [];
  const asked = forPeople(questions).flatMap((question) => {
    const instead = catalogue.filter(({ id }) => question.instead.includes(id)).map((row) => ({ ...row, measure: row.id, units: row.units.map(({ code }) => code), text: null }));
    return [{ ...question, loinc: loincOf(question.measure) }, ...instead];
  });
  const measures = inReadingOrder([...new Set(asked.map(({ measure }) => measure))]);
  const items = measures.flatMap((measure) => itemOf(/** @type {Asked} */ (asked.find((one) => one.measure === measure)), words));
  const item = groupNames.flatMap((name) => {
    const members = items.filter(({ linkId }) => groupOf(linkId) === name);
    return members.length === 0 ? [] : [{ linkId: `group.${name}`, text: say("groups", name, "title"), type: "group", item: members }];
  });
  const name = trials.join("-");
  return {
    resourceType: "Questionnaire",
    // An id takes no other letters.
    ...(/^[\w.-]{1,64}$/.test(name) && !name.includes("_") ? { id: name } : {}),
    language: say("language"),
    url: addressOf(trials),
    version,
    name: `TrialPrescreen_${name.replace(/\W/g, "_")}`.slice(0, 255),
    title,
    status: "draft",
    subjectType: ["Patient"],
    description: say("sheet", "what"),
    ...(asked.some(({ loinc }) => loinc.length > 0) ? { copyright: LOINC_NOTICE } : {}),
    item,
  };
}

/**
 * @param {Asked} asked
 * @param {Words} words
 * @returns {Item}
 */
function itemOf(asked, { firstWord, hasWord, localised }) {
  const { measure, kind, choices } = asked;
  const form = (/** @type {string[]} */ ...path) => firstWord([["form", ...path]]);
  const nameOf = (/** @type {string} */ choice) => firstWord([["choices", measure, choice], ["choices", "common", choice]]);
  const at = (/** @type {string} */ part) => `${measure}.${part}`;
  const open = openAnswers(asked, hasWord);

  /** @param {string} owner @param {unknown} value @param {string} display */
  const option = (owner, value, display) => ({ valueCoding: { ...codingOf(owner, value), display } });
  const ofMeasure = (/** @type {string} */ choice) => option(measure, choice, nameOf(choice));
  const shared = (/** @type {string} */ value) => option("said", value, form(value));
  const yesNo = () => [option("", true, form("yes")), option("", false, form("no"))];
  /** @param {string} linkId @param {string} text @param {ReturnType<typeof option>[]} answerOption @returns {Item} */
  const radio = (linkId, text, answerOption) => ({ linkId, text, type: "choice", extension: [control("radio-button")], answerOption });
  /** @param {ReturnType<typeof option>[]} options */
  const said = (...options) => radio(at("said"), form("or"), options);
  /** @param {string} linkId @param {string} name */
  const picker = (linkId, name, /** @type {string[]} */ values) => radio(linkId, form(name, "ask"), values.map((value) => option(name, value, form(name, value))));
  const date = (/** @type {string} */ linkId, text = form("date")) => ({ linkId, text, type: "date" });

  // Some units are so plain that the page shows nothing.
  const unitName = (/** @type {string} */ code) => (hasWord(["units", code]) && firstWord([["units", code]])) || code;
  /** @param {string} linkId @param {string} text @param {string[]} units @returns {Item} */
  const quantity = (linkId, text, units) => ({ linkId, text, type: "quantity", extension: units.map((code) => unitOption({ system: UCUM, code, display: unitName(code) })) });
  // LHC-Forms preselects the first unit. Where none may be, that one is a question and means nothing.
  const unitFirst = asked.unit_obligatory && asked.units.length > 1 ? [unitOption({ display: form("choose_unit") })] : [];
  /** @param {string} part @param {string} text @returns {Item} */
  const number = (part, text) => {
    if (kind === "count") return { linkId: at(part), text, type: "decimal" };
    const { extension = [], ...rest } = quantity(at(part), text, asked.units);
    return { ...rest, extension: [...unitFirst, ...extension] };
  };

  /** The day of a result: carried for every answer that may have one, and asked for where our own form does. */
  const on = () => ({ ...date(at("on"), form("tested_on_legend")), ...(hasDay(asked) ? {} : { extension: [HIDDEN] }) });

  const hints = ["hint", "where"].map((key) => ["questions", measure, key]).filter(hasWord).map((key) => firstWord([key]));
  /** @type {Item[]} */
  const help = hints.length === 0 ? [] : [{ linkId: at("hint"), text: hints.join(" "), type: "display", extension: [control("help")] }];
  const code = asked.loinc.map((one) => ({ system: LOINC, code: one }));
  /** @type {Pick<Item, "linkId" | "code" | "text">} */
  const head = { linkId: measure, ...(code.length > 0 ? { code } : {}), text: asked.text ? localised(asked.text) : firstWord([["questions", measure, "ask"]]) };
  /** @param {Item[]} item @returns {Item} */
  const group = (...item) => ({ ...head, type: "group", item: [...help, ...item] });

  /** @param {string} name @param {Item[]} parts @returns {Item} */
  const list = (name, ...parts) => {
    const key = hasWord(["form", "lists", measure, "title"]) ? measure : kind;
    const none = option("said", "empty", form("lists", key, "none"));
    const title = form("lists", key, "title").replace(/\s*\{number\}/, "");
    const entry = parts.length > 0 ? { linkId: at(name), text: title, type: "group", item: parts } : date(at(name), title);
    return group({ ...entry, repeats: true }, said(none, shared("unknown")));
  };
  /** @param {string} name */
  const part = (name) => at(`entry.${name}`);

  if (kind === "quantity" || kind === "count") {
    const [, ...ways] = precisions(kind);
    const how = radio(at("how"), form("precision"), ways.map((one) => option("how", one, form("precisions", one))));
    const when = (/** @type {string} */ one) => ({ question: at("how"), operator: "=", answerCoding: codingOf("how", one) });
    const between = { enableWhen: [when("between")] };
    const bounds = ways.filter((one) => one !== "between").map(when);
    const exact = { enableWhen: [{ question: at("how"), operator: "exists", answerBoolean: false }, ...bounds], ...(bounds.length > 0 ? { enableBehavior: "any" } : {}) };
    const limit = WITH_UPPER_LIMIT.includes(measure) ? [number("limit", form("upper_limit"))] : [];
    return group({ ...number("value", form("value")), ...exact }, how, { ...number("low", form("low")), ...between }, { ...number("high", form("high")), ...between }, ...limit, said(shared("unknown")), on());
  }
  if (kind === "date") return group(date(at("value")), said(...(asked.never ? [shared("never")] : []), shared("unknown")));
  if (kind === "titre") {
    const value = { linkId: at("value"), text: form("titre", "one_to"), type: "integer" };
    return group(value, said(...WITHOUT_TITRE.map((one) => option(measure, one, form("titre", one))), ...open.map(shared)), on());
  }
  if (kind === "choices") {
    const some = choices.filter((one) => one !== "none").map(ofMeasure);
    const none = choices.includes("none") ? [ofMeasure("none")] : [];
    return group({ ...radio(at("values"), form("value"), some), repeats: true, extension: [control("check-box")] }, said(...none, ...open.map(shared)));
  }
  if (kind === "items") return group(...choices.map((one) => radio(at(`item.${one}`), nameOf(one), [...yesNo(), shared("unknown")])), said(shared("unknown")));
  if (kind === "dates") return list("day");
  if (kind === "medications") {
    const full = measure === "medications";
    /** What our own form does not ask about here is carried all the same. @param {Item} item @returns {Item} */
    const rest = (item) => (full ? item : { ...item, extension: [HIDDEN] });
    return list(
      "entry",
      { linkId: part("drug"), text: form(full ? "drug" : "drug_if_known"), type: "string" },
      rest(radio(part("ongoing"), form("ongoing"), [...yesNo(), shared("unknown")])),
      date(part("last_dose"), form("last_dose")),
      rest(date(part("started"), form("started"))),
      { linkId: part("dose"), type: "quantity", extension: [HIDDEN] },
      rest(picker(part("route"), "route", ROUTES)),
      rest(picker(part("response"), "response", RESPONSES)),
      rest(picker(part("elimination"), "elimination", ELIMINATIONS)),
    );
  }
  if (kind === "doses") {
    return list("entry", { linkId: part("drug"), text: form("drug"), type: "string" }, quantity(part("dose"), form("dose"), ["mg/d"]), picker(part("route"), "route", ROUTES), date(part("from"), form("dose_from")), date(part("to"), form("dose_to")));
  }
  const options = kind === "yes_no" ? yesNo() : choices.map(ofMeasure);
  return { ...radio(measure, "", [...options, ...open.map(shared)]), ...head, item: [...help, on()] };
}

/** @param {import("./codes.js").Coding} valueCoding */
const unitOption = (valueCoding) => ({ url: `${EXTENSION}questionnaire-unitOption`, valueCoding });

const HIDDEN = { url: `${EXTENSION}questionnaire-hidden`, valueBoolean: true };

/** How a form shows it, where it can. @param {string} code */
const control = (code) => ({ url: `${EXTENSION}questionnaire-itemControl`, valueCodeableConcept: { coding: [{ system: "http://hl7.org/fhir/questionnaire-item-control", code }] } });
