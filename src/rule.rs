//! Rules: a closed set of verbs over measures, as protocol sentences use them.

use crate::date::Span;
use crate::equation::Equation;
use crate::interval::Test;
use crate::measures::{Index, Table};
use crate::value::Value;
use serde::Serialize;

mod read;

/// Why a finding is on the border: its status is then always `unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The value as a laboratory prints it would decide otherwise.
    Rounding,
    /// The value typed and the value computed lie on different sides of the limit.
    Conflict,
    /// Two readings of the text, or two formulas, decide differently.
    ReadingsDiffer,
    /// Not met, but the study team may see it otherwise.
    TeamMayExempt,
    /// One high reading; measure again.
    MeasureAgain,
    /// A failing result older than 90 days; test again.
    OldResult,
    /// Two answers cannot both be true.
    Contradictory,
    /// The result was not obtained in the way the rule needs.
    UnsuitableResult,
    /// No formula holds for this person.
    OutsideValidity,
}

/// The reasons that a rule's author can give a judgement.
const JUDGEMENT_REASONS: [(&str, Reason); 3] = [
    ("team_may_exempt", Reason::TeamMayExempt),
    ("readings_differ", Reason::ReadingsDiffer),
    ("measure_again", Reason::MeasureAgain),
];

/// A rule. An exclusion's rule is written as its source says it.
#[derive(Clone, Debug)]
pub enum Rule {
    /// `at_least`, `at_most`, `above`, `below`, `between`.
    Compare(Box<Compare>),
    /// `is` and `one_of`: the numbers of the choices.
    OneOf(Index, Vec<usize>),
    /// `yes`.
    Yes(Index),
    /// `not`.
    Not(Box<Rule>),
    /// `any`.
    Any(Vec<Rule>),
    /// `all`.
    All(Vec<Rule>),
    /// `at_least_n`.
    AtLeastN(usize, Vec<Rule>),
    /// `within_last`: the day on which it ends is borderline.
    WithinLast(Index, Span),
    /// `at_least_ago`: from the day on which the time is over.
    AtLeastAgo(Index, Span),
    /// `times_upper_limit`: multiples of the laboratory's own upper limit.
    TimesUpperLimit(Index, Test),
    /// `judgement`: only the study team can say.
    Judgement(Option<Reason>),
    /// `agreement`: something the person or a caregiver agrees to.
    Agreement(Index),
}

/// A comparison with limits.
#[derive(Clone, Debug)]
pub struct Compare {
    /// What is compared.
    pub measure: Index,
    /// The limits as written.
    pub written: Test,
    /// The unit they are written in; none for a score.
    pub unit: Option<String>,
    /// The limits in the canonical unit.
    pub canonical: Test,
    /// The equations that decide, of a computed measure; all must agree.
    pub equations: Vec<&'static Equation>,
    /// Equations whose results are shown and decide nothing.
    pub beside: Vec<&'static Equation>,
}

impl Rule {
    /// The rule as a definition writes it.
    #[must_use]
    pub fn write(&self, table: &Table) -> Value {
        let text = |text: &str| Value::Text(text.to_string());
        let measure = |index: &Index| ("measure".to_string(), text(table.id(*index)));
        let list = |rules: &[Rule]| Value::List(rules.iter().map(|r| r.write(table)).collect());
        let (verb, body) = match self {
            Rule::Compare(compare) => compare.write(table),
            Rule::OneOf(index, choices) => {
                let names = table.choices(*index);
                let mut values = choices.iter().map(|choice| text(names[*choice]));
                match (values.len(), values.next()) {
                    (1, Some(value)) => (
                        "is",
                        Value::Map(vec![measure(index), ("value".into(), value)]),
                    ),
                    (_, first) => {
                        let values = Value::List(first.into_iter().chain(values).collect());
                        (
                            "one_of",
                            Value::Map(vec![measure(index), ("values".into(), values)]),
                        )
                    }
                }
            }
            Rule::Yes(index) => ("yes", Value::Map(vec![measure(index)])),
            Rule::Not(rule) => ("not", rule.write(table)),
            Rule::Any(rules) => ("any", list(rules)),
            Rule::All(rules) => ("all", list(rules)),
            Rule::AtLeastN(n, rules) => {
                #[allow(clippy::cast_precision_loss)] // A number of rules of one criterion.
                let n = Value::Number(*n as f64);
                (
                    "at_least_n",
                    Value::Map(vec![("n".into(), n), ("of".into(), list(rules))]),
                )
            }
            Rule::WithinLast(index, span) => (
                "within_last",
                Value::Map(vec![measure(index), write_span(*span)]),
            ),
            Rule::AtLeastAgo(index, span) => (
                "at_least_ago",
                Value::Map(vec![measure(index), write_span(*span)]),
            ),
            Rule::TimesUpperLimit(index, test) => {
                let mut entries = vec![measure(index)];
                for (name, limit) in test.limits() {
                    entries.push((name.to_string(), Value::Number(limit)));
                }
                ("times_upper_limit", Value::Map(entries))
            }
            Rule::Judgement(reason) => {
                let name = JUDGEMENT_REASONS.iter().find(|(_, r)| Some(*r) == *reason);
                let entry = name.map(|(name, _)| ("reason".to_string(), text(name)));
                ("judgement", Value::Map(entry.into_iter().collect()))
            }
            Rule::Agreement(index) => ("agreement", Value::Map(vec![measure(index)])),
        };
        Value::Map(vec![(verb.to_string(), body)])
    }

    /// Calls `visit` for every measure that the rule reads, in order.
    pub fn measures(&self, visit: &mut impl FnMut(Index)) {
        match self {
            Rule::Compare(compare) => visit(compare.measure),
            Rule::OneOf(index, _)
            | Rule::Yes(index)
            | Rule::WithinLast(index, _)
            | Rule::AtLeastAgo(index, _)
            | Rule::TimesUpperLimit(index, _)
            | Rule::Agreement(index) => visit(*index),
            Rule::Not(rule) => rule.measures(visit),
            Rule::Any(rules) | Rule::All(rules) | Rule::AtLeastN(_, rules) => {
                for rule in rules {
                    rule.measures(visit);
                }
            }
            Rule::Judgement(_) => {}
        }
    }
}

impl Compare {
    fn write(&self, table: &Table) -> (&'static str, Value) {
        let text = |text: &str| Value::Text(text.to_string());
        let names = |equations: &[&Equation]| {
            Value::List(equations.iter().map(|equation| text(equation.id)).collect())
        };
        let mut entries = vec![("measure".to_string(), text(table.id(self.measure)))];
        let limits = self.written.limits();
        let verb = if limits.len() == 2 {
            "between"
        } else {
            limits[0].0
        };
        for (name, limit) in limits {
            let key = if verb == "between" { name } else { "value" };
            entries.push((key.to_string(), Value::Number(limit)));
        }
        if let Some(unit) = &self.unit {
            entries.push(("unit".to_string(), text(unit)));
        }
        if !self.equations.is_empty() {
            entries.push(("equations".to_string(), names(&self.equations)));
        }
        if !self.beside.is_empty() {
            entries.push(("beside".to_string(), names(&self.beside)));
        }
        (verb, Value::Map(entries))
    }
}

fn write_span(span: Span) -> (String, Value) {
    let (key, n) = match span {
        Span::Days(n) => ("days", n),
        Span::Weeks(n) => ("weeks", n),
        Span::Months(n) => ("months", n),
        Span::Years(n) => ("years", n),
    };
    (key.to_string(), Value::Number(f64::from(n)))
}
