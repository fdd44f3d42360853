//! Rules as a definition writes them.

use super::{Compare, JUDGEMENT_REASONS, Rule, Washout, read::CLASSES};
use crate::catalogue::MEDICATIONS;
use crate::date::Span;
use crate::drug::Drug;
use crate::equation::Equation;
use crate::measures::{Index, Table};
use crate::value::Value;

fn text(text: &str) -> Value {
    Value::Text(text.to_string())
}

#[allow(clippy::cast_precision_loss)] // A number of rules of one criterion.
fn number(n: usize) -> Value {
    Value::Number(n as f64)
}

impl Rule {
    /// The rule as a definition writes it.
    #[must_use]
    pub fn write(&self, table: &Table) -> Value {
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
                let entries = vec![("n".into(), number(*n)), ("of".into(), list(rules))];
                ("at_least_n", Value::Map(entries))
            }
            Rule::WithinLast(index, span, n) => {
                let mut entries = vec![measure(index), write_span(*span)];
                if *n > 1 {
                    entries.push(("n".into(), number(*n)));
                }
                ("within_last", Value::Map(entries))
            }
            Rule::AtLeastAgo(index, span, at) => {
                let mut entries = vec![measure(index), write_span(*span)];
                entries.extend(at.map(|at| ("at".to_string(), text(table.id(at)))));
                ("at_least_ago", Value::Map(entries))
            }
            Rule::Washout(washout) => ("washout", washout.write(table)),
            Rule::Recent(span, rule) => {
                let rule = ("rule".to_string(), rule.write(table));
                ("recent", Value::Map(vec![write_span(*span), rule]))
            }
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
}

impl Compare {
    fn write(&self, table: &Table) -> (&'static str, Value) {
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
        if self.named {
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

impl Washout {
    fn write(&self, table: &Table) -> Value {
        let mut entries = Vec::new();
        if table.id(self.measure) != MEDICATIONS {
            entries.push(("measure".to_string(), text(table.id(self.measure))));
        }
        let classes = self.classes.iter().filter_map(|class| {
            let found = CLASSES.iter().find(|(_, other)| other == class);
            found.map(|(name, _)| text(name))
        });
        let names = |drugs: &[&Drug]| drugs.iter().map(|drug| text(drug.name)).collect();
        for (key, mut list) in [
            ("class", classes.collect::<Vec<Value>>()),
            ("drugs", names(&self.drugs)),
            ("except", names(&self.except)),
        ] {
            if key == "class" && list.len() == 1 {
                entries.extend(list.pop().map(|class| (key.to_string(), class)));
            } else if !list.is_empty() {
                entries.push((key.to_string(), Value::List(list)));
            }
        }
        let half_lives = self.wait.half_lives.map(f64::from).map(Value::Number);
        entries.extend(half_lives.map(|n| ("half_lives".to_string(), n)));
        entries.extend(self.wait.span.map(write_span));
        if self.wait.half_lives.is_some() && self.wait.span.is_some() {
            entries.push(("which".to_string(), text("longer")));
        }
        Value::Map(entries)
    }
}
