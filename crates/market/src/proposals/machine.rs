//! How a proposal stands and what moves it; nothing else does.

kernel::codes! {
    /// How a proposal stands.
    pub enum State {
        /// Nobody has looked at it.
        Waiting = "waiting",
        /// A second person said yes: buyers see it.
        Approved = "approved",
        /// A second person said no, with a reason.
        Refused = "refused",
        /// Whoever asked does not want it any more.
        TakenBack = "taken_back",
        /// A newer wish about the same thing has come.
        Replaced = "replaced",
    }
}

kernel::codes! {
    /// What happens to a proposal.
    pub enum Event {
        /// A second person says yes.
        Approves = "proposal.approve",
        /// A second person says no.
        Refuses = "proposal.refuse",
        /// Whoever asked takes it back.
        TakesBack = "proposal.take_back",
        /// A newer one comes.
        Replaces = "proposal.replace",
    }
}

/// What is not possible as the proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the proposal is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: State,
    /// What was wanted.
    pub event: Event,
}

impl State {
    /// The only way a proposal changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: Event) -> Result<State, NotNow> {
        match self {
            State::Waiting => match event {
                Event::Approves => Ok(State::Approved),
                Event::Refuses => Ok(State::Refused),
                Event::TakesBack => Ok(State::TakenBack),
                Event::Replaces => Ok(State::Replaced),
            },
            State::Approved | State::Refused | State::TakenBack | State::Replaced => {
                Err(NotNow { from: self, event })
            }
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
waiting + proposal.approve → approved
waiting + proposal.refuse → refused
waiting + proposal.take_back → taken_back
waiting + proposal.replace → replaced
";
        assert_eq!(table, wanted);
    }
}
