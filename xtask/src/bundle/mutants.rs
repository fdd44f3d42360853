//! Faults put into the logic on purpose, one at a time: how many of them does a test notice?

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::{bench, tools};
use crate::Outcome;

/// Its names of faults and files are read here.
const CARGO_MUTANTS: &str = "27.1.0";
/// Where a fault could turn a "no" into a "yes".
const FILES: [&str; 8] = [
    "src/truth.rs",
    "src/interval.rs",
    "src/date.rs",
    "src/units.rs",
    "src/verdict.rs",
    "src/rule.rs",
    "src/rule/read.rs",
    "src/rule/write.rs",
];
/// The tests that are quick to build. What they miss is tried again with all of them.
const QUICK: [&str; 3] = ["--lib", "--test=verbs", "--test=trials"];

/// Least share, in hundredths.
const LEAST: usize = 95;

pub fn run(root: &Path) -> Outcome {
    tools::installed(root, "cargo-mutants", CARGO_MUTANTS)?;
    let folder = root.join("target/mutants");
    let quick = QUICK.map(|test| format!("--cargo-arg={test}"));
    tried(root, &folder, &quick.each_ref().map(String::as_str))?;
    let (caught, missed) = (counted(&folder, "caught")?, lines(&folder, "missed")?);
    let survivors = if missed.is_empty() {
        Vec::new()
    } else {
        let again: Vec<String> = missed.iter().map(|name| exactly(name)).collect();
        let all = root.join("target/mutants-again");
        tried(
            root,
            &all,
            &again.iter().map(String::as_str).collect::<Vec<_>>(),
        )?;
        lines(&all, "missed")?
    };
    let all = caught + counted(&folder, "timeout")? + missed.len();
    let found = all - survivors.len();
    let list: Vec<String> = survivors.iter().map(|name| format!("- `{name}`")).collect();
    let markdown = format!(
        "{found} of {all} faults in {} were noticed by a test ({} that do not compile are left out).\n\n{}\n\n{}",
        FILES.map(|file| format!("`{file}`")).join(", "),
        counted(&folder, "unviable")?,
        if survivors.is_empty() {
            "None was missed."
        } else {
            "Missed:"
        },
        list.join("\n"),
    );
    println!("{markdown}");
    let figures = json!({ "mutants": all, "mutants_caught": found });
    let result = json!({ "versions": {}, "markdown": markdown, "figures": figures });
    tools::write(&bench::result(root, "mutants")?, result.to_string())?;
    bench::report(root)?;
    if found * 100 >= all * LEAST {
        Ok(())
    } else {
        Err(format!("fewer than {LEAST} of 100 faults are noticed"))
    }
}

/// Runs the program; faults that were missed are no failure of it.
fn tried(root: &Path, folder: &Path, arguments: &[&str]) -> Outcome {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let mut command = Command::new(root.join("target/tools/bin/cargo-mutants"));
    command
        .current_dir(root)
        .arg("mutants")
        .arg("--output")
        .arg(folder);
    for file in FILES {
        command.args(["--file", file]);
    }
    let status = command
        .args(["--timeout=120", "--baseline=skip", "--no-shuffle"])
        .args(arguments)
        // Nobody looks at these with a debugger.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .status()
        .map_err(|error| format!("cargo-mutants does not start: {error}"))?;
    // 2: some were missed; 3: some took too long.
    match status.code() {
        Some(0 | 2 | 3) => Ok(()),
        _ => Err(format!("cargo-mutants failed ({status})")),
    }
}

/// The argument that chooses the fault of this name alone.
fn exactly(name: &str) -> String {
    let mut pattern = String::from("--re=^");
    for character in name.chars() {
        if r"\.+*?()|[]{}^$".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern + "$"
}

fn lines(folder: &Path, kind: &str) -> Result<Vec<String>, String> {
    let text = tools::read(&folder.join(format!("mutants.out/{kind}.txt")))?;
    Ok(text.lines().map(str::to_string).collect())
}

fn counted(folder: &Path, kind: &str) -> Result<usize, String> {
    Ok(lines(folder, kind)?.len())
}
