//! The volume that holds a dose of cells, and the dimethyl sulfoxide (DMSO) in it.
//!
//! **Formula** volume = cells / (cells in a mL × viability × recovery); vials = the volume divided by
//! that of one vial, rounded up; DMSO in g = volume × percent by volume × 1.10 g/mL.
//! **Units** mL, g. Viability and recovery are shares from 0 to 1; where the label counts living cells
//! after thawing, both are 1.
//! **Limit** 1 g of DMSO for each kg of body weight and day, by convention of stem cell transplants
//! (review: Shu et al., Bone Marrow Transplant 2014;49:469–476, doi:10.1038/bmt.2013.152): 9.09 mL/kg
//! at 10 %.
//! **Population** anybody; arithmetic, and no advice on a dose. Products are released within 10 to
//! 20 % of their target, so that more than three digits are false precision.

use libm::ceil;

/// g of dimethyl sulfoxide in a mL.
pub const DMSO_DENSITY: f64 = 1.10;

/// mL that hold so many cells.
#[must_use]
pub fn volume_ml(cells: f64, cells_per_ml: f64, viability: f64, recovery: f64) -> f64 {
    cells / (cells_per_ml * viability * recovery)
}

/// Whole vials. A volume that fills its vials to the last decimal needs no other one.
#[must_use]
pub fn vials(volume_ml: f64, vial_ml: f64) -> f64 {
    ceil(volume_ml / vial_ml * (1.0 - 1e-9))
}

/// g of dimethyl sulfoxide in a volume.
#[must_use]
pub fn dmso_g(volume_ml: f64, percent: f64) -> f64 {
    volume_ml * (percent / 100.0) * DMSO_DENSITY
}
