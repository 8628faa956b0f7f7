//! Replies: what makers write to the mart by SMS, so that a keypad phone completes an order with no browser at all.
//!
//! Reads: makers, parcels, the ledger, payouts. Writes: `sms_reply`, `parcel_number`; parcels through `orders`. Leaves: an
//! answer to each message as a notice. Never: sends anything, tells a stranger who is a maker here.
//!
//! A message is kept as it came ([`take_in`]) and digested by the worker ([`digest`]): understood ([`hear`]), done, answered,
//! in one transaction. An order is named by a short number ([`number_for`]) that no other open parcel of the same telephone
//! has. Start at [`hear`] for what can be written, at [`digest`] for what comes of it.

mod act;
mod answer;
mod numbers;
mod rules;
pub(crate) mod sql;

use store::DbError;

use crate::orders::OrderError;

pub use act::{digest, forget_old, take_in};
pub(crate) use numbers::{number_for, tell_of};
pub use rules::{Command, Said, hear};

/// The kind of outbox message that has a reply digested.
pub const KIND: &str = "digest_reply";

/// Why a message could not be digested now; it will be tried again.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    /// Something about the parcel failed or was changed by somebody else at the same moment.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// The database failed.
    #[error("replies: {0}")]
    Db(#[from] DbError),
}
