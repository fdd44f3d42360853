//! The golden tables: results that do not come from this project (`tests/golden/README.md`).
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::table::{Row, TOLERANCE, table};
use common::{AS_OF, DIABETES, finding, map, quantity, screen_one, text, trial_file};
use std::collections::BTreeMap;
use trial_prescreen::date::{Date, Span};
use trial_prescreen::interval::{Interval, Test};
use trial_prescreen::truth::Truth;
use trial_prescreen::{Code, Screener, Value, calculate};

/// The calculator that a table calls by this name.
fn calculator(formula: &str) -> &'static str {
    match formula {
        "ckid_u25_cr" => "ckid_u25_creatinine",
        "ekfc2021_cr_Qumol" => "ekfc_2021_creatinine",
        "ckdepi2021_cr" => "ckd_epi_2021_creatinine",
        other => panic!("no calculator for {other}"),
    }
}

#[test]
fn kidney_formulas_agree_with_fifty_digits() {
    let (mut computed, mut refused) = (BTreeMap::new(), BTreeMap::new());
    for row in table("renal_reference", 1724) {
        for formula in ["ckid_u25_cr", "ekfc2021_cr_Qumol", "ckdepi2021_cr"] {
            let id = calculator(formula);
            let forms = [("scr_mg_dl", "mg/dL"), ("scr_umol_l", "umol/L")];
            for (column, unit) in forms {
                let inputs = row.kidney(formula, row.number(column), unit);
                if let Some(expected) = row.optional(formula) {
                    let what = format!("{formula} in {unit}");
                    row.is_close(&what, row.exact(id, &inputs), expected, TOLERANCE);
                    *computed.entry(formula).or_insert(0) += 1;
                } else {
                    let error = calculate(id, &inputs).err();
                    let code = error.as_ref().map(|error| error.code);
                    assert_eq!(code, Some(Code::OutsideValidity), "{}: {id}", row.place);
                    let field = error.and_then(|error| error.field);
                    assert_eq!(field.as_deref(), Some("age"), "{}: {id}", row.place);
                    *refused.entry(formula).or_insert(0) += 1;
                }
            }
        }
    }
    let expected = [
        ("ckdepi2021_cr", 2 * 995),
        ("ckid_u25_cr", 2 * 1157),
        ("ekfc2021_cr_Qumol", 2 * 1683),
    ];
    assert_eq!(computed, BTreeMap::from(expected));
    let rest = expected.map(|(formula, count)| (formula, 2 * 1724 - count));
    assert_eq!(refused, BTreeMap::from(rest));
}

#[test]
fn body_surfaces_agree_with_fifty_digits() {
    for row in table("renal_reference", 1724) {
        for (column, method) in [
            ("bsa_dubois", Some("du_bois")),
            ("bsa_mosteller", Some("mosteller")),
            ("bsa_mosteller", None),
            ("bsa_haycock", Some("haycock")),
        ] {
            let mut entries = vec![
                ("weight".into(), quantity(row.number("weight_kg"), "kg")),
                ("height".into(), quantity(row.number("height_cm"), "cm")),
            ];
            entries.extend(method.map(|method| ("method".into(), text(method))));
            let found = row.exact("body_surface_area", &Value::Map(entries));
            row.is_close(column, found, row.number(column), TOLERANCE);
        }
    }
}

/// A trial with one criterion: this formula gives at least `limit`.
fn one_limit(formula: &str, limit: f64) -> Screener {
    let rule = map([
        ("measure", text("egfr")),
        ("value", Value::Number(limit)),
        ("unit", text("mL/min/{1.73_m2}")),
        ("equations", Value::List(vec![text(calculator(formula))])),
    ]);
    let criterion = map([
        ("id", text("I1")),
        ("kind", text("inclusion")),
        (
            "text",
            text("A glomerular filtration rate of at least this."),
        ),
        ("rule", map([("at_least", rule)])),
    ]);
    let definition = common::definition("one-limit", vec![criterion]);
    Screener::new(&[definition]).unwrap_or_else(|error| panic!("{error}"))
}

/// Status and reason of somebody of the row's age who has a birthday today.
/// None for the ages just below a birthday, which no date of birth gives exactly.
fn screened(row: &Row, creatinine: f64, unit: &str) -> Option<(String, Option<String>)> {
    let formula = row.text("formula");
    let Value::Map(mut answers) = row.kidney(formula, creatinine, unit) else {
        unreachable!("inputs are a map")
    };
    let age = row.number("age_y");
    if age.fract() > 0.0 {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)] // An age in whole years.
    let born = Date::parse(AS_OF)
        .expect(AS_OF)
        .plus_months(age as i32 * -12);
    answers[0] = ("birth_date".to_string(), text(&born.to_string()));
    let screener = one_limit(formula, row.number("threshold"));
    let verdict = screen_one(&screener, &Value::Map(answers), AS_OF);
    let found = finding(&verdict, "I1");
    Some((
        common::code(found.status),
        found.borderline.map(common::code),
    ))
}

#[test]
fn limits_are_decided_before_rounding() {
    let (mut borderline, mut through_the_rule) = (0, 0);
    for row in table("threshold_vectors", 253) {
        let formula = row.text("formula");
        let (creatinine, unit) = (row.number("creatinine"), row.text("creatinine_unit"));
        let value = row.exact(calculator(formula), &row.kidney(formula, creatinine, unit));
        row.is_close(formula, value, row.number("value"), TOLERANCE);

        let limit = Test::AtLeast(row.number("threshold"));
        let printed = Interval::point(value).printed(1.0);
        assert!(printed.is_point(), "{}", row.place);
        let rounded = row.number("value_rounded_half_up");
        assert_eq!(printed.low.to_bits(), rounded.to_bits(), "{}", row.place);
        let meets = row.flag("meets_ge_unrounded");
        let exact = limit.judge(Interval::point(value));
        assert_eq!(exact, Truth::from(meets), "{}", row.place);
        let as_printed = limit.judge(printed);
        let meets_printed = row.flag("meets_ge_rounded");
        assert_eq!(as_printed, Truth::from(meets_printed), "{}", row.place);
        let changes = row.flag("rounding_changes_decision");
        assert_eq!(changes, exact != as_printed, "{}", row.place);

        let expected = match (changes, meets) {
            (true, _) => ("unknown", Some("rounding".to_string())),
            (false, true) => ("pass", None),
            (false, false) => ("fail", None),
        };
        if let Some((status, reason)) = screened(&row, creatinine, unit) {
            assert_eq!((status.as_str(), reason), expected, "{}", row.place);
            through_the_rule += 1;
        }
        borderline += usize::from(changes);
    }
    assert_eq!((borderline, through_the_rule), (68, 203), "rows");
}

#[test]
fn decimal_ties_stay_ties() {
    for row in table("exact_ties", 11) {
        let (formula, limit) = (row.text("formula"), row.number("threshold"));
        let creatinine = row.number("scr_mg_dl");
        let inputs = row.kidney(formula, creatinine, "mg/dL");
        let value = Interval::point(row.exact(calculator(formula), &inputs));
        for (test, holds) in [
            (Test::AtLeast(limit), true),
            (Test::AtMost(limit), true),
            (Test::Above(limit), false),
            (Test::Below(limit), false),
        ] {
            assert_eq!(
                test.judge(value),
                Truth::from(holds),
                "{}: {test:?}",
                row.place
            );
        }
        let found = screened(&row, creatinine, "mg/dL");
        assert_eq!(found, Some(("pass".to_string(), None)), "{}", row.place);
    }
}

#[test]
fn worked_examples_agree_with_what_others_print() {
    for row in table("worked_examples", 14) {
        let formula = row.text("formula");
        let unit = row.text("creatinine_unit");
        let inputs = row.kidney(formula, row.number("creatinine"), unit);
        let value = row.exact(calculator(formula), &inputs);
        row.is_close(formula, value, row.number("value"), TOLERANCE);
        let published = row.number("published");
        match row.text("published_decimals") {
            "12" => row.is_close("published", value, published, TOLERANCE),
            decimals => {
                let step = match decimals {
                    "0" => 1.0,
                    "1" => 0.1,
                    other => panic!("{}: {other} decimals", row.place),
                };
                let printed = Interval::point(value).printed(step).low;
                row.is_close("published", printed, published, TOLERANCE);
            }
        }
    }
}

fn convert(row: &Row, measure: &str, value: f64, from: &str, to: &str) -> f64 {
    let inputs = map([
        ("measure", text(measure)),
        ("from", quantity(value, from)),
        ("to", text(to)),
    ]);
    let unit = row.calculate("convert", &inputs).unit;
    assert_eq!(unit.as_deref(), Some(to), "{}", row.place);
    row.exact("convert", &inputs)
}

#[test]
fn units_convert_both_ways() {
    for row in table("unit_conversions", 27) {
        let (measure, from, to) = (row.text("measure"), row.text("from"), row.text("to"));
        let (input, expected) = (row.number("input"), row.number("expected"));
        let tolerance = row.number("relative_tolerance");
        let there = convert(&row, measure, input, from, to);
        row.is_close("there", there, expected, tolerance);
        let back = convert(&row, measure, expected, to, from);
        row.is_close("back", back, input, tolerance);
        let round = convert(&row, measure, there, to, from);
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
            let found = convert(&row, "c_peptide_fasting", nmol, "nmol/L", unit);
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
fn doses_are_whole_cells() {
    let file = trial_file(DIABETES);
    let arm = file
        .list("arms")
        .iter()
        .find(|arm| arm["name"] == "Protrans");
    let rule = common::from_json(&arm.expect("the arm Protrans")["dose"]);
    for row in table("cell_dose", 10) {
        let weight = row.number("weight_kg");
        let inputs = map([("weight", quantity(weight, "kg")), ("rule", rule.clone())]);
        let dose = row.calculate("cell_dose", &inputs);
        let value = dose.value.as_number();
        assert_eq!(value, row.optional("total_cells"), "{}", row.place);
        let ends = (dose.low.as_number(), dose.high.as_number());
        assert_eq!(ends, (value, value), "{}", row.place);
        let written = serde_json::to_value(&dose).expect("plain data");
        let each = written["extra"]["cells_per_kg"].as_f64();
        let millions = each.map(|each| Interval::point(each / 1e6).printed(1e-4).low);
        let expected = row.optional("million_cells_per_kg");
        assert_eq!(millions.is_some(), expected.is_some(), "{}", row.place);
        if let (Some(millions), Some(expected)) = (millions, expected) {
            row.is_close("million cells per kg", millions, expected, TOLERANCE);
        }
        let warned = dose.warnings.iter().any(|w| w.code == "no_dose_for_weight");
        assert_eq!(warned, value.is_none(), "{}", row.place);
    }
}

#[test]
fn months_are_added_to_the_event() {
    for row in table("three_months", 5) {
        let day = |column| Date::parse(row.text(column)).expect(column);
        let last = day("last_dose");
        let months = Span::Months(3).after(last);
        assert_eq!(
            months,
            day("plus_3_calendar_months_clamped"),
            "{}",
            row.place
        );
        let days = Span::Days(90).after(last);
        assert_eq!(days, day("plus_90_days"), "{}", row.place);
        for span in [Span::Days(91), Span::Weeks(13)] {
            let after = span.after(last);
            assert_eq!(after, day("plus_91_days_13wk"), "{}: {span:?}", row.place);
        }
        let apart = f64::from(months.days_since(days));
        let expected = row.number("calendar_minus_90d");
        assert_eq!(apart.to_bits(), expected.to_bits(), "{}", row.place);
    }
}

#[test]
fn only_the_surface_antigen_decides_on_hepatitis_b() {
    let screener = trial_file(DIABETES).screener();
    for row in table("hepatitis_b", 27) {
        let mut answers: Vec<(String, Value)> = Vec::new();
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
        // The catalogue has no hepatitis B DNA: this trial does not ask for it.
        for id in ["hbsag", "anti_hbc"] {
            let answer = match row.text(id) {
                "pos" => "positive",
                "neg" => "negative",
                "unknown" => "not_done",
                other => panic!("{}: {id} is {other:?}", row.place),
            };
            answers.push((id.to_string(), text(answer)));
        }
        let verdict = screen_one(&screener, &Value::Map(answers), AS_OF);
        let expected = match row.text("NCT05061030_E6") {
            "unknown" => "study_tests",
            other => other,
        };
        let found = finding(&verdict, "E6");
        assert_eq!(
            common::code(found.status),
            expected,
            "{}: {found:?}",
            row.place
        );
    }
}
