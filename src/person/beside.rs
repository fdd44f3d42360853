//! Answers beside each other: which cannot all be true, which fit badly, and which came too early.

use super::Person;
use crate::answers::{Answer, Known, Medication};
use crate::catalogue::MEDICATIONS;
use crate::drug::Class;
use crate::formula::sledai_2k;
use crate::interval::Test;
use crate::measures::Index;
use crate::truth::Truth;

impl Person<'_> {
    /// Compares the answers that bear on each other.
    pub(super) fn look_beside(&mut self) {
        self.find_contradictions();
        self.find_disagreements();
        self.find_superseded();
    }

    pub(super) fn contradict(&mut self, ids: &[&str]) {
        self.contradict_by(ids, &[]);
    }

    /// `others` contradict these answers, and stand on their own.
    fn contradict_by(&mut self, ids: &[&str], others: &[&str]) {
        let indices = |ids: &[&str]| -> Vec<Index> {
            ids.iter().filter_map(|id| self.table.find(id)).collect()
        };
        let (unusable, others) = (indices(ids), indices(others));
        self.conflicted.extend(&unusable);
        self.contradictions.push([unusable, others].concat());
    }

    fn find_contradictions(&mut self) {
        let male = self.choice("sex") == Some("male");
        let female = self.choice("sex") == Some("female");
        for id in ["pregnant", "breastfeeding"] {
            if male && self.is_yes(id) {
                self.contradict(&["sex", id]);
            }
        }
        if let Some(potential) = self.choice("childbearing_potential") {
            let for_men = potential == "not_applicable_male";
            if (male && !for_men) || (female && for_men) {
                self.contradict(&["sex", "childbearing_potential"]);
            }
            if self.is_yes("pregnant") && potential.starts_with("no") {
                self.contradict(&["pregnant", "childbearing_potential"]);
            }
        }
        let limited = self
            .choice("nyha_class")
            .is_some_and(|class| class != "none");
        let healthy = matches!(
            self.known("heart_disease"),
            Some(Known {
                answer: Answer::YesNo(false),
                ..
            })
        );
        if limited && healthy {
            self.contradict(&["heart_disease", "nyha_class"]);
        }
        let tumour = ["active", "remission"].map(Some);
        if self.choice("malignancy") == Some("none")
            && tumour.contains(&self.choice("malignancy_status"))
        {
            self.contradict(&["malignancy", "malignancy_status"]);
        }
        self.contradict_biologics();
        let (max, mean) = (
            "prednisone_equivalent_max_28d",
            "prednisone_equivalent_mean_28d",
        );
        if let (Some(most), Some(each)) = (self.number(max), self.number(mean))
            && each.value.low > most.value.high
        {
            self.contradict(&[max, mean]);
        }
        for (ids, other) in self.derived.contradictions.clone() {
            self.contradict_by(&ids, &[other]);
        }
        let cells = "prior_cell_therapy";
        let last = self.known("last_msc_therapy").map(|known| &known.answer);
        let ever = match last {
            Some(Answer::Date(Some(_))) => self.has_choice(cells, "none"),
            Some(Answer::Date(None)) => self.has_choice(cells, "msc"),
            _ => false,
        };
        if ever {
            self.contradict(&[cells, "last_msc_therapy"]);
        }
        if let (Some(diagnosed), Some(birth)) = (self.date("diabetes_diagnosed"), self.birth)
            && diagnosed.latest < birth.earliest
        {
            self.contradict(&["birth_date", "age", "diabetes_diagnosed"]);
        }
    }

    /// Whether one of several choices was chosen.
    fn has_choice(&self, id: &str, choice: &str) -> bool {
        let index = self.table.find(id);
        let place = index.and_then(|index| self.table.choice(index, choice));
        match (place, self.known(id).map(|known| &known.answer)) {
            (Some(place), Some(Answer::Set(members))) => members.has(place) == Truth::True,
            _ => false,
        }
    }

    /// Biologics among the medicines, and whether there ever was one.
    fn contradict_biologics(&mut self) {
        let ever = "biologics_ever";
        let (Some(_), Some(listed)) = (self.known(ever), self.known(MEDICATIONS)) else {
            return;
        };
        let Answer::Medications(list) = &listed.answer else {
            return;
        };
        // What some call a biologic is asked about; a name that nobody knows may be one.
        let perhaps = |class: Class| [Class::Biologic, Class::BiologicUnsure].contains(&class);
        let contradicts = if self.has_choice(ever, "none") {
            list.iter()
                .any(|one| one.drug.is_some_and(|drug| perhaps(drug.class)))
        } else {
            list.iter()
                .all(|one| one.drug.is_some_and(|drug| !perhaps(drug.class)))
        };
        if contradicts {
            self.contradict_by(&[ever], &[MEDICATIONS]);
        }
    }

    /// B cells that were back before the last dose of what removes them say nothing of today.
    fn find_superseded(&mut self) {
        let index = self.table.find("b_cell_reconstitution");
        let tested = index.and_then(|index| self.answers.known(index)?.on);
        let medicines = self.known(MEDICATIONS).map(|known| &known.answer);
        if let (Some(tested), Some(Answer::Medications(list))) = (tested, medicines) {
            let later = |one: &Medication| {
                let last = one.last_dose.filter(|last| last.latest > tested.earliest);
                let removes = one.drug.is_some_and(|drug| drug.name == "rituximab");
                removes && (one.ongoing == Some(true) || last.is_some())
            };
            self.superseded = index.filter(|_| list.iter().any(later));
        }
    }

    /// The protein item of a score and the protein of a day: never filled in from each other.
    fn find_disagreements(&mut self) {
        let (Some(known), Some(protein)) = (
            self.known("sledai_2k_items"),
            self.number("urine_protein_24h"),
        ) else {
            return;
        };
        let Answer::Set(items) = known.answer else {
            return;
        };
        let place = sledai_2k::ITEMS
            .iter()
            .position(|item| *item == "proteinuria");
        let scored = place.map_or(Truth::Unknown, |place| items.has(place));
        if scored == !Test::Above(0.5).judge(protein.value) && scored != Truth::Unknown {
            let ids = ["sledai_2k_items", "sledai_2k", "urine_protein_24h"];
            self.disagreeing = ids.iter().filter_map(|id| self.table.find(id)).collect();
        }
    }
}
