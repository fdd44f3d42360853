//! How many questions people are asked, by the engine's own order and by the protocol's.

use std::path::Path;
use std::process::Command;

use super::tools;
use crate::Outcome;

pub fn run(root: &Path) -> Outcome {
    tools::run(Command::new("node").arg(root.join("xtask/questions.mjs")))
}
