//! How a person's second factor stands, and the only ways it changes.

kernel::codes! {
    /// How it stands.
    pub enum State {
        /// Nothing is set up; the next sign-in may set something up.
        Open = "open",
        /// An app or a passkey must be proven.
        Secured = "secured",
    }
}

kernel::codes! {
    /// What can happen to it.
    pub enum Event {
        /// An app or a passkey was added and proven.
        Add = "factor.add",
        /// A passkey was removed; another proof is left.
        Remove = "factor.remove",
        /// New recovery codes were written down.
        Write = "factor.write",
        /// Two people agreed that it is lost: everything is forgotten.
        Reset = "factor.reset",
    }
}

impl State {
    /// The only way it changes; `None`: not now.
    pub const fn after(self, event: Event) -> Option<State> {
        match self {
            State::Open => match event {
                Event::Add => Some(State::Secured),
                Event::Remove | Event::Write | Event::Reset => None,
            },
            State::Secured => match event {
                Event::Add | Event::Remove | Event::Write => Some(State::Secured),
                Event::Reset => Some(State::Open),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for state in State::ALL {
            for event in Event::ALL {
                let next = state.after(*event).map_or("-", State::as_str);
                table.push_str(&format!("{state} {event} {next}\n"));
            }
        }
        assert_eq!(
            table,
            "open factor.add secured\nopen factor.remove -\nopen factor.write -\nopen factor.reset -\n\
             secured factor.add secured\nsecured factor.remove secured\nsecured factor.write secured\n\
             secured factor.reset open\n"
        );
    }
}
