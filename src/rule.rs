//! Rules: a closed set of verbs over measures, as protocol sentences use them.

use crate::date::Span;
use crate::drug::{Class, Drug, Wait};
use crate::equation::Equation;
use crate::interval::Test;
use crate::measures::Index;
use serde::Serialize;

mod read;
mod write;

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
    /// A medicine is still taken: no time has begun, and no date follows.
    WashoutNotStarted,
    /// What people say of themselves is too near to the limit.
    SelfReport,
    /// What is known is too long ago for this rule.
    NeedsRecentTest,
}

/// The reasons that a rule's author can give a judgement.
const JUDGEMENT_REASONS: [(&str, Reason); 6] = [
    ("team_may_exempt", Reason::TeamMayExempt),
    ("readings_differ", Reason::ReadingsDiffer),
    ("measure_again", Reason::MeasureAgain),
    ("contradictory", Reason::Contradictory),
    ("self_report", Reason::SelfReport),
    ("needs_recent_test", Reason::NeedsRecentTest),
];

/// A rule. An exclusion's rule is written as its source says it.
#[derive(Clone, Debug, PartialEq)]
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
    /// `within_last`, of at least so many dates: the day on which it ends is borderline.
    WithinLast(Index, Span, usize),
    /// `at_least_ago`: from the day on which the time is over, or counted to the day of another
    /// measure's result.
    AtLeastAgo(Index, Span, Option<Index>),
    /// `times_upper_limit`: multiples of the laboratory's own upper limit.
    TimesUpperLimit(Index, Test),
    /// `washout`: the time since the last dose is over.
    Washout(Box<Washout>),
    /// `recent`: older results count as not there.
    Recent(Span, Box<Rule>),
    /// `judgement`: only the study team can say.
    Judgement(Option<Reason>),
    /// `agreement`: something the person or a caregiver agrees to.
    Agreement(Index),
}

/// A comparison with limits.
#[derive(Clone, Debug, PartialEq)]
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
    /// The definition names them; otherwise they are the usual ones.
    pub named: bool,
    /// Equations whose results are shown and decide nothing.
    pub beside: Vec<&'static Equation>,
    /// The body weight, where the limit is meant per kilogram of it.
    pub per_weight: Option<Index>,
}

/// A time that must have passed since the last dose of some drugs.
#[derive(Clone, Debug, PartialEq)]
pub struct Washout {
    /// The list of medicines.
    pub measure: Index,
    /// Drugs of these classes; with no class and no drug, all of the list.
    pub classes: Vec<Class>,
    /// And these drugs.
    pub drugs: Vec<&'static Drug>,
    /// But not these.
    pub except: Vec<&'static Drug>,
    /// How long.
    pub wait: Wait,
}

impl Rule {
    /// Whether it says that the rules beside it contradict each other.
    #[must_use]
    pub fn is_contradiction(&self) -> bool {
        matches!(self, Rule::Judgement(Some(Reason::Contradictory)))
    }

    /// Calls `visit` for the rule itself and every rule inside of it, in order.
    pub fn walk<'r>(&'r self, visit: &mut dyn FnMut(&'r Rule)) {
        visit(self);
        match self {
            Rule::Not(rule) | Rule::Recent(_, rule) => rule.walk(visit),
            Rule::Any(rules) | Rule::All(rules) | Rule::AtLeastN(_, rules) => {
                rules.iter().for_each(|rule| rule.walk(visit));
            }
            _ => {}
        }
    }

    /// Calls `visit` for every measure that the rule reads, in order.
    pub fn measures(&self, visit: &mut dyn FnMut(Index)) {
        match self {
            Rule::Compare(compare) => {
                visit(compare.measure);
                compare.per_weight.iter().for_each(|index| visit(*index));
            }
            Rule::OneOf(index, _)
            | Rule::Yes(index)
            | Rule::WithinLast(index, ..)
            | Rule::TimesUpperLimit(index, _)
            | Rule::Agreement(index) => visit(*index),
            Rule::AtLeastAgo(index, _, at) => {
                visit(*index);
                at.iter().for_each(|index| visit(*index));
            }
            Rule::Washout(washout) => visit(washout.measure),
            Rule::Not(rule) | Rule::Recent(_, rule) => rule.measures(visit),
            Rule::Any(rules) | Rule::All(rules) | Rule::AtLeastN(_, rules) => {
                for rule in rules {
                    rule.measures(visit);
                }
            }
            Rule::Judgement(_) => {}
        }
    }
}
