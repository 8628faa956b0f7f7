//! How a bulk edit stands and what moves it; nothing else does.

kernel::codes! {
    /// How a bulk edit stands.
    pub enum State {
        /// It is shown; nothing has changed.
        Drafted = "drafted",
        /// It was done.
        Applied = "applied",
        /// It was undone, where nothing had changed since.
        Undone = "undone",
        /// Nobody wants it.
        ThrownAway = "thrown_away",
    }
}

kernel::codes! {
    /// What happens to a bulk edit.
    pub enum Event {
        /// It is done in one act.
        Applies = "bulk.apply",
        /// It is undone.
        Undoes = "bulk.undo",
        /// It is not wanted.
        ThrowsAway = "bulk.throw_away",
    }
}

/// What is not possible as the edit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the edit is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: State,
    /// What was wanted.
    pub event: Event,
}

impl State {
    /// The only way a bulk edit changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: Event) -> Result<State, NotNow> {
        match (self, event) {
            (State::Drafted, Event::Applies) => Ok(State::Applied),
            (State::Drafted, Event::ThrowsAway) => Ok(State::ThrownAway),
            (State::Applied, Event::Undoes) => Ok(State::Undone),
            (State::Drafted, Event::Undoes)
            | (State::Applied, Event::Applies | Event::ThrowsAway)
            | (State::Undone | State::ThrownAway, _) => Err(NotNow { from: self, event }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in State::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        let wanted = "\
drafted + bulk.apply → applied
drafted + bulk.throw_away → thrown_away
applied + bulk.undo → undone
";
        assert_eq!(table, wanted);
    }
}
