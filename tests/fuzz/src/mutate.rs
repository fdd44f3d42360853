//! Small harm to a tree: what a slip of an editor or an odd system does to a file.

use crate::draw::Draw;
use trial_prescreen::Value;

/// How many values a tree holds.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::List(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|(_, item)| count(item)).sum(),
        _ => 0,
    }
}

/// The value with this number, counted from the root.
fn at(value: &mut Value, number: usize) -> &mut Value {
    if number == 0 {
        return value;
    }
    let mut left = number - 1;
    let items: Vec<&mut Value> = match value {
        Value::List(items) => items.iter_mut().collect(),
        Value::Map(entries) => entries.iter_mut().map(|(_, item)| item).collect(),
        // The root has fewer values than were asked for; then it is the root.
        other => return other,
    };
    for item in items {
        let size = count(item);
        if left < size {
            return at(item, left);
        }
        left -= size;
    }
    unreachable!("a number below the count")
}

/// Harms a tree in as many places as the bytes say.
pub fn harm(draw: &mut Draw<'_>, tree: &mut Value) {
    for _ in 0..=draw.below(4) {
        let all = count(tree);
        let (one, other) = (draw.below(all), draw.below(all));
        let stranger = at(tree, other).clone();
        let place = at(tree, one);
        match (draw.below(6), &mut *place) {
            (0, Value::List(items)) if !items.is_empty() => {
                let gone = draw.below(items.len());
                items.remove(gone);
            }
            (0, Value::Map(entries)) if !entries.is_empty() => {
                let gone = draw.below(entries.len());
                entries.remove(gone);
            }
            (1, Value::List(items)) if !items.is_empty() => {
                let again = draw.one(items).clone();
                items.push(again);
            }
            (1, Value::Map(entries)) if !entries.is_empty() => {
                let misspelt = draw.below(entries.len());
                let key = &mut entries[misspelt].0;
                match draw.once_in(2) {
                    true => drop(key.pop()),
                    false => *key = draw.text(),
                }
            }
            (2, Value::Number(number)) => {
                *number = match draw.below(4) {
                    0 => -*number,
                    1 => *number * 1000.0,
                    2 => *number + 1.0,
                    _ => draw.number(),
                }
            }
            (2 | 3, Value::Text(text)) => match draw.below(3) {
                0 => drop(text.pop()),
                1 => text.push_str(&draw.text()),
                _ => *text = draw.text(),
            },
            // What belongs elsewhere; a tree does not grow without end.
            (4, _) if all + count(&stranger) < 4000 => *place = stranger,
            _ => *place = draw.junk(2),
        }
    }
}
