//! What is wrong with a definition, and what somebody should look at: all of it, never only the
//! first.
//!
//! Errors come from the readers of [`crate::trial`], and [`crate::Screener::new`] refuses exactly
//! these. Advice comes from the checks here, and never stops a definition from loading. A check
//! says nothing that is not certain: it reasons about one measure at a time, over every value that
//! its answer can have.

use crate::error::{Code, Problem, Severity};
use crate::measures::Table;
use crate::trial::{Criterion, CriterionKind, MOST_CRITERIA, Trial, declare, read_criterion};
use crate::value::{Reader, Value};

mod bands;
mod cases;
mod coverage;
mod criteria;
mod lists;
mod measures;
mod numbers;
mod places;
mod words;
mod worlds;

/// One concern: looks at a definition, and notes what it finds.
type Check = fn(&Subject<'_>, &mut Advice);

/// Every check, in the order in which their advice is given.
const CHECKS: [Check; 8] = [
    words::check,
    measures::check,
    numbers::check,
    lists::check,
    criteria::check,
    bands::check,
    coverage::check,
    cases::check,
];

/// Most pieces of advice; nobody follows more at once.
const MOST_ADVICE: usize = 500;

/// What the checks look at.
struct Subject<'v> {
    definition: &'v Value,
    table: &'v Table,
    /// The criteria that read without an error.
    lines: Vec<Line<'v>>,
    /// There is no error anywhere.
    whole: bool,
}

/// A criterion with its place in the definition.
struct Line<'v> {
    path: String,
    criterion: Criterion,
    written: &'v Value,
}

impl Line<'_> {
    fn is_inclusion(&self) -> bool {
        self.criterion.kind == CriterionKind::Inclusion
    }

    /// Parts are shown and count nowhere.
    fn counts(&self) -> bool {
        self.criterion.part_of.is_none()
    }
}

/// What the checks have found.
#[derive(Default)]
struct Advice(Vec<Problem>);

impl Advice {
    /// Notes something; `expected` may be empty.
    #[inline(never)]
    fn note(&mut self, path: &[&str], code: Code, expected: &str) {
        if self.0.len() < MOST_ADVICE {
            self.0.push(Problem {
                path: path.join("/"),
                code,
                severity: Severity::Advice,
                expected: (!expected.is_empty()).then(|| expected.to_string()),
            });
        }
    }
}

/// All problems of a definition. No error among them means that it can be used.
#[must_use]
pub fn check(definition: &Value) -> Vec<Problem> {
    if let Err(error) = definition.check_size() {
        return vec![Problem {
            path: String::new(),
            code: error.code,
            severity: Severity::Error,
            expected: error.expected,
        }];
    }
    let mut reader = Reader::default();
    let mut table = Table::default();
    declare(&mut reader, &mut table, definition);
    let _ = Trial::read(&mut reader, &table, definition);
    let mut problems = reader.finish();
    let subject = Subject {
        definition,
        table: &table,
        lines: lines(&table, definition),
        whole: problems.is_empty(),
    };
    let mut advice = Advice::default();
    for check in CHECKS {
        check(&subject, &mut advice);
    }
    problems.append(&mut advice.0);
    problems
}

/// The criteria that read, each for itself: an error in one keeps no advice from the others.
fn lines<'v>(table: &Table, definition: &'v Value) -> Vec<Line<'v>> {
    let items = match definition.get("criteria") {
        Some(Value::List(items)) if items.len() <= MOST_CRITERIA => items.as_slice(),
        _ => &[],
    };
    let read = |(position, written): (usize, &'v Value)| {
        let mut reader = Reader::default();
        let criterion = read_criterion(&mut reader, table, written)?;
        (reader.count() == 0).then(|| Line {
            path: place("criteria", position),
            criterion,
            written,
        })
    };
    items.iter().enumerate().filter_map(read).collect()
}

/// The path of an item of a list.
fn place(list: &str, position: usize) -> String {
    [list, "/", &position.to_string()].concat()
}
