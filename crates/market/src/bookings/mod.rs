//! Bookings: which carrier is asked to carry a shipment, under which number, and what is weighed and printed for it.
//!
//! Reads: shipments, orders, places. Writes: `booking`, `article_range`, `weighing`. Never: changes what a buyer owes; asks a
//! carrier anything (the worker does); gives a number twice.
//!
//! A shipment is booked once with a carrier, whatever is retried: the row is unique by shipment and carrier, and our reference
//! at the carrier is the shipment's id. The post gives us numbers beforehand (S10), a range at a time.
//!
//! Start at [`number_all`]; the ranges are in [`ranges`].

mod act;
mod machine;
pub mod ranges;
mod read;
pub mod sheet;
pub(crate) mod sql;

pub use act::{Weighed, number_all, weigh};
pub(crate) use act::{booked_number, call_off, move_to, typed};
pub use machine::{BookingState, Event, NotNow};
pub use ranges::{NewRange, Range};
pub use read::{
    Counted, Parcelled, PostOffice, Sticker, Story, counted, gone_on, one, ready, stories, under_way,
};

use store::DbError;

/// What can go wrong with bookings. Each variant has a sentence in `locales/*/carriage.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum BookingError {
    /// No such shipment at this hub.
    #[error("no such shipment here")]
    Missing,
    /// The post's numbers have run out.
    #[error("no number of the post is left")]
    NoNumbers,
    /// Letters or serials that are no range.
    #[error("not a range: {0}")]
    NotARange(&'static str),
    /// Some numbers of the range are known already.
    #[error("the range overlaps another one")]
    Overlaps,
    /// No weight a carrier takes, or measures that cannot be.
    #[error("not a weight or measure: {0}")]
    NotAWeight(&'static str),
    /// It has left or was called off.
    #[error("the shipment has left or was called off")]
    Gone,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("bookings: {0}")]
    Db(#[from] DbError),
}
