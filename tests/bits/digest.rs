//! One digest over the bits of every result of the golden rows, computed alike in the native
//! test and in the browser: a single bit that differs anywhere changes it.

use trial_prescreen::{Value, calculate};

/// Rows that gave a result, and the FNV-1a hash of all results' bits.
pub const RECORDED: (u32, u64) = (41_814, 7_584_428_612_476_368_841);

const REFERENCE: &str = include_str!("../golden/renal_reference.csv");
const CALCULATORS: [(&str, &[&str]); 16] = [
    (
        "ckid_u25_creatinine",
        &["age", "sex", "height", "creatinine"],
    ),
    ("ekfc_2021_creatinine", &["age", "sex", "creatinine"]),
    ("ckd_epi_2021_creatinine", &["age", "sex", "creatinine"]),
    ("ckd_epi_2009_creatinine", &["age", "sex", "creatinine"]),
    ("mdrd_4", &["age", "sex", "creatinine"]),
    ("cockcroft_gault", &["age", "sex", "weight", "creatinine"]),
    ("ideal_body_weight", &["sex", "height"]),
    ("adjusted_body_weight", &["sex", "weight", "height"]),
    ("body_surface_area", &["weight", "height"]),
    ("body_mass_index", &["weight", "height"]),
    ("ckd_epi_2012_cystatin_c", &["age", "sex", "cystatin_c"]),
    (
        "ckd_epi_2021_creatinine_cystatin_c",
        &["age", "sex", "creatinine", "cystatin_c"],
    ),
    ("schwartz_2009", &["height", "creatinine"]),
    ("ckid_u25_cystatin_c", &["age", "sex", "cystatin_c"]),
    (
        "ckid_u25_average",
        &["age", "sex", "height", "creatinine", "cystatin_c"],
    ),
    ("ekfc_2023_cystatin_c", &["age", "cystatin_c"]),
];

pub fn golden_rows() -> (u32, u64) {
    let mut lines = REFERENCE.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let (age, sex) = (column("age_y"), column("sex"));
    let (weight, height) = (column("weight_kg"), column("height_cm"));
    let cystatin_c = column("cys_mg_l");
    let (mg_dl, umol_l) = (column("scr_mg_dl"), column("scr_umol_l"));
    let (mut results, mut hash) = (0, 0xcbf2_9ce4_8422_2325_u64);
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let quantity = |column: usize, unit: &str| {
            Value::Map(vec![
                (
                    "value".to_string(),
                    Value::Number(cells[column].parse().unwrap()),
                ),
                ("unit".to_string(), Value::Text(unit.to_string())),
            ])
        };
        for (creatinine, unit) in [(mg_dl, "mg/dL"), (umol_l, "umol/L")] {
            for (id, inputs) in CALCULATORS {
                let inputs = inputs
                    .iter()
                    .map(|name| {
                        let value = match *name {
                            "age" => quantity(age, "a"),
                            "weight" => quantity(weight, "kg"),
                            "height" => quantity(height, "cm"),
                            "creatinine" => quantity(creatinine, unit),
                            "cystatin_c" => quantity(cystatin_c, "mg/L"),
                            _ => {
                                let sex = if cells[sex] == "F" { "female" } else { "male" };
                                Value::Text(sex.to_string())
                            }
                        };
                        ((*name).to_string(), value)
                    })
                    .collect();
                let Ok(result) = calculate(id, &Value::Map(inputs)) else {
                    continue;
                };
                results += 1;
                for byte in result.low.as_number().unwrap().to_bits().to_le_bytes() {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
            }
        }
    }
    (results, hash)
}
