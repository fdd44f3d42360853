//! Definitions with small harm: every problem is told, and what has none is taken.

use crate::definition::PIECES;
use crate::draw::{AS_OF, Draw};
use crate::mutate::harm;
use trial_prescreen::{Screener, Severity, Value, check};

pub fn run(bytes: &[u8]) {
    let mut draw = Draw::new(bytes);
    let mut definition = draw.one(&PIECES).clone();
    if !draw.is_empty() {
        harm(&mut draw, &mut definition);
    }
    let problems = check(&definition);
    let refused = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    match Screener::new(std::slice::from_ref(&definition)) {
        Ok(screener) => {
            assert!(!refused, "an error, and taken all the same: {problems:?}");
            let nobody = Value::Map(Vec::new());
            screener.screen(&nobody, AS_OF).expect("a day");
            screener.open(&nobody, AS_OF).expect("a day");
        }
        Err(error) => assert!(refused, "refused without a problem: {error}"),
    }
}
