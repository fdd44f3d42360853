//! SHA-256 of a value (FIPS 180-4), so that a verdict names the very definition that it rests on.
//!
//! A value is written as one byte of its kind and what it holds: a number as the eight bytes of
//! its double, a text as its length in bytes and its UTF-8, a list or a map as its length and its
//! items, a map with each key before its item. Lengths are four bytes; all numbers begin with the
//! highest byte. How a file was indented changes nothing; the order of its keys does.

use crate::value::Value;

/// The digest in hexadecimal digits, of a map without some of its keys.
#[must_use]
pub fn digest(value: &Value, without: &[&str]) -> String {
    let mut bytes = Vec::new();
    match value {
        Value::Map(entries) => {
            let kept = entries
                .iter()
                .filter(|(key, _)| !without.contains(&key.as_str()));
            write_map(&mut bytes, &kept.collect::<Vec<_>>());
        }
        other => write(&mut bytes, other),
    }
    let mut text = String::new();
    for word in sha_256(bytes) {
        for place in (0..32).step_by(4).rev() {
            text.extend(char::from_digit(word >> place & 15, 16));
        }
    }
    text
}

fn write(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => bytes.push(b'n'),
        Value::Foreign => bytes.push(b'x'),
        Value::Bool(flag) => bytes.extend([b'b', u8::from(*flag)]),
        Value::Number(number) => {
            bytes.push(b'd');
            // A negative zero is none.
            bytes.extend((number + 0.0).to_bits().to_be_bytes());
        }
        Value::Text(text) => {
            bytes.push(b't');
            write_text(bytes, text);
        }
        Value::List(items) => {
            bytes.push(b'l');
            write_length(bytes, items.len());
            items.iter().for_each(|item| write(bytes, item));
        }
        Value::Map(entries) => write_map(bytes, &entries.iter().collect::<Vec<_>>()),
    }
}

fn write_map(bytes: &mut Vec<u8>, entries: &[&(String, Value)]) {
    bytes.push(b'm');
    write_length(bytes, entries.len());
    for (key, item) in entries {
        write_text(bytes, key);
        write(bytes, item);
    }
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_length(bytes, text.len());
    bytes.extend(text.as_bytes());
}

fn write_length(bytes: &mut Vec<u8>, length: usize) {
    // A value has at most some millions of bytes.
    #[allow(clippy::cast_possible_truncation)]
    bytes.extend((length as u32).to_be_bytes());
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const ROUND: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];
/// The same of the square roots of the first eight primes.
const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

fn sha_256(mut message: Vec<u8>) -> [u32; 8] {
    let bits = message.len() as u64 * 8;
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend(bits.to_be_bytes());
    let mut state = START;
    for block in message.chunks_exact(64) {
        let mut schedule = [0_u32; 64];
        for (word, bytes) in schedule.iter_mut().zip(block.chunks_exact(4)) {
            *word = bytes
                .iter()
                .fold(0, |word, byte| word << 8 | u32::from(*byte));
        }
        for t in 16..64 {
            let (one, other) = (schedule[t - 15], schedule[t - 2]);
            let sigma_0 = one.rotate_right(7) ^ one.rotate_right(18) ^ (one >> 3);
            let sigma_1 = other.rotate_right(17) ^ other.rotate_right(19) ^ (other >> 10);
            schedule[t] = schedule[t - 16]
                .wrapping_add(sigma_0)
                .wrapping_add(schedule[t - 7])
                .wrapping_add(sigma_1);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (word, constant) in schedule.iter().zip(ROUND) {
            let sum_1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = (e & f) ^ (!e & g);
            let first = h
                .wrapping_add(sum_1)
                .wrapping_add(choice)
                .wrapping_add(constant)
                .wrapping_add(*word);
            let sum_0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let majority = (a & b) ^ (a & c) ^ (b & c);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(sum_0).wrapping_add(majority));
        }
        for (old, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *old = old.wrapping_add(new);
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Another program's, of the same bytes.
    fn theirs(bytes: &[u8]) -> String {
        use sha2::{Digest, Sha256};
        Sha256::digest(bytes)
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    #[test]
    fn messages_of_every_length_have_the_standards_digest() {
        for length in 0..200_usize {
            let message: Vec<u8> = (0..length).map(|n| (n * 37 % 251) as u8).collect();
            let ours: String = sha_256(message.clone())
                .map(|word| format!("{word:08x}"))
                .concat();
            assert_eq!(ours, theirs(&message), "{length}");
        }
        // FIPS 180-4, the example of one block.
        let abc = sha_256(b"abc".to_vec())
            .map(|word| format!("{word:08x}"))
            .concat();
        assert_eq!(
            abc,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    fn map(entries: &[(&str, Value)]) -> Value {
        let owned = entries
            .iter()
            .map(|(key, value)| ((*key).to_string(), value.clone()));
        Value::Map(owned.collect())
    }

    #[test]
    fn the_form_is_the_one_that_is_written_down() {
        let value = map(&[
            ("a", Value::List(vec![Value::Bool(true), Value::Null])),
            ("b", Value::Number(1.5)),
        ]);
        let mut bytes = vec![
            b'm', 0, 0, 0, 2, 0, 0, 0, 1, b'a', b'l', 0, 0, 0, 2, b'b', 1, b'n',
        ];
        bytes.extend([0, 0, 0, 1, b'b', b'd', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]);
        assert_eq!(digest(&value, &[]), theirs(&bytes));
    }

    #[test]
    fn everything_counts_but_what_is_left_out() {
        let text = |text: &str| Value::Text(text.to_string());
        let one = map(&[("a", text("x")), ("b", Value::Number(0.0))]);
        let same = [
            map(&[("a", text("x")), ("b", Value::Number(-0.0))]),
            map(&[
                ("a", text("x")),
                ("b", Value::Number(0.0)),
                ("cases", Value::Null),
            ]),
        ];
        let others = [
            map(&[("a", text("x")), ("b", text("0"))]),
            map(&[("b", Value::Number(0.0)), ("a", text("x"))]),
            map(&[("a", text("b")), ("x", Value::Number(0.0))]),
            map(&[("ab", text("x")), ("", Value::Number(0.0))]),
            map(&[("a", text("x")), ("b", Value::Bool(false))]),
            map(&[
                ("a", Value::List(vec![text("x")])),
                ("b", Value::Number(0.0)),
            ]),
            map(&[("a", text("x")), ("b", Value::Null)]),
            map(&[("a", text("x")), ("b", Value::Foreign)]),
        ];
        for other in same {
            assert_eq!(digest(&other, &["cases"]), digest(&one, &["cases"]));
        }
        for other in others {
            assert_ne!(
                digest(&other, &["cases"]),
                digest(&one, &["cases"]),
                "{other:?}"
            );
        }
    }
}
