//! The second factor: who works for the mart proves more than that she reads the SMS of a number.
//!
//! Three proofs count: six digits of an authenticator app, a passkey, or one of ten recovery codes on paper.
//! Reads and writes: `second_factor`, `passkey`, `recovery_code`, and sessions of the store.
//! Never: takes a code twice; keeps a recovery code in clear once it is written down; lets guesses go on for ever.
//!
//! Start at [`prove`]; passkeys are read in [`passkey`], the rest is decided in `rules`.

mod act;
mod machine;
pub mod passkey;
mod read;
mod rules;
pub(crate) mod sql;

pub(crate) use act::reset;
pub use act::{
    add_passkey, begin_app, confirm_app, enrol, keep_recovery_codes, new_recovery_codes, prove,
    prove_by_passkey, remove_passkey,
};
pub use machine::{Event, State};
pub use passkey::{Assertion, Registration};
pub use read::{Factors, PasskeyLine, factors_of};
pub use rules::{RECOVERY_CODES, TRIES, TRIES_MINUTES, challenge};

use store::DbError;

/// Why a second factor was not proven or not changed. Each has a message in `locales/*/factor.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum FactorError {
    /// Nothing is set up that could be proven.
    #[error("no second factor is set up")]
    NotSetUp,
    /// Something is set up; it must be proven in this session before it can be changed.
    #[error("the second factor must be proven before it is changed")]
    NotProven,
    /// Not the right code; so many tries are left.
    #[error("wrong code, {tries_left} tries left")]
    WrongCode {
        /// From 4 down to 0.
        tries_left: i64,
    },
    /// The code is right and was used before; the app shows another in half a minute at most.
    #[error("this code was used before")]
    CodeUsed,
    /// Too many wrong tries; it works again after so many minutes.
    #[error("too many wrong tries, wait {wait_minutes} minutes")]
    TooManyTries {
        /// Whole minutes, at least 1.
        wait_minutes: i64,
    },
    /// What the browser sent is no proof of a passkey of this person for our site.
    #[error("no proof of a passkey")]
    NoPasskey,
    /// It is the last proof; another must be set up first.
    #[error("the last proof cannot be removed")]
    LastOne,
    /// Another change was faster.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error("factors: {0}")]
    Db(#[from] DbError),
}
