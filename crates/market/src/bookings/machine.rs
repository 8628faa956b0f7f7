//! How a booking may change. One function, every state and every event named.

kernel::codes! {
    /// How a booking stands.
    pub enum BookingState {
        /// An agent of couriers is asked to carry it.
        Asked = "asked",
        /// It has a number.
        Booked = "booked",
        /// Nobody takes it; another courier may be asked.
        Refused = "refused",
        /// Nothing is to be carried any more.
        CalledOff = "called_off",
    }
}

kernel::codes! {
    /// What happens to a booking; the word of its entry in the trail.
    pub enum Event {
        /// A keeper has chosen a courier of the agent.
        Asks = "booking.ask",
        /// The post's next number is given, the keeper has typed one, or the agent has given a waybill.
        Books = "booking.book",
        /// The agent or its courier will not carry it.
        Refuses = "booking.refuse",
        /// The shipment does not travel, or not with this carrier.
        CallsOff = "booking.call_off",
    }
}

/// An event that cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a booking that is {from} cannot take {event}")]
pub struct NotNow {
    /// Where it stands.
    pub from: BookingState,
    /// What was tried.
    pub event: Event,
}

impl BookingState {
    /// The only way a booking changes.
    ///
    /// # Errors
    /// [`NotNow`] if the event has no place in this state.
    pub const fn after(self, event: Event) -> Result<BookingState, NotNow> {
        let no = Err(NotNow { from: self, event });
        match self {
            BookingState::Asked => match event {
                Event::Books => Ok(BookingState::Booked),
                Event::Refuses => Ok(BookingState::Refused),
                Event::CallsOff => Ok(BookingState::CalledOff),
                Event::Asks => no,
            },
            BookingState::Booked => match event {
                Event::CallsOff => Ok(BookingState::CalledOff),
                Event::Asks | Event::Books | Event::Refuses => no,
            },
            BookingState::Refused => match event {
                Event::Asks => Ok(BookingState::Asked),
                Event::Books | Event::Refuses | Event::CallsOff => no,
            },
            BookingState::CalledOff => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_as_agreed() {
        let mut table = String::new();
        for from in BookingState::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table.push_str(&format!("{from} --{event}--> {to}\n"));
                }
            }
        }
        assert_eq!(
            table,
            "asked --booking.book--> booked\n\
             asked --booking.refuse--> refused\n\
             asked --booking.call_off--> called_off\n\
             booked --booking.call_off--> called_off\n\
             refused --booking.ask--> asked\n"
        );
    }
}
