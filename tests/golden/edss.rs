//! The EDSS from functional systems.

use crate::common::table::{Row, table};
use crate::common::{map, quantity, text};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use trial_prescreen::calculator::Output;
use trial_prescreen::formula::edss::functional_systems::{
    SYSTEMS, convert_bowel_bladder, convert_visual, score,
};
use trial_prescreen::{Calculation, Code, Value, calculate};

type Entries = Vec<(String, Value)>;

fn run(inputs: &[(&str, Value)]) -> Calculation {
    let owned = inputs
        .iter()
        .map(|(key, value)| ((*key).to_string(), value.clone()));
    calculate("edss", &Value::Map(owned.collect()))
        .unwrap_or_else(|error| panic!("{error}: {inputs:?}"))
}

fn bounds(inputs: &[(&str, Value)]) -> (f64, f64) {
    let found = run(inputs);
    let number = |output: &Output| output.as_number().expect("a number");
    (number(&found.low), number(&found.high))
}

fn warned(inputs: &[(&str, Value)]) -> Vec<(String, Option<String>)> {
    let warnings = run(inputs).warnings.into_iter();
    warnings
        .map(|warning| (warning.code, warning.field))
        .collect()
}

/// Systems that can hold grades this high, the narrowest last.
const WIDEST_FIRST: [&str; 7] = [
    "pyramidal",
    "sensory",
    "brainstem",
    "cerebellar",
    "cerebral",
    "bowel_bladder",
    "visual",
];

/// Converted grades with so many systems at each.
fn grades_of(row: &Row) -> Entries {
    let mut names = WIDEST_FIRST.iter();
    let mut entries = Entries::new();
    for grade in (0..=6).rev() {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // At most 7.
        let count = row.number(&format!("n{grade}")) as usize;
        for name in names.by_ref().take(count) {
            entries.push(((*name).to_string(), Value::Number(f64::from(grade))));
        }
    }
    assert_eq!(entries.len(), 7, "{}", row.place);
    for flag in ["visual_is_converted", "bowel_bladder_is_converted"] {
        entries.push((flag.to_string(), Value::Bool(true)));
    }
    entries
}

#[test]
fn every_class_of_grades_has_its_score() {
    let mut unlisted = 0;
    for row in table("edss_classes", 4509) {
        let mut inputs = grades_of(&row);
        let ambulation = Value::Number(row.number("ambulation"));
        inputs.push(("ambulation".to_string(), ambulation));
        let inputs = Value::Map(inputs);
        let expected = row.number("edss");
        let found = row.exact("edss", &inputs);
        assert_eq!(found.to_bits(), expected.to_bits(), "{}", row.place);
        if let Some(second) = row.optional("edss_second") {
            assert_eq!(found.to_bits(), second.to_bits(), "{}", row.place);
        }
        let listed = row.flag("listed");
        let said = row.calculate("edss", &inputs);
        let told = row.extra(&said, "listed_in_table");
        assert_eq!(told, &Output::Bool(listed), "{}", row.place);
        let warned = said
            .warnings
            .iter()
            .any(|w| w.code == "combination_not_listed");
        assert_eq!(warned, !listed, "{}", row.place);
        unlisted += usize::from(!listed);
    }
    assert!(unlisted > 100, "{unlisted}");
}

#[test]
fn raw_grades_and_every_ambulation_have_their_score() {
    let mut by_ambulation = BTreeMap::new();
    for row in table("edss_raw", 6785) {
        let ambulation = row.text("ambulation").to_string();
        let names = SYSTEMS
            .map(|(name, ..)| name)
            .into_iter()
            .chain(["ambulation"]);
        let inputs = names.map(|name| (name.to_string(), Value::Number(row.number(name))));
        let inputs = Value::Map(inputs.collect());
        *by_ambulation.entry(ambulation.clone()).or_insert(0) += 1;
        if ambulation == "16" {
            let error = calculate("edss", &inputs).expect_err("nobody who asks is dead");
            assert_eq!(error.code, Code::OutOfRange, "{}", row.place);
            assert_eq!(error.field.as_deref(), Some("ambulation"));
            continue;
        }
        let found = row.exact("edss", &inputs);
        assert_eq!(
            found.to_bits(),
            row.number("edss").to_bits(),
            "{}",
            row.place
        );
    }
    assert_eq!(by_ambulation.len(), 17, "{by_ambulation:?}");
}

/// The number of raw grades of each system, and of ambulation scores that do not decide alone.
const SIZES: [u32; 8] = [3, 7, 6, 7, 6, 7, 7, 6];

/// Half steps of every combination, slowest first: ambulation, then the systems.
fn grid() -> Vec<u8> {
    let count: u32 = SIZES.iter().product();
    let mut all = Vec::with_capacity(count as usize);
    for number in 0..count {
        let mut rest = number;
        let mut raw = [0; 8];
        for (digit, size) in raw.iter_mut().zip(SIZES).rev() {
            // Less than the size, which is at most 7.
            *digit = u8::try_from(rest % size).expect("a small digit");
            rest /= size;
        }
        let [ambulation, visual, others @ ..] = raw;
        let [
            brainstem,
            pyramidal,
            cerebellar,
            sensory,
            bowel_bladder,
            cerebral,
        ] = others;
        let grades = [
            convert_visual(visual),
            brainstem,
            pyramidal,
            cerebellar,
            sensory,
            convert_bowel_bladder(bowel_bladder),
            cerebral,
        ];
        all.push(score(grades, ambulation).half_steps());
    }
    all
}

#[test]
fn the_whole_grid_agrees_and_rises_with_every_grade() {
    let grid = grid();
    assert_eq!(grid.len(), 1_555_848);
    let digest: String = Sha256::digest(&grid)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let two_programs = "c613b14df52801847d26533527a98e796b1ab3e39a921a54c7581d7929baf8aa";
    assert_eq!(digest, two_programs);

    let unrestricted = &grid[..grid.len() / 3];
    let mut spread = BTreeMap::new();
    for steps in unrestricted {
        *spread.entry(*steps).or_insert(0) += 1;
    }
    let expected = [
        (0, 1),
        (2, 7),
        (3, 120),
        (4, 512),
        (5, 864),
        (6, 1816),
        (7, 5904),
        (8, 21_284),
        (9, 38_582),
        (10, 449_526),
    ];
    assert_eq!(spread, BTreeMap::from(expected));

    let mut stride = 1;
    for (place, size) in SIZES.iter().enumerate().rev() {
        // One grade up is at most a whole point; a worse walk at most 2.5.
        let most = if place == 0 { 5 } else { 2 };
        for (number, steps) in grid.iter().enumerate() {
            if number / stride % (*size as usize) + 1 == *size as usize {
                continue;
            }
            let next = grid[number + stride];
            assert!(*steps <= next && next - steps <= most, "{place}: {number}");
        }
        stride *= *size as usize;
    }
}

#[test]
fn what_is_not_answered_gives_bounds() {
    let number = Value::Number;
    let range = |low, high| map([("low", number(low)), ("high", number(high))]);
    let distance = |metres| ("distance", quantity(metres, "m"));
    for (inputs, expected) in [
        (vec![], (0.0, 9.5)),
        (vec![("ambulation", number(0.0))], (0.0, 5.0)),
        (vec![("ambulation", number(1.0))], (2.0, 5.0)),
        (vec![("ambulation", number(2.0))], (4.5, 5.0)),
        (vec![("ambulation", number(7.0))], (6.0, 6.0)),
        (vec![("ambulation", range(0.0, 3.0))], (0.0, 5.0)),
        (vec![("pyramidal", number(3.0))], (3.0, 9.5)),
        (
            vec![("ambulation", number(0.0)), ("pyramidal", range(2.0, 3.0))],
            (2.0, 5.0),
        ),
        (vec![("aid", text("none")), distance(600.0)], (0.0, 5.0)),
        (vec![("aid", text("none")), distance(300.0)], (4.5, 5.0)),
        (vec![("aid", text("none")), distance(299.0)], (5.0, 5.0)),
        (vec![("aid", text("one_side")), distance(50.0)], (6.0, 6.0)),
        (vec![("aid", text("two_sides"))], (6.0, 7.0)),
        (vec![("aid", text("bed"))], (8.5, 8.5)),
        (vec![("aid", text("unknown")), distance(600.0)], (0.0, 9.5)),
        (
            vec![
                ("aid", text("none")),
                distance(600.0),
                ("ambulation", number(1.0)),
            ],
            (2.0, 5.0),
        ),
    ] {
        assert_eq!(bounds(&inputs), expected, "{inputs:?}");
    }
}

#[test]
fn both_codings_of_ambulation_are_read() {
    let legacy = ("ambulation_coding", text("legacy_12"));
    for (code, old, new) in [
        (4.0, 5.5, 5.5),
        (5.0, 6.0, 6.0),
        (6.0, 6.5, 6.0),
        (7.0, 7.0, 6.0),
        (8.0, 7.5, 6.5),
        (9.0, 8.0, 6.5),
        (10.0, 8.5, 7.0),
        (11.0, 9.0, 7.5),
        (12.0, 9.5, 8.0),
    ] {
        let ambulation = ("ambulation", Value::Number(code));
        assert_eq!(
            bounds(&[ambulation.clone(), legacy.clone()]),
            (old, old),
            "{code}"
        );
        assert_eq!(bounds(&[ambulation]), (new, new), "{code}");
    }
    let beyond = [("ambulation", Value::Number(13.0)), legacy];
    let error = calculate("edss", &map(beyond)).expect_err("no such code");
    assert_eq!(
        (error.code, error.field.as_deref()),
        (Code::OutOfRange, Some("ambulation"))
    );
}

#[test]
fn converted_grades_and_cerebral_1_are_as_told() {
    let number = Value::Number;
    let walks = ("ambulation", number(0.0));
    let none = ["brainstem", "pyramidal", "cerebellar", "sensory"];
    let with = |entries: &[(&'static str, Value)]| {
        let mut inputs = vec![walks.clone()];
        inputs.extend(none.map(|name| (name, number(0.0))));
        for name in ["visual", "bowel_bladder", "cerebral"] {
            if entries.iter().all(|(given, _)| *given != name) {
                inputs.push((name, number(0.0)));
            }
        }
        inputs.extend(entries.iter().cloned());
        bounds(&inputs)
    };
    assert_eq!(with(&[("visual", number(4.0))]), (3.0, 3.0));
    let converted = ("visual_is_converted", Value::Bool(true));
    assert_eq!(
        with(&[("visual", number(4.0)), converted.clone()]),
        (4.0, 4.0)
    );
    assert_eq!(with(&[("bowel_bladder", number(5.0))]), (4.0, 4.0));
    let bowel = ("bowel_bladder_is_converted", Value::Bool(true));
    assert_eq!(with(&[("bowel_bladder", number(5.0)), bowel]), (5.0, 5.0));
    assert_eq!(with(&[("cerebral", number(1.0))]), (1.0, 1.0));
    let left_out = ("cerebral1_counts", Value::Bool(false));
    assert_eq!(
        with(&[("cerebral", number(1.0)), left_out.clone()]),
        (0.0, 0.0)
    );
    assert_eq!(with(&[("cerebral", number(2.0)), left_out]), (2.0, 2.0));
    let error = calculate("edss", &map([("visual", number(5.0)), converted])).expect_err("beyond");
    assert_eq!(
        (error.code, error.field.as_deref()),
        (Code::OutOfRange, Some("visual"))
    );
}

#[test]
fn odd_combinations_are_told_and_change_nothing() {
    let given = |ambulation: f64, changed: &[(&'static str, f64)]| {
        let mut inputs: Vec<(&str, Value)> = vec![("ambulation", Value::Number(ambulation))];
        for (name, ..) in SYSTEMS {
            let grade = changed.iter().find(|(other, _)| *other == name);
            inputs.push((name, Value::Number(grade.map_or(0.0, |(_, grade)| *grade))));
        }
        inputs
    };
    let code = |code: &str, field: Option<&str>| (code.to_string(), field.map(str::to_string));
    for (inputs, expected) in [
        (given(0.0, &[("pyramidal", 3.0)]), vec![]),
        (given(1.0, &[("pyramidal", 2.0)]), vec![]),
        (
            given(1.0, &[("pyramidal", 1.0)]),
            vec![code("restricted_walking_without_signs", Some("ambulation"))],
        ),
        (
            given(0.0, &[("cerebellar", 4.0)]),
            vec![code("severe_signs_with_free_walking", Some("cerebellar"))],
        ),
        (given(1.0, &[("cerebellar", 4.0)]), vec![]),
        (
            given(2.0, &[("cerebellar", 5.0)]),
            vec![code("impossible_walking", Some("cerebellar"))],
        ),
        (given(3.0, &[("cerebellar", 5.0)]), vec![]),
        (
            given(2.0, &[("sensory", 6.0)]),
            vec![code("below_one_system", Some("sensory"))],
        ),
        (
            given(1.0, &[("brainstem", 4.0), ("sensory", 2.0)]),
            vec![code("combination_not_listed", None)],
        ),
    ] {
        assert_eq!(warned(&inputs), expected, "{inputs:?}");
    }
    let both = [("ambulation", Value::Number(10.0)), ("aid", text("none"))];
    let error = calculate("edss", &map(both)).expect_err("who has no aid walks");
    assert_eq!(
        (error.code, error.field.as_deref()),
        (Code::Inconsistent, Some("aid"))
    );
}
