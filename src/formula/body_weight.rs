//! Ideal and adjusted body weight, as doses and clearances use them.
//!
//! **Ideal** 50 kg for men and 45.5 kg for women, + 2.3 kg for each inch above 60 (Devine, Drug
//! Intell Clin Pharm 1974;8:650–655). **Adjusted** ideal + 0.4 × (actual − ideal); other
//! factors (0.25, 0.3) are in use as well.
//! **Units** height in cm, weight and results in kg.
//! **Population** adults. Below 60 inches the line goes on downwards and would pass zero, so it
//! is refused below [`LEAST_HEIGHT_CM`]: an engineering bound, not a published one.
//!
//! Known disagreement: other programs call 23 × m² (men) and 21.5 × m² (women) ideal, which is
//! up to 9.7 % off. Who weighs less than the ideal is by convention reckoned with the actual
//! weight; that choice is the caller's.

use super::{Centimetres, Kilograms, Sex};

/// From here on; it gives no ideal weight below 31 kg.
pub const LEAST_HEIGHT_CM: f64 = 137.0;

/// Ideal weight after Devine, in kg.
#[must_use]
pub fn ideal(sex: Sex, height: Centimetres) -> Kilograms {
    let at_60_inches = match sex {
        Sex::Female => 45.5,
        Sex::Male => 50.0,
    };
    Kilograms(at_60_inches + 2.3 * (height.0 / 2.54 - 60.0))
}

/// Adjusted weight, in kg.
#[must_use]
pub fn adjusted(sex: Sex, height: Centimetres, actual: Kilograms) -> Kilograms {
    let ideal = ideal(sex, height).0;
    Kilograms(ideal + 0.4 * (actual.0 - ideal))
}
