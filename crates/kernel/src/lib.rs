//! The kernel: what a rupee, an id, a moment, a language and an Indian number are.
//!
//! Reads: nothing. Writes: nothing. Never: opens a file, a socket or the clock, or waits for anything.
//! Time and randomness come in as arguments, so every rule built on these types can be replayed.
//!
//! Start at [`money::Paise`] and [`ids`].

pub mod aadhaar;
pub mod cell;
pub mod codes;
pub mod digits;
pub mod ids;
pub mod india;
pub mod lang;
pub mod limit;
pub mod money;
pub mod payment;
pub mod proof;
pub mod secret;
pub mod time;
pub mod totp;

pub use cell::{BadCell, Cell, Column};
pub use lang::{Lang, Words};
pub use limit::Limit;
pub use money::{BasisPoints, Paise};
pub use proof::Authentic;
pub use secret::Secret;
pub use time::{Day, Time};
