//! Calculators about the EDSS.

use super::input::{Special, Taken};
use super::number::{read_known, read_or_all, up_to};
use super::{Calculation, Output, read_as};
use crate::catalogue::Kind;
use crate::error::Code;
use crate::formula::Step;
use crate::formula::edss::functional_systems::{
    Grades, SYSTEMS, convert_bowel_bladder, convert_visual, counts, is_listed, score, step,
};
use crate::formula::edss::walking::{MOST_AMBULATION, from_legacy, least};
use crate::formula::edss::{AIDS, HalfSteps, WORSENING, Worsening, ambulation_from_walking};
use crate::interval::Interval;
use crate::measures::read_word;
use crate::value::{Fields, Reader};

pub(super) static ROWS: &[Special] = &[
    Special {
        inputs: &[
            Taken::count("visual", 6.0),
            Taken::count("brainstem", 5.0),
            Taken::count("pyramidal", 6.0),
            Taken::count("cerebellar", 5.0),
            Taken::count("sensory", 6.0),
            Taken::count("bowel_bladder", 6.0),
            Taken::count("cerebral", 5.0),
            Taken::like("aid", Kind::Choice, "walking_aid"),
            Taken::like("distance", Kind::Quantity, "walking_distance"),
            Taken::count("ambulation", 15.0),
            Taken::choice("ambulation_coding", &["neurostatus_16", "legacy_12"]),
            Taken::choice("visual_is_converted", &["false", "true"]).flag(),
            Taken::choice("bowel_bladder_is_converted", &["false", "true"]).flag(),
            Taken::choice("cerebral1_counts", &["true", "false"]).flag(),
        ],
        extra: &[
            ("functional_systems_step", Some("{score}")),
            ("ambulation", Some("{score}")),
            ("listed_in_table", None),
        ],
        ..Special::new("edss", Some("{score}"), KURTZKE, Some(KURTZKE_DOI), edss)
    },
    Special {
        inputs: &[
            Taken::like("baseline", Kind::Count, "edss").required(),
            Taken::like("current", Kind::Count, "edss").required(),
            Taken::choice("rule", &["source", "msprog", "three_tier", "two_tier"]),
        ],
        extra: &[("threshold", Some("{score}"))],
        ..Special::new("edss_change", None, KURTZKE, Some(KURTZKE_DOI), edss_change)
    },
];

const KURTZKE: &str = "Kurtzke, Neurology 1983;33:1444-1452";
const KURTZKE_DOI: &str = "10.1212/WNL.33.11.1444";

/// How the grades and the walking are written.
struct Coding {
    visual_is_converted: bool,
    bowel_bladder_is_converted: bool,
    cerebral1_counts: bool,
    legacy: bool,
}

/// The EDSS from functional systems and walking; bounds where some of them are not known.
fn edss(
    reader: &mut Reader,
    fields: Fields<'_>,
    mut calculation: Calculation,
) -> Option<Calculation> {
    let before = reader.count();
    let mut flag = |key: &str, usual: bool| {
        let given = reader.optional(fields, key, Reader::bool);
        given.unwrap_or(usual)
    };
    let mut coding = Coding {
        visual_is_converted: flag("visual_is_converted", false),
        bowel_bladder_is_converted: flag("bowel_bladder_is_converted", false),
        cerebral1_counts: flag("cerebral1_counts", true),
        legacy: false,
    };
    let codings = [("neurostatus_16", false), ("legacy_12", true)];
    let legacy = reader.optional(fields, "ambulation_coding", |r, v| {
        read_word(r, v, &codings)
    });
    coding.legacy = legacy.unwrap_or(false);
    let (low, high) = read_grades(reader, fields, &coding, &mut calculation);
    let (least_walked, most_walked) = read_walking(reader, fields, &coding, &mut calculation);
    if reader.count() > before {
        return None;
    }
    // The rule rises with each grade and with the ambulation score.
    let bounds = Interval::closed(
        score(low, least_walked).score(),
        score(high, most_walked).score(),
    );
    let systems = Interval::closed(step(low).score(), step(high).score());
    let listed = if low == high {
        Output::Bool(is_listed(low))
    } else {
        Output::None
    };
    let walked = Interval::closed(least_walked.into(), most_walked.into());
    calculation.extra = vec![
        ("functional_systems_step", Output::exact(systems)),
        ("ambulation", Output::exact(walked)),
        ("listed_in_table", listed),
    ];
    if low == high {
        for (place, count) in counts(low).into_iter().enumerate() {
            let symbol = COUNTED.get(place).copied().unwrap_or_default();
            let count = Step::number(symbol, f64::from(count), None);
            calculation.steps.push(count);
        }
        let systems = Step::number("functional_systems_step", systems.low, None);
        calculation.steps.push(systems);
    }
    if walked.is_point() {
        let ambulation = Step::number("ambulation_score", walked.low, None);
        let least = Step::number("walking_minimum", least(least_walked).score(), None);
        calculation.steps.extend([ambulation, least]);
    }
    if low == high && walked.is_point() {
        look_for_oddities(&mut calculation, low, least_walked);
    }
    calculation.bound(bounds);
    Some(calculation)
}

/// How many systems have grade 1 to 4, and 5 or more.
const COUNTED: [&str; 5] = ["grade_1", "grade_2", "grade_3", "grade_4", "grade_5"];

/// The least and the greatest converted grades.
fn read_grades(
    reader: &mut Reader,
    fields: Fields<'_>,
    coding: &Coding,
    calculation: &mut Calculation,
) -> (Grades, Grades) {
    let (mut low, mut high) = ([0; 7], [0; 7]);
    let places = low.iter_mut().zip(&mut high).zip(SYSTEMS);
    for ((low, high), (name, most_raw, most_converted)) in places {
        let is_converted = match name {
            "visual" => coding.visual_is_converted,
            "bowel_bladder" => coding.bowel_bladder_is_converted,
            _ => false,
        };
        let most = if is_converted {
            most_converted
        } else {
            most_raw
        };
        let grade = read_or_all(reader, fields, name, up_to(most));
        let convert = |grade: f64| {
            // At most 6, as read.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let raw = grade as u8;
            match name {
                "visual" if !is_converted => convert_visual(raw),
                "bowel_bladder" if !is_converted => convert_bowel_bladder(raw),
                // Kurtzke's text of 1983 leaves this grade out.
                "cerebral" if raw == 1 && !coding.cerebral1_counts => 0,
                _ => raw,
            }
        };
        (*low, *high) = (convert(grade.low), convert(grade.high));
        if grade.is_point() {
            calculation.steps.push(Step::number(name, grade.low, None));
            let converted = f64::from(*low);
            if converted < grade.low {
                let step = Step::number([name, "_converted"].concat(), converted, None);
                calculation.steps.push(step);
            }
        }
    }
    (low, high)
}

/// The least and the greatest ambulation score, by its code, by aid and distance, or by both.
fn read_walking(
    reader: &mut Reader,
    fields: Fields<'_>,
    coding: &Coding,
    calculation: &mut Calculation,
) -> (u8, u8) {
    let all = (0, MOST_AMBULATION);
    let most = if coding.legacy { 12 } else { MOST_AMBULATION };
    let code = read_known(reader, fields, "ambulation", up_to(most)).map(|code| {
        // At most 15, as read.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let ends = (code.low as u8, code.high as u8);
        if coding.legacy {
            let of = |code| from_legacy(code).unwrap_or(all);
            (of(ends.0).0, of(ends.1).1)
        } else {
            ends
        }
    });
    let distance = read_as(reader, fields, "distance", "walking_distance");
    let aid = reader.optional(fields, "aid", |reader, value| {
        if value.as_text() == Some(crate::answers::UNKNOWN) {
            return None;
        }
        let aid = read_word(reader, value, &AIDS)?;
        calculation
            .steps
            .extend(value.as_text().map(|name| Step::text("walking_aid", name)));
        Some(aid)
    });
    if let Some(metres) = distance.filter(|metres| metres.is_point()) {
        let step = Step::number("walking_distance", metres.low, Some("m"));
        calculation.steps.push(step);
    }
    let walked = aid.map(|aid| ambulation_from_walking(aid, distance, None));
    let (code, walked) = (code.unwrap_or(all), walked.unwrap_or(all));
    let both = (code.0.max(walked.0), code.1.min(walked.1));
    if both.0 > both.1 {
        reader.error_at(
            "aid",
            Code::Inconsistent,
            "what goes with the ambulation score",
        );
        return all;
    }
    both
}

/// Combinations that an examiner would look at again. They change no score.
fn look_for_oddities(calculation: &mut Calculation, grades: Grades, ambulation: u8) {
    let [_, _, pyramidal, cerebellar, ..] = grades;
    let legs = [("pyramidal", pyramidal, 5), ("cerebellar", cerebellar, 5)];
    if ambulation == 1 && grades.iter().all(|grade| *grade < 2) {
        calculation.warn("restricted_walking_without_signs", "ambulation");
    }
    for (name, grade, impossible) in legs {
        if ambulation <= 2 && grade >= impossible {
            calculation.warn("impossible_walking", name);
        } else if ambulation == 0 && grade >= 4 {
            calculation.warn("severe_signs_with_free_walking", name);
        }
    }
    if ambulation <= 2 {
        let score = score(grades, ambulation);
        for (grade, (name, ..)) in grades.into_iter().zip(SYSTEMS) {
            if grade * 2 > score.half_steps() {
                calculation.warn("below_one_system", name);
            }
        }
        if !is_listed(grades) {
            calculation.warn("combination_not_listed", "");
        }
    }
}

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
