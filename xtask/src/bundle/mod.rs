//! The commands that build, measure and check what ships. Each file here has one part of that.

mod audit;
mod bench;
mod browsers;
mod budget;
mod digest;
mod engine;
mod formulas;
mod fuzz;
mod markup;
mod materials;
mod mutants;
mod package;
mod questions;
mod reproduce;
mod schema;
mod seal;
mod size;
mod soak;
mod test;
mod tools;
mod trials;

use std::path::Path;

use crate::Outcome;

pub fn run(root: &Path, command: &[&str]) -> Outcome {
    match command {
        ["audit"] => audit::run(root),
        ["bench", parts @ ..] => bench::run(root, parts),
        ["build"] => package::build(root),
        ["fuzz", options @ ..] => fuzz::run(root, options),
        ["mutants"] => mutants::run(root),
        ["questions"] => questions::run(root, None),
        ["reproduce"] => reproduce::run(root),
        ["size"] => size::run(root, None),
        ["soak", options @ ..] => soak::run(root, options, None),
        ["test"] => test::run(root),
        _ => Err(format!("there is no command {}", command.join(" "))),
    }
}
