//! The targets.

pub mod calculate;
pub mod check;
pub mod progression;
pub mod record;
pub mod screen;
pub mod units;
