//! Names that somebody may have meant who wrote another.

/// Longest name that is looked at, in bytes.
const LONGEST: usize = 40;
/// Most names that are told.
const MOST: usize = 5;

/// The names that are nearest to a text, if any is near: a letter too many, too few, another one, or
/// two that have changed places count as one slip each; one slip in three letters is too far.
#[must_use]
pub fn near<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let text = text.trim();
    let mut best = (text.len() / 3).clamp(1, 4);
    let mut found = Vec::new();
    for name in names {
        let Some(slips) = slips(text.as_bytes(), name.as_bytes(), best) else {
            continue;
        };
        if slips < best {
            found.clear();
            best = slips;
        }
        if found.len() < MOST {
            found.push(name);
        }
    }
    found
}

/// How many slips lie between two texts, if no more than so many. Case does not count.
fn slips(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    if a.len() > LONGEST || b.len() > LONGEST || a.len().abs_diff(b.len()) > most {
        return None;
    }
    // The last two rows of the table of distances, and the one that grows.
    let mut before = [0; LONGEST + 1];
    let mut last = [0; LONGEST + 1];
    for (column, cell) in last.iter_mut().enumerate() {
        *cell = column;
    }
    let mut above = 0;
    for (row, x) in a.iter().enumerate() {
        let mut now = [row + 1; LONGEST + 1];
        let mut left = 0;
        for (column, y) in b.iter().enumerate() {
            let same = x.eq_ignore_ascii_case(y);
            let mut least = last[column] + usize::from(!same);
            least = least.min(last[column + 1] + 1).min(now[column] + 1);
            let swapped = x.eq_ignore_ascii_case(&left) && y.eq_ignore_ascii_case(&above);
            if row > 0 && column > 0 && swapped {
                least = least.min(before[column - 1] + 1);
            }
            now[column + 1] = least;
            left = *y;
        }
        before = last;
        last = now;
        above = *x;
    }
    Some(last[b.len()]).filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_a_letter_or_two_that_changed_places() {
        for (a, b, expected) in [
            ("", "", Some(0)),
            ("fever", "fever", Some(0)),
            ("Fever", "fever", Some(0)),
            ("feer", "fever", Some(1)),
            ("feever", "fever", Some(1)),
            ("fewer", "fever", Some(1)),
            ("fevre", "fever", Some(1)),
            ("ritxuimab", "rituximab", Some(1)),
            ("rtiuxmab", "rituximab", Some(2)),
            ("abc", "xyz", Some(3)),
            ("abcd", "wxyz", None),
        ] {
            assert_eq!(slips(a.as_bytes(), b.as_bytes(), 3), expected, "{a} {b}");
            assert_eq!(slips(b.as_bytes(), a.as_bytes(), 3), expected, "{b} {a}");
        }
        let long = [b'a'; LONGEST + 1];
        assert_eq!(slips(&long, &long, 3), None);
    }

    #[test]
    fn only_the_nearest_are_told() {
        let names = ["height", "weight", "age", "sex"];
        let found = |text: &str| near(text, names.into_iter());
        assert_eq!(found("wieght"), ["weight"]);
        assert_eq!(found("eight"), ["height", "weight"]);
        assert_eq!(found("creatinine"), [""; 0]);
        assert_eq!(found(&"x".repeat(5000)), [""; 0]);
        assert_eq!(found("\u{e5}ge"), [""; 0]);
    }
}
