//! Limits for each kilogram, of daily doses, of laboratories, and of scores.

use crate::rows;
use serde_json::{Value as Json, json};

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
