//! How a step of the clock may change. One function, every state and every event named.

kernel::codes! {
    /// How a step stands.
    pub enum StepState {
        /// It was taken, and nothing is to be done about it any more.
        Done = "done",
        /// A call that is to be made, or an offer that is not answered.
        Open = "open",
        /// The buyer waits.
        Wait = "wait",
        /// The buyer takes the like of another maker.
        Swap = "swap",
        /// The buyer has her money back.
        Refund = "refund",
    }
}

kernel::codes! {
    /// What happens to a step; the word of its entry in the trail.
    pub enum Event {
        /// The clock takes it.
        Takes = "dispatch.take",
        /// An officer has called.
        Called = "dispatch.called",
        /// The buyer says that she waits.
        Waits = "dispatch.wait",
        /// The buyer takes something else.
        Swaps = "dispatch.swap",
        /// The buyer wants her money back.
        Refunds = "dispatch.refund",
    }
}

/// An event that cannot happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a step that is {from} cannot take {event}")]
pub struct NotNow {
    /// Where it stands.
    pub from: StepState,
    /// What was tried.
    pub event: Event,
}

impl StepState {
    /// The only way a step changes.
    ///
    /// # Errors
    /// [`NotNow`] if the event has no place in this state.
    pub const fn after(self, event: Event) -> Result<StepState, NotNow> {
        let no = Err(NotNow { from: self, event });
        match self {
            StepState::Open => match event {
                Event::Called => Ok(StepState::Done),
                Event::Waits => Ok(StepState::Wait),
                Event::Swaps => Ok(StepState::Swap),
                Event::Refunds => Ok(StepState::Refund),
                Event::Takes => no,
            },
            StepState::Done | StepState::Wait | StepState::Swap | StepState::Refund => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_as_agreed() {
        let mut table = String::new();
        for from in StepState::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table.push_str(&format!("{from} --{event}--> {to}\n"));
                }
            }
        }
        assert_eq!(
            table,
            "open --dispatch.called--> done\n\
             open --dispatch.wait--> wait\n\
             open --dispatch.swap--> swap\n\
             open --dispatch.refund--> refund\n"
        );
    }
}
