//! How much may ship. Raising a number, or adding a name, is a change of its own, with a reason.
//!
//! How many requests a page sends is held by `tests/e2e/requests.test.mjs`.

/// A file that a browser loads, and the largest number of bytes that passes, compressed with brotli.
pub const FILES: [(&str, usize); 8] = [
    ("prescreen.html", 305_000),
    ("calculators.html", 231_000),
    ("trial-prescreen.js", 1_500),
    ("trial_prescreen_bg.wasm", 160_500),
    ("trial_prescreen.js", 4_000),
    ("fhir.js", 6_000),
    ("trials.json", 14_500),
    ("locales.json", 143_500),
];

/// What some of them should come to.
pub const GOALS: [(&str, usize); 3] = [
    ("prescreen.html", 130_000),
    ("calculators.html", 130_000),
    ("trial_prescreen_bg.wasm", 55_000),
];

/// The crates that are linked into the wasm file, and no others.
pub const CRATES: [&str; 14] = [
    "cfg-if",
    "futures-core",
    "futures-task",
    "futures-util",
    "js-sys",
    "libm",
    "pin-project-lite",
    "serde",
    "serde-wasm-bindgen",
    "serde_core",
    "slab",
    "unicode-ident",
    "wasm-bindgen",
    "wasm-bindgen-shared",
];
