//! The formulas as one table, and their results over ranges of inputs.

use crate::error::decimal;
use crate::formula::{
    Centimetres, Creatinine, Kilograms, Sex, Step, Years, body, ckd_epi_2021, ckid_u25, ekfc_2021,
};
use crate::interval::Interval;

/// What a formula needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Age in years.
    Age,
    /// Sex.
    Sex,
    /// Body weight in kg.
    Weight,
    /// Body height in cm.
    Height,
    /// Creatinine in mg/dL.
    Creatinine,
}

impl Input {
    /// The measure, and the name in `calculate`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Input::Age => "age",
            Input::Sex => "sex",
            Input::Weight => "weight",
            Input::Height => "height",
            Input::Creatinine => "creatinine",
        }
    }
}

/// The ages for which a formula holds, and what to use instead.
#[derive(Clone, Copy, Debug)]
pub struct Validity {
    /// From this age on, inclusive: at 18.000 years one is an adult.
    pub from: f64,
    /// Up to this age.
    pub to: f64,
    /// The upper end itself is outside.
    pub to_open: bool,
    /// The equation to use outside of it.
    pub instead: &'static str,
}

impl Validity {
    /// Whether the whole range of ages is inside.
    #[must_use]
    pub fn holds(&self, age: Interval) -> bool {
        let below_top =
            age.high < self.to || (age.high <= self.to && (!self.to_open || age.high_open));
        age.low >= self.from && below_top
    }

    /// The range as text, for developers.
    #[must_use]
    pub fn describe(&self) -> String {
        let open = if self.to_open { "<" } else { "<=" };
        format!(
            "{} <= age {open} {} a; else {}",
            decimal(self.from),
            decimal(self.to),
            self.instead
        )
    }
}

/// Where a formula comes from.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Authors, journal, year, pages.
    pub text: &'static str,
    /// Digital object identifier.
    pub doi: Option<&'static str>,
}

/// One point of the inputs. Those a formula does not need hold zero.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Age.
    pub age: Years,
    /// Sex.
    pub sex: Sex,
    /// Body weight.
    pub weight: Kilograms,
    /// Body height.
    pub height: Centimetres,
    /// Creatinine.
    pub creatinine: Creatinine,
}

/// Ranges of the inputs; an absent sex is either.
#[derive(Clone, Copy, Debug, Default)]
pub struct Domain {
    /// Years.
    pub age: Option<Interval>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Kilograms.
    pub weight: Option<Interval>,
    /// Centimetres.
    pub height: Option<Interval>,
    /// mg/dL.
    pub creatinine: Option<Interval>,
}

impl Domain {
    /// The range of a numeric input.
    #[must_use]
    pub fn get(&self, input: Input) -> Option<Interval> {
        match input {
            Input::Age => self.age,
            Input::Sex => None,
            Input::Weight => self.weight,
            Input::Height => self.height,
            Input::Creatinine => self.creatinine,
        }
    }
}

/// A formula of the table.
#[derive(Debug)]
pub struct Equation {
    /// The calculator's id; variants of one calculator share it.
    pub id: &'static str,
    /// The variant's name, as `method`.
    pub method: Option<&'static str>,
    /// What it needs.
    pub inputs: &'static [Input],
    /// UCUM code of the result.
    pub unit: &'static str,
    /// For which ages it holds; none if for all.
    pub validity: Option<Validity>,
    /// In a trial's rule the age is in completed years, as laboratories do for adults.
    pub completed_years: bool,
    /// The citation.
    pub source: Source,
    /// The formula.
    pub at: fn(&Point) -> f64,
    /// Its intermediate quantities.
    pub steps: fn(&Point) -> Vec<Step>,
    /// Ages at which the result may turn or jump; between them it rises or falls throughout.
    age_turns: &'static [f64],
}

/// The formulas. In every input but the age each rises or falls throughout.
pub static EQUATIONS: &[Equation] = &[
    Equation {
        id: "ckid_u25_creatinine",
        method: None,
        inputs: &[Input::Age, Input::Sex, Input::Height, Input::Creatinine],
        unit: "mL/min/{1.73_m2}",
        validity: Some(Validity {
            from: 1.0,
            to: 26.0,
            to_open: true,
            instead: "ckd_epi_2021_creatinine",
        }),
        completed_years: false,
        source: Source {
            text: "Pierce et al., Kidney Int 2021;99:948-956",
            doi: Some("10.1016/j.kint.2020.10.047"),
        },
        at: |p| ckid_u25::egfr(p.age, p.sex, p.height, p.creatinine),
        steps: |p| vec![Step::number("k", ckid_u25::factor(p.age, p.sex), None)],
        age_turns: &[12.0, 18.0],
    },
    Equation {
        id: "ekfc_2021_creatinine",
        method: None,
        inputs: &[Input::Age, Input::Sex, Input::Creatinine],
        unit: "mL/min/{1.73_m2}",
        validity: Some(Validity {
            from: 2.0,
            to: 100.0,
            to_open: false,
            instead: "ckid_u25_creatinine",
        }),
        completed_years: false,
        source: Source {
            text: "Pottel et al., Ann Intern Med 2021;174:183-191",
            doi: Some("10.7326/M20-4366"),
        },
        at: |p| ekfc_2021::egfr(p.age, p.sex, p.creatinine),
        steps: |p| {
            vec![Step::number(
                "q",
                ekfc_2021::median_creatinine_umol_l(p.age, p.sex),
                Some("umol/L"),
            )]
        },
        age_turns: &ekfc_2021::TURNS,
    },
    Equation {
        id: "ckd_epi_2021_creatinine",
        method: None,
        inputs: &[Input::Age, Input::Sex, Input::Creatinine],
        unit: "mL/min/{1.73_m2}",
        validity: Some(Validity {
            from: 18.0,
            to: 120.0,
            to_open: false,
            instead: "ckid_u25_creatinine",
        }),
        completed_years: true,
        source: Source {
            text: "Inker et al., N Engl J Med 2021;385:1737-1749",
            doi: Some("10.1056/NEJMoa2102953"),
        },
        at: |p| ckd_epi_2021::egfr(p.age, p.sex, p.creatinine),
        steps: |_| Vec::new(),
        age_turns: &[],
    },
    surface(
        "mosteller",
        "Mosteller, N Engl J Med 1987;317:1098",
        "10.1056/NEJM198710223171717",
        |p| body::surface_mosteller(p.weight, p.height),
    ),
    surface(
        "du_bois",
        "Du Bois and Du Bois, Arch Intern Med 1916;17:863-871",
        "10.1001/archinte.1916.00080130010002",
        |p| body::surface_du_bois(p.weight, p.height),
    ),
    surface(
        "haycock",
        "Haycock et al., J Pediatr 1978;93:62-66",
        "10.1016/S0022-3476(78)80601-5",
        |p| body::surface_haycock(p.weight, p.height),
    ),
    Equation {
        id: "body_mass_index",
        method: None,
        inputs: &[Input::Weight, Input::Height],
        unit: "kg/m2",
        validity: None,
        completed_years: false,
        source: Source {
            text: "Keys et al., J Chronic Dis 1972;25:329-343",
            doi: Some("10.1016/0021-9681(72)90027-6"),
        },
        at: |p| body::mass_index(p.weight, p.height),
        steps: |_| Vec::new(),
        age_turns: &[],
    },
];

const fn surface(
    method: &'static str,
    text: &'static str,
    doi: &'static str,
    at: fn(&Point) -> f64,
) -> Equation {
    Equation {
        id: "body_surface_area",
        method: Some(method),
        inputs: &[Input::Weight, Input::Height],
        unit: "m2",
        validity: None,
        completed_years: false,
        source: Source {
            text,
            doi: Some(doi),
        },
        at,
        steps: |_| Vec::new(),
        age_turns: &[],
    }
}

/// The equation that a trial's rule names.
#[must_use]
pub fn equation(id: &str) -> Option<&'static Equation> {
    EQUATIONS.iter().find(|equation| equation.id == id)
}

impl Equation {
    /// The numeric inputs that a domain lacks. A missing sex is no gap: both are tried.
    #[must_use]
    pub fn lacks(&self, domain: &Domain) -> Vec<Input> {
        self.inputs
            .iter()
            .copied()
            .filter(|input| *input != Input::Sex && domain.get(*input).is_none())
            .collect()
    }

    /// The one point of a domain, if each of its inputs is exact.
    #[must_use]
    pub fn point(&self, domain: &Domain) -> Option<Point> {
        let exact = |input: Input| {
            if !self.inputs.contains(&input) {
                return Some(0.0);
            }
            domain
                .get(input)
                .filter(|interval| interval.is_point())
                .map(|interval| interval.low)
        };
        let sex = if self.inputs.contains(&Input::Sex) {
            domain.sex?
        } else {
            Sex::Female
        };
        Some(Point {
            age: Years(exact(Input::Age)?),
            sex,
            weight: Kilograms(exact(Input::Weight)?),
            height: Centimetres(exact(Input::Height)?),
            creatinine: Creatinine(exact(Input::Creatinine)?),
        })
    }

    /// All results over a domain that lacks nothing. The extremes of a function that rises or
    /// falls in each input lie at corners, so the corners are tried, with every turn of the age.
    #[must_use]
    pub fn over(&self, domain: &Domain) -> Option<Interval> {
        let corners = |input: Input| -> Option<Vec<(f64, bool)>> {
            if !self.inputs.contains(&input) {
                return Some(vec![(0.0, false)]);
            }
            let range = domain.get(input)?;
            let mut values = vec![(range.low, range.low_open)];
            if !range.is_point() {
                values.push((range.high, range.high_open));
                if input == Input::Age {
                    let inside = |age: &f64| range.low < *age && *age < range.high;
                    for turn in self.age_turns {
                        // Both sides of a jump: the turn itself, and the next age after it.
                        values.extend(
                            [*turn, turn.next_down(), turn.next_up()]
                                .into_iter()
                                .filter(|age| inside(age))
                                .map(|age| (age, false)),
                        );
                    }
                    if self.age_turns.contains(&range.low) {
                        values.push((range.low.next_up(), false));
                    }
                }
            }
            Some(values)
        };
        let sexes = match domain.sex {
            Some(sex) => vec![sex],
            None if self.inputs.contains(&Input::Sex) => vec![Sex::Female, Sex::Male],
            None => vec![Sex::Female],
        };
        let (ages, weights) = (corners(Input::Age)?, corners(Input::Weight)?);
        let (heights, creatinines) = (corners(Input::Height)?, corners(Input::Creatinine)?);
        let mut hull: Option<Interval> = None;
        for &sex in &sexes {
            for &(age, age_open) in &ages {
                for &(weight, weight_open) in &weights {
                    for &(height, height_open) in &heights {
                        for &(creatinine, creatinine_open) in &creatinines {
                            let value = (self.at)(&Point {
                                age: Years(age),
                                sex,
                                weight: Kilograms(weight),
                                height: Centimetres(height),
                                creatinine: Creatinine(creatinine),
                            });
                            let open = age_open || weight_open || height_open || creatinine_open;
                            let result = Interval {
                                low_open: open,
                                high_open: open,
                                ..Interval::point(value)
                            };
                            hull = Some(hull.map_or(result, |hull| hull.hull(result)));
                        }
                    }
                }
            }
        }
        hull
    }
}
