//! THE table of drugs: what a name means, its class, and how long it stays.
//!
//! Half-lives are planning values in days, as a range: the upper end is a mean plus its standard
//! deviation or the top of the published means, never one person's extreme. They come from labels
//! and papers read by hand; some have not been read again since (README, limits). Drugs without a
//! range have no half-life that could be used.

use crate::date::{Date, DateRange, Span};
use serde::Serialize;

/// What a drug is to a trial's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// An antibody or fusion protein.
    Biologic,
    /// Made by living cells, and not always meant by "biologic": interferons, immunoglobulins.
    BiologicUnsure,
    /// A small molecule that slows the immune system.
    SmallMoleculeImmunosuppressant,
    /// Standard background treatment of lupus; never decides a washout.
    Antimalarial,
    /// Judged by dose; never decides a washout.
    Glucocorticoid,
    /// A drug for multiple sclerosis that is none of these.
    OtherDmt,
    /// Never speaks against anybody.
    Insulin,
}

/// A drug.
#[derive(Debug)]
pub struct Drug {
    /// International name.
    pub name: &'static str,
    /// Trade names and other names, with semicolons between them.
    also: &'static str,
    /// Its class.
    pub class: Class,
    /// From the shortest to the longest half-life to plan with, in days.
    pub half_life: Option<(f64, f64)>,
}

const fn drug(
    name: &'static str,
    also: &'static str,
    class: Class,
    half_life: Option<(f64, f64)>,
) -> Drug {
    Drug {
        name,
        also,
        class,
        half_life,
    }
}

/// An antibody that the table does not hold: its name says what it is.
static ANTIBODY: Drug = drug("-mab", "", Class::Biologic, None);

/// The drugs.
#[rustfmt::skip]
pub static DRUGS: &[Drug] = &[
    drug("rituximab", "mabthera;rituxan;truxima;rixathon;ruxience", Class::Biologic, Some((18.0, 25.0))),
    drug("ocrelizumab", "ocrevus", Class::Biologic, Some((26.0, 26.0))),
    drug("ofatumumab", "kesimpta;arzerra", Class::Biologic, Some((16.0, 16.0))),
    drug("ublituximab", "briumvi", Class::Biologic, Some((22.0, 22.0))),
    drug("obinutuzumab", "gazyva;gazyvaro", Class::Biologic, Some((25.5, 35.3))),
    drug("inebilizumab", "uplizna", Class::Biologic, Some((18.0, 18.0))),
    drug("belimumab", "benlysta", Class::Biologic, Some((18.3, 19.4))),
    drug("telitacicept", "tai ai", Class::Biologic, Some((10.9, 12.5))),
    drug("anifrolumab", "saphnelo", Class::Biologic, None),
    drug("natalizumab", "tysabri;tyruko", Class::Biologic, Some((7.0, 15.0))),
    drug("alemtuzumab", "lemtrada", Class::Biologic, Some((4.0, 14.0))),
    drug("abatacept", "orencia", Class::Biologic, Some((8.0, 25.0))),
    drug("tocilizumab", "actemra;roactemra", Class::Biologic, Some((11.0, 13.0))),
    drug("adalimumab", "humira", Class::Biologic, Some((10.0, 20.0))),
    drug("infliximab", "remicade", Class::Biologic, Some((7.7, 9.5))),
    drug("etanercept", "enbrel", Class::Biologic, Some((4.3, 4.3))),
    drug("golimumab", "simponi", Class::Biologic, Some((14.0, 14.0))),
    drug("teplizumab", "tzield", Class::Biologic, Some((4.5, 4.5))),
    drug("satralizumab", "enspryng", Class::Biologic, Some((30.0, 30.0))),
    drug("eculizumab", "soliris", Class::Biologic, Some((11.0, 15.0))),
    drug("denosumab", "prolia;xgeva", Class::Biologic, Some((25.0, 28.0))),
    drug("omalizumab", "xolair", Class::Biologic, Some((26.0, 26.0))),
    drug("dupilumab", "dupixent", Class::Biologic, None),
    drug("ustekinumab", "stelara", Class::Biologic, Some((15.0, 45.0))),
    drug("antithymocyte globulin", "thymoglobulin;atgam", Class::Biologic, Some((2.0, 30.0))),
    drug("interferon beta-1a im", "avonex", Class::BiologicUnsure, Some((0.42, 0.79))),
    drug("interferon beta-1a sc", "rebif", Class::BiologicUnsure, Some((2.1, 4.42))),
    drug("interferon beta-1a", "", Class::BiologicUnsure, Some((0.42, 4.42))),
    drug("peginterferon beta-1a", "plegridy", Class::BiologicUnsure, Some((3.25, 3.88))),
    drug("interferon beta-1b", "betaferon;betaseron;extavia", Class::BiologicUnsure, Some((0.006, 0.21))),
    drug("immunoglobulin iv", "ivig;privigen;octagam", Class::BiologicUnsure, Some((21.0, 40.0))),
    drug("insulin", "", Class::Insulin, None),
    drug("fingolimod", "gilenya", Class::SmallMoleculeImmunosuppressant, Some((6.0, 9.0))),
    drug("siponimod", "mayzent", Class::SmallMoleculeImmunosuppressant, Some((1.25, 1.25))),
    drug("ozanimod", "zeposia", Class::SmallMoleculeImmunosuppressant, Some((11.0, 11.0))),
    drug("ponesimod", "ponvory", Class::SmallMoleculeImmunosuppressant, Some((0.9, 1.4))),
    drug("teriflunomide", "aubagio;teriflunomid", Class::SmallMoleculeImmunosuppressant, Some((18.0, 19.0))),
    drug("leflunomide", "arava;leflunomid", Class::SmallMoleculeImmunosuppressant, Some((18.0, 19.0))),
    drug("dimethyl fumarate", "tecfidera;dimethylfumarat;dimetylfumarat", Class::SmallMoleculeImmunosuppressant, Some((0.042, 0.042))),
    drug("diroximel fumarate", "vumerity", Class::SmallMoleculeImmunosuppressant, Some((0.042, 0.042))),
    drug("cladribine", "mavenclad", Class::SmallMoleculeImmunosuppressant, Some((1.0, 1.0))),
    drug("mitoxantrone", "novantrone", Class::SmallMoleculeImmunosuppressant, Some((0.96, 8.96))),
    drug("azathioprine", "imuran;imurek;azathioprin;azatioprin", Class::SmallMoleculeImmunosuppressant, Some((0.21, 5.0))),
    drug("methotrexate", "trexall;otrexup;methotrexat;metotrexat", Class::SmallMoleculeImmunosuppressant, Some((0.125, 0.42))),
    drug("mycophenolate", "cellcept;myfortic;mmf;mycophenolate mofetil;mycophenolat;mykofenolat;mycophenolic acid", Class::SmallMoleculeImmunosuppressant, Some((0.75, 1.02))),
    drug("cyclophosphamide", "cytoxan;endoxan;cyclophosphamid;cyklofosfamid", Class::SmallMoleculeImmunosuppressant, Some((0.125, 0.5))),
    drug("tacrolimus", "prograf;advagraf", Class::SmallMoleculeImmunosuppressant, Some((0.5, 2.53))),
    drug("cyclosporine", "ciclosporin;neoral;sandimmune", Class::SmallMoleculeImmunosuppressant, Some((0.21, 0.75))),
    drug("voclosporin", "lupkynis", Class::SmallMoleculeImmunosuppressant, Some((1.04, 1.52))),
    drug("baricitinib", "olumiant", Class::SmallMoleculeImmunosuppressant, Some((0.5, 0.5))),
    drug("tofacitinib", "xeljanz", Class::SmallMoleculeImmunosuppressant, Some((0.13, 0.13))),
    drug("upadacitinib", "rinvoq", Class::SmallMoleculeImmunosuppressant, Some((0.33, 0.58))),
    drug("deucravacitinib", "sotyktu", Class::SmallMoleculeImmunosuppressant, Some((0.42, 0.42))),
    drug("hydroxychloroquine", "plaquenil;hydroxychloroquin;hydroxiklorokin", Class::Antimalarial, Some((22.0, 50.0))),
    drug("chloroquine", "aralen;chloroquin;klorokin", Class::Antimalarial, Some((20.0, 60.0))),
    drug("quinacrine", "mepacrine", Class::Antimalarial, Some((5.0, 14.0))),
    drug("prednisone", "prednison", Class::Glucocorticoid, Some((0.08, 0.17))),
    drug("prednisolone", "prednisolon", Class::Glucocorticoid, Some((0.08, 0.17))),
    drug("methylprednisolone", "medrol;solu-medrol;methylprednisolon;metylprednisolon", Class::Glucocorticoid, Some((0.08, 0.15))),
    drug("dexamethasone", "dexamethason;dexametason", Class::Glucocorticoid, Some((0.13, 0.21))),
    drug("hydrocortisone", "hydrocortison;hydrokortison", Class::Glucocorticoid, Some((0.06, 0.08))),
    drug("glatiramer", "copaxone;glatiramer acetate", Class::OtherDmt, None),
    drug("triamcinolone", "", Class::Glucocorticoid, None),
    drug("betamethasone", "betamethason;betametason", Class::Glucocorticoid, None),
    drug("cortisone", "", Class::Glucocorticoid, None),
    drug("deflazacort", "", Class::Glucocorticoid, None),
    drug("paramethasone", "", Class::Glucocorticoid, None),
    drug("budesonide", "", Class::Glucocorticoid, None),
    drug("fludrocortisone", "", Class::Glucocorticoid, None),
];

/// Days after which a drug without one half-life is below detection in 95 of 100 people
/// (anifrolumab: about 16 weeks, by its label). Stands in for any number of half-lives.
const CLEARED_AFTER: [(&str, i32); 1] = [("anifrolumab", 112)];

/// Drugs that are as often a cream, a spray or drops: without the way of giving, nothing is
/// certain of them.
const OFTEN_LOCAL: [&str; 8] = [
    "hydrocortisone",
    "betamethasone",
    "triamcinolone",
    "budesonide",
    "dexamethasone",
    "prednisolone",
    "tacrolimus",
    "cyclosporine",
];

/// A drug as results show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KnownDrug {
    /// International name.
    pub drug: &'static str,
    /// Other names.
    pub also_known_as: Vec<&'static str>,
    /// Its class.
    pub class: Class,
    /// As often given locally: ask how.
    pub often_local: bool,
}

impl From<&Drug> for KnownDrug {
    fn from(drug: &Drug) -> KnownDrug {
        KnownDrug {
            drug: drug.name,
            also_known_as: drug.names().skip(1).collect(),
            class: drug.class,
            often_local: drug.is_often_local(),
        }
    }
}

/// The drugs that are known by name.
#[must_use]
pub fn drugs() -> Vec<KnownDrug> {
    DRUGS.iter().map(KnownDrug::from).collect()
}

/// Drugs whose half-life has been read in the label or the paper it comes from. That of any other
/// is common knowledge that nobody has checked for this table, and is shown as such.
const CHECKED: [&str; 14] = [
    "rituximab",
    "ocrelizumab",
    "belimumab",
    "telitacicept",
    "anifrolumab",
    "interferon beta-1a im",
    "interferon beta-1a sc",
    "peginterferon beta-1a",
    "interferon beta-1b",
    "fingolimod",
    "siponimod",
    "ponesimod",
    "tacrolimus",
    "hydroxychloroquine",
];

impl Drug {
    /// Whether it is as often given locally.
    #[must_use]
    pub fn is_often_local(&self) -> bool {
        OFTEN_LOCAL.contains(&self.name)
    }

    /// What its half-life is called where it is shown.
    #[must_use]
    pub fn half_life_symbol(&self) -> &'static str {
        if CHECKED.contains(&self.name) {
            "half_life"
        } else {
            "half_life_unchecked"
        }
    }

    /// Every name it goes by, the international one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let also = self.also.split(';').filter(|name| !name.is_empty());
        std::iter::once(self.name).chain(also)
    }

    /// Whole days until so many half-lives have passed, by the lower and by the upper end of the
    /// range; none if the drug has no half-life to count with.
    #[must_use]
    pub fn days(&self, half_lives: u32) -> Option<(i32, i32)> {
        let fixed = CLEARED_AFTER.iter().find(|(name, _)| *name == self.name);
        if let Some((_, days)) = fixed {
            return Some((*days, *days));
        }
        let (low, high) = self.half_life?;
        // At most 60 days times a number of half-lives that rules keep small. Rounded up to whole
        // days, and a product that is whole but for its binary error is not rounded on.
        #[allow(clippy::cast_possible_truncation)]
        let days = |half_life: f64| libm::ceil(half_life * f64::from(half_lives) - 1e-9) as i32;
        Some((days(low), days(high)))
    }
}

/// A time to wait after the last dose of a drug: so many half-lives, a fixed time, or the longer
/// of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// So many half-lives.
    pub half_lives: Option<u32>,
    /// A fixed time.
    pub span: Option<Span>,
}

impl Wait {
    /// From which day on the time may be over, and from which it surely is; none for the latter
    /// if half-lives are to be counted that nobody knows.
    #[must_use]
    pub fn over(&self, drug: Option<&Drug>, last: DateRange) -> (Date, Option<Date>) {
        let after = |day: Date, days: i32| {
            let by_span = self.span.map_or(day, |span| span.after(day));
            by_span.max(day.plus_days(days))
        };
        let days = match self.half_lives {
            None => Some((0, 0)),
            Some(n) => drug.and_then(|drug| drug.days(n)),
        };
        let first = after(last.earliest, days.map_or(0, |(low, _)| low));
        (first, days.map(|(_, high)| after(last.latest, high)))
    }
}

/// Words beside a name that leave it the same drug: salts, forms, ways, times.
const BESIDE: [&str; 36] = [
    "acetate",
    "aspart",
    "biosimilar",
    "capsule",
    "capsules",
    "citrate",
    "cream",
    "daily",
    "degludec",
    "detemir",
    "extended",
    "glargine",
    "hydrochloride",
    "infusion",
    "infusions",
    "injection",
    "injections",
    "lispro",
    "mesylate",
    "mofetil",
    "monohydrate",
    "month",
    "monthly",
    "once",
    "oral",
    "phosphate",
    "pill",
    "pills",
    "release",
    "sodium",
    "succinate",
    "sulfate",
    "tablet",
    "tablets",
    "twice",
    "weekly",
];

/// The drug that a name means: an international or trade name, whole or before a strength, a
/// salt or a biosimilar's suffix ("rituximab-abbs", "Imuran 50 mg"). An unknown name that ends
/// as antibodies' names do is an antibody. A text with another word in it may name two drugs, or
/// none of these, and means nothing.
#[must_use]
pub fn find(text: &str) -> Option<&'static Drug> {
    let text = text.trim().to_ascii_lowercase();
    // Names are plain letters and digits; any other letter goes on with the word.
    let goes_on = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii();
    let mut best: Option<(&str, &Drug)> = None;
    for drug in DRUGS {
        for name in drug.names() {
            let rest = text.strip_prefix(name);
            let rest = rest.filter(|rest| !rest.starts_with(goes_on));
            if let Some(rest) =
                rest.filter(|rest| best.is_none_or(|(best, _)| rest.len() < best.len()))
            {
                best = Some((rest, drug));
            }
        }
    }
    let (rest, drug) = best.or_else(|| {
        let first = text.split(|c: char| !goes_on(c)).next()?;
        let antibody = first.len() > 5 && first.ends_with("mab");
        antibody.then_some((text.strip_prefix(first)?, &ANTIBODY))
    })?;
    // A biosimilar's suffix is four letters that mean nothing.
    let suffix = rest
        .strip_prefix('-')
        .filter(|rest| rest.find(|c| !goes_on(c)).unwrap_or(rest.len()) == 4);
    let rest = suffix.and_then(|rest| rest.get(4..)).unwrap_or(rest);
    let mut words = rest.split(|c: char| !goes_on(c));
    words
        .all(|word| {
            word.is_empty() || is_strength(word) || SHORT.contains(&word) || BESIDE.contains(&word)
        })
        .then_some(drug)
}

/// Strengths, ways and times in short. Any other short word may be another drug: MMF, MTX, AZA.
const SHORT: [&str; 36] = [
    "a", "bd", "bid", "cr", "d", "day", "dr", "e", "ec", "er", "g", "hcl", "im", "iu", "iv", "kg",
    "la", "m", "m2", "mcg", "mg", "ml", "od", "pen", "per", "po", "prn", "qd", "sc", "sr", "tid",
    "u", "ug", "wk", "x", "xr",
];

/// "500mg".
fn is_strength(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_one_drug() {
        let mut seen = std::collections::HashSet::new();
        let is_there = |name: &&str| DRUGS.iter().any(|drug| drug.name == *name);
        assert!(CHECKED.iter().all(is_there));
        for drug in DRUGS {
            for name in drug.names() {
                assert!(seen.insert(name), "{name} twice");
                assert_eq!(name, name.trim().to_lowercase());
                assert_eq!(find(name).map(|found| found.name), Some(drug.name));
            }
            if let Some((low, high)) = drug.half_life {
                assert!(0.0 < low && low <= high && high <= 60.0, "{}", drug.name);
            }
        }
    }

    #[test]
    fn names_come_with_strengths_salts_and_suffixes() {
        for (text, name) in [
            ("Rituximab-abbs", "rituximab"),
            (" IMURAN 50 mg", "azathioprine"),
            ("methotrexate sodium", "methotrexate"),
            ("mycophenolate mofetil", "mycophenolate"),
            ("Interferon beta-1a SC", "interferon beta-1a sc"),
            ("interferon beta-1a (?)", "interferon beta-1a"),
            ("galcanezumab", "-mab"),
            ("Prednisolone 5mg", "prednisolone"),
            ("Prednisolon 5 mg", "prednisolone"),
            ("Prednisolone 2.5mg/day, once daily", "prednisolone"),
            ("insulin aspart", "insulin"),
            ("Rituximab-pvvr 1000mg", "rituximab"),
            ("methotrexate 15 mg sc pen", "methotrexate"),
            ("Tacrolimus XR 2 mg bid", "tacrolimus"),
        ] {
            assert_eq!(find(text).map(|drug| drug.name), Some(name), "{text}");
        }
        for text in [
            "prednisone and Imuran",
            "insulin and rituximab",
            "hydroxychloroquine/azathioprine",
            "medrol + ocrevus",
            "ocrelizumab then ozanimod",
            "plaquenil methotrexate",
            "insulin-like growth factor",
            "galcanezumab, Imuran",
            "prednisone, MMF",
            "prednisone + MTX",
            "rituximab, AZA",
            "IVIG, RTX",
            "methotrexate no",
        ] {
            assert!(find(text).is_none(), "{text}");
        }
        for text in ["", "mab", "humiras", "predniso", "aspirin", "m\u{e4}b"] {
            assert!(find(text).is_none(), "{text}");
        }
    }

    #[test]
    fn half_lives_make_whole_days() {
        let days = |name: &str| find(name).and_then(|drug| drug.days(5));
        assert_eq!(days("siponimod"), Some((7, 7)));
        assert_eq!(days("fingolimod"), Some((30, 45)));
        assert_eq!(days("teriflunomide"), Some((90, 95)));
        assert_eq!(days("ofatumumab"), Some((80, 80)));
        assert_eq!(days("anifrolumab"), Some((112, 112)));
        assert_eq!(days("glatiramer"), None);
    }
}
