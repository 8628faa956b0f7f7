//! How a stall may change.

use StallEvent::Shuts;

kernel::codes! {
    /// How a stall stands.
    pub enum StallState {
        /// Its code leads to its page.
        Open = "open",
        /// It was taken down; its code leads to the shop.
        Shut = "shut",
    }
}

kernel::codes! {
    /// What happens to a stall.
    pub enum StallEvent {
        /// An administrator takes it down.
        Shuts = "stall.shut",
    }
}

impl StallState {
    /// The only way a stall changes; `None` if the event has no place now.
    pub const fn after(self, event: StallEvent) -> Option<StallState> {
        match (self, event) {
            (StallState::Open, Shuts) => Some(StallState::Shut),
            (StallState::Shut, Shuts) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stall_is_taken_down_once() {
        assert_eq!(StallState::Open.after(Shuts), Some(StallState::Shut));
        assert_eq!(StallState::Shut.after(Shuts), None);
    }
}
