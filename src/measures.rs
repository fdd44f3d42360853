//! The measures of one set of trials: the catalogue, and what trial files declare themselves.

use crate::answers::UNKNOWN;
use crate::catalogue::{Kind, NOT_DONE, ROWS, Row, Who};
use crate::error::Code;
use crate::members::MOST;
use crate::units;
use crate::value::{Reader, Value};
use serde::{Serialize, Serializer};

/// A text in several languages, by language code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localised(pub Vec<(String, String)>);

impl Serialize for Localised {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(language, text)| (language, text)))
    }
}

/// Where a measure stands: the rows of the catalogue first, then the declared ones.
pub type Index = usize;

/// A measure that a trial file declares: asked, never computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// Its id, which no row of the catalogue has.
    pub id: String,
    /// What its answer looks like.
    pub kind: Kind,
    /// Who can answer.
    pub who: Who,
    /// The choices, of a choice.
    pub choices: Vec<String>,
    /// The only unit, of a quantity.
    pub unit: Option<String>,
    /// How it is asked.
    pub question: Localised,
}

/// All measures that answers may hold.
#[derive(Clone, Debug, Default)]
pub struct Table {
    declared: Vec<Declared>,
}

impl Table {
    /// The measures that these definitions declare. Two trials may share one if they agree
    /// on everything but the wording.
    pub fn add(&mut self, reader: &mut Reader, value: &Value) {
        let Some(fields) = reader.any_map(value) else {
            return;
        };
        for (id, body) in fields.0 {
            reader.within(id, |reader| {
                let Some(declared) = read_declared(reader, id, body) else {
                    return;
                };
                match self.declared.iter().find(|other| other.id == *id) {
                    None => self.declared.push(declared),
                    Some(other) => {
                        let same = Declared {
                            question: other.question.clone(),
                            ..declared
                        };
                        if *other != same {
                            reader.error(Code::Inconsistent, "the same as in the other trial");
                        }
                    }
                }
            });
        }
    }

    /// The measure with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Index> {
        // Lengths first: this runs for every rule, and most ids differ in theirs.
        let row = |row: &Row| row.id.len() == id.len() && row.id == id;
        ROWS.iter().position(row).or_else(|| {
            let own = self.declared.iter().position(|own| own.id == id);
            own.map(|position| ROWS.len() + position)
        })
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        ROWS.len() + self.declared.len()
    }

    /// The row of the catalogue, if it is one.
    #[must_use]
    pub fn row(&self, index: Index) -> Option<&'static Row> {
        ROWS.get(index)
    }

    /// The declaration, if it is none of the catalogue.
    #[must_use]
    pub fn declared(&self, index: Index) -> Option<&Declared> {
        self.declared.get(index.checked_sub(ROWS.len())?)
    }

    /// Its id.
    #[must_use]
    pub fn id(&self, index: Index) -> &str {
        match self.row(index) {
            Some(row) => row.id,
            None => self.declared(index).map_or("", |own| own.id.as_str()),
        }
    }

    /// What its answer looks like.
    #[must_use]
    pub fn kind(&self, index: Index) -> Kind {
        match self.row(index) {
            Some(row) => row.kind,
            None => self.declared(index).map_or(Kind::YesNo, |own| own.kind),
        }
    }

    /// Who can answer.
    #[must_use]
    pub fn who(&self, index: Index) -> &[Who] {
        match self.row(index) {
            Some(row) => row.who,
            None => self
                .declared(index)
                .map_or(&[], |own| std::slice::from_ref(&own.who)),
        }
    }

    /// The names of its choices.
    #[must_use]
    pub fn choices(&self, index: Index) -> Vec<&str> {
        match self.row(index) {
            Some(row) => row.choices.to_vec(),
            None => self.declared(index).map_or_else(Vec::new, |own| {
                own.choices.iter().map(String::as_str).collect()
            }),
        }
    }

    /// The number of a choice.
    #[must_use]
    pub fn choice(&self, index: Index, name: &str) -> Option<usize> {
        self.choices(index)
            .iter()
            .position(|choice| *choice == name)
    }

    /// The codes of the units it can be given in, the canonical one first.
    #[must_use]
    pub fn units(&self, index: Index) -> Vec<&str> {
        match self.row(index) {
            Some(row) => row.quantity.map_or_else(Vec::new, |quantity| {
                quantity.units.iter().map(|u| u.code).collect()
            }),
            None => self
                .declared(index)
                .and_then(|own| own.unit.as_deref())
                .map_or_else(Vec::new, |unit| vec![unit]),
        }
    }

    /// The unit meant by a spelling: its code, and a change into the canonical unit.
    #[must_use]
    pub fn unit(&self, index: Index, text: &str) -> Option<MeasureUnit<'_>> {
        if let Some(row) = self.row(index) {
            return row.quantity?.unit(text).map(MeasureUnit::Known);
        }
        let own = self.declared(index)?.unit.as_deref()?;
        (units::fold(own) == units::fold(text)).then_some(MeasureUnit::Own(own))
    }
}

/// A unit of a measure.
#[derive(Clone, Copy, Debug)]
pub enum MeasureUnit<'t> {
    /// One that the tables of units hold.
    Known(&'static units::Unit),
    /// The only unit of a declared measure.
    Own(&'t str),
}

impl MeasureUnit<'_> {
    /// UCUM code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            MeasureUnit::Known(unit) => unit.code,
            MeasureUnit::Own(code) => code,
        }
    }

    /// A value in this unit, in the canonical one.
    #[must_use]
    pub fn to_canonical(&self, value: f64) -> f64 {
        match self {
            MeasureUnit::Known(unit) => unit.to_canonical(value),
            MeasureUnit::Own(_) => value,
        }
    }

    /// A canonical value, in this unit.
    #[must_use]
    pub fn from_canonical(&self, value: f64) -> f64 {
        match self {
            MeasureUnit::Known(unit) => unit.from_canonical(value),
            MeasureUnit::Own(_) => value,
        }
    }
}

const WHO: [(&str, Who); 5] = [
    ("patient", Who::Patient),
    ("report", Who::Report),
    ("clinician", Who::Clinician),
    ("study", Who::Study),
    ("agreement", Who::Agreement),
];

const KINDS: [(&str, Kind); 11] = [
    ("quantity", Kind::Quantity),
    ("count", Kind::Count),
    ("yes_no", Kind::YesNo),
    ("choice", Kind::Choice),
    ("date", Kind::Date),
    ("choices", Kind::Choices),
    ("dates", Kind::Dates),
    // The rest stands in the catalogue alone.
    ("items", Kind::Items),
    ("medications", Kind::Medications),
    ("doses", Kind::Doses),
    ("titre", Kind::Titre),
];
/// How many of them a trial file may declare.
const DECLARABLE: usize = 7;

/// The name of a kind in a definition.
#[must_use]
pub fn kind_name(kind: Kind) -> &'static str {
    KINDS
        .iter()
        .find(|(_, other)| *other == kind)
        .map_or("", |(name, _)| name)
}

/// The name of an answerer in a definition.
#[must_use]
pub fn who_name(who: Who) -> &'static str {
    WHO.iter()
        .find(|(_, other)| *other == who)
        .map_or("", |(name, _)| name)
}

/// One of a closed set of words.
pub fn read_word<T: Copy>(reader: &mut Reader, value: &Value, words: &[(&str, T)]) -> Option<T> {
    let text = reader.text(value)?;
    let found = words
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, meaning)| *meaning);
    if found.is_none() {
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        reader.error_not_in(Code::OutOfRange, &names);
    }
    found
}

/// Texts by language, at least one.
pub fn read_localised(reader: &mut Reader, value: &Value) -> Option<Localised> {
    let fields = reader.any_map(value)?;
    let mut texts = Localised::default();
    for (language, text) in fields.0 {
        reader.within(language, |reader| {
            if let Some(text) = reader.filled_text(text) {
                texts.0.push((language.clone(), text.to_string()));
            }
        });
    }
    if fields.0.is_empty() {
        reader.error(Code::Empty, "a text for at least one language");
    }
    Some(texts)
}

/// An id: small letters, digits and underscores, beginning with a letter.
pub fn is_snake_case(id: &str) -> bool {
    id.len() <= 80
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn read_declared(reader: &mut Reader, id: &str, value: &Value) -> Option<Declared> {
    if !is_snake_case(id) {
        reader.error(Code::OutOfRange, "snake_case");
    }
    if crate::catalogue::row(id).is_some() {
        reader.error(Code::DuplicateId, "an id that the catalogue does not have");
        return None;
    }
    let fields = reader.map(value, &["kind", "who", "question", "choices", "unit"])?;
    let kind = reader.required(fields, "kind", |reader, value| {
        read_word(reader, value, &KINDS[..DECLARABLE])
    })?;
    let who = reader.required(fields, "who", |r, v| read_word(r, v, &WHO))?;
    let question = reader.required(fields, "question", read_localised)?;
    let choices = if [Kind::Choice, Kind::Choices].contains(&kind) {
        reader.required(fields, "choices", |reader, value| {
            if reader.list(value)?.len() > MOST {
                reader.error(Code::TooLarge, "at most 64 choices");
                return None;
            }
            let choices = reader.each(value, |r, v| r.filled_text(v).map(str::to_string));
            if choices.len() < 2 {
                reader.error(Code::Empty, "at least two choices");
            }
            for (place, choice) in choices.iter().enumerate() {
                if [UNKNOWN, NOT_DONE].contains(&choice.as_str()) {
                    reader.error(Code::OutOfRange, "a choice other than unknown and not_done");
                }
                if choices[..place].contains(choice) {
                    reader.error(Code::DuplicateId, "each choice once");
                }
            }
            Some(choices)
        })?
    } else {
        refuse(reader, fields.get("choices"), "choices");
        Vec::new()
    };
    let unit = if kind == Kind::Quantity {
        let unit = reader.required(fields, "unit", |r, v| r.filled_text(v))?;
        Some(unit.to_string())
    } else {
        refuse(reader, fields.get("unit"), "unit");
        None
    };
    Some(Declared {
        id: id.to_string(),
        kind,
        who,
        choices,
        unit,
        question,
    })
}

fn refuse(reader: &mut Reader, value: Option<&Value>, key: &str) {
    if value.is_some() {
        reader.error_at(key, Code::UnknownField, "");
    }
}
