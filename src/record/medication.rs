//! Medicines: what is said to be taken, what was given, what was only prescribed.

use super::codes::ABSENT;
use super::gather::{Place, sort};
use super::name::{Named, named, route};
use super::notes::{Notes, Why, usable};
use super::shape::{
    codings, day, items, map, period, source, status, tail, text, texted, unversioned,
};
use super::{Day, Doubt, Fact};
use crate::catalogue::{MEDICATIONS, ROWS};
use crate::date::Date;
use crate::value::Value;

/// Most medicines that are kept.
const MOST: usize = 50_000;
/// Most references that are followed from one medicine to the next: enough for a product and its
/// ingredient, and too few for a circle to matter.
const HOPS: usize = 4;

const TYPE: &str = "Medication";
const REQUEST: &str = "MedicationRequest";

/// What a medicine is, or where it says so.
#[derive(Clone, Debug)]
enum What {
    Drug(Named),
    Elsewhere(String),
    Unknown,
}

/// How it stands with a medicine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Taken,
    Over,
    Paused,
    Prescribed,
}

/// A medicine of the person.
#[derive(Debug)]
struct Taken {
    kind: &'static str,
    what: What,
    standing: Standing,
    route: Option<&'static str>,
    started: Option<Day>,
    ended: Option<Day>,
    told: Option<Day>,
    id: Option<String>,
}

/// The medicines of a record.
#[derive(Debug, Default)]
pub(super) struct Medicines {
    taken: Vec<Taken>,
    /// By what references may call them.
    kept: Vec<(String, What)>,
}

impl Medicines {
    pub(super) fn is_full(&self) -> bool {
        self.taken.len().max(self.kept.len()) >= MOST
    }

    /// Keeps a Medication that others may refer to.
    pub(super) fn keep(&mut self, resource: &Value, url: Option<&str>) {
        let what = what(resource, &[]);
        let id = text(resource, "id").map(|id| [TYPE, "/", id].concat());
        for key in id.into_iter().chain(url.map(str::to_string)) {
            self.kept.push((key, what.clone()));
        }
    }

    /// The facts, as of a day.
    pub(super) fn facts(&self, notes: &mut Notes, as_of: Date) {
        let mut order: Vec<Place> = Vec::new();
        for (place, (key, _)) in self.kept.iter().enumerate() {
            order.push((mixed(key), 0, 0, place));
        }
        sort(&mut order);
        for taken in &self.taken {
            match self.resolved(&order, &taken.what) {
                Ok(named) => match taken.fact(named, as_of) {
                    // A last day before the first one.
                    Ok(fact) if usable(&fact, None).is_none() => {
                        notes.ignore(Why::Contradictory, taken.kind);
                    }
                    Ok(fact) => notes.facts.push(fact),
                    Err(why) => notes.ignore(why, taken.kind),
                },
                Err(why) => notes.ignore(why, taken.kind),
            }
        }
    }

    /// What a reference means; none if nothing is called so, or two different drugs are, as on
    /// two servers.
    fn called(&self, order: &[Place], reference: &str) -> Option<&What> {
        let hash = mixed(reference);
        let first = order.partition_point(|(own, ..)| *own < hash);
        let mut found: Option<&What> = None;
        for (own, .., place) in order.get(first..)? {
            let (key, what) = self.kept.get(*place)?;
            if *own != hash {
                break;
            }
            if key == reference {
                match (found, what) {
                    (None, what) => found = Some(what),
                    (Some(What::Drug(one)), What::Drug(other)) if one.drug == other.drug => {}
                    _ => return None,
                }
            }
        }
        found
    }

    /// Follows references inside the record: by the whole reference, or by type and id at its
    /// end.
    fn resolved<'w>(&'w self, order: &[Place], what: &'w What) -> Result<&'w Named, Why> {
        let mut what = what;
        for _ in 0..HOPS {
            let reference = match what {
                What::Drug(named) => return Ok(named),
                What::Unknown => return Err(Why::UnknownDrug),
                What::Elsewhere(reference) => reference.as_str(),
            };
            let end = || tail(reference).filter(|(kind, _)| *kind == TYPE);
            what = self
                .called(order, reference)
                .or_else(|| self.called(order, end()?.1))
                .ok_or(Why::UnknownReference)?;
        }
        Err(Why::UnknownReference)
    }
}

/// A number by which keys are found quickly (FNV-1a); different keys may share one.
fn mixed(key: &str) -> usize {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    key.bytes().fold(2_166_136_261, step) as usize
}

/// What a resource says that its medicine is: a concept, a reference, or the only ingredient.
fn what(resource: &Value, contained: &[Value]) -> What {
    let mut resource = resource;
    for _ in 0..HOPS {
        for key in ["medicationCodeableConcept", "itemCodeableConcept", "code"] {
            if let Some(named) = named(TYPE, resource, key) {
                return What::Drug(named);
            }
        }
        if let [only] = items(resource, "ingredient") {
            resource = only;
            continue;
        }
        let references = ["medicationReference", "itemReference"];
        let mut references = references.iter().filter_map(|key| resource.get(key));
        let Some(reference) = references.next().and_then(|r| text(r, "reference")) else {
            return What::Unknown;
        };
        let Some(id) = reference.strip_prefix('#') else {
            return What::Elsewhere(unversioned(reference).to_string());
        };
        let inside = contained
            .iter()
            .find(|inside| text(inside, "id") == Some(id));
        let Some(inside) = inside else {
            return What::Unknown;
        };
        resource = inside;
    }
    What::Unknown
}

/// Reads a statement, a request or an administration.
pub(super) fn read(
    medicines: &mut Medicines,
    notes: &mut Notes,
    kind: &'static str,
    resource: &Value,
) {
    let codings = codings(resource, "medicationCodeableConcept");
    if codings.iter().any(|coding| coding.system == Some(ABSENT)) {
        return notes.ignore(Why::NoInformation, kind);
    }
    let standing = match standing(kind, resource) {
        Ok(standing) => standing,
        Err(why) => return notes.ignore(why, kind),
    };
    let what = what(resource, items(resource, "contained"));
    if matches!(what, What::Unknown) {
        return notes.ignore(Why::UnknownDrug, kind);
    }
    let (end, start) = period(resource, "effectivePeriod");
    let once = day(resource, "effectiveDateTime");
    let over = standing == Standing::Over;
    medicines.taken.push(Taken {
        kind,
        what,
        standing,
        route: route(resource, "dosage").or_else(|| route(resource, "dosageInstruction")),
        started: start,
        ended: end.or_else(|| once.clone().filter(|_| over)),
        told: once
            .or_else(|| day(resource, "dateAsserted"))
            .or_else(|| day(resource, "authoredOn")),
        id: source(kind, resource, "", None).id,
    });
}

/// What the status means. A request says what was ordered, not what was done.
fn standing(kind: &str, resource: &Value) -> Result<Standing, Why> {
    let is = |key: &str, flag: bool| resource.get(key) == Some(&Value::Bool(flag));
    // Older exports say so beside the status.
    let refused = is("wasNotTaken", true) || text(resource, "taken") == Some("n");
    if is("doNotPerform", true) || refused {
        return Err(Why::NotTaken);
    }
    let status = status(resource, "status").unwrap_or_default();
    match status {
        "entered-in-error" => return Err(Why::EnteredInError),
        "cancelled" => return Err(Why::Cancelled),
        "not-taken" | "not-done" | "intended" | "draft" => return Err(Why::NotTaken),
        _ => {}
    }
    if kind == REQUEST {
        let planned = ["proposal", "plan", "option"];
        if planned.contains(&text(resource, "intent").unwrap_or_default()) {
            return Err(Why::NotTaken);
        }
        return match status {
            "active" | "on-hold" | "completed" | "stopped" => Ok(Standing::Prescribed),
            _ => Err(Why::UnknownStatus),
        };
    }
    match status {
        "active" | "in-progress" => Ok(Standing::Taken),
        "completed" | "stopped" => Ok(Standing::Over),
        "on-hold" => Ok(Standing::Paused),
        _ => Err(Why::UnknownStatus),
    }
}

impl Taken {
    fn fact(&self, named: &Named, as_of: Date) -> Result<Fact, Why> {
        let past = |day: &&Day| day.range.earliest <= as_of;
        let text = |day: &Day| texted(&day.text);
        let mut entries = vec![("drug", texted(&named.drug))];
        let mut on = self.told.clone();
        let mut doubt = None;
        let ended = self.ended.as_ref();
        match self.standing {
            Standing::Prescribed => doubt = Some(Doubt::OnlyPrescribed),
            Standing::Paused => doubt = Some(Doubt::OnHold),
            Standing::Taken if ended.is_none_or(|day| !past(&day)) => {
                entries.push(("ongoing", Value::Bool(true)));
            }
            Standing::Taken | Standing::Over => {
                if self.standing == Standing::Taken {
                    doubt = Some(Doubt::StatusDisagrees);
                }
                match ended.filter(past) {
                    Some(day) => {
                        entries.push(("last_dose", text(day)));
                        on = Some(day.clone());
                    }
                    None => doubt = Some(Doubt::NoLastDose),
                }
            }
        }
        if let Some(started) = &self.started {
            if !past(&started) {
                return Err(Why::InFuture);
            }
            entries.push(("started", text(started)));
            on = on.or_else(|| Some(started.clone()));
        }
        if let Some(route) = self.route.or(named.route) {
            entries.push(("route", texted(route)));
        }
        let mut source = named.source.clone();
        source.resource = self.kind;
        source.id.clone_from(&self.id);
        let index = ROWS.iter().position(|row| row.id == MEDICATIONS);
        Ok(Fact {
            index: index.ok_or(Why::UnknownCode)?,
            answer: Value::List(vec![map(entries)]),
            on,
            source,
            doubt,
        })
    }
}
