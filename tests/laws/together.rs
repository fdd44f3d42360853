//! Several trials at once give what each gives alone, in the order given.

use crate::common::{self, TrialFile, from_json, people, trial_files};
use crate::config;
use crate::people::{Answers, measures_of, person, without_clash};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use trial_prescreen::catalogue::{Measure, catalogue};
use trial_prescreen::date::Date;
use trial_prescreen::measures::Table;
use trial_prescreen::person::Person;
use trial_prescreen::trial::load;
use trial_prescreen::{Screener, Value, Verdict};

/// A shipped trial with what bears on it.
struct Shipped {
    file: TrialFile,
    alone: Screener,
    /// The measures it reads, and what they follow from.
    needs: BTreeSet<String>,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let ship = |file: TrialFile| {
        let alone = file.screener();
        let needs = needs(&file);
        Shipped { file, alone, needs }
    };
    trial_files().into_iter().map(ship).collect()
});
static TOGETHER: LazyLock<Screener> = LazyLock::new(|| screener(&|shipped| shipped.to_vec()));
static BACKWARDS: LazyLock<Screener> =
    LazyLock::new(|| screener(&|shipped| shipped.iter().rev().cloned().collect()));
/// The measures of all of them together.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let definitions: Vec<Value> = SHIPPED.iter().map(|one| one.file.definition()).collect();
    load(&definitions).expect("what was loaded before").0
});
/// Every measure that bears on any of them.
static ALL: LazyLock<Vec<Measure>> = LazyLock::new(|| measures_of(&TOGETHER));

fn screener(order: &dyn Fn(&[Value]) -> Vec<Value>) -> Screener {
    let definitions: Vec<Value> = SHIPPED.iter().map(|one| one.file.definition()).collect();
    Screener::new(&order(&definitions)).unwrap_or_else(|error| panic!("{error}"))
}

/// Answers that fit or not only beside each other.
const BESIDE: [&[&str]; 1] = [&["sledai_2k_items", "sledai_2k", "urine_protein_24h"]];
/// What a list of medicines says for certain.
const FROM_MEDICATIONS: [&str; 9] = [
    "glucose_active_medicine",
    "b_cell_reconstitution",
    "used_glucocorticoids",
    "used_sle_agents",
    "failed_dmts",
    "systemic_immunosuppressant_current",
    "nonbiologic_current",
    "nonbiologic_continuous_since",
    "last_nonbiologic_change",
];

fn needs(file: &TrialFile) -> BTreeSet<String> {
    let (table, trials) = load(&[file.definition()]).expect(&file.name);
    let mut needs = BTreeSet::new();
    for criterion in &trials[0].criteria {
        let others = criterion.strata.iter().map(|stratum| &stratum.rule);
        for rule in std::iter::once(&criterion.rule)
            .chain(others)
            .chain(&criterion.remarks)
        {
            rule.measures(&mut |index| {
                needs.insert(table.id(index).to_string());
            });
        }
    }
    // Until nothing more follows.
    let mut count = 0;
    while needs.len() > count {
        count = needs.len();
        for measure in catalogue() {
            if needs.contains(&measure.id) {
                needs.extend(measure.derived_from);
                let row = trial_prescreen::catalogue::row(&measure.id).expect("a row");
                needs.extend(row.condition.map(|other| other.measure.to_string()));
                needs.extend(row.self_rated.map(|other| other.measure.to_string()));
            }
        }
        for group in BESIDE {
            if group.iter().any(|id| needs.contains(*id)) {
                needs.extend(group.iter().map(|id| (*id).to_string()));
            }
        }
        let following = [
            ("egfr", "weight"),
            ("birth_date", "age"),
            ("pregnant", "serum_hcg"),
            ("last_msc_therapy", "prior_cell_therapy"),
        ];
        for (one, other) in following {
            if needs.contains(one) {
                needs.insert(other.to_string());
            }
        }
        let doses = [
            "prednisone_equivalent_max_28d",
            "prednisone_equivalent_mean_28d",
        ];
        if doses.iter().any(|id| needs.contains(*id)) {
            needs.extend(doses.map(str::to_string));
            needs.insert("weight".to_string());
        }
        if FROM_MEDICATIONS.iter().any(|id| needs.contains(*id)) {
            needs.insert("medications".to_string());
        }
    }
    needs
}

fn screen(screener: &Screener, answers: &Answers, as_of: &str) -> Vec<Verdict> {
    match screener.screen(&Value::Map(answers.clone()), as_of) {
        Ok(verdicts) => verdicts,
        Err(error) => panic!("{error}: {answers:?}"),
    }
}

/// All that must hold of one person and all trials.
fn compare(answers: &Answers, as_of: &str) {
    let together = screen(&TOGETHER, answers, as_of);
    let mut backwards = screen(&BACKWARDS, answers, as_of);
    backwards.reverse();
    assert_eq!(together, backwards, "{answers:?}");
    let value = Value::Map(answers.clone());
    let statuses = TOGETHER.statuses(&value, as_of).expect("what was accepted");
    assert_eq!(together.len(), SHIPPED.len());
    for ((verdict, shipped), status) in together.iter().zip(&*SHIPPED).zip(statuses) {
        // A trial alone knows no measures that only another declares.
        let (known, needed) = known_and_needed(shipped, answers, as_of);
        let alone = screen(&shipped.alone, &known, as_of);
        assert_eq!(alone.len(), 1);
        assert_eq!(alone[0], *verdict, "{}: {answers:?}", shipped.file.name);
        let few = screen(&shipped.alone, &needed, as_of);
        for (one, other) in few[0].findings.iter().zip(&verdict.findings) {
            assert_eq!(one, other, "{}", shipped.file.name);
        }
        assert_eq!(few[0], *verdict, "{}", shipped.file.name);
        let bytes = shipped.alone.statuses(&Value::Map(needed), as_of);
        assert_eq!(bytes.expect("what was accepted"), [status]);
        let expected = match (common::code(verdict.status).as_str(), verdict.temporary) {
            ("ruled_out", false) => 0,
            ("undecided", _) => 1,
            ("no_barrier_found", _) => 2,
            _ => 3,
        };
        assert_eq!(status, expected, "{}: {answers:?}", shipped.file.name);
        for finding in &verdict.findings {
            let unsure = common::code(finding.status) == "unknown";
            assert!(unsure || finding.borderline.is_none(), "{finding:#?}");
        }
    }
}

fn known_and_needed(shipped: &Shipped, answers: &Answers, as_of: &str) -> (Answers, Answers) {
    let own = &shipped.file.json["measures"];
    let mut known = answers.clone();
    known.retain(|(id, _)| {
        trial_prescreen::catalogue::row(id).is_some() || own.get(id.as_str()).is_some()
    });
    let mut needs = shipped.needs.clone();
    // What contradicts an answer that is needed is heard too.
    for group in contradictions(&known, as_of) {
        if group.iter().any(|id| needs.contains(id)) {
            needs.extend(group);
        }
    }
    let mut needed = known.clone();
    needed.retain(|(id, _)| needs.contains(id));
    (known, needed)
}

/// The measures of each contradiction among these answers.
fn contradictions(answers: &Answers, as_of: &str) -> Vec<Vec<String>> {
    let day = Date::parse(as_of).expect(as_of);
    let read = trial_prescreen::answers::Answers::read(&TABLE, &Value::Map(answers.clone()), day);
    let read = read.expect("what was accepted");
    let person = Person::new(&TABLE, &read, day);
    let id = |index: &usize| TABLE.id(*index).to_string();
    let groups = person.contradictions.iter();
    groups.map(|group| group.iter().map(id).collect()).collect()
}

fn answers_of(json: &Json) -> Answers {
    match from_json(&json["answers"]) {
        Value::Map(answers) => answers,
        other => panic!("no answers: {other:?}"),
    }
}

#[test]
fn cases_and_people_of_one_trial_are_the_same_beside_the_others() {
    let mut count = 0;
    for shipped in &*SHIPPED {
        let people = people(&shipped.file.name);
        for one in shipped.file.list("cases").iter().chain(&people) {
            compare(&answers_of(one), one["as_of"].as_str().expect("a day"));
            count += 1;
        }
    }
    assert!(count > 200, "{count}");
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn anybody_is_the_same_before_one_trial_and_before_all((as_of, answers) in person(&ALL)) {
        compare(&without_clash(&TOGETHER, answers, as_of), as_of);
    }
}
