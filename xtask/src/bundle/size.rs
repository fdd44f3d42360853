//! Bytes of every shipped file, as they lie there and as a web server would send them.

use std::io::Write;
use std::path::Path;

use super::{digest, tools};
use crate::Outcome;

/// File, largest number of bytes that passes, and the goal; compressed with brotli. Raising a
/// budget is a change of its own, with a reason.
const BUDGET: [(&str, usize, usize); 3] = [
    ("prescreen.html", 302_000, 100_000),
    ("calculators.html", 231_000, 100_000),
    ("trial_prescreen_bg.wasm", 158_000, 55_000),
];

/// What a gzip file adds to raw deflate: ten bytes before, eight after.
const GZIP_FRAME: usize = 18;

pub fn run(root: &Path) -> Outcome {
    let package = root.join("pkg");
    if !package.is_dir() {
        return Err("there is no pkg/ yet; run `cargo xtask build`".to_string());
    }
    println!("{:<28}{:>10}{:>10}{:>10}", "file", "raw", "gzip", "brotli");
    let mut over = Vec::new();
    let mut goals = String::new();
    for file in digest::files(&package)? {
        let name = file
            .strip_prefix(&package)
            .map_err(|error| error.to_string())?
            .to_string_lossy()
            .into_owned();
        let bytes = tools::read_bytes(&file)?;
        let brotli = brotli(&bytes)?;
        println!(
            "{name:<28}{:>10}{:>10}{brotli:>10}",
            bytes.len(),
            gzip(&bytes)
        );
        if let Some((_, most, goal)) = BUDGET.iter().find(|(budgeted, ..)| *budgeted == name) {
            goals.push_str(&format!(
                "{name:<28}{brotli:>10} of {most} bytes in brotli, goal {goal}\n"
            ));
            if brotli > *most {
                over.push(name);
            }
        }
    }
    print!("\nBudget\n{goals}");
    if over.is_empty() {
        Ok(())
    } else {
        Err(format!("over budget: {}", over.join(", ")))
    }
}

fn gzip(bytes: &[u8]) -> usize {
    miniz_oxide::deflate::compress_to_vec(bytes, 9).len() + GZIP_FRAME
}

fn brotli(bytes: &[u8]) -> Result<usize, String> {
    let mut packed = Vec::new();
    {
        let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
        writer.write_all(bytes).map_err(|error| error.to_string())?;
    }
    Ok(packed.len())
}
