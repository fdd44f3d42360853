//! Every input that the fuzzer kept, because it reached something that no other did.
//!
//! A corpus is a text of lines, each an input in hexadecimal digits.

use std::fs;
use std::path::Path;

fn bytes(line: &str) -> Vec<u8> {
    let digits =
        |place| u8::from_str_radix(&line[place..place + 2], 16).expect("hexadecimal digits");
    (0..line.len()).step_by(2).map(digits).collect()
}

#[test]
fn what_was_found_does_no_harm() {
    for (name, run) in fuzz::TARGETS {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/{name}.hex"));
        let corpus = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(corpus.lines().count() >= 50, "{name} has a corpus");
        corpus.lines().map(bytes).for_each(|input| run(&input));
    }
}

#[test]
fn no_bytes_at_all_are_an_input() {
    for (_, run) in fuzz::TARGETS {
        run(&[]);
    }
}
