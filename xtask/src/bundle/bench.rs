//! The benchmark: each part measures and prints tables; what it found goes into docs/benchmarks.md.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{browsers, formulas, questions, size, soak, tools};
use crate::Outcome;

/// The file into which a part writes what it found, for whoever gathers it.
const RESULT: &str = "BENCH_RESULT";

/// The parts of a whole run. `soak` takes half an hour, and only runs when it is named.
const PARTS: [&str; 5] = ["engines", "formulas", "page", "sizes", "questions"];

pub fn run(root: &Path, named: &[&str]) -> Outcome {
    let parts = if named.is_empty() { &PARTS } else { named };
    for part in parts {
        eprintln!("Measuring: {part}");
        measure(root, part)?;
        report(root)?;
    }
    Ok(())
}

fn measure(root: &Path, part: &str) -> Outcome {
    let result = result(root, part)?;
    // Parts are programs of their own, and find the file's name there.
    // SAFETY: this program has no other thread.
    #[allow(unsafe_code)]
    unsafe {
        std::env::set_var(RESULT, result);
    }
    match part {
        "engines" => tools::run(Command::new("node").arg(root.join("xtask/engines/bench.mjs"))),
        "formulas" => formulas::run(root),
        "page" => page(root),
        "sizes" => size::run(root),
        "questions" => questions::run(root),
        "soak" => soak::run(root, &[]),
        _ => Err(format!("there is no bench {part}")),
    }
}

/// Where a part's result is gathered.
pub fn result(root: &Path, part: &str) -> Result<PathBuf, String> {
    let folder = root.join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    Ok(folder.join(part).with_extension("json"))
}

/// Writes what a part has found, if somebody gathers it.
pub fn tell(found: &Value) -> Outcome {
    match std::env::var_os(RESULT) {
        Some(file) => tools::write(Path::new(&file), found.to_string()),
        None => Ok(()),
    }
}

/// Takes what was gathered into the documents.
pub fn report(root: &Path) -> Outcome {
    tools::run(Command::new("node").arg(root.join("xtask/report.mjs")))
}

/// The committed page in a real browser, beside other programs' pages with the same questions.
fn page(root: &Path) -> Outcome {
    tools::npm_packages(root)?;
    let browser = browsers::find(root)?;
    tools::run(
        Command::new("node")
            .arg(root.join("xtask/widget/bench.mjs"))
            .env("CHROMIUM", &browser.chromium),
    )
}
