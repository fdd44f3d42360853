/* tslint:disable */
/* eslint-disable */
/** "2027-03-14", "2027-03" or "2027". */
export type DateText = string;

export type Bounds = { value: number } | { low: number; high: number } | { above: number } | { below: number };
/** `low` and `high` are inside, `above` and `below` are not. */
export type Quantity = Bounds & { unit: string; on?: DateText; upper_limit?: { value: number; unit: string } };
export type Score = number | { low: number; high: number } | { value: number; on?: DateText };
/** A drug that is still taken is `ongoing`; any other has a last dose. */
export type Medication = {
    drug: string;
    last_dose?: DateText;
    ongoing?: boolean;
    started?: DateText;
    dose?: { value: number; unit: string };
    route?: Route;
    response?: "working" | "failed" | "not_tolerated";
    elimination?: "none" | "confirmed_level" | "unconfirmed";
};
export type Route = "oral" | "iv" | "im" | "sc" | "inhaled" | "nasal" | "topical" | "intra_articular" | "other";
/** mg of one glucocorticoid a day, over some days. */
export type DailyDose = { drug: string; dose: { value: number; unit: string }; from?: DateText; to?: DateText; route?: Route };
/** The items of a score; an absent one is "unknown". */
export type Items = { [item: string]: boolean | "unknown" };
/** 160 and "1:160" are the same. */
export type Titre = number | string | { value: number | string; on?: DateText };
export type Answer =
| Quantity
| Score
| boolean
| string
| { value: boolean | string; on?: DateText }
| string[]
| Items
| Titre
| Medication[]
| DailyDose[];
/** By measure. An absent key is the same as "unknown". */
export type Answers = { [measure: string]: Answer };

export type Who = "patient" | "report" | "clinician" | "study" | "agreement";
export type Kind =
| "quantity"
| "count"
| "yes_no"
| "choice"
| "date"
| "choices"
| "items"
| "dates"
| "medications"
| "doses"
| "titre";
export type Limits = { low: number; high: number };

export type Measure = {
    id: string;
    kind: Kind;
    unit: string | null;
    /** The canonical one first. */
    units: { code: string; spellings: string[] }[];
    choices: string[];
    /** A date that also takes "never". */
    never: boolean;
    who: Who[];
    /** Outside of these, ask again. */
    soft: Limits | null;
    /** Outside of these, the value is refused. */
    hard: Limits | null;
    loinc: string[];
    derived_from: string[];
    /** Offer "I would rather tell the team". */
    sensitive: boolean;
    /** Preselect no unit. */
    unit_obligatory: boolean;
};

export type Question = {
    measure: string;
    kind: Kind;
    unit: string | null;
    units: string[];
    choices: string[];
    never: boolean;
    who: Who[];
    sensitive: boolean;
    unit_obligatory: boolean;
    /** Computed measures that may be typed instead. */
    instead: string[];
    criteria: { trial: string; criterion: string }[];
    /** The wording by language, where a trial file declares the measure itself. */
    text: { [language: string]: string } | null;
    /** Only from `next`: how many open findings it bears on, and who can answer most easily. */
    why: { findings: number; effort: Who } | null;
};

export type Step = { symbol: string; number: number | string; unit: string | null };
export type DateSpan = { from: DateText | null; until: DateText | null };
export type Reason =
| "rounding"
| "conflict"
| "readings_differ"
| "team_may_exempt"
| "measure_again"
| "old_result"
| "contradictory"
| "unsuitable_result"
| "outside_validity"
| "washout_not_started"
| "self_report"
| "needs_recent_test";
/** "old_result", "still_taken", "answers_disagree", or "remark_0" for the criterion's first remark. */
export type Note = string;

export type Finding = {
    criterion: string;
    part_of: string | null;
    kind: "inclusion" | "exclusion";
    status: "pass" | "fail" | "unknown" | "study_tests" | "not_screenable";
    borderline: Reason | null;
    notes: Note[];
    because: Step[];
    missing: string[];
    temporary: boolean;
    window: DateSpan[];
    /** The days on which it surely passes: fewer where a date is known to a month or a year. */
    certain_window: DateSpan[];
};
/** One value beside the limits of one comparison, in the unit of the rule. Null: nothing bounds it. */
export type Scale = {
    trial: string;
    criterion: string;
    /** The measure, or the id of the formula that it is computed by. */
    symbol: string;
    form: "value" | "per_weight" | "times_upper_limit";
    unit: string | null;
    low: number | null;
    high: number | null;
    limits: { verb: "at_least" | "at_most" | "above" | "below" | "from" | "to"; value: number }[];
};
/** `digest`: SHA-256 of the definition without its cases. */
export type Provenance = { source: string; record: string; last_checked: DateText; digest: string };
export type Verdict = {
    trial: string;
    record: "enrolling" | "not_yet" | "closed" | "informational";
    status: "ruled_out" | "undecided" | "no_barrier_found";
    temporary: boolean;
    findings: Finding[];
    window: DateSpan[];
    /** The days on which every finding that is not unknown surely passes. */
    certain_window: DateSpan[];
    window_is_certain: boolean;
    missing: string[];
    study_tests: string[];
    provenance: Provenance;
};

export type Warning = { code: string; field: string | null; did_you_mean?: { value: number; unit: string } };
export type Calculation = {
    id: string;
    value: number | string | boolean | null;
    unit: string | null;
    low: number | string | null;
    high: number | string | null;
    extra: { [name: string]: number | string | boolean | null };
    steps: Step[];
    warnings: Warning[];
    citation: Citation;
};
export type CalculatorInput = {
    name: string;
    /** "number" is a plain number; "flag" true or false; "unit" is a unit of the measure beside it; "any_quantity" a value in any unit. */
    kind: Kind | "number" | "flag" | "drug" | "measure" | "unit" | "any_quantity" | "dose_rule" | "waiting_rule";
    /** The measure as an answer to which it is read. */
    measure: string | null;
    unit: string | null;
    units: string[];
    /** The first is what an absent choice means. */
    choices: string[];
    /** In the canonical unit: outside of these, it is refused. */
    limits: Limits | null;
    /** 1 for whole numbers, 0.5 for half steps. */
    step: number | null;
    required: boolean;
};
export type Calculator = {
    id: string;
    inputs: CalculatorInput[];
    unit: string | null;
    /** What `extra` of a calculation holds. */
    extra: { name: string; unit: string | null }[];
    /** Where it holds, and the calculator for those who are outside. */
    validity: { input: string; low: number; high: number; high_open: boolean; instead: string | null }[];
    /** Not to be relied on yet. */
    experimental: boolean;
    citation: Citation;
};

export type Visit = { date: DateText; edss: number };
/** Days before and after; one number is that before, for `conf_tol_days` both. */
export type Days = number | "inf" | [number | "inf", number | "inf"];
export type Citation = { text: string; doi: string | null };
type Sides = [number | "inf" | null, number | "inf" | null];
/** The names are those of the published reference; what is absent is as it has it. */
export type Intervals = { prec: Sides; event: Sides; conf: Sides; prec_type?: "baseline" | "last" | "last_delta" };
export type ProgressionOptions = {
    event?: "firstCDW" | "firstCDI" | "first" | "firstPIRA" | "firstRAW" | "multiple";
    baseline?: "fixed" | "roving_impr" | "roving_wors" | "roving";
    conf_days?: number | number[];
    conf_tol_days?: Days;
    RAW_PIRA?: boolean;
    proceed_from?: "firstconf" | "event";
    sub_threshold_rebl?: "none" | "event" | "improvement" | "worsening";
    bl_geq?: boolean;
    relapse_rebl?: boolean;
    skip_local_extrema?: "none" | "strict" | "all";
    require_sust_days?: number | "inf";
    check_intermediate?: boolean;
    relapse_to_bl?: Days;
    relapse_to_event?: Days;
    relapse_to_conf?: Days;
    relapse_assoc?: Days;
    /** Intervals, or the name of one of `relapseRules()`. */
    relapse_indep?: Intervals | string;
    impute_last_visit?: number;
    delta_fun?: "source" | "msprog" | "three_tier" | "two_tier" | "d55" | "lt6" | "two55";
};
export type WorseningRule = {
    name: string;
    /** A rise of at least so much from any score of a stretch is worse; a fall by as much is better. */
    thresholds: { from: number; to: number; rise: number }[];
    citation: Citation;
};
export type RelapseRule = {
    name: string;
    relapse_indep: {
        prec: [number | null, number | null];
        event: [number | null, number | null];
        conf: [number | null, number | null];
        prec_type: "baseline" | "last" | "last_delta";
    };
    citation: Citation;
};
export type ProgressionEvent = {
    nevent: number;
    event_type: "CDW" | "CDI";
    /** Null for an improvement, and for a worsening that was not to be told apart. */
    CDW_type: "PIRA" | "RAW" | "undefined" | null;
    date: DateText;
    value: number;
    bl_date: DateText;
    bl_value: number;
    last_delta_date: DateText;
    last_delta_value: number;
    total_fu: number;
    time2event: number;
    bl2event: number;
    sust_days: number;
    sust_last: boolean;
    because: Step[];
} & { [confirmation: `${"conf" | "PIRA_conf"}${number}_${"date" | "value"}`]: DateText | number | null };
export type Progression = {
    events: ProgressionEvent[];
    follow_up_days: number;
    warnings: Warning[];
    /** The reference scores that were used, with the least score that is worse and the greatest that is better. */
    baselines: {
        date: DateText;
        value: number;
        worsening_from: number | null;
        improvement_to: number | null;
        reason: "first_visit" | "moved_on" | "after_relapse";
    }[];
};

export type Problem = { path: string; code: string; severity: "error" | "advice"; expected: string | null };

/** What is thrown: `name` is "PrescreenError", and no message holds a person's value. */
export type PrescreenError = Error & { code: string; field: string | null };

export type Rule = { [verb: string]: unknown };
export type Dose =
| { flat: { cells: number } }
| { per_kg: { cells: number } }
| {
    by_weight: {
        from?: number;
        above?: number;
        to?: number;
        below?: number;
        unit: string;
        cells: number;
    }[];
};
export type TrialDefinition = {
    schema: 1;
    id: string;
    title: { [language: string]: string };
    status: Verdict["record"];
    last_checked: DateText;
    countries: string[];
    places: string[];
    sponsor: string;
    contact: { [language: string]: string };
    source: { name: string; record: string };
    criteria: {
        id: string;
        kind: Finding["kind"];
        text: string;
        rule: Rule;
        note?: { [language: string]: string };
        part_of?: string;
        temporary?: boolean;
        strata?: { name: string; rule: Rule }[];
        /** Shown where the rule surely holds; changes nothing. */
        remarks?: { when: Rule; text: { [language: string]: string } }[];
        citation?: string;
    }[];
    measures?: { [id: string]: object };
    arms?: { name: string; dose?: Dose }[];
    cases?: object[];
};

/** The engine's version, and a digest over the files that `pkg/` is built from. */
export function version(): { engine: string; source: string };
/** Everything that can be known about a person. */
export function catalogue(): Measure[];
export type DrugClass =
| "biologic"
| "biologic_unsure"
| "small_molecule_immunosuppressant"
| "antimalarial"
| "glucocorticoid"
| "other_dmt"
| "insulin";
/** `often_local`: as often a cream, a spray or drops, so ask how it is given. */
export type Drug = { drug: string; also_known_as: string[]; class: DrugClass; often_local: boolean };
/** The drugs that are known by name. */
export function drugs(): Drug[];
/** The drug that a name means; "-mab" is an antibody that is not in the table. */
export function drug(name: string): Drug | null;
/** Every calculator with its inputs, validity and citation. */
export function calculators(): Calculator[];
/** Runs a calculator: the formula and nothing else. */
export function calculate(id: string, inputs: object): Calculation;
/** Confirmed worsening and improvement of the EDSS, in any order of visits; relapses by their first day. */
export function progression(visits: Visit[], relapses?: DateText[], options?: ProgressionOptions): Progression;
/** The rules for what counts as worse, that of the trial in multiple sclerosis first. */
export function worseningRules(): WorseningRule[];
/** The rules for when no relapse may begin around a worsening that is independent of relapses. */
export function relapseRules(): RelapseRule[];
/** All problems of a trial definition, errors first; no error among them means that it can be used. */
export function check(definition: unknown): Problem[];

/** Why a candidate needs a second look. */
export type RecordDoubt =
| "preliminary"
/** The answer is "unknown": the record has a value, in a unit that no table knows. */
| "unknown_unit"
| "outside_usual"
| "undated"
| "fasting_unknown"
| "another_method"
| "by_reference_range"
| "unconfirmed"
| "resolved"
| "only_prescribed"
| "on_hold"
| "no_last_dose"
| "status_disagrees"
| "administrative_sex";
/** Why something in a record was left out. */
export type RecordIgnored =
| "not_read"
| "unknown_code"
| "unknown_drug"
| "unknown_reference"
| "entered_in_error"
| "cancelled"
| "unknown_status"
| "refuted"
| "excluded_code"
| "data_absent"
| "no_information"
| "no_clear_value"
| "contradictory"
| "wrong_dimension"
| "out_of_range"
| "in_future"
| "not_taken"
| "not_about_the_person"
| "modified"
| "older"
| "two_patients";
/** Something that a record says. Medicines come as lists of one. */
export type RecordCandidate = {
    measure: string;
    /** As `Answers` take it, with its day. */
    answer: Answer;
    on: DateText | null;
    /** `code` is the one that was understood, or the element of a Patient. */
    source: { resource: string; id: string | null; code: string | null; system: string | null };
    doubt: RecordDoubt | null;
};
export type RecordFindings = {
    /** By measure in the order of the catalogue, the newest first; several may contradict. Nothing is chosen. */
    candidates: RecordCandidate[];
    ignored: { code: RecordIgnored; count: number; example_type: string | null }[];
    /** With more than one there are no candidates. */
    patients: number;
};

/** A person's own health record in FHIR R4, handed in piece by piece. */
export class RecordReader {
    constructor();
    /**
     * Takes one resource, or one entry of a Bundle with its `fullUrl`. Throws `add_entries` for a whole Bundle,
     * `wrong_type` for what is no resource, `too_large`; the record then stays as it was.
     */
    add(resource: unknown): void;
    findings(asOf: DateText): RecordFindings;
    free(): void;
}

/** Some trials, read once, against any number of people. */
export class Screener {
    /** Throws on the first definition with an error; `field` is "<trial id>/<path>". */
    constructor(definitions: TrialDefinition[]);
    /** The measures these trials need, in protocol order. */
    questions(): Question[];
    /** What decides most at least effort, or null. */
    next(answers: Answers, asOf: DateText): Question | null;
    /** Every measure that `next` would come to, but for details asked about once something was answered with "unknown". */
    open(answers: Answers, asOf: DateText): string[];
    /** Answers that cannot all be true, those of each contradiction together. */
    contradictions(answers: Answers, asOf: DateText): string[][];
    /** One verdict a trial, in the order given. */
    screen(answers: Answers, asOf: DateText): Verdict[];
    /** Where values stand beside the limits of the rules: for drawings. Nothing is decided by it. */
    scales(answers: Answers, asOf: DateText): Scale[];
    /** 0 ruled out, 1 undecided, 2 nothing found against it, 3 ruled out but only for now. */
    statuses(answers: Answers, asOf: DateText): Uint8Array;
    free(): void;
}



export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_recordreader_free: (a: number, b: number) => void;
    readonly __wbg_screener_free: (a: number, b: number) => void;
    readonly calculate: (a: any, b: any) => [number, number, number];
    readonly calculators: () => [number, number, number];
    readonly catalogue: () => [number, number, number];
    readonly check: (a: any) => [number, number, number];
    readonly drug: (a: any) => [number, number, number];
    readonly drugs: () => [number, number, number];
    readonly progression: (a: any, b: any, c: any) => [number, number, number];
    readonly recordreader_add: (a: number, b: any) => [number, number];
    readonly recordreader_findings: (a: number, b: any) => [number, number, number];
    readonly recordreader_new: () => number;
    readonly relapseRules: () => [number, number, number];
    readonly screener_contradictions: (a: number, b: any, c: any) => [number, number, number];
    readonly screener_new: (a: any) => [number, number, number];
    readonly screener_next: (a: number, b: any, c: any) => [number, number, number];
    readonly screener_open: (a: number, b: any, c: any) => [number, number, number];
    readonly screener_questions: (a: number) => [number, number, number];
    readonly screener_scales: (a: number, b: any, c: any) => [number, number, number];
    readonly screener_screen: (a: number, b: any, c: any) => [number, number, number];
    readonly screener_statuses: (a: number, b: any, c: any) => [number, number, number, number];
    readonly version: () => [number, number, number];
    readonly worseningRules: () => [number, number, number];
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __wbindgen_exn_store: (a: number) => void;
    readonly __externref_table_alloc: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path?: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
