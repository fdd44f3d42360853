//! Indices, states and continuous activity of lupus, and the volume of a dose.

use crate::common::table::{Row, TOLERANCE, table};
use crate::common::{map, quantity, text};
use trial_prescreen::calculator::Output;
use trial_prescreen::{Calculation, Code, Value, calculate};

type Entries = Vec<(String, Value)>;

/// Inputs and the columns that hold them, as plain numbers.
fn numbers(row: &Row, columns: &[(&str, &str)]) -> Entries {
    let entry =
        |(input, column): &(&str, &str)| ((*input).to_string(), Value::Number(row.number(column)));
    columns.iter().map(entry).collect()
}

/// Items and the columns that hold them, as yes and no.
fn flags(row: &Row, columns: &[(&str, &str)]) -> Entries {
    let entry =
        |(input, column): &(&str, &str)| ((*input).to_string(), Value::Bool(row.flag(column)));
    columns.iter().map(entry).collect()
}

fn bounds(id: &str, inputs: &[(&str, Value)]) -> (f64, f64) {
    let found = run(id, inputs);
    let number = |output: &Output| output.as_number().expect("a number");
    (number(&found.low), number(&found.high))
}

fn run(id: &str, inputs: &[(&str, Value)]) -> Calculation {
    let owned = inputs
        .iter()
        .map(|(key, value)| ((*key).to_string(), value.clone()));
    calculate(id, &Value::Map(owned.collect())).unwrap_or_else(|error| panic!("{id}: {error}"))
}

#[test]
fn biopsy_indices_sum_their_lesions() {
    let activity = [
        ("endocapillary", "endocapillary"),
        ("neutrophils_karyorrhexis", "neutrophils_karyorrhexis"),
        ("fibrinoid_necrosis", "fibrinoid_necrosis_x2"),
        ("hyaline_deposits", "hyaline_deposits"),
        ("cellular_crescents", "cellular_fibrocellular_crescents_x2"),
        ("interstitial_inflammation", "interstitial_inflammation"),
    ];
    let chronicity = [
        "glomerulosclerosis",
        "fibrous_crescents",
        "tubular_atrophy",
        "interstitial_fibrosis",
    ]
    .map(|lesion| (lesion, lesion));
    for row in table("nih_indices", 17) {
        for (id, lesions, column) in [
            ("nih_activity_index", &activity[..], "AI_0_24"),
            ("nih_chronicity_index", &chronicity[..], "CI_0_12"),
        ] {
            let found = row.exact(id, &Value::Map(numbers(&row, lesions)));
            assert_eq!(
                found.to_bits(),
                row.number(column).to_bits(),
                "{}",
                row.place
            );
        }
        let active = row.number("AI_0_24") > 2.0;
        assert_eq!(row.flag("AI_gt_2"), active, "{}", row.place);
    }
    assert_eq!(bounds("nih_activity_index", &[]), (0.0, 24.0));
    let crescents = [("cellular_crescents", Value::Number(2.0))];
    assert_eq!(bounds("nih_activity_index", &crescents), (4.0, 22.0));
    assert_eq!(bounds("nih_chronicity_index", &[]), (0.0, 12.0));
    let beyond = map([("tubular_atrophy", Value::Number(4.0))]);
    let error = calculate("nih_chronicity_index", &beyond).expect_err("grades end at 3");
    assert_eq!(
        (error.code, error.field.as_deref()),
        (Code::OutOfRange, Some("tubular_atrophy"))
    );
}

#[test]
fn states_are_as_their_definitions_say() {
    for row in table("lldas_doris", 7) {
        let mut inputs = numbers(
            &row,
            &[
                ("sledai_2k", "sledai2k"),
                ("clinical_sledai", "clinical_sledai"),
                ("physician_global", "pga_0_3"),
            ],
        );
        inputs.extend(flags(
            &row,
            &[
                ("major_organ_activity", "major_organ_activity"),
                ("new_activity", "new_activity"),
                ("maintenance_tolerated", "standard_maintenance_tolerated"),
            ],
        ));
        let dose = row.number("prednisolone_eq_mg_day");
        inputs.push(("prednisone_equivalent".to_string(), quantity(dose, "mg/d")));
        let inputs = Value::Map(inputs);
        for (id, column) in [("lldas", "LLDAS"), ("doris_2021", "DORIS2021_le5")] {
            let found = row.calculate(id, &inputs);
            assert_eq!(
                found.value,
                Output::Bool(row.flag(column)),
                "{}: {id}",
                row.place
            );
            let warned = found
                .warnings
                .iter()
                .any(|w| w.code == "sources_differ_at_limit");
            let at_limit = id == "doris_2021" && (5.0..=5.0).contains(&dose);
            assert_eq!(warned, at_limit, "{}: {id}", row.place);
        }
    }
}

#[test]
fn what_is_not_known_leaves_a_state_open() {
    let number = Value::Number;
    let high = ("sledai_2k", number(5.0));
    let dose = |mg| ("prednisone_equivalent", quantity(mg, "mg/d"));
    for (id, inputs, expected) in [
        ("lldas", vec![], Output::None),
        ("lldas", vec![high], Output::Bool(false)),
        (
            "lldas",
            vec![("new_activity", Value::Bool(true))],
            Output::Bool(false),
        ),
        ("lldas", vec![dose(7.5)], Output::None),
        ("lldas", vec![dose(7.6)], Output::Bool(false)),
        (
            "doris_2021",
            vec![("physician_global", number(0.5))],
            Output::Bool(false),
        ),
        (
            "doris_2021",
            vec![("physician_global", number(0.49))],
            Output::None,
        ),
        (
            "doris_2021",
            vec![
                ("clinical_sledai", number(0.0)),
                ("physician_global", number(0.0)),
                dose(5.0),
            ],
            Output::Bool(true),
        ),
        (
            "doris_2021",
            vec![
                ("clinical_sledai", text("unknown")),
                ("physician_global", number(0.0)),
                dose(5.0),
            ],
            Output::None,
        ),
    ] {
        assert_eq!(run(id, &inputs).value, expected, "{id}: {inputs:?}");
    }
}

const SLE_DAS_ITEMS: [(&str, &str); 14] = [
    ("arthritis", "arthritis"),
    ("mucocutaneous_vasculitis", "mucocut_vasc"),
    ("localised_rash", "local_rash"),
    ("generalised_rash", "general_rash"),
    ("alopecia", "alopecia"),
    ("mucosal_ulcers", "ulcers"),
    ("low_c3_or_c4", "hypoc"),
    ("anti_dsdna", "dsdna"),
    ("neuropsychiatric", "npsle"),
    ("systemic_vasculitis", "syst_vasc"),
    ("cardiac_pulmonary", "cardiopulm"),
    ("myositis", "myositis"),
    ("serositis", "serositis"),
    ("haemolytic_anaemia", "hemolytic"),
];

#[test]
fn sle_das_agrees_with_its_second_source() {
    for row in table("sle_das", 13) {
        let mut inputs = flags(&row, &SLE_DAS_ITEMS);
        inputs.extend(numbers(&row, &[("sjc28", "sjc28")]));
        for (input, column, unit) in [
            ("proteinuria", "prot_mg", "mg/(24.h)"),
            ("platelets", "plt", "10*9/L"),
            ("leukocytes", "wbc", "10*9/L"),
        ] {
            inputs.push((input.to_string(), quantity(row.number(column), unit)));
        }
        let inputs = Value::Map(inputs);
        let found = row.exact("sle_das", &inputs);
        row.prints("sle_das", found);
        let said = row.calculate("sle_das", &inputs);
        let category = row.extra(&said, "category").as_text();
        assert_eq!(category, Some(row.text("category_2021")), "{}", row.place);
        let warned = said.warnings.iter().any(|w| w.code == "experimental");
        assert!(warned, "{}", row.place);
    }
}

#[test]
fn the_jumps_of_sle_das_lie_inside_of_its_bounds() {
    let items: Vec<(&str, Value)> = SLE_DAS_ITEMS
        .iter()
        .map(|(item, _)| (*item, Value::Bool(false)))
        .collect();
    let with = |changed: &[(&'static str, Value)]| {
        let mut inputs = items.clone();
        inputs.push(("sjc28", Value::Number(0.0)));
        for (input, usual, unit) in [
            ("proteinuria", 0.1, "g/(24.h)"),
            ("platelets", 250.0, "10*9/L"),
            ("leukocytes", 6.0, "10*9/L"),
        ] {
            if changed.iter().all(|(other, _)| *other != input) {
                inputs.push((input, quantity(usual, unit)));
            }
        }
        inputs.extend(changed.iter().cloned());
        bounds("sle_das", &inputs)
    };
    let range = |low, high, unit| {
        map([
            ("low", Value::Number(low)),
            ("high", Value::Number(high)),
            ("unit", text(unit)),
        ])
    };
    let below = |value, unit| map([("below", Value::Number(value)), ("unit", text(unit))]);
    let near = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
    let (low, high) = with(&[("platelets", range(90.0, 110.0, "10*9/L"))]);
    assert!(near(low, 0.366) && near(high, 0.366 + 26.105 - 5.577 * libm::log(90.0)));
    // Just below the threshold the term is 0.42 and not 0.
    let (low, _) = with(&[("platelets", below(100.0, "10*9/L"))]);
    assert!(
        near(low, 0.366 + 26.105 - 5.577 * libm::log(100.0)),
        "{low}"
    );
    let (low, high) = with(&[("leukocytes", range(2.0, 4.0, "10*9/L"))]);
    assert!(near(low, 0.366) && near(high, 0.366 + 6.118 - 5.058 * libm::log(2.0)));
    let (low, high) = with(&[("proteinuria", range(500.0, 1000.0, "mg/g"))]);
    assert!(near(low, 0.366) && near(high, 0.366 - 17.584 + 3.811 * libm::log(1000.0)));
    let (low, high) = with(&[("platelets", text("unknown"))]);
    assert!(near(low, 0.366) && high.is_finite(), "{low} {high}");
}

#[test]
fn a_dose_fills_its_volume_and_vials() {
    for row in table("cell_volume", 7) {
        let mut inputs = numbers(
            &row,
            &[
                ("cells", "dose_viable_cells"),
                ("cells_per_ml", "cells_per_ml_total"),
                ("viability", "viability"),
                ("recovery", "recovery"),
                ("vial_ml", "vial_ml"),
                ("dmso_percent", "dmso_pct_v_v"),
            ],
        );
        inputs.push((
            "weight".to_string(),
            quantity(row.number("weight_kg"), "kg"),
        ));
        let inputs = Value::Map(inputs);
        let found = row.calculate("cell_volume", &inputs);
        row.prints("volume_ml", row.exact("cell_volume", &inputs));
        for (name, column) in [
            ("vials", "vials_ceil"),
            ("dmso_g", "dmso_g_infused"),
            ("dmso_g_per_kg", "dmso_g_per_kg"),
            ("dmso_g_all_vials", "dmso_g_if_all_vials"),
        ] {
            let number = row.extra(&found, name).as_number().expect("a number");
            row.prints(column, number);
        }
        let warned = found.warnings.iter().any(|w| w.code == "dmso_above_limit");
        assert_eq!(warned, row.flag("exceeds_1_g_per_kg"), "{}", row.place);
    }
    let cells = ("cells", Value::Number(105e6));
    let inputs = [
        cells,
        ("cells_per_ml", Value::Number(20e6)),
        ("viability", Value::Number(0.7)),
        ("recovery", Value::Number(0.8)),
    ];
    let (low, high) = bounds("cell_volume", &inputs);
    assert!((low - 9.375).abs() <= 9.375 * TOLERANCE && low.to_bits() == high.to_bits());
    let whole = run("cell_volume", &inputs[..2]);
    let told: Vec<&str> = whole
        .warnings
        .iter()
        .filter_map(|w| w.field.as_deref())
        .collect();
    assert_eq!(told, ["viability", "recovery"]);
}
