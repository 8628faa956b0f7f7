//! How a collection stands and what moves it; nothing else does.

kernel::codes! {
    /// How a collection stands.
    pub enum CollectionState {
        /// Being put together; nobody else sees it.
        Draft = "draft",
        /// Has a page, and its place on the front page while its window is open.
        Shown = "shown",
        /// Taken from sight.
        Withdrawn = "withdrawn",
    }
}

kernel::codes! {
    /// What happens to a collection.
    pub enum CollectionEvent {
        /// Its words, days or goods are written anew.
        Writes = "collection.write",
        /// A head shows it.
        Shows = "collection.show",
        /// A head takes it from sight.
        Withdraws = "collection.withdraw",
    }
}

/// What is not possible as the collection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the collection is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: CollectionState,
    /// What was wanted.
    pub event: CollectionEvent,
}

impl CollectionState {
    /// The only way a collection changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: CollectionEvent) -> Result<CollectionState, NotNow> {
        use CollectionState::{Draft, Shown, Withdrawn};
        match (self, event) {
            (_, CollectionEvent::Writes) => Ok(self),
            (Draft | Withdrawn, CollectionEvent::Shows) => Ok(Shown),
            (Shown, CollectionEvent::Withdraws) => Ok(Withdrawn),
            (Shown, CollectionEvent::Shows) | (Draft | Withdrawn, CollectionEvent::Withdraws) => {
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
        for from in CollectionState::ALL {
            for event in CollectionEvent::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(
            table,
            "draft + collection.write → draft\ndraft + collection.show → shown\n\
             shown + collection.write → shown\nshown + collection.withdraw → withdrawn\n\
             withdrawn + collection.write → withdrawn\nwithdrawn + collection.show → shown\n"
        );
    }
}
