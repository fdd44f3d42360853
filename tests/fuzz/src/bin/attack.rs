//! One program for all targets; `FUZZ_TARGET` names the one that runs.
#![no_main]

use std::sync::LazyLock;

static RUN: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    fuzz::target(&name).unwrap_or_else(|| panic!("FUZZ_TARGET names no target"))
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| RUN(bytes));
