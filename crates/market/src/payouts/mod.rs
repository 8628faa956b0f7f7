//! Payouts: what makers have earned goes to their banks, in batches that two people answer for.
//!
//! Reads: parcels, makers' accounts. Writes: `payout_batch`, `payout`, `payout_line`, ledger entries.
//! Leaves: a message per payout to send, and one to follow it. Never: sends money; pays a parcel twice.
//!
//! drafted → approved (by somebody else) → sent → settled with the bank's UTR, or returned: then its parcels are due again.
//! Start at [`draft`].

mod act;
mod machine;
mod read;
pub(crate) mod sql;

pub use act::{approve, draft, payout_reported, payout_to_send};
pub use machine::{Event, NotAllowed, Payout};
pub use read::{
    Batch, BatchView, Due, Earning, Paid, PayoutView, Slip, SlipLine, batch, batches, due, earned_since,
    earnings, paid, payouts_of, slip,
};

use kernel::Day;
use kernel::ids::PayoutBatchId;
use store::DbError;

/// The kind of outbox message that sends a payout.
pub const SEND_PAYOUT: &str = "send_payout";
/// The kind of outbox message that asks what became of a payout.
pub const FOLLOW_PAYOUT: &str = "follow_payout";
/// Money is sent within so many working days of delivery.
pub const PAID_WITHIN_DAYS: i64 = 3;

/// The last day on which the money of a parcel delivered on `delivered` is sent: working days, without Sundays.
pub const fn paid_by(delivered: Day) -> Day {
    let (mut day, mut left) = (delivered, PAID_WITHIN_DAYS);
    while left > 0 {
        day = day.plus(1);
        if day.weekday() != 6 {
            left -= 1;
        }
    }
    day
}

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
    /// Who made a batch cannot approve it.
    #[error("the same person made the batch")]
    SamePerson,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sunday_is_no_working_day() {
        let friday = Day::of(2026, 11, 20).expect("a date");
        assert_eq!(paid_by(friday).iso(), "2026-11-24");
        assert_eq!(paid_by(friday.plus(3)).iso(), "2026-11-26", "from a Monday three days are three days");
    }
}
