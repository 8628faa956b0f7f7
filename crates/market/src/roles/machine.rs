//! How a request for a role stands, and the only ways it changes.

kernel::codes! {
    /// How it stands.
    pub enum State {
        /// It waits for a second person.
        Asked = "asked",
        /// A second person approved it; the role began.
        Approved = "approved",
        /// A second person said no.
        Declined = "declined",
        /// Whoever asked took it back.
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    /// What can happen to it.
    pub enum Event {
        /// A second person says yes.
        Approve = "role.approve",
        /// A second person says no.
        Decline = "role.decline",
        /// Whoever asked takes it back.
        Withdraw = "role.withdraw",
    }
}

impl State {
    /// The only way it changes; `None`: not now.
    pub const fn after(self, event: Event) -> Option<State> {
        match self {
            State::Asked => match event {
                Event::Approve => Some(State::Approved),
                Event::Decline => Some(State::Declined),
                Event::Withdraw => Some(State::Withdrawn),
            },
            State::Approved | State::Declined | State::Withdrawn => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        for event in Event::ALL {
            assert!(State::Asked.after(*event).is_some());
            for ended in [State::Approved, State::Declined, State::Withdrawn] {
                assert_eq!(ended.after(*event), None, "{ended} {event}");
            }
        }
        assert_eq!(State::Asked.after(Event::Approve), Some(State::Approved));
        assert_eq!(State::Asked.after(Event::Decline), Some(State::Declined));
        assert_eq!(State::Asked.after(Event::Withdraw), Some(State::Withdrawn));
    }
}
