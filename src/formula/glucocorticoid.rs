//! Glucocorticoids: the dose of prednisone that does as much.
//!
//! **Formula** mg × 5 / the mg of that drug that equal 5 mg of prednisone.
//! **Units** mg in, mg out; a daily dose gives a daily dose.
//! **Population** systemic use: by mouth or into a vein. Depot injections have no daily
//! equivalent, and what is inhaled, sprayed into the nose, put on the skin or into a joint has
//! none worth counting.
//! **Citation** the equivalence line of the prednisolone label (U.S. FDA), seen in copies, which
//! has all but deflazacort and paramethasone; deflazacort 6 mg is the British National
//! Formulary's, known and not read again; paramethasone 2 mg is that of common tables.
//!
//! Known disagreement: other tables print 0.6 mg of betamethasone; [`prednisone_equivalent_range`]
//! spans both.

use crate::drug;
use crate::interval::Interval;

/// mg of each drug that equal 5 mg of prednisone.
pub static EQUAL_TO_5_MG: [(&str, f64); 10] = [
    ("prednisone", 5.0),
    ("prednisolone", 5.0),
    ("methylprednisolone", 4.0),
    ("triamcinolone", 4.0),
    ("hydrocortisone", 20.0),
    ("cortisone", 25.0),
    ("dexamethasone", 0.75),
    ("betamethasone", 0.75),
    ("deflazacort", 6.0),
    ("paramethasone", 2.0),
];

/// A second published equivalent of a drug.
const OTHER_TABLES: (&str, f64) = ("betamethasone", 0.6);

/// Steroids without a systemic glucocorticoid equivalent: little of budesonide passes the liver,
/// and fludrocortisone is given for salt.
pub static NOT_CONVERTIBLE: [&str; 2] = ["budesonide", "fludrocortisone"];

/// The equivalent dose of prednisone; none for a drug that has none, or that nobody knows. The
/// name may be a trade name.
#[must_use]
pub fn prednisone_equivalent_mg(drug: &str, mg: f64) -> Option<f64> {
    let name = drug::find(drug)?.name;
    let (_, equal) = EQUAL_TO_5_MG.iter().find(|(known, _)| *known == name)?;
    Some(mg * 5.0 / equal)
}

/// The same, from the least to the most that published tables make of it.
#[must_use]
pub fn prednisone_equivalent_range(drug: &str, mg: f64) -> Option<Interval> {
    let least = prednisone_equivalent_mg(drug, mg)?;
    let (other, equal) = OTHER_TABLES;
    let differs = drug::find(drug).is_some_and(|known| known.name == other);
    let most = if differs { mg * 5.0 / equal } else { least };
    Some(Interval::closed(least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_milligrams_are_five_milligrams() {
        for (drug, equal) in EQUAL_TO_5_MG {
            assert_eq!(prednisone_equivalent_mg(drug, equal), Some(5.0), "{drug}");
        }
        assert_eq!(
            prednisone_equivalent_mg("Solu-Medrol", 1000.0),
            Some(1250.0)
        );
        for drug in NOT_CONVERTIBLE
            .into_iter()
            .chain(["rituximab", "", "aspirin"])
        {
            assert_eq!(prednisone_equivalent_mg(drug, 5.0), None, "{drug}");
        }
    }

    #[test]
    fn tables_differ_on_betamethasone_alone() {
        for (drug, equal) in EQUAL_TO_5_MG {
            let range = prednisone_equivalent_range(drug, equal).unwrap();
            let most = if drug == "betamethasone" { 6.25 } else { 5.0 };
            assert!((range.high - most).abs() < 1e-12, "{drug}: {range:?}");
            assert_eq!(range.low.to_bits(), 5.0_f64.to_bits());
        }
    }
}
