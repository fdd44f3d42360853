//! How many questions people are asked, by the engine's own order and by the protocol's.

use std::path::Path;

use super::tools;
use crate::Outcome;

pub fn run(root: &Path, result: Option<&Path>) -> Outcome {
    tools::run(&mut tools::node(&root.join("xtask/questions.mjs"), result))
}
