//! Payouts: what makers have earned goes to their banks, in batches that two people answer for.
//!
//! Reads: parcels, parts paid ahead, makers' accounts, `bank_holiday`. Writes: `payout_batch`, `payout`, `payout_line`, `payout_advance`,
//! `payout_offset`, `payout_sweep`, `payout_return`, ledger entries.
//! Leaves: a message per payout to send, and one to follow it. Never: sends money; pays a parcel twice.
//!
//! swept by the clock and looked through by one person, or drafted by one → approved (by somebody else) → sent → settled with the bank's UTR, or returned: then its parcels are due again.
//! Start at [`draft`]; what the clock does is [`sweep`].

mod act;
mod calendar;
mod drafting;
mod due_sql;
mod machine;
mod read;
mod returned;
pub(crate) mod sql;
pub(crate) mod sweep_sql;

pub use act::{approve, in_order, payout_reported, payout_to_send};
pub use calendar::{Calendar, calendar};
pub use drafting::{call_off, draft, look, sweep};
pub use machine::{Event, NotAllowed, Payout};
pub use read::{
    Ageing, Batch, BatchView, Beside, Due, Earning, MemberShare, Paid, PayoutView, Slip, SlipBeside,
    SlipLine, Swept, ageing, batch, batches, due, earned_since, earnings, held, paid, payouts_of, slip,
    swept,
};
pub use returned::WhyReturned;

use kernel::ids::{PayoutBatchId, PayoutId};
use store::DbError;

/// The kind of outbox message that sweeps: its key is the day.
pub const SWEEP: &str = "sweep_payouts";
/// The kind of outbox message that sends a payout.
pub const SEND_PAYOUT: &str = "send_payout";
/// The kind of outbox message that asks what became of a payout.
pub const FOLLOW_PAYOUT: &str = "follow_payout";
/// Money is sent within so many working days of delivery.
pub const PAID_WITHIN_DAYS: i64 = 3;

kernel::codes! {
    /// How a batch stands.
    pub enum BatchState {
        /// Put together by one person.
        Drafted = "drafted",
        /// Approved by another.
        Approved = "approved",
        /// Called off before it was approved.
        Cancelled = "cancelled",
    }
}

/// What can go wrong with payouts. Each variant has a message in `locales/*/errors.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum PayoutError {
    /// Nothing is due, or no maker who is owed has an account.
    #[error("nothing is due")]
    NothingDue,
    /// No such batch.
    #[error("no batch {0}")]
    NoBatch(PayoutBatchId),
    /// No such payout.
    #[error("no payout {0}")]
    NoPayout(PayoutId),
    /// Who made a batch cannot approve it.
    #[error("the same person made the batch")]
    SamePerson,
    /// The mart has put the batch together and nobody has looked it through.
    #[error("nobody answers for the batch yet")]
    NobodyLooked,
    /// The batch was approved or called off before.
    #[error("the batch is not waiting to be approved")]
    NotWaiting,
    /// Another change was faster.
    #[error("another change to the batch won")]
    Raced,
    /// The database failed.
    #[error("payouts: {0}")]
    Db(#[from] DbError),
}
