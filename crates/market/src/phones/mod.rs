//! A maker's telephone: for whom somebody works on it, and the PIN that opens it again.
//!
//! Reads: `role_grant`, `maker`, `maker_picture`. Writes: `session_maker`, `device`, `device_pin`, and sessions of the store.
//! Never: keeps a PIN, lets one work on another telephone, or opens a maker whom the person no longer speaks for.
//!
//! A family may have one number for several makers: one person, several roles. Whom she works for is chosen in each session
//! ([`choose`]). A PIN belongs to one maker on one device ([`set_pin`]) and signs in without a code ([`enter`]).

mod act;
mod read;
mod rules;
pub(crate) mod sql;

use kernel::Words;
use kernel::ids::MakerId;
use store::DbError;

use crate::catalogue::Picture;

pub(crate) use act::forget_pins_of;
pub use act::{choose, enter, forget_old, forget_pin, set_pin};
pub use read::{at_work, faces, known_here, on_device};
pub use rules::{PIN_DIGITS, PIN_TRIES, Pin};

kernel::codes! {
    /// How somebody had shown who she is when she chose a maker.
    pub enum ShownBy {
        /// A code that came by SMS: she may be any maker of her telephone.
        Code = "code",
        /// A maker's PIN: another maker with a PIN on this device must give her own.
        Pin = "pin",
    }
}

/// A maker to be recognised: «is this you?».
#[derive(Clone, Debug)]
pub struct Face {
    /// Who.
    pub maker: MakerId,
    /// Her name, or her group's.
    pub name: Words,
    /// Her village.
    pub village: Words,
    /// Her picture.
    pub picture: Option<Picture>,
}

/// Why a PIN was not taken, or a maker not chosen. Each variant has a message in `locales/*/phone.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The person does not speak for this maker: to her it does not exist.
    #[error("no maker {0} for this person")]
    NoMaker(MakerId),
    /// The maker has a PIN on this device and the session was opened by another one's.
    #[error("the maker's own PIN is needed")]
    NeedsPin,
    /// Not the PIN; so many tries are left.
    #[error("wrong PIN, {tries_left} tries left")]
    WrongPin {
        /// From 4 down to 1.
        tries_left: i64,
    },
    /// There is no PIN that could be tried: never set here, forgotten, or tried too often. The code is needed.
    #[error("no PIN to compare with")]
    NoPin,
    /// The database failed.
    #[error("phones: {0}")]
    Db(#[from] DbError),
}
