//! Calculators about medicines: doses of glucocorticoids, and times to wait.

use super::input::{InputKind, Special, Taken};
use super::{Calculation, Output, read_known};
use crate::answers::{Answer, Route};
use crate::catalogue::Kind;
use crate::date::{Date, DateRange, Span};
use crate::drug::{DRUGS, Drug, Wait, find};
use crate::error::Code;
use crate::formula::Step;
use crate::formula::glucocorticoid::{EQUAL_TO_5_MG, NOT_CONVERTIBLE, prednisone_equivalent_range};
use crate::interval::Interval;
use crate::near::near;
use crate::value::{Fields, Reader, Value};

pub(super) static ROWS: &[Special] = &[
    Special {
        inputs: &[
            Taken::new("doses", InputKind::Answer(Kind::Doses)).required(),
            Taken::like("weight", Kind::Quantity, "weight"),
        ],
        extra: &[("mg_per_kg_per_day", Some("mg/kg/d"))],
        ..Special::new(
            "prednisone_equivalent",
            Some("mg/d"),
            "Equivalence line of the prednisolone label (FDA)",
            None,
            prednisone_equivalent,
        )
    },
    Special {
        inputs: &[
            Taken::new("drug", InputKind::Drug).required(),
            Taken::new("last_dose", InputKind::Answer(Kind::Date)).required(),
            Taken::new("rule", InputKind::WaitingRule).required(),
        ],
        extra: &[("days", Some("d"))],
        ..Special::new(
            "washout",
            None,
            "Labels and papers of each drug, read by hand",
            None,
            washout,
        )
    },
];

/// The dose of prednisone that does as much as these doses together.
fn prednisone_equivalent(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let before = reader.count();
    let weight = read_known(reader, fields, "weight", "weight");
    let Some(Answer::Doses(doses)) = read_known(reader, fields, "doses", "steroid_doses_28d")
    else {
        reader.error_at("doses", Code::MissingInput, "a list of doses");
        return None;
    };
    let mut sum = 0.0;
    for (place, dose) in doses.iter().enumerate() {
        let field = ["doses/", &place.to_string()].concat();
        match dose.route {
            Some(Route::Local) => continue,
            Some(Route::Depot) => {
                reader.error_at(&field, Code::OutsideValidity, "a daily dose");
                continue;
            }
            _ => {}
        }
        let name = find(&dose.name).map_or("", |drug| drug.name);
        let Some(range) = prednisone_equivalent_range(name, dose.mg) else {
            let code = if NOT_CONVERTIBLE.contains(&name) {
                Code::OutsideValidity
            } else {
                Code::OutOfRange
            };
            let names = EQUAL_TO_5_MG.map(|(name, _)| name);
            reader.error_at(&[&field, "/drug"].concat(), code, &names.join(", "));
            continue;
        };
        sum += range.low;
        calculation
            .steps
            .push(Step::number(name, range.low, Some("mg/d")));
        if !range.is_point() {
            calculation.warn("tables_differ", &field);
        }
    }
    if reader.count() > before {
        return None;
    }
    calculation.bound(Interval::point(sum));
    let per_kg = match weight {
        Some(Answer::Number(weight)) => Output::exact(weight.value.map(|kg| sum / kg)),
        _ => Output::None,
    };
    calculation.extra = vec![("mg_per_kg_per_day", per_kg)];
    Some(calculation)
}

/// The first day on which a time since the last dose is over.
fn washout(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let drug = reader.required(fields, "drug", |reader, value| {
        let text = reader.text(value)?;
        let found = find(text);
        if found.is_none() {
            let names = DRUGS.iter().flat_map(Drug::names);
            reader.error_not_in(Code::OutOfRange, &near(text, names));
        }
        found
    });
    let last = reader.required(fields, "last_dose", |reader, value| {
        let range = DateRange::parse(reader.text(value)?);
        if range.is_none() {
            reader.error(Code::BadDate, "2027-03-14, 2027-03 or 2027");
        }
        range
    });
    let wait = reader.required(fields, "rule", read_wait);
    let (drug, last, wait) = (drug?, last?, wait?);
    let (first, sure) = wait.over(Some(drug), last);
    let date = |day: Date| Output::Text(day.to_string());
    calculation.low = date(first);
    let mut after = Output::None;
    if let Some(day) = sure {
        calculation.high = date(day);
        if last.is_day() {
            calculation.value = date(day);
            after = Output::Number(f64::from(day.days_since(last.latest)));
        }
    } else {
        calculation.warn("no_half_life", "drug");
    }
    calculation.extra = vec![("days", after)];
    if last.is_day() {
        calculation
            .steps
            .push(Step::text("last_dose", last.latest.to_string()));
    }
    if let Some(half_lives) = wait.half_lives {
        if let Some((low, high)) = drug.half_life {
            let symbol = drug.half_life_symbol();
            for (end, days) in [("low", low), ("high", high)] {
                let step = Step::number([symbol, ":", end].concat(), days, Some("d"));
                calculation.steps.push(step);
            }
        }
        calculation
            .steps
            .push(Step::number("half_lives", f64::from(half_lives), None));
    }
    if let Some(span) = wait.span {
        let (time, unit) = match span {
            Span::Days(days) => (days, "d"),
            Span::Weeks(weeks) => (weeks, "wk"),
            Span::Months(months) => (months, "mo"),
            Span::Years(years) => (years, "a"),
        };
        calculation
            .steps
            .push(Step::number("wait", f64::from(time), Some(unit)));
    }
    Some(calculation)
}

/// So many half-lives, a fixed time, or the longer of both.
fn read_wait(reader: &mut Reader, value: &Value) -> Option<Wait> {
    const KEYS: [&str; 5] = ["half_lives", "days", "weeks", "months", "which"];
    let fields = reader.map(value, &KEYS)?;
    let before = reader.count();
    let (mut half_lives, mut span) = (None, None);
    for key in &KEYS[..4] {
        let Some(n) = reader.optional(fields, key, |r, v| r.whole(v, 1)) else {
            continue;
        };
        if n > if *key == "half_lives" { 20 } else { 2400 } {
            reader.error_at(key, Code::OutOfRange, "a shorter time");
        }
        let time = match *key {
            "half_lives" => {
                half_lives = Some(n);
                continue;
            }
            "days" => Span::Days(n),
            "weeks" => Span::Weeks(n),
            _ => Span::Months(n),
        };
        if span.replace(time).is_some() {
            reader.error_at(key, Code::Inconsistent, "one of days, weeks, months");
        }
    }
    if fields
        .get("which")
        .is_some_and(|which| which.as_text() != Some("longer"))
    {
        reader.error_at("which", Code::OutOfRange, "longer");
    }
    if reader.count() == before && half_lives.is_none() && span.is_none() {
        reader.error(
            Code::MissingInput,
            "half_lives, or days, weeks, months, or both",
        );
    }
    (reader.count() == before).then_some(Wait { half_lives, span })
}
