//! Texts that a reader would miss.

use super::{Advice, Subject, place};
use crate::error::Code;
use crate::value::Value;

/// What stands where a text is still to come.
const STAND_INS: [&str; 4] = ["tbd", "todo", "tba", "n/a"];

pub(super) fn check(subject: &Subject<'_>, advice: &mut Advice) {
    let definition = subject.definition;
    for key in ["title", "contact"] {
        english(key, definition.get(key), advice);
    }
    for (position, criterion) in items(definition.get("criteria")).iter().enumerate() {
        let path = place("criteria", position);
        let text = criterion.get("text").and_then(Value::as_text);
        if text.is_some_and(|text| !is_filled(text) && !text.trim().is_empty()) {
            advice.note(&[&path, "text"], Code::NoSourceText, "");
        }
        english(&[&path, "/note"].concat(), criterion.get("note"), advice);
        for (position, remark) in items(criterion.get("remarks")).iter().enumerate() {
            let path = [&path, "/", &place("remarks", position), "/text"].concat();
            english(&path, remark.get("text"), advice);
        }
    }
    if let Some(Value::Map(declared)) = definition.get("measures") {
        for (id, measure) in declared {
            let path = ["measures/", id, "/question"].concat();
            english(&path, measure.get("question"), advice);
        }
    }
}

fn items(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// Whether a text says something.
fn is_filled(text: &str) -> bool {
    let text = text.trim();
    let stands_in = STAND_INS.iter().any(|word| text.eq_ignore_ascii_case(word));
    // Letters of any script: whatever else is not ASCII is taken for one.
    text.contains(|c: char| c.is_ascii_alphabetic() || !c.is_ascii()) && !stands_in
}

/// English is what a reader falls back on whose language a text lacks.
fn english(path: &str, texts: Option<&Value>, advice: &mut Advice) {
    if let Some(Value::Map(languages)) = texts
        && !languages.is_empty()
        && languages.iter().all(|(language, _)| language != "en")
    {
        advice.note(&[path], Code::NoEnglish, "en");
    }
}
