//! Every check, in the order in which a failure is cheapest to find. The first failure ends it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::browsers::Browsers;
use super::tools::{self, WASM_TARGET};
use super::{browsers, digest, fuzz, package, size};
use crate::Outcome;

/// A step's name and what it does.
type Step<'a> = (&'static str, Box<dyn Fn() -> Outcome + 'a>);

pub fn run(root: &Path) -> Outcome {
    let start = Instant::now();
    println!("== tools");
    tools::wasm_target(root)?;
    tools::npm_packages(root)?;
    let runner = tools::wasm_bindgen(root)?.join("wasm-bindgen-test-runner");
    let browsers = browsers::find(root)?;

    let cargo = |arguments: &[&str]| tools::run(tools::cargo(root).args(arguments));
    let steps: Vec<Step> = vec![
        ("format", Box::new(|| cargo(&["fmt", "--all", "--check"]))),
        (
            "lints, native",
            Box::new(|| cargo(&lints(&["--workspace", "--features", "xtask/bundle"]))),
        ),
        (
            "lints, wasm",
            Box::new(|| {
                cargo(&lints(&[
                    "--package",
                    "trial-prescreen",
                    "--target",
                    WASM_TARGET,
                ]))
            }),
        ),
        ("documentation", Box::new(|| documentation(root))),
        (
            "native tests",
            Box::new(|| {
                cargo(&[
                    "test",
                    "--quiet",
                    "--workspace",
                    "--features",
                    "xtask/bundle",
                ])
            }),
        ),
        (
            "every door attacked, briefly",
            Box::new(|| fuzz::run(root, &[])),
        ),
        (
            "types of the page",
            Box::new(|| tools::run(&mut tools::npm(root, "tsc"))),
        ),
        ("pkg/ is what the sources give", Box::new(|| rebuilt(root))),
        ("size budget", Box::new(|| size::run(root, None))),
        (
            "boundary tests in the browser",
            Box::new(|| boundary(root, &runner, &browsers)),
        ),
        (
            "JavaScript unit tests",
            Box::new(|| node_tests(root, "tests/unit", &browsers)),
        ),
        (
            "end-to-end tests",
            Box::new(|| node_tests(root, "tests/e2e", &browsers)),
        ),
        (
            "three engines, and all that leaves them",
            Box::new(|| engines(root, &browsers)),
        ),
    ];
    let count = steps.len();
    for (number, (name, step)) in steps.into_iter().enumerate() {
        println!("== {}/{count} {name}", number + 1);
        step().map_err(|error| format!("failed at \"{name}\": {error}"))?;
    }
    println!(
        "== all {count} steps passed in {} s",
        start.elapsed().as_secs()
    );
    Ok(())
}

fn lints<'a>(selection: &[&'a str]) -> Vec<&'a str> {
    [
        &["clippy", "--quiet", "--all-targets"],
        selection,
        &["--", "--deny", "warnings"],
    ]
    .concat()
}

fn documentation(root: &Path) -> Outcome {
    tools::run(
        tools::cargo(root)
            .args([
                "doc",
                "--quiet",
                "--no-deps",
                "--package",
                "trial-prescreen",
            ])
            .env("RUSTDOCFLAGS", "--deny warnings"),
    )
}

fn rebuilt(root: &Path) -> Outcome {
    let built = package::stage(root)?;
    let different = package::differences(&built, &root.join("pkg"))?;
    if different.is_empty() {
        return Ok(());
    }
    Err(format!(
        "pkg/ is not what the sources give; run `cargo xtask build`. Different: {}",
        different.join(", ")
    ))
}

fn boundary(root: &Path, runner: &Path, browsers: &Browsers) -> Outcome {
    if !root.join("tests/boundary.rs").is_file() {
        println!("no tests/boundary.rs");
        return Ok(());
    }
    tools::run(
        tools::cargo(root)
            .args([
                "test",
                "--package",
                "trial-prescreen",
                "--target",
                WASM_TARGET,
                "--test",
                "boundary",
            ])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", &browsers.chromedriver)
            // Seconds; the usual twenty are few for whole golden tables on a busy machine.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300"),
    )
}

/// Runs every `*.test.mjs` of a folder; without any there is nothing to do.
fn node_tests(root: &Path, folder: &str, browsers: &Browsers) -> Outcome {
    let folder = root.join(folder);
    let mut files: Vec<PathBuf> = if folder.is_dir() {
        digest::files(&folder)?
    } else {
        Vec::new()
    };
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    if files.is_empty() {
        println!("none");
        return Ok(());
    }
    tools::run(
        in_browsers(root, browsers)?
            .args(["--test", "--test-reporter=spec"])
            .args(files),
    )
}

/// Each file of `tests/engines` in a network of its own, where the machine permits that.
fn engines(root: &Path, browsers: &Browsers) -> Outcome {
    tools::run(in_browsers(root, browsers)?.arg("tests/engines/run.mjs"))
}

/// Node, and where it finds what it tests with.
fn in_browsers(root: &Path, browsers: &Browsers) -> Result<Command, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut node = Command::new("node");
    node.current_dir(root)
        .env("CHROMIUM", &browsers.chromium)
        .env("CHROMEDRIVER", &browsers.chromedriver)
        .env("FIREFOX", &browsers.firefox)
        .env("GECKODRIVER", &browsers.geckodriver)
        .env("WEBKIT_DRIVER", &browsers.webkit_driver)
        // The server under test is this very program, already compiled.
        .env("XTASK", this);
    Ok(node)
}
