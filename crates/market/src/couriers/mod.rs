//! Couriers through an agent: a keeper asks who can carry a packed shipment and for how much, chooses one, and it is booked once,
//! labelled and followed.
//!
//! Reads: shipments, orders, weighings. Writes: `courier_inquiry`, `courier_offer`, `booking`; through `tracking` what the agent tells of
//! the way. Leaves: messages that ask, book, fetch the label, follow and call off. Never: asks the agent itself (the worker does);
//! believes what comes unsigned; changes what a buyer owes.
//!
//! Our reference at the agent is the shipment's id, and the worker looks an order up by it before it makes one: whatever is retried,
//! there is one. Start at [`inquire`] and [`choose`]; what the worker brings in is in [`take`].

mod ask;
mod read;
mod sql;
pub mod take;

pub use ask::{choose, give_up, inquire, nudge};
pub use read::{Asked, Booked, OfferLine, Standing, label_of, standing};

use store::DbError;

use crate::bookings::NotNow;
use crate::delivery::DeliveryError;
use crate::tracking::TrackingError;

/// The kind of message that asks who can carry a shipment.
pub const ASK: &str = "ask_couriers";
/// The kind of message that books a courier.
pub const BOOK: &str = "book_courier";
/// The kind of message that has a box fetched and brings its label.
pub const LABEL: &str = "fetch_label";
/// The kind of message that asks where a box is, again and again.
pub const FOLLOW: &str = "follow_courier";
/// The kind of message that asks where a box is, once, because somebody said there is news.
pub const NUDGED: &str = "nudge_courier";
/// The kind of message that calls a courier off.
pub const CANCEL: &str = "cancel_courier";

/// What can go wrong with couriers. Each variant has a sentence in `locales/*/couriers.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum CourierError {
    /// No such shipment at this hub.
    #[error("no such shipment here")]
    Missing,
    /// It is not whole yet, has left, or own hands carry it.
    #[error("the shipment is not ready for a courier")]
    NotReady,
    /// It has a number of the post already.
    #[error("the shipment has a number of the post")]
    Numbered,
    /// A courier charges by weight and size.
    #[error("the shipment is not weighed and measured")]
    NotMeasured,
    /// The agent did not name this courier.
    #[error("the courier was not offered")]
    NotOffered,
    /// It is booked or was called off.
    #[error("it is booked already, or was called off")]
    AlreadySo,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("couriers: {0}")]
    Db(#[from] DbError),
}

impl From<NotNow> for CourierError {
    fn from(_: NotNow) -> CourierError {
        CourierError::AlreadySo
    }
}

impl From<DeliveryError> for CourierError {
    fn from(cause: DeliveryError) -> CourierError {
        match cause {
            DeliveryError::Db(cause) => CourierError::Db(cause),
            DeliveryError::NoShipment(_) => CourierError::Missing,
            DeliveryError::ParcelsMissing | DeliveryError::NotNow(_) => CourierError::NotReady,
            _ => CourierError::Raced,
        }
    }
}

impl From<TrackingError> for CourierError {
    fn from(cause: TrackingError) -> CourierError {
        match cause {
            TrackingError::Db(cause) => CourierError::Db(cause),
            _ => CourierError::Raced,
        }
    }
}
