//! How a claim stands and what moves it; nothing else does.

kernel::codes! {
    /// How a claim stands.
    pub enum ClaimState {
        /// One person of finance wants it.
        Asked = "asked",
        /// The money goes back.
        Granted = "granted",
        /// It does not.
        Refused = "refused",
    }
}

kernel::codes! {
    /// What happens to a claim.
    pub enum Event {
        /// It is small, or a second person says yes.
        Grants = "claim.grant",
        /// A second person says no.
        Refuses = "claim.refuse",
    }
}

/// What is not possible as the claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the claim is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: ClaimState,
    /// What was wanted.
    pub event: Event,
}

impl ClaimState {
    /// The only way a claim changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: Event) -> Result<ClaimState, NotNow> {
        match (self, event) {
            (ClaimState::Asked, Event::Grants) => Ok(ClaimState::Granted),
            (ClaimState::Asked, Event::Refuses) => Ok(ClaimState::Refused),
            (ClaimState::Granted | ClaimState::Refused, _) => Err(NotNow { from: self, event }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in ClaimState::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(table, "asked + claim.grant → granted\nasked + claim.refuse → refused\n");
    }
}
