//! How a photo of quality stands and what moves it; nothing else does.

kernel::codes! {
    /// How a photo stands.
    pub enum PhotoState {
        /// Those whose business it is may see it.
        Kept = "kept",
        /// A buyer has put it beside her review; an officer has yet to look at it.
        Waiting = "waiting",
        /// Everybody sees it.
        Shown = "shown",
        /// An officer did not let it through, or took it down; it is gone.
        Refused = "refused",
        /// Whoever it tells of was erased; it is gone.
        Erased = "erased",
    }
}

kernel::codes! {
    /// What happens to a photo.
    pub enum PhotoEvent {
        /// An officer lets everybody see it.
        Shows = "photo.show",
        /// An officer does not, or not any more.
        Refuses = "photo.refuse",
        /// Whoever it tells of is erased.
        Erases = "photo.erase",
    }
}

/// What is not possible as the photo stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the photo is {from}")]
pub struct PhotoNotNow {
    /// How it stands.
    pub from: PhotoState,
    /// What was wanted.
    pub event: PhotoEvent,
}

impl PhotoState {
    /// The only way a photo changes.
    ///
    /// # Errors
    /// [`PhotoNotNow`].
    pub const fn after(self, event: PhotoEvent) -> Result<PhotoState, PhotoNotNow> {
        let no = Err(PhotoNotNow { from: self, event });
        match (self, event) {
            (PhotoState::Waiting, PhotoEvent::Shows) => Ok(PhotoState::Shown),
            (PhotoState::Waiting | PhotoState::Shown, PhotoEvent::Refuses) => Ok(PhotoState::Refused),
            (
                PhotoState::Kept | PhotoState::Waiting | PhotoState::Shown | PhotoState::Refused,
                PhotoEvent::Erases,
            ) => Ok(PhotoState::Erased),
            (PhotoState::Kept | PhotoState::Refused, PhotoEvent::Shows | PhotoEvent::Refuses)
            | (PhotoState::Shown, PhotoEvent::Shows)
            | (PhotoState::Erased, PhotoEvent::Shows | PhotoEvent::Refuses | PhotoEvent::Erases) => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in PhotoState::ALL {
            for event in PhotoEvent::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        let wanted = "\
kept + photo.erase → erased
waiting + photo.show → shown
waiting + photo.refuse → refused
waiting + photo.erase → erased
shown + photo.refuse → refused
shown + photo.erase → erased
refused + photo.erase → erased
";
        assert_eq!(table, wanted);
    }
}
