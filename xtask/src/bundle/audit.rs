//! What others say of the crates and packages that this one uses: licences, sources, known faults.

use std::path::Path;
use std::process::Command;

use super::tools;
use crate::Outcome;

/// `deny.toml` is read as this version reads it.
const CARGO_DENY: &str = "0.20.2";

pub fn run(root: &Path) -> Outcome {
    let deny = tools::installed(root, "cargo-deny", CARGO_DENY)?.join("cargo-deny");
    let deny = |arguments: &[&str]| {
        let mut command = Command::new(&deny);
        command
            .current_dir(root)
            .args(["--workspace", "--all-features"])
            .args(arguments);
        command
    };
    println!("== licences, bans and sources of every crate");
    tools::run(&mut deny(&["check", "licenses", "bans", "sources"]))?;
    println!("== known faults of crates");
    // What is not reachable is said and is no fault: the same command runs where there is no network.
    if tools::quiet(&mut deny(&["fetch", "db"])) {
        tools::run(&mut deny(&["check", "--disable-fetch", "advisories"]))?;
    } else {
        println!("not checked: the database is not reachable");
    }
    println!("== known faults of npm packages, with which the project is built and tested");
    npm(root)
}

fn npm(root: &Path) -> Outcome {
    let output = Command::new("npm")
        .current_dir(root)
        .args(["audit", "--json"])
        .output()
        .map_err(|error| format!("npm does not start: {error}"))?;
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    match said["metadata"]["vulnerabilities"]["total"].as_u64() {
        None => println!("not checked: the database is not reachable"),
        Some(0) => println!("none known"),
        Some(count) => {
            let names: Vec<&str> = said["vulnerabilities"]
                .as_object()
                .into_iter()
                .flat_map(|all| all.keys().map(String::as_str))
                .collect();
            return Err(format!("npm knows of {count} faults: {}", names.join(", ")));
        }
    }
    Ok(())
}
