//! Tracking: what happens to a shipment between its hub and its buyer, in one list of steps whoever carries it.
//!
//! Reads: shipments, parcels, the audit trail. Writes: `scan`, `hitch`, `event_file`, `tracking_try`; through `delivery` it moves
//! shipments that arrived or turn back. Leaves: SMS at the steps that matter. Never: takes a step twice; believes a courier's
//! unsigned message (the worker asks for the truth).
//!
//! Start at [`take_scan`](act::take_scan); words of the post become steps in [`rules`]; files are read in [`file`].

mod act;
pub mod file;
pub mod guest;
mod read;
pub mod rules;
pub(crate) mod sql;

pub use act::{Taken, close, note};
pub(crate) use act::{Told, close_homecoming, comes_back, is_ahead, take_scan};
pub use read::{FileLine, HitchLine, Moved, Scan, Way, files_of, hitches_of, open_hitches, scans_of, way_of};

use kernel::ids::{HitchId, ShipmentId};
use store::DbError;

use crate::delivery::DeliveryError;

kernel::codes! {
    /// What happens to a shipment on its way.
    pub enum Step {
        /// The carrier has taken it into its books.
        Booked = "booked",
        /// The carrier has fetched it.
        PickedUp = "picked_up",
        /// It is between two places.
        InTransit = "in_transit",
        /// It has come to a place on the way.
        AtOffice = "at_office",
        /// Somebody is carrying it to the buyer's door.
        OutForDelivery = "out_for_delivery",
        /// The buyer has it.
        Delivered = "delivered",
        /// It could not be handed over this time.
        Undelivered = "undelivered",
        /// The carrier says it is damaged.
        Damaged = "damaged",
        /// The carrier cannot find it.
        Lost = "lost",
        /// It is on its way back.
        TurnedBack = "turned_back",
        /// The carrier has brought it back.
        CameBack = "came_back",
    }
}

kernel::codes! {
    /// From whom a step is known.
    pub enum Source {
        /// A file of the post's events.
        File = "file",
        /// The carrier's own service.
        Courier = "courier",
        /// A keeper who was told, or saw it.
        Keeper = "keeper",
    }
}

kernel::codes! {
    /// What went wrong.
    pub enum HitchKind {
        /// Nobody was there, or the address was not found.
        Undelivered = "undelivered",
        /// Something is broken.
        Damaged = "damaged",
        /// It is not found.
        Lost = "lost",
        /// It comes back and must be received.
        ComingBack = "coming_back",
    }
}

impl Step {
    /// The task that follows from a step that went wrong.
    pub const fn hitch(self) -> Option<HitchKind> {
        match self {
            Step::Undelivered => Some(HitchKind::Undelivered),
            Step::Damaged => Some(HitchKind::Damaged),
            Step::Lost => Some(HitchKind::Lost),
            Step::TurnedBack => Some(HitchKind::ComingBack),
            Step::Booked
            | Step::PickedUp
            | Step::InTransit
            | Step::AtOffice
            | Step::OutForDelivery
            | Step::Delivered
            | Step::CameBack => None,
        }
    }
}

/// What can go wrong with tracking. Each variant has a sentence in `locales/*/tracking.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum TrackingError {
    /// No such shipment at this hub.
    #[error("no shipment {0} at this hub")]
    NoShipment(ShipmentId),
    /// No such task at this hub.
    #[error("no hitch {0} at this hub")]
    NoHitch(HitchId),
    /// It was closed before.
    #[error("it was closed before")]
    Closed,
    /// A task is closed with what was done.
    #[error("what was done is not said")]
    NoOutcome,
    /// The shipment has not left, or its way has ended.
    #[error("the shipment is not under way")]
    NotUnderWay,
    /// The file cannot be read, or has no columns we know.
    #[error("not a file of events")]
    Unreadable,
    /// More rows than are taken at once.
    #[error("too many rows")]
    TooMany,
    /// Too many tries with this number or this code.
    #[error("too many tries this hour")]
    TooOften,
    /// Nothing of this number and code, or one of them is wrong: nobody hears which.
    #[error("nothing found")]
    NotFound,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("tracking: {0}")]
    Db(#[from] DbError),
}

impl From<DeliveryError> for TrackingError {
    fn from(cause: DeliveryError) -> TrackingError {
        match cause {
            DeliveryError::Db(cause) => TrackingError::Db(cause),
            DeliveryError::NoShipment(id) => TrackingError::NoShipment(id),
            _ => TrackingError::Raced,
        }
    }
}
