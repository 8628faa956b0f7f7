//! The six digits an authenticator app shows: the same secret and the same half minute on both sides.
//!
//! Source: RFC 6238 with HMAC-SHA-1, 30 seconds and 6 digits, which is what every app understands; RFC 4648 for base 32.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::time::Time;

/// A code is shown this long, in milliseconds.
pub const STEP_MS: i64 = 30_000;
/// The letters of base 32 as apps write it.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret an app and the mart share: 160 bits, as RFC 4226 advises. It is never printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 20]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(key)")
    }
}

impl Key {
    /// A key of these bytes; they must come from chance.
    pub const fn new(bytes: [u8; 20]) -> Key {
        Key(bytes)
    }

    /// 32 letters that can be typed into an app.
    pub fn base32(&self) -> String {
        let mut text = String::with_capacity(32);
        for five in self.0.chunks(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            text.extend((0..8).rev().map(|at| char::from(LETTERS[(bits >> (at * 5) & 31) as usize])));
        }
        text
    }

    /// The key behind 32 letters; spaces and small letters do not matter.
    pub fn parse(text: &str) -> Option<Key> {
        let letters: Vec<u8> = text.bytes().filter(|b| *b != b' ').map(|b| b.to_ascii_uppercase()).collect();
        if letters.len() != 32 {
            return None;
        }
        let mut bytes = [0; 20];
        for (eight, five) in letters.chunks(8).zip(bytes.chunks_mut(5)) {
            let bits = eight.iter().try_fold(0_u64, |bits, letter| {
                let digit = LETTERS.iter().position(|known| known == letter)?;
                Some(bits << 5 | digit as u64)
            })?;
            five.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Some(Key(bytes))
    }

    /// The six digits of a step, which is a count of half minutes since 1970.
    pub fn code_at(&self, step: i64) -> String {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let at = usize::from(hash[19] & 15);
        let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
        format!("{:06}", u32::from_be_bytes(four) % 1_000_000)
    }
}

/// The step a moment lies in.
pub const fn step_at(now: Time) -> i64 {
    now.0.div_euclid(STEP_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: RFC 6238, appendix B, the SHA-1 rows; six digits are the last six of eight.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let key = Key::new(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(key.code_at(step_at(Time(seconds * 1_000))), code, "{seconds}");
        }
    }

    #[test]
    fn a_key_comes_back_as_it_was_typed() {
        let key = Key::new(*b"12345678901234567890");
        assert_eq!(key.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(Key::parse("gezd gnbv gy3t qojq gezd gnbv gy3t qojq"), Some(key.clone()));
        for wrong in ["", "GEZD", "1EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQA"] {
            assert_eq!(Key::parse(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{key:?}"), "(key)");
    }
}
