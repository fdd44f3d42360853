//! Glucocorticoids, times to wait, doses of cells.

use crate::common::table::table;
use crate::common::{self, DIABETES, map, quantity, text, trial_file};
use trial_prescreen::date::{Date, Span};
use trial_prescreen::interval::{Interval, Test};
use trial_prescreen::truth::Truth;
use trial_prescreen::{Code, Value, calculate};

/// One daily dose.
fn doses(drug: &str, mg: f64) -> Value {
    let dose = map([("drug", text(drug)), ("dose", quantity(mg, "mg/d"))]);
    Value::List(vec![dose])
}

#[test]
fn steroids_equal_prednisone() {
    for row in table("prednisone_equivalent", 18) {
        let inputs = map([
            ("doses", doses(row.text("drug"), row.number("mg_per_day"))),
            ("weight", quantity(row.number("weight_kg"), "kg")),
        ]);
        let result = row.calculate("prednisone_equivalent", &inputs);
        let found = row.exact("prednisone_equivalent", &inputs);
        row.prints("prednisone_eq_mg_day", found);
        let per_kg = row.extra(&result, "mg_per_kg_per_day").as_number();
        let per_kg = per_kg.expect("an exact weight");
        row.prints("prednisone_eq_mg_kg_day", per_kg);
        let above = Test::Above(0.5).judge(Interval::point(per_kg));
        let expected = Truth::from(row.flag("gt_0_5_mg_kg_day"));
        assert_eq!(above, expected, "{}", row.place);
    }
}

#[test]
fn steroids_without_an_equivalent_are_refused() {
    for (drug, code) in [
        ("budesonide", Code::OutsideValidity),
        ("fludrocortisone", Code::OutsideValidity),
        ("rituximab", Code::OutOfRange),
        ("nothing of the kind", Code::OutOfRange),
    ] {
        let inputs = map([("doses", doses(drug, 3.0))]);
        let error = calculate("prednisone_equivalent", &inputs).expect_err(drug);
        let found = (error.code, error.field.as_deref());
        assert_eq!(found, (code, Some("doses/0/drug")), "{drug}");
    }
    let none = map([("doses", Value::List(Vec::new()))]);
    let none = calculate("prednisone_equivalent", &none).expect("no dose is a dose");
    assert_eq!(none.value.as_number(), Some(0.0));
}

#[test]
fn washouts_end_on_the_day_that_the_table_says() {
    for row in table("washout", 17) {
        let number = |n: f64| Value::Number(n);
        let half_lives = || ("half_lives", number(5.0));
        let longer = map([
            half_lives(),
            ("days", number(90.0)),
            ("which", text("longer")),
        ]);
        for (rule, date, days) in [
            (
                map([half_lives()]),
                "earliest_day0_5hl",
                row.number("five_half_lives_days_ceil"),
            ),
            (
                longer,
                "earliest_day0_max90_5hl_LK23",
                row.number("max_90d_or_5hl_days"),
            ),
            (
                map([("days", number(28.0))]),
                "earliest_28d_biologic_START",
                28.0,
            ),
        ] {
            let inputs = map([
                ("drug", text(row.text("drug"))),
                ("last_dose", text(row.text("last_dose_date"))),
                ("rule", rule),
            ]);
            let result = row.calculate("washout", &inputs);
            assert_eq!(
                result.value.as_text(),
                Some(row.text(date)),
                "{}",
                row.place
            );
            let found = row.extra(&result, "days").as_number();
            assert_eq!(found, Some(days), "{}: {date}", row.place);
        }
    }
}

#[test]
fn washouts_of_a_range_have_both_ends() {
    let run = |drug: &str, last: &str, rule: Value| {
        let inputs = map([
            ("drug", text(drug)),
            ("last_dose", text(last)),
            ("rule", rule),
        ]);
        calculate("washout", &inputs)
    };
    let five = || map([("half_lives", Value::Number(5.0))]);
    let result = run("Rituximab", "2026-01-01", five()).expect("a known drug");
    // 18 to 25 days: 90 and 125.
    assert_eq!(result.low.as_text(), Some("2026-04-01"));
    assert_eq!(result.high.as_text(), Some("2026-05-06"));
    let month = run("Rituximab", "2026-01", five()).expect("a month");
    assert_eq!(month.value.as_text(), None);
    assert_eq!(month.low.as_text(), Some("2026-04-01"));
    assert_eq!(month.high.as_text(), Some("2026-06-05"));
    let unknown = run("copaxone", "2026-01-01", five()).expect("a known drug");
    assert_eq!(unknown.high.as_text(), None);
    assert_eq!(unknown.warnings[0].code, "no_half_life");
    let months = run(
        "rituximab",
        "2026-01-31",
        map([("months", Value::Number(3.0))]),
    );
    assert_eq!(months.expect("months").value.as_text(), Some("2026-04-30"));

    let error = run("rituximb", "2026-01-01", five()).expect_err("misspelt");
    assert_eq!(error.code, Code::OutOfRange);
    assert_eq!(error.expected.as_deref(), Some("rituximab"));
    for rule in [
        map([]),
        map([("days", Value::Number(28.0)), ("weeks", Value::Number(4.0))]),
        map([("half_lives", Value::Number(2.5))]),
        map([("days", Value::Number(-1.0))]),
    ] {
        assert!(
            run("rituximab", "2026-01-01", rule.clone()).is_err(),
            "{rule:?}"
        );
    }
}

#[test]
fn doses_are_whole_cells() {
    let file = trial_file(DIABETES);
    let arm = file
        .list("arms")
        .iter()
        .find(|arm| arm["name"] == "Protrans");
    let bands = common::from_json(&arm.expect("the arm Protrans")["dose"]);
    let mut of_the_file = 0;
    for row in table("cell_dose", 25) {
        let weight = row.number("weight_kg");
        let millions = row.optional("million_cells_per_kg");
        let rule = if row.text("trial") == DIABETES {
            of_the_file += 1;
            bands.clone()
        } else {
            let cells = millions.expect("a dose for each kg") * 1e6;
            map([("per_kg", map([("cells", Value::Number(cells))]))])
        };
        let inputs = map([("weight", quantity(weight, "kg")), ("rule", rule)]);
        let dose = row.calculate("cell_dose", &inputs);
        let value = dose.value.as_number();
        assert_eq!(value, row.optional("total_cells"), "{}", row.place);
        let ends = (dose.low.as_number(), dose.high.as_number());
        assert_eq!(ends, (value, value), "{}", row.place);
        let each = value.map(|_| row.extra(&dose, "cells_per_kg").as_number());
        let printed = each
            .flatten()
            .map(|each| Interval::point(each / 1e6).printed(1e-4).low);
        assert_eq!(printed.is_some(), millions.is_some(), "{}", row.place);
        if let (Some(printed), Some(millions)) = (printed, millions) {
            row.is_close("million cells per kg", printed, millions, 1e-12);
        }
        let warned = dose.warnings.iter().any(|w| w.code == "no_dose_for_weight");
        assert_eq!(warned, value.is_none(), "{}", row.place);
    }
    assert_eq!(of_the_file, 10);
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
