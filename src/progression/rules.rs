//! The rules in use for what counts as a change, and for what makes it independent of relapses, each
//! by its name and with its source.
//!
//! Studies differ in both, and the numbers of events with them: of 200 made-up courses 98 have a
//! worsening by the rule of the trial in Wuhan (`NCT07523100`), 93 by `msprog`, 92 by `three_tier` and
//! 94 by `two_tier`. A result without the name of its rule says little.

use super::options::{Before, Independence};
use crate::calculator::Citation;
use crate::equation::Source;
use crate::formula::edss::{HalfSteps, Worsening};
use serde::Serialize;

/// How much higher than which scores counts as worse.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorseningRule {
    /// The name that options take.
    pub name: &'static str,
    /// The whole scale, from below.
    pub thresholds: Vec<Threshold>,
    /// Where it comes from.
    pub citation: Citation,
}

/// A stretch of reference scores with the same threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Threshold {
    /// The first score.
    pub from: f64,
    /// The last score.
    pub to: f64,
    /// The least rise that counts; a fall by as much is an improvement.
    pub rise: f64,
}

/// When no relapse may have begun for a worsening to be independent of relapses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelapseRule {
    /// The name that the option `relapse_indep` takes.
    pub name: &'static str,
    /// The same as that option has it.
    pub relapse_indep: Intervals,
    /// Where it comes from.
    pub citation: Citation,
}

/// Days before and after three visits; none joins with the neighbouring interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Intervals {
    /// Around the visit before.
    pub prec: [Option<f64>; 2],
    /// Around the event.
    pub event: [Option<f64>; 2],
    /// Around the confirmation.
    pub conf: [Option<f64>; 2],
    /// Which visit is meant by the one before.
    pub prec_type: &'static str,
}

static WORSENING: [(&str, Worsening, Source); 4] = [
    (
        "source",
        Worsening::Source,
        Source {
            text: "Primary outcome of NCT07523100, clinicaltrials.gov",
            doi: None,
        },
    ),
    (
        "msprog",
        Worsening::Msprog,
        Source {
            text: "Müller et al., JAMA Neurol 2023;80:1232–1245",
            doi: Some("10.1001/jamaneurol.2023.3331"),
        },
    ),
    (
        "three_tier",
        Worsening::ThreeTier,
        Source {
            text: "Kalincik et al., Brain 2015;138:3287–3298",
            doi: Some("10.1093/brain/awv258"),
        },
    ),
    (
        "two_tier",
        Worsening::TwoTier,
        Source {
            text: "Kragt et al., Mult Scler 2006;12:782–786",
            doi: None,
        },
    ),
];

const HARMONIZED: Source = Source {
    text: "Müller et al., JAMA Neurol 2023;80:1232–1245",
    doi: Some("10.1001/jamaneurol.2023.3331"),
};
const NONE: (Option<f64>, Option<f64>) = (Some(0.0), Some(0.0));

/// Intervals by name, e the event, c its confirmation, b the reference score and l the visit before.
static INDEPENDENCE: [(&str, Independence, Source); 5] = [
    // From b to e + 30 and from c − 30 to c + 30.
    (
        "kappos_2020",
        Independence {
            prec: (Some(0.0), None),
            event: (None, Some(30.0)),
            conf: (Some(30.0), Some(30.0)),
            prec_type: Before::Baseline,
        },
        Source {
            text: "Kappos et al., JAMA Neurol 2020;77:1132–1140",
            doi: Some("10.1001/jamaneurol.2020.1568"),
        },
    ),
    // From e − 90 to c.
    (
        "cagol_2022",
        Independence {
            prec: NONE,
            event: (Some(90.0), None),
            conf: (None, Some(0.0)),
            prec_type: Before::Baseline,
        },
        Source {
            text: "Cagol et al., JAMA Neurol 2022;79:682–692",
            doi: None,
        },
    ),
    // From e − 90 to e + 30 and from c − 90 to c + 30: what is taken where nothing is said.
    (
        "muller_2023",
        Independence {
            prec: NONE,
            event: (Some(90.0), Some(30.0)),
            conf: (Some(90.0), Some(30.0)),
            prec_type: Before::Baseline,
        },
        HARMONIZED,
    ),
    // From b to c.
    (
        "muller_2023_strict",
        Independence {
            prec: (Some(0.0), None),
            event: (None, None),
            conf: (None, Some(0.0)),
            prec_type: Before::Baseline,
        },
        HARMONIZED,
    ),
    // From l to e and from c − 30 to c.
    (
        "muller_2025",
        Independence {
            prec: (Some(0.0), None),
            event: (None, Some(0.0)),
            conf: (Some(30.0), Some(0.0)),
            prec_type: Before::Last,
        },
        Source {
            text: "Müller et al., JAMA Neurol 2025;82:614",
            doi: Some("10.1001/jamaneurol.2025.0495"),
        },
    ),
];

/// The names of the rules for relapses with what they stand for.
pub fn independence() -> impl Iterator<Item = (&'static str, Independence)> {
    INDEPENDENCE.iter().map(|(name, rule, _)| (*name, *rule))
}

/// The rules for what counts as worse, that of the trial in multiple sclerosis first.
#[must_use]
pub fn worsening_rules() -> Vec<WorseningRule> {
    let told = |(name, rule, source): &(&'static str, Worsening, Source)| WorseningRule {
        name,
        thresholds: thresholds(*rule),
        citation: source.into(),
    };
    WORSENING.iter().map(told).collect()
}

/// The rules for what is independent of relapses, from the oldest on.
#[must_use]
pub fn relapse_rules() -> Vec<RelapseRule> {
    let told = |(name, rule, source): &(&'static str, Independence, Source)| RelapseRule {
        name,
        relapse_indep: Intervals {
            prec: rule.prec.into(),
            event: rule.event.into(),
            conf: rule.conf.into(),
            prec_type: rule.prec_type.name(),
        },
        citation: source.into(),
    };
    INDEPENDENCE.iter().map(told).collect()
}

fn thresholds(rule: Worsening) -> Vec<Threshold> {
    let mut stretches: Vec<Threshold> = Vec::new();
    for score in HalfSteps::all() {
        let (at, rise) = (score.score(), rule.threshold(score));
        match stretches.last_mut() {
            Some(last) if last.rise.to_bits() == rise.to_bits() => last.to = at,
            _ => stretches.push(Threshold {
                from: at,
                to: at,
                rise,
            }),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progression::Options;

    #[test]
    fn thresholds_cover_the_whole_scale_once() {
        let told = |name: &str| {
            let rules = worsening_rules();
            let rule = rules.iter().find(|rule| rule.name == name).unwrap();
            let stretches = rule.thresholds.iter();
            let all: Vec<_> = stretches.map(|s| (s.from, s.to, s.rise)).collect();
            all
        };
        assert_eq!(told("source"), [(0.0, 4.5, 1.0), (5.0, 10.0, 0.5)]);
        assert_eq!(
            told("msprog"),
            [(0.0, 0.0, 1.5), (1.0, 5.0, 1.0), (5.5, 10.0, 0.5)]
        );
        assert_eq!(
            told("three_tier"),
            [(0.0, 0.0, 1.5), (1.0, 5.5, 1.0), (6.0, 10.0, 0.5)]
        );
        assert_eq!(told("two_tier"), [(0.0, 5.5, 1.0), (6.0, 10.0, 0.5)]);
        assert_eq!(worsening_rules()[0].name, "source");
    }

    #[test]
    fn the_usual_rule_for_relapses_is_one_with_a_name() {
        let usual = Options::default().relapse_indep;
        let named: Vec<&str> = independence()
            .filter(|(_, rule)| *rule == usual)
            .map(|(name, _)| name)
            .collect();
        assert_eq!(named, ["muller_2023"]);
    }
}
