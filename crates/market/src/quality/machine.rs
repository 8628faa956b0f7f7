//! How an improvement card stands and what moves it; nothing else does.

kernel::codes! {
    /// How a card stands.
    pub enum CardState {
        /// Something went wrong; nobody has said what to do.
        Open = "open",
        /// What to do, who shows how and by when.
        Planned = "planned",
        /// The good was looked at again and is right.
        Mended = "mended",
        /// It was no defect, with a reason.
        Dropped = "dropped",
    }
}

kernel::codes! {
    /// What happens to a card.
    pub enum Event {
        /// An officer says what to do, or says it anew.
        Plans = "card.plan",
        /// An inspection finds the good right.
        Mends = "card.mend",
        /// An officer finds that it was no defect.
        Drops = "card.drop",
    }
}

/// What is not possible as the card stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the card is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: CardState,
    /// What was wanted.
    pub event: Event,
}

impl CardState {
    /// The only way a card changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: Event) -> Result<CardState, NotNow> {
        match self {
            CardState::Open | CardState::Planned => match event {
                Event::Plans => Ok(CardState::Planned),
                Event::Mends => Ok(CardState::Mended),
                Event::Drops => Ok(CardState::Dropped),
            },
            CardState::Mended | CardState::Dropped => Err(NotNow { from: self, event }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in CardState::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        let wanted = "\
open + card.plan → planned
open + card.mend → mended
open + card.drop → dropped
planned + card.plan → planned
planned + card.mend → mended
planned + card.drop → dropped
";
        assert_eq!(table, wanted);
    }
}
