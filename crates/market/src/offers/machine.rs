//! How an offer stands and what moves it; nothing else does.

kernel::codes! {
    /// How an offer stands.
    pub enum OfferState {
        /// The maker who is to pay for it has not said yes.
        WaitsMaker = "waits_maker",
        /// A second person has not approved it.
        WaitsSecond = "waits_second",
        /// It holds in its window, as long as its limits are not reached.
        Running = "running",
        /// Its maker or the second person said no.
        Refused = "refused",
        /// It was stopped.
        Ended = "ended",
    }
}

kernel::codes! {
    /// What happens to an offer.
    pub enum OfferEvent {
        /// The maker who pays for it says yes.
        Agrees = "offer.agree",
        /// She says no.
        Declines = "offer.decline",
        /// A second person approves it.
        Approves = "offer.approve",
        /// A second person refuses it.
        Refuses = "offer.refuse",
        /// It is stopped.
        Ends = "offer.end",
    }
}

/// What is not possible as the offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the offer is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: OfferState,
    /// What was wanted.
    pub event: OfferEvent,
}

impl OfferState {
    /// The only way an offer changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: OfferEvent) -> Result<OfferState, NotNow> {
        use OfferEvent::{Agrees, Approves, Declines, Ends, Refuses};
        use OfferState::{Ended, Refused, Running, WaitsMaker, WaitsSecond};
        match (self, event) {
            (WaitsMaker, Agrees) => Ok(WaitsSecond),
            (WaitsMaker, Declines) | (WaitsMaker | WaitsSecond, Refuses) => Ok(Refused),
            (WaitsSecond, Approves) => Ok(Running),
            (Running, Ends) => Ok(Ended),
            (WaitsMaker, Approves | Ends)
            | (WaitsSecond, Agrees | Declines | Ends)
            | (Running, Agrees | Declines | Approves | Refuses)
            | (Refused | Ended, Agrees | Declines | Approves | Refuses | Ends) => {
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
        for from in OfferState::ALL {
            for event in OfferEvent::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(
            table,
            "waits_maker + offer.agree → waits_second\nwaits_maker + offer.decline → refused\n\
             waits_maker + offer.refuse → refused\nwaits_second + offer.approve → running\n\
             waits_second + offer.refuse → refused\nrunning + offer.end → ended\n"
        );
    }
}
