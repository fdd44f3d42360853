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
