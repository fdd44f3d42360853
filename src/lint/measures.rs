//! Measures that a definition declares for nothing.

use super::{Advice, Subject};
use crate::error::Code;
use crate::value::Value;

pub(super) fn check(subject: &Subject<'_>, advice: &mut Advice) {
    let Some(Value::Map(declared)) = subject.definition.get("measures") else {
        return;
    };
    if !subject.whole {
        // A rule with an error may be the one that reads it.
        return;
    }
    let mut read = Vec::new();
    subject.walk(&mut |place| place.rule.measures(&mut |index| read.push(index)));
    for (id, _) in declared {
        let index = subject.table.find(id);
        if index.is_some_and(|index| !read.contains(&index)) {
            advice.note(&["measures", id], Code::UnusedMeasure, "");
        }
    }
}
