//! The project's own commands, run as `cargo xtask <command>`. Nothing here ships.
//!
//! A plain build compiles only the static server, so that a fresh clone answers quickly; the other
//! commands run cargo once more with the `bundle` feature.

#[cfg(feature = "bundle")]
mod bundle;
mod serve;
mod site;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[cfg(feature = "bundle")]
use bundle::run as heavy;

const HELP: &str = "\
Usage: cargo xtask <command>

  serve [--port N]   serve the page on this machine (default port 8000; 0 lets the system choose)
  build              rebuild pkg/ from the sources
  test               install or find what is needed, then run every check
  bench [part ...]   measure beside other programs and write docs/benchmarks.md: engines, formulas,
                     page, sizes, questions; soak only if it is named
  size               weigh every file of pkg/ and hold it to its budget
  questions          count the questions until a verdict, in the engine's order and the protocol's
  fuzz [target [n]]  attack every door of the engine briefly, or one n times, keeping what it finds
  mutants            put faults into the logic on purpose and count those that a test notices
  soak [--changes N] change N answers in the shipped page (default 100000) and watch what it keeps
  reproduce          build the commit anew somewhere else and compare its pkg/ byte for byte
  audit              check licences, sources and known faults of every crate and npm package
";

type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = root().and_then(|root| match arguments.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        ["serve", options @ ..] => serve::port(options).and_then(|port| serve::run(&root, port)),
        command @ (["bench" | "fuzz", ..] | ["soak"] | ["soak", "--changes", _]) => {
            heavy(&root, command)
        }
        command @ ["audit" | "build" | "mutants" | "questions" | "reproduce" | "size" | "test"] => {
            heavy(&root, command)
        }
        _ => Err(format!("cannot read `{}`\n\n{HELP}", arguments.join(" "))),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The checkout: cargo says at run time where this package lies, so a moved checkout still works.
fn root() -> Result<PathBuf, String> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let found = match package {
        Some(package) => package.parent().map(Path::to_path_buf),
        None => std::env::current_dir().ok(),
    };
    found
        .filter(|root| root.join("xtask").is_dir())
        .ok_or_else(|| "run this as `cargo xtask` inside the checkout".to_string())
}

#[cfg(not(feature = "bundle"))]
fn heavy(root: &Path, command: &[&str]) -> Outcome {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = std::process::Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            "xtask",
            "--features",
            "bundle",
            "--",
        ])
        .args(command)
        .current_dir(root)
        .status()
        .map_err(|error| format!("cargo does not start: {error}"))?;
    // The second run has already said what went wrong.
    std::process::exit(status.code().unwrap_or(1));
}
