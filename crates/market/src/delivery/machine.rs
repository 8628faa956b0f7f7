//! How a shipment may change. One function, every state and every event named.

use Event::{Calls, HandsOver, Reaches, TurnsAway};

kernel::codes! {
    /// How a shipment stands.
    pub enum Shipment {
        /// Its parcels are being made or wait at the hub.
        Planned = "planned",
        /// On its way to the buyer.
        Shipped = "shipped",
        /// With the buyer.
        Delivered = "delivered",
        /// All its parcels were called off, or its buyer would not take it.
        Cancelled = "cancelled",
    }
}

/// What happens to a shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The keeper gives it to the carrier.
    HandsOver,
    /// The buyer has it.
    Reaches,
    /// Its last parcel was called off.
    Calls,
    /// Its buyer was to pay in cash and would not take it: it comes back.
    TurnsAway,
}

impl Event {
    /// Every event, for tests that walk the whole table.
    pub const ALL: [Event; 4] = [HandsOver, Reaches, Calls, TurnsAway];

    /// The word for the audit trail.
    pub const fn act(self) -> &'static str {
        match self {
            HandsOver => "shipment.hand_over",
            Reaches => "shipment.deliver",
            Calls => "shipment.call_off",
            TurnsAway => "shipment.turn_away",
        }
    }
}

/// An event that cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a shipment that is {from} cannot take {event:?}")]
pub struct NotAllowed {
    /// Where it stands.
    pub from: Shipment,
    /// What was tried.
    pub event: Event,
}

impl Shipment {
    /// The only way a shipment changes.
    ///
    /// # Errors
    /// [`NotAllowed`] if the event has no place in this state.
    pub const fn after(self, event: Event) -> Result<Shipment, NotAllowed> {
        let no = Err(NotAllowed { from: self, event });
        match self {
            Shipment::Planned => match event {
                HandsOver => Ok(Shipment::Shipped),
                Calls => Ok(Shipment::Cancelled),
                Reaches | TurnsAway => no,
            },
            Shipment::Shipped => match event {
                Reaches => Ok(Shipment::Delivered),
                TurnsAway => Ok(Shipment::Cancelled),
                HandsOver | Calls => no,
            },
            Shipment::Delivered | Shipment::Cancelled => no,
        }
    }
}
