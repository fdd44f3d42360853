//! The shipped page through many changes of answers, in a real browser: what it keeps must not grow.

use std::path::Path;

use super::{browsers, tools};
use crate::Outcome;

const CHANGES: u32 = 100_000;

pub fn run(root: &Path, options: &[&str], result: Option<&Path>) -> Outcome {
    let changes = match options {
        [] => CHANGES,
        ["--changes", number] => number
            .parse()
            .map_err(|_| format!("cannot read the number of changes `{number}`"))?,
        _ => return Err(format!("cannot read `{}`", options.join(" "))),
    };
    tools::npm_packages(root)?;
    let browser = browsers::find(root)?;
    tools::run(
        tools::node(&root.join("xtask/soak.mjs"), result)
            .arg(changes.to_string())
            .env("CHROMIUM", &browser.chromium),
    )
}
