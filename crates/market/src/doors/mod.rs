//! A parcel left against a photo: the buyer has no code at hand, so the runner takes a photo at the door, and she has some days to say
//! that it is not hers.
//!
//! Reads: shipments, orders. Writes: `door_photo`, through the complaints what she says is wrong. Leaves: SMS to the buyer. Never: for cash,
//! for much money, for a carrier that is not our own; shows the photo to anybody but her and the hub; pays a maker before the days are over.
//!
//! Start at [`leave`] and [`say`]; what may be left is in [`WITHOUT_CODE_MOST`].

mod act;
mod machine;
mod read;
pub(crate) mod sql;
mod wipe;

pub use act::{leave, say};
pub use machine::{DoorEvent, DoorState};
pub use read::{DoorView, may_leave, of_hub, of_order, of_person};
pub(crate) use wipe::forget;

use kernel::Paise;
use store::DbError;

use crate::complaints::ComplaintError;
use crate::delivery::DeliveryError;

/// Goods worth more are handed out against the code alone: about what the pool for claims can bear if a photo turns out to show nothing.
pub const WITHOUT_CODE_MOST: Paise = Paise(1_000_00);
/// So many days she may say that it is not hers; whoever is away for a weekend comes back within.
pub const HOLD_DAYS: i64 = 3;

/// What can go wrong. Each variant has a sentence in `locales/*/doors.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    /// No such shipment at this hub, or no photo of hers.
    #[error("no such shipment here")]
    Missing,
    /// It is to be paid in cash: nobody leaves that.
    #[error("what is paid at the door is not left")]
    Cash,
    /// It is worth too much to be left without the code.
    #[error("worth too much without the code")]
    TooMuch,
    /// She has said something already.
    #[error("it was said before")]
    AlreadySaid,
    /// The days are over.
    #[error("the days to say so are over")]
    TooLate,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The shipment does not stand where this can be done.
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
    /// The complaint was not taken.
    #[error(transparent)]
    Complaint(#[from] ComplaintError),
    /// The database failed.
    #[error("doors: {0}")]
    Db(#[from] DbError),
}
