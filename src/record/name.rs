//! The drug that a coded or written name in a record means.

use super::Source;
use super::codes::{EDQM, ROUTES, SNOMED};
use super::shape::{codings, folded, items, source, text};
use crate::drug::find;
use crate::value::Value;

/// A drug by the name that our table has for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    pub(super) drug: String,
    /// Where its name says how it is given.
    pub(super) route: Option<&'static str>,
    /// Code and system beside the name.
    pub(super) source: Source,
}

/// Words of dose forms that leave a name the same drug, besides those that typed names have.
const FORMS: [&str; 16] = [
    "ampule",
    "autoinjector",
    "coated",
    "concentrate",
    "delayed",
    "enteric",
    "film",
    "injectable",
    "intravenous",
    "powder",
    "prefilled",
    "solution",
    "subcutaneous",
    "suspension",
    "syringe",
    "vial",
];

/// The drug of a concept: by its text and by what is displayed beside its codes. Where two of
/// them mean two drugs, none is meant.
pub(super) fn named(resource: &'static str, value: &Value, key: &str) -> Option<Named> {
    let codings = codings(value, key);
    let texts = items(value, key).iter().filter_map(|c| text(c, "text"));
    let displays = codings.iter().filter_map(|coding| coding.display);
    let mut found: Option<(String, bool)> = None;
    for written in texts.chain(displays) {
        let Some((drug, oral)) = drug(written) else {
            continue;
        };
        match &mut found {
            Some((other, _)) if *other != drug => return None,
            Some((_, already)) => *already |= oral,
            None => found = Some((drug, oral)),
        }
    }
    let (drug, oral) = found?;
    let coding = codings.iter().find(|coding| coding.system.is_some());
    let (code, system) = coding.map_or(("", None), |coding| (coding.code, coding.system));
    Some(Named {
        drug,
        route: oral.then_some("oral"),
        source: source(resource, value, code, system),
    })
}

/// "24 HR tacrolimus 1 MG Extended Release Oral Capsule [Astagraf]" (RxNorm) is tacrolimus, by
/// mouth.
fn drug(written: &str) -> Option<(String, bool)> {
    if written.len() > 200 {
        return None;
    }
    let lower = folded(written);
    // A trade name in brackets, a SNOMED tag.
    let plain = lower.split(['[', '(']).next().unwrap_or_default();
    let words = plain.split(' ').filter(|word| !word.is_empty());
    // An amount before the name: of the pack, or of hours.
    let is_amount = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_digit()) || ["ml", "hr", "mg"].contains(word)
    };
    let kept = words.skip_while(is_amount).filter(|word| {
        let bare = word.strip_suffix([',', ';']).unwrap_or(word);
        !bare.split('-').all(|part| FORMS.contains(&part))
    });
    let name: Vec<&str> = kept.collect();
    let oral = name.contains(&"oral");
    let name = name.join(" ");
    let drug = find(&name)?;
    // An antibody that is not in the table is known by its own name.
    let own = name.split(|c: char| !c.is_ascii_alphanumeric()).next();
    let drug = if drug.name.starts_with('-') {
        own.unwrap_or_default()
    } else {
        drug.name
    };
    Some((drug.to_string(), oral))
}

/// The way of giving that all dosages name.
pub(super) fn route(resource: &Value, key: &str) -> Option<&'static str> {
    let mut found = None;
    for dosage in items(resource, key) {
        let codes = codings(dosage, "route").into_iter();
        let known = codes.filter_map(|coding| {
            let ours = [Some(SNOMED), Some(EDQM)].contains(&coding.system);
            let route = ROUTES.iter().find(|(code, _)| ours && *code == coding.code);
            route.map(|(_, route)| *route)
        });
        // A dosage without a known way may be any.
        let route = known.reduce(|one, other| if one == other { one } else { "" })?;
        if route.is_empty() || found.is_some_and(|other| other != route) {
            return None;
        }
        found = Some(route);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::drug;

    #[test]
    fn names_of_terminologies_mean_one_drug_or_none() {
        for (written, name, oral) in [
            (
                "24 HR tacrolimus 1 MG Extended Release Oral Capsule [Astagraf]",
                "tacrolimus",
                true,
            ),
            ("predniSONE 5 MG Oral Tablet", "prednisone", true),
            (
                "0.4 ML ofatumumab 50 MG/ML Auto-Injector [Kesimpta]",
                "",
                false,
            ),
            (
                "0.4 ML ofatumumab 50 MG/ML Prefilled Syringe [Kesimpta]",
                "ofatumumab",
                false,
            ),
            (
                "rituximab 10 MG/ML Injectable Solution [Rituxan]",
                "rituximab",
                false,
            ),
            ("Fingolimod (substance)", "fingolimod", false),
            (
                "galcanezumab 120 MG/ML Prefilled Syringe",
                "galcanezumab",
                false,
            ),
            ("methotrexate 2.5 MG Oral Tablet", "methotrexate", true),
        ] {
            let found = drug(written).unwrap_or_default();
            assert_eq!((found.0.as_str(), found.1), (name, oral), "{written}");
        }
        for written in [
            "",
            "hydrocortisone 10 MG/ML Topical Cream with Unknown",
            "hydrochlorothiazide 12.5 MG / lisinopril 10 MG Oral Tablet",
            "prednisone and methotrexate",
            "Cefuroxime 250 MG Oral Tablet",
            "no prednisone",
        ] {
            assert_eq!(drug(written), None, "{written}");
        }
    }
}
