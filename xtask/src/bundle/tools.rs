//! Finds the programs a build needs, and installs those that a package manager can bring.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Runs a program in the checkout and waits; its output goes to the terminal.
pub fn run(command: &mut Command) -> Outcome {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .map_err(|error| format!("{name} does not start: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name} failed ({status})"))
    }
}

/// Runs a program and returns what it printed.
pub fn output(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{name} does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("{name} failed ({})", output.status));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| format!("{name} printed something that is not text"))
}

/// Whether a program that need not succeed did; what it prints is of no interest.
pub fn quiet(command: &mut Command) -> bool {
    let silent = command.stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// Cargo as it runs this command, in the checkout.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Where cargo puts what it compiles.
pub fn target_folder(root: &Path) -> Result<PathBuf, String> {
    let metadata =
        output(cargo(root).args(["metadata", "--format-version=1", "--no-deps", "--locked"]))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| "cargo names no target folder".to_string())
}

pub fn wasm_target(root: &Path) -> Outcome {
    let sysroot = output(
        Command::new("rustc")
            .current_dir(root)
            .args(["--print", "sysroot"]),
    )?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .is_dir()
    {
        return Ok(());
    }
    run(Command::new("rustup")
        .current_dir(root)
        .args(["target", "add", WASM_TARGET]))
    .map_err(|error| format!("the Rust target {WASM_TARGET} is missing, and {error}"))
}

/// This machine, as rustc names it.
pub fn host(root: &Path) -> Result<String, String> {
    let version = output(
        Command::new("rustc")
            .current_dir(root)
            .args(["--version", "--verbose"]),
    )?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_string)
        .ok_or_else(|| "rustc does not name this machine".to_string())
}

/// Finds a C++ compiler, which libFuzzer is built with, or installs one.
pub fn cpp_compiler() -> Outcome {
    if ["c++", "g++", "clang++"]
        .iter()
        .any(|name| on_path(name).is_some())
    {
        return Ok(());
    }
    run(Command::new("apt-get").args(["install", "--yes", "--quiet", "g++"]))
        .map_err(|error| format!("a C++ compiler is missing, and {error}"))
}

/// The folder with the wasm-bindgen programs of exactly the version the library is locked to.
pub fn wasm_bindgen(root: &Path) -> Result<PathBuf, String> {
    let version = locked_version(root, "wasm-bindgen")?;
    installed(root, "wasm-bindgen-cli", &version)
}

/// The folder with the programs of exactly this version of a crate, which is installed under
/// target/tools if it is not there yet. Without the crate's own lock file: what that names may have
/// been withdrawn.
pub fn installed(root: &Path, package: &str, version: &str) -> Result<PathBuf, String> {
    let tools = root.join("target/tools");
    let list = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    if !list.contains(&format!("\"{package} {version} (")) {
        eprintln!("Installing {package} {version} under target/tools (a few minutes, once)");
        run(cargo(root)
            .args(["install", package, "--force", "--quiet"])
            .args(["--version", &format!("={version}")])
            .arg("--root")
            .arg(&tools))?;
    }
    Ok(tools.join("bin"))
}

fn locked_version(root: &Path, package: &str) -> Result<String, String> {
    let lock = read(&root.join("Cargo.lock"))?;
    let mut lines = lock
        .lines()
        .skip_while(|line| *line != format!("name = \"{package}\""))
        .skip(1);
    lines
        .next()
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_string)
        .ok_or_else(|| format!("Cargo.lock does not name {package}"))
}

/// Installs the locked npm packages, unless those in `node_modules/` come from this very lock file.
pub fn npm_packages(root: &Path) -> Outcome {
    let node = output(Command::new("node").arg("--version"))
        .map_err(|_| "Node.js 20 or newer is missing; install it and npm".to_string())?;
    let major = node
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        return Err(format!(
            "Node.js 20 or newer is needed, found {}",
            node.trim()
        ));
    }
    let lock = read(&root.join("package-lock.json"))?;
    let stamp = root.join("node_modules/.installed-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(Command::new("npm").current_dir(root).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))?;
    write(&stamp, lock)
}

/// A script that measures, and the file into which it writes what it found, if somebody gathers it.
pub fn node(script: &Path, result: Option<&Path>) -> Command {
    let mut command = Command::new("node");
    command.arg(script);
    match result {
        Some(file) => command.env("BENCH_RESULT", file),
        None => command.env_remove("BENCH_RESULT"),
    };
    command
}

/// A program that an npm package brought.
pub fn npm(root: &Path, program: &str) -> Command {
    let mut command = Command::new(root.join("node_modules/.bin").join(program));
    command.current_dir(root);
    command
}

pub fn on_path(program: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program.as_ref()))
        .find(|file| file.is_file())
}

pub fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

pub fn read_bytes(file: &Path) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

pub fn write(file: &Path, contents: impl AsRef<[u8]>) -> Outcome {
    fs::write(file, contents).map_err(|error| format!("cannot write {}: {error}", file.display()))
}
