//! Each verb row by row: every threshold with its neighbours, on days and doses counted by hand.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{AS_OF, code, from_json, screen_one};
use serde_json::{Value as Json, json};
use std::panic::Location;
use trial_prescreen::Screener;
use trial_prescreen::finding::Finding;

/// An engine for one inclusion criterion with this rule and perhaps more keys.
fn screener(rule: &Json, more: &Json) -> Screener {
    let mut criterion = json!({
        "id": "C",
        "kind": "inclusion",
        "text": "As the protocol says.",
        "rule": rule,
    });
    for (key, value) in more.as_object().into_iter().flatten() {
        criterion[key.as_str()] = value.clone();
    }
    let definition = common::definition("verbs", vec![from_json(&criterion)]);
    Screener::new(&[definition]).unwrap_or_else(|error| panic!("{error}: {rule}"))
}

#[track_caller]
fn judged(rule: &Json, answers: &Json, as_of: &str) -> Finding {
    let verdict = screen_one(&screener(rule, &json!({})), &from_json(answers), as_of);
    verdict.findings.into_iter().next().expect("one criterion")
}

/// The status, and after "unknown: " why it is on the border.
fn told(finding: &Finding) -> String {
    let status = code(finding.status);
    match finding.borderline {
        Some(reason) => format!("{status}: {}", code(reason)),
        None => status,
    }
}

/// Every row of one rule; all wrong rows are told together.
#[track_caller]
fn rows(rule: Json, rows: &[(Json, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(answers, expected)| (answers, expected, judged(&rule, answers, AS_OF)))
        .filter(|(_, expected, finding)| told(finding) != **expected)
        .map(|(answers, expected, finding)| {
            format!("{answers}: should be {expected}, is {}", told(&finding))
        })
        .collect();
    let place = Location::caller();
    assert!(wrong.is_empty(), "{place}: {rule}\n{}", wrong.join("\n"));
}

/// One medicine that was stopped on a day.
fn stopped(drug: &str, last_dose: &str) -> Json {
    json!({ "medications": [{ "drug": drug, "last_dose": last_dose }] })
}

fn ongoing(drug: &str) -> Json {
    json!({ "medications": [{ "drug": drug, "ongoing": true }] })
}

const BORDER: &str = "unknown: readings_differ";
const STILL: &str = "unknown: washout_not_started";

#[test]
fn half_lives_have_a_lower_and_an_upper_end() {
    // Five of 6 to 9 days: 30 to 45 days.
    rows(
        json!({ "washout": { "drugs": ["fingolimod"], "half_lives": 5 } }),
        &[
            (stopped("fingolimod", "2026-10-23"), "fail"),
            (stopped("fingolimod", "2026-10-22"), BORDER),
            (stopped("fingolimod", "2026-10-08"), BORDER),
            (stopped("fingolimod", "2026-10-07"), "pass"),
            (stopped("Gilenya 0.5 mg", "2026-10-23"), "fail"),
            (ongoing("fingolimod"), STILL),
            (
                json!({ "medications": [{ "drug": "fingolimod" }] }),
                "unknown",
            ),
            (json!({ "medications": [] }), "pass"),
            (json!({ "medications": "unknown" }), "unknown"),
            (json!({}), "unknown"),
        ],
    );
    // One half-life of 1.25 days: seven whole days.
    rows(
        json!({ "washout": { "class": "small_molecule_immunosuppressant", "half_lives": 5 } }),
        &[
            (stopped("siponimod", "2026-11-15"), "fail"),
            (stopped("siponimod", "2026-11-14"), "pass"),
            (stopped("siponimod", "2026-11"), "unknown"),
            (stopped("siponimod", "2026-10"), "pass"),
        ],
    );
    // Its label gives a time, and no half-life: 112 days.
    rows(
        json!({ "washout": { "class": "biologic", "half_lives": 5 } }),
        &[
            (stopped("anifrolumab", "2026-08-02"), "fail"),
            (stopped("anifrolumab", "2026-08-01"), "pass"),
            (stopped("galcanezumab", "2006-01-01"), BORDER),
            (stopped("galcanezumab", "2006-01"), "unknown"),
        ],
    );
}

#[test]
fn days_weeks_and_months_are_over_on_their_last_day() {
    for rule in [
        json!({ "washout": { "class": "biologic", "days": 28 } }),
        json!({ "washout": { "class": ["biologic"], "weeks": 4 } }),
    ] {
        rows(
            rule,
            &[
                (stopped("rituximab", "2026-10-25"), "fail"),
                (stopped("rituximab", "2026-10-24"), "pass"),
                (stopped("rituximab", "2026-10"), "unknown"),
                (stopped("rituximab", "2026-09"), "pass"),
                (stopped("rituximab", "2026-11"), "fail"),
                (stopped("rituximab", "2026"), "unknown"),
            ],
        );
    }
    let rule = json!({ "washout": { "drugs": ["rituximab"], "months": 3 } });
    for (last_dose, as_of, expected) in [
        ("2026-08-31", "2026-11-29", "fail"),
        ("2026-08-31", "2026-11-30", "pass"),
        ("2026-11-30", "2027-02-27", "fail"),
        ("2026-11-30", "2027-02-28", "pass"),
        ("2027-11-30", "2028-02-28", "fail"),
        ("2027-11-30", "2028-02-29", "pass"),
        ("2026-02-28", "2026-05-27", "fail"),
        ("2026-02-28", "2026-05-28", "pass"),
    ] {
        let finding = judged(&rule, &stopped("rituximab", last_dose), as_of);
        assert_eq!(told(&finding), expected, "{last_dose} on {as_of}");
    }
}

#[test]
fn of_half_lives_and_a_time_the_longer_counts() {
    let longer = |days: u32| {
        json!({ "washout": {
            "drugs": ["fingolimod", "siponimod"], "half_lives": 5, "days": days, "which": "longer"
        } })
    };
    rows(
        longer(28),
        &[
            (stopped("siponimod", "2026-10-25"), "fail"),
            (stopped("siponimod", "2026-10-24"), "pass"),
            (stopped("fingolimod", "2026-10-23"), "fail"),
            (stopped("fingolimod", "2026-10-22"), BORDER),
        ],
    );
    rows(
        longer(40),
        &[
            (stopped("fingolimod", "2026-10-13"), "fail"),
            (stopped("fingolimod", "2026-10-12"), BORDER),
            (stopped("fingolimod", "2026-10-08"), BORDER),
            (stopped("fingolimod", "2026-10-07"), "pass"),
        ],
    );
    rows(
        longer(60),
        &[
            (stopped("fingolimod", "2026-09-23"), "fail"),
            (stopped("fingolimod", "2026-09-22"), "pass"),
        ],
    );
}

#[test]
fn a_washout_is_about_its_drugs_alone() {
    let yesterday = |drug: &str| stopped(drug, "2026-11-20");
    rows(
        json!({ "washout": { "drugs": ["rituximab"], "months": 3 } }),
        &[
            (yesterday("ocrelizumab"), "pass"),
            (yesterday("rituximab-abbs"), "fail"),
            (yesterday("MabThera"), "fail"),
            (yesterday("a capsule"), "pass"),
            (yesterday("rituximabs"), "pass"),
        ],
    );
    rows(
        json!({ "washout": { "class": "biologic", "except": ["rituximab"], "days": 28 } }),
        &[
            (yesterday("rituximab"), "pass"),
            (yesterday("ocrelizumab"), "fail"),
            (yesterday("galcanezumab"), "fail"),
            (yesterday("azathioprine"), "pass"),
            (ongoing("rituximab"), "pass"),
        ],
    );
    rows(
        json!({ "washout": {
            "class": "small_molecule_immunosuppressant", "except": ["methotrexate"],
            "drugs": ["rituximab"], "weeks": 4
        } }),
        &[
            (yesterday("methotrexate"), "pass"),
            (yesterday("azathioprine"), "fail"),
            (yesterday("rituximab"), "fail"),
            (yesterday("ocrelizumab"), "pass"),
        ],
    );
}

#[test]
fn exceptions_hold_where_everything_is_meant() {
    rows(
        json!({ "washout": { "except": ["hydroxychloroquine"], "days": 28 } }),
        &[
            (stopped("hydroxychloroquine", "2026-11-20"), "pass"),
            (ongoing("Plaquenil"), "pass"),
            (stopped("prednisone", "2026-11-20"), "fail"),
        ],
    );
}

#[test]
fn some_classes_never_decide_and_some_perhaps() {
    for class in ["biologic", "small_molecule_immunosuppressant"] {
        rows(
            json!({ "washout": { "class": class, "days": 28 } }),
            &[
                (ongoing("prednisone"), "pass"),
                (ongoing("hydroxychloroquine"), "pass"),
                (ongoing("insulin"), "pass"),
                (stopped("insulin", "2026-11-20"), "pass"),
            ],
        );
    }
    for perhaps in ["interferon beta-1a", "Copaxone", "ivig"] {
        rows(
            json!({ "washout": { "class": "biologic", "days": 28 } }),
            &[
                (stopped(perhaps, "2026-10-24"), "pass"),
                (stopped(perhaps, "2026-10-25"), BORDER),
                (ongoing(perhaps), STILL),
            ],
        );
        rows(
            json!({ "washout": { "class": "small_molecule_immunosuppressant", "days": 28 } }),
            &[
                (stopped(perhaps, "2026-11-20"), "pass"),
                (ongoing(perhaps), "pass"),
            ],
        );
    }
}

#[test]
fn a_name_that_nobody_knows_may_be_anything() {
    for class in ["biologic", "small_molecule_immunosuppressant"] {
        rows(
            json!({ "washout": { "class": class, "days": 28 } }),
            &[
                (stopped("XYZ-123", "2026-10-24"), "pass"),
                (stopped("XYZ-123", "2026-10-25"), BORDER),
                (stopped("XYZ-123", "2026-10"), BORDER),
                (ongoing("XYZ-123"), STILL),
                (json!({ "medications": [{ "drug": "XYZ-123" }] }), "unknown"),
            ],
        );
        rows(
            json!({ "washout": { "class": class, "half_lives": 5 } }),
            &[(stopped("XYZ-123", "1999-01-01"), BORDER)],
        );
    }
    let agent = |value: Json| json!({ "last_investigational_agent": value });
    let named = |drug: &str, day: &str| agent(json!([{ "drug": drug, "last_dose": day }]));
    rows(
        json!({ "washout": {
            "measure": "last_investigational_agent", "half_lives": 5, "days": 30, "which": "longer"
        } }),
        &[
            (agent(json!("never")), "pass"),
            (agent(json!([])), "pass"),
            (agent(json!("2026-10-23")), "fail"),
            (agent(json!("2026-10-22")), BORDER),
            (agent(json!("1999-10-22")), BORDER),
            (named("ocrelizumab", "2026-07-15"), "fail"),
            (named("ocrelizumab", "2026-07-14"), "pass"),
            (named("insulin", "2026-10-23"), "fail"),
            // Medicines of every day are none of a trial's.
            (ongoing("ocrelizumab"), "unknown"),
        ],
    );
    rows(
        json!({ "washout": { "measure": "last_investigational_agent", "days": 30 } }),
        &[
            (agent(json!("2026-10-23")), "fail"),
            (agent(json!("2026-10-22")), "pass"),
            (agent(json!("2026-10")), "unknown"),
        ],
    );
}

#[test]
fn what_stays_on_the_skin_is_no_such_treatment() {
    let by = |route: &str| {
        let one = json!({ "drug": "tacrolimus", "ongoing": true, "route": route });
        json!({ "medications": [one] })
    };
    rows(
        json!({ "washout": { "class": "small_molecule_immunosuppressant", "half_lives": 5 } }),
        &[
            (by("topical"), "pass"),
            (by("nasal"), "pass"),
            (by("inhaled"), "pass"),
            (by("oral"), STILL),
            (by("other"), STILL),
        ],
    );
    // Nor does it make a treatment that others are asked about.
    for (rule, open) in [
        (
            json!({ "yes": { "measure": "nonbiologic_current" } }),
            "unknown",
        ),
        (
            json!({ "yes": { "measure": "systemic_immunosuppressant_current" } }),
            "unknown",
        ),
        (
            json!({ "is": { "measure": "used_sle_agents", "value": "tacrolimus" } }),
            "unknown",
        ),
    ] {
        rows(rule, &[(by("oral"), "pass"), (by("topical"), open)]);
    }
}

#[test]
fn a_drug_washed_out_by_treatment_may_be_gone_sooner() {
    let washed = |last_dose: &str, elimination: &str| {
        let one =
            json!({ "drug": "teriflunomide", "last_dose": last_dose, "elimination": elimination });
        json!({ "medications": [one] })
    };
    // Five of 18 to 19 days: 90 to 95 days.
    rows(
        json!({ "washout": { "drugs": ["teriflunomide"], "half_lives": 5 } }),
        &[
            (washed("2026-11-20", "confirmed_level"), BORDER),
            (washed("2026-11-20", "unconfirmed"), "fail"),
            (washed("2026-11-20", "none"), "fail"),
            (washed("2026-08-24", "none"), "fail"),
            (washed("2026-08-23", "none"), BORDER),
            (washed("2026-08-19", "confirmed_level"), BORDER),
            (washed("2026-08-18", "confirmed_level"), "pass"),
            (washed("2026-08-18", "unconfirmed"), "pass"),
        ],
    );
    rows(
        json!({ "washout": {
            "drugs": ["teriflunomide"], "half_lives": 5, "days": 28, "which": "longer"
        } }),
        &[
            (washed("2026-10-25", "confirmed_level"), "fail"),
            (washed("2026-10-24", "confirmed_level"), BORDER),
        ],
    );
    rows(
        json!({ "washout": { "drugs": ["teriflunomide"], "days": 28 } }),
        &[
            (washed("2026-10-25", "confirmed_level"), "fail"),
            (washed("2026-10-24", "none"), "pass"),
        ],
    );
}

#[test]
fn several_drugs_must_all_be_over() {
    let list = |entries: Json| json!({ "medications": entries });
    let over = json!({ "drug": "ocrelizumab", "last_dose": "2026-10-24" });
    let fresh = json!({ "drug": "natalizumab", "last_dose": "2026-10-25" });
    let open = json!({ "drug": "interferon beta-1b", "last_dose": "2026-10-25" });
    let still = json!({ "drug": "belimumab", "ongoing": true });
    rows(
        json!({ "washout": { "class": "biologic", "days": 28 } }),
        &[
            (list(json!([over, over])), "pass"),
            (list(json!([over, fresh])), "fail"),
            (list(json!([fresh, open])), "fail"),
            (list(json!([still, fresh])), "fail"),
            (list(json!([over, open])), BORDER),
            (list(json!([over, still])), STILL),
            (list(json!([open, still])), STILL),
            (list(json!([still, open])), STILL),
            (
                list(json!([
                    { "drug": "Ocrevus", "last_dose": "2026-10-25" },
                    { "drug": "ocrelizumab", "last_dose": "2024-10-25" },
                ])),
                "fail",
            ),
        ],
    );
}

#[test]
fn the_day_on_which_a_washout_is_over_is_told_unless_it_goes_on() {
    let rule = json!({ "washout": { "drugs": ["fingolimod"], "half_lives": 5 } });
    let finding = judged(&rule, &stopped("fingolimod", "2026-11-01"), AS_OF);
    let window = serde_json::to_value(&finding.window).expect("a window");
    // From the lower end on it may be over, from the upper end on it surely is.
    assert_eq!(window, json!([{ "from": "2026-12-01", "until": null }]));
    let certain = serde_json::to_value(&finding.certain_window).expect("a window");
    assert_eq!(certain, json!([{ "from": "2026-12-16", "until": null }]));
    assert!(finding.temporary);
    let because = serde_json::to_string(&finding.because).expect("steps");
    for shown in ["2026-11-01", "2026-12-01", "2026-12-16", "fingolimod"] {
        assert!(because.contains(shown), "{shown} in {because}");
    }
    let taken = json!({ "medications": [{
        "drug": "fingolimod", "ongoing": true, "started": "2020-01-01", "last_dose": "2026-11-20",
    }] });
    let finding = judged(&rule, &taken, AS_OF);
    assert_eq!(told(&finding), STILL);
    let window = serde_json::to_value(&finding.window).expect("a window");
    assert_eq!(window, json!([{ "from": null, "until": null }]));
    assert_eq!(finding.certain_window, []);
    let whole = serde_json::to_string(&finding).expect("a finding");
    for year in ["2020", "2026", "2027"] {
        assert!(!whole.contains(year), "{whole}");
    }
}

#[test]
fn recent_results_count_until_their_last_day() {
    let hcg = |value: &str, on: Option<&str>| match on {
        None => json!({ "serum_hcg": value }),
        Some(on) => json!({ "serum_hcg": { "value": value, "on": on } }),
    };
    rows(
        json!({ "recent": {
            "days": 7, "rule": { "is": { "measure": "serum_hcg", "value": "negative" } }
        } }),
        &[
            (hcg("negative", Some("2026-11-15")), "pass"),
            (hcg("negative", Some("2026-11-14")), "pass"),
            (hcg("negative", Some("2026-11-13")), "study_tests"),
            (hcg("negative", Some("2026-11")), "study_tests"),
            (hcg("negative", None), "study_tests"),
            (hcg("positive", Some("2026-11-14")), "fail"),
            (hcg("positive", Some("2026-11-13")), "study_tests"),
            (hcg("positive", None), "study_tests"),
            (hcg("not_done", Some("2026-11-14")), "study_tests"),
            (json!({}), "study_tests"),
        ],
    );
    let weight = |value: u32, on: Option<&str>| match on {
        None => json!({ "weight": { "value": value, "unit": "kg" } }),
        Some(on) => json!({ "weight": { "value": value, "unit": "kg", "on": on } }),
    };
    rows(
        json!({ "recent": {
            "weeks": 4, "rule": { "at_most": { "measure": "weight", "value": 100, "unit": "kg" } }
        } }),
        &[
            (weight(100, Some("2026-10-24")), "pass"),
            (weight(100, Some("2026-10-23")), "unknown"),
            (weight(101, Some("2026-10-24")), "fail"),
            (weight(101, Some("2026-10-23")), "unknown"),
            (weight(100, Some("2026-11")), "pass"),
            (weight(100, Some("2026-10")), "unknown"),
            (weight(101, None), "unknown"),
        ],
    );
    let rule = json!({ "recent": {
        "months": 6, "rule": { "is": { "measure": "hbsag", "value": "negative" } }
    } });
    let answers = json!({ "hbsag": { "value": "negative", "on": "2026-08-31" } });
    for (as_of, expected) in [
        ("2027-02-27", "pass"),
        ("2027-02-28", "pass"),
        ("2027-03-01", "study_tests"),
    ] {
        assert_eq!(told(&judged(&rule, &answers, as_of)), expected, "{as_of}");
    }
}

#[test]
fn what_is_computed_from_old_results_is_not_recent() {
    let creatinine = |on: &str| {
        json!({
            "sex": "male", "birth_date": "1986-11-21",
            "weight": { "value": 70, "unit": "kg", "on": "2026-11-20" },
            "creatinine": { "value": 0.8, "unit": "mg/dL", "on": on },
        })
    };
    let limit = json!({ "measure": "creatinine_clearance", "value": 60, "unit": "mL/min" });
    rows(
        json!({ "recent": { "days": 28, "rule": { "at_least": limit } } }),
        &[
            (creatinine("2026-10-24"), "pass"),
            (creatinine("2026-10-23"), "unknown"),
            (creatinine("2020-10-23"), "unknown"),
        ],
    );
}

#[test]
fn so_many_dates_within_a_time() {
    let relapses = |dates: &[&str]| json!({ "relapse_dates": dates });
    rows(
        json!({ "within_last": { "measure": "relapse_dates", "months": 12, "n": 2 } }),
        &[
            (relapses(&["2025-11-22", "2026-03-01"]), "pass"),
            (relapses(&["2025-11-21", "2026-03-01"]), BORDER),
            (relapses(&["2025-11-20", "2026-03-01"]), "fail"),
            (relapses(&["2026-03-01"]), "fail"),
            (relapses(&[]), "fail"),
            (relapses(&["2025-11", "2026-03-01"]), "unknown"),
            (relapses(&["2025", "2026-03-01"]), "unknown"),
            (relapses(&["2025-10", "2026-03-01"]), "fail"),
            (relapses(&["2025-12", "2026-03-01"]), "pass"),
            (relapses(&["2025-11", "2026-03-01", "2026-05"]), "pass"),
            (relapses(&["2025-11", "2025-11-21"]), "unknown"),
            (relapses(&["2020", "2021", "2022", "2026"]), "fail"),
            (json!({}), "unknown"),
        ],
    );
    for rule in [
        json!({ "within_last": { "measure": "relapse_dates", "months": 12 } }),
        json!({ "within_last": { "measure": "relapse_dates", "years": 1, "n": 1 } }),
    ] {
        rows(
            rule,
            &[
                (relapses(&["2025-11-22", "2000"]), "pass"),
                (relapses(&["2025-11-21"]), BORDER),
                (relapses(&["2025-11-20"]), "fail"),
                (relapses(&[]), "fail"),
            ],
        );
    }
}

#[test]
fn a_time_can_be_counted_to_a_result() {
    let given = |gcsf: &str, on: Option<&str>| {
        let mut neutrophils = json!({ "value": 1.2, "unit": "10*9/L" });
        if let Some(on) = on {
            neutrophils["on"] = on.into();
        }
        json!({ "gcsf_last_date": gcsf, "neutrophils": neutrophils })
    };
    rows(
        json!({ "at_least_ago": {
            "measure": "gcsf_last_date", "days": 14, "at": "neutrophils"
        } }),
        &[
            (given("2026-10-18", Some("2026-11-01")), "pass"),
            (given("2026-10-19", Some("2026-11-01")), "fail"),
            (given("2026-11-01", Some("2026-11-01")), "fail"),
            (given("2026-11-02", Some("2026-11-01")), "pass"),
            (given("never", Some("2026-11-01")), "pass"),
            (given("2026-11-07", None), "pass"),
            (given("2026-11-08", None), "fail"),
            (given("2026-10", Some("2026-11-01")), "unknown"),
            (given("2026-09", Some("2026-11-01")), "pass"),
            (given("2026-10-18", Some("2026-11")), "pass"),
            (given("2026-10-25", Some("2026-11")), "unknown"),
            (given("2026-11-02", Some("2026-10")), "pass"),
            (json!({ "gcsf_last_date": "never" }), "pass"),
            (
                json!({ "neutrophils": { "value": 1.2, "unit": "10*9/L" } }),
                "unknown",
            ),
        ],
    );
}

#[test]
fn a_time_to_a_result_that_is_not_there_is_not_known() {
    // A result from before the last dose is not touched by it.
    rows(
        json!({ "at_least_ago": {
            "measure": "gcsf_last_date", "days": 14, "at": "neutrophils"
        } }),
        &[
            (json!({ "gcsf_last_date": "2026-11-20" }), "unknown"),
            (json!({ "gcsf_last_date": "never" }), "pass"),
        ],
    );
}

#[test]
fn a_dose_for_each_kilogram_is_a_tie_where_it_is_one() {
    let mean = |dose: f64, weight: Json| {
        json!({
            "prednisone_equivalent_mean_28d": { "value": dose, "unit": "mg/d" },
            "weight": weight,
        })
    };
    let seventy = json!({ "value": 70, "unit": "kg" });
    let compare = |verb: &str, value: f64| {
        let measure = "prednisone_equivalent_mean_28d";
        json!({ verb: { "measure": measure, "value": value, "unit": "mg/kg/d" } })
    };
    for (verb, below, at, above) in [
        ("at_most", "pass", "pass", "fail"),
        ("above", "fail", "fail", "pass"),
        ("below", "pass", "fail", "fail"),
        ("at_least", "fail", "pass", "pass"),
    ] {
        rows(
            compare(verb, 0.5),
            &[
                (mean(34.99, seventy.clone()), below),
                (mean(35.0, seventy.clone()), at),
                (mean(35.01, seventy.clone()), above),
            ],
        );
    }
    rows(
        compare("at_most", 0.3),
        &[
            (mean(21.0, seventy.clone()), "pass"),
            (mean(21.01, seventy.clone()), "fail"),
            (mean(19.8, json!({ "value": 66, "unit": "kg" })), "pass"),
            (mean(0.1 + 0.2, json!({ "value": 1, "unit": "kg" })), "pass"),
        ],
    );
    rows(
        compare("at_most", 0.5),
        &[
            (
                mean(35.0, json!({ "low": 60, "high": 80, "unit": "kg" })),
                "unknown",
            ),
            (
                mean(35.0, json!({ "low": 70, "high": 80, "unit": "kg" })),
                "pass",
            ),
            (mean(35.0, json!({ "above": 70, "unit": "kg" })), "pass"),
            (mean(35.0, json!({ "below": 70, "unit": "kg" })), "fail"),
            (mean(0.0, json!("unknown")), "pass"),
            (mean(0.1, json!("unknown")), "unknown"),
        ],
    );
    // Nothing for each kilogram is nothing, whatever the weight.
    let range = json!({ "low": 0, "high": 10, "unit": "mg/d" });
    let answers = json!({
        "prednisone_equivalent_mean_28d": range, "weight": { "below": 70, "unit": "kg" },
    });
    rows(compare("above", 0.0), &[(answers, "unknown")]);
}

#[test]
fn doses_count_on_the_28_days_before() {
    let doses = |entries: Json| json!({ "steroid_doses_28d": entries, "weight": { "value": 70, "unit": "kg" } });
    let one = |drug: &str, mg: f64, from: Option<&str>, to: Option<&str>, route: &str| {
        let mut dose = json!({
            "drug": drug, "dose": { "value": mg, "unit": "mg/d" }, "route": route,
        });
        for (key, day) in [("from", from), ("to", to)] {
            if let Some(day) = day {
                dose[key] = day.into();
            }
        }
        dose
    };
    let at_most = |measure: &str, value: f64, unit: &str| {
        let measure = format!("prednisone_equivalent_{measure}_28d");
        json!({ "at_most": { "measure": measure, "value": value, "unit": unit } })
    };
    let oral = |mg: f64, from: Option<&str>, to: Option<&str>| {
        doses(json!([one("prednisone", mg, from, to, "oral")]))
    };
    rows(
        at_most("mean", 0.5, "mg/kg/d"),
        &[
            (doses(json!([])), "pass"),
            (oral(35.0, None, None), "pass"),
            (oral(35.1, None, None), "fail"),
            // 14 of the 28 days: 7 to 20 November.
            (oral(70.0, Some("2026-11-07"), None), "pass"),
            (oral(70.0, Some("2026-11-06"), None), "fail"),
            (oral(70.0, Some("2026-11-07"), Some("2026-11-20")), "pass"),
            // Today is none of the days before.
            (oral(5000.0, Some("2026-11-21"), None), "pass"),
            // The first of the 28 days is 24 October.
            (oral(980.0, None, Some("2026-10-24")), "pass"),
            (oral(981.0, None, Some("2026-10-24")), "fail"),
            (oral(5000.0, None, Some("2026-10-23")), "pass"),
            (oral(5000.0, None, Some("2026-10")), "unknown"),
            (oral(70.0, Some("2026-11"), None), "unknown"),
            (
                doses(json!([one("Medrol", 28.0, None, None, "oral")])),
                "pass",
            ),
            (
                doses(json!([one("Medrol", 28.1, None, None, "iv")])),
                "fail",
            ),
            (
                doses(json!([one("triamcinolone", 40.0, None, None, "im")])),
                "unknown",
            ),
            (
                doses(json!([one(
                    "triamcinolone",
                    40.0,
                    None,
                    None,
                    "intra_articular"
                )])),
                "unknown",
            ),
            (
                doses(json!([one("budesonide", 40.0, None, None, "inhaled")])),
                "pass",
            ),
            (
                doses(json!([one("hydrocortisone", 500.0, None, None, "topical")])),
                "pass",
            ),
            (
                doses(json!([one("a capsule", 1.0, None, None, "oral")])),
                "unknown",
            ),
            (
                doses(json!([
                    one("prednisone", 36.0, None, None, "oral"),
                    one("a capsule", 1.0, None, None, "oral"),
                ])),
                "fail",
            ),
            (
                doses(json!([
                    one("prednisone", 20.0, None, None, "oral"),
                    one("prednisone", 15.0, None, None, "oral"),
                ])),
                "pass",
            ),
            (
                doses(json!([
                    one("prednisone", 20.0, None, None, "oral"),
                    one("prednisone", 15.1, None, None, "oral"),
                ])),
                "fail",
            ),
        ],
    );
    rows(
        at_most("max", 35.0, "mg/d"),
        &[
            (oral(35.0, None, None), "pass"),
            (oral(35.1, Some("2026-11-20"), None), "fail"),
            (oral(35.1, None, Some("2026-10-24")), "fail"),
            (oral(35.1, None, Some("2026-10-23")), "pass"),
            (oral(35.1, None, Some("2026-10")), "unknown"),
        ],
    );
    // No mean lies above its maximum.
    let typed = |measure: &str, mg: f64| {
        let measure = format!("prednisone_equivalent_{measure}_28d");
        json!({ measure: { "value": mg, "unit": "mg/d" } })
    };
    rows(
        at_most("mean", 30.0, "mg/d"),
        &[
            (typed("max", 30.0), "pass"),
            (typed("max", 31.0), "unknown"),
        ],
    );
    rows(
        at_most("max", 30.0, "mg/d"),
        &[
            (typed("mean", 30.1), "fail"),
            (typed("mean", 30.0), "unknown"),
        ],
    );
    // What is typed and what the doses give.
    let both = |typed: f64, dose: f64| {
        let mut answers = oral(dose, None, None);
        answers["prednisone_equivalent_mean_28d"] = json!({ "value": typed, "unit": "mg/d" });
        answers
    };
    rows(
        at_most("mean", 0.5, "mg/kg/d"),
        &[
            (both(30.0, 35.0), "pass"),
            (both(36.0, 40.0), "fail"),
            (both(36.0, 35.0), "unknown: conflict"),
            (both(35.0, 36.0), "unknown: conflict"),
        ],
    );
}

#[test]
fn an_inr_needs_a_limit_only_above_the_multiple() {
    let inr = |value: f64, limit: Option<f64>| {
        let mut answer = json!({ "value": value, "unit": "{INR}" });
        if let Some(limit) = limit {
            answer["upper_limit"] = json!({ "value": limit, "unit": "{INR}" });
        }
        json!({ "inr": answer })
    };
    let times = |key: &str, n: f64| json!({ "times_upper_limit": { "measure": "inr", key: n } });
    rows(
        times("at_most", 1.5),
        &[
            (inr(1.49, None), "pass"),
            (inr(1.5, None), "pass"),
            (inr(1.51, None), "unknown"),
            (inr(1.51, Some(1.0)), "fail"),
            (inr(1.8, Some(1.2)), "pass"),
            (inr(1.81, Some(1.2)), "fail"),
        ],
    );
    rows(
        times("above", 1.5),
        &[(inr(1.5, None), "fail"), (inr(1.6, None), "unknown")],
    );
    rows(
        times("below", 1.5),
        &[(inr(1.49, None), "pass"), (inr(1.5, None), "unknown")],
    );
    let alt = |value: f64, unit: &str, limit: Option<f64>| {
        let mut answer = json!({ "value": value, "unit": unit });
        if let Some(limit) = limit {
            answer["upper_limit"] = json!({ "value": limit, "unit": "U/L" });
        }
        json!({ "alt": answer })
    };
    rows(
        json!({ "times_upper_limit": { "measure": "alt", "at_most": 3 } }),
        &[
            (alt(119.9, "U/L", Some(40.0)), "pass"),
            (alt(120.0, "U/L", Some(40.0)), "pass"),
            (alt(120.1, "U/L", Some(40.0)), "fail"),
            (alt(2.0, "ukat/L", Some(40.0)), "pass"),
            (alt(2.01, "ukat/L", Some(40.0)), "fail"),
            (alt(1.0, "U/L", None), "unknown"),
        ],
    );
}

#[test]
fn walking_bounds_the_edss() {
    let walks = |aid: &str, metres: Option<f64>, free: Option<bool>| {
        let mut answers = json!({ "walking_aid": aid });
        if let Some(metres) = metres {
            answers["walking_distance"] = json!({ "value": metres, "unit": "m" });
        }
        if let Some(free) = free {
            answers["walking_unrestricted"] = free.into();
        }
        answers
    };
    let at_most = |value: f64| json!({ "at_most": { "measure": "edss", "value": value } });
    let at_least = |value: f64| json!({ "at_least": { "measure": "edss", "value": value } });
    rows(
        at_most(5.0),
        &[
            (walks("none", Some(200.0), None), "pass"),
            (walks("none", Some(199.0), None), "fail"),
            (walks("none", Some(500.0), Some(true)), "pass"),
            (walks("none", None, None), "unknown"),
            (walks("none", None, Some(true)), "pass"),
            (walks("one_side", None, None), "fail"),
            (
                json!({ "walking_distance": { "value": 1, "unit": "km" } }),
                "unknown",
            ),
        ],
    );
    rows(
        at_least(2.0),
        &[
            (walks("none", Some(500.0), Some(true)), "unknown"),
            (walks("none", Some(500.0), Some(false)), "pass"),
            (walks("none", Some(500.0), None), "unknown"),
            (walks("none", Some(499.0), None), "pass"),
        ],
    );
    rows(
        at_most(6.0),
        &[
            (walks("one_side", Some(50.0), None), "pass"),
            (walks("one_side", Some(49.0), None), "fail"),
            (walks("one_side", None, None), "unknown"),
            (walks("two_sides", Some(120.0), None), "pass"),
            (walks("two_sides", Some(119.0), None), "fail"),
        ],
    );
    for chair in ["wheelchair", "wheelchair_helped"] {
        rows(at_most(6.5), &[(walks(chair, None, None), "fail")]);
        rows(
            at_most(7.0),
            &[(walks(chair, None, None), "unknown: self_report")],
        );
        rows(at_most(7.5), &[(walks(chair, None, None), "pass")]);
    }
    for (aid, score) in [("bed_chair", 8.0), ("bed", 8.5), ("helpless", 9.0)] {
        rows(at_most(score), &[(walks(aid, None, None), "pass")]);
        rows(at_most(score - 0.5), &[(walks(aid, None, None), "fail")]);
    }
    // With a score from a report.
    let with = |score: Json, mut answers: Json| {
        answers["edss"] = score;
        answers
    };
    rows(
        at_most(6.5),
        &[
            (
                with(json!(6.0), walks("wheelchair", None, None)),
                "unknown: conflict",
            ),
            (with(json!(7.0), walks("wheelchair", None, None)), "fail"),
            (
                with(json!(7.0), walks("two_sides", Some(120.0), None)),
                "unknown: conflict",
            ),
            (
                with(
                    json!({ "low": 6, "high": 7 }),
                    walks("one_side", None, None),
                ),
                "pass",
            ),
            (with(json!(4.0), walks("none", None, None)), "pass"),
        ],
    );
    rows(
        at_most(7.0),
        &[(with(json!(7.0), walks("wheelchair", None, None)), "pass")],
    );
}

#[test]
fn a_score_that_people_give_themselves_is_one_point_off() {
    let edss = |score: Json, source: &str| json!({ "edss": score, "edss_source": source });
    let own = |score: f64| edss(json!(score), "self");
    rows(
        json!({ "at_most": { "measure": "edss", "value": 5.5 } }),
        &[
            (own(4.5), "pass"),
            (own(5.0), "unknown: self_report"),
            (own(6.0), "unknown: self_report"),
            (own(6.5), "unknown: self_report"),
            (own(7.0), "fail"),
            (edss(json!(5.5), "neurologist"), "pass"),
            (edss(json!(6.0), "neurologist"), "fail"),
            (edss(json!(6.0), "calculated"), "fail"),
            (edss(json!({ "low": 3, "high": 4.5 }), "self"), "pass"),
            (
                edss(json!({ "low": 3, "high": 5 }), "self"),
                "unknown: self_report",
            ),
            (json!({ "edss": 6.0 }), "fail"),
        ],
    );
    // Who gave the score is no matter for what follows from walking.
    rows(
        json!({ "at_most": { "measure": "edss", "value": 5.5 } }),
        &[(
            json!({ "edss_source": "self", "walking_aid": "one_side" }),
            "fail",
        )],
    );
}

#[test]
fn typed_and_derived_on_opposite_sides_are_a_conflict() {
    let conflict = "unknown: conflict";
    let yes = |measure: &str| json!({ "yes": { "measure": measure } });
    let with =
        |measure: &str, answer: Json, drug: Json| json!({ measure: answer, "medications": [drug] });
    let azathioprine = json!({ "drug": "azathioprine", "ongoing": true, "started": "2026-09-01" });
    for (measure, drug) in [
        ("systemic_immunosuppressant_current", azathioprine.clone()),
        ("nonbiologic_current", azathioprine.clone()),
        ("used_glucocorticoids", json!({ "drug": "prednisone" })),
    ] {
        rows(
            yes(measure),
            &[
                (json!({ "medications": [drug] }), "pass"),
                (json!({ "medications": [] }), "unknown"),
                (json!({ "medications": [], measure: false }), "fail"),
                (with(measure, json!(true), drug.clone()), "pass"),
                (with(measure, json!(false), drug), conflict),
            ],
        );
    }
    let failed = |response: &str| json!({ "drug": "Kesimpta", "response": response });
    rows(
        json!({ "is": { "measure": "failed_dmts", "value": "anti_cd20" } }),
        &[
            (json!({ "medications": [failed("failed")] }), "pass"),
            (
                json!({ "medications": [failed("not_tolerated")] }),
                "unknown",
            ),
            (json!({ "medications": [failed("working")] }), "unknown"),
            (
                with("failed_dmts", json!(["other"]), failed("failed")),
                conflict,
            ),
            (
                with("failed_dmts", json!("other"), failed("not_tolerated")),
                "fail",
            ),
        ],
    );
    rows(
        json!({ "is": { "measure": "used_sle_agents", "value": "none" } }),
        &[
            (json!({ "medications": [azathioprine.clone()] }), "fail"),
            (
                with("used_sle_agents", json!("none"), azathioprine.clone()),
                conflict,
            ),
            (
                json!({ "medications": [{ "drug": "a capsule" }] }),
                "unknown",
            ),
        ],
    );
    // On one side both, though on another day each.
    rows(
        json!({ "at_least_ago": { "measure": "nonbiologic_continuous_since", "days": 56 } }),
        &[
            (
                with(
                    "nonbiologic_continuous_since",
                    json!("2026-09-26"),
                    azathioprine.clone(),
                ),
                "pass",
            ),
            (
                with(
                    "nonbiologic_continuous_since",
                    json!("2026-09-27"),
                    azathioprine.clone(),
                ),
                conflict,
            ),
        ],
    );
    rows(
        json!({ "at_least_ago": { "measure": "nonbiologic_continuous_since", "days": 90 } }),
        &[
            (
                with(
                    "nonbiologic_continuous_since",
                    json!("2026-09-02"),
                    azathioprine.clone(),
                ),
                "fail",
            ),
            // Others may have been taken before this one.
            (
                with(
                    "nonbiologic_continuous_since",
                    json!("2026-08-23"),
                    azathioprine,
                ),
                "pass",
            ),
        ],
    );
}

#[test]
fn items_bound_their_scores() {
    let at_least =
        |measure: &str, value: u32| json!({ "at_least": { "measure": measure, "value": value } });
    let items = |items: Json| json!({ "sledai_2k_items": items });
    let some = json!({ "arthritis": true, "fever": true });
    rows(
        at_least("sledai_2k", 5),
        &[
            (items(some.clone()), "pass"),
            (
                json!({ "sledai_2k_items": { "arthritis": true }, "sledai_2k": 4 }),
                "fail",
            ),
            (
                json!({ "sledai_2k_items": some, "sledai_2k": 4 }),
                "unknown: conflict",
            ),
            (
                items(json!({ "arthritis": true, "fever": "unknown" })),
                "unknown",
            ),
            (items(json!({})), "unknown"),
        ],
    );
    rows(
        json!({ "is": { "measure": "eular_acr_2019", "value": "classified" } }),
        &[
            (json!({ "ln_class": "III", "ana_titer": "1:80" }), "pass"),
            (json!({ "ln_class": "IV+V", "ana_titer": 79 }), "unknown"),
            (json!({ "ln_class": "V", "ana_titer": 80 }), "unknown"),
            (
                json!({
                    "ln_class": "V", "ana_titer": 80,
                    "eular_acr_2019_items": { "apl_antibodies": true },
                }),
                "pass",
            ),
            (
                json!({ "ln_class": "III", "ana_titer": "negative" }),
                "unknown",
            ),
            (
                json!({
                    "ln_class": "III", "ana_titer": "negative",
                    "eular_acr_2019_items": { "ana_80_ever": false },
                }),
                "fail",
            ),
            (
                json!({ "ln_class": "III", "ana_titer": "positive_no_titre" }),
                "unknown",
            ),
            (json!({ "ln_class": "III" }), "unknown"),
        ],
    );
    rows(
        json!({ "yes": { "measure": "slicc_biopsy_route" } }),
        &[
            (
                json!({ "slicc_2012_items": { "biopsy_proven_ln": true, "i_ana": true } }),
                "pass",
            ),
            (
                json!({ "slicc_2012_items": { "biopsy_proven_ln": false } }),
                "fail",
            ),
            (
                json!({ "slicc_2012_items": { "biopsy_proven_ln": true } }),
                "unknown",
            ),
        ],
    );
    let acr = |met: usize| {
        let all = [
            "malar_rash",
            "discoid_rash",
            "photosensitivity",
            "oral_ulcers",
            "arthritis",
        ];
        let met: serde_json::Map<String, Json> = all[..met]
            .iter()
            .map(|item| ((*item).to_string(), true.into()))
            .collect();
        json!({ "acr_1997_items": met })
    };
    rows(
        at_least("acr_1997_count", 4),
        &[(acr(3), "unknown"), (acr(4), "pass"), (acr(5), "pass")],
    );
}

#[test]
fn what_contradicts_itself_settles_nothing() {
    let contradictory = "unknown: contradictory";
    let given = |ever: &str, drugs: &[&str]| {
        let list: Vec<Json> = drugs.iter().map(|drug| json!({ "drug": drug })).collect();
        json!({ "biologics_ever": ever, "medications": list })
    };
    rows(
        json!({ "is": { "measure": "biologics_ever", "value": "none" } }),
        &[
            (given("none", &[]), "pass"),
            (given("none", &["rituximab"]), contradictory),
            (given("none", &["galcanezumab"]), contradictory),
            (given("none", &["interferon beta-1a"]), "pass"),
            (given("none", &["a capsule"]), "pass"),
            (given("asthma", &["omalizumab"]), "fail"),
            (given("asthma", &["a capsule"]), "fail"),
            (given("asthma", &["azathioprine"]), contradictory),
            (given("asthma", &[]), contradictory),
        ],
    );
    rows(
        json!({ "washout": { "class": "biologic", "days": 28 } }),
        &[
            // The list stands on its own: it is the other answer that settles nothing.
            (given("none", &[]), "pass"),
            (given("none", &["rituximab"]), "unknown"),
            (given("asthma", &[]), "pass"),
        ],
    );
    let tumour =
        |kind: &str, status: &str| json!({ "malignancy": kind, "malignancy_status": status });
    rows(
        json!({ "is": { "measure": "malignancy", "value": "none" } }),
        &[
            (tumour("none", "active"), contradictory),
            (tumour("none", "remission"), contradictory),
            (tumour("none", "cured"), "pass"),
            (tumour("other", "active"), "fail"),
        ],
    );
}

#[test]
fn answers_that_fit_badly_are_noted_and_change_nothing() {
    let items = |present: bool, protein: f64| {
        json!({
            "sledai_2k_items": { "proteinuria": present, "arthritis": true },
            "urine_protein_24h": { "value": protein, "unit": "g/(24.h)" },
        })
    };
    for rule in [
        json!({ "at_least": { "measure": "sledai_2k", "value": 4 } }),
        json!({ "at_least": { "measure": "urine_protein_24h", "value": 0, "unit": "g/(24.h)" } }),
    ] {
        for (answers, noted) in [
            (items(true, 0.51), false),
            (items(true, 0.5), true),
            (items(false, 0.51), true),
            (items(false, 0.5), false),
        ] {
            let finding = judged(&rule, &answers, AS_OF);
            let notes = serde_json::to_value(&finding.notes).expect("notes");
            let expected = if noted {
                json!(["answers_disagree"])
            } else {
                json!([])
            };
            assert_eq!(
                (told(&finding).as_str(), notes),
                ("pass", expected),
                "{rule} {answers}"
            );
        }
    }
    let weight = json!({ "above": { "measure": "weight", "value": 0, "unit": "kg" } });
    let mut answers = items(true, 0.5);
    answers["weight"] = json!({ "value": 70, "unit": "kg" });
    assert_eq!(judged(&weight, &answers, AS_OF).notes, [], "reads neither");
}

#[test]
fn remarks_are_shown_where_they_surely_hold() {
    let rule = json!({ "yes": { "measure": "type1_diabetes" } });
    let more = json!({ "remarks": [
        {
            "when": { "washout": { "drugs": ["rituximab"], "months": 12 } },
            "text": { "en": "No rituximab for a year." },
        },
        {
            "when": { "not": { "washout": { "drugs": ["rituximab"], "months": 12 } } },
            "text": { "en": "Rituximab within a year." },
        },
    ] });
    let screener = screener(&rule, &more);
    for (answers, notes) in [
        (json!({}), json!([])),
        (stopped("rituximab", "2025-11-21"), json!(["remark_0"])),
        (stopped("rituximab", "2025-11-22"), json!(["remark_1"])),
        (stopped("rituximab", "2025-11"), json!([])),
        (ongoing("rituximab"), json!([])),
    ] {
        for (diabetes, status) in [(true, "pass"), (false, "fail")] {
            let mut answers = answers.clone();
            answers["type1_diabetes"] = diabetes.into();
            let verdict = screen_one(&screener, &from_json(&answers), AS_OF);
            let finding = &verdict.findings[0];
            let found = serde_json::to_value(&finding.notes).expect("notes");
            assert_eq!(
                (told(finding).as_str(), &found),
                (status, &notes),
                "{answers}"
            );
        }
    }
}
