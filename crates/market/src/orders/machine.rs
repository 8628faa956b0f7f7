//! How an order and a parcel may change. One function each, every state and every event named.

kernel::codes! {
    /// How an order stands.
    pub enum Order {
        /// Goods are held; it waits to be paid.
        Placed = "placed",
        /// It is paid; makers have been asked.
        Confirmed = "confirmed",
        /// Every parcel has reached the buyer or was called off and refunded.
        Completed = "completed",
        /// Every parcel was called off; everything is refunded.
        Cancelled = "cancelled",
        /// It was not paid in time; what it held is free.
        Expired = "expired",
    }
}

/// What happens to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The gateway has the money.
    Paid,
    /// The buyer has confirmed by code that she will pay in cash.
    CashPromised,
    /// What an institution has paid ahead stands for it.
    Covered,
    /// The time to pay is over.
    TimeIsUp,
    /// The last parcel has ended, and at least one reached the buyer.
    LastParcelArrives,
    /// The last parcel has ended, and none reached the buyer.
    AllCalledOff,
    /// A piece that arrived wrong is sent anew.
    SentAnew,
}

impl Event {
    /// Every event, for tests that walk the whole table.
    pub const ALL: [Event; 7] = [
        Event::Paid,
        Event::CashPromised,
        Event::Covered,
        Event::TimeIsUp,
        Event::LastParcelArrives,
        Event::AllCalledOff,
        Event::SentAnew,
    ];

    /// The word for the audit trail.
    pub const fn act(self) -> &'static str {
        match self {
            Event::Paid => "order.pay",
            Event::CashPromised => "order.promise_cash",
            Event::Covered => "order.cover",
            Event::TimeIsUp => "order.expire",
            Event::LastParcelArrives => "order.complete",
            Event::AllCalledOff => "order.cancel",
            Event::SentAnew => "order.send_anew",
        }
    }
}

/// An event that cannot happen to the order now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order that is {from} cannot take {event:?}")]
pub struct NotAllowed {
    /// Where it stands.
    pub from: Order,
    /// What was tried.
    pub event: Event,
}

impl Order {
    /// The only way an order changes.
    ///
    /// # Errors
    /// [`NotAllowed`] if the event has no place in this state.
    pub const fn after(self, event: Event) -> Result<Order, NotAllowed> {
        let no = Err(NotAllowed { from: self, event });
        match self {
            Order::Placed => match event {
                Event::Paid | Event::CashPromised | Event::Covered => Ok(Order::Confirmed),
                Event::TimeIsUp => Ok(Order::Expired),
                Event::LastParcelArrives | Event::AllCalledOff | Event::SentAnew => no,
            },
            Order::Confirmed => match event {
                Event::LastParcelArrives => Ok(Order::Completed),
                Event::AllCalledOff => Ok(Order::Cancelled),
                Event::Paid | Event::CashPromised | Event::Covered | Event::TimeIsUp | Event::SentAnew => no,
            },
            Order::Completed => match event {
                Event::SentAnew => Ok(Order::Confirmed),
                Event::Paid
                | Event::CashPromised
                | Event::Covered
                | Event::TimeIsUp
                | Event::LastParcelArrives
                | Event::AllCalledOff => no,
            },
            Order::Cancelled | Order::Expired => no,
        }
    }
}

kernel::codes! {
    /// How a parcel stands.
    pub enum Parcel {
        /// Its order waits to be paid; the maker has not been asked.
        Planned = "planned",
        /// The maker has been asked.
        Asked = "asked",
        /// The maker said yes and named a day.
        Accepted = "accepted",
        /// Packed, on its way to the hub.
        Packed = "packed",
        /// It has passed the hub's inspection.
        AtHub = "at_hub",
        /// It travels to the buyer.
        Shipped = "shipped",
        /// The buyer has it; the maker has earned her share.
        Delivered = "delivered",
        /// The maker said no, or the hub or the buyer refused it; whatever was paid goes back.
        Declined = "declined",
        /// Its order was not paid in time.
        Cancelled = "cancelled",
        /// It did not reach the buyer and is on its way back.
        ComingBack = "coming_back",
        /// It is at the hub again; the buyer gets the money back.
        Returned = "returned",
    }
}

/// What happens to a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParcelEvent {
    /// Its order is paid, or will be in cash.
    OrderPaid,
    /// Its order was not paid in time.
    OrderExpires,
    /// The maker says yes.
    MakerAccepts,
    /// The maker says no.
    MakerDeclines,
    /// The maker has packed it.
    MakerPacks,
    /// The hub finds it good.
    HubPasses,
    /// The hub sends it back to be mended.
    HubSendsBack,
    /// The hub refuses it for good.
    HubRefuses,
    /// It goes over the counter of a stall into its buyer's hands.
    GoesAcross,
    /// It leaves with its shipment.
    Leaves,
    /// It arrives with its shipment.
    Arrives,
    /// Food in it was recalled before it arrived.
    Recalled,
    /// Its buyer was to pay in cash and would not take it.
    TurnedAway,
    /// Its carrier could not hand it over and brings it back.
    TurnsBack,
    /// It is at the hub again.
    ComesHome,
}

impl ParcelEvent {
    /// Every event, for tests that walk the whole table.
    pub const ALL: [ParcelEvent; 15] = {
        use ParcelEvent::*;
        [
            OrderPaid,
            OrderExpires,
            MakerAccepts,
            MakerDeclines,
            MakerPacks,
            HubPasses,
            HubSendsBack,
            HubRefuses,
            GoesAcross,
            Leaves,
            Arrives,
            Recalled,
            TurnedAway,
            TurnsBack,
            ComesHome,
        ]
    };

    /// The word for the audit trail.
    pub const fn act(self) -> &'static str {
        match self {
            ParcelEvent::OrderPaid => "parcel.ask",
            ParcelEvent::OrderExpires => "parcel.expire",
            ParcelEvent::MakerAccepts => "parcel.accept",
            ParcelEvent::MakerDeclines => "parcel.decline",
            ParcelEvent::MakerPacks => "parcel.pack",
            ParcelEvent::HubPasses => "parcel.pass",
            ParcelEvent::HubSendsBack => "parcel.send_back",
            ParcelEvent::HubRefuses => "parcel.refuse",
            ParcelEvent::GoesAcross => "parcel.go_across",
            ParcelEvent::Leaves => "parcel.ship",
            ParcelEvent::Arrives => "parcel.deliver",
            ParcelEvent::Recalled => "parcel.recall",
            ParcelEvent::TurnedAway => "parcel.turn_away",
            ParcelEvent::TurnsBack => "parcel.turn_back",
            ParcelEvent::ComesHome => "parcel.come_home",
        }
    }
}

/// An event that cannot happen to the parcel now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a parcel that is {from} cannot take {event:?}")]
pub struct ParcelNotAllowed {
    /// Where it stands.
    pub from: Parcel,
    /// What was tried.
    pub event: ParcelEvent,
}

impl Parcel {
    /// The only way a parcel changes.
    ///
    /// # Errors
    /// [`ParcelNotAllowed`] if the event has no place in this state.
    pub const fn after(self, event: ParcelEvent) -> Result<Parcel, ParcelNotAllowed> {
        use ParcelEvent::{
            Arrives, ComesHome, GoesAcross, HubPasses, HubRefuses, HubSendsBack, Leaves, MakerAccepts,
            MakerDeclines, MakerPacks, OrderExpires, OrderPaid, Recalled, TurnedAway, TurnsBack,
        };
        let no = Err(ParcelNotAllowed { from: self, event });
        match self {
            Parcel::Planned => match event {
                OrderPaid => Ok(Parcel::Asked),
                OrderExpires => Ok(Parcel::Cancelled),
                GoesAcross => Ok(Parcel::Shipped),
                MakerAccepts | MakerDeclines | MakerPacks | HubPasses | HubSendsBack | HubRefuses
                | Leaves | Arrives | Recalled | TurnedAway | TurnsBack | ComesHome => no,
            },
            Parcel::Asked => match event {
                MakerAccepts => Ok(Parcel::Accepted),
                MakerDeclines | Recalled => Ok(Parcel::Declined),
                OrderPaid | OrderExpires | GoesAcross | MakerPacks | HubPasses | HubSendsBack
                | HubRefuses | Leaves | Arrives | TurnedAway | TurnsBack | ComesHome => no,
            },
            Parcel::Accepted => match event {
                MakerPacks => Ok(Parcel::Packed),
                MakerDeclines | Recalled => Ok(Parcel::Declined),
                OrderPaid | OrderExpires | GoesAcross | MakerAccepts | HubPasses | HubSendsBack
                | HubRefuses | Leaves | Arrives | TurnedAway | TurnsBack | ComesHome => no,
            },
            Parcel::Packed => match event {
                HubPasses => Ok(Parcel::AtHub),
                HubSendsBack => Ok(Parcel::Accepted),
                HubRefuses | Recalled => Ok(Parcel::Declined),
                OrderPaid | OrderExpires | GoesAcross | MakerAccepts | MakerDeclines | MakerPacks
                | Leaves | Arrives | TurnedAway | TurnsBack | ComesHome => no,
            },
            Parcel::AtHub => match event {
                Leaves => Ok(Parcel::Shipped),
                Recalled => Ok(Parcel::Declined),
                OrderPaid | OrderExpires | GoesAcross | MakerAccepts | MakerDeclines | MakerPacks
                | HubPasses | HubSendsBack | HubRefuses | Arrives | TurnedAway | TurnsBack | ComesHome => no,
            },
            Parcel::Shipped => match event {
                Arrives => Ok(Parcel::Delivered),
                Recalled | TurnedAway => Ok(Parcel::Declined),
                TurnsBack => Ok(Parcel::ComingBack),
                OrderPaid | OrderExpires | GoesAcross | MakerAccepts | MakerDeclines | MakerPacks
                | HubPasses | HubSendsBack | HubRefuses | Leaves | ComesHome => no,
            },
            Parcel::ComingBack => match event {
                ComesHome => Ok(Parcel::Returned),
                OrderPaid | OrderExpires | GoesAcross | MakerAccepts | MakerDeclines | MakerPacks
                | HubPasses | HubSendsBack | HubRefuses | Leaves | Arrives | Recalled | TurnedAway
                | TurnsBack => no,
            },
            Parcel::Delivered | Parcel::Declined | Parcel::Cancelled | Parcel::Returned => no,
        }
    }

    /// Whether nothing more happens to it.
    pub const fn has_ended(self) -> bool {
        matches!(self, Parcel::Delivered | Parcel::Declined | Parcel::Cancelled | Parcel::Returned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, so that a change of a rule shows in a review.
    #[test]
    fn the_parcels_table_is_as_agreed() {
        let mut table = String::new();
        for from in Parcel::ALL {
            for event in ParcelEvent::ALL {
                if let Ok(to) = from.after(event) {
                    table.push_str(&format!("{from} --{}--> {to}\n", event.act()));
                }
            }
        }
        assert_eq!(
            table,
            "planned --parcel.ask--> asked\n\
             planned --parcel.expire--> cancelled\n\
             planned --parcel.go_across--> shipped\n\
             asked --parcel.accept--> accepted\n\
             asked --parcel.decline--> declined\n\
             asked --parcel.recall--> declined\n\
             accepted --parcel.decline--> declined\n\
             accepted --parcel.pack--> packed\n\
             accepted --parcel.recall--> declined\n\
             packed --parcel.pass--> at_hub\n\
             packed --parcel.send_back--> accepted\n\
             packed --parcel.refuse--> declined\n\
             packed --parcel.recall--> declined\n\
             at_hub --parcel.ship--> shipped\n\
             at_hub --parcel.recall--> declined\n\
             shipped --parcel.deliver--> delivered\n\
             shipped --parcel.recall--> declined\n\
             shipped --parcel.turn_away--> declined\n\
             shipped --parcel.turn_back--> coming_back\n\
             coming_back --parcel.come_home--> returned\n"
        );
    }

    #[test]
    fn the_orders_table_is_as_agreed() {
        let mut table = String::new();
        for from in Order::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(event) {
                    table.push_str(&format!("{from} --{}--> {to}\n", event.act()));
                }
            }
        }
        assert_eq!(
            table,
            "placed --order.pay--> confirmed\n\
             placed --order.promise_cash--> confirmed\n\
             placed --order.cover--> confirmed\n\
             placed --order.expire--> expired\n\
             confirmed --order.complete--> completed\n\
             confirmed --order.cancel--> cancelled\n\
             completed --order.send_anew--> confirmed\n"
        );
    }

    #[test]
    fn what_has_ended_stays_ended() {
        for state in Parcel::ALL.iter().filter(|state| state.has_ended()) {
            assert!(ParcelEvent::ALL.iter().all(|event| state.after(*event).is_err()), "{state}");
        }
    }
}
