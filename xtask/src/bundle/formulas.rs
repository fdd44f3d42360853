//! How fast the engine is, natively and as wasm, beside other programs on the same rows.

use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value, json};

use super::tools::{self, WASM_TARGET};
use crate::Outcome;

/// What one program printed of one loop.
struct Figure {
    name: String,
    per_second: f64,
    check: f64,
}

pub fn run(root: &Path, result: Option<&Path>) -> Outcome {
    tools::wasm_target(root)?;
    let cargo = |arguments: &[&str]| {
        tools::run(
            tools::cargo(root)
                .args(["build", "--quiet", "--package", "rates"])
                .args(arguments),
        )
    };
    cargo(&["--profile", "rates"])?;
    // As small as what ships: its speed is the one that a page has.
    cargo(&["--release", "--lib", "--target", WASM_TARGET])?;
    let target = tools::target_folder(root)?;
    let tables = root.join("tests/golden/progression");
    let tables = [
        tables.join("synth200_visits.csv"),
        tables.join("synth200_relapses.csv"),
    ];

    let native = Command::new(target.join("rates/rates"));
    let mut wasm = Command::new("node");
    wasm.arg(root.join("xtask/rates/wasm.mjs"))
        .arg(target.join(WASM_TARGET).join("release/rates.wasm"))
        .arg(root.join("pkg"))
        .args(&tables);
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let mut peers = Command::new(python);
    peers.arg(root.join("xtask/rates/peers.py")).args(&tables);

    let mut figures = Vec::new();
    for (prefix, mut command) in [("native ", native), ("", wasm)] {
        figures.extend(read(prefix, &tools::output(&mut command)?)?);
    }
    match tools::output(&mut peers) {
        Ok(printed) => figures.extend(read("", &printed)?),
        Err(why) => eprintln!("Python's figures are left out: {why}"),
    }
    let tables = [
        table(&figures, "ckd_epi", "CKD-EPI 2021, rows"),
        table(&figures, "progression", "confirmed worsening, visits"),
    ];
    let markdown = format!("{NOTE}\n\n{}", tables.join("\n"));
    println!("{markdown}");
    let named: Map<String, Value> = figures.iter().map(Figure::named).collect();
    let found = json!({ "versions": {}, "markdown": markdown, "figures": named });
    result.map_or(Ok(()), |file| tools::write(file, found.to_string()))
}

const NOTE: &str = "The same rows in each; the last column shows that all computed the same. *api*: through \
`calculate` and `progression`, objects in and out. numpy works on whole columns with vector instructions.";

fn read(prefix: &str, printed: &str) -> Result<Vec<Figure>, String> {
    let figure = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [name, count, seconds, check] = cells[..] else {
            return None;
        };
        let (count, seconds): (f64, f64) = (count.parse().ok()?, seconds.parse().ok()?);
        Some(Figure {
            name: format!("{prefix}{name}"),
            per_second: count / seconds,
            check: check.parse().ok()?,
        })
    };
    let lines = printed.lines();
    lines
        .map(|line| figure(line).ok_or_else(|| format!("cannot read the figure `{line}`")))
        .collect()
}

impl Figure {
    /// "numpy 1.26.4 ckd_epi" is the figure `ckd_epi_numpy`.
    fn named(&self) -> (String, Value) {
        let words: Vec<&str> = self.name.split(' ').collect();
        let (first, last) = (words[0], words[words.len() - 1]);
        (format!("{last}_{first}"), self.per_second.into())
    }
}

/// The figures of one loop, each with its share of the native one.
fn table(figures: &[Figure], of: &str, title: &str) -> String {
    let these: Vec<&Figure> = figures
        .iter()
        .filter(|figure| figure.name.ends_with(of))
        .collect();
    let mut table = format!("| {title} | a second | of native | check |\n|---|---:|---:|---:|\n");
    for figure in &these {
        let name = figure.name.trim_end_matches(of).trim_end();
        let share = figure.per_second / these[0].per_second;
        table += &format!(
            "| {name} | {:.0} | {share:.4} | {:.6} |\n",
            figure.per_second, figure.check
        );
    }
    table
}
