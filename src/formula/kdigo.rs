//! KDIGO stages of the glomerular filtration rate.
//!
//! **Definition** G1 90 and more, G2 60 to 89, G3a 45 to 59, G3b 30 to 44, G4 15 to 29, G5 below 15,
//! in mL/min per 1.73 m². They are printed for whole numbers, so the rate is rounded half up first;
//! the stage of the unrounded rate is given beside it.
//! **Population** 2 years and older. A stage alone is no diagnosis of kidney disease, which takes
//! three months or signs of damage; and no trial rule is decided by a stage.
//! **Citation** KDIGO 2024, Kidney Int 2024;105(4S):S117–S314,
//! doi:10.1016/j.kint.2023.10.018.

/// The stages from the worst on, each with the rate that it begins at.
pub static STAGES: [(&str, f64); 6] = [
    ("G5", 0.0),
    ("G4", 15.0),
    ("G3b", 30.0),
    ("G3a", 45.0),
    ("G2", 60.0),
    ("G1", 90.0),
];

/// The stage of a rate as it stands.
#[must_use]
pub fn stage(egfr: f64) -> &'static str {
    let reached = STAGES.iter().rev().find(|(_, from)| egfr >= *from);
    reached.map_or(STAGES[0].0, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_with_its_neighbours() {
        for (egfr, name) in [
            (0.0, "G5"),
            (14.9, "G5"),
            (15.0, "G4"),
            (29.9, "G4"),
            (30.0, "G3b"),
            (44.9, "G3b"),
            (45.0, "G3a"),
            (59.9, "G3a"),
            (60.0, "G2"),
            (89.9, "G2"),
            (90.0, "G1"),
            (250.0, "G1"),
        ] {
            assert_eq!(stage(egfr), name, "{egfr}");
        }
    }
}
