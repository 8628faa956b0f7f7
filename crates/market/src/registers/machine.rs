//! The filing's machine: one function, every state with every event.

kernel::codes! {
    /// How a filing stands.
    pub enum FilingState {
        /// It has been read; what its columns hold is to be said.
        Read = "read",
        /// Its rows are being looked at.
        Checking = "checking",
        /// Every row has been looked at; a person decides.
        Checked = "checked",
        /// Its fit rows are being entered.
        Entering = "entering",
        /// They are entered.
        Entered = "entered",
        /// They are being taken back.
        TakingBack = "taking_back",
        /// They are taken back, but for those somebody has worked on.
        TakenBack = "taken_back",
        /// It was thrown away before anything was entered.
        ThrownAway = "thrown_away",
    }
}

/// What happens to a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A person has said what its columns hold.
    ColumnsSettled,
    /// The last row has been looked at.
    AllChecked,
    /// A person wants the fit rows entered.
    EnterAsked,
    /// The last fit row has been entered.
    AllEntered,
    /// A person wants the rows taken back.
    UndoAsked,
    /// The last row has been taken back.
    AllTakenBack,
    /// A person does not want it any more.
    ThrowAway,
}

/// A step the machine does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a filing that is {from} does not change by {event:?}")]
pub struct NotAllowed {
    /// How it stands.
    pub from: FilingState,
    /// What was to happen.
    pub event: Event,
}

impl Event {
    /// Every event.
    pub const ALL: [Event; 7] = [
        Event::ColumnsSettled,
        Event::AllChecked,
        Event::EnterAsked,
        Event::AllEntered,
        Event::UndoAsked,
        Event::AllTakenBack,
        Event::ThrowAway,
    ];

    /// The word of the audit trail.
    pub const fn act(self) -> &'static str {
        match self {
            Event::ColumnsSettled => "filing.settle",
            Event::AllChecked => "filing.checked",
            Event::EnterAsked => "filing.enter",
            Event::AllEntered => "filing.entered",
            Event::UndoAsked => "filing.undo",
            Event::AllTakenBack => "filing.taken_back",
            Event::ThrowAway => "filing.throw_away",
        }
    }
}

impl FilingState {
    /// The only way a filing changes.
    ///
    /// # Errors
    /// [`NotAllowed`] if the event has no place in this state.
    pub fn after(self, event: Event) -> Result<FilingState, NotAllowed> {
        use Event::{AllChecked, AllEntered, AllTakenBack, ColumnsSettled, EnterAsked, ThrowAway, UndoAsked};
        let no = Err(NotAllowed { from: self, event });
        match self {
            FilingState::Read => match event {
                ColumnsSettled => Ok(FilingState::Checking),
                ThrowAway => Ok(FilingState::ThrownAway),
                AllChecked | EnterAsked | AllEntered | UndoAsked | AllTakenBack => no,
            },
            FilingState::Checking => match event {
                AllChecked => Ok(FilingState::Checked),
                ThrowAway => Ok(FilingState::ThrownAway),
                ColumnsSettled | EnterAsked | AllEntered | UndoAsked | AllTakenBack => no,
            },
            FilingState::Checked => match event {
                ColumnsSettled => Ok(FilingState::Checking),
                EnterAsked => Ok(FilingState::Entering),
                ThrowAway => Ok(FilingState::ThrownAway),
                AllChecked | AllEntered | UndoAsked | AllTakenBack => no,
            },
            FilingState::Entering => match event {
                AllEntered => Ok(FilingState::Entered),
                ColumnsSettled | AllChecked | EnterAsked | UndoAsked | AllTakenBack | ThrowAway => no,
            },
            FilingState::Entered => match event {
                // Rows that waited for an answer may follow.
                EnterAsked => Ok(FilingState::Entering),
                UndoAsked => Ok(FilingState::TakingBack),
                ColumnsSettled | AllChecked | AllEntered | AllTakenBack | ThrowAway => no,
            },
            FilingState::TakingBack => match event {
                AllTakenBack => Ok(FilingState::TakenBack),
                ColumnsSettled | AllChecked | EnterAsked | AllEntered | UndoAsked | ThrowAway => no,
            },
            FilingState::TakenBack | FilingState::ThrownAway => no,
        }
    }

    /// Whether the worker has something to do.
    pub const fn is_under_way(self) -> bool {
        matches!(self, FilingState::Checking | FilingState::Entering | FilingState::TakingBack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let rows = FilingState::ALL.iter().flat_map(|from| {
            Event::ALL
                .into_iter()
                .filter_map(move |event| from.after(event).ok().map(|to| format!("{from} {event:?} {to}")))
        });
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [
                "read ColumnsSettled checking",
                "read ThrowAway thrown_away",
                "checking AllChecked checked",
                "checking ThrowAway thrown_away",
                "checked ColumnsSettled checking",
                "checked EnterAsked entering",
                "checked ThrowAway thrown_away",
                "entering AllEntered entered",
                "entered EnterAsked entering",
                "entered UndoAsked taking_back",
                "taking_back AllTakenBack taken_back",
            ]
        );
    }
}
