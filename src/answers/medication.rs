//! Medicines, and daily doses of glucocorticoids.

use super::{Answer, Known, MOST_ENTRIES, NEVER, read_past};
use crate::date::{Date, DateRange};
use crate::drug::{self, Class, Drug};
use crate::error::Code;
use crate::measures::read_word;
use crate::truth::Truth;
use crate::units::DAILY_DOSE;
use crate::value::{Fields, Reader, Value};

/// How a medicine gets into the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Into the blood, sooner or later as a whole.
    Systemic,
    /// Stays where it is put, for any purpose of a trial's rule.
    Local,
    /// A store in a joint or muscle that has no daily dose.
    Depot,
}

const ROUTES: [(&str, Route); 9] = [
    ("oral", Route::Systemic),
    ("iv", Route::Systemic),
    ("sc", Route::Systemic),
    ("im", Route::Depot),
    ("intra_articular", Route::Depot),
    ("inhaled", Route::Local),
    ("nasal", Route::Local),
    ("topical", Route::Local),
    ("other", Route::Systemic),
];

/// How well a medicine has worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// It works.
    Working,
    /// It did not do enough.
    Failed,
    /// It was stopped for what else it did.
    NotTolerated,
}

const RESPONSES: [(&str, Response); 3] = [
    ("working", Response::Working),
    ("failed", Response::Failed),
    ("not_tolerated", Response::NotTolerated),
];

/// Whether a drug that stays for months was washed out by treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elimination {
    /// No.
    None,
    /// Yes, and its level has been measured since.
    ConfirmedLevel,
    /// Yes, and nobody has looked since.
    Unconfirmed,
}

const ELIMINATIONS: [(&str, Elimination); 3] = [
    ("none", Elimination::None),
    ("confirmed_level", Elimination::ConfirmedLevel),
    ("unconfirmed", Elimination::Unconfirmed),
];

/// One medicine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Medication {
    /// As it was typed.
    pub name: String,
    /// What the name means; a name that nobody knows is kept.
    pub drug: Option<&'static Drug>,
    /// First day.
    pub started: Option<DateRange>,
    /// Last day so far.
    pub last_dose: Option<DateRange>,
    /// Still taken.
    pub ongoing: Option<bool>,
    /// How it is given.
    pub route: Option<Route>,
    /// How well it worked.
    pub response: Option<Response>,
    /// Washed out by treatment.
    pub elimination: Option<Elimination>,
}

impl Medication {
    /// Whether it acts in the whole body. Antibodies always do; what is as often a cream may.
    #[must_use]
    pub fn is_systemic(&self) -> Truth {
        let biologic = self.drug.is_some_and(|drug| drug.class == Class::Biologic);
        match self.route {
            _ if biologic => Truth::True,
            Some(Route::Local) => Truth::False,
            None if self.drug.is_some_and(Drug::is_often_local) => Truth::Unknown,
            _ => Truth::True,
        }
    }
}

/// A daily dose over some days.
#[derive(Clone, Debug, PartialEq)]
pub struct DailyDose {
    /// As it was typed.
    pub name: String,
    /// mg a day of this drug.
    pub mg: f64,
    /// First day; none if it began before the days asked about.
    pub from: Option<DateRange>,
    /// Last day; none if it goes on.
    pub to: Option<DateRange>,
    /// How it is given.
    pub route: Option<Route>,
}

/// Two drugs of the table are the same drug if they have one name.
impl PartialEq for Drug {
    fn eq(&self, other: &Drug) -> bool {
        self.name == other.name
    }
}

fn entries(reader: &mut Reader, value: &Value) -> Option<usize> {
    let length = reader.list(value)?.len();
    if length > MOST_ENTRIES {
        reader.error(Code::TooLarge, "at most 200 entries");
        return None;
    }
    Some(reader.count())
}

fn read_name(reader: &mut Reader, fields: Fields<'_>) -> Option<String> {
    reader.required(fields, "drug", |reader, value| {
        let name = reader.filled_text(value)?;
        if name.len() > 200 {
            reader.error(Code::TooLarge, "at most 200 letters");
            return None;
        }
        Some(name.trim().to_string())
    })
}

fn read_day(
    reader: &mut Reader,
    fields: Fields<'_>,
    key: &str,
    as_of: Option<Date>,
) -> Option<DateRange> {
    reader.optional(fields, key, |reader, value| read_past(reader, value, as_of))
}

/// A last day that lies before the first one, whatever days they are.
fn check_order(reader: &mut Reader, from: Option<DateRange>, to: Option<DateRange>, key: &str) {
    if let (Some(from), Some(to)) = (from, to)
        && to.latest < from.earliest
    {
        reader.error_at(
            key,
            Code::Inconsistent,
            "a day that is not before the first",
        );
    }
}

fn read_route(reader: &mut Reader, fields: Fields<'_>) -> Option<Route> {
    reader.optional(fields, "route", |r, v| read_word(r, v, &ROUTES))
}

/// Reads a list of medicines; "never" is an empty one, and a date alone is something that
/// nobody knows.
pub fn read_medications(reader: &mut Reader, value: &Value, as_of: Option<Date>) -> Option<Known> {
    let known = |list| Some(Known::undated(Answer::Medications(list)));
    match value {
        Value::Text(text) if text == NEVER => return known(Vec::new()),
        Value::Text(_) => {
            let last_dose = Some(read_past(reader, value, as_of)?);
            return known(vec![Medication {
                last_dose,
                ..Medication::default()
            }]);
        }
        _ => {}
    }
    let before = entries(reader, value)?;
    let list = reader.each(value, |r, v| read_medication(r, v, as_of));
    if reader.count() > before {
        return None;
    }
    known(list)
}

fn read_medication(reader: &mut Reader, value: &Value, as_of: Option<Date>) -> Option<Medication> {
    let keys = [
        "drug",
        "last_dose",
        "ongoing",
        "started",
        "dose",
        "route",
        "response",
        "elimination",
    ];
    let fields = reader.map(value, &keys)?;
    let name = read_name(reader, fields);
    let started = read_day(reader, fields, "started", as_of);
    let last_dose = read_day(reader, fields, "last_dose", as_of);
    check_order(reader, started, last_dose, "last_dose");
    let ongoing = reader.optional(fields, "ongoing", Reader::bool);
    // No rule reads the dose; a wrong one is said all the same.
    reader.optional(fields, "dose", |reader, value| {
        let fields = reader.map(value, &["value", "unit"])?;
        let dose = reader.required(fields, "value", Reader::number);
        if dose.is_some_and(|dose| dose < 0.0) {
            reader.error_at("value", Code::OutOfRange, "at least 0");
        }
        reader
            .required(fields, "unit", Reader::filled_text)
            .map(|_| ())
    });
    let route = read_route(reader, fields);
    let response = reader.optional(fields, "response", |r, v| read_word(r, v, &RESPONSES));
    let elimination = reader.optional(fields, "elimination", |r, v| read_word(r, v, &ELIMINATIONS));
    let name = name?;
    Some(Medication {
        drug: drug::find(&name),
        name,
        started,
        last_dose,
        ongoing,
        route,
        response,
        elimination,
    })
}

/// Reads daily doses.
pub fn read_doses(reader: &mut Reader, value: &Value, as_of: Option<Date>) -> Option<Known> {
    let before = entries(reader, value)?;
    let list = reader.each(value, |reader, value| {
        let fields = reader.map(value, &["drug", "dose", "from", "to", "route"])?;
        let name = read_name(reader, fields);
        let mg = reader.required(fields, "dose", read_dose);
        let from = read_day(reader, fields, "from", as_of);
        let to = read_day(reader, fields, "to", as_of);
        check_order(reader, from, to, "to");
        let route = read_route(reader, fields);
        Some(DailyDose {
            name: name?,
            mg: mg?,
            from,
            to,
            route,
        })
    });
    (reader.count() == before).then(|| Known::undated(Answer::Doses(list)))
}

fn read_dose(reader: &mut Reader, value: &Value) -> Option<f64> {
    let fields = reader.map(value, &["value", "unit"])?;
    let dose = reader.required(fields, "value", |reader, value| {
        let dose = reader.number(value)?;
        if !(0.0..=5000.0).contains(&dose) {
            reader.error(Code::OutOfRange, "0..5000 mg/d");
        }
        Some(dose)
    });
    reader.required(fields, "unit", |reader, value| {
        let unit = DAILY_DOSE.unit(reader.text(value)?);
        if unit.is_none() {
            reader.error(Code::UnknownUnit, "mg/d");
        }
        unit
    })?;
    dose
}
