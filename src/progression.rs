//! Confirmed change of the EDSS over the years: worsening, improvement, and how worsening stands to
//! relapses.
//!
//! **Definitions** *Confirmed worsening* (CDW): a score higher than a reference score by at least a
//! threshold, and still so at a later visit, 12 or 24 weeks on. *Confirmed improvement* (CDI): the same
//! downwards. *RAW*: a worsening that goes with a relapse, by default at most 90 days after one began.
//! *PIRA*: one that does not, with no relapse in given intervals around the event and its confirmation.
//! A worsening that is neither is *undefined*. The date of an event is that of its first visit.
//!
//! **How it is found** The first visit that is far enough from a relapse is the reference. The next
//! visit that differs from it by the threshold is a candidate. Visits inside of the window of
//! confirmation, and far enough from a relapse, can confirm it; all visits up to the first of them must
//! hold. The search goes on from there, with the old reference or, where it roves, with a new one.
//!
//! **Options** bear the names and the defaults of the published reference: `event` firstCDW, `baseline`
//! fixed, `conf_days` 84, `conf_tol_days` 7 before and 730.5 after (both ends count), `relapse_to_bl`
//! 30, `relapse_to_event` 0, `relapse_to_conf` 30, `relapse_assoc` 90, `relapse_indep` event (90, 30)
//! and conf (90, 30), `check_intermediate` true, `delta_fun` msprog. A relapse is told by its first day.
//!
//! **Population** people with multiple sclerosis, scored by trained examiners. Of events confirmed at 3,
//! 6, 12 and 24 months 70, 74, 80 and 89 % still stand after five years (Kalincik et al., Brain
//! 2015;138:3287–3298).
//! **Citation** Montobbio et al., Mult Scler 2024;30:1185–1192, doi:10.1177/13524585241243157 (the
//! reference program); Müller et al., JAMA Neurol 2025;82:614, doi:10.1001/jamaneurol.2025.0495.
//!
//! Known disagreements with the reference: it takes the last row of a day with two scores, and scores
//! that do not exist (0.5, 3.3); both are refused here. It throws a die where `impute_last_visit` is
//! between 0 and 1; here it is 0, 1 or a number of days. With a fixed reference and all events wanted,
//! one lasting worsening is found again and again, there as here: use a roving one to count. Where the
//! first interval of `relapse_indep` has no left side, the reference stops with an error of its own; here
//! it begins at the visit before. A worsening that was not to be told apart has no `CDW_type`.

pub mod course;
pub mod options;
pub mod rules;
pub mod search;

pub use course::{Course, Visit};
pub use options::Options;
pub use rules::{relapse_rules, worsening_rules};
pub use search::{Event, Found, search};

use crate::calculator::{Output, Warning};
use crate::error::{Code, Error};
use crate::formula::Step;
use crate::formula::edss::HalfSteps;
use crate::value::{Reader, Value};
use search::{Direction, Kind, Reason};
use serde::{Serialize, Serializer};

/// An event as the reference's table has it, with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgressionEvent {
    /// The columns, in their order.
    pub columns: Vec<(String, Output)>,
    /// Why it is one.
    pub because: Vec<Step>,
}

impl Serialize for ProgressionEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(untagged)]
        enum Cell<'e> {
            Column(&'e Output),
            Because(&'e [Step]),
        }
        let columns = self
            .columns
            .iter()
            .map(|(name, cell)| (name.as_str(), Cell::Column(cell)));
        serializer.collect_map(columns.chain([("because", Cell::Because(&self.because))]))
    }
}

/// A reference score, and what counts as a change from it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Baseline {
    /// The day of its visit.
    pub date: String,
    /// The score.
    pub value: f64,
    /// The least score that is worse; none if there is no such score.
    pub worsening_from: Option<f64>,
    /// The greatest score that is better; none if there is no such score.
    pub improvement_to: Option<f64>,
    /// `first_visit`, `moved_on` or `after_relapse`.
    pub reason: &'static str,
}

/// All events of one person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Progression {
    /// In order of time.
    pub events: Vec<ProgressionEvent>,
    /// From the first visit to the last.
    pub follow_up_days: i32,
    /// What to look at.
    pub warnings: Vec<Warning>,
    /// The reference scores that were used, in their order.
    pub baselines: Vec<Baseline>,
}

/// Finds the confirmed changes of a person: visits `{date, edss}` in any order, the days on which
/// relapses began, and options, of which none is needed.
///
/// # Errors
/// `missing_input` without a visit, `inconsistent` for two scores on one day, `out_of_range`,
/// `bad_date`, `wrong_type`, `not_finite`, `unknown_field`, `too_large`. The field is such as
/// "visits/3/edss", "relapses/0" or "options/conf_days".
pub fn progression(
    visits: &Value,
    relapses: &Value,
    options: &Value,
) -> Result<Progression, Error> {
    for value in [visits, relapses, options] {
        value.check_size()?;
    }
    let mut reader = Reader::default();
    let course = course::read(&mut reader, visits, relapses);
    let options = reader.within("options", |reader| Options::read(reader, options));
    if let Some(problem) = reader.finish().into_iter().next() {
        return Err(problem.into());
    }
    let (Some((course, late)), Some(options)) = (course, options) else {
        // A reader that gives nothing has said why; this is for the type's sake.
        return Err(Error {
            code: Code::MissingInput,
            field: None,
            expected: None,
        });
    };
    let found = search(&course, &options);
    let warning = |place: usize| Warning {
        code: "relapse_after_last_visit".to_string(),
        field: Some(["relapses/", &place.to_string()].concat()),
        did_you_mean: None,
    };
    let told = found.events.iter().enumerate();
    Ok(Progression {
        events: told
            .map(|(place, event)| tell(&course, &options, place + 1, event))
            .collect(),
        follow_up_days: days(&course, 0, course.visits.len().saturating_sub(1)),
        warnings: late.into_iter().map(warning).collect(),
        baselines: found
            .references
            .iter()
            .map(|reference| baseline(&course, &options, reference))
            .collect(),
    })
}

fn day(course: &Course, visit: usize) -> String {
    course
        .visits
        .get(visit)
        .map_or(String::new(), |visit| visit.date.to_string())
}

fn score(course: &Course, visit: usize) -> f64 {
    course
        .visits
        .get(visit)
        .map_or(0.0, |visit| visit.edss.score())
}

fn days(course: &Course, from: usize, to: usize) -> i32 {
    let ends = (course.visits.get(from), course.visits.get(to));
    let (Some(from), Some(to)) = ends else {
        return 0;
    };
    to.date.days_since(from.date)
}

fn baseline(course: &Course, options: &Options, reference: &search::Reference) -> Baseline {
    let from = reference.edss;
    let step = options.rule.steps(from);
    let is_worse = |to: &HalfSteps| to.half_steps() >= from.half_steps() + step;
    let is_better = |to: &HalfSteps| to.half_steps() + step <= from.half_steps();
    let worse = HalfSteps::all().find(is_worse).map(HalfSteps::score);
    let better = HalfSteps::all()
        .filter(is_better)
        .last()
        .map(HalfSteps::score);
    Baseline {
        date: day(course, reference.visit),
        value: from.score(),
        worsening_from: worse,
        improvement_to: better,
        reason: match reference.reason {
            Reason::First => "first_visit",
            Reason::Moved => "moved_on",
            Reason::Relapse => "after_relapse",
        },
    }
}

fn tell(course: &Course, options: &Options, number: usize, event: &Event) -> ProgressionEvent {
    let date = |visit| Output::Text(day(course, visit));
    let value = |visit| Output::Number(score(course, visit));
    let between = |from, to| Output::Number(f64::from(days(course, from, to)));
    let worse = event.direction == Direction::Worsening;
    // One that nobody asked to be told apart is not called undefined.
    let kind = match event.kind {
        Kind::Pira => Output::Text("PIRA".to_string()),
        Kind::Raw => Output::Text("RAW".to_string()),
        Kind::Undefined => Output::Text("undefined".to_string()),
        Kind::Plain => Output::None,
    };
    let (reference, visit, last) = (event.reference, event.visit, course.visits.len() - 1);
    // At most 20,000 events.
    #[allow(clippy::cast_precision_loss)]
    let number = number as f64;
    let mut columns: Vec<(String, Output)> = [
        ("nevent", Output::Number(number)),
        (
            "event_type",
            Output::Text(if worse { "CDW" } else { "CDI" }.to_string()),
        ),
        ("CDW_type", kind),
        ("date", date(visit)),
        ("value", value(visit)),
        ("bl_date", date(reference.visit)),
        ("bl_value", Output::Number(reference.edss.score())),
        ("last_delta_date", date(event.last_delta)),
        (
            "last_delta_value",
            Output::Number(event.last_delta_edss.score()),
        ),
        ("total_fu", between(0, last)),
        ("time2event", between(0, visit)),
        ("bl2event", between(reference.visit, visit)),
    ]
    .map(|(name, cell)| (name.to_string(), cell))
    .into();
    let threshold = f64::from(options.rule.steps(reference.edss)) / 2.0;
    let mut because = vec![
        Step::text("baseline_date", day(course, reference.visit)),
        Step::number("baseline", reference.edss.score(), None),
        Step::text("rule", options.rule_name),
        Step::number("threshold", threshold, None),
        Step::text("event_date", day(course, visit)),
        Step::number("event", score(course, visit), None),
    ];
    for (prefix, confirmed) in [
        ("conf", &event.confirmed),
        ("PIRA_conf", &event.pira_confirmed),
    ] {
        for ((conf, ..), visit) in options.conf_days.iter().zip(confirmed) {
            let name = [prefix, &conf.to_string()].concat();
            let (on, at) = visit.map_or((Output::None, Output::None), |v| (date(v), value(v)));
            columns.push(([&name, "_date"].concat(), on));
            columns.push(([&name, "_value"].concat(), at));
            if let Some(visit) = visit.filter(|_| prefix == "conf") {
                because.push(Step::text("confirmation_date", day(course, visit)));
                because.push(Step::number("confirmation", score(course, visit), None));
            }
        }
    }
    columns.push(("sust_days".to_string(), between(visit, event.sustained)));
    columns.push((
        "sust_last".to_string(),
        Output::Bool(event.sustained == last),
    ));
    let symbol = if event.kind == Kind::Raw {
        "relapse_before"
    } else {
        "relapse_breaks_pira"
    };
    because.extend(
        event
            .relapses
            .iter()
            .map(|day| Step::text(symbol, day.to_string())),
    );
    if event.imputed {
        because.push(Step::text("imputed", "true"));
    }
    ProgressionEvent { columns, because }
}
