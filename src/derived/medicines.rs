//! What a list of medicines says for certain.

use super::Derived;
use crate::answers::{Answer, Medication, Response};
use crate::date::{Date, DateRange};
use crate::drug::Class;
use crate::measures::Index;
use crate::members::Members;
use crate::truth::Truth;

/// Drugs for multiple sclerosis that are no choice of `failed_dmts` by their own name, by the one
/// that they are.
const DMTS: [(&str, &[&str]); 2] = [
    (
        "anti_cd20",
        &[
            "rituximab",
            "ocrelizumab",
            "ofatumumab",
            "ublituximab",
            "obinutuzumab",
        ],
    ),
    (
        "other",
        &[
            "natalizumab",
            "alemtuzumab",
            "ponesimod",
            "teriflunomide",
            "dimethyl fumarate",
            "diroximel fumarate",
            "cladribine",
            "mitoxantrone",
            "interferon beta-1a",
            "interferon beta-1a im",
            "interferon beta-1a sc",
            "peginterferon beta-1a",
            "interferon beta-1b",
            "glatiramer",
        ],
    ),
];

impl Derived<'_> {
    /// Everything that follows from the list.
    pub(super) fn medicines(&mut self, list: &[Medication]) {
        let is = |one: &Medication, class: Class| one.drug.is_some_and(|drug| drug.class == class);
        let systemic = |one: &Medication| one.is_systemic() == Truth::True;
        let steroid = |one: &Medication| is(one, Class::Glucocorticoid) && systemic(one);
        if list.iter().any(steroid) {
            self.add("used_glucocorticoids", Answer::YesNo(true));
        }
        let suppresses = |one: &Medication| {
            steroid(one)
                || is(one, Class::Biologic)
                || (is(one, Class::SmallMoleculeImmunosuppressant) && systemic(one))
        };
        let taken = |one: &&Medication| one.ongoing == Some(true);
        if list.iter().filter(taken).any(steroid) {
            self.add_choice("glucose_active_medicine", "systemic_steroid");
        }
        if list.iter().filter(taken).any(suppresses) {
            self.add("systemic_immunosuppressant_current", Answer::YesNo(true));
        }
        self.add_chosen("failed_dmts", list, failed_dmt);
        self.add_chosen("used_sle_agents", list, sle_agent);
        if list.iter().any(|one| is(one, Class::Biologic)) {
            let some = self.not_none("biologics_ever");
            some.into_iter()
                .for_each(|(_, members)| self.add("biologics_ever", Answer::Set(members)));
        }
        self.nonbiologics(list);
    }

    /// Several choices of which nothing is known but that there is one.
    fn not_none(&self, id: &str) -> Option<(Index, Members)> {
        let index = self.table.find(id)?;
        let mut members = Members::unknown(self.table.choices(index).len());
        if let Some(none) = self.table.choice(index, "none") {
            members.set(none, false);
        }
        Some((index, members))
    }

    /// The choices that medicines are, by their own name or by the group that `group` gives.
    fn add_chosen(
        &mut self,
        id: &str,
        list: &[Medication],
        group: fn(&Medication) -> Option<&'static str>,
    ) {
        let Some((index, mut members)) = self.not_none(id) else {
            return;
        };
        let mut any = false;
        for one in list {
            let own = one
                .drug
                .and_then(|drug| self.table.choice(index, drug.name));
            let chosen = group(one).and_then(|group| own.or(self.table.choice(index, group)));
            if let Some(place) = chosen {
                members.set(place, true);
                any = true;
            }
        }
        if any {
            self.add(id, Answer::Set(members));
        }
    }

    /// Non-biologic background treatment of lupus: since when, and when it changed last.
    fn nonbiologics(&mut self, list: &[Medication]) {
        let classes = [Class::Antimalarial, Class::SmallMoleculeImmunosuppressant];
        let background = list.iter().filter(|one| {
            let counts = one.drug.is_some_and(|drug| classes.contains(&drug.class));
            counts && one.is_systemic() == Truth::True
        });
        let mut since: Option<DateRange> = None;
        let mut changed: Option<DateRange> = None;
        for one in background {
            if one.ongoing == Some(true) {
                self.add_once("nonbiologic_current", Answer::YesNo(true));
                // Another one, listed or not, may have been taken before it.
                if let Some(started) = one.started {
                    let latest = since.map_or(started.latest, |day| day.latest.min(started.latest));
                    since = Some(DateRange {
                        earliest: Date::FIRST,
                        latest,
                    });
                }
            }
            // While it is taken, its last dose is no change.
            let stopped = one.last_dose.filter(|_| one.ongoing != Some(true));
            for day in one.started.into_iter().chain(stopped) {
                let last = changed.map_or(day.earliest, |last| last.earliest.max(day.earliest));
                // The dose may have changed on any day since.
                changed = Some(DateRange {
                    earliest: last,
                    latest: self.as_of,
                });
            }
        }
        if let Some(since) = since {
            self.add("nonbiologic_continuous_since", Answer::Date(Some(since)));
        }
        if let Some(changed) = changed {
            self.add("last_nonbiologic_change", Answer::Date(Some(changed)));
        }
    }

    fn add_once(&mut self, id: &str, answer: Answer) {
        let index = self.table.find(id);
        if index.is_some_and(|index| self.known(index).is_none()) {
            self.add(id, answer);
        }
    }
}

/// Of a drug for multiple sclerosis that has failed.
fn failed_dmt(one: &Medication) -> Option<&'static str> {
    let drug = one.drug?;
    if one.response != Some(Response::Failed) {
        return None;
    }
    let found = DMTS.iter().find(|(_, names)| names.contains(&drug.name));
    // Any other is a choice by its own name, or no drug for multiple sclerosis.
    Some(found.map_or("", |(choice, _)| choice))
}

/// Of a drug for lupus.
fn sle_agent(one: &Medication) -> Option<&'static str> {
    let drug = one.drug.filter(|_| one.is_systemic() == Truth::True)?;
    match drug.class {
        Class::Antimalarial => Some("antimalarial"),
        Class::Biologic => Some("other_biologic"),
        Class::SmallMoleculeImmunosuppressant => Some("other"),
        _ => None,
    }
}
