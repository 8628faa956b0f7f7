//! How a photo at a door may change.

use DoorEvent::{Disowns, Owns};

kernel::codes! {
    /// What its buyer says to it.
    pub enum DoorState {
        /// Nothing yet.
        Unsaid = "unsaid",
        /// It is hers.
        Mine = "mine",
        /// It is not hers, or did not come.
        NotMine = "not_mine",
    }
}

kernel::codes! {
    /// What happens to it.
    pub enum DoorEvent {
        /// She says that it is hers.
        Owns = "door.own",
        /// She says that it is not.
        Disowns = "door.disown",
    }
}

impl DoorState {
    /// The only way it changes; `None` if the event has no place now.
    pub const fn after(self, event: DoorEvent) -> Option<DoorState> {
        match (self, event) {
            (DoorState::Unsaid, Owns) => Some(DoorState::Mine),
            (DoorState::Unsaid, Disowns) => Some(DoorState::NotMine),
            (DoorState::Mine | DoorState::NotMine, Owns | Disowns) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn she_says_it_once() {
        let mut table = String::new();
        for from in DoorState::ALL {
            for event in DoorEvent::ALL {
                if let Some(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(table, "unsaid + door.own → mine\nunsaid + door.disown → not_mine\n");
    }
}
