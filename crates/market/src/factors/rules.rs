//! Decisions about proofs: which code fits, how long to wait, which recovery codes follow from a seed.

use kernel::digits::ascii_digits;
use kernel::ids::{CROCKFORD, PersonId};
use kernel::proof::{Authentic, hex, sign};
use kernel::totp::{Key, step_at};
use kernel::{Secret, Time};
use sha2::{Digest, Sha256};
use store::sessions::Session;
use subtle::ConstantTimeEq;

/// Where the key of an app is sealed.
pub(super) const APP_KEY: &str = "second_factor.app_key";
/// Where the seed of new recovery codes is sealed.
pub(super) const RECOVERY_SEED: &str = "second_factor.recovery_seed";
/// So many wrong codes are compared in [`TRIES_MINUTES`].
pub const TRIES: i64 = 5;
/// The window of [`TRIES`], in minutes.
pub const TRIES_MINUTES: i64 = 15;
/// Recovery codes written down together.
pub const RECOVERY_CODES: usize = 10;
/// Letters of a recovery code: 60 bits.
const RECOVERY_LETTERS: usize = 12;
/// A question to a passkey can be answered this long, in minutes.
const CHALLENGE_MINUTES: i64 = 10;

/// What was typed into the one field for both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Six digits of an app.
    App(String),
    /// The letters of a recovery code, as they are hashed.
    Recovery(String),
    /// Neither.
    Nothing,
}

impl Typed {
    /// Reads it: Indian digits, spaces, dashes and capital letters do not matter, and `o`, `i`, `l` are what they look like.
    pub(super) fn of(text: &str) -> Typed {
        let plain: String = ascii_digits(text)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            })
            .collect();
        match plain.len() {
            6 if plain.bytes().all(|b| b.is_ascii_digit()) => Typed::App(plain),
            RECOVERY_LETTERS => Typed::Recovery(plain),
            _ => Typed::Nothing,
        }
    }
}

/// The step whose code was typed: this half minute, the one before or the one after, since clocks differ.
pub(super) fn step_that_fits(key: &Key, code: &str, now: Time) -> Option<i64> {
    let here = step_at(now);
    [here, here - 1, here + 1]
        .into_iter()
        .find(|step| bool::from(key.code_at(*step).as_bytes().ct_eq(code.as_bytes())))
}

/// The minutes to wait, if there were too many wrong tries.
pub(super) fn minutes_to_wait(now: Time, wrong_tries: i64, wrong_since: Time) -> Option<i64> {
    let free_at = wrong_since.plus_minutes(TRIES_MINUTES);
    (wrong_tries >= TRIES && free_at > now).then(|| ((free_at.0 - now.0 + 59_999) / 60_000).max(1))
}

/// The recovery codes of a seed, in groups of four letters.
pub(super) fn recovery_codes(seed: &str) -> Vec<String> {
    let seed = Secret::new(seed.to_owned());
    let code = |number: usize| {
        let mac = sign(&seed, number.to_string().as_bytes());
        let letters = mac.as_bytes().chunks(2).take(RECOVERY_LETTERS).map(|pair| {
            let byte = std::str::from_utf8(pair).ok().and_then(|two| u8::from_str_radix(two, 16).ok());
            char::from(CROCKFORD[usize::from(byte.unwrap_or(0) & 31)])
        });
        let letters: Vec<char> = letters.collect();
        letters.chunks(4).map(|four| four.iter().collect()).collect::<Vec<String>>().join("-")
    };
    (1..=RECOVERY_CODES).map(code).collect()
}

/// What is stored of a recovery code.
pub(super) fn recovery_hash(person: PersonId, code: &str) -> String {
    let plain = code.replace('-', "");
    hex(&Sha256::digest(format!("{person}:{plain}").as_bytes()))
}

/// A question that only this session can have answered: nothing about it is stored.
pub fn challenge(session: &Session, now: Time) -> String {
    let said = format!("passkey.{}", now.0);
    let proof = sign(&Secret::new(session.form_secret.clone()), said.as_bytes());
    format!("{}.{proof}", now.0)
}

/// Whether a question was asked by us, of this session, a short while ago.
pub(super) fn is_our_challenge(session: &Session, asked: &str, now: Time) -> bool {
    let Some((at, proof)) = asked.split_once('.') else { return false };
    let Ok(asked_at) = at.parse::<i64>() else { return false };
    let fresh = asked_at <= now.0 && now.0 < Time(asked_at).plus_minutes(CHALLENGE_MINUTES).0;
    let said = format!("passkey.{asked_at}");
    fresh && Authentic::signed(said.as_bytes(), proof, &[Secret::new(session.form_secret.clone())]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::ids::{CartId, Id, SessionId};
    use store::sessions::Life;

    fn session(secret: &str) -> Session {
        Session {
            id: SessionId::new(Time(0), [0; 10]),
            form_secret: secret.to_owned(),
            person: None,
            cart: CartId::new(Time(0), [0; 10]),
            seen_at: Time(0),
            pincode: None,
            life: Life::SHORT,
            proven_at: None,
        }
    }

    #[test]
    fn what_is_typed_is_read_kindly() {
        assert_eq!(Typed::of(" १२३ 456 "), Typed::App("123456".into()));
        assert_eq!(Typed::of("ABCD-efgh-jkO1"), Typed::Recovery("abcdefghjk01".into()));
        for nothing in ["", "12345", "1234567", "abcdef", "abcd-efgh"] {
            assert_eq!(Typed::of(nothing), Typed::Nothing, "{nothing}");
        }
    }

    #[test]
    fn a_code_fits_in_its_own_half_minute_and_the_two_beside_it() {
        let key = Key::new([7; 20]);
        let code = key.code_at(100);
        let at = |half_minutes: i64| Time(half_minutes * 30_000);
        for near in [at(99), at(100), Time(at(102).0 - 1)] {
            assert_eq!(step_that_fits(&key, &code, near), Some(100));
        }
        assert_eq!(step_that_fits(&key, &code, at(102)), None);
        assert_eq!(step_that_fits(&key, &code, Time(at(99).0 - 1)), None);
    }

    #[test]
    fn after_five_wrong_codes_one_waits_for_the_rest_of_the_window() {
        let since = Time(1_000_000);
        assert_eq!(minutes_to_wait(since, 4, since), None);
        assert_eq!(minutes_to_wait(since, 5, since), Some(15));
        assert_eq!(minutes_to_wait(since.plus_minutes(14), 5, since), Some(1));
        assert_eq!(minutes_to_wait(since.plus_minutes(15), 5, since), None);
    }

    #[test]
    fn ten_codes_follow_from_a_seed_and_each_is_another() {
        let codes = recovery_codes("seed");
        assert_eq!((codes.len(), codes.clone()), (RECOVERY_CODES, recovery_codes("seed")));
        let different: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!(different.len(), RECOVERY_CODES);
        for code in &codes {
            let Typed::Recovery(plain) = Typed::of(code) else { panic!("{code}") };
            let person = PersonId::new(Time(0), [1; 10]);
            assert_eq!(recovery_hash(person, &plain), recovery_hash(person, code));
        }
    }

    #[test]
    fn a_question_is_answered_in_its_session_and_soon() {
        let (mine, other, now) = (session("mine"), session("other"), Time(5_000_000));
        let asked = challenge(&mine, now);
        assert!(is_our_challenge(&mine, &asked, now.plus_minutes(9)));
        assert!(!is_our_challenge(&other, &asked, now));
        assert!(!is_our_challenge(&mine, &asked, now.plus_minutes(10)));
        assert!(!is_our_challenge(&mine, &asked, now.plus_minutes(-1)), "from the future");
        for forged in ["", ".", "5000000", "5000000.", "5000000.00"] {
            assert!(!is_our_challenge(&mine, forged, now), "{forged}");
        }
    }
}
