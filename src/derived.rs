//! Answers that follow from other answers: bounds of scores, means of doses, what a list of
//! medicines says for certain.
//!
//! Only what is certain is drawn. That a medicine is not listed says nothing here: people forget.

use crate::answers::{Answer, Answers, Known, Number};
use crate::catalogue::MEDICATIONS;
use crate::date::{Date, DateRange};
use crate::formula::edss::{self, Aid};
use crate::formula::eular_acr_2019::{self, ANA_80_EVER, CLASS_II_OR_V, CLASS_III_OR_IV, ENTRY};
use crate::formula::{acr_1997, sledai_2k, slicc_2012};
use crate::interval::Interval;
use crate::measures::{Index, Table};
use crate::members::Members;
use crate::rule::Reason;
use crate::truth::Truth;

mod medicines;
mod steroids;

/// The aids with which a person walks some distance.
const WALKING: [&str; 3] = ["none", "one_side", "two_sides"];

const EULAR_ACR: &str = "eular_acr_2019";
const EULAR_ACR_ITEMS: &str = "eular_acr_2019_items";

/// The measures that follow, with what follows.
pub struct Derived<'a> {
    table: &'a Table,
    answers: &'a Answers,
    as_of: Date,
    found: Vec<(Index, Known)>,
    /// Items and what would follow from them, with the answer that says the opposite.
    pub contradictions: Vec<([&'static str; 2], &'static str)>,
}

impl<'a> Derived<'a> {
    /// Draws every conclusion.
    #[must_use]
    pub fn new(table: &'a Table, answers: &'a Answers, as_of: Date) -> Derived<'a> {
        let mut derived = Derived {
            table,
            answers,
            as_of,
            found: Vec::new(),
            contradictions: Vec::new(),
        };
        derived.walking();
        derived.scores();
        derived.steroids();
        derived.pregnancy();
        if let Some(Answer::Medications(list)) = derived.answer(MEDICATIONS) {
            derived.medicines(list);
        }
        derived
    }

    /// What follows for a measure.
    #[must_use]
    pub fn known(&self, index: Index) -> Option<&Known> {
        let found = self.found.iter().find(|(other, _)| *other == index);
        found.map(|(_, known)| known)
    }

    /// Whether a measure that others follow from could still say more.
    #[must_use]
    pub fn matters(&self, index: Index) -> bool {
        let aid = || self.choice("walking_aid");
        match self.table.id(index) {
            "walking_distance" => aid().is_none_or(|aid| WALKING.contains(&aid)),
            "walking_unrestricted" => {
                let far = self.number("walking_distance");
                aid().is_none_or(|aid| aid == "none") && far.is_none_or(|far| far.high >= 500.0)
            }
            _ => true,
        }
    }

    fn answer(&self, id: &str) -> Option<&'a Answer> {
        let known = self.answers.known(self.table.find(id)?)?;
        Some(&known.answer)
    }

    fn number(&self, id: &str) -> Option<Interval> {
        self.answer(id)?.number().map(|number| number.value)
    }

    fn choice(&self, id: &str) -> Option<&'a str> {
        match self.answer(id)? {
            Answer::Choice(choice) => {
                let choices = self.table.choices(self.table.find(id)?);
                choices.get(*choice).copied()
            }
            _ => None,
        }
    }

    fn members(&self, id: &str) -> Option<Members> {
        match self.answer(id)? {
            Answer::Set(members) => Some(*members),
            _ => None,
        }
    }

    fn add(&mut self, id: &str, answer: Answer) {
        if let Some(index) = self.table.find(id) {
            self.found.push((index, Known::undated(answer)));
        }
    }

    fn add_number(&mut self, id: &str, value: Interval, unit: Option<&str>) {
        let number = Number {
            value,
            typed: value,
            unit: unit.map(str::to_string),
            upper_limit: None,
        };
        self.add(id, Answer::Number(number));
    }

    fn add_choice(&mut self, id: &str, name: &str) {
        let choice = self.table.find(id).and_then(|i| self.table.choice(i, name));
        if let Some(choice) = choice {
            self.add(id, Answer::Choice(choice));
        }
    }

    /// Walking bounds the EDSS, and from 5.5 on it is the EDSS.
    fn walking(&mut self) {
        let name = self.choice("walking_aid");
        let Some((_, aid)) = edss::AIDS.iter().find(|(aid, _)| Some(*aid) == name) else {
            return;
        };
        let unrestricted = match self.answer("walking_unrestricted") {
            Some(Answer::YesNo(yes)) => Some(*yes),
            _ => None,
        };
        let distance = self.number("walking_distance");
        let bounds = |aid| edss::bounds_from_walking(aid, distance, unrestricted);
        // Who needs which help with a wheelchair is for a clinician to see.
        let sitting = [Aid::Wheelchair, Aid::WheelchairHelped];
        let wheelchair = sitting.contains(aid);
        let (low, high) = if wheelchair {
            (bounds(sitting[0]).0, bounds(sitting[1]).1)
        } else {
            bounds(*aid)
        };
        self.add_number("edss", Interval::closed(low.score(), high.score()), None);
        // As old as the oldest of what it follows from, if each has its day.
        let days: Option<Vec<DateRange>> =
            ["walking_aid", "walking_distance", "walking_unrestricted"]
                .iter()
                .filter_map(|id| self.answers.known(self.table.find(id)?))
                .map(|known| known.on)
                .collect();
        let on = days.and_then(|days| days.into_iter().min_by_key(|day| day.earliest));
        if let Some((_, known)) = self.found.last_mut() {
            known.on = on;
            known.doubt = wheelchair.then_some(Reason::SelfReport);
        }
    }

    /// A positive test says it, whatever else is said.
    fn pregnancy(&mut self) {
        if self.choice("serum_hcg") == Some("positive") {
            self.add("pregnant", Answer::YesNo(true));
            let index = self.table.find("serum_hcg");
            let on = index.and_then(|index| self.answers.known(index)?.on);
            if let Some((_, known)) = self.found.last_mut() {
                known.on = on;
            }
        }
    }

    fn scores(&mut self) {
        if let Some(items) = self.members("sledai_2k_items") {
            self.add_number("sledai_2k", sledai_2k::total(items), None);
        }
        if let Some(items) = self.members("acr_1997_items") {
            self.add_number("acr_1997_count", acr_1997::count(items), None);
        }
        if let Some(items) = self.members("slicc_2012_items") {
            self.add_number("slicc_2012_total", slicc_2012::total(items), None);
            self.add_number("slicc_2012_clinical", slicc_2012::clinical(items), None);
            self.add_number(
                "slicc_2012_immunologic",
                slicc_2012::immunologic(items),
                None,
            );
            let route = slicc_2012::biopsy_route(items);
            if route != Truth::Unknown {
                self.add("slicc_biopsy_route", Answer::YesNo(route == Truth::True));
            }
        }
        self.eular_acr();
    }

    /// A biopsy of class III or IV with an ANA of 1:80 is ten points on its own.
    fn eular_acr(&mut self) {
        let items = self.members(EULAR_ACR_ITEMS);
        let mut members = items.unwrap_or(Members::unknown(eular_acr_2019::ITEMS.len()));
        // What another answer says of an item.
        let mut implied = Vec::new();
        let titre = self.number("ana_titer").map(|titre| ENTRY.judge(titre));
        if titre == Some(Truth::True) {
            implied.push(("ana_titer", ANA_80_EVER));
        }
        for class in self.choice("ln_class").unwrap_or_default().split('+') {
            match class {
                "III" | "IV" => implied.push(("ln_class", CLASS_III_OR_IV)),
                "II" | "V" => implied.push(("ln_class", CLASS_II_OR_V)),
                _ => {}
            }
        }
        for (id, place) in implied {
            if members.has(place) == Truth::False {
                self.contradictions.push(([EULAR_ACR, EULAR_ACR_ITEMS], id));
            }
            members.set(place, true);
        }
        let entry = members.has(ANA_80_EVER);
        match eular_acr_2019::classified(entry, members) {
            Truth::True => self.add_choice(EULAR_ACR, "classified"),
            Truth::False => self.add_choice(EULAR_ACR, "not_classified"),
            Truth::Unknown => {}
        }
    }
}
