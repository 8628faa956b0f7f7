//! Advances: a part of a maker's money is hers as soon as a hub has accepted her parcel, out of a fund that finance has filled.
//!
//! Reads: parcels, payouts. Writes: `advance_rule`, `advance_fund`, `advance_fund_move`, `parcel_advance`, ledger entries.
//! Never: gives more than the fund has; changes a share once it is given; takes back from her hand: what has to come back comes
//! off later payouts, as the debts of claims do.
//!
//! The share is a dated rule, nothing until finance sets it. Share and amount are fixed when the hub accepts. When the parcel
//! arrives she gets the rest; when it comes to nothing, what no payout has yet is void, and the other comes off later ones.
//! Either way the fund has its money again. Without room in the fund there is no advance, and that is written down.
//!
//! Start at [`accepted`]; what finance does is [`set_rule`] and [`move_fund`].

mod act;
mod read;
pub mod rules;
mod sql;

pub(crate) use act::{accepted, came_to_nothing, rest_of};
pub use act::{move_fund, set_rule};
pub use read::{
    Ahead, Fund, FundMove, Lying, RuleView, fund, fund_moves, lying, of_maker, open_of, rules_set,
};
pub use rules::{Event, SHARE_MOST, State, Way};

use kernel::Paise;
use store::DbError;

/// What can go wrong with advances. Each variant has a sentence in `locales/*/advances.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    /// It would change what has been.
    #[error("the day is over")]
    DayOver,
    /// That day has a rule, and no rule is changed.
    #[error("that day has a rule")]
    DayTaken,
    /// More than may be paid ahead.
    #[error("the share is too large")]
    ShareTooLarge,
    /// A reason is a few words.
    #[error("no reason is given")]
    NoReason,
    /// Nothing, or too much for one move.
    #[error("no amount")]
    NoAmount,
    /// The bank's reference has no letters, or too many.
    #[error("no reference of the bank")]
    NoReference,
    /// The bank's reference was written down before.
    #[error("the bank's reference was written down before")]
    ReferenceUsed,
    /// More than lies in the fund.
    #[error("only {free} lies in the fund")]
    TooMuch {
        /// What does.
        free: Paise,
    },
    /// The database failed.
    #[error("advances: {0}")]
    Db(#[from] DbError),
}
