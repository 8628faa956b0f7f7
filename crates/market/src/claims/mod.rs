//! Claims: a buyer gets money back for pieces that had reached her, by line, quantity and reason; never by a typed amount.
//!
//! Reads: orders, bills, what was kept back. Writes: `claim`, ledger entries, credit notes, what is payable to a maker.
//! Leaves: a refund to be sent. Never: gives back more pieces than were bought, or lets a maker pay for the courier.
//!
//! Who bears it follows fault: the maker loses her share of the pieces, the courier's fault is borne by the pool that freight
//! fills, goodwill is the mart's own and leaves the sale as it was. What a maker has been paid already comes off her next
//! payout. One person of finance may give back little; more needs a second one.
//!
//! Start at [`ask`]; the arithmetic is in [`rules`].

mod act;
mod machine;
mod read;
pub mod rules;
pub(crate) mod sql;

pub(crate) use act::ask_in;
pub use act::{Ask, Decision, ask, decide};
pub use machine::{ClaimState, Event, NotNow};
pub use read::{Claim, ClaimedLine, lines_of, open, recent};

use kernel::Paise;
use store::DbError;

/// One person may give back so much alone; more is decided by a second one.
pub const ALONE_MOST: Paise = Paise::rupees(2_000);

kernel::codes! {
    /// Whose fault it was; it decides who bears the claim.
    pub enum Fault {
        /// The goods were not as they should be, or badly packed.
        Maker = "maker",
        /// They were broken or lost on the way.
        Courier = "courier",
        /// Nobody's: the mart is kind.
        Mart = "mart",
    }
}

/// What can go wrong with a claim. Each variant has a sentence in `locales/*/claims.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// No such line in this order, or no such claim.
    #[error("no such line or claim")]
    Missing,
    /// The goods are not with the buyer; a parcel under way is called off otherwise.
    #[error("the line has not reached its buyer")]
    NotDelivered,
    /// More pieces than are left to be given back.
    #[error("only {left} pieces are left")]
    TooMany {
        /// How many are left.
        left: u32,
    },
    /// A claim says why.
    #[error("no reason is given")]
    NoReason,
    /// Whoever asked does not decide.
    #[error("the same person")]
    SamePerson,
    /// It was decided before.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("claims: {0}")]
    Db(#[from] DbError),
}
