//! The wasm file and its JavaScript glue, the same bytes on every machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::digest;
use super::tools::{self, WASM_TARGET};
use crate::Outcome;

/// What every current browser can run, and what rustc's default for the target already uses;
/// naming them one by one keeps the optimiser from using anything newer.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
];

/// Compiles the crate and writes `trial_prescreen*` into `package`. What a page is sealed with leaves
/// out what only the package offers: the optimiser cannot, where functions stand in tables.
pub fn build(root: &Path, package: &Path, features: &[&str]) -> Outcome {
    tools::wasm_target(root)?;
    let bindgen = tools::wasm_bindgen(root)?.join("wasm-bindgen");

    tools::run(
        tools::cargo(root)
            .args([
                "build",
                "--quiet",
                "--release",
                "--lib",
                "--locked",
                "--package",
                "trial-prescreen",
            ])
            .args(["--target", WASM_TARGET])
            .args(features)
            .env("TRIAL_PRESCREEN_SOURCE", digest::of_sources(root)?)
            .env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", path_prefixes(root)?),
    )?;
    let compiled = tools::target_folder(root)?
        .join(WASM_TARGET)
        .join("release/trial_prescreen.wasm");
    tools::run(
        Command::new(bindgen)
            .args([
                "--target",
                "web",
                "--out-name",
                "trial_prescreen",
                "--remove-producers-section",
            ])
            .arg("--out-dir")
            .arg(package)
            .arg(compiled),
    )?;
    optimised(root, &package.join("trial_prescreen_bg.wasm"))
}

/// Writes to `part` what a script needs of the wasm file: the exports that it names, and what they
/// call.
pub fn needed_by(root: &Path, wasm: &Path, script: &str, part: &Path) -> Outcome {
    const NAMES: &str = "const file = require('fs').readFileSync(process.argv[1]); \
         console.log(WebAssembly.Module.exports(new WebAssembly.Module(file)).map(({ name }) => name).join('\\n'))";
    let names = tools::output(Command::new("node").args(["-e", NAMES]).arg(wasm))?;
    let roots: Vec<Value> = names
        .lines()
        .filter(|name| named(script, name))
        .map(|name| json!({ "name": name, "root": true, "export": name }))
        .collect();
    let graph = part.with_extension("json");
    tools::write(&graph, Value::Array(roots).to_string())?;
    // It prints what it leaves out, which is of no interest.
    tools::output(
        tools::npm(root, "wasm-metadce")
            .args(WASM_FEATURES)
            .arg("--graph-file")
            .arg(&graph)
            .arg(wasm)
            .arg("-o")
            .arg(part),
    )?;
    optimised(root, part)
}

/// Whether a script reads the property `name` of anything.
fn named(script: &str, name: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let property = [".", name].concat();
    let mut places = script.match_indices(&property);
    places.any(|(at, _)| !goes_on(&script[at + property.len()..]))
}

fn optimised(root: &Path, wasm: &Path) -> Outcome {
    tools::run(
        tools::npm(root, "wasm-opt")
            // A function inlined at its only call loses what it shares with its siblings: brotli
            // gives back 5 KB when they stay apart. The smallest are worth their inlining in time.
            .arg("--one-caller-inline-max-function-size=1")
            .arg("--always-inline-max-function-size=9")
            // Flattened, more code folds into the same shapes; sorted, these lie together.
            .args(["--flatten", "--rereloop", "-Oz", "-Oz"])
            .arg("--reorder-functions-by-name")
            .args(WASM_FEATURES)
            .args(["--strip-debug", "--strip-producers"])
            .arg(wasm)
            .arg("-o")
            .arg(wasm),
    )
}

/// Panic locations carry file names; these flags make them the same wherever the checkout, cargo's
/// downloads and the toolchain lie.
fn path_prefixes(root: &Path) -> Result<String, String> {
    let rustc =
        |arguments: &[&str]| tools::output(Command::new("rustc").current_dir(root).args(arguments));
    let sysroot = PathBuf::from(rustc(&["--print", "sysroot"])?.trim());
    let version = rustc(&["--version", "--verbose"])?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .ok_or("rustc does not name its commit")?;
    let downloads = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
        .ok_or("cannot tell where cargo keeps its downloads")?
        .join("registry/src");
    // Below registry/src lies one folder per registry address; a mirror's differs.
    let mut registries = Vec::new();
    if let Ok(folders) = std::fs::read_dir(&downloads) {
        registries = folders.flatten().map(|folder| folder.path()).collect();
        registries.sort();
    }
    let mut prefixes = vec![
        (root.to_path_buf(), "/source".to_string()),
        (downloads, "/registry".to_string()),
        (
            sysroot.join("lib/rustlib/src/rust"),
            format!("/rustc/{commit}"),
        ),
    ];
    prefixes.extend(
        registries
            .into_iter()
            .map(|folder| (folder, "/registry".to_string())),
    );
    // rustc lets the last matching prefix win, so the longer ones come last.
    let flags: Vec<String> = prefixes
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .collect();
    Ok(flags.join("\u{1f}"))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn an_export_is_named_by_its_whole_name() {
        let script = "a.progression(1),b.screener_screen,c.__x";
        for name in ["progression", "screener_screen", "__x"] {
            assert!(named(script, name), "{name}");
        }
        for name in ["prog", "screener", "screen", "calculate", "a"] {
            assert!(!named(script, name), "{name}");
        }
    }
}
