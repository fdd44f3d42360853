//! Body surface area and body mass index.
//!
//! **Du Bois** 0.007184 × kg^0.425 × cm^0.725 (Du Bois and Du Bois, Arch Intern Med
//! 1916;17:863–871, doi:10.1001/archinte.1916.00080130010002).
//! **Mosteller** √(cm × kg / 3600) (Mosteller, N Engl J Med 1987;317:1098,
//! doi:10.1056/NEJM198710223171717).
//! **Haycock** 0.024265 × kg^0.5378 × cm^0.3964, derived with children (Haycock et al.,
//! J Pediatr 1978;93:62–66, doi:10.1016/S0022-3476(78)80601-5).
//! **Body mass index** kg / m². Results in m² and kg/m²; any age.

use super::{Centimetres, Kilograms};
use libm::{pow, sqrt};

/// Body surface after Du Bois, in m².
#[must_use]
pub fn surface_du_bois(weight: Kilograms, height: Centimetres) -> f64 {
    0.007_184 * pow(weight.0, 0.425) * pow(height.0, 0.725)
}

/// Body surface after Mosteller, in m².
#[must_use]
pub fn surface_mosteller(weight: Kilograms, height: Centimetres) -> f64 {
    sqrt(height.0 * weight.0 / 3600.0)
}

/// Body surface after Haycock, in m².
#[must_use]
pub fn surface_haycock(weight: Kilograms, height: Centimetres) -> f64 {
    0.024_265 * pow(weight.0, 0.5378) * pow(height.0, 0.3964)
}

/// Body mass index, in kg/m².
#[must_use]
pub fn mass_index(weight: Kilograms, height: Centimetres) -> f64 {
    let metres = height.0 / 100.0;
    weight.0 / (metres * metres)
}
