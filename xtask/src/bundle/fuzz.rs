//! Drives the targets of `tests/fuzz` with libFuzzer, from the inputs that it kept before.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::{bench, digest, tools};
use crate::Outcome;

/// The targets, and how often a short run tries each: as often as takes a few seconds.
const TARGETS: [(&str, u64); 6] = [
    ("units", 100_000),
    ("calculate", 100_000),
    ("progression", 100_000),
    ("screen", 50_000),
    ("check", 3_000),
    ("record", 5_000),
];

/// Longest input: more than any target reads.
const LONGEST: &str = "-max_len=600";
/// Largest share of what is kept in the repository; what is found first reaches most.
const MOST_KEPT: usize = 400;

/// What libFuzzer needs to see which branches an input takes; the flags are those of cargo-fuzz.
const COVERAGE: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// `cargo xtask fuzz [target [executions]]`: all targets briefly, or one for longer. What a longer
/// run keeps is merged into the target's corpus.
pub fn run(root: &Path, options: &[&str]) -> Outcome {
    let executions = match options {
        [_, count] => {
            let count = count.replace('_', "").parse();
            Some(count.map_err(|_| format!("{} is no number of executions", options[1]))?)
        }
        _ => None,
    };
    let chosen: Vec<(&str, u64)> = TARGETS
        .into_iter()
        .filter(|(name, _)| options.first().is_none_or(|wanted| wanted == name))
        .map(|(name, short)| (name, executions.unwrap_or(short)))
        .collect();
    if chosen.is_empty() {
        let names = TARGETS.map(|(name, _)| name).join(", ");
        return Err(format!("there is no such target; there are {names}"));
    }
    let program = compiled(root)?;
    for (name, executions) in chosen {
        let corpus = unpacked(root, name)?;
        let done = attack(&program, name, executions, &corpus)?;
        if options.len() == 2 {
            keep(root, &program, name, &corpus)?;
            let found = json!({ "versions": {}, "markdown": null, "figures": { name: done } });
            tools::write(&bench::result(root, "fuzz")?, found.to_string())?;
            bench::report(root)?;
        }
    }
    Ok(())
}

/// The program with every target, compiled so that it can be watched.
fn compiled(root: &Path) -> Result<PathBuf, String> {
    tools::cpp_compiler()?;
    let host = tools::host(root)?;
    let target = tools::target_folder(root)?.join("fuzz");
    tools::run(
        tools::cargo(root)
            .args(["build", "--quiet", "--locked", "--package", "fuzz"])
            // Naming the machine keeps the flags away from build scripts.
            .args([
                "--features",
                "libfuzzer",
                "--profile",
                "fuzz",
                "--target",
                &host,
            ])
            .env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}"))
            .env("CARGO_TARGET_DIR", &target),
    )?;
    Ok(target.join(host).join("fuzz/attack"))
}

fn attack(program: &Path, name: &str, executions: u64, corpus: &Path) -> Result<u64, String> {
    let harm = corpus.with_extension("harm-");
    let output = Command::new(program)
        .env("FUZZ_TARGET", name)
        .arg(corpus)
        .args([
            LONGEST,
            "-timeout=20",
            "-rss_limit_mb=4096",
            "-print_final_stats=1",
        ])
        .arg(format!("-runs={executions}"))
        .arg(format!("-artifact_prefix={}", harm.display()))
        .output()
        .map_err(|error| format!("the fuzzer does not start: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let figure = |name: &str| {
        let line = said.lines().find(|line| line.contains(name));
        line.and_then(|line| line.split_whitespace().last())
            .unwrap_or("?")
            .to_string()
    };
    println!(
        "{name:<12}{:>12} executions, {:>8} a second, {} branches",
        figure("stat::number_of_executed_units"),
        figure("stat::average_exec_per_sec"),
        reached(&said),
    );
    if output.status.success() {
        let done = figure("stat::number_of_executed_units").parse();
        return done.map_err(|_| "the fuzzer does not say how often it ran".to_string());
    }
    let lines: Vec<&str> = said.lines().collect();
    let end = lines[lines.len().saturating_sub(40)..].join("\n");
    Err(format!("{name} came to harm\n{end}"))
}

/// The number of branches in the last line that tells it.
fn reached(said: &str) -> &str {
    let last = said.lines().rev().find_map(|line| line.split_once("cov: "));
    last.and_then(|(_, rest)| rest.split_whitespace().next())
        .unwrap_or("?")
}

fn packed(root: &Path, name: &str) -> PathBuf {
    root.join("tests/fuzz/corpus")
        .join(name)
        .with_extension("hex")
}

/// The kept inputs as files, which is how libFuzzer takes them.
fn unpacked(root: &Path, name: &str) -> Result<PathBuf, String> {
    let folder = root.join("target/corpus").join(name);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let Ok(kept) = fs::read_to_string(packed(root, name)) else {
        return Ok(folder);
    };
    for line in kept.lines() {
        let bytes: Option<Vec<u8>> = (0..line.len())
            .step_by(2)
            .map(|place| u8::from_str_radix(line.get(place..place + 2)?, 16).ok())
            .collect();
        let bytes =
            bytes.ok_or_else(|| format!("the corpus of {name} has a line that is no input"))?;
        tools::write(&folder.join(&digest::hex(&bytes)[..20]), bytes)?;
    }
    Ok(folder)
}

/// Keeps the smallest inputs that reach everything that all of them reach.
fn keep(root: &Path, program: &Path, name: &str, corpus: &Path) -> Outcome {
    let merged = corpus.with_extension("merged");
    let _ = fs::remove_dir_all(&merged);
    fs::create_dir_all(&merged).map_err(|error| error.to_string())?;
    tools::output(
        Command::new(program)
            .env("FUZZ_TARGET", name)
            .args(["-merge=1", LONGEST])
            .args([&merged, corpus])
            .stderr(std::process::Stdio::null()),
    )?;
    let mut inputs = Vec::new();
    for file in digest::files(&merged)? {
        inputs.push(tools::read_bytes(&file)?);
    }
    inputs.sort_by_key(|input| (input.len(), input.clone()));
    // Evenly over all lengths, where there are more than are kept.
    let step = inputs.len().div_ceil(MOST_KEPT).max(1);
    let mut text = String::new();
    for input in inputs
        .iter()
        .step_by(step)
        .filter(|input| !input.is_empty())
    {
        for byte in input {
            let _ = write!(text, "{byte:02x}");
        }
        text.push('\n');
    }
    tools::write(&packed(root, name), text)
}
