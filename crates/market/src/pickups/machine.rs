//! How a counter may change.

use CounterEvent::Shuts;

kernel::codes! {
    /// How a counter stands.
    pub enum CounterState {
        /// Buyers may choose it.
        Open = "open",
        /// Nobody may choose it any more; what waits there still does.
        Shut = "shut",
    }
}

kernel::codes! {
    /// What happens to a counter.
    pub enum CounterEvent {
        /// An administrator shuts it.
        Shuts = "counter.shut",
    }
}

impl CounterState {
    /// The only way a counter changes; `None` if the event has no place now.
    pub const fn after(self, event: CounterEvent) -> Option<CounterState> {
        match (self, event) {
            (CounterState::Open, Shuts) => Some(CounterState::Shut),
            (CounterState::Shut, Shuts) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_shuts_once() {
        assert_eq!(CounterState::Open.after(Shuts), Some(CounterState::Shut));
        assert_eq!(CounterState::Shut.after(Shuts), None);
    }
}
