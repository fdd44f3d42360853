//! Which file a request means, and the headers of each answer. Pure: `serve.rs` does the talking.

use std::path::{Component, Path, PathBuf};

/// What a request target leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    /// Elsewhere on this server.
    Redirect(&'static str),
    /// A file below the checkout, not yet known to exist.
    File(PathBuf),
    /// Nothing this server would ever send.
    Nothing,
}

/// The folders that are served; everything else in the checkout stays private.
const FOLDERS: [&str; 2] = ["www", "pkg"];

/// The page's own policy. The wasm engine needs `wasm-unsafe-eval`, which allows no JavaScript `eval`.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// A single file carries its own, stricter policy with the digests of its inline script and
/// styles, and hands it down to its inner frame; a `'self'` here would only refuse those.
const SEALED_POLICY: &str = "frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

pub fn route(target: &str) -> Route {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Some(path) = percent_decoded(path) else {
        return Route::Nothing;
    };
    match path.as_str() {
        "/" | "/www" => return Route::Redirect("/www/"),
        _ => {}
    }
    let Some(relative) = path.strip_prefix('/') else {
        return Route::Nothing;
    };
    let relative = match relative.strip_suffix('/') {
        Some(folder) => format!("{folder}/index.html"),
        None => relative.to_string(),
    };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.contains(['\\', ':'])
            && !part.chars().any(char::is_control)
            && matches!(
                Path::new(part).components().next(),
                Some(Component::Normal(_))
            )
    };
    let parts: Vec<&str> = relative.split('/').collect();
    if parts.len() < 2 || !FOLDERS.contains(&parts[0]) || !parts.iter().all(|part| plain(part)) {
        return Route::Nothing;
    }
    Route::File(parts.iter().collect())
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

pub fn media_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html;charset=utf-8",
        "js" | "mjs" => "text/javascript;charset=utf-8",
        "css" => "text/css;charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ts" | "txt" => "text/plain;charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The headers of every answer, whatever its status.
pub fn guards(file: Option<&Path>) -> [(&'static str, &'static str); 4] {
    let policy = if file.is_some_and(is_sealed) {
        SEALED_POLICY
    } else {
        PAGE_POLICY
    };
    [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        (
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), interest-cohort=()",
        ),
    ]
}

/// A file with a digest in its name never changes; any other is asked about each time.
pub fn cache_rule(file: &Path) -> &'static str {
    let named_by_digest = name(file)
        .split('.')
        .any(|part| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if named_by_digest {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn is_sealed(file: &Path) -> bool {
    let name = name(file);
    file.starts_with("pkg") && name.ends_with(".html")
}

fn name(file: &Path) -> &str {
    file.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn leads_to(target: &str, file: &str) {
        assert_eq!(route(target), Route::File(PathBuf::from(file)), "{target}");
    }

    #[test]
    fn the_root_leads_to_the_page() {
        assert_eq!(route("/"), Route::Redirect("/www/"));
        assert_eq!(route("/?from=mail"), Route::Redirect("/www/"));
        assert_eq!(route("/www"), Route::Redirect("/www/"));
        leads_to("/www/", "www/index.html");
    }

    #[test]
    fn files_of_the_two_folders_are_found() {
        leads_to("/www/app.js", "www/app.js");
        leads_to("/www/locales/en.json?v=1#top", "www/locales/en.json");
        leads_to("/pkg/trial%5Fprescreen.js", "pkg/trial_prescreen.js");
    }

    #[test]
    fn nothing_outside_the_two_folders_is_reachable() {
        for target in [
            "",
            "www/app.js",
            "*",
            "http://127.0.0.1/www/",
            "/Cargo.toml",
            "/src/lib.rs",
            "/wwwx/a",
            "/www/../Cargo.toml",
            "/www/%2e%2e/Cargo.toml",
            "/www/%2E%2E%2FCargo.toml",
            "/www//etc/passwd",
            "//etc/passwd",
            "/www/.hidden",
            "/www/a/./b",
            "/www/..%5cCargo.toml",
            "/www/c:/x",
            "/www/%00",
            "/www/a%0ab",
            "/www/%",
            "/www/%2",
            "/www/%zz",
            "/www/%ff",
            "/www/%+1",
            "/.git/config",
            "/www/a//",
        ] {
            assert_eq!(route(target), Route::Nothing, "{target}");
        }
    }

    #[test]
    fn browsers_insist_on_these_media_types() {
        for (file, expected) in [
            ("pkg/trial_prescreen_bg.wasm", "application/wasm"),
            ("www/app.js", "text/javascript;charset=utf-8"),
            ("www/style.css", "text/css;charset=utf-8"),
            ("pkg/trials.json", "application/json"),
            ("www/index.html", "text/html;charset=utf-8"),
            ("www/mark.svg", "image/svg+xml"),
            ("pkg/CHECKSUMS", "application/octet-stream"),
        ] {
            assert_eq!(media_type(Path::new(file)), expected, "{file}");
        }
    }

    #[test]
    fn only_the_single_file_is_left_to_its_own_policy() {
        let policy = |file: Option<&str>| guards(file.map(Path::new))[0].1;
        for file in ["pkg/prescreen.html", "pkg/calculators.html"] {
            assert_eq!(policy(Some(file)), SEALED_POLICY, "{file}");
        }
        for file in [
            None,
            Some("www/index.html"),
            Some("www/prescreen.html"),
            Some("pkg/trial_prescreen.js"),
        ] {
            assert_eq!(policy(file), PAGE_POLICY, "{file:?}");
        }
    }

    #[test]
    fn only_a_digest_in_the_name_makes_a_file_immutable() {
        assert_eq!(cache_rule(Path::new("pkg/prescreen.html")), "no-cache");
        assert!(
            cache_rule(Path::new("pkg/prescreen.0123456789abcdef.html")).ends_with("immutable")
        );
    }
}
