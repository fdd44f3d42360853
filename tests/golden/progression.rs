//! Confirmed change of the EDSS: the same events as the reference for every set of options.

use crate::common::{from_json, path};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use trial_prescreen::date::Date;
use trial_prescreen::formula::edss::HalfSteps;
use trial_prescreen::progression::search::{Direction, Kind};
use trial_prescreen::progression::{Course, Event, Options, Visit, search};
use trial_prescreen::value::Reader;

type Cells = BTreeMap<String, String>;

fn rows(name: &str) -> Vec<Cells> {
    let file = format!("tests/golden/progression/{name}.csv");
    let mut reader = csv::Reader::from_path(path(&file)).expect(&file);
    let rows: Result<Vec<Cells>, _> = reader.deserialize().collect();
    rows.expect(&file)
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// The people of a data set.
fn people(name: &str) -> BTreeMap<String, Course> {
    let mut people: BTreeMap<String, (Vec<Visit>, Vec<Date>)> = BTreeMap::new();
    for row in rows(&format!("{name}_visits")) {
        let edss = row["EDSS"].parse().ok().and_then(HalfSteps::from_score);
        let visit = Visit {
            date: day(&row["date"]),
            edss: edss.expect("a score"),
        };
        people.entry(row["id"].clone()).or_default().0.push(visit);
    }
    for row in rows(&format!("{name}_relapses")) {
        people
            .entry(row["id"].clone())
            .or_default()
            .1
            .push(day(&row["date"]));
    }
    let course = |(id, (visits, relapses))| {
        let course = Course::new(visits, relapses).unwrap_or_else(|| panic!("{id}"));
        (id, course)
    };
    people.into_iter().map(course).collect()
}

/// A set of options, by its name.
fn option_sets() -> BTreeMap<String, Options> {
    let file = path("tests/golden/progression/option_sets.json");
    let text = std::fs::read_to_string(file).expect("the sets");
    let sets: BTreeMap<String, Json> = serde_json::from_str(&text).expect("JSON");
    let read = |(name, set): (String, Json)| {
        let mut reader = Reader::default();
        let options = Options::read(&mut reader, &from_json(&set));
        assert_eq!(reader.finish(), [], "{name}");
        (name, options.expect("options"))
    };
    sets.into_iter().map(read).collect()
}

fn cells(course: &Course, options: &Options, number: usize, event: &Event) -> Cells {
    let visits = course.visits();
    let date = |visit: usize| visits[visit].date.to_string();
    let score = |score: HalfSteps| score.score().to_string();
    let days = |from: usize, to: usize| visits[to].date.days_since(visits[from].date).to_string();
    let worse = event.direction == Direction::Worsening;
    let kind = match event.kind {
        Kind::Plain => "",
        Kind::Pira => "PIRA",
        Kind::Raw => "RAW",
        Kind::Undefined => "undefined",
    };
    let mut all = vec![
        ("nevent", number.to_string()),
        ("event_type", if worse { "CDW" } else { "CDI" }.to_string()),
        ("CDW_type", kind.to_string()),
        ("date", date(event.visit)),
        ("value", score(visits[event.visit].edss)),
        ("bl_date", date(event.reference.visit)),
        ("bl_value", score(event.reference.edss)),
        ("last_delta_date", date(event.last_delta)),
        ("last_delta_value", score(event.last_delta_edss)),
        ("total_fu", days(0, visits.len() - 1)),
        ("time2event", days(0, event.visit)),
        ("bl2event", days(event.reference.visit, event.visit)),
        ("sust_days", days(event.visit, event.sustained)),
        (
            "sust_last",
            if event.sustained + 1 == visits.len() {
                "True"
            } else {
                "False"
            }
            .to_string(),
        ),
    ];
    for (place, (conf, _, _)) in options.conf_days.iter().enumerate() {
        for (prefix, confirmed) in [
            ("conf", &event.confirmed),
            ("PIRA_conf", &event.pira_confirmed),
        ] {
            let visit = confirmed[place];
            let name = if prefix == "conf" {
                if *conf == 84 {
                    ("conf84_date", "conf84_value")
                } else {
                    ("conf168_date", "conf168_value")
                }
            } else if *conf == 84 {
                ("PIRA_conf84_date", "PIRA_conf84_value")
            } else {
                ("PIRA_conf168_date", "PIRA_conf168_value")
            };
            all.push((name.0, visit.map_or(String::new(), date)));
            all.push((
                name.1,
                visit.map_or(String::new(), |visit| score(visits[visit].edss)),
            ));
        }
    }
    all.into_iter()
        .map(|(name, cell)| (name.to_string(), cell))
        .collect()
}

/// Whether a printed cell says the same: numbers as numbers.
fn same(expected: &str, found: &str) -> bool {
    match (expected.parse::<f64>(), found.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.to_bits() == b.to_bits(),
        _ => expected == found,
    }
}

#[test]
fn events_are_those_of_the_reference_for_every_set_of_options() {
    let sets = option_sets();
    assert_eq!(sets.len(), 40);
    let mut compared = 0;
    let mut wrong = Vec::new();
    for name in ["toy", "edge", "synth200"] {
        let people = people(name);
        let mut expected: BTreeMap<(String, String), Vec<Cells>> = BTreeMap::new();
        for row in rows(&format!("{name}_events")) {
            expected
                .entry((row["set"].clone(), row["id"].clone()))
                .or_default()
                .push(row);
        }
        let covered: std::collections::BTreeSet<String> =
            expected.keys().map(|(set, _)| set.clone()).collect();
        for set in covered {
            let options = &sets[&set];
            for (id, course) in &people {
                let found = search(course, options).events;
                let none = Vec::new();
                let rows = expected.get(&(set.clone(), id.clone())).unwrap_or(&none);
                if rows.len() != found.len() {
                    wrong.push(format!(
                        "{name} {set} {id}: {} events, not {}",
                        found.len(),
                        rows.len()
                    ));
                    continue;
                }
                for (number, (row, event)) in rows.iter().zip(&found).enumerate() {
                    for (column, cell) in cells(course, options, number + 1, event) {
                        if row[&column] != "-" && !same(&row[&column], &cell) {
                            let line =
                                format!("{name} {set} {id} {column}: {cell}, not {}", row[&column]);
                            wrong.push(line);
                        }
                    }
                    compared += 1;
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {compared}:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
    assert!(compared > 2000, "{compared}");
}

/// Random people under random options, through the same door as a caller.
#[test]
fn events_are_those_of_the_reference_under_random_options() {
    let file = path("tests/golden/progression/random.json");
    let text = std::fs::read_to_string(file).expect("the sets");
    let sets: Vec<Json> = serde_json::from_str(&text).expect("JSON");
    let mut compared = 0;
    for (number, set) in sets.iter().enumerate() {
        for person in set["people"].as_array().expect("people") {
            let visits = person["visits"].as_array().expect("visits");
            let visits: Vec<Json> = visits
                .iter()
                .map(|visit| serde_json::json!({ "date": visit[0], "edss": visit[1] }))
                .collect();
            let found = trial_prescreen::progression(
                &from_json(&Json::from(visits)),
                &from_json(&person["relapses"]),
                &from_json(&set["options"]),
            );
            let found = found.unwrap_or_else(|error| panic!("{number}: {error}"));
            let found = serde_json::to_value(found).expect("JSON");
            let (found, expected) = (&found["events"], &person["events"]);
            let (found, expected) = (found.as_array(), expected.as_array());
            let (found, expected) = (found.expect("events"), expected.expect("events"));
            assert_eq!(found.len(), expected.len(), "{number}: {person}");
            for (found, expected) in found.iter().zip(expected) {
                for (column, cell) in found.as_object().expect("columns") {
                    let same = match (cell.as_f64(), expected[column].as_f64()) {
                        (Some(a), Some(b)) => a.to_bits() == b.to_bits(),
                        // The reference leaves it blank, or the column out, where nothing is told apart.
                        _ if column == "CDW_type" && expected[column] == "" => cell.is_null(),
                        _ => *cell == expected[column],
                    };
                    assert!(same || column == "because", "{number}: {column} of {found}");
                }
                compared += 1;
            }
        }
    }
    assert_eq!((sets.len(), compared), (121, 444));
}
