//! Being erased: whoever asks is erased two days later, and nothing of hers can be read any more, here or in a backup that is
//! put back.
//!
//! Reads: what must end first, of orders, refunds, parcels, the ledger and roles. Writes: `erasure`; every table that holds
//! something personal, once. Leaves: the notice with the day, messages that remove pictures.
//! Never: touches an amount, an id or the audit trail: the ledger balances after it as before.
//!
//! Start at [`ask`] and [`look_again`]; what is destroyed and what is blanked stands in `wipe`, what must end first in [`rules`].

mod act;
mod machine;
mod read;
pub mod rules;
mod sql;
mod wipe;
mod wipe_sql;

pub use act::{Again, ask, look_again, take_back};
pub use machine::{Erasure, Event, NotNow};
pub use read::{Erased, Wish, WishCount, counts, done_since, hindrances, open_of};
pub use rules::{Hindrance, NOTICE_HOURS};

use store::DbError;

/// What can go wrong with a wish to be erased. Each variant has a message in `locales/*/mydata.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ErasureError {
    /// There is no such person, no such wish, or she is erased.
    #[error("no such wish")]
    Missing,
    /// It stands otherwise now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Something that hangs together with her could not be ended.
    #[error("cannot be ended: {0}")]
    Stuck(String),
    /// Another change to the row won.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
