//! How a change of a bank account stands; nothing else moves it.

kernel::codes! {
    /// How a change stands.
    pub enum Change {
        /// The maker has been asked by a code.
        Asked = "asked",
        /// She has agreed; one rupee is on its way.
        Proving = "proving",
        /// The bank has answered that the account lives.
        Proven = "proven",
        /// The bank has answered that it does not.
        Unproven = "unproven",
        /// A second person has approved; it waits a day.
        Cooling = "cooling",
        /// Money goes there.
        Effective = "effective",
        /// A second person has refused it.
        Refused = "refused",
        /// It was stopped before it took effect.
        Stopped = "stopped",
    }
}

kernel::codes! {
    /// What happens to a change.
    pub enum Event {
        /// The maker says the code.
        Agrees = "bank.agree",
        /// The account lives.
        Confirms = "bank.confirm",
        /// It does not.
        Denies = "bank.deny",
        /// A second person approves a change: it waits.
        Approves = "bank.approve",
        /// A second person approves the first account, or the wait is over.
        TakesEffect = "bank.take_effect",
        /// A second person refuses.
        Refuses = "bank.refuse",
        /// The maker or her officer stops it.
        Stops = "bank.stop",
    }
}

/// What is not possible as the change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the change is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: Change,
    /// What was wanted.
    pub event: Event,
}

impl Change {
    /// The only way a change moves.
    ///
    /// # Errors
    /// [`NotNow`].
    pub fn after(self, event: Event) -> Result<Change, NotNow> {
        use Event::{Agrees, Approves, Confirms, Denies, Refuses, Stops, TakesEffect};
        let no = Err(NotNow { from: self, event });
        match self {
            Change::Asked => match event {
                Agrees => Ok(Change::Proving),
                Refuses => Ok(Change::Refused),
                Stops => Ok(Change::Stopped),
                Confirms | Denies | Approves | TakesEffect => no,
            },
            Change::Proving => match event {
                Confirms => Ok(Change::Proven),
                Denies => Ok(Change::Unproven),
                Refuses => Ok(Change::Refused),
                Stops => Ok(Change::Stopped),
                Agrees | Approves | TakesEffect => no,
            },
            Change::Proven => match event {
                Approves => Ok(Change::Cooling),
                TakesEffect => Ok(Change::Effective),
                Refuses => Ok(Change::Refused),
                Stops => Ok(Change::Stopped),
                Agrees | Confirms | Denies => no,
            },
            Change::Unproven => match event {
                Refuses => Ok(Change::Refused),
                Stops => Ok(Change::Stopped),
                Agrees | Confirms | Denies | Approves | TakesEffect => no,
            },
            Change::Cooling => match event {
                TakesEffect => Ok(Change::Effective),
                Refuses => Ok(Change::Refused),
                Stops => Ok(Change::Stopped),
                Agrees | Confirms | Denies | Approves => no,
            },
            Change::Effective | Change::Refused | Change::Stopped => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in Change::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        let wanted = "\
asked + bank.agree → proving
asked + bank.refuse → refused
asked + bank.stop → stopped
proving + bank.confirm → proven
proving + bank.deny → unproven
proving + bank.refuse → refused
proving + bank.stop → stopped
proven + bank.approve → cooling
proven + bank.take_effect → effective
proven + bank.refuse → refused
proven + bank.stop → stopped
unproven + bank.refuse → refused
unproven + bank.stop → stopped
cooling + bank.take_effect → effective
cooling + bank.refuse → refused
cooling + bank.stop → stopped
";
        assert_eq!(table, wanted);
    }
}
