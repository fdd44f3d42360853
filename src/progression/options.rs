//! The options, by the names of the published reference.

use super::rules;
use crate::error::Code;
use crate::formula::edss::{WORSENING, Worsening};
use crate::measures::read_word;
use crate::value::{Fields, Reader, Value};

/// Which events are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The first confirmed worsening.
    FirstCdw,
    /// The first confirmed improvement.
    FirstCdi,
    /// The first of either.
    First,
    /// The first worsening independent of relapses.
    FirstPira,
    /// The first worsening that goes with a relapse.
    FirstRaw,
    /// All.
    Multiple,
}

/// Whether the reference score moves on after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roving {
    /// After a confirmed improvement.
    pub after_improvement: bool,
    /// After a confirmed worsening.
    pub after_worsening: bool,
}

/// Which local highs and lows no reference score may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extrema {
    /// They may.
    None,
    /// Not those that reach the threshold.
    Strict,
    /// None.
    All,
}

/// From which visit the time before a worsening counts that has to be free of relapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// The reference score.
    Baseline,
    /// The visit before.
    Last,
    /// The last visit from which the change is a worsening.
    LastDelta,
}

impl Before {
    /// The name that options take.
    #[must_use]
    pub fn name(self) -> &'static str {
        let known = BEFORE.iter().find(|(_, before)| *before == self);
        known.map_or("", |(name, _)| name)
    }
}

/// Days before and after a visit; an absent one joins with the neighbouring interval.
pub type Sides = (Option<f64>, Option<f64>);

/// The intervals that have to be free of relapses for a worsening to be independent of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Independence {
    /// Around the visit before.
    pub prec: Sides,
    /// Around the event.
    pub event: Sides,
    /// Around the confirmation.
    pub conf: Sides,
    /// Which visit is meant by the one before.
    pub prec_type: Before,
}

/// All options. Days are whole or half, and may be infinite.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Which events are wanted.
    pub event: Wanted,
    /// Whether the reference score moves on.
    pub baseline: Roving,
    /// Days to a confirmation, each with the days of tolerance before and after.
    pub conf_days: Vec<(u32, f64, f64)>,
    /// Whether worsening is told apart by relapses.
    pub raw_pira: bool,
    /// The search goes on from the confirmation; otherwise from the event.
    pub from_confirmation: bool,
    /// Confirmed changes below the threshold move the reference score: for improvement, worsening.
    pub sub_threshold: (bool, bool),
    /// A new reference score is never below the one before.
    pub bl_geq: bool,
    /// A new reference score after each relapse.
    pub relapse_rebl: bool,
    /// Local highs and lows.
    pub skip_local_extrema: Extrema,
    /// Days for which a change must last; zero for any.
    pub require_sust_days: f64,
    /// All visits up to the confirmation must hold.
    pub check_intermediate: bool,
    /// Days from the last and to the next relapse for a reference score.
    pub relapse_to_bl: (f64, f64),
    /// The same for an event.
    pub relapse_to_event: (f64, f64),
    /// The same for a confirmation.
    pub relapse_to_conf: (f64, f64),
    /// Days after the last and before the next relapse in which a worsening goes with it.
    pub relapse_assoc: (f64, f64),
    /// What makes a worsening independent of relapses.
    pub relapse_indep: Independence,
    /// A worsening at the last visit counts unconfirmed within so many days of the first.
    pub impute_last_visit: Option<f64>,
    /// How much counts.
    pub rule: Worsening,
    /// The name of that rule.
    pub rule_name: &'static str,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            event: Wanted::FirstCdw,
            baseline: Roving {
                after_improvement: false,
                after_worsening: false,
            },
            conf_days: vec![(84, 7.0, 730.5)],
            raw_pira: false,
            from_confirmation: true,
            sub_threshold: (false, false),
            bl_geq: false,
            relapse_rebl: false,
            skip_local_extrema: Extrema::None,
            require_sust_days: 0.0,
            check_intermediate: true,
            relapse_to_bl: (30.0, 0.0),
            relapse_to_event: (0.0, 0.0),
            relapse_to_conf: (30.0, 0.0),
            relapse_assoc: (90.0, 0.0),
            relapse_indep: Independence {
                prec: (Some(0.0), Some(0.0)),
                event: (Some(90.0), Some(30.0)),
                conf: (Some(90.0), Some(30.0)),
                prec_type: Before::Baseline,
            },
            impute_last_visit: None,
            rule: Worsening::Msprog,
            rule_name: "msprog",
        }
    }
}

const KEYS: [&str; 19] = [
    "event",
    "baseline",
    "conf_days",
    "conf_tol_days",
    "RAW_PIRA",
    "proceed_from",
    "sub_threshold_rebl",
    "bl_geq",
    "relapse_rebl",
    "skip_local_extrema",
    "require_sust_days",
    "check_intermediate",
    "relapse_to_bl",
    "relapse_to_event",
    "relapse_to_conf",
    "relapse_assoc",
    "relapse_indep",
    "impute_last_visit",
    "delta_fun",
];

impl Options {
    /// Reads options; what is absent is as the reference has it.
    pub fn read(reader: &mut Reader, value: &Value) -> Option<Options> {
        let usual = Options::default();
        if matches!(value, Value::Null) {
            return Some(usual);
        }
        let fields = reader.map(value, &KEYS)?;
        let event = word(reader, fields, "event", &EVENTS).unwrap_or(usual.event);
        let raw_pira = flag(reader, fields, "RAW_PIRA", false);
        let relapse_rebl = flag(reader, fields, "relapse_rebl", false);
        let (after_improvement, after_worsening) =
            word(reader, fields, "baseline", &BASELINES).unwrap_or((false, false));
        let rule_name = fields.get("delta_fun").and_then(Value::as_text);
        let rule = word(reader, fields, "delta_fun", &WORSENING);
        let known = WORSENING.iter().find(|(name, _)| Some(*name) == rule_name);
        let pair = |reader: &mut Reader, key: &str, usual| {
            let read = reader.optional(fields, key, |r, v| read_pair(r, v, false));
            read.unwrap_or(usual)
        };
        let tolerance = reader.optional(fields, "conf_tol_days", |r, v| read_pair(r, v, true));
        let tolerance = tolerance.unwrap_or((7.0, 730.5));
        let conf_days = reader.optional(fields, "conf_days", |reader, value| {
            let days = match value {
                Value::List(items) if items.is_empty() || items.len() > 10 => {
                    reader.error(Code::OutOfRange, "one to ten numbers of days");
                    return None;
                }
                Value::List(_) => reader.each(value, |reader, value| reader.whole(value, 1)),
                value => vec![reader.whole(value, 1)?],
            };
            Some(days)
        });
        Some(Options {
            event,
            baseline: Roving {
                after_improvement,
                after_worsening,
            },
            conf_days: conf_days
                .unwrap_or(vec![84])
                .into_iter()
                .map(|days| (days, tolerance.0, tolerance.1))
                .collect(),
            raw_pira: match event {
                Wanted::FirstCdw | Wanted::Multiple | Wanted::First => raw_pira,
                Wanted::FirstCdi => false,
                Wanted::FirstPira | Wanted::FirstRaw => true,
            },
            from_confirmation: word(reader, fields, "proceed_from", &FROM).unwrap_or(true),
            sub_threshold: word(reader, fields, "sub_threshold_rebl", &SUB_THRESHOLD)
                .unwrap_or((false, false)),
            // Only where a relapse moves the reference score.
            bl_geq: flag(reader, fields, "bl_geq", false) && relapse_rebl,
            relapse_rebl,
            skip_local_extrema: word(reader, fields, "skip_local_extrema", &EXTREMA)
                .unwrap_or(usual.skip_local_extrema),
            require_sust_days: reader
                .optional(fields, "require_sust_days", read_days)
                .unwrap_or(0.0),
            check_intermediate: flag(reader, fields, "check_intermediate", true),
            relapse_to_bl: pair(reader, "relapse_to_bl", usual.relapse_to_bl),
            relapse_to_event: pair(reader, "relapse_to_event", usual.relapse_to_event),
            relapse_to_conf: pair(reader, "relapse_to_conf", usual.relapse_to_conf),
            relapse_assoc: pair(reader, "relapse_assoc", usual.relapse_assoc),
            relapse_indep: reader
                .optional(fields, "relapse_indep", read_independence)
                .unwrap_or(usual.relapse_indep),
            impute_last_visit: reader
                .optional(fields, "impute_last_visit", read_imputed)
                .flatten(),
            rule: rule.unwrap_or(usual.rule),
            rule_name: known.map_or(usual.rule_name, |(name, _)| name),
        })
    }
}

const EVENTS: [(&str, Wanted); 6] = [
    ("firstCDW", Wanted::FirstCdw),
    ("firstCDI", Wanted::FirstCdi),
    ("first", Wanted::First),
    ("firstPIRA", Wanted::FirstPira),
    ("firstRAW", Wanted::FirstRaw),
    ("multiple", Wanted::Multiple),
];
const BASELINES: [(&str, (bool, bool)); 4] = [
    ("fixed", (false, false)),
    ("roving_impr", (true, false)),
    ("roving_wors", (false, true)),
    ("roving", (true, true)),
];
const FROM: [(&str, bool); 2] = [("firstconf", true), ("event", false)];
const SUB_THRESHOLD: [(&str, (bool, bool)); 4] = [
    ("none", (false, false)),
    ("improvement", (true, false)),
    ("worsening", (false, true)),
    ("event", (true, true)),
];
const EXTREMA: [(&str, Extrema); 3] = [
    ("none", Extrema::None),
    ("strict", Extrema::Strict),
    ("all", Extrema::All),
];
const BEFORE: [(&str, Before); 3] = [
    ("baseline", Before::Baseline),
    ("last", Before::Last),
    ("last_delta", Before::LastDelta),
];

fn word<T: Copy>(
    reader: &mut Reader,
    fields: Fields<'_>,
    key: &str,
    words: &[(&str, T)],
) -> Option<T> {
    reader.optional(fields, key, |reader, value| read_word(reader, value, words))
}

fn flag(reader: &mut Reader, fields: Fields<'_>, key: &str, usual: bool) -> bool {
    reader.optional(fields, key, Reader::bool).unwrap_or(usual)
}

/// Days from 0 on, or "inf".
fn read_days(reader: &mut Reader, value: &Value) -> Option<f64> {
    if value.as_text() == Some("inf") {
        return Some(f64::INFINITY);
    }
    let days = reader.number(value)?;
    if days < 0.0 {
        reader.error(
            Code::OutOfRange,
            "a number of days of at least 0, or \"inf\"",
        );
        return None;
    }
    Some(days)
}

/// Days before and after; one number is that before, or `both`.
fn read_pair(reader: &mut Reader, value: &Value, both: bool) -> Option<(f64, f64)> {
    let Value::List(items) = value else {
        let days = read_days(reader, value)?;
        return Some((days, if both { days } else { 0.0 }));
    };
    let [before, after] = &items[..] else {
        reader.error(Code::WrongType, "one number of days, or two");
        return None;
    };
    let before = reader.within("0", |reader| read_days(reader, before));
    let after = reader.within("1", |reader| read_days(reader, after));
    before.zip(after)
}

/// Intervals, or the name of a rule.
fn read_independence(reader: &mut Reader, value: &Value) -> Option<Independence> {
    if value.as_text().is_some() {
        let named: Vec<(&str, Independence)> = rules::independence().collect();
        return read_word(reader, value, &named);
    }
    let fields = reader.map(value, &["prec", "event", "conf", "prec_type"])?;
    let mut sides = |key: &str| {
        reader.required(fields, key, |reader, value| {
            let Value::List(items) = value else {
                return reader.wrong("a list of two");
            };
            let [before, after] = &items[..] else {
                return reader.wrong("a list of two");
            };
            let mut side = |value: &Value| match value {
                Value::Null => Some(None),
                value => read_days(reader, value).map(Some),
            };
            Some((side(before)?, side(after)?))
        })
    };
    let (prec, event, conf) = (sides("prec"), sides("event"), sides("conf"));
    let prec_type = word(reader, fields, "prec_type", &BEFORE).unwrap_or(Before::Baseline);
    Some(Independence {
        prec: prec?,
        event: event?,
        conf: conf?,
        prec_type,
    })
}

/// 0 for never, 1 for always, more for a number of days. A chance in between would need a die.
fn read_imputed(reader: &mut Reader, value: &Value) -> Option<Option<f64>> {
    let number = read_days(reader, value)?;
    if number > 0.0 && number < 1.0 {
        reader.error(Code::OutOfRange, "0, 1, or a number of days");
        return None;
    }
    Some(if number <= 0.0 {
        None
    } else if number <= 1.0 {
        Some(f64::INFINITY)
    } else {
        Some(number)
    })
}
