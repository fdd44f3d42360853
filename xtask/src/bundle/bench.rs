//! The benchmark: each part measures and prints tables; what it found goes into docs/benchmarks.md.

use std::fs;
use std::path::{Path, PathBuf};

use super::{browsers, formulas, questions, size, soak, tools};
use crate::Outcome;

/// The parts of a whole run. `soak` takes half an hour, and only runs when it is named.
const PARTS: [&str; 5] = ["engines", "formulas", "page", "sizes", "questions"];

pub fn run(root: &Path, named: &[&str]) -> Outcome {
    let parts = if named.is_empty() { &PARTS } else { named };
    for part in parts {
        eprintln!("Measuring: {part}");
        let result = result(root, part)?;
        measure(root, part, &result)?;
        report(root)?;
    }
    Ok(())
}

fn measure(root: &Path, part: &str, result: &Path) -> Outcome {
    let script = |below: &str| tools::node(&root.join(below), Some(result));
    match part {
        "engines" => tools::run(&mut script("xtask/engines/bench.mjs")),
        "formulas" => formulas::run(root, Some(result)),
        // The committed page in a real browser, beside other programs' pages with the same questions.
        "page" => {
            tools::npm_packages(root)?;
            let browser = browsers::find(root)?;
            let mut command = script("xtask/widget/bench.mjs");
            tools::run(command.env("CHROMIUM", &browser.chromium))
        }
        "sizes" => size::run(root, Some(result)),
        "questions" => questions::run(root, Some(result)),
        "soak" => soak::run(root, &[], Some(result)),
        _ => Err(format!("there is no part {part}")),
    }
}

/// Where a part's result is gathered.
pub fn result(root: &Path, part: &str) -> Result<PathBuf, String> {
    let folder = root.join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    Ok(folder.join(part).with_extension("json"))
}

/// Takes what was gathered into the documents.
pub fn report(root: &Path) -> Outcome {
    tools::run(&mut tools::node(&root.join("xtask/report.mjs"), None))
}
