//! Where a person's values stand beside the limits of the rules: for drawings. Decides nothing.

use crate::answers::Number;
use crate::catalogue::Row;
use crate::interval::{Interval, Test};
use crate::person::Person;
use crate::rule::{Compare, Rule};
use crate::trial::Criterion;
use serde::Serialize;

/// One value beside the limits of one comparison, in the unit that the rule is written in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scale {
    /// Id of the trial.
    pub trial: String,
    /// Id of the criterion.
    pub criterion: String,
    /// What is compared: a measure, or the formula that it is computed by.
    pub symbol: String,
    /// How it stands to the measure.
    pub form: Form,
    /// UCUM code; none for a score and for a multiple.
    pub unit: Option<String>,
    /// The least that the value may be; none where nothing bounds it.
    pub low: Option<f64>,
    /// The most that it may be.
    pub high: Option<f64>,
    /// The limits, by the verbs of a rule.
    pub limits: Vec<Limit>,
}

/// How the value of a scale is related to its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The value itself.
    Value,
    /// For each kilogram of body weight.
    PerWeight,
    /// A multiple of the laboratory's own upper limit.
    TimesUpperLimit,
}

/// A limit, with the word that bears its strictness.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Limit {
    /// `at_least`, `at_most`, `above`, `below`, `from`, `to`.
    pub verb: &'static str,
    /// In the unit of the scale.
    pub value: f64,
}

/// All scales of a criterion for which there is a value.
#[must_use]
pub fn scales(trial: &str, criterion: &Criterion, person: &Person<'_>) -> Vec<Scale> {
    let mut drawn = Vec::new();
    let mut add = |symbol: &str, form, unit: Option<&str>, range: Interval, test: Test| {
        let end = |end: f64| end.is_finite().then_some(end);
        let limit = |(verb, value)| Limit { verb, value };
        let scale = Scale {
            trial: trial.to_string(),
            criterion: criterion.id.clone(),
            symbol: symbol.to_string(),
            form,
            unit: unit.map(str::to_string),
            low: end(range.low),
            high: end(range.high),
            limits: test.limits().into_iter().map(limit).collect(),
        };
        // A rule may look at one value twice.
        if !drawn.contains(&scale) {
            drawn.push(scale);
        }
    };
    criterion.rule.walk(&mut |rule| match rule {
        Rule::Compare(compare) => compared(compare, person, &mut add),
        Rule::TimesUpperLimit(measure, test) => {
            let id = person.table.id(*measure);
            let multiple = person
                .number(id)
                .and_then(|number| multiple(number, person.table.row(*measure)));
            if let Some(multiple) = multiple {
                add(id, Form::TimesUpperLimit, None, multiple, *test);
            }
        }
        _ => {}
    });
    drawn
}

type Add<'a> = dyn FnMut(&str, Form, Option<&str>, Interval, Test) + 'a;

fn compared(compare: &Compare, person: &Person<'_>, add: &mut Add<'_>) {
    let table = person.table;
    let id = table.id(compare.measure);
    let unit = compare.unit.as_deref();
    let written = compare.written;
    if id == "age" {
        if let Some(years) = person.completed_years(person.as_of) {
            add(id, Form::Value, unit, years, written);
        }
        return;
    }
    if let Some(number) = person.number(id) {
        if compare.per_weight.is_some() {
            if let Some(weight) = person.number("weight") {
                let each = per_kilogram(number.value, weight.value);
                add(id, Form::PerWeight, unit, each, written);
            }
            return;
        }
        let mut range = number.value;
        // "Above 2" ends where nobody lives any more, and "below 0.02" begins there: on a drawing
        // these are no ends.
        let hard = table.row(compare.measure).and_then(|row| row.hard);
        if let Some((least, most)) = hard.filter(|_| !range.is_point()) {
            range.low = if range.low <= least {
                f64::NEG_INFINITY
            } else {
                range.low
            };
            range.high = if range.high >= most {
                f64::INFINITY
            } else {
                range.high
            };
        }
        if let Some(code) = unit.and_then(|code| table.unit(compare.measure, code)) {
            range = range.map(|value| code.from_canonical(value));
        }
        add(id, Form::Value, unit, range, written);
    }
    for equation in &compare.equations {
        let domain = person.domain(equation, false);
        if let Some(range) = equation.over(&domain) {
            add(
                equation.id,
                Form::Value,
                Some(equation.unit),
                range,
                compare.canonical,
            );
        }
    }
}

/// A daily dose for each kilogram of body weight.
#[must_use]
pub fn per_kilogram(dose: Interval, weight: Interval) -> Interval {
    Interval {
        low: dose.low / weight.high,
        high: dose.high / weight.low,
        // Nothing at all is nothing for every weight.
        low_open: dose.low_open || (weight.high_open && dose.low > 0.0),
        high_open: dose.high_open || weight.low_open,
    }
}

/// A result as a multiple of the laboratory's own upper limit. Where that is not known, of the
/// lowest that any laboratory has, so that the multiple is at most so much.
#[must_use]
pub fn multiple(number: &Number, row: Option<&Row>) -> Option<Interval> {
    let least = row.and_then(|row| row.least_upper_limit);
    match (number.upper_limit, least.filter(|least| *least > 0.0)) {
        (Some(limit), _) => Some(number.value.map(|value| value / limit)),
        (None, Some(least)) => Some(Interval {
            low: 0.0,
            low_open: false,
            ..number.value.map(|value| value / least)
        }),
        (None, None) => None,
    }
}
