//! What a list of medicines says for certain.

use super::Derived;
use crate::answers::{Answer, Medication, Response};
use crate::date::{Date, DateRange};
use crate::drug::Class;
use crate::members::Members;
use crate::truth::Truth;

/// Drugs for multiple sclerosis, by the choice of `failed_dmts` that they are.
const DMTS: [(&str, &[&str]); 5] = [
    ("fingolimod", &["fingolimod"]),
    ("siponimod", &["siponimod"]),
    ("ozanimod", &["ozanimod"]),
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
            self.add_not_none("biologics_ever");
        }
        self.nonbiologics(list);
    }

    /// Something, and not known which.
    fn add_not_none(&mut self, id: &str) {
        let Some(index) = self.table.find(id) else {
            return;
        };
        let mut members = Members::unknown(self.table.choices(index).len());
        if let Some(none) = self.table.choice(index, "none") {
            members.set(none, false);
        }
        self.add(id, Answer::Set(members));
    }

    /// Choices that are sure for the medicines for which `choose` gives one.
    fn add_chosen(
        &mut self,
        id: &str,
        list: &[Medication],
        choose: fn(&Medication) -> Option<&'static str>,
    ) {
        let Some(index) = self.table.find(id) else {
            return;
        };
        let mut members = Members::unknown(self.table.choices(index).len());
        if let Some(none) = self.table.choice(index, "none") {
            members.set(none, false);
        }
        let mut any = false;
        for choice in list.iter().filter_map(choose) {
            if let Some(place) = self.table.choice(index, choice) {
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

fn failed_dmt(one: &Medication) -> Option<&'static str> {
    let name = one
        .drug
        .filter(|_| one.response == Some(Response::Failed))?
        .name;
    let found = DMTS.iter().find(|(_, names)| names.contains(&name));
    found.map(|(choice, _)| *choice)
}

fn sle_agent(one: &Medication) -> Option<&'static str> {
    let drug = one.drug.filter(|_| one.is_systemic() == Truth::True)?;
    let named = [
        "azathioprine",
        "mycophenolate",
        "methotrexate",
        "leflunomide",
        "cyclophosphamide",
        "tacrolimus",
        "cyclosporine",
        "rituximab",
        "belimumab",
        "telitacicept",
    ];
    match drug.class {
        Class::Antimalarial => Some("antimalarial"),
        _ if named.contains(&drug.name) => Some(drug.name),
        Class::Biologic => Some("other_biologic"),
        Class::SmallMoleculeImmunosuppressant => Some("other"),
        _ => None,
    }
}
