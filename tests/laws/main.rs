//! Laws: what holds for every person, every trial and every value, tried on random ones.
//!
//! | promise of the engine | law |
//! |---|---|
//! | a filled blank never turns a definite result into its opposite | `screening`, each blank and part of an answer |
//! | a range gives what each of its points gives, or is open | `screening`, `formulas`, `calculators` |
//! | missing is unknown, and nothing is decided that could be otherwise | `differential` |
//! | windows are the days on which the same answers pass | `time`, `differential` |
//! | several trials give what each gives alone, in any order; statuses are those of verdicts | `together`, `screening` |
//! | units change nothing; there and back is the same | `formulas` |
//! | the next question can change an open verdict, and none is asked twice | `screening` |
//! | no input reaches a panic, and no error repeats a value | `foreign`, `record`, and `tests/fuzz` |
//! | a definition reads back as it was written; advice is certain | `screening`, `lint` |
//!
//! Each run draws the same cases. `PROPTEST_RNG_SEED` draws others, `PROPTEST_CASES` more.
#![cfg(not(target_arch = "wasm32"))]

mod calculators;
#[path = "../common/mod.rs"]
mod common;
mod differential;
mod foreign;
mod formulas;
mod lint;
mod people;
mod record;
mod reference;
mod rules;
mod screening;
mod time;
mod together;

use proptest::test_runner::{Config, RngSeed};

/// So many cases, the same on every run unless the environment says otherwise.
fn config(cases: u32) -> Config {
    let default = Config::default();
    Config {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => default.cases,
            None => cases,
        },
        rng_seed: match default.rng_seed {
            RngSeed::Random => RngSeed::Fixed(20_261_121),
            fixed @ RngSeed::Fixed(_) => fixed,
        },
        failure_persistence: None,
        ..default
    }
}
