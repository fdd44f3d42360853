//! Results that count for some time, dates within a time, and times counted to a result.

use crate::{BORDER, judged, rows, told};
use serde_json::json;

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
            // A day written down twice is one, and a month may be the month of another date.
            (relapses(&["2026-03-01", "2026-03-01"]), "fail"),
            (relapses(&["2026-03-01", "2026-03"]), "unknown"),
            (relapses(&["2026-03", "2026-03"]), "unknown"),
            (relapses(&["2026-03-01", "2026-03-02"]), "pass"),
            (relapses(&["2026", "2026-03-01", "2026-05-01"]), "pass"),
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
