//! Chromium and its driver, for the tests that need a real browser.

use std::path::PathBuf;
use std::process::Command;

use super::tools::{on_path, output, run};

pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const DRIVER: [&str; 1] = ["chromedriver"];

/// Debian's packages; a browser without a font draws empty boxes and measures wrong widths.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-dejavu-core"];

pub fn find() -> Result<Browser, String> {
    if let Some(browser) = installed() {
        return Ok(browser);
    }
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root && on_path("apt-get").is_some() {
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
            .args(PACKAGES))?;
    }
    installed().ok_or_else(|| {
        let absent = |names: &[&str]| !names.iter().any(|name| on_path(name).is_some());
        let missing: Vec<&str> = [("Chromium", &CHROMIUM[..]), ("chromedriver", &DRIVER[..])]
            .into_iter()
            .filter_map(|(what, names)| absent(names).then_some(what))
            .collect();
        format!(
            "missing for the browser tests: {} (on Debian: apt-get install {})",
            missing.join(" and "),
            PACKAGES.join(" ")
        )
    })
}

fn installed() -> Option<Browser> {
    let first = |names: &[&str]| names.iter().find_map(on_path);
    Some(Browser {
        chromium: first(&CHROMIUM)?,
        driver: first(&DRIVER)?,
    })
}
