//! Units.

use crate::common::table::{Row, TOLERANCE, table};
use crate::common::{self, AS_OF, DIABETES, finding, map, quantity, screen_one, text, trial_file};
use crate::{judged, limit, one_rule};
use trial_prescreen::formula::StepValue;

/// The value in another unit, and the code of the unit it was in.
fn convert(row: &Row, measure: &str, value: f64, from: &str, to: &str) -> (f64, String) {
    let inputs = map([
        ("measure", text(measure)),
        ("from", quantity(value, from)),
        ("to", text(to)),
    ]);
    let result = row.calculate("convert", &inputs);
    let step = &result.steps[0];
    assert_eq!(step.number, StepValue::Number(value), "{}", row.place);
    (
        row.exact("convert", &inputs),
        step.unit.clone().expect("a unit"),
    )
}

#[test]
fn units_convert_both_ways() {
    for row in table("unit_conversions", 89) {
        let (measure, from, to) = (row.text("measure"), row.text("from"), row.text("to"));
        let (input, expected) = (row.number("input"), row.number("expected"));
        let tolerance = row.number("relative_tolerance");
        let (there, _) = convert(&row, measure, input, from, to);
        row.is_close("there", there, expected, tolerance);
        let (back, _) = convert(&row, measure, expected, to, from);
        row.is_close("back", back, input, tolerance);
        let (round, _) = convert(&row, measure, there, to, from);
        row.is_close("there and back", round, input, 1e-15);
    }
}

#[test]
fn c_peptide_in_each_unit_gives_the_same_finding() {
    let screener = trial_file(DIABETES).screener();
    for row in table("c_peptide", 2) {
        let nmol = row.number("nmol_l");
        for (column, unit, tolerance) in [
            ("nmol_l", "nmol/L", 0.0),
            ("pmol_l", "pmol/L", TOLERANCE),
            // The table's molar mass against the rounded factor of the laboratories.
            ("ng_ml", "ng/mL", 5e-4),
        ] {
            let value = row.number(column);
            let (found, code) = convert(&row, "c_peptide_fasting", nmol, "nmol/L", unit);
            assert_eq!(code, "nmol/L");
            row.is_close(column, found, value, tolerance);
            let answers = map([("c_peptide_fasting", quantity(value, unit))]);
            let verdict = screen_one(&screener, &answers, AS_OF);
            let expected = if row.flag("above_0_12_nmol_l") {
                "pass"
            } else {
                "fail"
            };
            let status = common::code(finding(&verdict, "I5").status);
            assert_eq!(status, expected, "{}: {column}", row.place);
        }
    }
}

#[test]
fn urine_protein_in_each_unit_gives_the_same_finding() {
    let screener = one_rule(limit("above", "upcr", 1.0, Some("g/g")));
    for row in table("protein_ratio", 10) {
        let (value, unit) = (row.number("value"), row.text("unit"));
        let to = row.text("converted_unit");
        let (found, _) = convert(&row, "upcr", value, unit, to);
        row.prints("converted", found);
        let expected = if row.flag("above_1_g_g") {
            "pass"
        } else {
            "fail"
        };
        for answer in [quantity(value, unit), quantity(found, to)] {
            let (status, _) = judged(&screener, &map([("upcr", answer)]));
            assert_eq!(status, expected, "{}", row.place);
        }
    }
}

#[test]
fn multiples_of_the_upper_limit_need_one_substance() {
    let run = |value: (f64, &str), limit: (f64, &str)| {
        let inputs = map([
            ("value", quantity(value.0, value.1)),
            ("upper_limit", quantity(limit.0, limit.1)),
        ]);
        let result = trial_prescreen::calculate("upper_limit_multiple", &inputs);
        result.map(|result| result.value.as_number())
    };
    assert_eq!(run((100.0, "U/L"), (40.0, "IU/l")), Ok(Some(2.5)));
    assert_eq!(run((2.0, "ukat/L"), (40.0, "U/L")), Ok(Some(3.0)));
    assert_eq!(run((34.2, "umol/L"), (17.1, "umol/L")), Ok(Some(2.0)));
    for (value, limit, field) in [
        // Creatinine or bilirubin?
        ((1.2, "mg/dL"), (21.0, "umol/L"), "upper_limit/unit"),
        ((1.2, "mg/dL"), (21.0, "U/L"), "upper_limit/unit"),
        ((1.2, "nothing"), (21.0, "U/L"), "value/unit"),
        ((1.2, "U/L"), (0.0, "U/L"), "upper_limit"),
    ] {
        let error = run(value, limit).expect_err("no multiple");
        assert_eq!(error.field.as_deref(), Some(field), "{value:?} {limit:?}");
    }
}

/// Slips of units that are known to happen: each value asks for the unit that was meant, where there
/// is just one, and only doubts it where there are two or none.
#[test]
fn known_slips_of_units_are_asked_about() {
    const ASKED: &[(&str, f64, &str, &str)] = &[
        ("creatinine", 88.0, "mg/dL", "umol/L"),
        ("creatinine", 21.0, "mg/dL", "umol/L"),
        ("creatinine", 1.1, "umol/L", "mg/dL"),
        ("creatinine", 88.0, "mmol/L", "umol/L"),
        ("creatinine", 4.0, "mmol/L", "mg/dL"),
        ("creatinine", 1.1, "mg/L", "mg/dL"),
        ("cystatin_c", 0.083, "mg/L", "mg/dL"),
        ("cystatin_c", 75.0, "mg/L", "nmol/L"),
        ("bilirubin_total", 60.0, "mg/dL", "umol/L"),
        ("bilirubin_total", 1.0, "umol/L", "mg/dL"),
        ("hemoglobin", 135.0, "g/dL", "g/L"),
        ("hemoglobin", 13.0, "g/L", "g/dL"),
        ("neutrophils", 1500.0, "10*9/L", "/uL"),
        ("neutrophils", 1.5, "/uL", "10*9/L"),
        ("platelets", 150_000.0, "10*9/L", "/uL"),
        ("platelets", 1.5, "10*9/L", "lakh/uL"),
        ("alt", 0.6, "U/L", "ukat/L"),
        ("c_peptide_fasting", 600.0, "nmol/L", "pmol/L"),
        ("glucose", 7.0, "mg/dL", "mmol/L"),
        ("glucose", 120.0, "mmol/L", "mg/dL"),
        ("hba1c", 53.0, "%", "mmol/mol"),
        ("hba1c", 7.0, "mmol/mol", "%"),
        ("height", 1.7, "cm", "m"),
    ];
    // Unusual, but not usual in just one other unit: a neutrophil count of 30/µL exists.
    const DOUBTED: &[(&str, f64, &str)] = &[
        ("creatinine", 14.0, "umol/L"),
        ("creatinine", 15.0, "mmol/L"),
        ("neutrophils", 30.0, "/uL"),
        ("upcr", 500.0, "g/g"),
        ("upcr", 57.0, "g/g"),
    ];
    // Usual as they stand, whatever else they could be.
    const TAKEN: &[(&str, f64, &str)] = &[
        ("creatinine", 9.0, "mg/L"),
        ("creatinine", 5.0, "mg/dL"),
        ("hemoglobin", 8.4, "g/dL"),
        ("c_peptide_fasting", 0.2, "ng/mL"),
    ];
    let warnings = |measure: &str, value: f64, unit: &str| {
        let inputs = serde_json::json!({
            "measure": measure, "from": { "value": value, "unit": unit }, "to": unit,
        });
        let found = trial_prescreen::calculate("convert", &crate::common::from_json(&inputs));
        let found = found.unwrap_or_else(|error| panic!("{measure}: {error}"));
        let told = found.warnings.into_iter().map(|warning| {
            let meant = warning.did_you_mean.map(|meant| (meant.value, meant.unit));
            (warning.code, meant)
        });
        let told: Vec<_> = told.collect();
        told
    };
    for (measure, value, unit, meant) in ASKED {
        let expected = (
            "did_you_mean".to_string(),
            Some((*value, (*meant).to_string())),
        );
        assert_eq!(
            warnings(measure, *value, unit),
            [expected],
            "{measure} {value} {unit}"
        );
    }
    for (measure, value, unit) in DOUBTED {
        let expected = ("implausible".to_string(), None);
        assert_eq!(
            warnings(measure, *value, unit),
            [expected],
            "{measure} {value} {unit}"
        );
    }
    for (measure, value, unit) in TAKEN {
        assert_eq!(
            warnings(measure, *value, unit),
            [],
            "{measure} {value} {unit}"
        );
    }
}
