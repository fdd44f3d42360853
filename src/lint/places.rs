//! Rules with the paths at which they stand.

use super::{Line, Subject, place};
use crate::rule::Rule;
use crate::value::Value;

/// A rule and where it stands: the path ends with its verb.
pub(super) struct Place<'r> {
    pub(super) path: String,
    pub(super) rule: &'r Rule,
    written: &'r Value,
}

impl<'r> Place<'r> {
    fn new(path: &str, rule: &'r Rule, written: &'r Value) -> Option<Place<'r>> {
        let Value::Map(entries) = written else {
            return None;
        };
        let [(verb, body)] = entries.as_slice() else {
            return None;
        };
        Some(Place {
            path: [path, "/", verb].concat(),
            rule,
            written: body,
        })
    }

    /// The rules of its list, if it is a list, with the path of each without its verb.
    pub(super) fn items(&self) -> Option<(String, &'r [Rule])> {
        match self.rule {
            Rule::Any(rules) | Rule::All(rules) => Some((self.path.clone(), rules)),
            Rule::AtLeastN(_, rules) => Some(([&self.path, "/of"].concat(), rules)),
            _ => None,
        }
    }

    fn walk(self, visit: &mut dyn FnMut(&Place<'r>)) {
        visit(&self);
        let inner = |key: &str| match key {
            "" => (self.path.clone(), Some(self.written)),
            key => ([&self.path, "/", key].concat(), self.written.get(key)),
        };
        let (key, rules): (&str, &'r [Rule]) = match self.rule {
            Rule::Not(rule) => ("", std::slice::from_ref(rule)),
            Rule::Recent(_, rule) => ("rule", std::slice::from_ref(rule)),
            Rule::Any(rules) | Rule::All(rules) => ("", rules),
            Rule::AtLeastN(_, rules) => ("of", rules),
            _ => return,
        };
        let (path, written) = inner(key);
        match written {
            Some(Value::List(items)) => {
                for (position, (rule, item)) in rules.iter().zip(items).enumerate() {
                    let inner = Place::new(&place(&path, position), rule, item);
                    inner.into_iter().for_each(|inner| inner.walk(visit));
                }
            }
            Some(body) => {
                let inner = rules.first().and_then(|rule| Place::new(&path, rule, body));
                inner.into_iter().for_each(|inner| inner.walk(visit));
            }
            None => {}
        }
    }
}

impl Line<'_> {
    /// Calls `visit` for every rule of the criterion, also those of its strata and remarks.
    pub(super) fn walk(&self, visit: &mut dyn FnMut(&Place<'_>)) {
        let mut start = |path: &str, rule, written: Option<&Value>| {
            let place = written
                .and_then(|written| Place::new(&[&self.path, "/", path].concat(), rule, written));
            place.into_iter().for_each(|place| place.walk(visit));
        };
        let criterion = &self.criterion;
        start("rule", &criterion.rule, self.written.get("rule"));
        let strata = criterion.strata.iter().map(|stratum| &stratum.rule);
        let groups: [(&str, &str, Vec<&Rule>); 2] = [
            ("strata", "rule", strata.collect()),
            ("remarks", "when", criterion.remarks.iter().collect()),
        ];
        for (list, key, rules) in groups {
            let Some(Value::List(items)) = self.written.get(list) else {
                continue;
            };
            for (position, (rule, item)) in rules.into_iter().zip(items).enumerate() {
                let path = [&place(list, position), "/", key].concat();
                start(&path, rule, item.get(key));
            }
        }
    }
}

impl Subject<'_> {
    /// Calls `visit` for every rule of the definition.
    pub(super) fn walk(&self, visit: &mut dyn FnMut(&Place<'_>)) {
        self.lines.iter().for_each(|line| line.walk(visit));
    }
}
