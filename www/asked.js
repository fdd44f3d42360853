/** What belongs to an answer, whoever asks for it: our own fields, or the form of another program. */

/** Results that a rule compares with the laboratory's own limit. */
export const WITH_UPPER_LIMIT = ["alt", "ast", "bilirubin_total", "inr", "prothrombin_time"];
/** In which ways a medicine is taken. */
export const ROUTES = ["oral", "iv", "im", "intra_articular", "inhaled", "nasal", "topical", "other"];
export const RESPONSES = ["working", "failed", "not_tolerated", "unknown"];
export const ELIMINATIONS = ["none", "confirmed_level", "unconfirmed", "unknown"];
/** What is said of a titre without a number. */
export const WITHOUT_TITRE = ["positive_no_titre", "negative"];

/**
 * Whether the day of a result may matter: of a test or a count on a report, but not of what a
 * doctor worked out over years.
 * @param {{kind: string, who: string[], choices: string[]}} asked
 */
export function hasDay({ kind, who, choices }) {
  const tested = who.includes("study") || ["quantity", "count", "titre"].includes(kind);
  return choices.includes("not_done") || (tested && who.includes("report") && !who.includes("clinician"));
}

/**
 * How exactly a number may be known. No laboratory prints a count or a score as "<".
 * @param {string} kind
 */
export const precisions = (kind) => (kind === "count" ? ["exact", "between"] : ["exact", "between", "below", "above"]);

/**
 * What leaves the answer open. "I'd rather discuss this" is its own button but the same
 * answer: not known to this page. Where not knowing is a choice with a meaning of its own,
 * there is no second one without.
 * @param {{measure: string, choices: string[], sensitive: boolean}} asked
 * @param {(key: string[]) => boolean} hasWord
 */
export function openAnswers({ measure, choices, sensitive }, hasWord) {
  const ownUnsure = choices.includes("unsure") && !hasWord(["choices", measure, "unsure"]);
  return [...(ownUnsure ? [] : ["unknown"]), ...(sensitive ? ["discuss"] : [])];
}

/**
 * What only the study can test is never asked of people.
 * @template {{who: string[]}} Q
 * @param {Q[]} questions
 */
export const forPeople = (questions) => questions.filter(({ who }) => who.some((one) => one !== "study"));
