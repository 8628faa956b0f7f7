//! At which stage a mart stands, and how it goes on and back; nothing else moves it.

kernel::codes! {
    /// At which stage a mart stands.
    pub enum Stage {
        /// Goods and makers are entered; nobody orders.
        Setup = "setup",
        /// Invited buyers order real goods, with pretend money; nothing of it is counted.
        Trial = "trial",
        /// Everybody orders.
        Live = "live",
    }
}

kernel::codes! {
    /// What moves a mart.
    pub enum StageEvent {
        /// The DC's office opens the trial.
        OpensTrial = "stage.open_trial",
        /// The DC's office signs the gate.
        GoesLive = "stage.go_live",
        /// The DC's office goes back to a trial, with a reason.
        StepsBack = "stage.step_back",
        /// The DC's office goes back to the setting up, with a reason.
        Closes = "stage.close",
    }
}

/// What is not possible at this stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the mart is at {from}")]
pub struct NotNow {
    /// Where it stands.
    pub from: Stage,
    /// What was wanted.
    pub event: StageEvent,
}

impl Stage {
    /// The only way a mart goes on or back.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: StageEvent) -> Result<Stage, NotNow> {
        match (self, event) {
            (Stage::Setup, StageEvent::OpensTrial) | (Stage::Live, StageEvent::StepsBack) => Ok(Stage::Trial),
            (Stage::Trial, StageEvent::GoesLive) => Ok(Stage::Live),
            (Stage::Trial, StageEvent::Closes) => Ok(Stage::Setup),
            (Stage::Setup, StageEvent::GoesLive | StageEvent::StepsBack | StageEvent::Closes)
            | (Stage::Trial, StageEvent::OpensTrial | StageEvent::StepsBack)
            | (Stage::Live, StageEvent::OpensTrial | StageEvent::GoesLive | StageEvent::Closes) => {
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
        for from in Stage::ALL {
            for event in StageEvent::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(
            table,
            "setup + stage.open_trial → trial\ntrial + stage.go_live → live\ntrial + stage.close → setup\n\
             live + stage.step_back → trial\n"
        );
    }
}
