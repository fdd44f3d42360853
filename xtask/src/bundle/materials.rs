//! What the wasm file is made of: the bill of materials, and the licences that go with the package.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::tools::{self, WASM_TARGET};

const PRODUCT: &str = "trial-prescreen";
const GLUE: &str = "wasm-bindgen";

/// Every licence expression that a linked crate may have, and the texts that its terms ask for. MIT
/// where there is a choice: it is the project's own and the shortest. Another expression is to be
/// read before it stands here.
const LICENCES: [(&str, &[&str]); 4] = [
    ("MIT", &["MIT"]),
    ("MIT OR Apache-2.0", &["MIT"]),
    ("Apache-2.0 OR MIT", &["MIT"]),
    (
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        &["MIT", "Unicode-3.0"],
    ),
];

/// The names that crates give to the file with a licence's text.
const TEXTS: [(&str, &[&str]); 2] = [
    (
        "MIT",
        &[
            "LICENSE-MIT",
            "LICENSE-MIT.md",
            "LICENSE-MIT.txt",
            "LICENSE",
            "LICENSE.md",
            "LICENSE.txt",
        ],
    ),
    ("Unicode-3.0", &["LICENSE-UNICODE"]),
];

/// The standard library comes with the toolchain and not from a registry.
const STANDARD_LIBRARY: &str = "std";
const STANDARD_LIBRARY_NOTICE: &str = "Part of the Rust standard library is linked in as well. It comes with the toolchain, and is Copyright (c) The Rust
Project Contributors, MIT OR Apache-2.0; the terms of the MIT licence are those above.
";

/// A crate whose code is linked into the wasm file.
pub struct Material {
    pub name: String,
    pub version: String,
    pub licence: String,
    checksum: String,
    /// Where cargo unpacked it.
    folder: PathBuf,
    /// Names of the linked crates that it calls.
    calls: Vec<String>,
}

impl Material {
    fn purl(&self) -> String {
        purl(&self.name, &self.version)
    }
}

/// Every crate that is linked into the wasm file with all its features, by name. What runs only while
/// it is compiled is none.
pub fn linked(root: &Path) -> Result<Vec<Material>, String> {
    let names = tree(root)?;
    let metadata = metadata(root)?;
    let lock = tools::read(&root.join("Cargo.lock"))?;
    let mut materials = Vec::new();
    for (name, version) in &names {
        let package = values(&metadata["packages"])
            .find(|one| one["name"] == name.as_str() && one["version"] == version.as_str())
            .ok_or_else(|| format!("cargo's metadata lacks {name} {version}"))?;
        let node = values(&metadata["resolve"]["nodes"])
            .find(|one| one["id"] == package["id"])
            .ok_or_else(|| format!("cargo does not resolve {name} {version}"))?;
        materials.push(Material {
            name: name.clone(),
            version: version.clone(),
            licence: text(&package["license"]),
            checksum: checksum(&lock, name, version)?,
            folder: Path::new(&text(&package["manifest_path"]))
                .parent()
                .map(Path::to_path_buf)
                .unwrap_or_default(),
            calls: called(node, &metadata, &names),
        });
    }
    Ok(materials)
}

/// CycloneDX 1.6 without a time or a random number: the same sources give the same text.
pub fn bill(root: &Path, materials: &[Material]) -> Result<String, String> {
    let metadata = metadata(root)?;
    let product = values(&metadata["packages"])
        .find(|one| one["name"] == PRODUCT)
        .ok_or("cargo does not know the project itself")?;
    let version = text(&product["version"]);
    let reference = purl(PRODUCT, &version);
    let direct: Vec<String> = values(&metadata["resolve"]["nodes"])
        .filter(|node| node["id"] == product["id"])
        .flat_map(|node| called(node, &metadata, &pairs(materials)))
        .collect();
    let toolchain = toolchain(root)?;
    let mut first = depends(&reference, &direct, materials);
    if let Some(on) = first["dependsOn"].as_array_mut() {
        on.push(toolchain["bom-ref"].clone());
    }
    let mut dependencies = vec![first];
    dependencies.extend(
        materials
            .iter()
            .map(|one| depends(&one.purl(), &one.calls, materials)),
    );
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": reference,
                "name": PRODUCT,
                "version": version,
                "licenses": [{ "expression": text(&product["license"]) }],
                "purl": reference,
            },
        },
        "components": materials.iter().map(component).chain([toolchain]).collect::<Vec<_>>(),
        "dependencies": dependencies,
    });
    serde_json::to_string_pretty(&bill)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

/// The texts that the linked crates' terms ask for, each once, below the names of those that have it.
pub fn notices(materials: &[Material]) -> Result<String, String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in materials {
        for licence in permitted(&one.name, &one.licence)? {
            let of = format!("{} {} ({licence})", one.name, one.version);
            texts
                .entry(licence_text(one, licence)?)
                .or_default()
                .push(of);
        }
    }
    let mut ordered: Vec<(&Vec<String>, &String)> =
        texts.iter().map(|(text, of)| (of, text)).collect();
    ordered.sort();
    let mut notices = String::from(
        "The WebAssembly file, and the pages that it is a part of, are compiled from this project's own sources\n\
         (LICENSE-MIT or LICENSE-APACHE) and from the crates below, whose licences follow.\n",
    );
    for (of, text) in ordered {
        let _ = write!(
            notices,
            "\n{}\n{}\n\n{text}\n",
            "-".repeat(80),
            of.join("\n")
        );
    }
    let _ = write!(notices, "\n{}\n{STANDARD_LIBRARY_NOTICE}", "-".repeat(80));
    Ok(notices)
}

/// The licences whose texts go with a crate; an expression that nobody has read yet is refused.
fn permitted(name: &str, expression: &str) -> Result<&'static [&'static str], String> {
    LICENCES
        .iter()
        .find(|(known, _)| *known == expression)
        .map(|(_, texts)| *texts)
        .ok_or_else(|| format!("{name} has the licence \"{expression}\", which is not allowed"))
}

fn licence_text(one: &Material, licence: &str) -> Result<String, String> {
    let files = TEXTS.iter().find(|(known, _)| *known == licence);
    let files = files.map(|(_, files)| *files).unwrap_or_default();
    let file = files
        .iter()
        .map(|file| one.folder.join(file))
        .find(|file| file.is_file())
        .ok_or_else(|| format!("{} has no text of its licence {licence}", one.name))?;
    let text = tools::read(&file)?;
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    Ok(lines.join("\n").trim_matches('\n').to_string())
}

fn component(one: &Material) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": one.purl(),
        "name": one.name,
        "version": one.version,
        "scope": "required",
        "hashes": [{ "alg": "SHA-256", "content": one.checksum }],
        "licenses": [{ "expression": one.licence }],
        "purl": one.purl(),
    });
    if one.name == GLUE {
        component["properties"] = json!([{
            "name": "trial-prescreen:writes",
            "value": "trial_prescreen.js, by the command-line tool of this very version",
        }]);
    }
    component
}

/// The standard library of the compiler at hand, which no lock file names.
fn toolchain(root: &Path) -> Result<Value, String> {
    let said = tools::output(Command::new("rustc").current_dir(root).arg("--version"))?;
    let version = said.split(' ').nth(1).ok_or("rustc names no version")?;
    let purl = format!("pkg:generic/rust-std@{version}");
    Ok(json!({
        "type": "library",
        "bom-ref": purl,
        "name": STANDARD_LIBRARY,
        "version": version,
        "scope": "required",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "purl": purl,
    }))
}

fn depends(of: &str, on: &[String], materials: &[Material]) -> Value {
    let on: Vec<String> = materials
        .iter()
        .filter(|one| on.contains(&one.name))
        .map(Material::purl)
        .collect();
    json!({ "ref": of, "dependsOn": on })
}

fn purl(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{version}")
}

/// Name and version of all that is linked, as cargo itself tells: for this target, and without the
/// macros, which run in the compiler.
fn tree(root: &Path) -> Result<BTreeSet<(String, String)>, String> {
    let lines = tools::output(tools::cargo(root).args([
        "tree",
        "--quiet",
        "--locked",
        "--package",
        PRODUCT,
        "--target",
        WASM_TARGET,
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--no-dedupe",
    ]))?;
    lines
        .lines()
        .map(|line| {
            let mut words = line.split(' ');
            let name = words.next().unwrap_or_default();
            let version = words.next().and_then(|word| word.strip_prefix('v'));
            version
                .map(|version| (name.to_string(), version.to_string()))
                .ok_or_else(|| format!("cannot read cargo's tree at \"{line}\""))
        })
        .filter(|pair| !matches!(pair, Ok((name, _)) if name == PRODUCT))
        .collect()
}

fn metadata(root: &Path) -> Result<Value, String> {
    let metadata = tools::output(tools::cargo(root).args([
        "metadata",
        "--quiet",
        "--locked",
        "--format-version=1",
        "--filter-platform",
        WASM_TARGET,
    ]))?;
    serde_json::from_str(&metadata).map_err(|error| error.to_string())
}

/// Names of the linked crates among those that a node of the graph depends on.
fn called(node: &Value, metadata: &Value, linked: &BTreeSet<(String, String)>) -> Vec<String> {
    values(&node["deps"])
        .filter(|dep| values(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()))
        .filter_map(|dep| values(&metadata["packages"]).find(|one| one["id"] == dep["pkg"]))
        .map(|package| (text(&package["name"]), text(&package["version"])))
        .filter(|pair| linked.contains(pair))
        .map(|(name, _)| name)
        .collect()
}

fn pairs(materials: &[Material]) -> BTreeSet<(String, String)> {
    let pair = |one: &Material| (one.name.clone(), one.version.clone());
    materials.iter().map(pair).collect()
}

/// The SHA-256 of the file that a registry sent, as the lock file has it.
fn checksum(lock: &str, name: &str, version: &str) -> Result<String, String> {
    let begins = format!("name = \"{name}\"\nversion = \"{version}\"\n");
    lock.split("[[package]]\n")
        .find(|part| part.starts_with(&begins))
        .and_then(|part| {
            part.lines()
                .find_map(|line| line.strip_prefix("checksum = \"")?.strip_suffix('"'))
        })
        .map(str::to_string)
        .ok_or_else(|| format!("Cargo.lock has no checksum of {name} {version}"))
}

fn values(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::budget;

    fn root() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
    }

    #[test]
    fn every_linked_crate_is_listed_with_a_licence_that_is_allowed() {
        let materials = linked(root()).unwrap();
        let bill: Value = serde_json::from_str(&bill(root(), &materials).unwrap()).unwrap();
        let notices = notices(&materials).unwrap();
        let components: Vec<&Value> = values(&bill["components"]).collect();
        let (last, components) = components.split_last().unwrap();
        assert_eq!(last["name"], STANDARD_LIBRARY);
        let named: Vec<String> = components.iter().map(|one| text(&one["name"])).collect();
        assert_eq!(named, budget::CRATES);
        for one in components {
            let (name, version) = (text(&one["name"]), text(&one["version"]));
            assert!(permitted(&name, &text(&one["licenses"][0]["expression"])).is_ok());
            assert_eq!(text(&one["hashes"][0]["content"]).len(), 64, "{name}");
            assert!(
                notices.contains(&format!("{name} {version} (MIT)")),
                "{name}"
            );
        }
    }

    #[test]
    fn the_project_leads_to_every_crate_of_its_bill() {
        let materials = linked(root()).unwrap();
        let bill: Value = serde_json::from_str(&bill(root(), &materials).unwrap()).unwrap();
        let mut reached = vec![text(&bill["metadata"]["component"]["bom-ref"])];
        let mut at = 0;
        while let Some(from) = reached.get(at).cloned() {
            for next in values(&bill["dependencies"])
                .filter(|one| one["ref"] == from.as_str())
                .flat_map(|one| values(&one["dependsOn"]))
            {
                if !reached.contains(&text(next)) {
                    reached.push(text(next));
                }
            }
            at += 1;
        }
        let all = values(&bill["components"]).count();
        assert_eq!(reached.len(), all + 1, "{reached:?}");
    }

    #[test]
    fn a_licence_that_nobody_has_read_is_refused() {
        let mut materials = linked(root()).unwrap();
        materials[0].licence = "GPL-3.0-only".to_string();
        let refused = notices(&materials).unwrap_err();
        assert!(refused.contains(&materials[0].name) && refused.contains("GPL-3.0-only"));
    }

    #[test]
    fn macros_and_what_tests_need_are_no_part_of_it() {
        let names: Vec<String> = linked(root())
            .unwrap()
            .into_iter()
            .map(|one| one.name)
            .collect();
        for name in [
            "serde_derive",
            "wasm-bindgen-macro",
            "syn",
            "csv",
            "serde_json",
        ] {
            assert!(!names.iter().any(|one| one == name), "{name}");
        }
    }
}
