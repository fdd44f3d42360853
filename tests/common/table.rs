//! Rows of the golden tables, which know where they stand.

use super::{quantity, text};
use std::collections::BTreeMap;
use std::panic::Location;
use trial_prescreen::calculator::Output;
use trial_prescreen::{Calculation, Value, calculate};

/// Of a formula in doubles against fifty digits.
pub const TOLERANCE: f64 = 1e-12;

/// A row of a table, which knows where it stands.
pub struct Row {
    /// The file, the line and the id.
    pub place: String,
    cells: BTreeMap<String, String>,
}

/// All rows of a table; that there are so many is part of the test.
#[track_caller]
pub fn table(name: &str, rows: usize) -> Vec<Row> {
    let file = format!("tests/golden/{name}.csv");
    let mut reader = csv::Reader::from_path(super::path(&file)).expect(&file);
    let heads = reader.headers().expect(&file).clone();
    let read: Vec<Row> = reader
        .records()
        .map(|record| {
            let record = record.unwrap_or_else(|error| panic!("{file}: {error}"));
            let line = record.position().map_or(0, csv::Position::line);
            let cells: BTreeMap<String, String> = heads
                .iter()
                .zip(&record)
                .map(|(head, cell)| (head.to_string(), cell.to_string()))
                .collect();
            let id = cells
                .get("id")
                .map_or(String::new(), |id| format!(", id {id}"));
            Row {
                place: format!("{name}.csv line {line}{id}"),
                cells,
            }
        })
        .collect();
    assert_eq!(read.len(), rows, "rows of {file}");
    read
}

impl Row {
    #[track_caller]
    pub fn text(&self, column: &str) -> &str {
        match self.cells.get(column) {
            Some(cell) => cell,
            None => panic!("{}: no column {column}", self.place),
        }
    }

    /// The number of a column; none if the cell is empty.
    #[track_caller]
    pub fn optional(&self, column: &str) -> Option<f64> {
        let cell = self.text(column);
        if cell.is_empty() {
            return None;
        }
        match cell.parse() {
            Ok(number) => Some(number),
            Err(error) => panic!("{}: {column} is {cell:?}: {error}", self.place),
        }
    }

    #[track_caller]
    pub fn number(&self, column: &str) -> f64 {
        match self.optional(column) {
            Some(number) => number,
            None => panic!("{}: {column} is empty", self.place),
        }
    }

    #[track_caller]
    pub fn flag(&self, column: &str) -> bool {
        match self.text(column) {
            "true" | "yes" | "1" => true,
            "false" | "0" | "" => false,
            other => panic!("{}: {column} is {other:?}", self.place),
        }
    }

    pub fn sex(&self) -> &'static str {
        match self.text("sex") {
            "M" => "male",
            "F" => "female",
            other => panic!("{}: sex {other:?}", self.place),
        }
    }

    /// The inputs of a formula of the kidney, with this creatinine: all that the row holds and the
    /// formula takes.
    pub fn kidney(&self, formula: &str, creatinine: f64, unit: &str) -> Value {
        let mut entries = Vec::new();
        if let Some(age) = self.optional("age_y") {
            entries.push(("age".to_string(), Value::Number(age)));
            entries.push(("sex".to_string(), text(self.sex())));
        }
        if !["ckid_u25_cys", "ekfc2023_cys", "ckdepi2012_cys"].contains(&formula) {
            entries.push(("creatinine".to_string(), quantity(creatinine, unit)));
        }
        let mut size = |formulas: &[&str], input: &str, column: &str, unit: &str| {
            if formulas.contains(&formula) {
                let value = quantity(self.number(column), unit);
                entries.push((input.to_string(), value));
            }
        };
        let tall = [
            "ckid_u25_cr",
            "ckid_u25_avg",
            "schwartz_bedside",
            "cg_ibw",
            "cg_adj",
        ];
        size(&tall, "height", "height_cm", "cm");
        size(
            &["cg_actual", "cg_ibw", "cg_adj"],
            "weight",
            "weight_kg",
            "kg",
        );
        let cystatin = [
            "ckid_u25_cys",
            "ckid_u25_avg",
            "ekfc2023_cys",
            "ckdepi2012_cys",
            "ckdepi2021_crcys",
        ];
        let column = if self.cells.contains_key("cys_mg_l") {
            "cys_mg_l"
        } else {
            "cystatin_c"
        };
        size(&cystatin, "cystatin_c", column, "mg/L");
        let basis = match formula {
            "cg_ibw" => Some("ideal"),
            "cg_adj" => Some("adjusted"),
            _ => None,
        };
        entries.extend(basis.map(|basis| ("weight_basis".to_string(), text(basis))));
        Value::Map(entries)
    }

    #[track_caller]
    pub fn calculate(&self, id: &str, inputs: &Value) -> Calculation {
        calculate(id, inputs).unwrap_or_else(|error| panic!("{}: {id}: {error}", self.place))
    }

    /// The exact result of a calculator: its bounds meet in it.
    #[track_caller]
    pub fn exact(&self, id: &str, inputs: &Value) -> f64 {
        let result = self.calculate(id, inputs);
        let value = result.value.as_number();
        let ends = (result.low.as_number(), result.high.as_number());
        assert_eq!(ends, (value, value), "{}: {id}", self.place);
        value.unwrap_or_else(|| panic!("{}: {id} gives no number", self.place))
    }

    /// A further result.
    #[track_caller]
    pub fn extra<'c>(&self, result: &'c Calculation, name: &str) -> &'c Output {
        let found = result.extra.iter().find(|(other, _)| *other == name);
        match found {
            Some((_, output)) => output,
            None => panic!("{}: {} gives no {name}", self.place, result.id),
        }
    }

    /// A further result is yes where the column is set, and no elsewhere.
    #[track_caller]
    pub fn says(&self, result: &Calculation, name: &str, column: &str) {
        let expected = if self.flag(column) { "yes" } else { "no" };
        let found = self.extra(result, name).as_text();
        assert_eq!(found, Some(expected), "{}: {name}", self.place);
    }

    /// A result rounds to what a column prints, in as many decimals.
    #[track_caller]
    pub fn prints(&self, column: &str, found: f64) {
        let printed = self.text(column);
        let decimals = printed.split('.').nth(1).map_or(0, str::len);
        assert_eq!(
            format!("{found:.decimals$}"),
            printed,
            "{}: {column}",
            self.place
        );
    }

    #[track_caller]
    pub fn is_close(&self, what: &str, found: f64, expected: f64, tolerance: f64) {
        let apart = (found - expected).abs();
        assert!(
            apart <= tolerance * expected.abs(),
            "{}: {what} is {found:?}, should be {expected:?} (asked at {})",
            self.place,
            Location::caller()
        );
    }
}
