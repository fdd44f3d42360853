//! The browsers and their drivers, for the tests that need real ones.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::tools::{self, on_path, output, run};

/// What the tests are told of.
pub struct Browsers {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
    pub firefox: PathBuf,
    pub geckodriver: PathBuf,
    pub webkit_driver: PathBuf,
}

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const CHROMEDRIVER: [&str; 1] = ["chromedriver"];
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];
const WEBKIT_DRIVER: [&str; 1] = ["WebKitWebDriver"];
/// Besides: a screen that nobody sees, and what hears a network that has no way out.
const BESIDE: [&str; 4] = ["Xvfb", "ip", "tcpdump", "unshare"];

/// Debian's packages; a browser without a font draws empty boxes and measures wrong widths.
const PACKAGES: [&str; 9] = [
    "chromium",
    "chromium-driver",
    "firefox-esr",
    "webkit2gtk-driver",
    "xvfb",
    "iproute2",
    "tcpdump",
    "fonts-dejavu-core",
    "util-linux",
];

/// Debian has no package of it; cargo builds this one.
const GECKODRIVER: &str = "0.37.1";

pub fn find(root: &Path) -> Result<Browsers, String> {
    if !absent().is_empty() {
        let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        if is_root && on_path("apt-get").is_some() {
            install()?;
        }
    }
    let absent = absent();
    let first = |names: &[&str]| names.iter().find_map(on_path);
    let found = || {
        Some((
            first(&CHROMIUM)?,
            first(&CHROMEDRIVER)?,
            first(&FIREFOX)?,
            first(&WEBKIT_DRIVER)?,
        ))
    };
    let Some((chromium, chromedriver, firefox, webkit_driver)) =
        found().filter(|_| absent.is_empty())
    else {
        return Err(format!(
            "missing for the browser tests: {} (on Debian: apt-get install {})",
            absent.join(", "),
            PACKAGES.join(" ")
        ));
    };
    Ok(Browsers {
        chromium,
        chromedriver,
        firefox,
        geckodriver: geckodriver(root)?,
        webkit_driver,
    })
}

/// What none of the usual names finds.
fn absent() -> Vec<&'static str> {
    let programs = [&CHROMIUM[..], &CHROMEDRIVER, &FIREFOX, &WEBKIT_DRIVER];
    let programs = programs.into_iter().chain(BESIDE.chunks(1));
    programs
        .filter(|names| names.iter().find_map(on_path).is_none())
        .map(|names| names[0])
        .collect()
}

fn install() -> Result<(), String> {
    eprintln!("Installing {}", PACKAGES.join(", "));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive")
            .arg("--quiet=2");
        apt
    };
    run(apt().arg("update"))?;
    run(apt()
        .args(["install", "--yes", "--no-install-recommends"])
        .args(PACKAGES))
}

fn geckodriver(root: &Path) -> Result<PathBuf, String> {
    let tools = root.join("target/tools");
    let program = tools.join("bin/geckodriver");
    let found = program.is_file()
        && output(Command::new(&program).arg("--version"))
            .is_ok_and(|said| said.contains(GECKODRIVER));
    if !found {
        eprintln!("Installing geckodriver {GECKODRIVER} under target/tools (a few minutes, once)");
        run(tools::cargo(root)
            .args(["install", "geckodriver", "--version"])
            .arg(format!("={GECKODRIVER}"))
            .args(["--force", "--quiet", "--root"])
            .arg(&tools))?;
    }
    Ok(program)
}
