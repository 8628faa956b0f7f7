//! How a shipment may change. One function, every state and every event named.

use Event::{Calls, Chooses, ComesHome, HandsOver, Reaches, TurnsAway, TurnsBack};

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
        /// Its carrier brings it back.
        ComingBack = "coming_back",
        /// At its hub again.
        Returned = "returned",
    }
}

/// What happens to a shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Another carrier is to carry it.
    Chooses,
    /// The keeper gives it to the carrier.
    HandsOver,
    /// The buyer has it.
    Reaches,
    /// Its last parcel was called off; under way, because what is in it was recalled.
    Calls,
    /// Its buyer was to pay in cash and would not take it: it comes back.
    TurnsAway,
    /// Its carrier could not hand it over and brings it back.
    TurnsBack,
    /// It is at its hub again.
    ComesHome,
}

impl Event {
    /// Every event, for tests that walk the whole table.
    pub const ALL: [Event; 7] = [Chooses, HandsOver, Reaches, Calls, TurnsAway, TurnsBack, ComesHome];

    /// The word for the audit trail.
    pub const fn act(self) -> &'static str {
        match self {
            Chooses => "shipment.choose_carrier",
            HandsOver => "shipment.hand_over",
            Reaches => "shipment.deliver",
            Calls => "shipment.call_off",
            TurnsAway => "shipment.turn_away",
            TurnsBack => "shipment.turn_back",
            ComesHome => "shipment.come_home",
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
                Chooses => Ok(Shipment::Planned),
                HandsOver => Ok(Shipment::Shipped),
                Calls => Ok(Shipment::Cancelled),
                Reaches | TurnsAway | TurnsBack | ComesHome => no,
            },
            Shipment::Shipped => match event {
                Reaches => Ok(Shipment::Delivered),
                TurnsAway | Calls => Ok(Shipment::Cancelled),
                TurnsBack => Ok(Shipment::ComingBack),
                Chooses | HandsOver | ComesHome => no,
            },
            Shipment::ComingBack => match event {
                ComesHome => Ok(Shipment::Returned),
                Chooses | HandsOver | Reaches | Calls | TurnsAway | TurnsBack => no,
            },
            Shipment::Delivered | Shipment::Cancelled | Shipment::Returned => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_as_agreed() {
        let mut table = String::new();
        for from in Shipment::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(event) {
                    table.push_str(&format!("{from} --{}--> {to}\n", event.act()));
                }
            }
        }
        assert_eq!(
            table,
            "planned --shipment.choose_carrier--> planned\n\
             planned --shipment.hand_over--> shipped\n\
             planned --shipment.call_off--> cancelled\n\
             shipped --shipment.deliver--> delivered\n\
             shipped --shipment.call_off--> cancelled\n\
             shipped --shipment.turn_away--> cancelled\n\
             shipped --shipment.turn_back--> coming_back\n\
             coming_back --shipment.come_home--> returned\n"
        );
    }
}
