//! Spellings of units: whatever somebody types means one unit of a quantity, or none.

use crate::draw::{Draw, assert_discreet};
use trial_prescreen::catalogue::ROWS;
use trial_prescreen::units::fold;
use trial_prescreen::{Value, calculate};

pub fn run(bytes: &[u8]) {
    let mut draw = Draw::new(bytes);
    let row = draw.one(ROWS);
    let Some(quantity) = row.quantity else {
        return;
    };
    let number = draw.number();
    let to = draw.one(quantity.units);
    let text = draw.rest();
    let folded = fold(&text);
    assert_eq!(fold(&folded), folded, "folded once is folded");
    let found = quantity.unit(&text);
    if let Some(unit) = found {
        let again = quantity.unit(unit.code).expect("a code of its own");
        assert_eq!(again.code, unit.code);
        let back = unit.from_canonical(unit.to_canonical(number));
        if number.is_finite() && number.abs() < 1e12 {
            let apart = (back - number).abs();
            assert!(apart <= 1e-9 * (1.0 + number.abs()), "there and back");
        }
    }
    let from = crate::answer::map([
        ("value", Some(Value::Number(number))),
        ("unit", Some(Value::Text(text))),
    ]);
    let inputs = crate::answer::map([
        ("measure", Some(Value::Text(row.id.to_string()))),
        ("from", Some(from)),
        ("to", Some(Value::Text(to.code.to_string()))),
    ]);
    match calculate("convert", &inputs) {
        Ok(result) => {
            assert!(found.is_some(), "what means no unit converts into nothing");
            assert!(result.value.as_number().is_none_or(f64::is_finite));
        }
        Err(error) => assert_discreet(&error.to_string()),
    }
}
