//! How a booking may change. One function, every state and every event named.

kernel::codes! {
    /// How a booking stands.
    pub enum BookingState {
        /// It has a number.
        Booked = "booked",
        /// Nothing is to be carried any more.
        CalledOff = "called_off",
    }
}

kernel::codes! {
    /// What happens to a booking; the word of its entry in the trail.
    pub enum Event {
        /// The post's next number is given, or the keeper has typed one.
        Books = "booking.book",
        /// The shipment does not travel.
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
            BookingState::Booked => match event {
                Event::CallsOff => Ok(BookingState::CalledOff),
                Event::Books => no,
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
        assert_eq!(table, "booked --booking.call_off--> called_off\n");
    }
}
