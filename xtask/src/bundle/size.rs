//! Bytes of every shipped file, as they lie there and as a web server would send them.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use serde_json::{Map, json};

use super::{budget, digest, materials, tools, trials};
use crate::Outcome;

/// What a gzip file adds to raw deflate: ten bytes before, eight after.
const GZIP_FRAME: usize = 18;
/// The widget: the page that a language is weighed in.
const WIDGET: &str = "prescreen.html";
/// What to call these files where results are gathered.
const FIGURES: [(&str, &str); 4] = [
    ("prescreen", WIDGET),
    ("calculators", "calculators.html"),
    ("wasm", "trial_prescreen_bg.wasm"),
    ("embed", "trial-prescreen.js"),
];

/// A file's name and its bytes: raw, gzip, brotli.
type Weight = (String, [usize; 3]);

pub fn run(root: &Path, result: Option<&Path>) -> Outcome {
    let package = root.join("pkg");
    if !package.is_dir() {
        return Err("there is no pkg/ yet; run `cargo xtask build`".to_string());
    }
    let weights = weights(&package)?;
    let brotli_of = |name: &str| {
        weights
            .iter()
            .find(|(one, _)| one == name)
            .map(|(_, [.., bytes])| *bytes)
    };
    let languages = languages(root, &package, brotli_of(WIDGET).unwrap_or_default())?;
    let crates: Vec<String> = materials::linked(root)?
        .into_iter()
        .map(|one| one.name)
        .collect();

    let mut wrong = Vec::new();
    let mut held = Vec::new();
    for (name, most) in budget::FILES {
        let brotli = brotli_of(name).ok_or_else(|| format!("pkg/ has no {name}"))?;
        let goal = budget::GOALS.iter().find(|(one, _)| *one == name);
        let goal = goal.map_or(String::new(), |(_, goal)| goal.to_string());
        held.push(vec![
            name.to_string(),
            brotli.to_string(),
            most.to_string(),
            goal,
        ]);
        if brotli > most {
            wrong.push(format!("{name} is over budget"));
        }
    }
    if crates != budget::CRATES {
        wrong.push(format!(
            "the linked crates are not those of the budget: {}",
            crates.join(", ")
        ));
    }

    let all = weights.iter().map(|(name, bytes)| {
        let bytes = bytes.iter().map(ToString::to_string);
        std::iter::once(name.clone()).chain(bytes).collect()
    });
    let more = languages
        .iter()
        .map(|(language, bytes)| vec![language.clone(), bytes.to_string()]);
    let tables = [
        Table::new(["file", "raw", "gzip", "brotli"], all.collect()),
        Table::new(["budget", "brotli", "at most", "goal"], held),
        Table::new(
            [&format!("a language in {WIDGET}"), "brotli bytes"],
            more.collect(),
        ),
    ];
    let notes = [
        "A language: the page as it is, less the same page without the block of that language's words, both in brotli.".to_string(),
        format!(
            "Crates linked into the wasm file: {} ({})",
            crates.len(),
            crates.join(", ")
        ),
    ];
    println!("{}", tables.each_ref().map(Table::plain).join("\n"));
    println!("{}", notes.join("\n"));

    if let Some(file) = result {
        let mut figures = Map::new();
        for (figure, name) in FIGURES {
            if let Some((_, [_, gzip, brotli])) = weights.iter().find(|(one, _)| one == name) {
                figures.insert(format!("{figure}_gzip"), json!(gzip));
                figures.insert(format!("{figure}_brotli"), json!(brotli));
            }
        }
        for (language, bytes) in &languages {
            figures.insert(format!("locale_{language}_brotli"), json!(bytes));
        }
        figures.insert("dependencies".to_string(), json!(crates.len()));
        let markdown = [
            tables.each_ref().map(Table::markdown).join("\n"),
            notes.join("\n\n"),
        ]
        .join("\n");
        let found = json!({ "versions": {}, "markdown": markdown, "figures": figures });
        tools::write(file, found.to_string())?;
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    }
}

/// The files with a digest in their names are the same as those without, and are weighed once.
fn weights(package: &Path) -> Result<Vec<Weight>, String> {
    let mut weights: Vec<Weight> = Vec::new();
    let mut known: HashMap<String, [usize; 3]> = HashMap::new();
    for file in digest::files(package)? {
        let name = file
            .strip_prefix(package)
            .map_err(|error| error.to_string())?;
        let bytes = tools::read_bytes(&file)?;
        let digest = digest::hex(&bytes);
        let weight = match known.get(&digest) {
            Some(weight) => *weight,
            None => [bytes.len(), gzip(&bytes), brotli(&bytes)?],
        };
        known.insert(digest, weight);
        weights.push((name.to_string_lossy().into_owned(), weight));
    }
    Ok(weights)
}

/// What each language adds to the widget.
fn languages(root: &Path, package: &Path, whole: usize) -> Result<Vec<(String, usize)>, String> {
    let page = tools::read(&package.join(WIDGET))?;
    let names = trials::locales(root)?.into_iter().map(|(name, _)| name);
    names
        .map(|name| {
            let rest = without_words(&page, &name)
                .ok_or_else(|| format!("{WIDGET} has no words in {name}"))?;
            Ok((name, whole.saturating_sub(brotli(rest.as_bytes())?)))
        })
        .collect()
}

/// The sealed page without one language; nothing depends on the block but what is shown.
fn without_words(page: &str, language: &str) -> Option<String> {
    const END: &str = "</script>";
    let start = page.find(&format!(
        "<script type=\"application/json\" id=\"words-{language}\">"
    ))?;
    let end = start + page[start..].find(END)? + END.len();
    Some([&page[..start], &page[end..]].concat())
}

/// The same for a terminal and for a document. The first column is text.
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn new<const N: usize>(head: [&str; N], rows: Vec<Vec<String>>) -> Self {
        Self {
            head: head.map(str::to_string).to_vec(),
            rows,
        }
    }

    fn plain(&self) -> String {
        let line = |cells: &Vec<String>| {
            let (name, numbers) = cells
                .split_first()
                .map_or(("", &[][..]), |(name, rest)| (name, rest));
            let numbers: String = numbers.iter().map(|one| format!("{one:>14}")).collect();
            format!("{name:<30}{numbers}\n")
        };
        std::iter::once(&self.head)
            .chain(&self.rows)
            .map(line)
            .collect()
    }

    fn markdown(&self) -> String {
        let line = |cells: &Vec<String>| format!("| {} |\n", cells.join(" | "));
        let rule = format!(
            "|---|{}\n",
            "---:|".repeat(self.head.len().saturating_sub(1))
        );
        let rows: String = self.rows.iter().map(line).collect();
        [line(&self.head), rule, rows].concat()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_loses_one_language_and_nothing_else() {
        let block = |language: &str| {
            format!("<script type=\"application/json\" id=\"words-{language}\">{{}}</script>")
        };
        let page = ["a", &block("en"), &block("sv"), "z"].concat();
        assert_eq!(
            without_words(&page, "en"),
            Some(["a", &block("sv"), "z"].concat())
        );
        assert_eq!(without_words(&page, "fr"), None);
    }
}
