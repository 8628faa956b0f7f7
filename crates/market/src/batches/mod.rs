//! Batches of food: made on a day, best before a day; every piece that is sold is of one.
//!
//! Reads: `product`, `variant`, `order_line`. Writes: `food_batch`, `batch_share`, and the stock of what is too old or unsafe.
//! Leaves: a message that tells the buyers of a recalled batch. Never: sells a piece that will not keep long enough; forgets
//! who has bought of a batch.
//!
//! Food that lies ready lies in batches, and a line takes from the one that ends first and still keeps ([`rules::take_first`]).
//! Food made to order becomes a batch when it is packed. Start at [`added`], [`take`] and [`recall`].

pub mod read;
pub mod rules;

mod act;
mod recall;
mod recall_sql;
pub(crate) mod sql;

pub(crate) use act::{added, counted_down, give_back, made_for, take};
pub use act::{end_old, note, open_missing, samples_are_made_again};
pub(crate) use read::keeping;
pub use read::{
    BatchLine, BatchPage, Bought, PackLabel, Scope, food_of, label, labels_of_parcel, of_maker, of_order,
    one, page, within,
};
pub(crate) use recall::paid_late;
pub use recall::{RECALL, TOLD_AT_ONCE, recall, tell_some};

use store::DbError;

use crate::orders::OrderError;

/// What can go wrong with a batch. Each variant has a message in `locales/*/batches.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// There is no such batch for this reader, or no such good.
    #[error("no such batch")]
    NoBatch,
    /// A day that is to come, or so long ago that nothing of it could be sold.
    #[error("not a day it can have been made")]
    BadDay,
    /// No pieces, or more than anybody makes in a day.
    #[error("not a number of pieces")]
    BadCount,
    /// A reason is needed.
    #[error("no reason is told")]
    NoReason,
    /// It is recalled already.
    #[error("the batch is recalled already")]
    AlreadySo,
    /// Another change won.
    #[error("another change won")]
    Raced,
    /// A parcel could not be stopped.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
