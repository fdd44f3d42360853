//! Civil dates without time zone: days, calendar months, partial dates.

use std::fmt;

/// Earliest year that is read; nobody alive was born before it.
pub const FIRST_YEAR: i32 = 1880;
/// Latest year that is read.
pub const LAST_YEAR: i32 = 2199;

/// A civil date, counted in days from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(i32);

impl Date {
    /// The first day that is read, where the past has no other bound.
    pub const FIRST: Date = Date(-32_872);

    /// The date, if the calendar has it and its year can be read.
    #[must_use]
    pub fn new(year: i32, month: i32, day: i32) -> Option<Date> {
        let read = (FIRST_YEAR..=LAST_YEAR).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        read.then(|| Date::civil(year, month, day))
    }

    /// Reads a full ISO date, "2027-03-14".
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let days = DateRange::parse(text)?;
        (text.len() == 10).then_some(days.earliest)
    }

    // Counts from 1 March of year 0, so that the leap day is the last day of its year:
    // 306 days lie between 1 March and 1 January; 719 468 between that and 1970-01-01.
    fn civil(year: i32, month: i32, day: i32) -> Date {
        let from_march = (month + 9) % 12;
        let years = year - i32::from(month < 3);
        let day_of_year = (153 * from_march + 2) / 5 + day - 1;
        let leap_days = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
        Date(years * 365 + leap_days + day_of_year - 719_468)
    }

    /// Year, month and day.
    #[must_use]
    pub fn parts(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * from_march + 2) / 5 + 1;
        let month = (from_march + 2) % 12 + 1;
        (era * 400 + year_of_era + i32::from(month < 3), month, day)
    }

    /// So many days later; earlier if negative.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Date {
        Date(self.0.saturating_add(days))
    }

    /// So many calendar months later, clamped to the month's end (31 August + 6 = 28 February).
    #[must_use]
    pub fn plus_months(self, months: i32) -> Date {
        let (year, month, day) = self.parts();
        let count = year * 12 + month - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        Date::civil(year, month, day.min(days_in_month(year, month)))
    }

    /// The birthday in that year; who is born on 29 February has it on 1 March in other years.
    #[must_use]
    pub fn birthday_in(self, year: i32) -> Date {
        let (_, month, day) = self.parts();
        if day > days_in_month(year, month) {
            return Date::civil(year, month + 1, 1);
        }
        Date::civil(year, month, day)
    }

    /// Days from `earlier` to this date.
    #[must_use]
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Days in a month of the Gregorian calendar.
fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A date known to a day, a month or a year: all the days that it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// First possible day.
    pub earliest: Date,
    /// Last possible day.
    pub latest: Date,
}

impl DateRange {
    /// Reads "2027-03-14", "2027-03" or "2027".
    #[must_use]
    pub fn parse(text: &str) -> Option<DateRange> {
        let shape: &[usize] = match text.len() {
            4 => &[4],
            7 => &[4, 2],
            10 => &[4, 2, 2],
            _ => return None,
        };
        let mut numbers = [0; 3];
        let mut pieces = text.split('-');
        for (number, length) in numbers.iter_mut().zip(shape) {
            let piece = pieces.next()?;
            if piece.len() != *length || !piece.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            *number = piece.parse().ok()?;
        }
        let [year, month, day] = numbers;
        let (first, last) = match shape.len() {
            1 => (Date::new(year, 1, 1)?, Date::new(year, 12, 31)?),
            2 => {
                let first = Date::new(year, month, 1)?;
                (first, Date::new(year, month, days_in_month(year, month))?)
            }
            _ => (Date::new(year, month, day)?, Date::new(year, month, day)?),
        };
        Some(DateRange {
            earliest: first,
            latest: last,
        })
    }

    /// One day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.earliest == self.latest
    }
}

/// A length of calendar time, as protocols write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Days.
    Days(u32),
    /// Weeks of seven days.
    Weeks(u32),
    /// Calendar months, added to the event's date.
    Months(u32),
    /// Calendar years, as twelve months each.
    Years(u32),
}

impl Span {
    /// At most two hundred years: beyond any protocol, and dates keep four digits.
    #[must_use]
    pub fn is_readable(self) -> bool {
        match self {
            Span::Days(n) => n <= 73_000,
            Span::Weeks(n) => n <= 10_400,
            Span::Months(n) => n <= 2_400,
            Span::Years(n) => n <= 200,
        }
    }

    /// The day that lies this long after `event`.
    #[must_use]
    pub fn after(self, event: Date) -> Date {
        let count = |n: u32| i32::try_from(n.min(73_000)).unwrap_or(0);
        match self {
            Span::Days(n) => event.plus_days(count(n)),
            Span::Weeks(n) => event.plus_days(count(n) * 7),
            Span::Months(n) => event.plus_months(count(n)),
            Span::Years(n) => event.plus_months(count(n) * 12),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn every_day_of_three_centuries_reads_back() {
        let mut date = day("1880-01-01");
        while date < day("2199-12-31") {
            let (year, month, dom) = date.parts();
            assert_eq!(Date::new(year, month, dom), Some(date));
            assert_eq!(Date::parse(&date.to_string()), Some(date));
            date = date.plus_days(1);
        }
        assert_eq!(Date::FIRST, day("1880-01-01"));
        assert_eq!(day("1970-01-01"), Date(0));
        assert_eq!(day("2026-11-22").days_since(day("1970-01-01")), 20_779);
    }

    #[test]
    fn months_clamp_to_the_months_end() {
        for (from, months, to) in [
            ("2026-08-31", 6, "2027-02-28"),
            ("2026-02-28", 6, "2026-08-28"),
            ("2023-08-31", 6, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2026-11-21", -6, "2026-05-21"),
            ("2026-12-31", 2, "2027-02-28"),
        ] {
            assert_eq!(day(from).plus_months(months), day(to), "{from} + {months}");
        }
    }

    #[test]
    fn born_on_a_leap_day_has_a_birthday_on_1_march() {
        assert_eq!(day("2008-02-29").birthday_in(2026), day("2026-03-01"));
        assert_eq!(day("2008-02-29").birthday_in(2028), day("2028-02-29"));
        assert_eq!(day("2008-12-31").birthday_in(2026), day("2026-12-31"));
    }

    #[test]
    fn partial_dates_hold_every_day_they_may_be() {
        let range =
            |text| DateRange::parse(text).map(|r| (r.earliest.to_string(), r.latest.to_string()));
        let both = |a: &str, b: &str| Some((a.to_string(), b.to_string()));
        assert_eq!(range("2024"), both("2024-01-01", "2024-12-31"));
        assert_eq!(range("2024-02"), both("2024-02-01", "2024-02-29"));
        assert_eq!(range("2024-02-29"), both("2024-02-29", "2024-02-29"));
    }

    #[test]
    fn a_leap_day_comes_every_fourth_year_but_for_three_in_four_centuries() {
        for year in ["1884", "1996", "2000", "2024", "2104"] {
            assert!(Date::parse(&format!("{year}-02-29")).is_some(), "{year}");
        }
    }

    #[test]
    fn no_span_is_longer_than_two_centuries() {
        for (longest, longer) in [
            (Span::Days(73_000), Span::Days(73_001)),
            (Span::Weeks(10_400), Span::Weeks(10_401)),
            (Span::Months(2_400), Span::Months(2_401)),
            (Span::Years(200), Span::Years(201)),
        ] {
            assert!(
                longest.is_readable() && !longer.is_readable(),
                "{longest:?}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "24",
            "2024-2",
            "2024-02-30",
            "2023-02-29",
            "2024-13",
            "2024-00-10",
            "2024-01-00",
            "2024-01-01T00:00",
            "01-02-2024",
            "2024/01/01",
            "1879",
            "2200-01-01",
            "20x4",
            "२०२४",
            "-024",
            "2024-1-01x",
            "+024-01-01",
            "2024--1-1",
            "2024-+1-01",
            "2024-1-011",
            "1900-02-29",
            "2100-02-29",
        ] {
            assert_eq!(DateRange::parse(text), None, "{text}");
        }
    }
}
