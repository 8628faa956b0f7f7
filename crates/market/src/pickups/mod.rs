//! Pickups: a buyer fetches her order at a counter (of a hub, at a haat, at a mela) instead of having it brought.
//!
//! Reads: hubs, shipments, orders. Writes: `counter`, `pickup_slot`, `counter_wait`; through `delivery` it moves shipments that
//! are handed out or wait no longer. Leaves: SMS. Never: hands out without the buyer's code; lets more orders into a slot than
//! it has places.
//!
//! A counter belongs to a hub, and the keepers of that hub keep it. A shipment comes from the hub of its makers, lies at the
//! counter from the day its keeper says so, and waits so many days.
//!
//! Start at [`rules::Fetch`] for the days, at [`lies_here`] and [`hand_out`] for what keepers do.

mod act;
mod machine;
mod read;
pub mod rules;
pub(crate) mod sql;
mod wait;

pub use act::{NewCounter, enter, open_slot, shut};
pub(crate) use act::{free_place, is_said, take_place};
pub use machine::{CounterEvent, CounterState};
pub use read::{
    Counter, Fetched, Slot, WaitingLine, all, counter, fetched_at, lines_at, of_order, open_ones, slots_ahead,
};
pub use rules::{Fetch, Opening};
pub(crate) use wait::left_its_hub;
pub use wait::{hand_out, lies_here, turn};

use kernel::ids::{CounterId, PickupSlotId};
use store::DbError;

use crate::delivery::DeliveryError;

kernel::codes! {
    /// Where a counter stands.
    pub enum CounterKind {
        /// In a hub.
        Hub = "hub",
        /// At a weekly market.
        Haat = "haat",
        /// At a fair.
        Mela = "mela",
    }
}

/// A counter, and a slot of it if one was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Where it is fetched.
    pub counter: CounterId,
    /// In which hour of which day.
    pub slot: Option<PickupSlotId>,
}

/// What can go wrong with counters and what waits there. Each variant has a sentence in `locales/*/pickups.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum PickupError {
    /// No such counter, slot or shipment here.
    #[error("it is not there")]
    Missing,
    /// A field of a new counter or slot that cannot be.
    #[error("{0} cannot be")]
    Bad(&'static str),
    /// It does not stand where this can be done.
    #[error("it stands otherwise by now")]
    NotNow,
    /// Every place of the slot is taken.
    #[error("the slot is full")]
    SlotFull,
    /// The shipment could not be handed out.
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
    /// The database failed.
    #[error("pickups: {0}")]
    Db(#[from] DbError),
}
