//! The formulas as one table, and their results over ranges of inputs.

use crate::error::decimal;
use crate::formula::{Centimetres, Creatinine, Kilograms, Sex, Step, Years};
use crate::interval::Interval;

mod table;

pub use table::EQUATIONS;

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
    /// The calculator's id; variants of one calculator share it, the usual one first.
    pub id: &'static str,
    /// The input that chooses among variants, and this one's name.
    pub variant: Option<(&'static str, &'static str)>,
    /// What it needs.
    pub inputs: &'static [Input],
    /// What it may be given and does not need.
    pub unused: &'static [Input],
    /// UCUM code of the result.
    pub unit: &'static str,
    /// For which ages it holds; none if for all.
    pub validity: Option<Validity>,
    /// From which height on it holds, in cm; none if for all.
    pub least_height: Option<f64>,
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
