//! Whether the committed `pkg/` is what the committed sources give: somewhere else, from crates that
//! are fetched anew, by the same compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{digest, package, tools};
use crate::Outcome;

/// What the other checkout takes from this one, and why that may be.
const LENT: [(&str, &str); 2] = [
    ("node_modules", "as its lock file says"),
    ("target/tools", "wasm-bindgen-cli, whose version is checked"),
];

pub fn run(root: &Path) -> Outcome {
    tools::npm_packages(root)?;
    tools::wasm_bindgen(root)?;
    let place = std::env::temp_dir().join(format!("reproduced-{}", std::process::id()));
    let outcome = compared(root, &place);
    if outcome.is_ok() {
        fs::remove_dir_all(&place)
            .map_err(|error| format!("cannot remove {}: {error}", place.display()))?;
    } else {
        eprintln!("What was built is left in {}", place.display());
    }
    outcome
}

fn compared(root: &Path, place: &Path) -> Outcome {
    let commit = tools::output(git(root).args(["rev-parse", "HEAD"]))?;
    let checkout = checked_out(root, place)?;
    println!("Commit {}", commit.trim());
    for (what, how) in LENT {
        println!("Reused from the checkout: {what} ({how})");
    }
    println!("Anew: the folder, every crate (locked), everything compiled");
    // The build would put its own in this place.
    let committed = place.join("committed");
    fs::rename(checkout.join("pkg"), &committed)
        .map_err(|error| format!("the commit has no pkg/: {error}"))?;
    tools::run(
        tools::cargo(&checkout)
            .args(["run", "--quiet", "--locked", "--package", "xtask"])
            .args(["--features", "bundle", "--", "build"])
            .env("CARGO_HOME", place.join("cargo"))
            .env("CARGO_TARGET_DIR", place.join("compiled"))
            // It knows nothing of the checkout that this runs in.
            .env_remove("CARGO_MANIFEST_DIR"),
    )?;
    let built = checkout.join("pkg");
    let different = package::differences(&committed, &built)?;
    for name in package::names_of_both(&committed, &built)? {
        let digest = match fs::read(built.join(&name)) {
            Ok(bytes) => digest::hex(&bytes)[..16].to_string(),
            Err(_) => "(not built)".to_string(),
        };
        let same = if different.contains(&name) {
            "different"
        } else {
            "same"
        };
        println!("{digest:<17} {same:<10} {name}");
    }
    if different.is_empty() {
        println!("Every file is the same");
        return Ok(());
    }
    Err(format!(
        "pkg/ is not what the commit gives: {}",
        different.join(", ")
    ))
}

/// The committed files alone, in a folder of their own, with what is lent to them.
fn checked_out(root: &Path, place: &Path) -> Result<PathBuf, String> {
    let checkout = place.join("checkout");
    fs::create_dir_all(checkout.join("target")).map_err(|error| error.to_string())?;
    let archive = place.join("commit.tar");
    tools::run(
        git(root)
            .args(["archive", "--format=tar", "--output"])
            .arg(&archive)
            .arg("HEAD"),
    )?;
    tools::run(
        Command::new("tar")
            .arg("-xf")
            .arg(&archive)
            .arg("-C")
            .arg(&checkout),
    )?;
    let lock = "package-lock.json";
    if tools::read(&root.join(lock))? != tools::read(&checkout.join(lock))? {
        return Err(format!(
            "{lock} is not the committed one, so node_modules/ cannot be reused"
        ));
    }
    for (what, _) in LENT {
        linked(&root.join(what), &checkout.join(what))?;
    }
    Ok(checkout)
}

#[cfg(unix)]
fn linked(from: &Path, to: &Path) -> Outcome {
    std::os::unix::fs::symlink(from, to)
        .map_err(|error| format!("cannot link {}: {error}", to.display()))
}

#[cfg(not(unix))]
fn linked(_: &Path, to: &Path) -> Outcome {
    Err(format!("cannot link {} on this system", to.display()))
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(root);
    git
}
