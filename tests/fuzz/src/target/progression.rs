//! Visits in any order, relapses, and every option.

use crate::answer::map;
use crate::draw::{Draw, assert_discreet};
use trial_prescreen::{Value, progression};

const WORDS: [(&str, &[&str]); 6] = [
    (
        "event",
        &[
            "firstCDW",
            "firstCDI",
            "first",
            "firstPIRA",
            "firstRAW",
            "multiple",
        ],
    ),
    (
        "baseline",
        &["fixed", "roving_impr", "roving_wors", "roving"],
    ),
    ("proceed_from", &["firstconf", "event"]),
    (
        "sub_threshold_rebl",
        &["none", "improvement", "worsening", "event"],
    ),
    ("skip_local_extrema", &["none", "strict", "all"]),
    (
        "delta_fun",
        &[
            "source",
            "msprog",
            "three_tier",
            "two_tier",
            "d55",
            "lt6",
            "two55",
        ],
    ),
];
const FLAGS: [&str; 4] = ["RAW_PIRA", "bl_geq", "relapse_rebl", "check_intermediate"];
const DAYS: [&str; 8] = [
    "conf_days",
    "conf_tol_days",
    "require_sust_days",
    "relapse_to_bl",
    "relapse_to_event",
    "relapse_to_conf",
    "relapse_assoc",
    "impute_last_visit",
];

pub fn run(bytes: &[u8]) {
    let mut draw = Draw::new(bytes);
    let visits: Vec<Value> = (0..draw.below(9)).map(|_| visit(&mut draw)).collect();
    let relapses: Vec<Value> = (0..draw.below(4))
        .map(|_| Value::Text(draw.date()))
        .collect();
    let options = options(&mut draw);
    let found = progression(
        &Value::List(visits.clone()),
        &Value::List(relapses.clone()),
        &options,
    );
    match found {
        Ok(found) => {
            assert!(found.follow_up_days >= 0);
            let most = visits.len() * 2;
            assert!(found.events.len() <= most, "more events than visits");
            // The order of the rows is nothing, but for the numbers of the rows in warnings.
            let backwards = |rows: Vec<Value>| Value::List(rows.into_iter().rev().collect());
            let other = progression(&backwards(visits), &backwards(relapses), &options);
            let other = other.expect("the same rows");
            assert_eq!(other.events, found.events, "the order of the rows");
            assert_eq!(other.baselines, found.baselines, "the order of the rows");
            assert_eq!(other.warnings.len(), found.warnings.len());
        }
        Err(error) => assert_discreet(&error.to_string()),
    }
}

fn visit(draw: &mut Draw<'_>) -> Value {
    if draw.once_in(48) {
        return draw.junk(2);
    }
    let edss = match draw.once_in(48) {
        true => Value::Number(draw.number()),
        #[allow(clippy::cast_precision_loss)] // At most 20.
        false => Value::Number(match draw.below(20) {
            0 => 0.0,
            half => (half + 1) as f64 / 2.0,
        }),
    };
    map([
        ("date", Some(Value::Text(draw.date()))),
        ("edss", Some(edss)),
    ])
}

fn days(draw: &mut Draw<'_>) -> Value {
    match draw.below(12) {
        0 => Value::Text("inf".to_string()),
        1 => Value::Number(draw.number()),
        #[allow(clippy::cast_precision_loss)] // A small number.
        _ => Value::Number(draw.below(400) as f64),
    }
}

fn options(draw: &mut Draw<'_>) -> Value {
    let mut options = Vec::new();
    for (name, words) in WORDS {
        if draw.once_in(2) {
            options.push((
                name.to_string(),
                Value::Text((*draw.one(words)).to_string()),
            ));
        }
    }
    for name in FLAGS {
        if draw.once_in(3) {
            options.push((name.to_string(), Value::Bool(draw.once_in(2))));
        }
    }
    for name in DAYS {
        if draw.once_in(4) {
            let value = match draw.once_in(3) {
                true => Value::List(vec![days(draw), days(draw)]),
                false => days(draw),
            };
            options.push((name.to_string(), value));
        }
    }
    if draw.once_in(4) {
        let mut sides = || Some(Value::List(vec![days(draw), days(draw)]));
        let (prec, event, conf) = (sides(), sides(), sides());
        let independence = map([("prec", prec), ("event", event), ("conf", conf)]);
        options.push(("relapse_indep".to_string(), independence));
    }
    if draw.once_in(24) {
        options.push((draw.key(), draw.junk(2)));
    }
    Value::Map(options)
}
