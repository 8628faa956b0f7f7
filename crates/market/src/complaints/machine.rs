//! How a complaint stands and what moves it; nothing else does.

kernel::codes! {
    /// How a complaint stands.
    pub enum ComplaintState {
        /// It has its number; nobody has said yet that it was heard.
        Opened = "opened",
        /// Somebody has said that it was heard.
        Acknowledged = "acknowledged",
        /// It has an outcome; whoever complained may open it again.
        Closed = "closed",
        /// It was opened again, once.
        Reopened = "reopened",
        /// It has its second outcome, for good.
        Ended = "ended",
    }
}

kernel::codes! {
    /// What happens to a complaint.
    pub enum Event {
        /// Somebody of the desk says that it was heard.
        Acknowledges = "complaint.acknowledge",
        /// Its clock ran on: somebody higher must see to it.
        Climbs = "complaint.climb",
        /// It gets an outcome.
        Closes = "complaint.close",
        /// Whoever complained is not content.
        Reopens = "complaint.reopen",
    }
}

/// What is not possible as the complaint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the complaint is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: ComplaintState,
    /// What was wanted.
    pub event: Event,
}

impl ComplaintState {
    /// The only way a complaint changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: Event) -> Result<ComplaintState, NotNow> {
        use ComplaintState::{Acknowledged, Closed, Ended, Opened, Reopened};
        match (self, event) {
            (Opened, Event::Acknowledges) => Ok(Acknowledged),
            (Opened | Acknowledged | Reopened, Event::Climbs) => Ok(self),
            (Opened | Acknowledged, Event::Closes) => Ok(Closed),
            (Reopened, Event::Closes) => Ok(Ended),
            (Closed, Event::Reopens) => Ok(Reopened),
            (Acknowledged | Closed | Reopened | Ended, Event::Acknowledges)
            | (Closed | Ended, Event::Climbs | Event::Closes)
            | (Opened | Acknowledged | Reopened | Ended, Event::Reopens) => Err(NotNow { from: self, event }),
        }
    }

    /// Whether somebody has yet to see to it.
    pub const fn is_open(self) -> bool {
        matches!(self, ComplaintState::Opened | ComplaintState::Acknowledged | ComplaintState::Reopened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in ComplaintState::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(
            table,
            "opened + complaint.acknowledge → acknowledged\n\
             opened + complaint.climb → opened\n\
             opened + complaint.close → closed\n\
             acknowledged + complaint.climb → acknowledged\n\
             acknowledged + complaint.close → closed\n\
             closed + complaint.reopen → reopened\n\
             reopened + complaint.climb → reopened\n\
             reopened + complaint.close → ended\n"
        );
    }
}
