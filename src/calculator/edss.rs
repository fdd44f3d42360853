//! Calculators about the EDSS.

use super::input::{Special, Taken};
use super::{Calculation, Output, read_as};
use crate::catalogue::Kind;
use crate::error::Code;
use crate::formula::Step;
use crate::formula::edss::{HalfSteps, WORSENING, Worsening};
use crate::interval::Interval;
use crate::measures::read_word;
use crate::value::{Fields, Reader};

pub(super) static ROWS: &[Special] = &[Special {
    inputs: &[
        Taken::like("baseline", Kind::Count, "edss").required(),
        Taken::like("current", Kind::Count, "edss").required(),
        Taken::choice("rule", &["source", "msprog", "three_tier", "two_tier"]),
    ],
    extra: &[("threshold", Some("{score}"))],
    ..Special::new(
        "edss_change",
        None,
        "Kurtzke, Neurology 1983;33:1444-1452",
        Some("10.1212/WNL.33.11.1444"),
        edss_change,
    )
}];

/// Whether a change of EDSS counts as worse.
fn edss_change(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let before = reader.count();
    let mut score = |reader: &mut Reader, key: &str| {
        if fields.get(key).is_none() {
            reader.error_at(key, Code::MissingInput, "");
        }
        // "Unknown" reads as nothing: then it is any score.
        let known = read_as(reader, fields, key, "edss");
        let range = known.unwrap_or(Interval::closed(0.0, 10.0));
        if range.is_point() {
            calculation.steps.push(Step::number(key, range.low, None));
        }
        range
    };
    let (baseline, current) = (score(reader, "baseline"), score(reader, "current"));
    let rule = reader.optional(fields, "rule", |r, v| read_word(r, v, &WORSENING));
    if reader.count() > before {
        return None;
    }
    let rule = rule.unwrap_or(Worsening::Source);
    let (mut worse, mut not) = (false, false);
    let mut thresholds = Interval::closed(10.0, 0.0);
    for from in HalfSteps::all().filter(|from| from.is_in(baseline)) {
        let threshold = rule.threshold(from);
        thresholds.low = thresholds.low.min(threshold);
        thresholds.high = thresholds.high.max(threshold);
        for to in HalfSteps::all().filter(|to| to.is_in(current)) {
            let holds = rule.holds(from, to);
            worse |= holds;
            not |= !holds;
        }
    }
    if worse != not {
        calculation.value = Output::Bool(worse);
    }
    calculation.extra = vec![("threshold", Output::exact(thresholds))];
    Some(calculation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Value, calculate};

    fn map(entries: &[(&str, Value)]) -> Value {
        let owned = |(key, value): &(&str, Value)| ((*key).to_string(), value.clone());
        Value::Map(entries.iter().map(owned).collect())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_string())
    }

    fn range(low: f64, high: f64) -> Value {
        map(&[("low", Value::Number(low)), ("high", Value::Number(high))])
    }

    fn run(id: &str, entries: &[(&str, Value)]) -> (Output, Vec<(&'static str, Output)>) {
        let result = calculate(id, &map(entries)).unwrap_or_else(|error| panic!("{id}: {error}"));
        (result.value, result.extra)
    }

    #[test]
    fn a_change_of_edss_is_worse_or_not_or_open() {
        use Output::{Bool, None as Open};
        let point = Value::Number;
        let half = |threshold: Option<f64>| threshold.map_or(Open, Output::Number);
        for (baseline, current, rule, worse, threshold) in [
            (point(4.5), point(5.0), "source", Bool(false), Some(1.0)),
            (point(4.5), point(5.5), "source", Bool(true), Some(1.0)),
            (point(5.0), point(5.5), "source", Bool(true), Some(0.5)),
            (point(5.0), point(5.5), "msprog", Bool(false), Some(1.0)),
            (point(5.5), point(6.0), "d55", Bool(false), Some(1.0)),
            (point(0.0), point(1.0), "two55", Bool(true), Some(1.0)),
            (point(0.0), point(1.0), "lt6", Bool(false), Some(1.5)),
            (range(4.5, 5.0), point(5.0), "source", Bool(false), None),
            (range(4.5, 5.0), point(5.5), "source", Bool(true), None),
            (range(4.0, 4.5), point(5.0), "source", Open, Some(1.0)),
            (point(2.0), text("unknown"), "source", Open, Some(1.0)),
            (text("unknown"), point(0.0), "source", Bool(false), None),
            (
                point(10.0),
                text("unknown"),
                "source",
                Bool(false),
                Some(0.5),
            ),
        ] {
            let inputs = [
                ("baseline", baseline),
                ("current", current),
                ("rule", text(rule)),
            ];
            let found = run("edss_change", &inputs);
            let extra = vec![("threshold", half(threshold))];
            assert_eq!(found, (worse, extra), "{inputs:?}");
        }
        let unnamed = [("baseline", point(5.0)), ("current", point(5.5))];
        assert_eq!(run("edss_change", &unnamed).0, Bool(true));
    }

    #[test]
    fn illegal_scores_are_refused() {
        for score in [0.5, 3.3, -1.0, 10.5, 2.999_999_999_9, f64::NAN] {
            for key in ["baseline", "current"] {
                let other = if key == "baseline" {
                    "current"
                } else {
                    "baseline"
                };
                let inputs = [(other, Value::Number(2.0)), (key, Value::Number(score))];
                let error = calculate("edss_change", &map(&inputs)).expect_err("no such score");
                assert_eq!(error.field.as_deref(), Some(key), "{score}");
            }
        }
        let error = calculate("edss_change", &map(&[("baseline", Value::Number(2.0))]));
        let error = error.expect_err("no current score");
        assert_eq!(error.code, Code::MissingInput);
        assert_eq!(error.field.as_deref(), Some("current"));
    }
}
