//! The search through the visits of one person.

use super::course::Course;
use super::options::{Before, Extrema, Options, Sides, Wanted};
use crate::date::Date;
use crate::formula::edss::HalfSteps;

/// A change from a reference score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Up.
    Worsening,
    /// Down.
    Improvement,
}

/// How a worsening stands to relapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An improvement, or a worsening that was not looked at so.
    Plain,
    /// Independent of relapses.
    Pira,
    /// It goes with a relapse.
    Raw,
    /// Neither.
    Undefined,
}

/// Why a visit became the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The first visit that may be one.
    First,
    /// After a confirmed change.
    Moved,
    /// After a relapse.
    Relapse,
}

/// A reference score that the search used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The place of the visit.
    pub visit: usize,
    /// The score, which may be kept from the reference before.
    pub edss: HalfSteps,
    /// Why.
    pub reason: Reason,
}

/// A confirmed change. Visits are told by their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Up or down.
    pub direction: Direction,
    /// How it stands to relapses.
    pub kind: Kind,
    /// The first visit with the change.
    pub visit: usize,
    /// The reference.
    pub reference: Reference,
    /// The last visit from which the change reaches the threshold.
    pub last_delta: usize,
    /// Its score, which may be one kept from an earlier reference.
    pub last_delta_edss: HalfSteps,
    /// The confirming visit for each number of days.
    pub confirmed: Vec<Option<usize>>,
    /// The same, without a relapse that speaks against independence.
    pub pira_confirmed: Vec<Option<usize>>,
    /// The last visit of the change.
    pub sustained: usize,
    /// The relapse that the worsening goes with, or those that speak against its independence.
    pub relapses: Vec<Date>,
    /// It was at the last visit, and nothing confirms it.
    pub imputed: bool,
}

/// All that the search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// In order of time.
    pub events: Vec<Event>,
    /// In the order in which they were used.
    pub references: Vec<Reference>,
}

struct Search<'c> {
    options: &'c Options,
    days: Vec<i32>,
    edss: Vec<HalfSteps>,
    relapses: Vec<i32>,
    first: Date,
    /// Days from the last relapse before each visit and to the next one after it.
    near: Vec<(f64, f64)>,
}

/// Searches a course.
#[must_use]
pub fn search(course: &Course, options: &Options) -> Found {
    let Some(first) = course.visits.first().map(|visit| visit.date) else {
        return Found::default();
    };
    let days: Vec<i32> = course
        .visits
        .iter()
        .map(|visit| visit.date.days_since(first))
        .collect();
    let edss = course.visits.iter().map(|visit| visit.edss).collect();
    // Relapses long before the first visit say nothing about it.
    let relapses: Vec<i32> = course
        .relapses
        .iter()
        .map(|day| day.days_since(first))
        .filter(|day| f64::from(*day) >= -options.relapse_to_bl.0)
        .collect();
    let near = days.iter().map(|day| {
        let after = relapses.partition_point(|relapse| relapse < day);
        let next = relapses
            .get(after)
            .map_or(f64::INFINITY, |r| f64::from(r - day));
        let until = relapses.partition_point(|relapse| relapse <= day);
        let last = until.checked_sub(1).and_then(|place| relapses.get(place));
        (last.map_or(f64::INFINITY, |r| f64::from(day - r)), next)
    });
    let near = near.collect();
    let mut search = Search {
        options,
        days,
        edss,
        relapses,
        first,
        near,
    };
    search.run()
}

impl Search<'_> {
    fn last(&self) -> usize {
        self.days.len() - 1
    }

    fn apart(&self, from: usize, to: usize) -> f64 {
        f64::from(self.days[to] - self.days[from])
    }

    /// Far enough from relapses.
    fn is_clear(&self, visit: usize, (before, after): (f64, f64)) -> bool {
        let (last, next) = self.near[visit];
        last >= before && next >= after
    }

    fn reaches(&self, edss: HalfSteps, from: HalfSteps, direction: Direction) -> bool {
        let step = self.options.rule.steps(from);
        match direction {
            Direction::Worsening => edss.half_steps() >= from.half_steps() + step,
            Direction::Improvement => edss.half_steps() + step <= from.half_steps(),
        }
    }

    /// A change below the threshold is one too where `any` counts.
    fn differs(&self, edss: HalfSteps, from: HalfSteps, direction: Direction, any: bool) -> bool {
        match (any, direction) {
            (false, _) => self.reaches(edss, from, direction),
            (true, Direction::Worsening) => edss > from,
            (true, Direction::Improvement) => edss < from,
        }
    }

    /// Lower or higher than the visits on both sides.
    fn is_extremum(&self, visit: usize) -> bool {
        let any = match self.options.skip_local_extrema {
            Extrema::None => return false,
            Extrema::Strict => false,
            Extrema::All => true,
        };
        let here = self.edss[visit];
        let before = self.edss[visit.saturating_sub(1)];
        let after = self.edss[(visit + 1).min(self.last())];
        let second = visit.checked_sub(2).map(|place| self.edss[place]);
        let both = |direction| {
            self.differs(before, here, direction, any) && self.differs(after, here, direction, any)
        };
        // A score that was there two visits ago is no outlier.
        second != Some(here) && (both(Direction::Worsening) || both(Direction::Improvement))
    }

    /// The visits up to the first confirmation hold, or that visit alone.
    fn holds(&self, event: usize, confirmation: usize, hold: impl Fn(HalfSteps) -> bool) -> bool {
        if self.options.check_intermediate {
            self.edss[event + 1..=confirmation.max(event)]
                .iter()
                .all(|edss| hold(*edss))
        } else {
            hold(self.edss[confirmation])
        }
    }

    /// The last visit before the event from which it reaches the threshold, and is confirmed.
    fn last_delta(&self, event: usize, confirmation: usize, direction: Direction) -> usize {
        let reaches = |from: usize| {
            let from = self.edss[from];
            self.reaches(self.edss[event], from, direction)
                && self.holds(event, confirmation, |edss| {
                    self.reaches(edss, from, direction)
                })
        };
        let found = (1..event)
            .rev()
            .find(|from| reaches(*from) && !self.is_extremum(*from));
        found.unwrap_or(0)
    }

    fn confirmations(&self, event: usize) -> Vec<Vec<usize>> {
        let within = |(days, before, after): &(u32, f64, f64)| {
            let (from, to) = (f64::from(*days) - before, f64::from(*days) + after);
            let visits = event + 1..self.days.len();
            visits
                .skip_while(|visit| self.apart(event, *visit) < from)
                .take_while(|visit| self.apart(event, *visit) <= to)
                .filter(|visit| self.is_clear(*visit, self.options.relapse_to_conf))
                .collect()
        };
        self.options.conf_days.iter().map(within).collect()
    }

    fn run(&mut self) -> Found {
        let options = self.options;
        let mut found = Found::default();
        let (mut reference, mut at) = (0, 1);
        let mut reason = Reason::First;
        let mut kept: Option<HalfSteps> = None;
        let mut relapse = self.relapses.iter().position(|day| *day > self.days[0]);
        let mut going = true;
        while going {
            while !self.is_clear(reference, options.relapse_to_bl) || self.is_extremum(reference) {
                reference += 1;
                if reference >= self.last() {
                    going = false;
                    reference = self.last();
                    break;
                }
            }
            if options.relapse_rebl {
                let day = self.days[reference];
                relapse = relapse.and_then(|from| {
                    (from..self.relapses.len()).find(|place| self.relapses[*place] > day)
                });
            }
            at = at.max(reference + 1);
            if options.bl_geq
                && let Some(kept) = kept.filter(|kept| *kept > self.edss[reference])
            {
                self.edss[reference] = kept;
            }
            let from = self.edss[reference];
            kept = Some(from);
            let used = Reference {
                visit: reference,
                edss: from,
                reason,
            };
            let same = |last: &Reference| last.visit == reference && last.edss == from;
            if going && !found.references.last().is_some_and(same) {
                found.references.push(used);
            }
            let any = options.sub_threshold != (false, false);
            let changed = |visit: &usize| {
                let edss = self.edss[*visit];
                let changed = self.differs(edss, from, Direction::Worsening, any)
                    || self.differs(edss, from, Direction::Improvement, any);
                changed && self.is_clear(*visit, options.relapse_to_event)
            };
            let lead = match options.event {
                Wanted::FirstPira => 0.0,
                _ => options.relapse_assoc.0,
            };
            match (at..self.days.len()).find(changed) {
                None => going = false,
                Some(event)
                    if options.relapse_rebl
                        && relapse.is_some_and(|place| {
                            f64::from(self.days[event]) > f64::from(self.relapses[place]) + lead
                        }) =>
                {
                    at = event;
                }
                Some(event) => {
                    let (moved, next) = self.judge(event, used, &mut found.events);
                    if let Some(moved) = moved {
                        reference = moved;
                        reason = Reason::Moved;
                    }
                    at = next;
                }
            }
            if options.relapse_rebl && going && at < self.days.len() {
                let (from, to) = (self.days[reference], f64::from(self.days[at]));
                let between = |day: &i32| *day > from && f64::from(*day) + lead < to;
                if self.relapses.iter().any(between)
                    && let Some(place) = relapse
                {
                    let day = self.relapses[place];
                    let next = (reference..self.days.len()).find(|visit| day <= self.days[*visit]);
                    match next.filter(|visit| *visit < self.last()) {
                        Some(visit) => {
                            reference = visit;
                            reason = Reason::Relapse;
                            at = visit + 1;
                        }
                        None => going = false,
                    }
                }
            }
            going &= !enough(options.event, &found.events);
        }
        wanted(options.event, &mut found.events);
        found
    }

    /// Looks at a changed visit; gives the new reference, if it moves, and where to go on.
    fn judge(
        &self,
        event: usize,
        reference: Reference,
        events: &mut Vec<Event>,
    ) -> (Option<usize>, usize) {
        let options = self.options;
        let from = reference.edss;
        let windows = self.confirmations(event);
        let first = windows.iter().flatten().min().copied();
        let edss = self.edss[event];
        let direction = if edss < from {
            Direction::Improvement
        } else {
            Direction::Worsening
        };
        let worse = direction == Direction::Worsening;
        let hold = |edss| self.reaches(edss, from, direction);
        let imputed = worse
            && event == self.last()
            && options
                .impute_last_visit
                .is_some_and(|most| self.apart(0, event) <= most);
        let confirmed = first.is_some_and(|first| self.holds(event, first, hold));
        let moves = if worse {
            options.baseline.after_worsening
        } else {
            options.baseline.after_improvement
        };
        if hold(edss) && (confirmed || imputed) {
            let first = first.unwrap_or(event);
            let lost = (first + 1..self.days.len()).find(|visit| !hold(self.edss[*visit]));
            let end = lost.unwrap_or(self.days.len());
            let confirming: Vec<Option<usize>> = windows
                .iter()
                .map(|window| window.iter().copied().find(|visit| *visit < end))
                .collect();
            let all: Vec<usize> = {
                let mut all: Vec<usize> = windows.iter().flatten().copied().collect();
                all.sort_unstable();
                all.dedup();
                all.retain(|visit| *visit < end);
                all
            };
            let mut counted = false;
            if self.lasts(event, lost, hold) {
                let last_delta = self.last_delta(event, first, direction);
                let found = Event {
                    direction,
                    kind: Kind::Plain,
                    visit: event,
                    reference,
                    last_delta,
                    last_delta_edss: self.edss[last_delta],
                    pira_confirmed: vec![None; confirming.len()],
                    confirmed: confirming.clone(),
                    sustained: end - 1,
                    relapses: Vec::new(),
                    imputed: imputed && !confirmed,
                };
                let found = if worse && options.raw_pira {
                    self.told_apart(found, &windows, &all)
                } else {
                    Some(found)
                };
                counted = found.is_some();
                events.extend(found);
            }
            let Some(first) = confirming.into_iter().flatten().next() else {
                return (None, event + 1);
            };
            let next = if options.from_confirmation {
                first
            } else {
                event
            };
            return match (moves, counted) {
                (true, _) => (Some(next), next + 1),
                (false, true) => (None, next + 1),
                (false, false) => (None, event + 1),
            };
        }
        let sub_threshold = if worse {
            options.sub_threshold.1
        } else {
            options.sub_threshold.0
        };
        let below = |edss: HalfSteps| if worse { edss > from } else { edss < from };
        let creeps = moves && sub_threshold && edss != from;
        match first.filter(|first| creeps && self.holds(event, *first, below)) {
            Some(first) => {
                let next = if options.from_confirmation {
                    first
                } else {
                    event
                };
                (Some(next), next + 1)
            }
            None => (None, event + 1),
        }
    }

    /// Whether a change lasts as long as is asked for.
    fn lasts(&self, event: usize, lost: Option<usize>, hold: impl Fn(HalfSteps) -> bool) -> bool {
        let wanted = self.options.require_sust_days;
        if wanted <= 0.0 {
            return true;
        }
        if self.options.check_intermediate {
            return lost.is_none_or(|lost| self.apart(event, lost) >= wanted);
        }
        let reached =
            (event + 1..self.days.len()).find(|visit| self.apart(event, *visit) >= wanted);
        hold(self.edss[reached.unwrap_or(self.last())])
    }

    /// A worsening told apart by relapses; none if it is of a sort that is not wanted and moves no
    /// reference score.
    fn told_apart(
        &self,
        mut event: Event,
        windows: &[Vec<usize>],
        confirmations: &[usize],
    ) -> Option<Event> {
        let options = self.options;
        let idle = !options.baseline.after_worsening;
        let (last, next) = self.near[event.visit];
        let day = self.days[event.visit];
        if last <= options.relapse_assoc.0 || next <= options.relapse_assoc.1 {
            if options.event == Wanted::FirstPira && idle {
                return None;
            }
            let nearest = if last <= options.relapse_assoc.0 {
                self.relapses.iter().rev().find(|relapse| **relapse <= day)
            } else {
                self.relapses.iter().find(|relapse| **relapse >= day)
            };
            event.relapses = nearest
                .map(|day| self.first.plus_days(*day))
                .into_iter()
                .collect();
            event.kind = Kind::Raw;
            return Some(event);
        }
        if options.event == Wanted::FirstRaw && idle {
            return None;
        }
        let before = match options.relapse_indep.prec_type {
            Before::Baseline => event.reference.visit,
            Before::Last => event.visit.saturating_sub(1),
            Before::LastDelta => event.last_delta,
        };
        let single = [event.visit];
        // Nothing confirms a worsening at the last visit but itself.
        let confirmations = if event.imputed {
            &single[..]
        } else {
            confirmations
        };
        let mut independent = Vec::new();
        for confirmation in confirmations {
            let against = self.relapses_within(before, event.visit, *confirmation);
            if against.is_empty() {
                independent.push(*confirmation);
            } else {
                for relapse in against {
                    let relapse = self.first.plus_days(relapse);
                    if !event.relapses.contains(&relapse) {
                        event.relapses.push(relapse);
                    }
                }
            }
        }
        if independent.is_empty() {
            if options.event == Wanted::FirstPira && idle {
                return None;
            }
            event.kind = Kind::Undefined;
            return Some(event);
        }
        event.kind = Kind::Pira;
        event.relapses.clear();
        event.pira_confirmed = windows
            .iter()
            .map(|window| {
                window
                    .iter()
                    .copied()
                    .find(|visit| independent.contains(visit))
            })
            .collect();
        Some(event)
    }

    /// The relapses inside of the intervals that have to be free of them.
    fn relapses_within(&self, before: usize, event: usize, confirmation: usize) -> Vec<i32> {
        let independence = self.options.relapse_indep;
        let points: [(usize, Sides); 3] = [
            (before, independence.prec),
            (event, independence.event),
            (confirmation, independence.conf),
        ];
        let mut from = f64::from(self.days[before]);
        let mut found = Vec::new();
        for (visit, (left, right)) in points {
            let day = f64::from(self.days[visit]);
            // An absent side joins with the interval before.
            if let Some(left) = left {
                from = day - left;
            }
            let Some(to) = right.map(|right| day + right).filter(|to| *to > from) else {
                continue;
            };
            let inside = |relapse: &&i32| (from..=to).contains(&f64::from(**relapse));
            for relapse in self.relapses.iter().filter(inside) {
                if !found.contains(relapse) {
                    found.push(*relapse);
                }
            }
        }
        found
    }
}

fn is_wanted(wanted: Wanted, event: &Event) -> bool {
    match wanted {
        Wanted::FirstCdw => event.direction == Direction::Worsening,
        Wanted::FirstCdi => event.direction == Direction::Improvement,
        Wanted::FirstPira => event.kind == Kind::Pira,
        Wanted::FirstRaw => event.kind == Kind::Raw,
        Wanted::First | Wanted::Multiple => true,
    }
}

/// Whether the search may end.
fn enough(wanted: Wanted, events: &[Event]) -> bool {
    match wanted {
        Wanted::Multiple => false,
        Wanted::First => events.len() > 1,
        _ => events.iter().any(|event| is_wanted(wanted, event)),
    }
}

/// Puts events in order, of several at one visit the last, and keeps those that are wanted.
fn wanted(wanted: Wanted, events: &mut Vec<Event>) {
    let mut kept: Vec<Event> = Vec::new();
    for event in events.drain(..) {
        kept.retain(|other| other.visit != event.visit);
        let place = kept.partition_point(|other| other.visit < event.visit);
        kept.insert(place, event);
    }
    kept.retain(|event| is_wanted(wanted, event));
    if wanted != Wanted::Multiple {
        kept.truncate(1);
    }
    *events = kept;
}
