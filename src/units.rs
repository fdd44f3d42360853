//! Units: one table a quantity, each factor with its authority, and the spellings people type.
//!
//! A factor is kept as a multiplier and a divisor, so that powers of ten stay exact.
//! `mg/dL` of creatinine and of bilirubin convert differently: tables belong to a substance.

/// One unit of a quantity.
#[derive(Debug)]
pub struct Unit {
    /// UCUM code.
    pub code: &'static str,
    /// Other ways in which people write it, already folded (see [`fold`]).
    pub spellings: &'static [&'static str],
    multiply: f64,
    divide: f64,
    /// What is added after the factor; zero but where a scale has another zero.
    plus: f64,
    /// Units whose numbers are at times written down under this one by mistake.
    pub mistaken_for: &'static [&'static str],
}

/// The units of one quantity; the first is the canonical one.
#[derive(Debug)]
pub struct Quantity {
    /// All units of this quantity.
    pub units: &'static [Unit],
}

impl Unit {
    const fn new(code: &'static str, multiply: f64, divide: f64) -> Unit {
        Unit {
            code,
            spellings: &[],
            multiply,
            divide,
            plus: 0.0,
            mistaken_for: &[],
        }
    }

    const fn plus(mut self, plus: f64) -> Unit {
        self.plus = plus;
        self
    }

    const fn spelt(mut self, spellings: &'static [&'static str]) -> Unit {
        self.spellings = spellings;
        self
    }

    const fn mistaken_for(mut self, codes: &'static [&'static str]) -> Unit {
        self.mistaken_for = codes;
        self
    }

    /// A value in this unit, in the canonical one.
    #[must_use]
    pub fn to_canonical(&self, value: f64) -> f64 {
        value * self.multiply / self.divide + self.plus
    }

    /// A canonical value, in this unit.
    #[must_use]
    pub fn from_canonical(&self, value: f64) -> f64 {
        (value - self.plus) * self.divide / self.multiply
    }
}

impl Quantity {
    /// The canonical unit.
    #[must_use]
    pub fn canonical(&self) -> &'static Unit {
        &self.units[0]
    }

    /// The codes of all units.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.units.iter().map(|unit| unit.code)
    }

    /// The unit that somebody means by this spelling.
    #[must_use]
    pub fn unit(&self, text: &str) -> Option<&'static Unit> {
        // Longer than any spelling: not worth folding.
        if text.len() > 40 {
            return None;
        }
        if let Some(unit) = self.units.iter().find(|unit| unit.code == text) {
            return Some(unit);
        }
        let folded = fold(text);
        self.units
            .iter()
            .find(|unit| fold(unit.code) == folded || unit.spellings.contains(&folded.as_str()))
    }
}

/// One spelling for many: both micro signs become `u`, raised digits plain ones; spaces,
/// carets, stars and braces go; letters become small.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '^' | '*' | '{' | '}' | '_' | '[' | ']'))
        .map(|c| match c {
            '\u{b5}' | '\u{3bc}' => 'u',
            '\u{d7}' => 'x',
            '\u{b9}' => '1',
            '\u{b2}' => '2',
            '\u{b3}' => '3',
            '\u{2070}' => '0',
            '\u{2074}'..='\u{2079}' => char::from_digit(u32::from(c) - 0x2070, 10).unwrap_or(c),
            '\u{2215}' | '\u{2044}' => '/',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

/// Age in completed or decimal years.
pub static AGE: Quantity = Quantity {
    units: &[
        Unit::new("a", 1.0, 1.0).spelt(&["y", "yr", "yrs", "year", "years"]),
        Unit::new("mo", 1.0, 12.0).spelt(&["month", "months"]),
    ],
};

/// Body weight. International avoirdupois pound (1959); a stone is 14 of them.
pub static BODY_WEIGHT: Quantity = Quantity {
    units: &[
        Unit::new("kg", 1.0, 1.0).spelt(&["kgs", "kilo", "kilos", "kilogram", "kilograms"]),
        Unit::new("[lb_av]", 0.453_592_37, 1.0).spelt(&["lb", "lbs", "pound", "pounds"]),
        Unit::new("[stone_av]", 6.350_293_18, 1.0).spelt(&["st", "stone", "stones"]),
        Unit::new("g", 1.0, 1000.0).spelt(&["gram", "grams"]),
    ],
};

/// Body height. International inch (1959).
pub static BODY_HEIGHT: Quantity = Quantity {
    units: &[
        Unit::new("cm", 1.0, 1.0)
            .spelt(&["centimeter", "centimeters", "centimetre", "centimetres"])
            .mistaken_for(&["m", "[in_i]"]),
        Unit::new("m", 100.0, 1.0)
            .spelt(&["meter", "meters", "metre", "metres"])
            .mistaken_for(&["cm"]),
        Unit::new("[in_i]", 2.54, 1.0)
            .spelt(&["in", "inch", "inches", "\""])
            .mistaken_for(&["cm"]),
        Unit::new("[ft_i]", 30.48, 1.0).spelt(&["ft", "foot", "feet", "'"]),
    ],
};

/// Creatinine: 1 mg/dL = 88.4 µmol/L exactly, by convention (molar mass 113.12 g/mol).
pub static CREATININE: Quantity = Quantity {
    units: &[
        Unit::new("mg/dL", 1.0, 1.0)
            .spelt(&["mg%"])
            .mistaken_for(&["umol/L"]),
        Unit::new("umol/L", 1.0, 88.4)
            .spelt(&["mcmol/l", "micromol/l"])
            .mistaken_for(&["mg/dL"]),
        Unit::new("mmol/L", 1000.0, 88.4).mistaken_for(&["umol/L", "mg/dL"]),
        Unit::new("mg/L", 1.0, 10.0).mistaken_for(&["mg/dL"]),
    ],
};

/// Cystatin C (molar mass about 13.35 kDa: 1 mg/L = 74.9 nmol/L).
pub static CYSTATIN_C: Quantity = Quantity {
    units: &[
        Unit::new("mg/L", 1.0, 1.0).mistaken_for(&["mg/dL", "nmol/L"]),
        Unit::new("mg/dL", 10.0, 1.0).mistaken_for(&["mg/L"]),
        Unit::new("nmol/L", 1.0, 74.9).mistaken_for(&["mg/L"]),
    ],
};

/// Glomerular filtration rate, indexed to a body surface of 1.73 m².
pub static EGFR: Quantity = Quantity {
    units: &[Unit::new("mL/min/{1.73_m2}", 1.0, 1.0).spelt(&[
        "ml/min/1.73m",
        "ml/min/1.73",
        "ml/min/1.73sqm",
    ])],
};

/// Blood pressure. 1 kPa = 7.50062 mmHg (conventional millimetre of mercury, 133.322 Pa).
pub static PRESSURE: Quantity = Quantity {
    units: &[
        Unit::new("mm[Hg]", 1.0, 1.0),
        Unit::new("kPa", 7.500_62, 1.0).mistaken_for(&["mm[Hg]"]),
    ],
};

/// C-peptide: 1 ng/mL = 0.331 nmol/L (molar mass 3020.3 g/mol).
pub static C_PEPTIDE: Quantity = Quantity {
    units: &[
        Unit::new("nmol/L", 1.0, 1.0).mistaken_for(&["pmol/L"]),
        Unit::new("pmol/L", 1.0, 1000.0),
        Unit::new("ng/mL", 331.0, 1000.0).spelt(&["ug/l", "mcg/l"]),
    ],
};

/// Creatinine clearance, not indexed to body surface.
pub static CLEARANCE: Quantity = Quantity {
    units: &[Unit::new("mL/min", 1.0, 1.0), Unit::new("mL/s", 60.0, 1.0)],
};

/// 10⁹ cells in a litre.
const CELLS_PER_LITRE: Unit =
    Unit::new("10*9/L", 1.0, 1.0).spelt(&["x109/l", "g/l", "gpt/l", "10e9/l"]);
const THOUSANDS: Unit = Unit::new("10*3/uL", 1.0, 1.0).spelt(&[
    "k/ul",
    "x103/ul",
    "10e3/ul",
    "103/mm3",
    "k/mm3",
    "thousand/ul",
]);
const SINGLE_CELLS: Unit =
    Unit::new("/uL", 1.0, 1000.0).spelt(&["cells/ul", "/mm3", "cells/mm3", "/cmm"]);
const MILLIONS: Unit = Unit::new("10*6/L", 1.0, 1000.0).spelt(&["x106/l"]);

/// Blood cells. Laboratories print thousands per microlitre as often as 10⁹ per litre.
pub static CELL_COUNT: Quantity = Quantity {
    units: &[
        CELLS_PER_LITRE.mistaken_for(&["/uL"]),
        THOUSANDS.mistaken_for(&["/uL"]),
        SINGLE_CELLS.mistaken_for(&["10*9/L"]),
        MILLIONS,
    ],
};

/// Platelets, which are also counted in lakhs (100,000) in South Asia. No UCUM code has them.
pub static PLATELETS: Quantity = Quantity {
    units: &[
        CELLS_PER_LITRE.mistaken_for(&["/uL", "lakh/uL"]),
        THOUSANDS.mistaken_for(&["/uL", "lakh/uL"]),
        SINGLE_CELLS.mistaken_for(&["10*9/L", "lakh/uL"]),
        MILLIONS,
        Unit::new("lakh/uL", 100.0, 1.0)
            .spelt(&[
                "lakhs/ul",
                "lac/ul",
                "lakh/mm3",
                "lakhs/mm3",
                "lakh/cmm",
                "lakhs/cmm",
            ])
            .mistaken_for(&["10*9/L", "/uL"]),
    ],
};

/// Glucose: 1 mmol/L = 18.0156 mg/dL (molar mass 180.156 g/mol).
pub static GLUCOSE: Quantity = Quantity {
    units: &[
        Unit::new("mmol/L", 1.0, 1.0).mistaken_for(&["mg/dL"]),
        Unit::new("mg/dL", 1.0, 18.0156).mistaken_for(&["mmol/L"]),
    ],
};

/// Glycated haemoglobin: percent by NGSP = 0.09148 × mmol/mol by IFCC + 2.152 (the NGSP master
/// equation). A plain conversion of percent to parts in a thousand would be wrong.
pub static HBA1C: Quantity = Quantity {
    units: &[
        Unit::new("%", 1.0, 1.0)
            .spelt(&["%ngsp", "percent", "%hb"])
            .mistaken_for(&["mmol/mol"]),
        Unit::new("mmol/mol", 0.091_48, 1.0)
            .plus(2.152)
            .spelt(&["mmol/molifcc", "mmol/molhb"])
            .mistaken_for(&["%"]),
    ],
};

/// Haemoglobin: 1 g/dL = 0.6206 mmol/L (of the iron-bearing monomer).
pub static HEMOGLOBIN: Quantity = Quantity {
    units: &[
        Unit::new("g/L", 1.0, 1.0).mistaken_for(&["g/dL"]),
        Unit::new("g/dL", 10.0, 1.0).mistaken_for(&["g/L"]),
        Unit::new("mmol/L", 10.0, 0.6206),
    ],
};

/// Enzymes: 1 µkat/L = 60 U/L.
pub static ENZYME: Quantity = Quantity {
    units: &[
        Unit::new("U/L", 1.0, 1.0)
            .spelt(&["iu/l", "units/l"])
            .mistaken_for(&["ukat/L"]),
        Unit::new("ukat/L", 60.0, 1.0).mistaken_for(&["U/L"]),
    ],
};

/// Bilirubin: 1 mg/dL = 17.104 µmol/L (molar mass 584.66 g/mol).
pub static BILIRUBIN: Quantity = Quantity {
    units: &[
        Unit::new("umol/L", 1.0, 1.0)
            .spelt(&["mcmol/l", "micromol/l"])
            .mistaken_for(&["mg/dL"]),
        Unit::new("mg/dL", 17.104, 1.0).mistaken_for(&["umol/L"]),
    ],
};

/// The international normalised ratio, which converts into nothing else.
pub static INR: Quantity = Quantity {
    units: &[Unit::new("{INR}", 1.0, 1.0).spelt(&["", "1", "ratio"])],
};

/// Seconds of a clotting time.
pub static CLOTTING_TIME: Quantity = Quantity {
    units: &[Unit::new("s", 1.0, 1.0).spelt(&["sec", "secs", "second", "seconds"])],
};

/// Urine protein to creatinine: 1 g/g = 113.12 mg/mmol (molar mass of creatinine).
pub static PROTEIN_RATIO: Quantity = Quantity {
    units: &[
        Unit::new("g/g", 1.0, 1.0)
            .spelt(&["mg/mg", "g/gcreat"])
            .mistaken_for(&["mg/g", "mg/mmol"]),
        Unit::new("mg/g", 1.0, 1000.0).spelt(&["mg/gcreat"]),
        Unit::new("mg/mmol", 1.0, 113.12).spelt(&["g/mol", "mg/mmolcreat"]),
    ],
};

/// Protein in the urine of a whole day.
pub static PROTEIN_PER_DAY: Quantity = Quantity {
    units: &[
        Unit::new("g/(24.h)", 1.0, 1.0)
            .spelt(&["g/24h", "g/d", "g/day"])
            .mistaken_for(&["mg/(24.h)"]),
        Unit::new("mg/(24.h)", 1.0, 1000.0).spelt(&["mg/24h", "mg/d", "mg/day"]),
    ],
};

/// A daily dose, as the prednisone that does the same.
pub static DAILY_DOSE: Quantity = Quantity {
    units: &[Unit::new("mg/d", 1.0, 1.0).spelt(&["mg/day", "mg/24h", "mgdaily"])],
};

/// Walking distance. International mile and yard (1959).
pub static DISTANCE: Quantity = Quantity {
    units: &[
        Unit::new("m", 1.0, 1.0).spelt(&["meter", "meters", "metre", "metres"]),
        Unit::new("km", 1000.0, 1.0).spelt(&["kilometer", "kilometers", "kilometre", "kilometres"]),
        Unit::new("[yd_i]", 0.9144, 1.0).spelt(&["yd", "yard", "yards"]),
        Unit::new("[ft_i]", 0.3048, 1.0).spelt(&["ft", "foot", "feet"]),
        Unit::new("[mi_i]", 1609.344, 1.0).spelt(&["mi", "mile", "miles"]),
    ],
};

/// Body surface.
pub static BODY_SURFACE: Quantity = Quantity {
    units: &[Unit::new("m2", 1.0, 1.0)],
};

/// Body mass index.
pub static BODY_MASS_INDEX: Quantity = Quantity {
    units: &[Unit::new("kg/m2", 1.0, 1.0)],
};

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&Quantity; 24] = [
        &CLEARANCE,
        &PLATELETS,
        &GLUCOSE,
        &HBA1C,
        &CELL_COUNT,
        &HEMOGLOBIN,
        &ENZYME,
        &BILIRUBIN,
        &INR,
        &CLOTTING_TIME,
        &PROTEIN_RATIO,
        &PROTEIN_PER_DAY,
        &DAILY_DOSE,
        &DISTANCE,
        &CYSTATIN_C,
        &AGE,
        &BODY_WEIGHT,
        &BODY_HEIGHT,
        &CREATININE,
        &EGFR,
        &PRESSURE,
        &C_PEPTIDE,
        &BODY_SURFACE,
        &BODY_MASS_INDEX,
    ];

    #[test]
    fn every_spelling_of_every_unit_is_found_and_unique() {
        for quantity in ALL {
            let mut seen = std::collections::HashSet::new();
            for unit in quantity.units {
                for text in std::iter::once(&unit.code).chain(unit.spellings) {
                    let found = quantity.unit(text).map(|u| u.code);
                    assert_eq!(found, Some(unit.code), "{text}");
                    assert!(seen.insert(fold(text)), "{text} twice");
                }
                for code in unit.mistaken_for {
                    assert!(quantity.units.iter().any(|u| u.code == *code), "{code}");
                }
            }
            assert_eq!(
                quantity.canonical().to_canonical(5.0).to_bits(),
                5.0_f64.to_bits()
            );
        }
    }

    #[test]
    fn people_spell_units_in_many_ways() {
        for (quantity, text, code) in [
            (&CREATININE, "\u{b5}mol/L", "umol/L"),
            (&CREATININE, "\u{3bc}mol/l", "umol/L"),
            (&CREATININE, " UMOL / L ", "umol/L"),
            (&CREATININE, "mg/dl", "mg/dL"),
            (&EGFR, "mL/min/1.73 m\u{b2}", "mL/min/{1.73_m2}"),
            (&EGFR, "ml/min/1.73m^2", "mL/min/{1.73_m2}"),
            (&EGFR, "mL/min/1.73 m2", "mL/min/{1.73_m2}"),
            (&PRESSURE, "mmHg", "mm[Hg]"),
            (&BODY_WEIGHT, "lbs", "[lb_av]"),
            (&BODY_HEIGHT, "in", "[in_i]"),
        ] {
            assert_eq!(quantity.unit(text).map(|u| u.code), Some(code), "{text}");
        }
        for text in ["", "mmol", "mol/L", "kg/L", "K/uL", "constructor"] {
            assert!(CREATININE.unit(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_scale_with_another_zero_converts_both_ways() {
        let mmol = HBA1C.unit("mmol/mol").expect("a unit");
        // The NGSP's own table: 48 mmol/mol is 6.5 %.
        assert!((mmol.to_canonical(48.0) - 6.543_04).abs() < 1e-9);
        assert!((mmol.from_canonical(6.543_04) - 48.0).abs() < 1e-9);
        let stone = BODY_WEIGHT.unit("st").expect("a unit");
        assert!((stone.from_canonical(63.502_931_8) - 10.0).abs() < 1e-9);
        let grams = BODY_WEIGHT.unit("g").expect("a unit");
        assert!((grams.from_canonical(2.5) - 2500.0).abs() < 1e-9);
    }

    #[test]
    fn raised_digits_are_digits_and_long_texts_are_no_unit() {
        let raised = "\u{2070}\u{b9}\u{b2}\u{b3}\u{2074}\u{2075}\u{2076}\u{2077}\u{2078}\u{2079}";
        assert_eq!(fold(raised), "0123456789");
        for (length, code) in [(40, Some("mg/dL")), (41, None), (42, None)] {
            let text = format!("{:length$}", "mg/dl");
            assert_eq!(
                CREATININE.unit(&text).map(|unit| unit.code),
                code,
                "{length}"
            );
        }
        let codes: Vec<&str> = BODY_WEIGHT.codes().collect();
        assert_eq!(codes, ["kg", "[lb_av]", "[stone_av]", "g"]);
    }
}
