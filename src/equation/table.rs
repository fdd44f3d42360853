//! The rows.

use super::{Equation, Input, Point, Source, Validity};
use crate::formula::{
    Step, body, body_weight, ckd_epi_2009, ckd_epi_2021, ckid_u25, cockcroft_gault, ekfc_2021,
    mdrd_4,
};

/// The formulas. In every input but the age each rises or falls throughout.
pub static EQUATIONS: &[Equation] = &[
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::Height, Input::Creatinine],
        validity: Some(Validity {
            from: 1.0,
            to: 26.0,
            to_open: true,
            instead: "ckd_epi_2021_creatinine",
        }),
        steps: |p| vec![Step::number("k", ckid_u25::factor(p.age, p.sex), None)],
        age_turns: &[12.0, 18.0],
        ..new(
            "ckid_u25_creatinine",
            EGFR,
            "Pierce et al., Kidney Int 2021;99:948-956",
            Some("10.1016/j.kint.2020.10.047"),
            |p| ckid_u25::egfr(p.age, p.sex, p.height, p.creatinine),
        )
    },
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::Creatinine],
        validity: Some(Validity {
            from: 2.0,
            to: 100.0,
            to_open: false,
            instead: "ckid_u25_creatinine",
        }),
        steps: |p| {
            vec![Step::number(
                "q",
                ekfc_2021::median_creatinine_umol_l(p.age, p.sex),
                Some("umol/L"),
            )]
        },
        age_turns: &ekfc_2021::TURNS,
        ..new(
            "ekfc_2021_creatinine",
            EGFR,
            "Pottel et al., Ann Intern Med 2021;174:183-191",
            Some("10.7326/M20-4366"),
            |p| ekfc_2021::egfr(p.age, p.sex, p.creatinine),
        )
    },
    adult(
        "ckd_epi_2021_creatinine",
        "Inker et al., N Engl J Med 2021;385:1737-1749",
        "10.1056/NEJMoa2102953",
        |p| ckd_epi_2021::egfr(p.age, p.sex, p.creatinine),
    ),
    adult(
        "ckd_epi_2009_creatinine",
        "Levey et al., Ann Intern Med 2009;150:604-612",
        "10.7326/0003-4819-150-9-200905050-00006",
        |p| ckd_epi_2009::egfr(p.age, p.sex, p.creatinine),
    ),
    adult(
        "mdrd_4",
        "Levey et al., Clin Chem 2007;53:766-772",
        "10.1373/clinchem.2006.077180",
        |p| mdrd_4::egfr(p.age, p.sex, p.creatinine),
    ),
    Equation {
        unused: &[Input::Height],
        ..clearance(
            "actual",
            &[Input::Age, Input::Sex, Input::Weight, Input::Creatinine],
            |p| cockcroft_gault::clearance(p.age, p.sex, p.weight, p.creatinine),
        )
    },
    Equation {
        least_height: Some(body_weight::LEAST_HEIGHT_CM),
        steps: ideal_step,
        ..clearance(
            "ideal",
            &[Input::Age, Input::Sex, Input::Height, Input::Creatinine],
            |p| {
                let weight = body_weight::ideal(p.sex, p.height);
                cockcroft_gault::clearance(p.age, p.sex, weight, p.creatinine)
            },
        )
    },
    Equation {
        least_height: Some(body_weight::LEAST_HEIGHT_CM),
        steps: |p| {
            let mut steps = ideal_step(p);
            let weight = body_weight::adjusted(p.sex, p.height, p.weight).0;
            steps.push(Step::number("adjusted_body_weight", weight, Some("kg")));
            steps
        },
        ..clearance(
            "adjusted",
            &[
                Input::Age,
                Input::Sex,
                Input::Weight,
                Input::Height,
                Input::Creatinine,
            ],
            |p| {
                let weight = body_weight::adjusted(p.sex, p.height, p.weight);
                cockcroft_gault::clearance(p.age, p.sex, weight, p.creatinine)
            },
        )
    },
    Equation {
        inputs: &[Input::Sex, Input::Height],
        unused: &[Input::Weight],
        least_height: Some(body_weight::LEAST_HEIGHT_CM),
        ..new("ideal_body_weight", "kg", DEVINE, None, |p| {
            body_weight::ideal(p.sex, p.height).0
        })
    },
    Equation {
        inputs: &[Input::Sex, Input::Weight, Input::Height],
        least_height: Some(body_weight::LEAST_HEIGHT_CM),
        steps: ideal_step,
        ..new("adjusted_body_weight", "kg", DEVINE, None, |p| {
            body_weight::adjusted(p.sex, p.height, p.weight).0
        })
    },
    surface(
        "mosteller",
        "Mosteller, N Engl J Med 1987;317:1098",
        "10.1056/NEJM198710223171717",
        |p| body::surface_mosteller(p.weight, p.height),
    ),
    surface(
        "du_bois",
        "Du Bois and Du Bois, Arch Intern Med 1916;17:863-871",
        "10.1001/archinte.1916.00080130010002",
        |p| body::surface_du_bois(p.weight, p.height),
    ),
    surface(
        "haycock",
        "Haycock et al., J Pediatr 1978;93:62-66",
        "10.1016/S0022-3476(78)80601-5",
        |p| body::surface_haycock(p.weight, p.height),
    ),
    Equation {
        inputs: &[Input::Weight, Input::Height],
        ..new(
            "body_mass_index",
            "kg/m2",
            "Keys et al., J Chronic Dis 1972;25:329-343",
            Some("10.1016/0021-9681(72)90027-6"),
            |p| body::mass_index(p.weight, p.height),
        )
    },
];

const EGFR: &str = "mL/min/{1.73_m2}";
const DEVINE: &str = "Devine, Drug Intell Clin Pharm 1974;8:650-655";

const fn new(
    id: &'static str,
    unit: &'static str,
    text: &'static str,
    doi: Option<&'static str>,
    at: fn(&Point) -> f64,
) -> Equation {
    Equation {
        id,
        variant: None,
        inputs: &[],
        unused: &[],
        unit,
        validity: None,
        least_height: None,
        completed_years: false,
        source: Source { text, doi },
        at,
        steps: no_steps,
        age_turns: &[],
    }
}

fn no_steps(_: &Point) -> Vec<Step> {
    Vec::new()
}

fn ideal_step(p: &Point) -> Vec<Step> {
    let weight = body_weight::ideal(p.sex, p.height).0;
    vec![Step::number("ideal_body_weight", weight, Some("kg"))]
}

const ADULTS: Option<Validity> = Some(Validity {
    from: 18.0,
    to: 120.0,
    to_open: false,
    instead: "ckid_u25_creatinine",
});

const fn adult(
    id: &'static str,
    text: &'static str,
    doi: &'static str,
    at: fn(&Point) -> f64,
) -> Equation {
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::Creatinine],
        validity: ADULTS,
        completed_years: true,
        ..new(id, EGFR, text, Some(doi), at)
    }
}

const fn clearance(
    basis: &'static str,
    inputs: &'static [Input],
    at: fn(&Point) -> f64,
) -> Equation {
    Equation {
        variant: Some(("weight_basis", basis)),
        inputs,
        validity: ADULTS,
        completed_years: true,
        ..new(
            "cockcroft_gault",
            "mL/min",
            "Cockcroft and Gault, Nephron 1976;16:31-41",
            Some("10.1159/000180580"),
            at,
        )
    }
}

const fn surface(
    method: &'static str,
    text: &'static str,
    doi: &'static str,
    at: fn(&Point) -> f64,
) -> Equation {
    Equation {
        variant: Some(("method", method)),
        inputs: &[Input::Weight, Input::Height],
        ..new("body_surface_area", "m2", text, Some(doi), at)
    }
}
