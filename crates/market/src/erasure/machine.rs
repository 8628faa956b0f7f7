//! How a wish to be erased stands; nothing else moves it.

kernel::codes! {
    /// How a wish stands.
    pub enum Erasure {
        /// Something must end first: an order, a refund, money on its way.
        Waiting = "waiting",
        /// Nothing stands in the way; she has been told the day.
        Due = "due",
        /// She has changed her mind.
        TakenBack = "taken_back",
        /// Nothing of hers can be read any more.
        Done = "done",
    }
}

kernel::codes! {
    /// What happens to a wish.
    pub enum Event {
        /// What had to end has ended.
        Clears = "erasure.clear",
        /// Something new must end first.
        Blocks = "erasure.block",
        /// She changes her mind.
        TakesBack = "erasure.take_back",
        /// The keys are destroyed.
        Erases = "erasure.erase",
    }
}

/// What is not possible as the wish stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the wish is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: Erasure,
    /// What was wanted.
    pub event: Event,
}

impl Erasure {
    /// The only way a wish moves.
    ///
    /// # Errors
    /// [`NotNow`].
    pub fn after(self, event: Event) -> Result<Erasure, NotNow> {
        use Event::{Blocks, Clears, Erases, TakesBack};
        let no = Err(NotNow { from: self, event });
        match self {
            Erasure::Waiting => match event {
                Clears => Ok(Erasure::Due),
                TakesBack => Ok(Erasure::TakenBack),
                Blocks | Erases => no,
            },
            Erasure::Due => match event {
                Blocks => Ok(Erasure::Waiting),
                TakesBack => Ok(Erasure::TakenBack),
                Erases => Ok(Erasure::Done),
                Clears => no,
            },
            Erasure::TakenBack | Erasure::Done => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in Erasure::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        let wanted = "\
waiting + erasure.clear → due
waiting + erasure.take_back → taken_back
due + erasure.block → waiting
due + erasure.take_back → taken_back
due + erasure.erase → done
";
        assert_eq!(table, wanted);
    }
}
