//! Calculators about kidneys that are not formulas over ranges.

use super::input::Special;

pub(super) static ROWS: &[Special] = &[];
