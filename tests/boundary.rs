//! The boundary in a real browser: hostile values, the shapes of results, and the same bits as
//! natively. Objects are built by JavaScript, as a page would build them.

#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "bits/digest.rs"]
mod digest;
// The crate's own exports, called as JavaScript calls them.
use trial_prescreen::wasm::{
    RecordReader, Screener, calculate, calculators, catalogue, check, progression, relapse_rules,
    version, worsening_rules,
};

wasm_bindgen_test_configure!(run_in_browser);

const TRIAL: &str = include_str!("../www/trials/NCT05061030.json");
const AS_OF: &str = "2026-11-21";

/// What a JavaScript expression gives.
fn js(expression: &str) -> JsValue {
    let body = format!("return ({expression});");
    Function::new_no_args(&body)
        .call0(&JsValue::NULL)
        .expect(expression)
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(value: &JsValue, key: &str) -> String {
    get(value, key).as_string().unwrap_or_default()
}

fn keys(value: &JsValue) -> Vec<String> {
    let keys = Object::keys(value.unchecked_ref::<Object>());
    keys.iter().filter_map(|key| key.as_string()).collect()
}

fn trial() -> JsValue {
    js_sys::JSON::parse(TRIAL).expect("the trial file is JSON")
}

fn screener() -> Screener {
    let trials = Array::of1(&trial());
    Screener::new(&trials).unwrap_or_else(|_| panic!("the trial file is valid"))
}

fn screen(screener: &Screener, answers: &str) -> Result<JsValue, JsValue> {
    screener
        .screen(&js(answers), &AS_OF.into())
        .map(|verdicts| Array::from(&verdicts).get(0))
}

/// The error names its code and field, is an `Error`, and repeats nothing of the value.
#[track_caller]
fn refused(result: Result<JsValue, JsValue>, code: &str, field: Option<&str>, input: &str) {
    let Err(error) = result else {
        panic!("{input} was accepted")
    };
    assert!(error.is_instance_of::<js_sys::Error>(), "{input}");
    assert_eq!(text(&error, "name"), "PrescreenError", "{input}");
    assert_eq!(
        text(&error, "code"),
        code,
        "{input}: {}",
        text(&error, "message")
    );
    assert_eq!(
        get(&error, "field").as_string().as_deref(),
        field,
        "{input}"
    );
    for secret in ["987654", "Hansson"] {
        assert!(
            !text(&error, "message").contains(secret),
            "{input} is repeated"
        );
    }
}

#[wasm_bindgen_test]
fn the_golden_rows_have_the_same_bits_as_natively() {
    assert_eq!(digest::golden_rows(), digest::RECORDED);
}

#[wasm_bindgen_test]
fn bad_answers_are_refused_by_name() {
    let screener = screener();
    for (answers, code, field) in [
        (
            "{weight: {value: 'Hansson', unit: 'kg'}}",
            "wrong_type",
            "weight/value",
        ),
        (
            "{weight: {value: '', unit: 'kg'}}",
            "wrong_type",
            "weight/value",
        ),
        (
            "{weight: {value: NaN, unit: 'kg'}}",
            "not_finite",
            "weight/value",
        ),
        (
            "{weight: {value: Infinity, unit: 'kg'}}",
            "not_finite",
            "weight/value",
        ),
        (
            "{weight: {value: 1e400, unit: 'kg'}}",
            "not_finite",
            "weight/value",
        ),
        (
            "{weight: {value: '1,234', unit: 'kg'}}",
            "wrong_type",
            "weight/value",
        ),
        (
            "{weight: {value: -987654, unit: 'kg'}}",
            "out_of_range",
            "weight/value",
        ),
        (
            "{medications: [{drug: 'Hansson', last_dose: '2026-11-22'}]}",
            "bad_date",
            "medications/0/last_dose",
        ),
        (
            "{medications: Array(10000).fill({drug: 'Hansson'})}",
            "too_large",
            "medications",
        ),
        (
            "{medications: [{drug: 'Hansson'.repeat(1500)}]}",
            "too_large",
            "medications/0/drug",
        ),
        (
            "{medications: [{drug: 'Hansson', ['__proto__']: 'Hansson'}]}",
            "unknown_field",
            "medications/0/__proto__",
        ),
        (
            "{medications: new Set(['Hansson'])}",
            "wrong_type",
            "medications",
        ),
        (
            "{sledai_2k_items: {fever: 987654}}",
            "wrong_type",
            "sledai_2k_items/fever",
        ),
        (
            "{used_sle_agents: ['none', 'azathioprine']}",
            "inconsistent",
            "used_sle_agents",
        ),
        ("{ana_titer: '1:160 Hansson'}", "out_of_range", "ana_titer"),
        ("{edss: 0.5}", "out_of_range", "edss"),
        ("{weight: {value: 70}}", "missing_input", "weight/unit"),
        (
            "{weight: {value: 70, unit: 'cm'}}",
            "unknown_unit",
            "weight/unit",
        ),
        (
            "{weight: {value: 70, unit: 7}}",
            "wrong_type",
            "weight/unit",
        ),
        ("{weight: {unit: 'kg'}}", "missing_input", "weight/value"),
        (
            "{weight: {low: 80, high: 70, unit: 'kg'}}",
            "inconsistent",
            "weight/low",
        ),
        (
            "{weight: {value: 70, above: 60, unit: 'kg'}}",
            "inconsistent",
            "weight",
        ),
        (
            "{weight: {value: 70, unit: 'kg', colour: 'Hansson'}}",
            "unknown_field",
            "weight/colour",
        ),
        ("{weight: 70}", "wrong_type", "weight"),
        ("{weight: 70n}", "wrong_type", "weight"),
        ("{weight: [70, 'kg']}", "wrong_type", "weight"),
        ("{weight: null}", "wrong_type", "weight"),
        ("{weight: new Map([['value', 70]])}", "wrong_type", "weight"),
        (
            "{weight: {value: new Number(70), unit: 'kg'}}",
            "wrong_type",
            "weight/value",
        ),
        ("{weight: () => 70}", "wrong_type", "weight"),
        ("{weight: Symbol('kg')}", "wrong_type", "weight"),
        (
            "{weight: {value: 70n, unit: 'kg'}}",
            "wrong_type",
            "weight/value",
        ),
        (
            "{get weight() { throw new Error('Hansson'); }}",
            "wrong_type",
            "weight",
        ),
        (
            "{weight: {get value() { return 987654; }, unit: 'kg'}}",
            "wrong_type",
            "weight/value",
        ),
        ("{age: 400}", "out_of_range", "age"),
        ("{age: -1}", "out_of_range", "age"),
        ("{birth_date: '1900'}", "out_of_range", "birth_date"),
        (
            "{creatinine: {value: 88, unit: 'mg/dL'}}",
            "out_of_range",
            "creatinine/value",
        ),
        (
            "{diabetes_diagnosed: '2026-11-22'}",
            "bad_date",
            "diabetes_diagnosed",
        ),
        (
            "{diabetes_diagnosed: '2027'}",
            "bad_date",
            "diabetes_diagnosed",
        ),
        (
            "{diabetes_diagnosed: '2026-02-31'}",
            "bad_date",
            "diabetes_diagnosed",
        ),
        (
            "{diabetes_diagnosed: new Date()}",
            "wrong_type",
            "diabetes_diagnosed",
        ),
        (
            "{diabetes_diagnosed: 'never'}",
            "bad_date",
            "diabetes_diagnosed",
        ),
        (
            "{systolic_bp: {value: 80, unit: 'mm[Hg]'}, diastolic_bp: {value: 120, unit: 'mm[Hg]'}}",
            "inconsistent",
            "diastolic_bp",
        ),
        ("{sex: 'Hansson'}", "out_of_range", "sex"),
        ("{sex: true}", "wrong_type", "sex"),
        ("{type1_diabetes: 'yes'}", "wrong_type", "type1_diabetes"),
        ("{hair_colour: 'red'}", "unknown_measure", "hair_colour"),
        (
            "{__proto__: null, ['__proto__']: 1}",
            "unknown_measure",
            "__proto__",
        ),
        ("{constructor: 1}", "unknown_measure", "constructor"),
    ] {
        refused(screen(&screener, answers), code, Some(field), answers);
    }
    still_answers(&screener);
}

/// The instance works as before: a definite answer to a simple question.
fn still_answers(screener: &Screener) {
    let verdict = screen(screener, "{weight: {value: 101, unit: 'kg'}}").unwrap();
    assert_eq!(text(&verdict, "status"), "ruled_out");
}

#[wasm_bindgen_test]
fn hostile_objects_end_as_errors() {
    let screener = screener();
    let cyclic = "(() => { const a = {}; a.weight = a; return a; })()";
    let towers = [
        (
            "(() => { let a = 1; for (let i = 0; i < 1e5; i++) a = [a]; return {weight: a}; })()",
            "too_large",
        ),
        (
            "(() => { let a = {}; for (let i = 0; i < 1e5; i++) a = {a}; return {weight: a}; })()",
            "too_large",
        ),
        ("({weight: new Array(4e9)})", "too_large"),
        (
            "({weight: Array.from({length: 3e5}, () => 0)})",
            "too_large",
        ),
        ("({weight: 'x'.repeat(5e6)})", "too_large"),
        (
            "new Proxy({}, {ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({value: new Proxy({}, \
             {getPrototypeOf() { throw 1; }}), configurable: true, enumerable: true})})",
            "unknown_measure",
        ),
    ];
    refused(screen(&screener, cyclic), "too_large", None, cyclic);
    for (answers, code) in towers {
        let Err(error) = screen(&screener, answers) else {
            panic!("{answers} was accepted")
        };
        assert_eq!(text(&error, "code"), code, "{answers}");
        assert_eq!(text(&error, "name"), "PrescreenError", "{answers}");
    }
    for answers in [
        "[]",
        "'weight'",
        "7",
        "7n",
        "null",
        "undefined",
        "new Map()",
        "new Date()",
        "Symbol()",
        "() => ({})",
        "Promise.resolve({})",
        "new (class Answers {})()",
        "new Proxy({}, {ownKeys() { throw new Error('Hansson'); }})",
        "new Proxy({}, {getPrototypeOf() { throw new Error('Hansson'); }})",
        "(() => { const {proxy, revoke} = Proxy.revocable({}, {}); revoke(); return proxy; })()",
        "(() => { const {proxy, revoke} = Proxy.revocable([], {}); revoke(); return proxy; })()",
        "({[Symbol('a')]: 1})",
    ] {
        refused(screen(&screener, answers), "wrong_type", None, answers);
        assert!(
            calculate(&"body_mass_index".into(), &js(answers)).is_err(),
            "{answers}"
        );
        assert!(
            Screener::new(&js(answers)).is_err() || answers == "[]",
            "{answers}"
        );
        let problems = Array::from(&check(&js(answers)).unwrap());
        assert_eq!(text(&problems.get(0), "code"), "wrong_type", "{answers}");
    }
    // A Proxy that behaves is as good as the object behind it.
    let verdict = screen(
        &screener,
        "new Proxy({weight: {value: 101, unit: 'kg'}}, {})",
    )
    .unwrap();
    assert_eq!(text(&verdict, "status"), "ruled_out");
    still_answers(&screener);
}

#[wasm_bindgen_test]
fn the_day_must_be_a_day() {
    let screener = screener();
    for day in [
        "'2026'",
        "'2026-11'",
        "'today'",
        "''",
        "null",
        "undefined",
        "20261121",
        "new Date()",
        "{}",
    ] {
        refused(
            screener.screen(&js("{}"), &js(day)),
            "bad_date",
            Some("as_of"),
            day,
        );
        refused(
            screener.next(&js("{}"), &js(day)),
            "bad_date",
            Some("as_of"),
            day,
        );
    }
}

#[wasm_bindgen_test]
fn undefined_is_absent() {
    let verdict = screen(&screener(), "{weight: undefined}").unwrap();
    assert_eq!(text(&verdict, "status"), "undecided");
}

#[wasm_bindgen_test]
fn a_verdict_has_its_shape_and_nulls() {
    let verdict = screen(&screener(), "{weight: {value: 101, unit: 'kg'}}").unwrap();
    assert_eq!(
        keys(&verdict),
        [
            "trial",
            "record",
            "status",
            "temporary",
            "findings",
            "window",
            "certain_window",
            "window_is_certain",
            "missing",
            "study_tests",
            "provenance",
        ]
    );
    let findings = Array::from(&get(&verdict, "findings"));
    assert_eq!(findings.length(), 20);
    for finding in findings {
        assert_eq!(
            keys(&finding),
            [
                "criterion",
                "part_of",
                "kind",
                "status",
                "borderline",
                "notes",
                "because",
                "missing",
                "temporary",
                "window",
                "certain_window",
            ]
        );
        assert!(get(&finding, "part_of").is_null());
        for step in Array::from(&get(&finding, "because")) {
            assert_eq!(keys(&step), ["symbol", "number", "unit"]);
        }
        for span in Array::from(&get(&finding, "window")) {
            assert_eq!(keys(&span), ["from", "until"]);
        }
    }
    assert_eq!(
        keys(&get(&verdict, "provenance")),
        ["source", "record", "last_checked", "digest"]
    );
    let whole = js_sys::JSON::stringify(&verdict).unwrap();
    assert!(!String::from(whole).is_empty());
}

#[wasm_bindgen_test]
fn questions_and_statuses_have_their_shape() {
    let screener = screener();
    let questions = Array::from(&screener.questions().unwrap());
    assert_eq!(text(&questions.get(0), "measure"), "birth_date");
    let next = screener.next(&js("{}"), &AS_OF.into()).unwrap();
    assert!(get(&get(&next, "why"), "findings").as_f64().unwrap() >= 1.0);
    assert!(get(&questions.get(0), "why").is_null());
    assert!(
        screener
            .next(&js("{weight: {value: 101, unit: 'kg'}}"), &AS_OF.into())
            .unwrap()
            .is_null()
    );
    let statuses = |answers| screener.statuses(&js(answers), &AS_OF.into()).unwrap();
    assert_eq!(statuses("{}"), [1]);
    assert_eq!(statuses("{weight: {value: 101, unit: 'kg'}}"), [0]);
    assert_eq!(statuses("{active_infection: 'being_treated'}"), [3]);
}

#[wasm_bindgen_test]
fn calculations_have_their_shape() {
    let inputs = js(
        "{age: {value: 11, unit: 'a'}, sex: 'male', height: {value: 1.2, unit: 'm'}, \
                     creatinine: {value: 0.9, unit: 'mg/dL'}}",
    );
    let result = calculate(&"ckid_u25_creatinine".into(), &inputs).unwrap();
    assert_eq!(
        keys(&result),
        [
            "id", "value", "unit", "low", "high", "extra", "steps", "warnings", "citation"
        ]
    );
    assert!((get(&result, "value").as_f64().unwrap() - 51.587_301_587_301_59).abs() < 1e-9);
    assert_eq!(
        text(&get(&result, "citation"), "doi"),
        "10.1016/j.kint.2020.10.047"
    );
    let unknown = calculate(&"none_such".into(), &js("{}"));
    refused(unknown, "unknown_calculator", None, "none_such");
    refused(
        calculate(&js("7"), &js("{}")),
        "unknown_calculator",
        None,
        "7",
    );
    let young = js("{age: 12, creatinine: {value: 1, unit: 'mg/dL'}}");
    let adult = calculate(&"ckd_epi_2021_creatinine".into(), &young);
    refused(
        adult,
        "outside_validity",
        Some("age"),
        "an adult formula on a child",
    );
    for row in Array::from(&calculators().unwrap()) {
        let expected = [
            "id",
            "inputs",
            "unit",
            "extra",
            "validity",
            "experimental",
            "citation",
        ];
        assert_eq!(keys(&row), expected);
    }
    assert!(Array::from(&catalogue().unwrap()).length() > 40);
    assert_eq!(keys(&version().unwrap()), ["engine", "source"]);
}

#[wasm_bindgen_test]
fn a_mix_up_of_units_is_asked_about_and_never_converted() {
    for (measure, value, unit, meant) in [
        ("creatinine", 88.0, "mg/dL", Some("umol/L")),
        ("creatinine", 1.1, "umol/L", Some("mg/dL")),
        ("c_peptide_fasting", 600.0, "nmol/L", Some("pmol/L")),
        ("height", 1.49, "cm", Some("m")),
        ("creatinine", 0.9, "mg/dL", None),
    ] {
        let inputs = js(&format!(
            "{{measure: '{measure}', from: {{value: {value}, unit: '{unit}'}}, to: '{unit}'}}"
        ));
        let result = calculate(&"convert".into(), &inputs).unwrap();
        assert_eq!(get(&result, "value").as_f64(), Some(value));
        let warning = Array::from(&get(&result, "warnings")).get(0);
        let suggested = get(&get(&warning, "did_you_mean"), "unit").as_string();
        assert_eq!(suggested.as_deref(), meant, "{value} {unit} of {measure}");
    }
}

const VISITS: &str =
    "[{date: '2020-06-01', edss: 3}, {date: '2020-01-01', edss: 2}, {date: '2020-10-01', edss: 3}]";

#[wasm_bindgen_test]
fn events_have_the_columns_of_the_reference() {
    let relapses = js("['2020-05-01']");
    let found = progression(
        &js(VISITS),
        &relapses,
        &js("{RAW_PIRA: true, conf_days: [84, 168]}"),
    )
    .unwrap_or_else(|_| panic!("the visits are valid"));
    assert_eq!(
        keys(&found),
        ["events", "follow_up_days", "warnings", "baselines"]
    );
    let event = Array::from(&get(&found, "events")).get(0);
    let columns = "nevent event_type CDW_type date value bl_date bl_value last_delta_date \
                   last_delta_value total_fu time2event bl2event conf84_date conf84_value \
                   conf168_date conf168_value PIRA_conf84_date PIRA_conf84_value \
                   PIRA_conf168_date PIRA_conf168_value sust_days sust_last because";
    let columns: Vec<&str> = columns.split_whitespace().collect();
    assert_eq!(keys(&event), columns);
    assert_eq!(text(&event, "CDW_type"), "RAW");
    assert_eq!(get(&event, "value"), 3.0);
    assert!(get(&event, "PIRA_conf84_date").is_null() && get(&event, "sust_last").is_truthy());
    // Both others may be left out.
    let alone = progression(&js(VISITS), &JsValue::UNDEFINED, &JsValue::UNDEFINED);
    let events = alone.map(|found| Array::from(&get(&found, "events")).length());
    assert_eq!(events, Ok(1));
    let named = progression(
        &js(VISITS),
        &js("[]"),
        &js("{relapse_indep: 'kappos_2020'}"),
    );
    assert!(named.is_ok());
}

#[wasm_bindgen_test]
fn a_course_that_cannot_be_read_names_its_place() {
    let table: &[(&str, &str, &str, &str, &str)] = &[
        ("[]", "[]", "{}", "missing_input", "visits"),
        ("'987654'", "[]", "{}", "wrong_type", "visits"),
        (
            "[{date: '2020-01-01'}]",
            "[]",
            "{}",
            "missing_input",
            "visits/0/edss",
        ),
        (
            "[{date: '2020-13-01', edss: 2}]",
            "[]",
            "{}",
            "bad_date",
            "visits/0/date",
        ),
        (
            "[{date: '2020-01-01', edss: 987654}]",
            "[]",
            "{}",
            "out_of_range",
            "visits/0/edss",
        ),
        (
            "[{date: '2020-01-01', edss: NaN}]",
            "[]",
            "{}",
            "not_finite",
            "visits/0/edss",
        ),
        (
            "[{date: '2020-01-01', edss: 2, name: 'Hansson'}]",
            "[]",
            "{}",
            "unknown_field",
            "visits/0/name",
        ),
        (
            "[{date: '2020-01-01', get edss() { throw 1 }}]",
            "[]",
            "{}",
            "wrong_type",
            "visits/0/edss",
        ),
        (VISITS, "['987654']", "{}", "bad_date", "relapses/0"),
        (
            VISITS,
            "[]",
            "{conf_days: 0}",
            "out_of_range",
            "options/conf_days",
        ),
        (
            VISITS,
            "[]",
            "{conf_days: -84}",
            "out_of_range",
            "options/conf_days",
        ),
        (
            VISITS,
            "[]",
            "{relapse_indep: 'Hansson'}",
            "out_of_range",
            "options/relapse_indep",
        ),
        (
            VISITS,
            "[]",
            "{confdays: 84}",
            "unknown_field",
            "options/confdays",
        ),
    ];
    for (visits, relapses, options, code, field) in table {
        let found = progression(&js(visits), &js(relapses), &js(options));
        refused(found, code, Some(field), visits);
    }
}

#[wasm_bindgen_test]
fn the_rules_say_what_they_count() {
    let rules = Array::from(&worsening_rules().unwrap_or(JsValue::NULL));
    let names: Vec<String> = rules.iter().map(|rule| text(&rule, "name")).collect();
    assert_eq!(names, ["source", "msprog", "three_tier", "two_tier"]);
    let stretch = Array::from(&get(&rules.get(0), "thresholds")).get(1);
    assert_eq!(keys(&stretch), ["from", "to", "rise"]);
    assert_eq!(
        (
            get(&stretch, "from").as_f64(),
            get(&stretch, "rise").as_f64()
        ),
        (Some(5.0), Some(0.5))
    );
    let rules = Array::from(&relapse_rules().unwrap_or(JsValue::NULL));
    assert_eq!(rules.length(), 5);
    let kappos = get(&rules.get(0), "relapse_indep");
    assert_eq!(keys(&kappos), ["prec", "event", "conf", "prec_type"]);
    assert!(Array::from(&get(&kappos, "prec")).get(1).is_null());
    assert_eq!(keys(&get(&rules.get(0), "citation")), ["text", "doi"]);
}

#[wasm_bindgen_test]
fn a_misspelt_definition_is_refused_with_its_path() {
    assert_eq!(Array::from(&check(&trial()).unwrap()).length(), 0);
    for (change, path, code) in [
        ("t.critera = t.criteria", "critera", "unknown_field"),
        ("delete t.title", "title", "missing_input"),
        (
            "t.criteria[4].rule = {over: {}}",
            "criteria/4/rule/over",
            "unknown_verb",
        ),
        (
            "t.criteria[4].rulle = 1",
            "criteria/4/rulle",
            "unknown_field",
        ),
        (
            "t.criteria[6].rule.above.unit = 'cm'",
            "criteria/6/rule/above/unit",
            "wrong_dimension",
        ),
        (
            "t.criteria[6].rule.above.unit = 'furlong'",
            "criteria/6/rule/above/unit",
            "unknown_unit",
        ),
        (
            "t.criteria[6].rule.above.measure = 'wieght'",
            "criteria/6/rule/above/measure",
            "unknown_measure",
        ),
        (
            "t.criteria[6].rule.above.value = NaN",
            "criteria/6/rule/above/value",
            "not_finite",
        ),
        (
            "t.criteria[1].id = t.criteria[0].id",
            "criteria/1/id",
            "duplicate_id",
        ),
        (
            "t.criteria[0].part_of = 'I99'",
            "criteria/0/part_of",
            "unknown_criterion",
        ),
        ("t.status = 'open'", "status", "out_of_range"),
        ("t.last_checked = '2026-02-30'", "last_checked", "bad_date"),
        ("t.criteria = {}", "criteria", "wrong_type"),
    ] {
        let change = Function::new_with_args("t", &format!("{change}; return t;"));
        let definition = change.call1(&JsValue::NULL, &trial()).unwrap();
        let problems = Array::from(&check(&definition).unwrap());
        let found = problems
            .iter()
            .any(|problem| text(&problem, "path") == path && text(&problem, "code") == code);
        assert!(
            found,
            "{path} {code}: {:?}",
            js_sys::JSON::stringify(&problems)
        );
        let Err(error) = Screener::new(&Array::of1(&definition)) else {
            panic!("{path} accepted")
        };
        assert_eq!(text(&error, "code"), "invalid_trial");
        assert!(text(&error, "field").starts_with("NCT05061030/"));
    }
}

#[wasm_bindgen_test]
fn each_of_many_definitions_has_limits_of_its_own() {
    // Together far more values and text than one input may have.
    let copies = Function::new_with_args(
        "t",
        "return Array.from({ length: 100 }, (_, n) => ({ ...t, id: `T${n}` }));",
    );
    let many = copies.call1(&JsValue::NULL, &trial()).expect("a list");
    let screener = Screener::new(&many).expect("a hundred definitions");
    let statuses = screener.statuses(&js("({})"), &js("'2026-11-21'"));
    assert_eq!(statuses.expect("no answers"), vec![1; 100]);
    for (definitions, code) in [
        ("[{ get id() { return 'T1'; } }]", "invalid_trial"),
        ("[Array(1e9)]", "too_large"),
        ("Array(1e9)", "too_large"),
        ("'T1'", "invalid_trial"),
        ("({ length: 1, 0: {} })", "invalid_trial"),
    ] {
        let result = Screener::new(&js(definitions)).map(|_| JsValue::NULL);
        let error = result.expect_err(definitions);
        assert_eq!(text(&error, "code"), code, "{definitions}");
    }
}

#[wasm_bindgen_test]
fn scales_have_the_declared_shape_and_refuse_as_screening_does() {
    let screener = screener();
    let answers = "{c_peptide_fasting: {below: 0.02, unit: 'nmol/L'}}";
    let scales = Array::from(
        &screener
            .scales(&js(answers), &AS_OF.into())
            .expect("scales"),
    );
    let scale = scales.get(0);
    assert_eq!(
        keys(&scale),
        [
            "trial",
            "criterion",
            "symbol",
            "form",
            "unit",
            "low",
            "high",
            "limits"
        ]
    );
    assert_eq!(text(&scale, "symbol"), "c_peptide_fasting");
    assert_eq!(get(&scale, "high").as_f64(), Some(0.02));
    let above = screener
        .scales(&js("{weight: {above: 60, unit: 'kg'}}"), &AS_OF.into())
        .expect("scales");
    assert!(get(&Array::from(&above).get(0), "high").is_null());
    let refused = screener.scales(&js("{weight: {value: NaN, unit: 'kg'}}"), &AS_OF.into());
    assert_eq!(text(&refused.expect_err("no number"), "code"), "not_finite");
    assert!(screener.scales(&js("{}"), &js("{}")).is_err());
}

const WEIGHT: &str = "{resourceType: 'Observation', id: 'w', status: 'final', \
     effectiveDateTime: '2026-10-01T08:00:00+02:00', \
     code: {coding: [{system: 'http://loinc.org', code: '29463-7', display: 'Hansson'}]}, \
     valueQuantity: {value: 70.12345678901235, unit: 'kg', code: 'kg'}}";

/// What a record says that has been handed in so far.
fn found(reader: &RecordReader) -> JsValue {
    reader
        .findings(&AS_OF.into())
        .unwrap_or_else(|_| panic!("the day is one"))
}

fn candidates(reader: &RecordReader) -> Array {
    Array::from(&get(&found(reader), "candidates"))
}

#[wasm_bindgen_test]
fn a_record_has_the_declared_shape() {
    let mut reader = RecordReader::new();
    reader.add(&js(WEIGHT)).unwrap();
    reader
        .add(&js("{resourceType: 'Encounter', text: 'x'.repeat(5e6)}"))
        .unwrap();
    reader
        .add(&js(
            "{fullUrl: 'urn:uuid:1', resource: {resourceType: 'Claim'}}",
        ))
        .unwrap();
    let whole = found(&reader);
    assert_eq!(keys(&whole), ["candidates", "ignored", "patients"]);
    assert_eq!(get(&whole, "patients"), 0);
    let candidate = candidates(&reader).get(0);
    assert_eq!(
        keys(&candidate),
        ["measure", "answer", "on", "source", "doubt"]
    );
    assert!(get(&candidate, "doubt").is_null());
    assert_eq!(
        keys(&get(&candidate, "source")),
        ["resource", "id", "code", "system"]
    );
    let answer = get(&candidate, "answer");
    assert_eq!(keys(&answer), ["value", "unit", "on"]);
    assert_eq!(get(&answer, "value").as_f64(), Some(70.123_456_789_012_35));
    let ignored = Array::from(&get(&whole, "ignored")).get(0);
    assert_eq!(keys(&ignored), ["code", "count", "example_type"]);
    assert_eq!(text(&ignored, "code"), "not_read");
    assert_eq!(get(&ignored, "count"), 2);
    // The answer goes straight back in.
    let answers = Object::new();
    Reflect::set(&answers, &"weight".into(), &answer).unwrap();
    assert!(screener().screen(&answers, &AS_OF.into()).is_ok());
}

#[wasm_bindgen_test]
fn hostile_records_end_as_errors_and_change_nothing() {
    let mut reader = RecordReader::new();
    reader.add(&js(WEIGHT)).unwrap();
    let before = js_sys::JSON::stringify(&found(&reader)).unwrap();
    let inside = |value: &str| format!("{{resourceType: 'Observation', code: {value}}}");
    let cases = [
        (format!("{{resourceType: 'Bundle', entry: [{{resource: {WEIGHT}}}]}}"), "add_entries"),
        ("{resource: {resourceType: 'Bundle'}}".to_string(), "add_entries"),
        ("[]".to_string(), "wrong_type"),
        ("null".to_string(), "wrong_type"),
        ("undefined".to_string(), "wrong_type"),
        ("'Hansson'".to_string(), "wrong_type"),
        ("7n".to_string(), "wrong_type"),
        ("Symbol()".to_string(), "wrong_type"),
        ("() => ({})".to_string(), "wrong_type"),
        ("new Map([['resourceType', 'Patient']])".to_string(), "wrong_type"),
        ("({get resourceType() { throw new Error('Hansson'); }})".to_string(), "wrong_type"),
        ("({resourceType: {toString() { throw 1; }}})".to_string(), "wrong_type"),
        ("({get resource() { throw new Error('Hansson'); }})".to_string(), "wrong_type"),
        (
            "new Proxy({}, {ownKeys() { throw new Error('Hansson'); }, \
             getOwnPropertyDescriptor() { throw new Error('Hansson'); }})"
                .to_string(),
            "wrong_type",
        ),
        (
            "(() => { const {proxy, revoke} = Proxy.revocable({}, {}); revoke(); return proxy; })()"
                .to_string(),
            "wrong_type",
        ),
        (
            "(() => { const a = {resourceType: 'Patient'}; a.contained = [a]; return a; })()"
                .to_string(),
            "too_large",
        ),
        (
            "(() => { const a = {}; a.resource = a; return a; })()".to_string(),
            "too_large",
        ),
        (
            inside("(() => { let a = 1; for (let i = 0; i < 1e5; i++) a = [a]; return a; })()"),
            "too_large",
        ),
        (inside("new Array(4e9)"), "too_large"),
        (inside("'x'.repeat(5e6)"), "too_large"),
        ("{resourceType: 'x'.repeat(5e6)}".to_string(), "too_large"),
    ];
    for (value, code) in cases {
        let added = reader.add(&js(&value)).map(|()| JsValue::NULL);
        refused(added, code, None, &value);
        let after = js_sys::JSON::stringify(&found(&reader)).unwrap();
        assert_eq!(String::from(after), String::from(before.clone()), "{value}");
    }
    for day in ["'2026'", "null", "{}", "20261121"] {
        refused(reader.findings(&js(day)), "bad_date", Some("as_of"), day);
    }
    assert_eq!(candidates(&reader).length(), 1);
}

#[wasm_bindgen_test]
fn a_record_of_many_entries_is_read_in_one_go() {
    let mut reader = RecordReader::new();
    let entry = js(&format!("{{fullUrl: 'urn:uuid:2', resource: {WEIGHT}}}"));
    for _ in 0..2000 {
        reader.add(&entry).unwrap();
    }
    // The same from the same day is one.
    assert_eq!(candidates(&reader).length(), 1);
    // Getters and functions beside what is read are nothing, and the rest is read.
    let mut odd = RecordReader::new();
    let with = WEIGHT.replace("id: 'w'", "get id() { throw 1; }, note: () => 1");
    odd.add(&js(&with)).unwrap();
    let source = get(&candidates(&odd).get(0), "source");
    assert!(get(&source, "id").is_null());
}
