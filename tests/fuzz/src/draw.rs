//! Drawing from the fuzzer's bytes. When they end, everything that is drawn is the first choice.

use arbitrary::Unstructured;
use trial_prescreen::Value;
use trial_prescreen::date::Date;

/// The day of every question.
pub const AS_OF: &str = "2026-11-21";

/// Something that only the person would say: no error and no note may say it again.
pub const SECRET: &str = "Zqsecret";
/// A number of the same kind.
pub const SECRET_NUMBER: f64 = 987_654.25;

/// Numbers on which something turns.
const NOTABLE: [f64; 24] = [
    0.0,
    -0.0,
    0.5,
    1.0,
    1.5,
    2.0,
    4.0,
    5.5,
    6.0,
    7.0,
    12.0,
    18.0,
    29.999_999_999_999,
    60.0,
    88.4,
    120.0,
    500.0,
    1e-12,
    1e9,
    1e300,
    f64::NAN,
    f64::INFINITY,
    f64::MIN_POSITIVE,
    SECRET_NUMBER,
];

const WORDS: [&str; 16] = [
    "",
    "unknown",
    "never",
    "none",
    "yes",
    "negative",
    "positive",
    "1:160",
    "mg/dL",
    "\u{b5}mol/L",
    "2026-11",
    "2024-02-30",
    "inf",
    "rituximab",
    "__proto__",
    SECRET,
];

pub struct Draw<'d>(Unstructured<'d>);

impl<'d> Draw<'d> {
    pub fn new(bytes: &'d [u8]) -> Draw<'d> {
        Draw(Unstructured::new(bytes))
    }

    /// Whether bytes are left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A number below `count`, which is not zero.
    pub fn below(&mut self, count: usize) -> usize {
        self.0.int_in_range(0..=count - 1).unwrap_or(0)
    }

    pub fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// True once in so many times.
    pub fn once_in(&mut self, count: usize) -> bool {
        self.below(count) + 1 == count
    }

    pub fn number(&mut self) -> f64 {
        match self.below(4) {
            0 => f64::from(self.0.arbitrary::<u8>().unwrap_or(0)),
            1 => *self.one(&NOTABLE),
            2 => f64::from(self.0.arbitrary::<u32>().unwrap_or(0)) / 1000.0,
            _ => self.0.arbitrary().unwrap_or(0.0),
        }
    }

    pub fn text(&mut self) -> String {
        if self.once_in(3) {
            return self.0.arbitrary::<&str>().unwrap_or("").to_string();
        }
        (*self.one(&WORDS)).to_string()
    }

    /// A key that means something elsewhere. Errors show the keys of a caller's program.
    pub fn key(&mut self) -> String {
        (*self.one(&KEYS)).to_string()
    }

    /// The rest of the bytes, as text where they are text.
    pub fn rest(self) -> String {
        String::from_utf8_lossy(self.0.take_rest()).into_owned()
    }

    /// A day in the past, known to the day, the month or the year; at times one that is none.
    pub fn date(&mut self) -> String {
        if self.once_in(24) {
            return self.text();
        }
        let today = Date::parse(AS_OF).unwrap_or(Date::FIRST);
        let days = match self.below(3) {
            0 => self.below(120),
            1 => self.below(1500),
            _ => self.below(33_000),
        };
        let back = i32::try_from(days).unwrap_or(0);
        // Now and then a day that has not come yet.
        let day = today.plus_days(if self.once_in(40) { back } else { -back });
        let length = [10, 10, 10, 7, 4][self.below(5)];
        day.to_string()[..length].to_string()
    }

    /// Anything at all.
    pub fn junk(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => Value::Null,
            1 => Value::Bool(self.once_in(2)),
            2 => Value::Number(self.number()),
            3 => Value::Text(self.text()),
            4 => Value::Text(self.date()),
            5 => Value::Foreign,
            6 => Value::List((0..self.below(4)).map(|_| self.junk(depth - 1)).collect()),
            _ => Value::Map(
                (0..self.below(4))
                    .map(|_| (self.key(), self.junk(depth - 1)))
                    .collect(),
            ),
        }
    }
}

/// Keys that mean something in some place.
const KEYS: [&str; 14] = [
    "value",
    "low",
    "high",
    "above",
    "below",
    "unit",
    "on",
    "upper_limit",
    "drug",
    "dose",
    "date",
    "edss",
    "measure",
    "resourceType",
];

/// Panics where a text repeats what only the person said.
pub fn assert_discreet(text: &str) {
    assert!(!text.contains(SECRET), "a person's word came out");
    assert!(!text.contains("987654"), "a person's number came out");
}
