//! How a recording stands and what moves it; nothing else does.

kernel::codes! {
    /// How a recording stands.
    pub enum ClipState {
        /// A second person has yet to listen.
        Waiting = "waiting",
        /// Everybody can hear it.
        Shown = "shown",
        /// It was not let through, or taken down; its file and its words are gone.
        Gone = "gone",
    }
}

kernel::codes! {
    /// What happens to a recording.
    pub enum ClipEvent {
        /// A second person lets everybody hear it.
        Shows = "clip.show",
        /// It is not let through, taken back, taken down or replaced.
        Goes = "clip.go",
    }
}

/// What is not possible as the recording stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the recording is {from}")]
pub struct ClipNotNow {
    /// How it stands.
    pub from: ClipState,
    /// What was wanted.
    pub event: ClipEvent,
}

impl ClipState {
    /// The only way a recording changes.
    ///
    /// # Errors
    /// [`ClipNotNow`].
    pub const fn after(self, event: ClipEvent) -> Result<ClipState, ClipNotNow> {
        match (self, event) {
            (ClipState::Waiting, ClipEvent::Shows) => Ok(ClipState::Shown),
            (ClipState::Waiting | ClipState::Shown, ClipEvent::Goes) => Ok(ClipState::Gone),
            (ClipState::Shown | ClipState::Gone, ClipEvent::Shows) | (ClipState::Gone, ClipEvent::Goes) => {
                Err(ClipNotNow { from: self, event })
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
        for from in ClipState::ALL {
            for event in ClipEvent::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(table, "waiting + clip.show → shown\nwaiting + clip.go → gone\nshown + clip.go → gone\n");
    }
}
