//! The commands that build, measure and check what ships. Each file here has one part of that.

mod bench;
mod browsers;
mod digest;
mod engine;
mod formulas;
mod fuzz;
mod markup;
mod package;
mod questions;
mod schema;
mod seal;
mod size;
mod test;
mod tools;
mod trials;

use std::path::Path;

use crate::Outcome;

pub fn run(root: &Path, command: &[&str]) -> Outcome {
    match command {
        ["bench", parts @ ..] => bench::run(root, parts),
        ["build"] => package::build(root),
        ["fuzz", options @ ..] => fuzz::run(root, options),
        ["questions"] => questions::run(root),
        ["size"] => size::run(root),
        ["test"] => test::run(root),
        _ => Err(format!("there is no command {}", command.join(" "))),
    }
}
