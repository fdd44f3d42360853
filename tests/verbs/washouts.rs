//! Washouts: drugs, classes, half-lives, times.

use crate::common::AS_OF;
use crate::{BORDER, STILL, judged, ongoing, rows, stopped, told};
use serde_json::{Value as Json, json};

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
    // Without the way, what is as often an ointment is open, and no antibody is one.
    rows(
        json!({ "washout": { "class": ["small_molecule_immunosuppressant", "biologic"], "days": 28 } }),
        &[
            (stopped("tacrolimus", "2026-11-20"), BORDER),
            (stopped("tacrolimus", "2026-10-24"), "pass"),
            (stopped("azathioprine", "2026-11-20"), "fail"),
            (ongoing("tacrolimus"), STILL),
            (
                json!({ "medications": [{ "drug": "rituximab", "last_dose": "2026-11-20", "route": "topical" }] }),
                "fail",
            ),
        ],
    );
    rows(
        json!({ "yes": { "measure": "systemic_immunosuppressant_current" } }),
        &[
            (ongoing("tacrolimus"), "unknown"),
            (ongoing("dexamethasone"), "unknown"),
            (ongoing("prednisone"), "pass"),
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
