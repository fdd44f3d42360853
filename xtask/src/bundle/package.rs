//! Puts `pkg/` together, always from scratch and always in the same bytes.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{digest, engine, materials, schema, seal, tools, trials};
use crate::Outcome;

/// What npm wants beside the engine, as it lies here. A README and the licences come with them.
const FOR_NPM: [(&str, &str); 4] = [
    ("node.js", include_str!("npm/node.js")),
    ("trials.d.ts", include_str!("npm/trials.d.ts")),
    ("locales.d.ts", include_str!("npm/locales.d.ts")),
    ("README.md", include_str!("npm/README.md")),
];
/// Words that only the page of the calculators says, and those for who writes a definition.
const OF_CALCULATORS: [&str; 4] = ["calculators", "history", "problems", "author"];
/// Words that only the page about trials says, and those for who writes a definition.
const OF_TRIALS: [&str; 17] = [
    "guide", "sheet", "keep", "host", "trial", "person", "groups", "verdict", "who", "findings",
    "trials", "drawing", "reasons", "notes", "problems", "record", "author",
];

/// Rebuilds `pkg/`. The old one stays until the new one is complete.
pub fn build(root: &Path) -> Outcome {
    tools::npm_packages(root)?;
    let built = stage(root)?;
    let (new, old, package) = (root.join("pkg.new"), root.join("pkg.old"), root.join("pkg"));
    for leftover in [&new, &old] {
        emptied(leftover)?;
    }
    copy(&built, &new)?;
    if package.exists() {
        rename(&package, &old)?;
    }
    rename(&new, &package)?;
    emptied(&old)?;
    eprintln!("Built pkg/ ({} files)", digest::files(&package)?.len());
    Ok(())
}

/// Builds everything under `target/package` and returns the finished folder.
pub fn stage(root: &Path) -> Result<PathBuf, String> {
    let stage = root.join("target/package");
    let package = stage.join("pkg");
    emptied(&stage)?;
    copy(&root.join("www"), &stage.join("www"))?;
    fs::create_dir_all(&package).map_err(|error| error.to_string())?;

    eprintln!("Compiling the engine");
    engine::build(root, &package, &[])?;
    let screening = ["--no-default-features", "--features", "javascript"];
    let sealed = stage.join("sealed");
    copy(&root.join("www"), &sealed.join("www"))?;
    engine::build(root, &sealed.join("pkg"), &screening)?;
    eprintln!("Sealing the single files");
    let trials = trials::shipped(root)?;
    let locales = trials::locales(root)?;
    let without = |parts: &[&str]| -> Vec<(String, Value)> {
        let mut some = locales.clone();
        for (_, words) in &mut some {
            if let Some(words) = words.as_object_mut() {
                words.retain(|part, _| !parts.contains(&part.as_str()));
            }
        }
        some
    };
    tools::write(&package.join("package.json"), manifest(root)?)?;
    for (name, contents) in FOR_NPM {
        tools::write(&package.join(name), contents)?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        tools::write(&package.join(licence), tools::read(&root.join(licence))?)?;
    }
    tools::write(&package.join("fhir.js"), seal::fhir(root, &stage)?)?;
    let declared = tools::read(&root.join("www/fhir/types.d.ts"))?;
    tools::write(
        &package.join("fhir.d.ts"),
        declared.replace("../../pkg/", "./"),
    )?;
    tools::write(
        &package.join("trials.json"),
        trials::plain_json(&Value::Array(trials.clone())),
    )?;
    tools::write(
        &package.join("locales.json"),
        trials::plain_json(&Value::Object(locales.iter().cloned().collect())),
    )?;
    let names = locales.first().map(|(_, english)| &english["names"]);
    tools::write(
        &package.join("trial.schema.json"),
        schema::text(names.unwrap_or(&Value::Null))?,
    )?;
    let prescreen = seal::widget(
        root,
        &sealed,
        &seal::Sealed {
            html: "index.html",
            style: "style.css",
            script: "app.js",
            trials: &trials,
            locales: &without(&OF_CALCULATORS),
        },
    )?;
    let calculators = seal::widget(
        root,
        &sealed,
        &seal::Sealed {
            html: "calculators.html",
            style: "calculators/style.css",
            script: "calculators/app.js",
            trials: &[],
            locales: &without(&OF_TRIALS),
        },
    )?;
    let prescreen = under_both_names(&package, "prescreen", &prescreen)?;
    let calculators = under_both_names(&package, "calculators", &calculators)?;
    let embed = seal::embed(root, &stage, &prescreen, &calculators)?;
    let integrity = json!({ "trial-prescreen.js": digest::integrity(&embed) });
    tools::write(&package.join("trial-prescreen.js"), &embed)?;
    tools::write(
        &package.join("integrity.json"),
        integrity.to_string() + "\n",
    )?;
    let linked = materials::linked(root)?;
    let bill = materials::bill(root, &linked)?;
    tools::write(&package.join("bill-of-materials.json"), bill)?;
    tools::write(&package.join("NOTICES.txt"), materials::notices(&linked)?)?;
    tools::write(&package.join("CHECKSUMS"), checksums(&package)?)?;
    Ok(package)
}

/// Writes a file under its plain name and under one with its digest, which can be cached for good.
/// Gives the latter.
fn under_both_names(package: &Path, stem: &str, contents: &str) -> Result<String, String> {
    let digest = digest::hex(contents.as_bytes());
    let name = format!("{stem}.{}.html", &digest[..16]);
    for name in [&format!("{stem}.html"), &name] {
        tools::write(&package.join(name), contents)?;
    }
    Ok(name)
}

/// The names of files that differ between two builds of `pkg/`, or that only one of them has.
pub fn differences(one: &Path, other: &Path) -> Result<Vec<String>, String> {
    let mut names = names_of_both(one, other)?;
    names.retain(
        |name| match (fs::read(one.join(name)), fs::read(other.join(name))) {
            (Ok(one), Ok(other)) => one != other,
            _ => true,
        },
    );
    Ok(names)
}

/// The names of all files that at least one of two folders has.
pub fn names_of_both(one: &Path, other: &Path) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = [names(one)?, names(other)?].concat();
    names.sort();
    names.dedup();
    Ok(names)
}

fn names(package: &Path) -> Result<Vec<String>, String> {
    if !package.is_dir() {
        return Err("there is no pkg/ yet; run `cargo xtask build`".to_string());
    }
    let name = |file: &PathBuf| {
        file.strip_prefix(package)
            .ok()
            .and_then(Path::to_str)
            .map(str::to_string)
    };
    Ok(digest::files(package)?.iter().filter_map(name).collect())
}

/// What npm and bundlers read. The version is the crate's.
fn manifest(root: &Path) -> Result<String, String> {
    let crate_manifest = tools::read(&root.join("Cargo.toml"))?;
    let field = |name: &str| {
        crate_manifest
            .lines()
            .find_map(|line| {
                line.strip_prefix(&format!("{name} = \""))?
                    .strip_suffix('"')
            })
            .ok_or_else(|| format!("Cargo.toml has no {name}"))
    };
    let manifest = json!({
        "name": "trial-prescreen",
        "version": field("version")?,
        "description": field("description")?,
        "license": field("license")?,
        "type": "module",
        // These do something by being imported: one reads the engine, one defines an element.
        "sideEffects": ["./node.js", "./trial-prescreen.js"],
        "engines": { "node": ">=20" },
        "types": "./trial_prescreen.d.ts",
        "exports": {
            ".": {
                "types": "./trial_prescreen.d.ts",
                "node": "./node.js",
                "default": "./trial_prescreen.js",
            },
            "./fhir": { "types": "./fhir.d.ts", "default": "./fhir.js" },
            "./trial_prescreen_bg.wasm": "./trial_prescreen_bg.wasm",
            "./trials.json": { "types": "./trials.d.ts", "default": "./trials.json" },
            "./locales.json": { "types": "./locales.d.ts", "default": "./locales.json" },
            "./trial.schema.json": "./trial.schema.json",
            "./prescreen.html": "./prescreen.html",
            "./calculators.html": "./calculators.html",
            "./trial-prescreen.js": "./trial-prescreen.js",
            "./package.json": "./package.json",
        },
        "files": ["*.js", "*.ts", "*.wasm", "*.json", "*.html", "LICENSE-*", "NOTICES.txt", "CHECKSUMS"],
    });
    serde_json::to_string_pretty(&manifest)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

/// As `sha256sum --check` reads it.
fn checksums(package: &Path) -> Result<String, String> {
    names(package)?
        .iter()
        .map(|name| {
            Ok(format!(
                "{}  {name}\n",
                digest::hex(&tools::read_bytes(&package.join(name))?)
            ))
        })
        .collect()
}

fn emptied(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .map_err(|error| format!("cannot remove {}: {error}", folder.display()))?;
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Outcome {
    fs::rename(from, to).map_err(|error| format!("cannot rename {}: {error}", from.display()))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    for file in digest::files(from)? {
        let target = to.join(file.strip_prefix(from).map_err(|error| error.to_string())?);
        let folder = target.parent().unwrap_or(to);
        fs::create_dir_all(folder)
            .and_then(|()| fs::copy(&file, &target))
            .map_err(|error| format!("cannot copy {}: {error}", file.display()))?;
    }
    Ok(())
}
