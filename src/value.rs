//! The small untyped tree that every foreign value becomes first, and the reader
//! that turns it into types while it carries the path and collects every problem.

use crate::error::{Code, Error, Problem, Severity};
use crate::near::near;
use serde::{Serialize, Serializer};

/// Deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;
/// Most values in one input.
pub const MAX_NODES: usize = 200_000;
/// Most text in one input, in bytes.
pub const MAX_TEXT: usize = 4_000_000;

/// Most problems that are noted; nobody mends more at once.
const MOST_PROBLEMS: usize = 500;

/// A foreign value, read without trusting it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number, also `NaN` and infinities: the readers refuse those, naming the field.
    Number(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A plain object, keys in their order.
    Map(Vec<(String, Value)>),
    /// Something that plain data cannot be: a function, a `Map`, a getter, a `BigInt`.
    Foreign,
}

impl Value {
    /// The value under `key`, of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => Fields(entries).get(key),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Refuses a tree that is too deep or too large. The JavaScript boundary keeps the
    /// same limits while it walks; this is for trees that come from elsewhere.
    ///
    /// # Errors
    /// `too_large`.
    pub fn check_size(&self) -> Result<(), Error> {
        let mut left = MAX_NODES;
        let mut level = vec![(self, 0)];
        while let Some((value, depth)) = level.pop() {
            if left == 0 || depth > MAX_DEPTH {
                return Err(too_large());
            }
            left -= 1;
            match value {
                Value::List(items) => level.extend(items.iter().map(|item| (item, depth + 1))),
                Value::Map(entries) => {
                    level.extend(entries.iter().map(|(_, item)| (item, depth + 1)));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null | Value::Foreign => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => serializer.serialize_f64(*number),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(entries) => serializer.collect_map(entries.iter().map(|(k, v)| (k, v))),
        }
    }
}

/// The error for a value beyond the limits.
#[must_use]
pub fn too_large() -> Error {
    Error {
        code: Code::TooLarge,
        field: None,
        expected: Some(format!("at most {MAX_DEPTH} levels and {MAX_NODES} values")),
    }
}

/// The entries of a map whose keys have been checked.
#[derive(Clone, Copy)]
pub struct Fields<'v>(pub &'v [(String, Value)]);

impl<'v> Fields<'v> {
    /// The value under `key`.
    #[inline(never)]
    #[must_use]
    pub fn get(self, key: &str) -> Option<&'v Value> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }
}

/// Where the reader is, and what it has found wrong so far.
#[derive(Default)]
pub struct Reader {
    path: String,
    problems: Vec<Problem>,
}

impl Reader {
    /// The problems, in the order found.
    #[must_use]
    pub fn finish(self) -> Vec<Problem> {
        self.problems
    }

    /// How many problems there are so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.problems.len()
    }

    /// Reads below `key`.
    #[inline(always)]
    pub fn within<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader) -> T) -> T {
        let length = self.enter(key);
        let result = read(self);
        self.leave(length);
        result
    }

    // The readers around these are generic and many: they go into their callers, and what they
    // share stays out of line.
    #[inline(never)]
    fn leave(&mut self, length: usize) {
        self.path.truncate(length);
    }

    #[inline(never)]
    fn enter(&mut self, key: &str) -> usize {
        let length = self.path.len();
        if length > 0 {
            self.path.push('/');
        }
        // A key may be foreign text: it is cut to a sane length.
        self.path.extend(key.chars().take(60));
        length
    }

    /// Notes an error here; `expected` may be empty.
    #[inline(never)]
    pub fn error(&mut self, code: Code, expected: &str) {
        self.note(code, expected);
    }

    /// Notes an error below `key`.
    #[inline(never)]
    pub fn error_at(&mut self, key: &str, code: Code, expected: &str) {
        let length = self.enter(key);
        self.note(code, expected);
        self.leave(length);
    }

    /// Notes an error here, where one of these would have been right.
    pub fn error_not_in(&mut self, code: Code, names: &[&str]) {
        self.error(code, &names.join(", "));
    }

    fn note(&mut self, code: Code, expected: &str) {
        if self.problems.len() >= MOST_PROBLEMS {
            return;
        }
        let expected = (!expected.is_empty()).then(|| expected.to_string());
        let path = self.path.clone();
        self.problems.push(Problem {
            path,
            code,
            severity: Severity::Error,
            expected,
        });
    }

    /// A map with only these keys.
    pub fn map<'v>(&mut self, value: &'v Value, keys: &[&str]) -> Option<Fields<'v>> {
        let fields = self.any_map(value)?;
        for (key, _) in fields.0 {
            if !keys.contains(&key.as_str()) {
                let near = near(key, keys.iter().copied());
                let known = if near.is_empty() { keys } else { &near };
                self.error_at(key, Code::UnknownField, &known.join(", "));
            }
        }
        Some(fields)
    }

    /// A map with any keys.
    pub fn any_map<'v>(&mut self, value: &'v Value) -> Option<Fields<'v>> {
        match value {
            Value::Map(entries) => Some(Fields(entries)),
            _ => self.wrong("a plain object"),
        }
    }

    /// A list.
    pub fn list<'v>(&mut self, value: &'v Value) -> Option<&'v [Value]> {
        match value {
            Value::List(items) => Some(items),
            _ => self.wrong("a list"),
        }
    }

    /// Every item of a list, each under its position; items that do not read are left out.
    #[inline(always)]
    pub fn each<T>(
        &mut self,
        value: &Value,
        mut read: impl FnMut(&mut Reader, &Value) -> Option<T>,
    ) -> Vec<T> {
        let mut all = Vec::new();
        self.visit(value, &mut |reader, item| {
            if let Some(item) = read(reader, item) {
                all.push(item);
            }
        });
        all
    }

    fn visit(&mut self, value: &Value, look: &mut dyn FnMut(&mut Reader, &Value)) {
        for (index, item) in self.list(value).unwrap_or_default().iter().enumerate() {
            self.within(&index.to_string(), |reader| look(reader, item));
        }
    }

    /// Text.
    pub fn text<'v>(&mut self, value: &'v Value) -> Option<&'v str> {
        match value {
            Value::Text(text) => Some(text),
            _ => self.wrong("text"),
        }
    }

    /// Text that holds something.
    pub fn filled_text<'v>(&mut self, value: &'v Value) -> Option<&'v str> {
        let text = self.text(value)?;
        if text.trim().is_empty() {
            self.error(Code::Empty, "");
            return None;
        }
        Some(text)
    }

    /// True or false.
    pub fn bool(&mut self, value: &Value) -> Option<bool> {
        match value {
            Value::Bool(flag) => Some(*flag),
            _ => self.wrong("true or false"),
        }
    }

    /// A finite number.
    pub fn number(&mut self, value: &Value) -> Option<f64> {
        match value {
            // A negative zero is none.
            Value::Number(number) if number.is_finite() => Some(*number + 0.0),
            Value::Number(_) => {
                self.error(Code::NotFinite, "a finite number");
                None
            }
            _ => self.wrong("a number"),
        }
    }

    /// A whole number of at least `least`.
    pub fn whole(&mut self, value: &Value, least: u32) -> Option<u32> {
        let number = self.number(value)?;
        // Exact: the range check comes first, and a fraction changes on truncation.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = number.clamp(0.0, 1e9) as u32;
        if f64::from(whole).to_bits() == number.to_bits() && whole >= least {
            return Some(whole);
        }
        self.error(
            Code::OutOfRange,
            &format!("a whole number of at least {least}"),
        );
        None
    }

    /// What a required key holds, read below that key.
    #[inline(always)]
    pub fn required<'v, T>(
        &mut self,
        fields: Fields<'v>,
        key: &str,
        read: impl FnOnce(&mut Reader, &'v Value) -> Option<T>,
    ) -> Option<T> {
        self.within(key, |reader| {
            let value = reader.present(fields, key)?;
            read(reader, value)
        })
    }

    #[inline(never)]
    fn present<'v>(&mut self, fields: Fields<'v>, key: &str) -> Option<&'v Value> {
        let value = fields.get(key);
        if value.is_none() {
            self.error(Code::MissingInput, "");
        }
        value
    }

    /// What an optional key holds, read below that key.
    #[inline(always)]
    pub fn optional<'v, T>(
        &mut self,
        fields: Fields<'v>,
        key: &str,
        read: impl FnOnce(&mut Reader, &'v Value) -> Option<T>,
    ) -> Option<T> {
        let value = fields.get(key)?;
        self.within(key, |reader| read(reader, value))
    }

    /// Notes that another type is needed here.
    pub fn wrong<T>(&mut self, expected: &str) -> Option<T> {
        self.error(Code::WrongType, expected);
        None
    }
}
