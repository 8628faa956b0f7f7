//! Decisions about sign-in codes.

use kernel::Time;
use kernel::proof::hex;
use sha2::{Digest, Sha256};

/// A code can be used this long.
pub const CODE_LIFE_MINUTES: i64 = 10;
/// A code can be compared this often.
pub const CODE_TRIES: i64 = 5;
/// So many codes are sent to one number within [`WINDOW_MINUTES`].
pub const CODES_PER_WINDOW: i64 = 3;
/// The window for [`CODES_PER_WINDOW`].
pub const WINDOW_MINUTES: i64 = 15;

/// What is stored of a code. The id of its row keeps equal codes apart.
pub(super) fn code_hash(id: &str, code: &str) -> String {
    hex(&Sha256::digest(format!("{id}:{code}").as_bytes()))
}

/// How many minutes until another code may be sent, if the window is full.
pub(super) fn minutes_to_wait(now: Time, oldest_in_window: Time) -> i64 {
    let free_at = oldest_in_window.plus_minutes(WINDOW_MINUTES);
    ((free_at.0 - now.0) / 60_000 + 1).clamp(1, WINDOW_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_rounded_up_and_never_nothing() {
        let now = Time(1_000_000_000);
        assert_eq!(minutes_to_wait(now, now), 15);
        assert_eq!(minutes_to_wait(now, now.plus_minutes(-14)), 2);
        assert_eq!(minutes_to_wait(now, now.plus_minutes(-15)), 1);
    }

    #[test]
    fn equal_codes_have_different_hashes() {
        assert_ne!(code_hash("sic_1", "123456"), code_hash("sic_2", "123456"));
    }
}
