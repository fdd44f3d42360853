//! Hepatitis B in each trial.

use crate::common::table::{Row, table};
use crate::common::{self, AS_OF, finding, screen_one, text, trial_files};
use trial_prescreen::Value;

/// A trial, its criterion, and the columns for its status and its reason.
const TRIALS: [(&str, &str, &str, &str); 4] = [
    (
        "NCT07523100",
        "E9",
        "NCT07523100_E9_and_NCT06920433_E8",
        "car_t_borderline",
    ),
    (
        "NCT06920433",
        "E8",
        "NCT07523100_E9_and_NCT06920433_E8",
        "car_t_borderline",
    ),
    ("NCT06737380", "E10", "NCT06737380_E10", "uc_msc_borderline"),
    ("NCT05061030", "E6", "NCT05061030_E6", ""),
];

/// The three tests as the row has them, and nothing else against anybody.
fn answers(row: &Row) -> Value {
    let mut answers: Vec<(String, Value)> = vec![("tb_status".to_string(), text("never"))];
    for id in [
        "hiv",
        "syphilis_treponemal",
        "syphilis_nontreponemal",
        "anti_hcv",
        "hcv_rna",
        "anti_hbs",
    ] {
        answers.push((id.to_string(), text("negative")));
    }
    for id in ["hbsag", "anti_hbc", "hbv_dna"] {
        let answer = match row.text(id) {
            "pos" => "positive",
            "neg" => "negative",
            "unknown" => "not_done",
            other => panic!("{}: {id} is {other:?}", row.place),
        };
        answers.push((id.to_string(), text(answer)));
    }
    Value::Map(answers)
}

#[test]
fn hepatitis_b_is_read_as_each_trial_writes_it() {
    let rows = table("hepatitis_b", 27);
    let files = trial_files();
    let mut wrong = Vec::new();
    for (trial, criterion, status, reason) in TRIALS {
        let file = files.iter().find(|file| file.name == trial);
        let screener = file.expect(trial).screener();
        for row in &rows {
            let verdict = screen_one(&screener, &answers(row), AS_OF);
            let found = finding(&verdict, criterion);
            let borderline = found.borderline.map(common::code).unwrap_or_default();
            let status = row.text(status);
            let reason = if reason.is_empty() {
                ""
            } else {
                row.text(reason)
            };
            let code = match common::code(found.status) {
                // What only a test of the study can tell is not known either.
                code if code == "study_tests" => "unknown".to_string(),
                code => code,
            };
            if (code.as_str(), borderline.as_str()) != (status, reason) {
                wrong.push(format!(
                    "{}: {trial} {criterion} is {code} {borderline}, should be {status} {reason}",
                    row.place
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
