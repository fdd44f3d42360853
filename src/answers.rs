//! What a person said, checked and converted once.

use crate::catalogue::{Kind, NOT_DONE};
use crate::date::{Date, DateRange};
use crate::error::{Code, Error};
use crate::interval::Interval;
use crate::measures::{Index, Table};
use crate::members::Members;
use crate::rule::Reason;
use crate::value::{Fields, Reader, Value};

mod list;
mod medication;
mod quantity;

pub use list::read_members;
pub use medication::{DailyDose, Elimination, Medication, Response, Route};
pub use quantity::read_quantity;
use quantity::{read_count, read_titre};

/// The word for "I don't know".
pub const UNKNOWN: &str = "unknown";
/// The same, as some yes-or-no questions word it.
pub const UNSURE: &str = "unsure";
/// The word for a date that has not been.
pub const NEVER: &str = "never";
/// Most entries of a list: more than a life holds, and time grows with them.
const MOST_ENTRIES: usize = 200;

/// What is known of one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The answer itself.
    pub answer: Answer,
    /// The day it was true of.
    pub on: Option<DateRange>,
    /// Why it may not decide where it is close, if it is not the person's own report.
    pub doubt: Option<Reason>,
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
    /// Several choices, or the items of a score.
    Set(Members),
    /// Dates in the order given.
    Dates(Vec<DateRange>),
    /// Medicines in the order given.
    Medications(Vec<Medication>),
    /// Daily doses in the order given.
    Doses(Vec<DailyDose>),
}

impl Answer {
    /// The number, of an answer that is one.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        match self {
            Answer::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl Known {
    /// Something known of no particular day.
    #[must_use]
    pub fn undated(answer: Answer) -> Known {
        Known {
            answer,
            on: None,
            doubt: None,
        }
    }
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
    said: Vec<bool>,
    supposed: Vec<bool>,
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
        let mut known = vec![None; table.count()];
        let mut said = vec![false; table.count()];
        if let Some(fields) = reader.any_map(value) {
            for (id, value) in fields.0 {
                let Some(index) = table.find(id) else {
                    reader.error_at(id, Code::UnknownMeasure, "");
                    continue;
                };
                said[index] = true;
                known[index] = reader.within(id, |reader| {
                    read_answer(reader, table, index, value, Some(as_of))
                });
            }
        }
        let supposed = vec![false; table.count()];
        let answers = Answers {
            known,
            said,
            supposed,
        };
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

    /// Whether the person has said anything of it, if only "I don't know".
    #[must_use]
    pub fn said(&self, index: Index) -> bool {
        self.said.get(index).copied().unwrap_or(false)
    }

    /// Whether something was said of it, or is supposed to have been.
    #[must_use]
    pub fn asked(&self, index: Index) -> bool {
        self.said(index) || self.supposed.get(index).copied().unwrap_or(false)
    }

    /// Supposes that it was answered with "I don't know", if it has not been answered.
    pub fn decline(&mut self, index: Index) {
        if let Some(supposed) = self.supposed.get_mut(index) {
            *supposed = true;
        }
    }

    fn number(&self, table: &Table, id: &str) -> Option<Interval> {
        let number = self.known(table.find(id)?)?.answer.number();
        number.map(|number| number.value)
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
        Kind::Count => read_count(reader, table.row(index), value, as_of),
        Kind::Titre => read_titre(reader, value, as_of),
        Kind::Choices => list::read_choices(reader, &table.choices(index), value),
        Kind::Items => list::read_items(reader, &table.choices(index), value),
        Kind::Dates => list::read_dates(reader, value, as_of),
        Kind::Medications => medication::read_medications(reader, value, as_of),
        Kind::Doses => medication::read_doses(reader, value, as_of),
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
                    reader.error_not_in(Code::OutOfRange, &table.choices(index));
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
            Some(Known::undated(answer))
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
        return read(reader, value).map(Known::undated);
    }
    let fields = reader.map(value, &["value", "on"])?;
    let on = read_on(reader, fields, as_of);
    let inner = fields.get("value");
    if inner.and_then(Value::as_text) == Some(UNKNOWN) {
        return None;
    }
    let answer = reader.required(fields, "value", read)?;
    Some(Known {
        answer,
        on,
        doubt: None,
    })
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
