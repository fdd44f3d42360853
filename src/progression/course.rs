//! The visits and relapses of one person, in order.

use crate::date::Date;
use crate::error::Code;
use crate::formula::edss::HalfSteps;
use crate::value::{Reader, Value};

/// Most visits of one person: some searches take the square of their number.
const MOST_VISITS: usize = 20_000;

/// One visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The day.
    pub date: Date,
    /// The score.
    pub edss: HalfSteps,
}

/// Visits by day, each day once, and days on which a relapse began.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    pub(super) visits: Vec<Visit>,
    pub(super) relapses: Vec<Date>,
}

impl Course {
    /// Puts visits and relapses in order; none if one day has two different scores. The same score
    /// twice on a day counts once, and so does a relapse.
    #[must_use]
    pub fn new(mut visits: Vec<Visit>, mut relapses: Vec<Date>) -> Option<Course> {
        visits.sort_unstable_by_key(|visit| (visit.date, visit.edss));
        visits.dedup();
        relapses.sort_unstable();
        relapses.dedup();
        let twice = visits.windows(2).any(|pair| pair[0].date == pair[1].date);
        (!twice).then_some(Course { visits, relapses })
    }

    /// The visits, from the first to the last.
    #[must_use]
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }
}

/// Reads visits and relapses, and gives with the course the relapses after the last visit, by the
/// place at which they were given.
pub(super) fn read(
    reader: &mut Reader,
    visits: &Value,
    relapses: &Value,
) -> Option<(Course, Vec<usize>)> {
    let before = reader.count();
    let rows = reader.within("visits", |reader| {
        if reader.list(visits)?.len() > MOST_VISITS {
            reader.error(Code::TooLarge, "at most 20000 visits");
            return None;
        }
        let rows = reader.each(visits, read_visit);
        if rows.is_empty() {
            reader.error(Code::MissingInput, "at least one visit");
        }
        Some(rows)
    });
    let onsets = reader.within("relapses", |reader| {
        if reader.list(relapses)?.len() > MOST_VISITS {
            reader.error(Code::TooLarge, "at most 20000 relapses");
            return None;
        }
        Some(reader.each(relapses, read_day))
    });
    let (rows, onsets) = (rows?, onsets?);
    if reader.count() > before {
        return None;
    }
    let last = rows.iter().map(|visit| visit.date).max()?;
    let late = onsets.iter().enumerate().filter(|(_, day)| **day > last);
    let late = late.map(|(place, _)| place).collect();
    if let Some(course) = Course::new(rows.clone(), onsets) {
        return Some((course, late));
    }
    let mut days: Vec<(Date, usize)> = rows
        .iter()
        .enumerate()
        .map(|(place, visit)| (visit.date, place))
        .collect();
    days.sort_unstable();
    for pair in days.windows(2) {
        let ((day, first), (other, second)) = (pair[0], pair[1]);
        if day == other && rows[first].edss != rows[second].edss {
            let row = ["visits/", &second.to_string(), "/edss"].concat();
            reader.error_at(&row, Code::Inconsistent, "one score a day");
        }
    }
    None
}

fn read_visit(reader: &mut Reader, value: &Value) -> Option<Visit> {
    let fields = reader.map(value, &["date", "edss"])?;
    let date = reader.required(fields, "date", read_day);
    let edss = reader.required(fields, "edss", |reader, value| {
        let score = HalfSteps::from_score(reader.number(value)?);
        if score.is_none() {
            reader.error(Code::OutOfRange, "0, 1, 1.5, 2 and so on in halves to 10");
        }
        score
    });
    Some(Visit {
        date: date?,
        edss: edss?,
    })
}

fn read_day(reader: &mut Reader, value: &Value) -> Option<Date> {
    let day = Date::parse(reader.text(value)?);
    if day.is_none() {
        reader.error(Code::BadDate, "a day such as 2027-03-14");
    }
    day
}
