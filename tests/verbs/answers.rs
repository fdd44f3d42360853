//! Answers beside each other: following, contradicting, fitting badly, remarked upon.

use crate::common::{AS_OF, from_json, screen_one};
use crate::{judged, ongoing, rows, screener, stopped, told};
use serde_json::{Value as Json, json};

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
            (given("none", &["interferon beta-1a"]), contradictory),
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
