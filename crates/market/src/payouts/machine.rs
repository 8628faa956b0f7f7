//! How a payout may change. One function, every state and every event named.

use kernel::payment::PayoutStatus;

kernel::codes! {
    /// How a payout stands.
    pub enum Payout {
        /// In a batch that waits for its second person.
        Drafted = "drafted",
        /// To be sent.
        Approved = "approved",
        /// The bank has it.
        Sent = "sent",
        /// It is in the maker's account.
        Settled = "settled",
        /// It came back; its parcels are due again.
        Returned = "returned",
        /// Its batch was called off.
        Cancelled = "cancelled",
    }
}

/// What happens to a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The second person approves the batch.
    Approves,
    /// The batch is called off.
    CallsOff,
    /// The bank accepts it.
    Accepts,
    /// The bank has settled it.
    Settles,
    /// The bank sends it back or refuses it.
    Returns,
}

impl Event {
    /// Every event, for tests that walk the whole table.
    pub const ALL: [Event; 5] =
        [Event::Approves, Event::CallsOff, Event::Accepts, Event::Settles, Event::Returns];

    /// The word for the audit trail.
    pub const fn act(self) -> &'static str {
        match self {
            Event::Approves => "payout.approve",
            Event::CallsOff => "payout.call_off",
            Event::Accepts => "payout.send",
            Event::Settles => "payout.settle",
            Event::Returns => "payout.return",
        }
    }

    /// The event behind what the bank says.
    pub const fn of(status: PayoutStatus) -> Event {
        match status {
            PayoutStatus::Processing => Event::Accepts,
            PayoutStatus::Processed => Event::Settles,
            PayoutStatus::Returned => Event::Returns,
        }
    }
}

/// An event that cannot happen to the payout now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a payout that is {from} cannot take {event:?}")]
pub struct NotAllowed {
    /// Where it stands.
    pub from: Payout,
    /// What was tried.
    pub event: Event,
}

impl Payout {
    /// The only way a payout changes.
    ///
    /// # Errors
    /// [`NotAllowed`] if the event has no place in this state.
    pub const fn after(self, event: Event) -> Result<Payout, NotAllowed> {
        let no = Err(NotAllowed { from: self, event });
        match self {
            Payout::Drafted => match event {
                Event::Approves => Ok(Payout::Approved),
                Event::CallsOff => Ok(Payout::Cancelled),
                Event::Accepts | Event::Settles | Event::Returns => no,
            },
            Payout::Approved => match event {
                Event::Accepts => Ok(Payout::Sent),
                Event::Approves | Event::CallsOff | Event::Settles | Event::Returns => no,
            },
            Payout::Sent => match event {
                Event::Settles => Ok(Payout::Settled),
                Event::Returns => Ok(Payout::Returned),
                Event::Approves | Event::CallsOff | Event::Accepts => no,
            },
            // A bank may still send back what it has settled.
            Payout::Settled => match event {
                Event::Returns => Ok(Payout::Returned),
                Event::Approves | Event::CallsOff | Event::Accepts | Event::Settles => no,
            },
            Payout::Returned | Payout::Cancelled => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payouts_table_is_as_agreed() {
        let mut table = String::new();
        for from in Payout::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(event) {
                    table.push_str(&format!("{from} --{}--> {to}\n", event.act()));
                }
            }
        }
        assert_eq!(
            table,
            "drafted --payout.approve--> approved\n\
             drafted --payout.call_off--> cancelled\n\
             approved --payout.send--> sent\n\
             sent --payout.settle--> settled\n\
             sent --payout.return--> returned\n\
             settled --payout.return--> returned\n"
        );
    }
}
