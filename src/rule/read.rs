//! Reading rules: every verb, every mistake with its path.

use super::{Compare, JUDGEMENT_REASONS, Rule, Washout};
use crate::catalogue::{Kind, MEDICATIONS, NOT_DONE, ROWS, Who};
use crate::date::Span;
use crate::drug::{self, Class, Drug, Wait};
use crate::equation::{Equation, equation};
use crate::error::Code;
use crate::interval::Test;
use crate::measures::{Index, Table, kind_name, read_word};
use crate::value::{Fields, Reader, Value};

const VERBS: [&str; 18] = [
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
    "washout",
    "recent",
    "judgement",
];
const AGREEMENT: &str = "agreement";

/// Longest list of rules: time grows with its square, and no protocol comes near.
const MOST_RULES: usize = 200;

/// The measures that equations compute, and the one that decides where a rule names none.
const COMPUTED: [(&str, &str); 2] = [
    ("egfr", "ckd_epi_2021_creatinine"),
    ("creatinine_clearance", "cockcroft_gault"),
];

/// The classes of drugs that a washout can be about.
pub(super) const CLASSES: [(&str, Class); 2] = [
    ("biologic", Class::Biologic),
    (
        "small_molecule_immunosuppressant",
        Class::SmallMoleculeImmunosuppressant,
    ),
];

/// A daily dose in a rule may be meant per kilogram of body weight.
const PER_WEIGHT: &str = "mg/kg/d";

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
            "within_last" => within_last(reader, table, body),
            "at_least_ago" => at_least_ago(reader, table, body),
            "washout" => washout(reader, table, body),
            "recent" => recent(reader, table, body),
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
    reader.required(fields, "measure", |r, v| one_measure(r, table, v, kinds))
}

fn one_measure(reader: &mut Reader, table: &Table, value: &Value, kinds: &[Kind]) -> Option<Index> {
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
}

const NUMBERS: [Kind; 3] = [Kind::Quantity, Kind::Count, Kind::Titre];
const CHOICES: [Kind; 3] = [Kind::Choice, Kind::Choices, Kind::Items];
/// Results that have a day.
const RESULTS: [Kind; 5] = [
    Kind::Quantity,
    Kind::Count,
    Kind::Titre,
    Kind::YesNo,
    Kind::Choice,
];

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
    let mut per_weight = false;
    let unit = if table.kind(measure) != Kind::Quantity {
        if fields.get("unit").is_some() {
            reader.error_at("unit", Code::UnknownField, "no unit for a score");
        }
        None
    } else {
        Some(reader.required(fields, "unit", |reader, value| {
            let text = reader.text(value)?;
            let doses = table.row(measure).and_then(|row| row.quantity);
            per_weight = text == PER_WEIGHT && doses.is_some_and(|q| q.canonical().code == "mg/d");
            let unit = table.unit(measure, if per_weight { "mg/d" } else { text });
            if unit.is_none() {
                let elsewhere = ROWS
                    .iter()
                    .any(|row| row.quantity.is_some_and(|q| q.unit(text).is_some()));
                let code = if elsewhere {
                    Code::WrongDimension
                } else {
                    Code::UnknownUnit
                };
                reader.error_not_in(code, &table.units(measure));
            }
            unit
        })?)
    };
    let usual = COMPUTED.iter().find(|(id, _)| *id == table.id(measure));
    let usual = usual.and_then(|(_, equation_id)| equation(equation_id));
    let (mut equations, mut beside) = (Vec::new(), Vec::new());
    if let Some(usual) = usual {
        equations = read_equations(reader, fields, "equations", usual.unit);
        beside = read_equations(reader, fields, "beside", usual.unit);
        if fields.get("equations").is_none() {
            equations.push(usual);
        }
    }
    for key in ["equations", "beside"] {
        if usual.is_none() && fields.get(key).is_some() {
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
    let unit = unit.map(|unit| if per_weight { PER_WEIGHT } else { unit.code() }.to_string());
    Some(Rule::Compare(Box::new(Compare {
        measure,
        written,
        unit,
        canonical,
        named: fields.get("equations").is_some(),
        equations,
        beside,
        per_weight: per_weight.then(|| table.find("weight")).flatten(),
    })))
}

fn read_equations(
    reader: &mut Reader,
    fields: Fields<'_>,
    key: &str,
    unit: &str,
) -> Vec<&'static Equation> {
    let read = reader.optional(fields, key, |reader, value| {
        let equations = reader.each(value, |reader, value| {
            let found = equation(reader.text(value)?).filter(|e| e.unit == unit);
            if found.is_none() {
                reader.error(Code::UnknownCalculator, "an equation for this measure");
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
        reader.error_not_in(Code::UnknownChoice, &table.choices(measure));
    }
    found
}

fn is(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["measure", "value"])?;
    let measure = measure(reader, table, fields, &CHOICES)?;
    let choice = reader.required(fields, "value", |r, v| choice(r, table, measure, v))?;
    Some(Rule::OneOf(measure, vec![choice]))
}

fn one_of(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["measure", "values"])?;
    let measure = measure(reader, table, fields, &CHOICES)?;
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

type MakeSpan = fn(u32) -> Span;
const SPANS: [(&str, MakeSpan); 4] = [
    ("days", Span::Days),
    ("weeks", Span::Weeks),
    ("months", Span::Months),
    ("years", Span::Years),
];

/// The one length of time among the keys of a body; `required` or perhaps none.
fn span(reader: &mut Reader, fields: Fields<'_>, required: bool) -> Option<Span> {
    let mut given = 0;
    let mut found = None;
    for (key, make) in SPANS {
        given += usize::from(fields.get(key).is_some());
        if let Some(n) = reader.optional(fields, key, |r, v| r.whole(v, 1)) {
            if !make(n).is_readable() {
                reader.error_at(key, Code::OutOfRange, "at most 200 years");
            }
            found = found.or(Some(make(n)));
        }
    }
    if given > 1 || (required && given == 0) {
        reader.error(Code::MissingInput, "one of days, weeks, months, years");
    }
    found
}

/// A measure with a date, or with the day of its result.
fn event(reader: &mut Reader, table: &Table, fields: Fields<'_>, kinds: &[Kind]) -> Option<Index> {
    let kinds: Vec<Kind> = kinds.iter().chain(&RESULTS).copied().collect();
    let measure = measure(reader, table, fields, &kinds);
    if measure.is_some_and(|index| table.id(index) == "age") {
        reader.error_at("measure", Code::WrongKind, "birth_date");
    }
    measure
}

fn within_last(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["measure", "days", "weeks", "months", "years", "n"])?;
    let measure = event(reader, table, fields, &[Kind::Date, Kind::Dates]);
    let n = reader.optional(fields, "n", |r, v| r.whole(v, 1));
    if n.is_some() && measure.is_some_and(|index| table.kind(index) != Kind::Dates) {
        reader.error_at("n", Code::UnknownField, "a measure of kind dates");
    }
    let span = span(reader, fields, true);
    Some(Rule::WithinLast(measure?, span?, n.unwrap_or(1) as usize))
}

fn at_least_ago(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(
        value,
        &["measure", "days", "weeks", "months", "years", "at"],
    )?;
    let measure = event(reader, table, fields, &[Kind::Date]);
    let at = reader.optional(fields, "at", |r, v| one_measure(r, table, v, &RESULTS));
    let span = span(reader, fields, true);
    Some(Rule::AtLeastAgo(measure?, span?, at))
}

fn recent(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let fields = reader.map(value, &["rule", "days", "weeks", "months", "years"])?;
    let span = span(reader, fields, true);
    let rule = reader.required(fields, "rule", |r, v| Rule::read(r, table, v));
    Some(Rule::Recent(span?, Box::new(rule?)))
}

fn washout(reader: &mut Reader, table: &Table, value: &Value) -> Option<Rule> {
    let keys = [
        "measure",
        "class",
        "drugs",
        "except",
        "half_lives",
        "days",
        "weeks",
        "months",
        "years",
        "which",
    ];
    let fields = reader.map(value, &keys)?;
    let measure = match fields.get("measure") {
        Some(_) => measure(reader, table, fields, &[Kind::Medications]),
        None => table.find(MEDICATIONS),
    };
    let classes = reader.optional(fields, "class", |reader, value| match value {
        Value::Text(_) => read_word(reader, value, &CLASSES).map(|class| vec![class]),
        _ => {
            check_filled(reader, value);
            Some(reader.each(value, |r, v| read_word(r, v, &CLASSES)))
        }
    });
    let drugs = read_drugs(reader, fields, "drugs");
    let except = read_drugs(reader, fields, "except");
    let half_lives = reader.optional(fields, "half_lives", |reader, value| {
        let n = reader.whole(value, 1)?;
        if n > 20 {
            reader.error(Code::OutOfRange, "at most 20");
        }
        Some(n)
    });
    let span = span(reader, fields, half_lives.is_none());
    let longer = reader.optional(fields, "which", |r, v| read_word(r, v, &[("longer", ())]));
    if longer.is_some() != (half_lives.is_some() && span.is_some()) {
        let expected = "longer, where half_lives and a time are both given";
        reader.error_at("which", Code::Inconsistent, expected);
    }
    Some(Rule::Washout(Box::new(Washout {
        measure: measure?,
        classes: classes.unwrap_or_default(),
        drugs,
        except,
        wait: Wait { half_lives, span },
    })))
}

/// An empty list would mean everything.
fn check_filled(reader: &mut Reader, value: &Value) {
    if matches!(value, Value::List(items) if items.is_empty()) {
        reader.error(Code::Empty, "at least one");
    }
}

fn read_drugs(reader: &mut Reader, fields: Fields<'_>, key: &str) -> Vec<&'static Drug> {
    let drugs = reader.optional(fields, key, |reader, value| {
        check_filled(reader, value);
        Some(reader.each(value, |reader, value| {
            let text = reader.text(value)?;
            let found = drug::find(text).filter(|drug| drug.name == text);
            if found.is_none() {
                reader.error(Code::OutOfRange, "the international name of a known drug");
            }
            found
        }))
    });
    drugs.unwrap_or_default()
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
