//! What is measured beside other programs: the formulas, and the page.

use std::path::Path;
use std::process::Command;

use super::{browsers, formulas, tools};
use crate::Outcome;

pub fn run(root: &Path, parts: &[&str]) -> Outcome {
    match parts {
        [] => formulas::run(root).and_then(|()| widget(root)),
        ["formulas"] => formulas::run(root),
        ["widget"] => widget(root),
        _ => Err(format!("there is no bench {}", parts.join(" "))),
    }
}

/// The committed page in a real browser, beside other programs' pages with the same questions.
fn widget(root: &Path) -> Outcome {
    tools::npm_packages(root)?;
    let browser = browsers::find(root)?;
    tools::run(
        Command::new("node")
            .arg(root.join("xtask/widget/bench.mjs"))
            .env("CHROMIUM", &browser.chromium),
    )
}
