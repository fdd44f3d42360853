//! The rows.

use super::{Equation, Input, Point, Source, Validity};
use crate::formula::{
    Sex, Step, body, body_weight, ckd_epi_2009, ckd_epi_2012, ckd_epi_2021, ckid_u25,
    cockcroft_gault, ekfc_2021, ekfc_2023, mdrd_4, schwartz_2009,
};

/// The formulas. In every input but the age each rises or falls throughout.
pub static EQUATIONS: &[Equation] = &[
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::Height, Input::Creatinine],
        steps: |p| vec![Step::number("k", ckid_u25::factor(p.age, p.sex), None)],
        ..u25("ckid_u25_creatinine", "ckd_epi_2021_creatinine", |p| {
            ckid_u25::egfr(p.age, p.sex, p.height, p.creatinine)
        })
    },
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::CystatinC],
        unused: &[Input::Height],
        steps: |p| vec![u25_cystatin_factor(p)],
        ..u25("ckid_u25_cystatin_c", "ckd_epi_2012_cystatin_c", |p| {
            ckid_u25::egfr_cystatin(p.age, p.sex, p.cystatin_c)
        })
    },
    Equation {
        inputs: &[
            Input::Age,
            Input::Sex,
            Input::Height,
            Input::Creatinine,
            Input::CystatinC,
        ],
        steps: |p| {
            let (creatinine, cystatin_c) = u25_both(p);
            vec![
                Step::number("k", ckid_u25::factor(p.age, p.sex), None),
                Step::number("ckid_u25_creatinine", creatinine, Some(EGFR)),
                u25_cystatin_factor(p),
                Step::number("ckid_u25_cystatin_c", cystatin_c, Some(EGFR)),
            ]
        },
        least_at: Some(|p| ckid_u25::least_mean(p.sex, p.height, p.creatinine, p.cystatin_c)),
        ..u25(
            "ckid_u25_average",
            "ckd_epi_2021_creatinine_cystatin_c",
            |p| {
                let (creatinine, cystatin_c) = u25_both(p);
                (creatinine + cystatin_c) / 2.0
            },
        )
    },
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::Creatinine],
        validity: EKFC_AGES,
        steps: |p| {
            let q = ekfc_2021::median_creatinine_umol_l(p.age, p.sex);
            let ratio = ekfc_2021::ratio(p.age, p.sex, p.creatinine);
            let mut steps = vec![Step::number("q", q, Some("umol/L"))];
            steps.extend(ekfc_2021::steps(p.age, ratio));
            steps
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
    Equation {
        inputs: &[Input::Age, Input::CystatinC],
        unused: &[Input::Sex],
        validity: EKFC_AGES,
        steps: |p| {
            let q = ekfc_2023::median_cystatin_c(p.age);
            let mut steps = vec![Step::number("q", q, Some("mg/L"))];
            steps.extend(ekfc_2021::steps(p.age, p.cystatin_c.0 / q));
            steps
        },
        age_turns: &ekfc_2023::TURNS,
        ..new(
            "ekfc_2023_cystatin_c",
            EGFR,
            "Pottel et al., N Engl J Med 2023;388:333-343",
            Some("10.1056/NEJMoa2203769"),
            |p| ekfc_2023::egfr(p.age, p.cystatin_c),
        )
    },
    Equation {
        inputs: &[Input::Height, Input::Creatinine],
        unused: &[Input::Age, Input::Sex],
        validity: Some(Validity {
            from: 1.0,
            to: 18.0,
            to_open: true,
            instead: "ckd_epi_2021_creatinine",
        }),
        steps: |_| vec![Step::number("constant", schwartz_2009::FACTOR, None)],
        ..new(
            "schwartz_2009",
            EGFR,
            "Schwartz et al., J Am Soc Nephrol 2009;20:629-637",
            Some("10.1681/ASN.2008030287"),
            |p| schwartz_2009::egfr(p.height, p.creatinine),
        )
    },
    Equation {
        steps: |p| ckd_epi_2021::steps(p.age, p.sex, p.creatinine),
        ..adult(
            "ckd_epi_2021_creatinine",
            "Inker et al., N Engl J Med 2021;385:1737-1749",
            "10.1056/NEJMoa2102953",
            |p| ckd_epi_2021::egfr(p.age, p.sex, p.creatinine),
        )
    },
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::Creatinine, Input::CystatinC],
        validity: adults("ckid_u25_average"),
        steps: |p| ckd_epi_2021::steps_both(p.age, p.sex, p.creatinine, p.cystatin_c),
        ..adult(
            "ckd_epi_2021_creatinine_cystatin_c",
            "Inker et al., N Engl J Med 2021;385:1737-1749",
            "10.1056/NEJMoa2102953",
            |p| ckd_epi_2021::egfr_both(p.age, p.sex, p.creatinine, p.cystatin_c),
        )
    },
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::CystatinC],
        validity: adults("ckid_u25_cystatin_c"),
        steps: |p| ckd_epi_2012::steps(p.age, p.sex, p.cystatin_c),
        ..adult(
            "ckd_epi_2012_cystatin_c",
            "Inker et al., N Engl J Med 2012;367:20-29",
            "10.1056/NEJMoa1114248",
            |p| ckd_epi_2012::egfr(p.age, p.sex, p.cystatin_c),
        )
    },
    Equation {
        steps: |p| ckd_epi_2009::steps(p.age, p.sex, p.creatinine),
        ..adult(
            "ckd_epi_2009_creatinine",
            "Levey et al., Ann Intern Med 2009;150:604-612",
            "10.7326/0003-4819-150-9-200905050-00006",
            |p| ckd_epi_2009::egfr(p.age, p.sex, p.creatinine),
        )
    },
    Equation {
        steps: |p| mdrd_4::steps(p.age, p.sex, p.creatinine).into(),
        ..adult(
            "mdrd_4",
            "Levey et al., Clin Chem 2007;53:766-772",
            "10.1373/clinchem.2006.077180",
            |p| mdrd_4::egfr(p.age, p.sex, p.creatinine),
        )
    },
    Equation {
        unused: &[Input::Height],
        steps: |p| clearance_steps(p).into(),
        ..clearance(
            "actual",
            &[Input::Age, Input::Sex, Input::Weight, Input::Creatinine],
            |p| cockcroft_gault::clearance(p.age, p.sex, p.weight, p.creatinine),
        )
    },
    Equation {
        least_height: Some(body_weight::LEAST_HEIGHT_CM),
        steps: |p| {
            let mut steps = ideal_step(p);
            steps.extend(clearance_steps(p));
            steps
        },
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
            steps.extend(clearance_steps(p));
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
        least_at: None,
    }
}

fn no_steps(_: &Point) -> Vec<Step> {
    Vec::new()
}

/// 140 less the age, 72, and the factor for women.
fn clearance_steps(p: &Point) -> [Step; 3] {
    [
        Step::number("age_term", 140.0 - p.age.0, None),
        Step::number("divisor", 72.0, None),
        sex_step(p, 0.85),
    ]
}

fn ideal_step(p: &Point) -> Vec<Step> {
    let weight = body_weight::ideal(p.sex, p.height).0;
    vec![Step::number("ideal_body_weight", weight, Some("kg"))]
}

const fn adults(instead: &'static str) -> Option<Validity> {
    Some(Validity {
        from: 18.0,
        to: 120.0,
        to_open: false,
        instead,
    })
}

const EKFC_AGES: Option<Validity> = Some(Validity {
    from: 2.0,
    to: 100.0,
    to_open: false,
    instead: "ckid_u25_creatinine",
});

const fn u25(id: &'static str, instead: &'static str, at: fn(&Point) -> f64) -> Equation {
    Equation {
        validity: Some(Validity {
            from: 1.0,
            to: 26.0,
            to_open: true,
            instead,
        }),
        age_turns: &ckid_u25::TURNS,
        ..new(
            id,
            EGFR,
            "Pierce et al., Kidney Int 2021;99:948-956",
            Some("10.1016/j.kint.2020.10.047"),
            at,
        )
    }
}

/// The estimates from creatinine and from cystatin C.
fn u25_both(p: &Point) -> (f64, f64) {
    (
        ckid_u25::egfr(p.age, p.sex, p.height, p.creatinine),
        ckid_u25::egfr_cystatin(p.age, p.sex, p.cystatin_c),
    )
}

fn u25_cystatin_factor(p: &Point) -> Step {
    let factor = ckid_u25::cystatin_factor(p.age, p.sex);
    Step::number("k_cystatin_c", factor, None)
}

/// The factor for women, and 1 for men.
fn sex_step(p: &Point, female: f64) -> Step {
    let factor = match p.sex {
        Sex::Female => female,
        Sex::Male => 1.0,
    };
    Step::number("sex_factor", factor, None)
}

const fn adult(
    id: &'static str,
    text: &'static str,
    doi: &'static str,
    at: fn(&Point) -> f64,
) -> Equation {
    Equation {
        inputs: &[Input::Age, Input::Sex, Input::Creatinine],
        validity: adults("ckid_u25_creatinine"),
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
        validity: adults("ckid_u25_creatinine"),
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
