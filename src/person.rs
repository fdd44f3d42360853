//! What follows from the answers alone: the birth date, derived quantities, contradictions.

use crate::answers::{Answer, Answers, Known, Number};
use crate::date::{Date, DateRange};
use crate::derived::Derived;
use crate::equation::{Domain, Equation, Input};
use crate::formula::Sex;
use crate::interval::Interval;
use crate::measures::{Index, Table};

mod beside;

/// A person on one day.
pub struct Person<'a> {
    /// The measures there are.
    pub table: &'a Table,
    /// What was answered.
    pub answers: &'a Answers,
    /// The day asked about.
    pub as_of: Date,
    /// All days on which the person may have been born.
    pub birth: Option<DateRange>,
    /// What follows from the answers.
    pub derived: Derived<'a>,
    /// Answers that cannot all be true, those of each contradiction together.
    pub contradictions: Vec<Vec<Index>>,
    conflicted: Vec<Index>,
    disagreeing: Vec<Index>,
    superseded: Option<Index>,
}

impl<'a> Person<'a> {
    /// Draws the first conclusions.
    #[must_use]
    pub fn new(table: &'a Table, answers: &'a Answers, as_of: Date) -> Person<'a> {
        let mut person = Person {
            table,
            answers,
            as_of,
            birth: None,
            derived: Derived::new(table, answers, as_of),
            contradictions: Vec::new(),
            conflicted: Vec::new(),
            disagreeing: Vec::new(),
            superseded: None,
        };
        person.birth = person.find_birth();
        person.look_beside();
        person
    }

    /// What is known of a measure, by id.
    #[must_use]
    pub fn known(&self, id: &str) -> Option<&'a Known> {
        self.answers.known(self.table.find(id)?)
    }

    /// Whether another answer contradicts the answer to this measure, so that it settles nothing.
    #[must_use]
    pub fn is_conflicted(&self, index: Index) -> bool {
        self.conflicted.contains(&index)
    }

    /// Whether another answer, of another day or kind, fits badly with the answer to this one.
    #[must_use]
    pub fn is_disagreeing(&self, index: Index) -> bool {
        self.disagreeing.contains(&index)
    }

    fn choice(&self, id: &str) -> Option<&'a str> {
        let index = self.table.find(id)?;
        match self.answers.known(index)?.answer {
            Answer::Choice(choice) => self.table.choices(index).get(choice).copied(),
            _ => None,
        }
    }

    fn is_yes(&self, id: &str) -> bool {
        matches!(
            self.known(id),
            Some(Known {
                answer: Answer::YesNo(true),
                ..
            })
        )
    }

    fn date(&self, id: &str) -> Option<DateRange> {
        match self.known(id)?.answer {
            Answer::Date(date) => date,
            _ => None,
        }
    }

    /// A quantity as given.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<&'a Number> {
        self.known(id)?.answer.number()
    }

    /// Sex, if known and not contradicted.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        let index = Input::Sex.index();
        if self.is_conflicted(index) {
            return None;
        }
        match self.answers.known(index)?.answer {
            Answer::Choice(choice) if self.table.choices(index).get(choice) == Some(&"female") => {
                Some(Sex::Female)
            }
            Answer::Choice(_) => Some(Sex::Male),
            _ => None,
        }
    }

    fn find_birth(&mut self) -> Option<DateRange> {
        let dated = self.date("birth_date");
        let aged = self.known("age").and_then(|known| match &known.answer {
            Answer::Number(number) => {
                let today = DateRange {
                    earliest: self.as_of,
                    latest: self.as_of,
                };
                let day = known.on.unwrap_or(today);
                Some(born_by_age(number.value, day))
            }
            _ => None,
        });
        match (dated, aged) {
            (Some(a), Some(b)) => {
                let both = DateRange {
                    earliest: a.earliest.max(b.earliest),
                    latest: a.latest.min(b.latest),
                };
                if both.earliest <= both.latest {
                    return Some(both);
                }
                self.contradict(&["birth_date", "age"]);
                None
            }
            (one, other) => one.or(other),
        }
    }

    /// Whether something has happened since that makes the answer to this measure moot.
    #[must_use]
    pub fn is_superseded(&self, index: Index) -> bool {
        self.superseded == Some(index)
    }

    /// Age in completed years on a day, from the youngest to the oldest that it may be.
    #[must_use]
    pub fn completed_years(&self, day: Date) -> Option<Interval> {
        self.age(
            DateRange {
                earliest: day,
                latest: day,
            },
            |born, day| f64::from(completed_years(born, day)),
        )
    }

    fn age(&self, day: DateRange, years: fn(Date, Date) -> f64) -> Option<Interval> {
        let birth = self.birth?;
        Some(Interval::closed(
            years(birth.latest, day.earliest),
            years(birth.earliest, day.latest),
        ))
    }

    /// The inputs that the answers give to a formula, with the age of today. For a `dated`
    /// decision on an older sample the age is everything from that day to today: the day of a
    /// test is a detail that may open a result, and must not turn it.
    #[must_use]
    pub fn domain(&self, equation: &Equation, dated: bool) -> Domain {
        let samples = [Input::Creatinine, Input::CystatinC];
        let taken = samples
            .into_iter()
            .filter(|sample| dated && equation.inputs.contains(sample))
            .filter_map(|sample| self.answers.known(sample.index())?.on);
        let earliest = taken.fold(self.as_of, |first, day| first.min(day.earliest));
        let days = DateRange {
            earliest,
            latest: self.as_of,
        };
        let mut domain = Domain::default();
        domain.sex = self.sex();
        let age = if equation.completed_years {
            self.age(days, |born, day| f64::from(completed_years(born, day)))
        } else {
            self.age(days, decimal_years)
        };
        domain.set(Input::Age, age);
        for input in equation.inputs {
            if !matches!(input, Input::Age | Input::Sex) {
                let known = self.answers.known(input.index());
                let number = known.and_then(|known| known.answer.number());
                domain.set(*input, number.map(|number| number.value));
            }
        }
        domain
    }
}

/// All birth dates of somebody who has this many completed years on that day.
fn born_by_age(age: Interval, day: DateRange) -> DateRange {
    // Bounded by the catalogue's limits on age, far inside of what fits.
    #[allow(clippy::cast_possible_truncation)]
    let months = |years: f64| libm::floor(years) as i32 * 12;
    let earliest = day
        .earliest
        .plus_months(-months(age.high) - 12)
        .plus_days(1);
    DateRange {
        earliest,
        latest: day.latest.plus_months(-months(age.low)),
    }
}

fn completed_years(born: Date, day: Date) -> i32 {
    let (year, ..) = day.parts();
    let (birth_year, ..) = born.parts();
    year - birth_year - i32::from(born.birthday_in(year) > day)
}

/// Completed years, and the share of the current year of life that has passed.
fn decimal_years(born: Date, day: Date) -> f64 {
    let completed = completed_years(born, day);
    let (birth_year, ..) = born.parts();
    let last = born.birthday_in(birth_year + completed);
    let next = born.birthday_in(birth_year + completed + 1);
    f64::from(completed) + f64::from(day.days_since(last)) / f64::from(next.days_since(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn ages_turn_on_the_birthday() {
        for (born, on, years) in [
            ("2019-11-22", "2026-11-21", 6),
            ("2019-11-21", "2026-11-21", 7),
            ("2008-02-29", "2026-02-28", 17),
            ("2008-02-29", "2026-03-01", 18),
            ("2026-11-21", "2026-11-21", 0),
        ] {
            assert_eq!(completed_years(day(born), day(on)), years, "{born} on {on}");
        }
        assert!(
            (decimal_years(day("2014-05-21"), day("2026-11-21")) - (12.0 + 184.0 / 365.0)).abs()
                < 1e-12
        );
    }

    #[test]
    fn a_typed_age_gives_every_birth_date_it_can_mean() {
        let mut today = day("2026-01-01");
        while today < day("2029-01-01") {
            for age in [0, 7, 17, 18, 21] {
                let on = DateRange {
                    earliest: today,
                    latest: today,
                };
                let birth = born_by_age(Interval::point(f64::from(age)), on);
                for (born, years) in [
                    (birth.earliest, age),
                    (birth.latest, age),
                    (birth.earliest.plus_days(-1), age + 1),
                    (birth.latest.plus_days(1), age - 1),
                ] {
                    let found = if born > today {
                        -1
                    } else {
                        completed_years(born, today)
                    };
                    assert_eq!(found, years, "born {born} on {today}");
                }
            }
            today = today.plus_days(1);
        }
    }
}
