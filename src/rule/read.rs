//! Reading rules: every verb, every mistake with its path.

use super::{Compare, JUDGEMENT_REASONS, Rule};
use crate::catalogue::{Kind, NOT_DONE, ROWS, Who};
use crate::date::Span;
use crate::equation::{Equation, equation};
use crate::error::Code;
use crate::interval::Test;
use crate::measures::{Index, Table, kind_name, read_word};
use crate::value::{Fields, Reader, Value};

const VERBS: [&str; 16] = [
    "at_least",
    "at_most",
    "above",
    "below",
    "between",
    "is",
    "one_of",
    "yes",
    "not",
    "any",
    "all",
    "at_least_n",
    "within_last",
    "at_least_ago",
    "times_upper_limit",
    "judgement",
];
const AGREEMENT: &str = "agreement";

/// Longest list of rules: time grows with its square, and no protocol comes near.
const MOST_RULES: usize = 200;

/// The equation that decides where a rule names none: the adult standard.
const DEFAULT_EQUATION: &str = "ckd_epi_2021_creatinine";

impl Rule {
    /// Reads a rule: an object with one verb.
    pub fn read(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
        let fields = reader.any_map(value)?;
        let [(verb, body)] = fields.0 else {
            reader.error(Code::MissingInput, "one verb");
            return None;
        };
        reader.within(verb, |reader| match verb.as_str() {
            "at_least" => compare(reader, table, body, Test::AtLeast),
            "at_most" => compare(reader, table, body, Test::AtMost),
            "above" => compare(reader, table, body, Test::Above),
            "below" => compare(reader, table, body, Test::Below),
            "between" => between(reader, table, body),
            "is" => is(reader, table, body),
            "one_of" => one_of(reader, table, body),
            "yes" => yes(reader, table, body),
            "not" => Rule::read(reader, table, body).map(|rule| Rule::Not(Box::new(rule))),
            "any" => rules(reader, table, body).map(Rule::Any),
            "all" => rules(reader, table, body).map(Rule::All),
            "at_least_n" => at_least_n(reader, table, body),
            "within_last" => ago(reader, table, body, Rule::WithinLast),
            "at_least_ago" => ago(reader, table, body, Rule::AtLeastAgo),
            "times_upper_limit" => times_upper_limit(reader, table, body),
            "judgement" => {
                let fields = reader.map(body, &["reason"])?;
                let reason =
                    reader.optional(fields, "reason", |r, v| read_word(r, v, &JUDGEMENT_REASONS));
                Some(Rule::Judgement(reason))
            }
            AGREEMENT => agreement(reader, table, body),
            _ => {
                let verbs = format!("{}, {AGREEMENT}", VERBS.join(", "));
                reader.error(Code::UnknownVerb, &verbs);
                None
            }
        })
    }
}

fn rules(reader: &mut Reader, table: &Table, value: &Value) -> Option<Vec<Rule>> {
    let items = reader.list(value)?;
    if items.is_empty() {
        reader.error(Code::Empty, "at least one rule");
    }
    if items.len() > MOST_RULES {
        reader.error(Code::TooLarge, "at most 200 rules in one list");
        return None;
    }
    Some(reader.each(value, |reader, value| Rule::read(reader, table, value)))
}

/// The measure that a body names, if it is one of these kinds.
fn measure(
    reader: &mut Reader,
    table: &Table,
    fields: Fields<'_>,
    kinds: &[Kind],
) -> Option<Index> {
    reader.required(fields, "measure", |reader, value| {
        let id = reader.text(value)?;
        let Some(index) = table.find(id) else {
            reader.error(Code::UnknownMeasure, "");
            return None;
        };
        if !kinds.contains(&table.kind(index)) {
            let names: Vec<&str> = kinds.iter().map(|kind| kind_name(*kind)).collect();
            reader.error(
                Code::WrongKind,
                &format!("a measure of kind {}", names.join(" or ")),
            );
            return None;
        }
        Some(index)
    })
}

const NUMBERS: [Kind; 2] = [Kind::Quantity, Kind::Count];

fn compare(
    reader: &mut Reader,
    table: &Table,
    value: &Value,
    test: fn(f64) -> Test,
) -> Option<Rule> {
    let fields = reader.map(value, &["measure", "value", "unit", "equations", "beside"])?;
    let limit = reader.required(fields, "value", Reader::number);
    finish_compare(reader, table, fields, limit.map(test))
}

fn between(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(
        value,
        &["measure", "from", "to", "unit", "equations", "beside"],
    )?;
    let from = reader.required(fields, "from", Reader::number);
    let to = reader.required(fields, "to", Reader::number);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        reader.error(Code::Reversed, "a from that is not above to");
    }
    finish_compare(
        reader,
        table,
        fields,
        from.zip(to).map(|(from, to)| Test::Between(from, to)),
    )
}

fn finish_compare(
    reader: &mut Reader,
    table: &Table,
    fields: Fields<'_>,
    written: Option<Test>,
) -> Option<Rule> {
    let measure = measure(reader, table, fields, &NUMBERS)?;
    let unit = if table.kind(measure) == Kind::Count {
        if fields.get("unit").is_some() {
            reader.error_at("unit", Code::UnknownField, "no unit for a score");
        }
        None
    } else {
        Some(reader.required(fields, "unit", |reader, value| {
            let text = reader.text(value)?;
            let unit = table.unit(measure, text);
            if unit.is_none() {
                let elsewhere = ROWS
                    .iter()
                    .any(|row| row.quantity.is_some_and(|q| q.unit(text).is_some()));
                let code = if elsewhere {
                    Code::WrongDimension
                } else {
                    Code::UnknownUnit
                };
                reader.error(code, &table.units(measure).join(", "));
            }
            unit
        })?)
    };
    let computed = table.id(measure) == "egfr";
    let equations = if computed {
        let named = read_equations(reader, fields, "equations");
        if fields.get("equations").is_some() {
            named
        } else {
            equation(DEFAULT_EQUATION).into_iter().collect()
        }
    } else {
        Vec::new()
    };
    let beside = if computed {
        read_equations(reader, fields, "beside")
    } else {
        Vec::new()
    };
    for key in ["equations", "beside"] {
        if !computed && fields.get(key).is_some() {
            reader.error_at(key, Code::UnknownField, "a computed measure");
        }
    }
    let written = written?;
    let canonical = match &unit {
        Some(unit) => written.map(|limit| unit.to_canonical(limit)),
        None => written,
    };
    let limits = || canonical.limits().into_iter().map(|(_, limit)| limit);
    if !limits().all(f64::is_finite) {
        reader.error(Code::NotFinite, "a limit that can be converted");
    }
    // Rules on age are judged in completed years: months or a half would be read as another rule.
    let in_years = unit.as_ref().is_none_or(|unit| unit.code() == "a");
    if table.id(measure) == "age"
        && !(in_years && limits().all(|limit| libm::floor(limit) >= limit))
    {
        reader.error(Code::OutOfRange, "whole years, in a");
    }
    let unit = unit.map(|unit| unit.code().to_string());
    Some(Rule::Compare(Box::new(Compare {
        measure,
        written,
        unit,
        canonical,
        equations,
        beside,
    })))
}

fn read_equations(reader: &mut Reader, fields: Fields<'_>, key: &str) -> Vec<&'static Equation> {
    let read = reader.optional(fields, key, |reader, value| {
        let equations = reader.each(value, |reader, value| {
            let found = equation(reader.text(value)?).filter(|e| e.unit == "mL/min/{1.73_m2}");
            if found.is_none() {
                reader.error(Code::UnknownCalculator, "an equation for egfr");
            }
            found
        });
        if equations.is_empty() {
            reader.error(Code::Empty, "at least one equation");
        }
        Some(equations)
    });
    read.unwrap_or_default()
}

fn choice(reader: &mut Reader, table: &Table, measure: Index, value: &Value) -> Option<usize> {
    let text = reader.text(value)?;
    // A test not done is no answer: no rule can rest on it.
    let found = table.choice(measure, text).filter(|_| text != NOT_DONE);
    if found.is_none() {
        reader.error(Code::UnknownChoice, &table.choices(measure).join(", "));
    }
    found
}

fn is(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["measure", "value"])?;
    let measure = measure(reader, table, fields, &[Kind::Choice])?;
    let choice = reader.required(fields, "value", |r, v| choice(r, table, measure, v))?;
    Some(Rule::OneOf(measure, vec![choice]))
}

fn one_of(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["measure", "values"])?;
    let measure = measure(reader, table, fields, &[Kind::Choice])?;
    let choices = reader.required(fields, "values", |reader, value| {
        let choices = reader.each(value, |r, v| choice(r, table, measure, v));
        if choices.is_empty() {
            reader.error(Code::Empty, "at least one choice");
        }
        if (1..choices.len()).any(|place| choices[..place].contains(&choices[place])) {
            reader.error(Code::DuplicateId, "each choice once");
        }
        Some(choices)
    })?;
    Some(Rule::OneOf(measure, choices))
}

fn yes(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["measure"])?;
    measure(reader, table, fields, &[Kind::YesNo]).map(Rule::Yes)
}

fn at_least_n(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["n", "of"])?;
    let n = reader.required(fields, "n", |r, v| r.whole(v, 1));
    let of = reader.required(fields, "of", |r, v| rules(r, table, v))?;
    let n = n? as usize;
    if n > of.len() {
        reader.error_at("n", Code::OutOfRange, "at most the number of rules");
    }
    Some(Rule::AtLeastN(n, of))
}

fn ago(
    reader: &mut Reader,
    table: &Table,
    value: &Value,
    rule: fn(Index, Span) -> Rule,
) -> Option<Rule> {
    type Make = fn(u32) -> Span;
    let units: [(&str, Make); 4] = [
        ("days", Span::Days),
        ("weeks", Span::Weeks),
        ("months", Span::Months),
        ("years", Span::Years),
    ];
    let fields = reader.map(value, &["measure", "days", "weeks", "months", "years"])?;
    let any = [
        Kind::Date,
        Kind::Quantity,
        Kind::Count,
        Kind::YesNo,
        Kind::Choice,
    ];
    let measure = measure(reader, table, fields, &any);
    if measure.is_some_and(|index| table.id(index) == "age") {
        reader.error_at("measure", Code::WrongKind, "birth_date");
    }
    let spans: Vec<Span> = units
        .into_iter()
        .filter_map(|(key, make)| {
            let n = reader.optional(fields, key, |r, v| r.whole(v, 1))?;
            if !make(n).is_readable() {
                reader.error_at(key, Code::OutOfRange, "at most 200 years");
            }
            Some(make(n))
        })
        .collect();
    let given = units
        .iter()
        .filter(|(key, _)| fields.get(key).is_some())
        .count();
    if given != 1 {
        reader.error(Code::MissingInput, "one of days, weeks, months, years");
    }
    Some(rule(measure?, *spans.first()?))
}

fn times_upper_limit(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    type Make = fn(f64) -> Test;
    let verbs: [(&str, Make); 4] = [
        ("at_most", Test::AtMost),
        ("below", Test::Below),
        ("at_least", Test::AtLeast),
        ("above", Test::Above),
    ];
    let fields = reader.map(value, &["measure", "at_most", "below", "at_least", "above"])?;
    let measure = measure(reader, table, fields, &[Kind::Quantity])?;
    let mut tests: Vec<Test> = Vec::new();
    for (key, make) in verbs {
        if let Some(limit) = reader.optional(fields, key, Reader::number) {
            if limit <= 0.0 {
                reader.error_at(key, Code::OutOfRange, "more than 0");
            }
            tests.push(make(limit));
        }
    }
    let [test] = tests[..] else {
        reader.error(Code::MissingInput, "one of at_most, below, at_least, above");
        return None;
    };
    Some(Rule::TimesUpperLimit(measure, test))
}

fn agreement(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["measure"])?;
    let index = measure(reader, table, fields, &[Kind::YesNo, Kind::Choice])?;
    if !table.who(index).contains(&Who::Agreement) {
        let expected = "a measure that agreement answers";
        reader.error_at("measure", Code::WrongKind, expected);
        return None;
    }
    Some(Rule::Agreement(index))
}
