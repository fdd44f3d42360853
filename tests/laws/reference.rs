//! A second evaluator, as short as it can be and by another way: it enumerates what a person may
//! mean by an answer, every point of a range and every day of a month, and asks the rule about
//! each of them with plain truth. It knows only rules over measures that nothing else bears on.

use crate::people::{convert, limits};
use std::collections::BTreeMap;
use trial_prescreen::Value;
use trial_prescreen::catalogue::{Kind, Measure, row};
use trial_prescreen::date::{Date, DateRange};

/// Measures that stand for themselves: not computed, and no other answer counts beside them.
pub const PLAIN: [&str; 14] = [
    "birth_date",
    "alt",
    "hemoglobin",
    "inr",
    "neutrophils",
    "platelets",
    "new_gd_lesions",
    "ana_titer",
    "tb_exposure_3m",
    "type1_diabetes",
    "hbsag",
    "sex",
    "gcsf_last_date",
    "relapse_dates",
];

/// One thing that a person may mean.
#[derive(Clone, Debug)]
pub struct Exact {
    what: What,
    on: Option<Date>,
    upper_limit: f64,
}

#[derive(Clone, Debug)]
enum What {
    Number(f64),
    Yes(bool),
    Choice(String),
    Day(Option<Date>),
    Days(Vec<Date>),
}

/// What everything that a rule reads may mean at once.
pub type Point = BTreeMap<String, Exact>;

/// Which truths are possible. Both are, where the text can be read in two ways or nobody can know.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Possible {
    pub yes: bool,
    pub no: bool,
}

const EITHER: Possible = Possible {
    yes: true,
    no: true,
};

impl Possible {
    fn only(truth: bool) -> Possible {
        Possible {
            yes: truth,
            no: !truth,
        }
    }

    pub fn turned(self) -> Possible {
        Possible {
            yes: self.no,
            no: self.yes,
        }
    }

    pub fn or(self, other: Possible) -> Possible {
        Possible {
            yes: self.yes || other.yes,
            no: self.no || other.no,
        }
    }
}

/// At least so many of them hold.
fn at_least(n: usize, of: &[Possible]) -> Possible {
    let sure = of.iter().filter(|one| !one.no).count();
    let most = of.iter().filter(|one| one.yes).count();
    Possible {
        yes: most >= n,
        no: sure < n,
    }
}

fn number(value: Option<&Value>) -> Option<f64> {
    match value {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        _ => &[],
    }
}

fn birthday(born: Date, year: i32) -> Date {
    let (_, month, day) = born.parts();
    let there = Date::new(year, month, day);
    there
        .or(Date::new(year, 3, 1))
        .expect("a year that is read")
}

fn completed_years(born: Date, day: Date) -> i32 {
    let (year, ..) = day.parts();
    year - born.parts().0 - i32::from(birthday(born, year) > day)
}

/// The day after so much time; in a month without that day, the last one.
fn after(event: Date, body: &Value) -> Date {
    let count = |key: &str| number(body.get(key));
    #[allow(clippy::cast_possible_truncation)] // As the tests write them.
    let whole = |n: f64| n as i32;
    if let Some(days) = count("days") {
        return event.plus_days(whole(days));
    }
    if let Some(weeks) = count("weeks") {
        return event.plus_days(whole(weeks) * 7);
    }
    let months = count("months").or(count("years").map(|n| n * 12.0));
    let (year, month, day) = event.parts();
    let count = year * 12 + month - 1 + whole(months.expect("a time"));
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    let last = (1..=day).rev().find_map(|day| Date::new(year, month, day));
    last.expect("a year that is read")
}

/// Against a limit; what differs in the tenth digit is a tie.
fn compared(verb: &str, value: f64, limit: &dyn Fn(&str) -> f64) -> bool {
    let tie = |limit: f64| (value - limit).abs() <= 1e-9 * limit.abs();
    let over = |limit: f64| value > limit && !tie(limit);
    match verb {
        "at_least" => over(limit("value")) || tie(limit("value")),
        "above" => over(limit("value")),
        "at_most" => !over(limit("value")),
        "below" => !over(limit("value")) && !tie(limit("value")),
        "between" => (over(limit("from")) || tie(limit("from"))) && !over(limit("to")),
        verb => panic!("no comparison: {verb}"),
    }
}

/// What a rule may be on a day, for one meaning of all answers. `counts` are the times for which
/// results count, from the rules around.
pub fn truth(rule: &Value, point: &Point, day: Date, counts: &[&Value]) -> Possible {
    let Value::Map(entries) = rule else {
        panic!("a rule is a map");
    };
    let (verb, body) = &entries[0];
    let of = |rules: &Value| -> Vec<Possible> {
        list(rules)
            .iter()
            .map(|rule| truth(rule, point, day, counts))
            .collect()
    };
    match verb.as_str() {
        "not" => return truth(body, point, day, counts).turned(),
        "any" => return at_least(1, &of(body)),
        "all" => return at_least(list(body).len(), &of(body)),
        "at_least_n" => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A small number.
            let n = number(body.get("n")).expect("n") as usize;
            return at_least(n, &of(body.get("of").expect("rules")));
        }
        "recent" => {
            let counts = [counts, &[body]].concat();
            return truth(body.get("rule").expect("a rule"), point, day, &counts);
        }
        "judgement" => return EITHER,
        _ => {}
    }
    let id = body
        .get("measure")
        .and_then(Value::as_text)
        .expect("a measure");
    // Laboratories have no upper limit for an age.
    if id == "age" && verb == "times_upper_limit" {
        return EITHER;
    }
    if id == "age" {
        let What::Day(Some(born)) = point["birth_date"].what else {
            panic!("a birth date");
        };
        let years = f64::from(completed_years(born, day));
        let limit = |key: &str| number(body.get(key)).expect(key);
        return Possible::only(compared(verb, years, &limit));
    }
    let exact = &point[id];
    let is_recent = |body: &&Value| exact.on.is_some_and(|on| day <= after(on, body));
    if !counts.iter().all(is_recent) {
        return EITHER;
    }
    match (verb.as_str(), &exact.what) {
        ("yes", What::Yes(yes)) => Possible::only(*yes),
        ("one_of", What::Choice(choice)) => {
            let values = list(body.get("values").expect("values"));
            Possible::only(values.iter().any(|value| value.as_text() == Some(choice)))
        }
        ("times_upper_limit", What::Number(value)) => {
            let Value::Map(entries) = body else {
                panic!("a map");
            };
            let (verb, limit) = entries
                .iter()
                .find(|(key, _)| key != "measure")
                .expect("a limit");
            let limit = number(Some(limit)).expect("a limit");
            Possible::only(compared(verb, value / exact.upper_limit, &|_| limit))
        }
        ("within_last", What::Days(days)) => {
            let mut days = days.clone();
            days.sort_unstable();
            days.dedup();
            let each: Vec<Possible> = days.iter().map(|event| within(*event, day, body)).collect();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A small number.
            let n = number(body.get("n")).unwrap_or(1.0) as usize;
            at_least(n, &each)
        }
        ("within_last", what) => match event(what, exact.on) {
            Some(Some(event)) => within(event, day, body),
            Some(None) => Possible::only(false),
            None => EITHER,
        },
        ("at_least_ago", what) => match (event(what, exact.on), counted_to(body, point, day)) {
            (Some(None), _) => Possible::only(true),
            (Some(Some(event)), Some((to, is_today))) => {
                Possible::only(after(event, body) <= to || (!is_today && event > to))
            }
            _ => EITHER,
        },
        (verb, What::Number(value)) => {
            let written = body.get("unit").and_then(Value::as_text);
            let unit = row(id)
                .and_then(|row| row.quantity)
                .map(|q| q.canonical().code);
            let limit = |key: &str| {
                let limit = number(body.get(key)).expect(key);
                match (written, unit) {
                    (Some(written), Some(unit)) => convert(id, limit, written, unit),
                    _ => limit,
                }
            };
            Possible::only(compared(verb, *value, &limit))
        }
        (verb, what) => panic!("{verb} of {what:?}"),
    }
}

/// On the last day itself the text can be read in both ways.
fn within(event: Date, day: Date, body: &Value) -> Possible {
    let over = after(event, body);
    Possible {
        yes: day <= over,
        no: day >= over,
    }
}

/// The day of an event, or that there was none; nothing where the answer has no day.
fn event(what: &What, on: Option<Date>) -> Option<Option<Date>> {
    match what {
        What::Day(day) => Some(*day),
        _ => on.map(Some),
    }
}

/// The day to which a time is counted, and whether it is simply the day asked about. A result
/// without a day is one of that day.
fn counted_to(body: &Value, point: &Point, day: Date) -> Option<(Date, bool)> {
    let Some(at) = body.get("at").and_then(Value::as_text) else {
        return Some((day, true));
    };
    let on = point.get(at)?.on;
    Some((on.unwrap_or(day), on.is_none()))
}

/// Every measure that a rule reads.
pub fn reads(rule: &Value, ids: &mut Vec<String>) {
    match rule {
        Value::List(items) => items.iter().for_each(|item| reads(item, ids)),
        Value::Map(entries) => {
            for (key, value) in entries {
                let named = value
                    .as_text()
                    .filter(|_| ["measure", "at"].contains(&key.as_str()));
                match named {
                    Some("age") => ids.push("birth_date".to_string()),
                    Some(id) => ids.push(id.to_string()),
                    None => reads(value, ids),
                }
            }
        }
        _ => {}
    }
    ids.sort_unstable();
    ids.dedup();
}

/// At most so many of a list, with its ends.
fn thinned<T: Clone>(list: Vec<T>, most: usize) -> Vec<T> {
    if list.len() <= most {
        return list;
    }
    let last = list.len() - 1;
    (0..most)
        .map(|place| list[place * last / (most - 1)].clone())
        .collect()
}

fn days(text: &str, as_of: Date) -> Vec<Date> {
    let range = DateRange::parse(text).expect("a date");
    let latest = range.latest.min(as_of);
    let count = latest.days_since(range.earliest);
    (0..=count)
        .map(|day| range.earliest.plus_days(day))
        .collect()
}

/// Whether the person has said something of it that can be used.
pub fn is_answered(answer: Option<&Value>) -> bool {
    let word = answer.and_then(|answer| answer.get("value").or(Some(answer)));
    let word = word.and_then(Value::as_text);
    answer.is_some() && word != Some("unknown") && word != Some("not_done")
}

/// Everything that may be meant by an answer, or by none.
pub fn meanings(measure: &Measure, answer: Option<&Value>, as_of: Date, most: usize) -> Vec<Exact> {
    let answered = is_answered(answer);
    let answer = answer.filter(|_| answered);
    let back = |days: i32| as_of.plus_days(-days);
    let on: Vec<Option<Date>> = match answer.map(|answer| answer.get("on").and_then(Value::as_text))
    {
        None => vec![None, Some(as_of), Some(back(200)), Some(back(20_000))],
        Some(None) => vec![None],
        Some(Some(text)) => days(text, as_of).into_iter().map(Some).collect(),
    };
    let least = row(&measure.id).and_then(|row| row.least_upper_limit);
    let limit = answer.and_then(|answer| answer.get("upper_limit"));
    let upper_limits = match limit {
        Some(limit) => vec![canonical(measure, limit, "value").expect("a number")],
        None if measure.kind == Kind::Quantity => vec![least.unwrap_or(0.0).max(1e-3), 1e6],
        None => vec![1.0],
    };
    let inner = answer.map(|answer| answer.get("value").unwrap_or(answer));
    let what: Vec<What> = match measure.kind {
        Kind::YesNo => match inner {
            Some(Value::Bool(yes)) => vec![What::Yes(*yes)],
            _ => vec![What::Yes(false), What::Yes(true)],
        },
        Kind::Choice => {
            let all = measure
                .choices
                .iter()
                .filter(|choice| *choice != "not_done");
            let told = inner.and_then(Value::as_text);
            let these = all.filter(|choice| told.is_none_or(|told| told == *choice));
            these.cloned().map(What::Choice).collect()
        }
        Kind::Date => match inner.and_then(Value::as_text) {
            Some("never") => vec![What::Day(None)],
            Some(text) => days(text, as_of)
                .into_iter()
                .map(|day| What::Day(Some(day)))
                .collect(),
            None => {
                let never = measure.never.then_some(What::Day(None));
                let some =
                    [0, 30, 100, 400, 6600, 8000, 20_000].map(|days| What::Day(Some(back(days))));
                never.into_iter().chain(some).collect()
            }
        },
        Kind::Dates => match inner {
            Some(list_) => combinations(list(list_), as_of),
            None => vec![Vec::new(), vec![as_of], (0..4).map(back).collect()],
        }
        .into_iter()
        .map(What::Days)
        .collect(),
        _ => numbers(measure, answer, &upper_limits)
            .into_iter()
            .map(What::Number)
            .collect(),
    };
    let what = thinned(what, most);
    let on = thinned(on, most.div_ceil(what.len()).max(2));
    let mut all = Vec::new();
    for what in &what {
        for on in &on {
            for upper_limit in &upper_limits {
                let (what, on, upper_limit) = (what.clone(), *on, *upper_limit);
                all.push(Exact {
                    what,
                    on,
                    upper_limit,
                });
            }
        }
    }
    all
}

/// A day for each of several dates: the ends and the middle of what it may be.
fn combinations(dates: &[Value], as_of: Date) -> Vec<Vec<Date>> {
    let mut all: Vec<Vec<Date>> = vec![Vec::new()];
    for date in dates {
        let days = thinned(days(date.as_text().expect("a date"), as_of), 3);
        let with = |one: &Vec<Date>| -> Vec<Vec<Date>> {
            days.iter()
                .map(|day| [one.as_slice(), &[*day]].concat())
                .collect()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

fn canonical(measure: &Measure, answer: &Value, key: &str) -> Option<f64> {
    let typed = number(answer.get(key))?;
    let unit = answer.get("unit").and_then(Value::as_text);
    Some(match (unit, measure.unit.as_deref()) {
        (Some(unit), Some(own)) => convert(&measure.id, typed, unit, own),
        _ => typed,
    })
}

/// Numbers that may be meant, with all on which a rule may turn and their neighbours.
fn numbers(measure: &Measure, answer: Option<&Value>, upper_limits: &[f64]) -> Vec<f64> {
    let hard = measure
        .hard
        .map_or((0.0, 1e6), |hard| (hard.low, hard.high));
    let is_titre = measure.kind == Kind::Titre;
    let whole = is_titre || measure.kind == Kind::Count;
    let value = answer.map(|answer| answer.get("value").unwrap_or(answer));
    let end = |key: &str| answer.and_then(|answer| canonical(measure, answer, key));
    let step = |limit: f64| limit.abs().max(1e-9) * 1e-6;
    let (low, high) = match (
        value,
        end("low").zip(end("high")),
        end("above"),
        end("below"),
    ) {
        (_, Some(ends), ..) => ends,
        (.., Some(above), _) => (above + step(above), hard.1),
        (.., Some(below)) => (hard.0, below - step(below)),
        (Some(Value::Text(word)), ..) => match word.as_str() {
            "positive_no_titre" => (1.0, 1e6),
            "negative" => (0.0, 79.0),
            text => {
                let digits = text.trim_start_matches("1:").trim_start_matches("1/");
                let exact: f64 = digits.parse().expect("a titre");
                (exact, exact)
            }
        },
        (Some(Value::Number(typed)), ..) => {
            let exact = end("value").unwrap_or(*typed);
            (exact, exact)
        }
        _ => hard,
    };
    let own = limits(&measure.id)
        .iter()
        .flat_map(|limit| [*limit, limit * 0.8]);
    let multiples = upper_limits
        .iter()
        .flat_map(|limit| [0.9, 1.0, 1.5].map(|n| n * limit));
    let near = |cut: f64| {
        if whole {
            [cut - 1.0, cut, cut + 1.0]
        } else {
            [cut - step(cut), cut, cut + step(cut)]
        }
    };
    let mut all: Vec<f64> = own
        .chain(multiples)
        .flat_map(near)
        .chain([low, high, f64::midpoint(low, high)])
        .collect();
    if whole {
        all.iter_mut().for_each(|number| *number = number.floor());
    }
    all.retain(|number| (low..=high).contains(number));
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}
