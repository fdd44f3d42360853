//! Facts into candidates: by measure, the newest first, each once.

use super::notes::{Notes, Why, tally, usable};
use super::{Candidate, Fact, Ignored, Record, RecordFindings};
use crate::catalogue::ROWS;
use crate::date::Date;

/// Most candidates of one measure.
const MOST: usize = 100;

/// What something is sorted by, and its place in its list.
pub(super) type Place = (usize, i32, i32, usize);

/// Sorts by heap (Williams 1964): never slow, whatever a record holds, and a tenth of the bytes
/// of the standard library's.
#[inline(never)]
pub(super) fn sort(places: &mut [Place]) {
    let count = places.len();
    for root in (0..count / 2).rev() {
        sink(places, root);
    }
    for end in (1..count).rev() {
        places.swap(0, end);
        sink(places.get_mut(..end).unwrap_or_default(), 0);
    }
}

/// Lets one sink until both below it are smaller.
fn sink(heap: &mut [Place], root: usize) {
    let mut place = root;
    loop {
        let left = 2 * place + 1;
        let below = [left, left + 1]
            .into_iter()
            .filter(|below| *below < heap.len());
        match below.max_by_key(|below| heap.get(*below)) {
            Some(below) if heap.get(below) > heap.get(place) => {
                heap.swap(place, below);
                place = below;
            }
            _ => return,
        }
    }
}

/// What the record says, as of a day.
pub(super) fn findings(record: &Record, as_of: Date) -> RecordFindings {
    let patients = record.people.count();
    let mut ignored = record.notes.ignored.clone();
    let mut medicines = Notes::default();
    record.medicines.facts(&mut medicines, as_of);
    for left in &medicines.ignored {
        tally(&mut ignored, left.code, left.example_type, left.count);
    }
    let facts: Vec<&Fact> = record.notes.facts.iter().chain(&medicines.facts).collect();
    if patients > 1 {
        // A mix of two people's values would be nobody's.
        let all = u32::try_from(facts.len()).unwrap_or(u32::MAX);
        tally(&mut ignored, Why::TwoPatients, Some("Patient"), all);
        return RecordFindings {
            candidates: Vec::new(),
            ignored,
            patients,
        };
    }
    RecordFindings {
        candidates: candidates(facts, &mut ignored, as_of),
        ignored,
        patients,
    }
}

fn candidates(facts: Vec<&Fact>, ignored: &mut Vec<Ignored>, as_of: Date) -> Vec<Candidate> {
    let mut order: Vec<Place> = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        let kind = Some(fact.source.resource);
        match &fact.on {
            Some(on) if on.range.earliest > as_of => tally(ignored, Why::InFuture, kind, 1),
            // The engine cuts and compares days as of today.
            _ if usable(fact, Some(as_of)).is_none() => {
                tally(ignored, Why::OutOfRange, kind, 1);
            }
            on => {
                // The newest first; of a day and the year around it, the day.
                let ago = |day: Date| as_of.days_since(day);
                let (latest, earliest) = on.as_ref().map_or((i32::MAX, 0), |on| {
                    (ago(on.range.latest.min(as_of)), ago(on.range.earliest))
                });
                order.push((fact.index, latest, earliest, place));
            }
        }
    }
    sort(&mut order);
    let mut all: Vec<Candidate> = Vec::new();
    // Where the candidates of this measure begin.
    let mut first = 0;
    for (index, .., place) in order {
        let (Some(fact), Some(row)) = (facts.get(place), ROWS.get(index)) else {
            continue;
        };
        if all.last().is_some_and(|last| last.measure != row.id) {
            first = all.len();
        }
        let candidate = Candidate {
            measure: row.id,
            answer: fact.answer.clone(),
            on: fact.on.as_ref().map(|on| on.text.clone()),
            source: fact.source.clone(),
            doubt: fact.doubt,
        };
        let same = |other: &Candidate| {
            (&other.answer, &other.on, other.doubt)
                == (&candidate.answer, &candidate.on, candidate.doubt)
        };
        if all[first..].iter().any(same) {
            continue;
        }
        if all.len() - first < MOST {
            all.push(candidate);
        } else {
            tally(ignored, Why::Older, Some(candidate.source.resource), 1);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Place, sort};

    #[test]
    fn every_short_order_is_sorted() {
        for count in 0..200_usize {
            // Steps of a prime visit each number once, in another order for each.
            let mixed = |step: usize| (0..count).map(move |place| place * step % 211 / 3);
            for step in [1, 2, 97, 210] {
                let place = |(at, by)| -> Place { (by, 0, -7, at) };
                let mut sorted: Vec<Place> = mixed(step).enumerate().map(place).collect();
                let mut expected = sorted.clone();
                expected.sort_unstable();
                sort(&mut sorted);
                assert_eq!(sorted, expected);
            }
        }
    }
}
