//! `prescreen.html` and `calculators.html`: a whole page in one file that seals itself.
//!
//! The outer document has no script; its only child is a sandboxed frame that holds the page. Both
//! carry one policy that names the inline script and styles by digest and allows nothing else, so
//! the page inside can send nothing and cannot navigate away, wherever the file is opened.

use std::path::Path;

use serde_json::Value;

use super::digest;
use super::engine;
use super::markup::Page;
use super::tools::{self, read, read_bytes};
use super::trials::{plain_html, plain_json};

const FRAME_STYLE: &str =
    "html,body{height:100%;margin:0}iframe{display:block;width:100%;height:100%;border:0}";

/// The letter for a byte of zero: from here on, 256 letters are free of markup, quotes, white
/// space and control characters that HTML would change.
const FIRST_LETTER: u32 = 0x3f;

/// A page of `www/` as it becomes one file.
pub struct Sealed<'p> {
    /// Its markup.
    pub html: &'p str,
    /// Its only style sheet, as the markup names it.
    pub style: &'p str,
    /// Its only script, as the markup names it.
    pub script: &'p str,
    /// The trials that it judges, which are told in words where nothing can run.
    pub trials: &'p [Value],
    /// Language and words.
    pub locales: &'p [(String, Value)],
}

/// `stage` holds a copy of `www/` and the new `pkg/` beside each other, as the page expects them.
pub fn widget(root: &Path, stage: &Path, sealed: &Sealed) -> Result<String, String> {
    let page = Page::read(
        &read(&stage.join("www").join(sealed.html))?,
        sealed.style,
        sealed.script,
    )?;
    let entry = |name: &str| format!("www/{name}");
    let script = bundled(root, stage, &entry(sealed.script), &["--format=esm"])?;
    let style = bundled(
        root,
        stage,
        &entry(sealed.style),
        &["--loader:.svg=dataurl"],
    )?;
    if script.contains("</script") || script.contains("<!--") || style.contains("</style") {
        return Err("the bundled script or style would close its own element".to_string());
    }
    let policy = policy(&script, &style);
    let part = stage.join(sealed.html).with_extension("wasm");
    engine::needed_by(
        root,
        &stage.join("pkg/trial_prescreen_bg.wasm"),
        &script,
        &part,
    )?;
    let wasm = spelt(&read_bytes(&part)?);

    let mut blocks = Vec::new();
    let mut body = page.body.clone();
    if !sealed.trials.is_empty() {
        let trials = plain_json(&Value::Array(sealed.trials.to_vec()));
        blocks.push(block("application/json", "trials", &trials));
        body = page.body_with_fallback(&plain_html(sealed.trials));
    }
    for (language, words) in sealed.locales {
        blocks.push(block(
            "application/json",
            &format!("words-{language}"),
            &plain_json(words),
        ));
    }
    blocks.push(block("text/plain", "wasm", &wasm));

    let inner = document(
        &page,
        &policy,
        &style,
        &format!(
            "{body}\n{}\n<script type=\"module\">{script}</script>",
            blocks.join("\n"),
        ),
    );
    let frame = format!(
        "<iframe title=\"{}\" sandbox=\"allow-scripts allow-modals allow-downloads\" srcdoc='{}'></iframe>",
        page.title,
        as_attribute(&inner),
    );
    Ok(document(&page, &policy, FRAME_STYLE, &frame))
}

/// The script of a page that embeds the sealed files, which it knows by the names with their digests.
pub fn embed(
    root: &Path,
    stage: &Path,
    prescreen: &str,
    calculators: &str,
) -> Result<String, String> {
    let names = [("PRESCREEN", prescreen), ("CALCULATORS", calculators)];
    let defined = names.map(|(name, file)| format!("--define:{name}=\"{file}\""));
    let options: Vec<&str> = defined
        .iter()
        .map(String::as_str)
        .chain(["--format=iife"])
        .collect();
    bundled(root, stage, "www/embed.js", &options)
}

/// What programs do with other programs' forms, as a module of its own that needs no engine.
pub fn fhir(root: &Path, stage: &Path) -> Result<String, String> {
    bundled(root, stage, "www/fhir/index.js", &["--format=esm"])
}

/// Both documents have the page's head; they differ in style and body.
fn document(page: &Page, policy: &str, style: &str, body: &str) -> String {
    let Page { language, head, .. } = page;
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n{policy}\n{head}\n\
         <style>{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
}

fn policy(script: &str, style: &str) -> String {
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src {} 'wasm-unsafe-eval'; style-src {} {}; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'\">",
        digest::policy_hash(script),
        digest::policy_hash(FRAME_STYLE),
        digest::policy_hash(style),
    )
}

/// One file and all it imports, made small by esbuild. Options in the checkout do not reach it.
fn bundled(root: &Path, stage: &Path, entry: &str, options: &[&str]) -> Result<String, String> {
    let mut command = tools::npm(root, "esbuild");
    command.current_dir(stage).arg(entry).args(options).args([
        "--bundle",
        "--minify",
        "--charset=ascii",
        "--legal-comments=none",
        "--target=es2022",
        "--tsconfig-raw={}",
        // The glue hangs a disposer on each of its classes, which would keep those that nobody uses,
        // and all that they call in the engine.
        "--define:Symbol.dispose=undefined",
        "--log-level=warning",
    ]);
    // The final line break would be part of what the digest covers.
    Ok(tools::output(&mut command)?.trim_end().to_string())
}

/// A letter for every byte. Hosts compress the file with brotli, which sees through this spelling
/// almost whole: 3 % above the bare wasm file, where base64 of deflate costs 11 %.
fn spelt(bytes: &[u8]) -> String {
    bytes
        .iter()
        .filter_map(|byte| char::from_u32(FIRST_LETTER + u32::from(*byte)))
        .collect()
}

fn block(kind: &str, id: &str, contents: &str) -> String {
    format!("<script type=\"{kind}\" id=\"{id}\">{contents}</script>")
}

/// For a single-quoted attribute only these two need a reference; double quotes, which markup and
/// JSON are full of, may stay.
fn as_attribute(html: &str) -> String {
    html.replace('&', "&amp;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_keeps_markup_as_it_is_but_for_two_characters() {
        assert_eq!(
            as_attribute("<a title=\"x\">&lt; it's</a>"),
            "<a title=\"x\">&amp;lt; it&#39;s</a>"
        );
    }

    #[test]
    fn every_byte_has_a_letter_that_html_leaves_alone() {
        let bytes: Vec<u8> = (0..=255).collect();
        let letters = spelt(&bytes);
        let read: Vec<u32> = letters
            .chars()
            .map(|letter| u32::from(letter) - FIRST_LETTER)
            .collect();
        assert_eq!(
            read,
            bytes
                .iter()
                .map(|byte| u32::from(*byte))
                .collect::<Vec<_>>()
        );
        assert!(!letters.contains(['<', '>', '&', '"', '\'', ' ', '\t', '\n', '\r', '\0']));
    }

    #[test]
    fn the_policy_allows_nothing_but_its_own_script_and_styles() {
        let policy = policy("1", "a{}");
        assert!(
            policy.contains("default-src 'none'") && policy.contains(&digest::policy_hash("1"))
        );
        for word in [
            "'self'",
            "unsafe-inline",
            "'unsafe-eval'",
            "http:",
            "https:",
        ] {
            assert!(!policy.contains(&format!(" {word}")), "{word}");
        }
    }
}
