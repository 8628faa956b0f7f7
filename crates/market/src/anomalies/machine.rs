//! How an anomaly stands and what moves it; nothing else does.

kernel::codes! {
    /// How an anomaly stands.
    pub enum AnomalyState {
        /// Nobody has answered it.
        Open = "open",
        /// The DC's office has said why it is no fault.
        Explained = "explained",
        /// It has become somebody's task.
        Tasked = "tasked",
    }
}

kernel::codes! {
    /// What happens to an anomaly.
    pub enum AnomalyEvent {
        /// The DC's office says why it is no fault.
        Explains = "anomaly.explain",
        /// The DC's office gives it to somebody.
        Tasks = "anomaly.task",
    }
}

impl AnomalyState {
    /// The only way an anomaly changes; `None` if it cannot.
    pub const fn after(self, event: AnomalyEvent) -> Option<AnomalyState> {
        match (self, event) {
            (AnomalyState::Open, AnomalyEvent::Explains) => Some(AnomalyState::Explained),
            (AnomalyState::Open, AnomalyEvent::Tasks) => Some(AnomalyState::Tasked),
            (
                AnomalyState::Explained | AnomalyState::Tasked,
                AnomalyEvent::Explains | AnomalyEvent::Tasks,
            ) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_answered_once() {
        for event in AnomalyEvent::ALL {
            let answered = AnomalyState::Open.after(*event).expect("is answered");
            assert!(AnomalyEvent::ALL.iter().all(|again| answered.after(*again).is_none()));
        }
    }
}
