//! Every calculator, with every form of every input.

use crate::answer::{answer, map, perhaps, quantity, some};
use crate::draw::{Draw, assert_discreet};
use std::sync::LazyLock;
use trial_prescreen::calculator::{CalculatorInput, InputKind, Output};
use trial_prescreen::catalogue::{Kind, Measure, catalogue};
use trial_prescreen::{Calculator, Value, calculate, calculators};

static CALCULATORS: LazyLock<Vec<Calculator>> = LazyLock::new(calculators);
static CATALOGUE: LazyLock<Vec<Measure>> = LazyLock::new(catalogue);

pub fn run(bytes: &[u8]) {
    let mut draw = Draw::new(bytes);
    let calculator = draw.one(&CALCULATORS);
    let mut inputs = Vec::new();
    for input in &calculator.inputs {
        // Mostly all of what it must have.
        let absent = if input.required {
            draw.once_in(24)
        } else {
            draw.once_in(3)
        };
        if !absent {
            inputs.push((input.name.clone(), value(&mut draw, input)));
        }
    }
    if draw.once_in(24) {
        inputs.push((draw.key(), draw.junk(2)));
    }
    let names: Vec<String> = inputs.iter().map(|(name, _)| name.clone()).collect();
    match calculate(calculator.id, &Value::Map(inputs)) {
        Ok(result) => {
            let bounds = (result.low.as_number(), result.high.as_number());
            if let (Some(low), Some(high)) = bounds {
                assert!(low <= high, "{} {low} {high}", result.id);
                if let Some(value) = result.value.as_number() {
                    assert!(low <= value && value <= high, "{} {value}", result.id);
                }
            }
            let all = [&result.value, &result.low, &result.high];
            let extra = result.extra.iter().map(|(_, output)| output);
            for output in all.into_iter().chain(extra) {
                assert!(
                    output.as_number().is_none_or(f64::is_finite),
                    "{} {output:?}",
                    result.id
                );
            }
            let exact = matches!(result.value, Output::None) || bounds.0 == bounds.1;
            assert!(exact, "{} has a value and wide bounds", result.id);
        }
        Err(error) => {
            let field = error.field.clone().unwrap_or_default();
            let first = field.split('/').next().unwrap_or("");
            let shown = |name: &String| name.starts_with(first);
            let known = names.iter().any(shown)
                || calculator.inputs.iter().any(|input| input.name == first);
            assert!(known, "{} has no {field}", calculator.id);
            // A foreign key is a developer's word, and its name is shown.
            if calculator.inputs.iter().any(|input| input.name == first) {
                assert_discreet(&error.expected.unwrap_or_default());
            }
        }
    }
}

fn value(draw: &mut Draw<'_>, input: &CalculatorInput) -> Value {
    if draw.once_in(24) {
        return draw.junk(3);
    }
    let measure = input
        .measure
        .as_ref()
        .and_then(|id| CATALOGUE.iter().find(|measure| measure.id == *id));
    let limits = input
        .limits
        .map_or((0.0, 100.0), |limits| (limits.low, limits.high));
    let text = |text: &str| Value::Text(text.to_string());
    match (input.kind, measure) {
        (InputKind::Answer(_), Some(measure)) => answer(draw, measure),
        (InputKind::Answer(Kind::Quantity), None) => {
            quantity(draw, &input.units, limits.0, limits.1)
        }
        (InputKind::Answer(Kind::YesNo), None) => match draw.once_in(4) {
            true => text("unknown"),
            false => Value::Bool(draw.once_in(2)),
        },
        (InputKind::Answer(_), None) if !input.choices.is_empty() => {
            Value::Text(draw.one(&input.choices).clone())
        }
        (InputKind::Answer(Kind::Count) | InputKind::Number, _) => number(draw, input),
        (InputKind::Answer(Kind::Date), _) => Value::Text(draw.date()),
        (InputKind::Answer(Kind::Doses), _) => some(draw, |draw| {
            let drugs = [
                "prednisone",
                "methylprednisolone",
                "dexamethasone",
                "budesonide",
                "nothing",
            ];
            let units = ["mg/d".to_string()];
            map([
                ("drug", Some(Value::Text((*draw.one(&drugs)).to_string()))),
                ("dose", Some(quantity(draw, &units, 0.0, 100.0))),
            ])
        }),
        (InputKind::Flag, _) => Value::Bool(draw.once_in(2)),
        (InputKind::Drug, _) => {
            text(draw.one::<&str>(&["rituximab", "Aubagio", "azathioprine", "XYZ-123"]))
        }
        (InputKind::Measure, _) => Value::Text(draw.one(&CATALOGUE).id.clone()),
        (InputKind::Unit, _) => {
            text(draw.one::<&str>(&["mg/dL", "umol/L", "g/L", "U/L", "kg", "%"]))
        }
        (InputKind::AnyQuantity, _) => {
            let units = [
                "mg/dL".to_string(),
                "umol/L".to_string(),
                "U/L".to_string(),
                "kg".to_string(),
            ];
            quantity(draw, &units, 0.0, 200.0)
        }
        (InputKind::DoseRule, _) => dose(draw),
        (InputKind::WaitingRule, _) => {
            let count = |draw: &mut Draw<'_>| Value::Number(draw.number());
            map([
                ("half_lives", perhaps(draw, count)),
                ("days", perhaps(draw, count)),
                ("months", perhaps(draw, count)),
                (
                    "which",
                    perhaps(draw, |_| Value::Text("longer".to_string())),
                ),
            ])
        }
        _ => draw.junk(2),
    }
}

fn number(draw: &mut Draw<'_>, input: &CalculatorInput) -> Value {
    let limits = input
        .limits
        .map_or((0.0, 100.0), |limits| (limits.low, limits.high));
    let step = input.step.unwrap_or(0.1);
    let mut one = || {
        #[allow(clippy::cast_precision_loss)] // A small number.
        let steps = draw.below(1000) as f64;
        Value::Number(limits.0 + steps * step % (limits.1 - limits.0 + step))
    };
    let (low, high) = (one(), one());
    match draw.below(4) {
        0 => map([("low", Some(low)), ("high", Some(high))]),
        1 => Value::Number(draw.number()),
        _ => low,
    }
}

fn dose(draw: &mut Draw<'_>) -> Value {
    let count = |draw: &mut Draw<'_>| Value::Number(draw.number() * 1e6);
    let cells = Some(count(draw));
    match draw.below(3) {
        0 => map([("flat", Some(map([("cells", cells)])))]),
        1 => map([("per_kg", Some(map([("cells", cells)])))]),
        _ => {
            let mut bands = Vec::new();
            for _ in 0..draw.below(4) {
                bands.push(map([
                    ("from", perhaps(draw, |draw| Value::Number(draw.number()))),
                    ("below", perhaps(draw, |draw| Value::Number(draw.number()))),
                    ("unit", Some(Value::Text("kg".to_string()))),
                    ("cells", Some(count(draw))),
                ]));
            }
            map([("by_weight", Some(Value::List(bands)))])
        }
    }
}
