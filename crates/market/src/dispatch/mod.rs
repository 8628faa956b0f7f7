//! The dispatch clock: a parcel its maker has not answered, or not packed by the day she named. She is reminded, an officer of her
//! block calls her, the buyer is offered to wait, to take the like of another maker or to have her money back; only then it is
//! called off. Who was absent twice has her goods rest.
//!
//! Reads: parcels, the calendar, `dispatch_delay`. Writes: `dispatch_step`; through [`orders`](crate::orders) it calls parcels off and
//! puts others in their place, through [`away`](crate::away) it rests goods. Leaves: SMS. Never: takes a step twice, or the next
//! one on the same day; calls off what was not offered to its buyer before.
//!
//! Start at [`turn`]; on which day a step is due is decided in [`rules`].

mod act;
mod choose;
mod machine;
mod read;
pub mod rules;
mod sql;

pub use act::{called, turn};
pub use choose::{Choice, decide};
pub use machine::{Event, NotNow, StepState};
pub use read::{Like, Offer, likes, offers_of, waits_until};
pub use sql::{Call, calls};

use store::DbError;

use crate::orders::OrderError;
use crate::quotes::QuoteError;

kernel::codes! {
    /// What the clock does, one after the other.
    pub enum Step {
        /// The maker is reminded.
        Remind = "remind",
        /// An officer of her block calls her.
        Call = "call",
        /// The buyer is offered to wait, to swap or to have her money back.
        Offer = "offer",
        /// It is called off.
        End = "end",
    }
}

impl Step {
    /// The step that must have been taken on a day before.
    pub const fn before(self) -> Option<Step> {
        match self {
            Step::Remind => None,
            Step::Call => Some(Step::Remind),
            Step::Offer => Some(Step::Call),
            Step::End => Some(Step::Offer),
        }
    }
}

/// What can go wrong with the clock. Each variant has a sentence in `locales/*/dispatch.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum DispatchError {
    /// No such task or offer here.
    #[error("no such task or offer here")]
    Missing,
    /// It was done or answered before, or the parcel went on.
    #[error("it was done before, or the parcel went on")]
    AlreadySo,
    /// What was to stand in for it is dearer, sold, or cannot be sent there any more.
    #[error("that cannot stand in for it now")]
    NoLike,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The parcel could not be called off or another put in its place.
    #[error(transparent)]
    Order(OrderError),
    /// The database failed.
    #[error("dispatch: {0}")]
    Db(#[from] DbError),
}

impl From<NotNow> for DispatchError {
    fn from(_: NotNow) -> DispatchError {
        DispatchError::AlreadySo
    }
}

impl From<OrderError> for DispatchError {
    fn from(cause: OrderError) -> DispatchError {
        match cause {
            OrderError::ParcelNotNow(_) => DispatchError::AlreadySo,
            OrderError::SoldOut(_) => DispatchError::NoLike,
            OrderError::Raced => DispatchError::Raced,
            OrderError::Db(cause) => DispatchError::Db(cause),
            other => DispatchError::Order(other),
        }
    }
}

impl From<QuoteError> for DispatchError {
    fn from(cause: QuoteError) -> DispatchError {
        match cause {
            QuoteError::Db(cause) => DispatchError::Db(cause),
            _ => DispatchError::NoLike,
        }
    }
}
