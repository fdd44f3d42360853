// The questions as our page asks them, as plain fields with their words, for another program to ask.
// Left out, in the others' favour: ranges and "<", days of tests, upper limits, values in a
// question's stead, and the wording for a child.
import { readFileSync } from "node:fs";
import { groupNames, groupOf, inReadingOrder } from "../../www/groups.js";

const root = new URL("../../", import.meta.url);
const read = (name) => readFileSync(new URL(name, root));
const engine = await import(new URL("pkg/trial_prescreen.js", root).href);
engine.initSync({ module: new WebAssembly.Module(read("pkg/trial_prescreen_bg.wasm")) });
export const version = engine.version().engine;

const words = JSON.parse(read("www/locales/en.json"));
const trials = JSON.parse(read("pkg/trials.json"));

function find(path) {
  const at = path.reduce((inner, step) => inner?.[step], words);
  return typeof at === "object" ? at.me : at;
}

/** The first of some paths that leads to words. */
function word(...paths) {
  const found = paths.map(find).find((text) => text !== undefined);
  if (found === undefined) throw new Error(`no words at ${paths.map((path) => path.join(".")).join(" or ")}`);
  return found;
}

const form = (...path) => word(["form", ...path]);
const choice = (measure, value) => ({ value, text: word(["choices", measure, value], ["choices", "common", value]) });
const said = (value, ...path) => ({ value, text: form(...path, value) });

/** What leaves a question open, as `www/choice.js` has it. */
function openAnswers({ measure, choices, sensitive }) {
  const ownUnsure = choices.includes("unsure") && find(["choices", measure, "unsure"]) === undefined;
  return [...(ownUnsure ? [] : [said("unknown")]), ...(sensitive ? [said("discuss")] : [])];
}

const names = (only) => engine.drugs().filter((one) => !only || one.class === only).flatMap(({ drug: name, also_known_as: others }) => [name, ...others]).toSorted();
const pick = (name, ...values) => ({ id: name, kind: "pick", text: form(name, "ask"), choices: values.map((value) => said(value, name)) });
const drug = (key, only) => ({ id: "drug", kind: "text", text: form(key), suggestions: names(only) });
const day = (id) => ({ id, kind: "day", text: form(id) });
const route = () => pick("route", "oral", "iv", "im", "intra_articular", "inhaled", "nasal", "topical", "other");

/** The fields of one entry of a list. */
function entryOf({ measure, kind }) {
  if (kind === "dates") return [{ id: "date", kind: "day", text: form("lists", find(["form", "lists", measure, "title"]) ? measure : kind, "title").replace(" {number}", "") }];
  if (kind === "doses") return [drug("drug", "glucocorticoid"), { id: "dose", kind: "number", text: form("dose") }, route(), day("dose_from"), day("dose_to")];
  if (measure !== "medications") return [drug("drug_if_known"), day("last_dose")];
  return [
    drug("drug"),
    { id: "ongoing", kind: "radio", text: form("ongoing"), choices: [said("yes"), said("no"), said("unknown")] },
    day("last_dose"),
    day("started"),
    route(),
    pick("response", "working", "failed", "not_tolerated", "unknown"),
    pick("elimination", "none", "confirmed_level", "unconfirmed", "unknown"),
  ];
}

/** What an answer consists of: "radio", "boxes", "number", "day", "grid", "titre" or "list". */
function answerTo(question) {
  const { measure, kind, choices, units, never } = question;
  const unknown = [said("unknown")];
  if (kind === "quantity") return { kind: "number", units: units.map((code) => ({ value: code, text: find(["units", code]) ?? code })), open: unknown };
  if (kind === "count") return { kind: "number", units: [], open: unknown };
  if (kind === "date") return { kind: "day", open: [...(never ? [said("never")] : []), ...unknown] };
  if (kind === "yes_no") return { kind: "radio", choices: [said("yes"), said("no"), ...openAnswers(question)] };
  if (kind === "choices") return { kind: "boxes", choices: [...choices.map((value) => choice(measure, value)), ...openAnswers(question)] };
  if (kind === "items") return { kind: "grid", rows: choices.map((value) => choice(measure, value)), choices: [said("yes"), said("no"), said("unknown")] };
  if (kind === "titre") {
    const kinds = ["positive", "positive_no_titre", "negative"].map((value) => said(value, "titre"));
    return { kind: "titre", choices: [...kinds, ...openAnswers(question)], number: { shown: "positive", text: form("titre", "one_to") } };
  }
  if (["dates", "doses", "medications"].includes(kind)) {
    const texts = find(["form", "lists", measure, "none"]) ? measure : kind;
    return { kind: "list", entry: entryOf(question), add: form("lists", texts, "add"), open: [{ value: "none", text: form("lists", texts, "none") }, ...unknown] };
  }
  return { kind: "radio", choices: [...choices.map((value) => choice(measure, value)), ...openAnswers(question)] };
}

function hints({ measure, sensitive }) {
  const own = ["hint", "where"].map((key) => find(["questions", measure, key])).filter((text) => text !== undefined);
  return sensitive ? [...own, form(groupOf(measure) === "infections" ? "together_everyone" : "together")] : own;
}

/**
 * The questions about some trials in groups, as our page shows them.
 * @param {string[]} ids of trials; none for all
 */
export function asked(ids) {
  const chosen = trials.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const questions = new engine.Screener(chosen).questions().filter(({ who }) => who.some((one) => one !== "study"));
  const order = inReadingOrder(questions.map(({ measure }) => measure));
  const fields = order.map((id) => {
    const question = questions.find(({ measure }) => measure === id);
    return { id, text: word(["questions", id, "ask"]), hints: hints(question), ...answerTo(question) };
  });
  return groupNames
    .map((name) => ({ id: name, text: word(["groups", name, "title"]), hint: find(["groups", name, "hint"]) ?? null, fields: fields.filter(({ id }) => groupOf(id) === name) }))
    .filter(({ fields: members }) => members.length > 0);
}

/** The ids of all trials. */
export const everyTrial = trials.map(({ id }) => id);
