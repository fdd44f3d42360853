//! SHA-256 for three readers: browsers (policy hashes), people (checksums), and `version()`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::tools::read_bytes;

/// What `pkg/` is built from. Tests and documents are not: they may change without a new build.
const SOURCES: [&str; 9] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "package-lock.json",
    "rust-toolchain.toml",
    "src",
    "www",
    "xtask/Cargo.toml",
    "xtask/src",
];

pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// As a Content-Security-Policy names an inline script or style.
pub fn policy_hash(inline: &str) -> String {
    format!(
        "'sha256-{}'",
        STANDARD.encode(Sha256::digest(inline.as_bytes()))
    )
}

/// What a page's script element names as `integrity`.
pub fn integrity(script: &str) -> String {
    policy_hash(script).trim_matches('\'').to_string()
}

/// Sixteen hexadecimal digits that stand for every source file's path and contents.
pub fn of_sources(root: &Path) -> Result<String, String> {
    let mut all = String::new();
    for file in SOURCES
        .iter()
        .map(|source| files(&root.join(source)))
        .collect::<Result<Vec<_>, _>>()?
        .concat()
    {
        let name = file.strip_prefix(root).map_err(|error| error.to_string())?;
        let name = name
            .to_str()
            .ok_or("a source file's name is not text")?
            .replace('\\', "/");
        let _ = writeln!(all, "{}  {name}", hex(&read_bytes(&file)?));
    }
    Ok(hex(all.as_bytes())[..16].to_string())
}

/// Every file at or below a path, in a fixed order; hidden files are an editor's business.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let cannot = |error: std::io::Error| format!("cannot list {}: {error}", path.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries
        .iter()
        .map(|entry| files(entry))
        .collect::<Result<Vec<_>, _>>()?
        .concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_sha_256() {
        // FIPS 180-4 example: the one-block message "abc".
        assert_eq!(
            hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            policy_hash(""),
            "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        );
    }
}
