//! The trial and locale files as they ship, and the plain text for when nothing can run.

use std::path::Path;

use serde_json::{Map, Value};

use super::digest;
use super::tools::read;

/// Every trial file in the order of its name, without its tests.
pub fn shipped(root: &Path) -> Result<Vec<Value>, String> {
    let mut trials = Vec::new();
    for file in json_files(&root.join("www/trials"))? {
        let mut trial = parsed(&file)?;
        let fields = trial
            .as_object_mut()
            .ok_or_else(|| format!("{} is not an object", file.display()))?;
        fields.shift_remove("cases");
        trials.push(trial);
    }
    Ok(trials)
}

/// Every language with its words, English first: it is what a page falls back on.
pub fn locales(root: &Path) -> Result<Vec<(String, Value)>, String> {
    let mut locales = Vec::new();
    for file in json_files(&root.join("www/locales"))? {
        let language = file.file_stem().and_then(|stem| stem.to_str());
        locales.push((language.unwrap_or_default().to_string(), parsed(&file)?));
    }
    locales.sort_by_key(|(language, _)| language != "en");
    Ok(locales)
}

fn json_files(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let mut files = digest::files(folder)?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    Ok(files)
}

fn parsed(file: &Path) -> Result<Value, String> {
    serde_json::from_str(&read(file)?).map_err(|error| format!("{}: {error}", file.display()))
}

/// JSON on one line that can stand inside a script element.
pub fn plain_json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// Title, criteria in the source's words and contact of each trial.
pub fn plain_html(trials: &[Value]) -> String {
    let mut html = String::new();
    for trial in trials {
        html.push_str(&format!(
            "<h2>{}</h2>\n",
            escaped(&localised(&trial["title"]))
        ));
        for (kind, heading) in [
            ("inclusion", "Inclusion criteria"),
            ("exclusion", "Exclusion criteria"),
        ] {
            html.push_str(&format!("<h3>{heading}</h3>\n<ul>\n"));
            let criteria = trial["criteria"].as_array().into_iter().flatten();
            for criterion in criteria.filter(|criterion| criterion["kind"] == kind) {
                let (id, text) = (&criterion["id"], &criterion["text"]);
                let line = format!(
                    "{} {}",
                    id.as_str().unwrap_or_default(),
                    text.as_str().unwrap_or_default()
                );
                html.push_str(&format!("<li>{}</li>\n", escaped(&line)));
            }
            html.push_str("</ul>\n");
        }
        html.push_str(&format!(
            "<p>{}</p>\n",
            escaped(&localised(&trial["contact"]))
        ));
    }
    html
}

/// English where there is English; a plain string stands for itself.
fn localised(words: &Value) -> String {
    let words = match words {
        Value::Object(languages) => english(languages),
        other => Some(other),
    };
    words
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_string()
}

fn english(languages: &Map<String, Value>) -> Option<&Value> {
    languages.get("en").or_else(|| languages.values().next())
}

/// Text as it may stand in an element or in a quoted attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_in_a_script_element_cannot_close_it() {
        let value = json!({"a": "</script><!-- é 🙂 \u{2028}"});
        let text = plain_json(&value);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn text_in_markup_stays_text() {
        assert_eq!(
            escaped("a<b> & \"≥\" 'c'"),
            "a&lt;b&gt; &amp; &quot;≥&quot; &#39;c&#39;"
        );
    }

    #[test]
    fn the_plain_list_quotes_each_criterion_and_the_contact() {
        let trial = json!({"title": {"en": "A <trial>"}, "contact": {"en": "Call us"},
            "criteria": [{"id": "I1", "kind": "inclusion", "text": "Age ≥7"}, {"id": "E1", "kind": "exclusion", "text": "None"}]});
        let html = plain_html(&[trial]);
        for part in [
            "<h2>A &lt;trial&gt;</h2>",
            "<li>I1 Age ≥7</li>",
            "<li>E1 None</li>",
            "<p>Call us</p>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
