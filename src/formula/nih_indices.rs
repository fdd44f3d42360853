//! Modified NIH indices of lupus nephritis: how active and how chronic a biopsy is.
//!
//! **Formula** each lesion is graded 0 (absent), 1 (below 25 %), 2 (25 to 50 %) or 3 (above 50 %) of
//! the glomeruli, or of the cortex for the interstitial ones. Activity is the sum of six, in which
//! fibrinoid necrosis and cellular crescents count twice: 0 to 24. Chronicity is the sum of four: 0
//! to 12.
//! **Population** biopsies of lupus nephritis, read by a pathologist. A person reads the two totals
//! from the report.
//! **Citation** Bajema et al., Kidney Int 2018;93:789–796, doi:10.1016/j.kint.2017.11.023, which put
//! the indices in the place of the letters A and C. The limits of the grades are as commonly printed;
//! the paper's table was not at hand.

/// The lesions of the activity index.
pub static ACTIVITY: [&str; 6] = [
    "endocapillary",
    "neutrophils_karyorrhexis",
    "fibrinoid_necrosis",
    "hyaline_deposits",
    "cellular_crescents",
    "interstitial_inflammation",
];

/// How many times each counts.
pub static ACTIVITY_WEIGHTS: [u8; 6] = [1, 1, 2, 1, 2, 1];

/// The lesions of the chronicity index, each of which counts once.
pub static CHRONICITY: [&str; 4] = [
    "glomerulosclerosis",
    "fibrous_crescents",
    "tubular_atrophy",
    "interstitial_fibrosis",
];

/// The greatest grade of a lesion.
pub const MOST_GRADE: u8 = 3;
