//! SLE-DAS: disease activity of lupus on a continuous scale. **Experimental**: its coefficients come
//! from a second source and have not been read in the paper's own figure.
//!
//! **Formula** 0.366 + the weights of the items that are present + 0.454 for each of 28 joints that is
//! swollen + for protein in the urine above 500 mg a day −17.584 + 3.811 × ln(mg) + for platelets
//! below 100 26.105 − 5.577 × ln(platelets) + for white cells below 3 6.118 − 5.058 × ln(white cells).
//! **Units** protein in mg a day or mg for each g of creatinine; cells in 10⁹/L; result in points.
//! **Cut-offs** up to 2.08 remission, up to 7.64 mild, above moderate or severe. Remission asks for
//! more than the score.
//! **Population** people with systemic lupus erythematosus, assessed by a physician.
//! **Citation** Jesus et al., Ann Rheum Dis 2019;78:365–371, doi:10.1136/annrheumdis-2018-214502;
//! cut-offs Jesus et al., Ann Rheum Dis 2021;80:1568–1574, doi:10.1136/annrheumdis-2021-220363.
//!
//! Two hints that the coefficients are right: serology alone gives 2.076, the published limit of
//! remission once rounded; and the terms of both blood counts nearly vanish at their thresholds.

use crate::interval::{Interval, Test};
use libm::log;

/// The items and their weights.
pub static ITEMS: [(&str, f64); 14] = [
    ("arthritis", 3.132),
    ("mucocutaneous_vasculitis", 4.408),
    ("localised_rash", 3.138),
    ("generalised_rash", 3.887),
    ("alopecia", 0.973),
    ("mucosal_ulcers", 2.769),
    ("low_c3_or_c4", 0.754),
    ("anti_dsdna", 0.956),
    ("neuropsychiatric", 18.0),
    ("systemic_vasculitis", 18.0),
    ("cardiac_pulmonary", 18.0),
    ("myositis", 9.0),
    ("serositis", 6.0),
    ("haemolytic_anaemia", 9.0),
];

/// The names of the items.
pub static NAMES: [&str; 14] = [
    "arthritis",
    "mucocutaneous_vasculitis",
    "localised_rash",
    "generalised_rash",
    "alopecia",
    "mucosal_ulcers",
    "low_c3_or_c4",
    "anti_dsdna",
    "neuropsychiatric",
    "systemic_vasculitis",
    "cardiac_pulmonary",
    "myositis",
    "serositis",
    "haemolytic_anaemia",
];

/// What everybody has.
pub const CONSTANT: f64 = 0.366;
/// For each swollen joint.
pub const JOINT: f64 = 0.454;
/// Joints that are counted.
pub const JOINTS: u8 = 28;

/// Points for protein in the urine, in mg a day.
#[must_use]
pub fn proteinuria(mg: f64) -> f64 {
    if mg > 500.0 {
        -17.584 + 3.811 * log(mg)
    } else {
        0.0
    }
}

/// Points for platelets, in 10⁹/L.
#[must_use]
pub fn platelets(count: f64) -> f64 {
    if count < 100.0 {
        26.105 - 5.577 * log(count)
    } else {
        0.0
    }
}

/// Points for white cells, in 10⁹/L.
#[must_use]
pub fn leukocytes(count: f64) -> f64 {
    if count < 3.0 {
        6.118 - 5.058 * log(count)
    } else {
        0.0
    }
}

/// Points over a range of values. Each term rises or falls throughout, with a jump at its threshold:
/// an end that is not inside the range stops short of the jump.
#[must_use]
pub fn over(term: fn(f64) -> f64, range: Interval) -> Interval {
    let low = if range.low_open {
        range.low.next_up()
    } else {
        range.low
    };
    let high = if range.high_open {
        range.high.next_down()
    } else {
        range.high
    };
    Interval::point(term(low)).hull(Interval::point(term(high)))
}

/// The category of a score; none if it is between two.
#[must_use]
pub fn category(score: Interval) -> Option<&'static str> {
    use crate::truth::Truth;
    let [remission, mild] = [2.08, 7.64].map(|limit| Test::AtMost(limit).judge(score));
    match (remission, mild) {
        (Truth::True, _) => Some("remission_cut"),
        (Truth::False, Truth::True) => Some("mild"),
        (_, Truth::False) => Some("moderate_severe"),
        _ => None,
    }
}
