//! The shape of a trial's own tests. Their answers are read when they run.

use super::read_day;
use crate::date::Date;
use crate::error::Code;
use crate::measures::read_word;
use crate::value::{Reader, Value};

const CASE_KEYS: [&str; 4] = ["name", "as_of", "answers", "expect"];
const EXPECT_KEYS: [&str; 8] = [
    "status",
    "pass",
    "fail",
    "unknown",
    "study_tests",
    "not_screenable",
    "window",
    "window_is_certain",
];

/// A case is the trial's own test. Its answers are read when it runs; here only its shape.
pub(super) fn read_case(reader: &mut Reader, value: &Value, ids: &[&str]) -> Option<()> {
    let fields = reader.map(value, &CASE_KEYS)?;
    reader.required(fields, "name", Reader::filled_text);
    reader.required(fields, "as_of", read_day);
    reader.required(fields, "answers", Reader::any_map);
    reader.required(fields, "expect", |reader, value| {
        let fields = reader.map(value, &EXPECT_KEYS)?;
        reader.optional(fields, "status", |reader, value| {
            read_word(
                reader,
                value,
                &[
                    ("ruled_out", ()),
                    ("undecided", ()),
                    ("no_barrier_found", ()),
                ],
            )
        });
        for key in ["pass", "fail", "unknown", "study_tests", "not_screenable"] {
            reader.optional(fields, key, |reader, value| {
                Some(reader.each(value, |reader, value| read_criterion_id(reader, value, ids)))
            });
        }
        reader.optional(fields, "window", |reader, value| {
            Some(reader.each(value, read_window))
        });
        reader.optional(fields, "window_is_certain", Reader::bool)
    });
    Some(())
}

fn read_criterion_id(reader: &mut Reader, value: &Value, ids: &[&str]) -> Option<()> {
    let id = reader.text(value)?;
    if !ids.contains(&id) {
        reader.error(Code::UnknownCriterion, "the id of a criterion");
    }
    Some(())
}

fn read_window(reader: &mut Reader, value: &Value) -> Option<()> {
    let fields = reader.map(value, &["from", "until"])?;
    for key in ["from", "until"] {
        reader.required(fields, key, |reader, value| match value {
            Value::Null => Some(()),
            value => {
                let text = reader.text(value)?;
                if Date::parse(text).is_none() {
                    reader.error(Code::BadDate, "2027-03-14 or null");
                }
                Some(())
            }
        });
    }
    Some(())
}
