//! Attacks on the engine. Each target makes an input out of bytes, hands it in, and looks at what
//! comes out: beyond "no panic", what must hold of every result.
//!
//! `cargo xtask fuzz` drives them by coverage; `tests/corpora.rs` runs what that has found so far.

mod answer;
mod definition;
mod draw;
mod mutate;
mod target;

/// A target's name and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every door by which something foreign comes in.
pub const TARGETS: [Target; 6] = [
    ("units", target::units::run),
    ("calculate", target::calculate::run),
    ("progression", target::progression::run),
    ("screen", target::screen::run),
    ("check", target::check::run),
    ("record", target::record::run),
];

/// The target of this name.
#[must_use]
pub fn target(name: &str) -> Option<fn(&[u8])> {
    let found = TARGETS.iter().find(|(other, _)| *other == name);
    found.map(|(_, run)| *run)
}
