//! A trial definition: read, checked, written.

use crate::date::Date;
use crate::digest::digest;
use crate::dose::Dose;
use crate::error::{Code, Error, Severity};
use crate::measures::{Table, read_localised, read_word};
use crate::rule::Rule;
use crate::value::{Reader, Value};
use serde::Serialize;

mod case;

use case::read_case;

/// The only schema so far.
pub const SCHEMA: u32 = 1;

/// Most criteria of one trial: time grows with their square, and no protocol comes near.
pub(crate) const MOST_CRITERIA: usize = 500;

/// Most comparisons of one trial: each may look at a list of answers.
const MOST_READS: usize = 4000;

/// What the record says of recruiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// Recruiting.
    Enrolling,
    /// Not yet recruiting.
    NotYet,
    /// No longer recruiting.
    Closed,
    /// Not a trial that recruits: nothing but information.
    Informational,
}

const RECORDS: [(&str, Record); 4] = [
    ("enrolling", Record::Enrolling),
    ("not_yet", Record::NotYet),
    ("closed", Record::Closed),
    ("informational", Record::Informational),
];

/// Which way a criterion counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionKind {
    /// The rule must hold.
    Inclusion,
    /// The rule must not hold.
    Exclusion,
}

const KINDS: [(&str, CriterionKind); 2] = [
    ("inclusion", CriterionKind::Inclusion),
    ("exclusion", CriterionKind::Exclusion),
];

/// A named group that a person would be in; changes nothing.
#[derive(Clone, Debug)]
pub struct Stratum {
    /// Its name, as the protocol writes it.
    pub name: String,
    /// Who is in it.
    pub rule: Rule,
}

/// One line of the protocol.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// As in the protocol: "I3", "E7".
    pub id: String,
    /// Inclusion or exclusion.
    pub kind: CriterionKind,
    /// Verbatim.
    pub text: String,
    /// As the source says it.
    pub rule: Rule,
    /// Shown with the criterion of this id, and counts nowhere.
    pub part_of: Option<String>,
    /// Failing it passes with time or treatment.
    pub temporary: bool,
    /// Groups that the protocol names.
    pub strata: Vec<Stratum>,
    /// When each of the remarks applies; their texts are only shown.
    pub remarks: Vec<Rule>,
    /// What is only shown, as it was given.
    rest: Vec<(String, Value)>,
}

/// Where a definition comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The document.
    pub source: String,
    /// Its own number for the trial.
    pub record: String,
    /// The day on which it was read.
    pub last_checked: Date,
    /// SHA-256 of the definition without what judges nobody: its cases, and the address of its
    /// schema (see [`mod@crate::digest`]).
    pub digest: String,
}

/// A trial.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Registry number.
    pub id: String,
    /// Recruiting status of the record.
    pub status: Record,
    /// Where it comes from.
    pub provenance: Provenance,
    /// The lines of the protocol.
    pub criteria: Vec<Criterion>,
    /// Name and dose of each arm.
    pub arms: Vec<(String, Option<Dose>)>,
    /// Everything that is shown and never judged, as it was given.
    rest: Vec<(String, Value)>,
}

const KEYS: [&str; 15] = [
    "schema",
    "id",
    "title",
    "status",
    "last_checked",
    "countries",
    "places",
    "sponsor",
    "contact",
    "source",
    "criteria",
    "measures",
    "arms",
    "cases",
    "$schema",
];
const CRITERION_KEYS: [&str; 10] = [
    "id",
    "kind",
    "text",
    "rule",
    "note",
    "part_of",
    "temporary",
    "strata",
    "remarks",
    "citation",
];

/// Reads definitions together: they share one table of measures.
///
/// # Errors
/// `invalid_trial` for the first error of the first definition that has one; the field is
/// `<trial id>/<path>`. `too_large` if one is.
pub fn load(definitions: &[Value]) -> Result<(Table, Vec<Trial>), Error> {
    let mut table = Table::default();
    let mut trials = Vec::new();
    for definition in definitions {
        definition.check_size()?;
        let mut reader = Reader::default();
        declare(&mut reader, &mut table, definition);
        fail_on_error(definition, reader)?;
    }
    for definition in definitions {
        let mut reader = Reader::default();
        let trial = Trial::read(&mut reader, &table, definition);
        fail_on_error(definition, reader)?;
        trials.extend(trial);
    }
    for (position, trial) in trials.iter().enumerate() {
        if trials[..position].iter().any(|other| other.id == trial.id) {
            return Err(Error {
                code: Code::InvalidTrial,
                field: Some(format!("{}/id", trial.id)),
                expected: Some("each trial once".to_string()),
            });
        }
    }
    Ok((table, trials))
}

fn fail_on_error(definition: &Value, reader: Reader) -> Result<(), Error> {
    let error = reader
        .finish()
        .into_iter()
        .find(|p| p.severity == Severity::Error);
    let Some(problem) = error else { return Ok(()) };
    let id = definition.get("id").and_then(Value::as_text).unwrap_or("?");
    let shown: String = id.chars().take(60).collect();
    let expected = match problem.expected {
        Some(expected) => format!("{}; {expected}", problem.code.as_str()),
        None => problem.code.as_str().to_string(),
    };
    Err(Error {
        code: Code::InvalidTrial,
        field: Some(format!("{shown}/{}", problem.path)),
        expected: Some(expected),
    })
}

/// Reads the measures that a definition declares into the table.
pub(crate) fn declare(reader: &mut Reader, table: &mut Table, definition: &Value) {
    if let Some(measures) = definition.get("measures") {
        reader.within("measures", |reader| table.add(reader, measures));
    }
}

impl Trial {
    /// Reads a definition; its declared measures are in the table already.
    pub fn read(reader: &mut Reader, table: &Table, definition: &Value) -> Option<Trial> {
        let fields = reader.map(definition, &KEYS)?;
        let schema = reader.required(fields, "schema", |r, v| r.whole(v, 1));
        if schema.is_some_and(|schema| schema != SCHEMA) {
            reader.error_at("schema", Code::OutOfRange, "1");
        }
        let id = reader.required(fields, "id", |r, v| r.filled_text(v).map(str::to_string));
        reader.required(fields, "title", read_localised);
        reader.required(fields, "contact", read_localised);
        let status = reader.required(fields, "status", |r, v| read_word(r, v, &RECORDS));
        let last_checked = reader.required(fields, "last_checked", read_day);
        for key in ["countries", "places"] {
            reader.required(fields, key, |reader, value| {
                Some(reader.each(value, |r, v| r.filled_text(v).map(str::to_string)))
            });
        }
        reader.required(fields, "sponsor", Reader::filled_text);
        let source = reader.required(fields, "source", |reader, value| {
            let fields = reader.map(value, &["name", "record"])?;
            let mut text = |key| reader.required(fields, key, Reader::filled_text);
            Some((text("name")?.to_string(), text("record")?.to_string()))
        });
        let criteria = reader
            .required(fields, "criteria", |reader, value| {
                if reader.list(value)?.len() > MOST_CRITERIA {
                    reader.error(Code::TooLarge, "at most 500 criteria");
                    return None;
                }
                let criteria = reader.each(value, |r, v| read_criterion(r, table, v));
                if reader.list(value).is_some_and(<[Value]>::is_empty) {
                    reader.error(Code::Empty, "at least one criterion");
                }
                check_ids(reader, value, &criteria);
                let mut reads = 0;
                for criterion in &criteria {
                    criterion.rule.measures(&mut |_| reads += 1);
                }
                if reads > MOST_READS {
                    reader.error(Code::TooLarge, "at most 4000 comparisons in one definition");
                }
                Some(criteria)
            })
            .unwrap_or_default();
        let arms = reader
            .optional(fields, "arms", |reader, value| {
                Some(reader.each(value, read_arm))
            })
            .unwrap_or_default();
        // As written: a slip inside of a criterion makes no error of each case that names it.
        let ids: Vec<&str> = match fields.get("criteria") {
            Some(Value::List(items)) => items
                .iter()
                .filter_map(|item| item.get("id")?.as_text())
                .collect(),
            _ => Vec::new(),
        };
        reader.optional(fields, "cases", |reader, value| {
            reader.each(value, |reader, value| read_case(reader, value, &ids));
            Some(())
        });
        let (source, record) = source?;
        let judged = ["criteria", "arms"];
        Some(Trial {
            id: id?,
            status: status?,
            provenance: Provenance {
                source,
                record,
                last_checked: last_checked?,
                digest: digest(definition, &["cases", "$schema"]),
            },
            criteria,
            arms,
            rest: fields
                .0
                .iter()
                .filter(|(key, _)| !judged.contains(&key.as_str()))
                .cloned()
                .collect(),
        })
    }

    /// The definition that reads as this trial: the same keys and values, perhaps in another
    /// order.
    #[must_use]
    pub fn write(&self, table: &Table) -> Value {
        let mut entries = self.rest.clone();
        let criteria = self
            .criteria
            .iter()
            .map(|criterion| criterion.write(table))
            .collect();
        entries.push(("criteria".to_string(), Value::List(criteria)));
        if !self.arms.is_empty() {
            let arms = self.arms.iter().map(|(name, dose)| {
                let name = ("name".to_string(), Value::Text(name.clone()));
                let dose = dose.as_ref().map(|dose| ("dose".to_string(), dose.write()));
                Value::Map(std::iter::once(name).chain(dose).collect())
            });
            entries.push(("arms".to_string(), Value::List(arms.collect())));
        }
        Value::Map(entries)
    }
}

impl Criterion {
    fn write(&self, table: &Table) -> Value {
        let text = |text: &str| Value::Text(text.to_string());
        let kind = KINDS
            .iter()
            .find(|(_, kind)| *kind == self.kind)
            .map_or("", |(name, _)| name);
        let mut entries = vec![
            ("id".to_string(), text(&self.id)),
            ("kind".to_string(), text(kind)),
            ("text".to_string(), text(&self.text)),
            ("rule".to_string(), self.rule.write(table)),
        ];
        if let Some(part_of) = &self.part_of {
            entries.push(("part_of".to_string(), text(part_of)));
        }
        if self.temporary {
            entries.push(("temporary".to_string(), Value::Bool(true)));
        }
        if !self.strata.is_empty() {
            let strata = self.strata.iter().map(|stratum| {
                Value::Map(vec![
                    ("name".to_string(), text(&stratum.name)),
                    ("rule".to_string(), stratum.rule.write(table)),
                ])
            });
            entries.push(("strata".to_string(), Value::List(strata.collect())));
        }
        entries.extend(self.rest.iter().cloned());
        Value::Map(entries)
    }
}

fn read_day(reader: &mut Reader, value: &Value) -> Option<Date> {
    let day = Date::parse(reader.text(value)?);
    if day.is_none() {
        reader.error(Code::BadDate, "2027-03-14");
    }
    day
}

/// Reads one line of a protocol.
pub(crate) fn read_criterion(
    reader: &mut Reader,
    table: &Table,
    value: &Value,
) -> Option<Criterion> {
    let fields = reader.map(value, &CRITERION_KEYS)?;
    let text = |reader: &mut Reader, key| {
        reader.required(fields, key, |r, v| r.filled_text(v).map(str::to_string))
    };
    let (id, source_text) = (text(reader, "id"), text(reader, "text"));
    let kind = reader.required(fields, "kind", |r, v| read_word(r, v, &KINDS));
    let rule = reader.required(fields, "rule", |r, v| Rule::read(r, table, v));
    reader.optional(fields, "note", read_localised);
    reader.optional(fields, "citation", Reader::filled_text);
    let part_of = reader.optional(fields, "part_of", |r, v| {
        r.filled_text(v).map(str::to_string)
    });
    let temporary = reader
        .optional(fields, "temporary", Reader::bool)
        .unwrap_or(false);
    let strata = reader
        .optional(fields, "strata", |reader, value| {
            Some(reader.each(value, |reader, value| {
                let fields = reader.map(value, &["name", "rule"])?;
                let name = reader.required(fields, "name", Reader::filled_text);
                let rule = reader.required(fields, "rule", |r, v| Rule::read(r, table, v));
                Some(Stratum {
                    name: name?.to_string(),
                    rule: rule?,
                })
            }))
        })
        .unwrap_or_default();
    let remarks = reader
        .optional(fields, "remarks", |reader, value| {
            Some(reader.each(value, |reader, value| {
                let fields = reader.map(value, &["when", "text"])?;
                reader.required(fields, "text", read_localised);
                reader.required(fields, "when", |r, v| Rule::read(r, table, v))
            }))
        })
        .unwrap_or_default();
    let shown = ["note", "remarks", "citation"];
    Some(Criterion {
        rest: fields
            .0
            .iter()
            .filter(|(key, _)| shown.contains(&key.as_str()))
            .cloned()
            .collect(),
        id: id?,
        kind: kind?,
        text: source_text?,
        rule: rule?,
        part_of,
        temporary,
        strata,
        remarks,
    })
}

/// Ids are unique, and parts belong to whole criteria. Looks at the raw list too, so that a
/// criterion with another error still counts as there.
fn check_ids(reader: &mut Reader, value: &Value, criteria: &[Criterion]) {
    let Value::List(items) = value else { return };
    let ids: Vec<Option<&str>> = items
        .iter()
        .map(|item| item.get("id").and_then(Value::as_text))
        .collect();
    for (position, id) in ids.iter().enumerate() {
        if id.is_some() && ids[..position].contains(id) {
            let expected = "an id that no other criterion has";
            reader.error_at(&format!("{position}/id"), Code::DuplicateId, expected);
        }
    }
    for (position, item) in items.iter().enumerate() {
        let Some(part_of) = item.get("part_of").and_then(Value::as_text) else {
            continue;
        };
        let whole = ids.contains(&Some(part_of))
            && !criteria
                .iter()
                .any(|c| c.id == part_of && c.part_of.is_some());
        if !whole {
            let expected = "the id of a whole criterion";
            reader.error_at(
                &format!("{position}/part_of"),
                Code::UnknownCriterion,
                expected,
            );
        }
    }
}

fn read_arm(reader: &mut Reader, value: &Value) -> Option<(String, Option<Dose>)> {
    let fields = reader.map(value, &["name", "dose"])?;
    let name = reader.required(fields, "name", Reader::filled_text);
    let dose = reader.optional(fields, "dose", Dose::read);
    Some((name?.to_string(), dose))
}
