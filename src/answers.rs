//! What a person said, checked and converted once.

use crate::catalogue::{Kind, NOT_DONE};
use crate::date::{Date, DateRange};
use crate::error::{Code, Error, decimal};
use crate::interval::Interval;
use crate::measures::{Index, MeasureUnit, Table};
use crate::value::{Fields, Reader, Value};

/// The word for "I don't know".
pub const UNKNOWN: &str = "unknown";
/// The same, as some yes-or-no questions word it.
pub const UNSURE: &str = "unsure";
/// The word for a date that has not been.
pub const NEVER: &str = "never";
/// Largest whole number of a count or score.
const LARGEST_COUNT: f64 = 1e6;

/// What is known of one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The answer itself.
    pub answer: Answer,
    /// The day it was true of.
    pub on: Option<DateRange>,
}

/// An answer of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A quantity or a count.
    Number(Number),
    /// Yes or no.
    YesNo(bool),
    /// The number of a choice.
    Choice(usize),
    /// A date, or never.
    Date(Option<DateRange>),
}

/// A number as typed and as converted.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// In the canonical unit.
    pub value: Interval,
    /// As typed, in `unit`.
    pub typed: Interval,
    /// Code of the unit as typed; none for a count.
    pub unit: Option<String>,
    /// The laboratory's own upper limit, in the canonical unit.
    pub upper_limit: Option<f64>,
}

/// All answers of one person on one day.
#[derive(Clone, Debug)]
pub struct Answers {
    known: Vec<Option<Known>>,
    asked: Vec<bool>,
}

impl Answers {
    /// Reads answers against a table of measures, as of a day.
    ///
    /// # Errors
    /// The first answer that cannot be used: `unknown_measure`, `wrong_type`, `not_finite`,
    /// `missing_input`, `unknown_unit`, `unknown_field`, `out_of_range`, `bad_date`,
    /// `inconsistent`. The field is the measure.
    pub fn read(table: &Table, value: &Value, as_of: Date) -> Result<Answers, Error> {
        let mut reader = Reader::default();
        let mut known = vec![None; table.len()];
        let mut asked = vec![false; table.len()];
        if let Some(fields) = reader.any_map(value) {
            for (id, value) in fields.0 {
                let Some(index) = table.find(id) else {
                    reader.error_at(id, Code::UnknownMeasure, "");
                    continue;
                };
                asked[index] = true;
                known[index] = reader.within(id, |reader| {
                    read_answer(reader, table, index, value, Some(as_of))
                });
            }
        }
        let answers = Answers { known, asked };
        if reader.count() == 0 {
            answers.check_pressure(table, &mut reader);
        }
        match reader.finish().into_iter().next() {
            Some(problem) => Err(problem.into()),
            None => Ok(answers),
        }
    }

    /// What is known of a measure.
    #[must_use]
    pub fn known(&self, index: Index) -> Option<&Known> {
        self.known.get(index)?.as_ref()
    }

    /// Whether it was answered at all, if only with "I don't know".
    #[must_use]
    pub fn asked(&self, index: Index) -> bool {
        self.asked.get(index).copied().unwrap_or(false)
    }

    fn number(&self, table: &Table, id: &str) -> Option<Interval> {
        match self.known(table.find(id)?)?.answer {
            Answer::Number(ref number) => Some(number.value),
            _ => None,
        }
    }

    fn check_pressure(&self, table: &Table, reader: &mut Reader) {
        let systolic = self.number(table, "systolic_bp");
        let diastolic = self.number(table, "diastolic_bp");
        if let (Some(systolic), Some(diastolic)) = (systolic, diastolic)
            && diastolic.low >= systolic.high
        {
            let expected = "a lower number than systolic_bp";
            reader.error_at("diastolic_bp", Code::Inconsistent, expected);
        }
    }
}

/// Reads one answer; "I don't know" gives nothing, and neither does a test not done.
pub fn read_answer(
    reader: &mut Reader,
    table: &Table,
    index: Index,
    value: &Value,
    as_of: Option<Date>,
) -> Option<Known> {
    let unsure = table.kind(index) == Kind::YesNo && value.as_text() == Some(UNSURE);
    if value.as_text() == Some(UNKNOWN) || unsure {
        return None;
    }
    match table.kind(index) {
        Kind::Quantity => read_quantity(reader, table, index, value, as_of),
        Kind::Count => read_count(reader, value, as_of),
        Kind::YesNo => read_dated(reader, value, as_of, |reader, value| {
            reader.bool(value).map(Answer::YesNo)
        }),
        Kind::Choice => read_dated(reader, value, as_of, |reader, value| {
            let text = reader.text(value)?;
            if text == NOT_DONE {
                return None;
            }
            match table.choice(index, text) {
                Some(choice) => Some(Answer::Choice(choice)),
                None => {
                    reader.error(Code::OutOfRange, &table.choices(index).join(", "));
                    None
                }
            }
        }),
        Kind::Date => {
            let never = table.row(index).is_some_and(|row| row.never);
            let answer = match reader.text(value)? {
                NEVER if never => Answer::Date(None),
                _ => {
                    let day = read_past(reader, value, as_of)?;
                    // The catalogue has one date that bounds a lifetime.
                    if table.id(index) == "birth_date" {
                        check_lifetime(reader, day, as_of)?;
                    }
                    Answer::Date(Some(day))
                }
            };
            Some(Known { answer, on: None })
        }
    }
}

/// A plain answer, or `{value, on}`.
fn read_dated(
    reader: &mut Reader,
    value: &Value,
    as_of: Option<Date>,
    read: impl FnOnce(&mut Reader, &Value) -> Option<Answer>,
) -> Option<Known> {
    if !matches!(value, Value::Map(_)) {
        return read(reader, value).map(|answer| Known { answer, on: None });
    }
    let fields = reader.map(value, &["value", "on"])?;
    let on = read_on(reader, fields, as_of);
    let inner = fields.get("value");
    if inner.and_then(Value::as_text) == Some(UNKNOWN) {
        return None;
    }
    let answer = reader.required(fields, "value", read)?;
    Some(Known { answer, on })
}

fn read_on(reader: &mut Reader, fields: Fields<'_>, as_of: Option<Date>) -> Option<DateRange> {
    reader.optional(fields, "on", |reader, value| {
        read_past(reader, value, as_of)
    })
}

/// A date, a month or a year that is not wholly to come; cut at the day asked about.
fn read_past(reader: &mut Reader, value: &Value, as_of: Option<Date>) -> Option<DateRange> {
    let text = reader.text(value)?;
    let Some(mut day) = DateRange::parse(text) else {
        reader.error(Code::BadDate, "2027-03-14, 2027-03 or 2027");
        return None;
    };
    if let Some(as_of) = as_of {
        if day.earliest > as_of {
            reader.error(Code::BadDate, &format!("a day not after {as_of}"));
            return None;
        }
        day.latest = day.latest.min(as_of);
    }
    Some(day)
}

fn check_lifetime(reader: &mut Reader, birth: DateRange, as_of: Option<Date>) -> Option<()> {
    let oldest = as_of?.plus_months(-12 * 121);
    if birth.latest <= oldest {
        reader.error(Code::OutOfRange, "an age of at most 120 years");
        return None;
    }
    Some(())
}

fn read_count(reader: &mut Reader, value: &Value, as_of: Option<Date>) -> Option<Known> {
    let whole = |reader: &mut Reader, value: &Value| {
        let number = reader.number(value)?;
        if (0.0..=LARGEST_COUNT).contains(&number) && libm::floor(number) >= number {
            return Some(number);
        }
        reader.error(Code::OutOfRange, "a whole number");
        None
    };
    let (typed, on) = if matches!(value, Value::Number(_)) {
        (Interval::point(whole(reader, value)?), None)
    } else {
        let fields = reader.map(value, &["value", "low", "high", "on"])?;
        let on = read_on(reader, fields, as_of);
        (read_form(reader, fields, |r, v| whole(r, v), None)?, on)
    };
    let number = Number {
        value: typed,
        typed,
        unit: None,
        upper_limit: None,
    };
    Some(Known {
        answer: Answer::Number(number),
        on,
    })
}

/// Reads a quantity in any of its forms and units.
pub fn read_quantity(
    reader: &mut Reader,
    table: &Table,
    index: Index,
    value: &Value,
    as_of: Option<Date>,
) -> Option<Known> {
    let hard = table.row(index).and_then(|row| row.hard);
    // An age has one usual unit: a bare number is a number of years.
    let is_age = table.id(index) == "age";
    if is_age && matches!(value, Value::Number(_)) {
        let unit = table.unit(index, "a")?;
        let typed = Interval::point(read_within(reader, value, &unit, hard)?);
        return Some(number(typed, unit, None, None));
    }
    let keys = [
        "value",
        "low",
        "high",
        "above",
        "below",
        "unit",
        "on",
        "upper_limit",
    ];
    let fields = reader.map(value, &keys)?;
    let on = read_on(reader, fields, as_of);
    let unit = if is_age && fields.get("unit").is_none() {
        table.unit(index, "a")
    } else {
        reader.required(fields, "unit", |reader, value| {
            let text = reader.text(value)?;
            let unit = table.unit(index, text);
            if unit.is_none() {
                reader.error(Code::UnknownUnit, &table.units(index).join(", "));
            }
            unit
        })
    }?;
    let ends = hard.map(|(low, high)| (unit.from_canonical(low), unit.from_canonical(high)));
    let typed = read_form(reader, fields, |r, v| read_within(r, v, &unit, hard), ends)?;
    let upper_limit = reader.optional(fields, "upper_limit", |reader, value| {
        let fields = reader.map(value, &["value", "unit"])?;
        let text = reader.required(fields, "unit", |r, v| r.text(v))?;
        let Some(unit) = table.unit(index, text) else {
            let expected = &table.units(index).join(", ");
            reader.error_at("unit", Code::UnknownUnit, expected);
            return None;
        };
        let limit = reader.required(fields, "value", |r, v| read_within(r, v, &unit, hard))?;
        if limit <= 0.0 {
            reader.error_at("value", Code::OutOfRange, "more than 0");
            return None;
        }
        Some(unit.to_canonical(limit))
    });
    Some(number(typed, unit, upper_limit, on))
}

fn number(
    typed: Interval,
    unit: MeasureUnit<'_>,
    upper_limit: Option<f64>,
    on: Option<DateRange>,
) -> Known {
    let number = Number {
        value: typed.map(|value| unit.to_canonical(value)),
        typed,
        unit: Some(unit.code().to_string()),
        upper_limit,
    };
    Known {
        answer: Answer::Number(number),
        on,
    }
}

/// A number that a living person can have, in the unit as typed.
fn read_within(
    reader: &mut Reader,
    value: &Value,
    unit: &MeasureUnit<'_>,
    hard: Option<(f64, f64)>,
) -> Option<f64> {
    let number = reader.number(value)?;
    if let Some((low, high)) = hard
        && !(low..=high).contains(&unit.to_canonical(number))
    {
        let (low, high) = (unit.from_canonical(low), unit.from_canonical(high));
        reader.error(
            Code::OutOfRange,
            &format!("{}..{} {}", decimal(low), decimal(high), unit.code()),
        );
        return None;
    }
    Some(number)
}

/// One of `value`, `low` with `high`, `above`, `below`. What is only bounded on one side
/// reaches to the end of what can be.
fn read_form(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut read: impl FnMut(&mut Reader, &Value) -> Option<f64>,
    ends: Option<(f64, f64)>,
) -> Option<Interval> {
    let mut number = |reader: &mut Reader, key: &str| {
        reader.optional(fields, key, |reader, value| Some(read(reader, value)))
    };
    let value = number(reader, "value");
    let (low, high) = (number(reader, "low"), number(reader, "high"));
    let (above, below) = (number(reader, "above"), number(reader, "below"));
    let (least, most) = ends.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    // Beyond the last possible value there is nothing left.
    let beyond = |reader: &mut Reader, key: &str| {
        reader.error_at(key, Code::OutOfRange, "a limit inside of what can be");
    };
    match (value, low, high, above, below) {
        (Some(value), None, None, None, None) => Some(Interval::point(value?)),
        (None, Some(low), Some(high), None, None) => {
            let (low, high) = (low?, high?);
            if low > high {
                let expected = "a low that is not above high";
                reader.error_at("low", Code::Inconsistent, expected);
                return None;
            }
            Some(Interval::closed(low, high))
        }
        (None, None, None, Some(above), None) => {
            let above = above?;
            if above >= most {
                beyond(reader, "above");
                return None;
            }
            Some(Interval {
                low: above,
                high: most,
                low_open: true,
                high_open: false,
            })
        }
        (None, None, None, None, Some(below)) => {
            let below = below?;
            if below <= least {
                beyond(reader, "below");
                return None;
            }
            Some(Interval {
                low: least,
                high: below,
                low_open: false,
                high_open: true,
            })
        }
        (None, None, None, None, None) => {
            reader.error_at("value", Code::MissingInput, "");
            None
        }
        _ => {
            let expected = "one of: value; low and high; above; below";
            reader.error(Code::Inconsistent, expected);
            None
        }
    }
}
