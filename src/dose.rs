//! Doses of a trial's arms, in whole cells.

use crate::error::Code;
use crate::interval::{Interval, Test};
use crate::measures::Table;
use crate::truth::Truth;
use crate::value::{Reader, Value};

/// How a protocol prints the dose of an arm.
#[derive(Clone, Debug, PartialEq)]
pub enum Dose {
    /// The same for everybody.
    Flat(u64),
    /// So many a kilogram of body weight, rounded half up to a whole cell.
    PerKg(u64),
    /// By bands of body weight.
    ByWeight(Vec<Band>),
}

/// Body weights, in kg, that get the same number of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// All of these must hold, in kg.
    pub limits: Vec<Test>,
    /// The limits as written, with their names.
    pub written: Vec<(&'static str, f64)>,
    /// The unit in which the limits are written.
    pub unit: String,
    /// Cells.
    pub cells: u64,
}

/// Most bands of one dose: they are compared with each other.
const MOST_BANDS: usize = 200;

impl Dose {
    /// Reads `{flat: {cells}}`, `{per_kg: {cells}}` or `{by_weight: [...]}`.
    pub fn read(reader: &mut Reader, value: &Value) -> Option<Dose> {
        let keys = ["flat", "per_kg", "by_weight"];
        let fields = reader.map(value, &keys)?;
        let given: Vec<&str> = keys
            .into_iter()
            .filter(|key| fields.get(key).is_some())
            .collect();
        let [key] = given[..] else {
            reader.error(Code::MissingInput, "one of flat, per_kg, by_weight");
            return None;
        };
        reader.required(fields, key, |reader, value| {
            if key == "by_weight" {
                if reader.list(value)?.len() > MOST_BANDS {
                    reader.error(Code::TooLarge, "at most 200 bands");
                    return None;
                }
                let bands = reader.each(value, read_band);
                if bands.is_empty() {
                    reader.error(Code::Empty, "at least one band");
                }
                check_bands(reader, &bands);
                return Some(Dose::ByWeight(bands));
            }
            let fields = reader.map(value, &["cells"])?;
            let cells = reader.required(fields, "cells", read_cells)?;
            Some(if key == "flat" {
                Dose::Flat(cells)
            } else {
                Dose::PerKg(cells)
            })
        })
    }

    /// The dose as a definition writes it.
    #[must_use]
    pub fn write(&self) -> Value {
        let map = |entries: Vec<(&str, Value)>| {
            Value::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.to_string(), value))
                    .collect(),
            )
        };
        #[allow(clippy::cast_precision_loss)] // At most 1e15, exact.
        let number = |cells: u64| Value::Number(cells as f64);
        match self {
            Dose::Flat(cells) => map(vec![("flat", map(vec![("cells", number(*cells))]))]),
            Dose::PerKg(cells) => map(vec![("per_kg", map(vec![("cells", number(*cells))]))]),
            Dose::ByWeight(bands) => {
                let write = |band: &Band| {
                    let mut entries: Vec<(&str, Value)> = band
                        .written
                        .iter()
                        .map(|(name, limit)| (*name, Value::Number(*limit)))
                        .collect();
                    entries.push(("unit", Value::Text(band.unit.clone())));
                    entries.push(("cells", number(band.cells)));
                    map(entries)
                };
                map(vec![(
                    "by_weight",
                    Value::List(bands.iter().map(write).collect()),
                )])
            }
        }
    }

    /// Fewest and most cells for a range of body weights in kg; none where no band is.
    #[must_use]
    pub fn cells(&self, weight_kg: Interval) -> Option<(u64, u64)> {
        match self {
            Dose::Flat(cells) => Some((*cells, *cells)),
            Dose::PerKg(cells) => Some((
                per_kg(*cells, weight_kg.low),
                per_kg(*cells, weight_kg.high),
            )),
            Dose::ByWeight(bands) => {
                let possible = bands
                    .iter()
                    .filter(|band| band.holds(weight_kg) != Truth::False);
                let cells: Vec<u64> = possible.map(|band| band.cells).collect();
                Some((*cells.iter().min()?, *cells.iter().max()?))
            }
        }
    }

    /// Whether every weight of a range, in kg, has a dose. A gap begins and ends at limits.
    #[must_use]
    pub fn covers(&self, weight_kg: Interval) -> bool {
        let Dose::ByWeight(bands) = self else {
            return true;
        };
        let beside = beside_limits(bands);
        let inside = beside.filter(|kg| weight_kg.low < *kg && *kg < weight_kg.high);
        inside.chain([weight_kg.low, weight_kg.high]).all(|kg| {
            bands
                .iter()
                .any(|band| band.holds(Interval::point(kg)) == Truth::True)
        })
    }
}

/// Weights at and beside each limit, further off than a tie reaches.
fn beside_limits(bands: &[Band]) -> impl Iterator<Item = f64> + '_ {
    let limits = bands
        .iter()
        .flat_map(|band| &band.limits)
        .flat_map(|test| test.limits());
    limits.flat_map(|(_, kg)| [kg * (1.0 - 1e-6), kg, kg * (1.0 + 1e-6)])
}

/// No weight has two doses, and every band holds some weight.
fn check_bands(reader: &mut Reader, bands: &[Band]) {
    let holds = |band: &Band, kg: f64| band.holds(Interval::point(kg)) == Truth::True;
    for (place, band) in bands.iter().enumerate() {
        if !beside_limits(bands).any(|kg| holds(band, kg)) {
            reader.error_at(
                &place.to_string(),
                Code::Reversed,
                "a band that holds some weight",
            );
        }
        let earlier = &bands[..place];
        let twice = beside_limits(bands)
            .any(|kg| holds(band, kg) && earlier.iter().any(|other| holds(other, kg)));
        if twice {
            reader.error_at(
                &place.to_string(),
                Code::Inconsistent,
                "bands that do not overlap",
            );
        }
    }
}

impl Band {
    fn holds(&self, weight_kg: Interval) -> Truth {
        let truths = self.limits.iter().map(|limit| limit.judge(weight_kg));
        truths.min().unwrap_or(Truth::True)
    }
}

// Weights are below 1000 kg and doses below 2^53 cells: both products are whole and exact.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn per_kg(cells: u64, weight_kg: f64) -> u64 {
    libm::floor(cells as f64 * weight_kg + 0.5) as u64
}

fn read_cells(reader: &mut Reader, value: &Value) -> Option<u64> {
    let number = reader.number(value)?;
    if (1.0..=1e15).contains(&number) && libm::floor(number) >= number {
        // Whole and in range, checked just above.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        return Some(number as u64);
    }
    reader.error(Code::OutOfRange, "a whole number of cells");
    None
}

fn read_band(reader: &mut Reader, value: &Value) -> Option<Band> {
    let fields = reader.map(value, &["from", "above", "to", "below", "unit", "cells"])?;
    let table = Table::default();
    let unit = reader.required(fields, "unit", |reader, value| {
        let text = reader.text(value)?;
        let unit = table
            .find("weight")
            .and_then(|index| table.unit(index, text));
        if unit.is_none() {
            reader.error(Code::WrongDimension, "a unit of body weight");
        }
        unit
    })?;
    type Make = fn(f64) -> Test;
    let ends: [(&'static str, Make); 4] = [
        ("from", Test::AtLeast),
        ("above", Test::Above),
        ("to", Test::AtMost),
        ("below", Test::Below),
    ];
    let (mut limits, mut written) = (Vec::new(), Vec::new());
    for (key, test) in ends {
        if let Some(limit) = reader.optional(fields, key, Reader::number) {
            if !(0.0..=1000.0).contains(&limit) {
                reader.error_at(key, Code::OutOfRange, "0..1000");
            }
            limits.push(test(unit.to_canonical(limit)));
            written.push((key, limit));
        }
    }
    if limits.is_empty() {
        reader.error(Code::MissingInput, "from, above, to or below");
    }
    let cells = reader.required(fields, "cells", read_cells)?;
    Some(Band {
        limits,
        written,
        unit: unit.code().to_string(),
        cells,
    })
}
