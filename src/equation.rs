//! The formulas as one table, and their results over ranges of inputs.

use crate::catalogue::{BIRTH_DATE, WEIGHT, place};
use crate::error::decimal;
use crate::formula::{Centimetres, Creatinine, CystatinC, Kilograms, Sex, Step, Years};
use crate::interval::Interval;
use crate::measures::Index;

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
    /// Cystatin C in mg/L.
    CystatinC,
}

/// The inputs that are numbers.
const NUMBERS: [Input; 5] = [
    Input::Age,
    Input::Weight,
    Input::Height,
    Input::Creatinine,
    Input::CystatinC,
];

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
            Input::CystatinC => "cystatin_c",
        }
    }

    /// The row of the catalogue that a person answers; for the age, the birth date.
    #[must_use]
    pub fn index(self) -> Index {
        match self {
            Input::Age => BIRTH_DATE,
            Input::Sex => const { place("sex") },
            Input::Weight => WEIGHT,
            Input::Height => const { place("height") },
            Input::Creatinine => const { place("creatinine") },
            Input::CystatinC => const { place("cystatin_c") },
        }
    }

    /// Its place among the numbers; none for sex.
    fn place(self) -> Option<usize> {
        NUMBERS.iter().position(|input| *input == self)
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
    /// Cystatin C.
    pub cystatin_c: CystatinC,
}

impl Point {
    fn new(sex: Sex, numbers: [f64; NUMBERS.len()]) -> Point {
        let [age, weight, height, creatinine, cystatin_c] = numbers;
        Point {
            age: Years(age),
            sex,
            weight: Kilograms(weight),
            height: Centimetres(height),
            creatinine: Creatinine(creatinine),
            cystatin_c: CystatinC(cystatin_c),
        }
    }
}

/// Ranges of the inputs, each in its canonical unit; an absent sex is either.
#[derive(Clone, Copy, Debug, Default)]
pub struct Domain {
    /// Sex.
    pub sex: Option<Sex>,
    numbers: [Option<Interval>; NUMBERS.len()],
}

impl Domain {
    /// The range of a numeric input.
    #[must_use]
    pub fn get(&self, input: Input) -> Option<Interval> {
        *self.numbers.get(input.place()?)?
    }

    /// Sets the range of a numeric input.
    pub fn set(&mut self, input: Input, range: Option<Interval>) {
        if let Some(place) = input.place()
            && let Some(number) = self.numbers.get_mut(place)
        {
            *number = range;
        }
    }
}

impl PartialEq for Equation {
    /// Each stands once in the table.
    fn eq(&self, other: &Equation) -> bool {
        std::ptr::eq(self, other)
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
    /// Ages at which the result may turn or jump; between them it rises or falls throughout, but for
    /// one that depends on the other inputs.
    age_turns: &'static [f64],
    /// The age at which the result is least for these other inputs, if it lies between the turns.
    least_at: Option<fn(&Point) -> Option<Years>>,
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
        let mut numbers = [0.0; NUMBERS.len()];
        for (number, input) in numbers.iter_mut().zip(NUMBERS) {
            if self.inputs.contains(&input) {
                *number = domain.get(input).filter(|range| range.is_point())?.low;
            }
        }
        let sex = if self.inputs.contains(&Input::Sex) {
            domain.sex?
        } else {
            Sex::Female
        };
        Some(Point::new(sex, numbers))
    }

    /// All results over a domain that lacks nothing. The extremes of a function that rises or
    /// falls in each input lie at corners, so the corners are tried, with every turn of the age.
    #[must_use]
    pub fn over(&self, domain: &Domain) -> Option<Interval> {
        let mut corners: [Vec<(f64, bool)>; NUMBERS.len()] = Default::default();
        let mut count = 1;
        for (values, input) in corners.iter_mut().zip(NUMBERS) {
            if self.inputs.contains(&input) {
                let turns = if input == Input::Age {
                    self.age_turns
                } else {
                    &[]
                };
                ends(values, domain.get(input)?, turns);
            } else {
                values.push((0.0, false));
            }
            count *= values.len();
        }
        let sexes: &[Sex] = match domain.sex {
            Some(Sex::Male) => &[Sex::Male],
            None if self.inputs.contains(&Input::Sex) => &[Sex::Female, Sex::Male],
            _ => &[Sex::Female],
        };
        let mut hull: Option<Interval> = None;
        for corner in 0..count {
            // The number of a corner, in a number system with a digit for each input.
            let mut rest = corner;
            let mut open = false;
            let mut numbers = [0.0; NUMBERS.len()];
            for (number, values) in numbers.iter_mut().zip(&corners) {
                let (value, is_open) = *values.get(rest % values.len())?;
                rest /= values.len();
                *number = value;
                open |= is_open;
            }
            for sex in sexes {
                let corner = Point::new(*sex, numbers);
                let result = Interval {
                    low_open: open,
                    high_open: open,
                    ..Interval::point((self.at)(&corner))
                };
                hull = Some(hull.map_or(result, |hull| hull.hull(result)));
                let least = self.least_at.and_then(|least_at| least_at(&corner));
                if let Some((age, ages)) = least.zip(domain.get(Input::Age))
                    && ages.low < age.0
                    && age.0 < ages.high
                {
                    let least = Interval::point((self.at)(&Point { age, ..corner }));
                    hull = hull.map(|hull| hull.hull(least));
                }
            }
        }
        hull
    }
}

/// The ends of a range, and what lies at the turns inside of it; each with whether it is open.
fn ends(values: &mut Vec<(f64, bool)>, range: Interval, turns: &[f64]) {
    values.push((range.low, range.low_open));
    if range.is_point() {
        return;
    }
    values.push((range.high, range.high_open));
    for turn in turns {
        // Both sides of a jump: the turn itself, and the nearest values beside it.
        for value in [*turn, turn.next_down(), turn.next_up()] {
            if range.low < value && value < range.high {
                values.push((value, false));
            }
        }
    }
}
