// What pkg/fhir.js offers to programs. In pkg/ the engine's declarations lie beside it.
import type { Answers, DateText, Measure, Question, TrialDefinition } from "./trial_prescreen.js";

export type Coding = { system?: string; code?: string; display?: string };
export type Extension = { url: string; valueBoolean?: boolean; valueCoding?: Coding; valueCodeableConcept?: { coding: Coding[] } };
export type EnableWhen = { question: string; operator: string; answerBoolean?: boolean; answerCoding?: Coding };
export type Item = {
    linkId: string;
    text?: string;
    type: string;
    code?: Coding[];
    repeats?: boolean;
    extension?: Extension[];
    enableWhen?: EnableWhen[];
    enableBehavior?: string;
    answerOption?: { valueCoding: Coding }[];
    item?: Item[];
};
export type Questionnaire = {
    resourceType: "Questionnaire";
    id?: string;
    language: string;
    /** The same trials have the same address in every version. */
    url: string;
    version: string;
    name: string;
    title: string;
    status: "draft";
    subjectType: ["Patient"];
    description: string;
    copyright?: string;
    item: Item[];
};

export type ResponseAnswer = {
    valueCoding?: Coding;
    valueDate?: DateText;
    valueDecimal?: number;
    valueInteger?: number;
    valueString?: string;
    valueQuantity?: { value: number; comparator?: string; unit?: string; system?: string; code?: string };
    item?: ResponseItem[];
};
export type ResponseItem = { linkId: string; text?: string; answer?: ResponseAnswer[]; item?: ResponseItem[] };
export type QuestionnaireResponse = {
    resourceType: "QuestionnaireResponse";
    language: string;
    questionnaire: string;
    status: "completed";
    authored: DateText;
    item: ResponseItem[];
};

/** What was answered, for which trials, and the measures whose parts make no answer. */
export type Reading = { answers: Answers; trials: string[]; unread: string[] };

/** The words of one language, of `locales.json`. */
export type Locale = { [key: string]: string | Locale };

/** The questions about some trials, as a FHIR R4 Questionnaire. */
export function questionnaire(about: {
    trials: TrialDefinition[];
    /** `Screener.questions()` of these trials. */
    questions: Question[];
    /** `catalogue()`. */
    catalogue: Measure[];
    /** `version().engine`. */
    version: string;
    locale: Locale;
    /** Whom the questions address; without it, the person. */
    person?: "me" | "child" | "other";
}): Questionnaire;

/** The answers to such a Questionnaire, as a FHIR R4 QuestionnaireResponse. It names nobody. */
export function response(questionnaire: Questionnaire, answers: Answers, today: DateText): QuestionnaireResponse;

/** Answers out of a QuestionnaireResponse, whoever has made it. The engine checks them when it screens. */
export function readResponse(response: unknown): Reading;
