//! Laws: what holds for every person, every trial and every value, tried on random ones.
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
