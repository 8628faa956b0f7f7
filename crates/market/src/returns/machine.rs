//! How a return stands and what moves it; nothing else does. It is no state of its parcel, which has arrived.

kernel::codes! {
    /// How a return stands.
    pub enum ReturnState {
        /// The buyer has shown what is wrong; somebody must decide.
        Asked = "asked",
        /// It is right, and the goods come back to the hub first.
        Awaited = "awaited",
        /// The money goes back, as its claim stands.
        Granted = "granted",
        /// It was not right, or what came back was not; with a reason.
        Refused = "refused",
        /// The buyer keeps it after all.
        Withdrawn = "withdrawn",
        /// Nothing came back in time.
        Lapsed = "lapsed",
    }
}

kernel::codes! {
    /// What happens to a return.
    pub enum Event {
        /// On her photo: the money goes back, nothing else does.
        Grants = "return.grant",
        /// It is right; the goods come back first.
        Awaits = "return.await",
        /// It is not right.
        Refuses = "return.refuse",
        /// The keeper finds what came back as it should be.
        Passes = "return.pass",
        /// The keeper finds it otherwise than was said.
        Fails = "return.fail",
        /// The buyer keeps it.
        Withdraws = "return.withdraw",
        /// The day by which it should have come is over.
        Lapses = "return.lapse",
        /// A second person of finance refuses the claim behind it.
        Denies = "return.deny",
        /// The buyer asks that it be fetched.
        WantsFetched = "return.want_fetched",
        /// A runner has brought it to the hub.
        Fetched = "return.fetch",
    }
}

/// What is not possible as the return stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the return is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: ReturnState,
    /// What was wanted.
    pub event: Event,
}

impl ReturnState {
    /// The only way a return changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: Event) -> Result<ReturnState, NotNow> {
        use Event::{
            Awaits, Denies, Fails, Fetched, Grants, Lapses, Passes, Refuses, WantsFetched, Withdraws,
        };
        use ReturnState::{Asked, Awaited, Granted, Lapsed, Refused, Withdrawn};
        let no = Err(NotNow { from: self, event });
        match self {
            Asked => match event {
                Grants => Ok(Granted),
                Awaits => Ok(Awaited),
                Refuses => Ok(Refused),
                Withdraws => Ok(Withdrawn),
                Passes | Fails | Lapses | Denies | WantsFetched | Fetched => no,
            },
            Awaited => match event {
                Passes => Ok(Granted),
                Fails => Ok(Refused),
                Withdraws => Ok(Withdrawn),
                Lapses => Ok(Lapsed),
                WantsFetched | Fetched => Ok(Awaited),
                Grants | Awaits | Refuses | Denies => no,
            },
            Granted => match event {
                Denies => Ok(Refused),
                Grants | Awaits | Refuses | Passes | Fails | Withdraws | Lapses | WantsFetched | Fetched => {
                    no
                }
            },
            Refused | Withdrawn | Lapsed => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in ReturnState::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(
            table,
            "asked + return.grant → granted\n\
             asked + return.await → awaited\n\
             asked + return.refuse → refused\n\
             asked + return.withdraw → withdrawn\n\
             awaited + return.pass → granted\n\
             awaited + return.fail → refused\n\
             awaited + return.withdraw → withdrawn\n\
             awaited + return.lapse → lapsed\n\
             awaited + return.want_fetched → awaited\n\
             awaited + return.fetch → awaited\n\
             granted + return.deny → refused\n"
        );
    }
}
