//! How a case stands, and the only ways it moves. What stands here follows from the facts beside it; `verify` compares.

kernel::codes! {
    /// How a case stands. First sale and first payout are no states: orders and payouts tell them.
    pub enum CaseState {
        /// Somebody has found her.
        Identified = "identified",
        /// An officer has been with her.
        Visited = "visited",
        /// She has said yes.
        Consented = "consented",
        /// The checklist is complete; a second person must say yes.
        Verified = "verified",
        /// She is a maker of the mart.
        Listed = "listed",
        /// It rests, with a reason.
        Stopped = "stopped",
        /// It was found to be another case's maker.
        Merged = "merged",
    }
}

impl CaseState {
    /// Whether somebody is at work on it.
    pub const fn is_open(self) -> bool {
        match self {
            CaseState::Identified
            | CaseState::Visited
            | CaseState::Consented
            | CaseState::Verified
            | CaseState::Listed => true,
            CaseState::Stopped | CaseState::Merged => false,
        }
    }
}

/// What happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An officer has been with her.
    Visits,
    /// She says yes.
    Consents,
    /// She takes her yes back.
    Withdraws,
    /// The checklist is complete: somebody else shall look.
    Verifies,
    /// Somebody else has looked and wants more.
    SendsBack,
    /// Somebody else says yes.
    Lists,
    /// A good recorded for her in the field was granted by a second person: with it she is a maker of the mart.
    ListsInField,
    /// It comes to rest.
    Stops,
    /// It is taken up again where it stood.
    Reopens {
        /// Where it stood.
        to: CaseState,
    },
    /// It is found to be another case's maker.
    Merges,
    /// It is found not to be, after all.
    Unmerges {
        /// How it stood.
        to: CaseState,
    },
    /// Another case was merged into it.
    Absorbs,
    /// Another case was taken out of it again.
    Releases,
    /// Another department takes part.
    Joins,
    /// Somebody else carries it.
    HandsOver,
    /// A next action is named.
    Plans,
    /// An item of the checklist is attested.
    Attests,
    /// An item is waived.
    Waives,
    /// An attestation or waiver is taken back.
    TakesBack,
    /// What is known of her is corrected.
    Corrects,
    /// Under which tax class she sells, and who sells for her, is set anew.
    SetsSelling,
}

/// A move that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event:?} has no place while it is {from}")]
pub struct NotAllowed {
    /// How it stands.
    pub from: CaseState,
    /// What was tried.
    pub event: Event,
}

impl Event {
    /// The word in the audit trail.
    pub const fn act(self) -> &'static str {
        match self {
            Event::Visits => "case.visit",
            Event::Consents => "case.consent",
            Event::Withdraws => "case.withdraw",
            Event::Verifies => "case.verify",
            Event::SendsBack => "case.send_back",
            Event::Lists => "case.list",
            Event::ListsInField => "case.list_in_field",
            Event::Stops => "case.stop",
            Event::Reopens { .. } => "case.reopen",
            Event::Merges => "case.merge",
            Event::Unmerges { .. } => "case.unmerge",
            Event::Absorbs => "case.absorb",
            Event::Releases => "case.release",
            Event::Joins => "case.join",
            Event::HandsOver => "case.hand_over",
            Event::Plans => "case.plan",
            Event::Attests => "case.attest",
            Event::Waives => "case.waive",
            Event::TakesBack => "case.take_back",
            Event::Corrects => "case.correct",
            Event::SetsSelling => "case.set_selling",
        }
    }

    /// Every event that may lead to `to`, for whoever checks a trail.
    pub fn towards(to: CaseState) -> [Event; 21] {
        [
            Event::Visits,
            Event::Consents,
            Event::Withdraws,
            Event::Verifies,
            Event::SendsBack,
            Event::Lists,
            Event::ListsInField,
            Event::Stops,
            Event::Reopens { to },
            Event::Merges,
            Event::Unmerges { to },
            Event::Absorbs,
            Event::Releases,
            Event::Joins,
            Event::HandsOver,
            Event::Plans,
            Event::Attests,
            Event::Waives,
            Event::TakesBack,
            Event::Corrects,
            Event::SetsSelling,
        ]
    }
}

impl CaseState {
    /// The only way a case moves.
    ///
    /// # Errors
    /// [`NotAllowed`] if the event has no place now.
    pub fn after(self, event: Event) -> Result<CaseState, NotAllowed> {
        use CaseState::{Consented, Identified, Listed, Merged, Stopped, Verified, Visited};
        let next = match event {
            Event::Visits => match self {
                Identified | Visited => Some(Visited),
                Consented | Verified | Listed => Some(self),
                Stopped | Merged => None,
            },
            Event::Consents => (self == Visited).then_some(Consented),
            Event::Withdraws => matches!(self, Consented | Verified | Listed).then_some(Visited),
            Event::Verifies => (self == Consented).then_some(Verified),
            Event::SendsBack => (self == Verified).then_some(Consented),
            Event::Lists => (self == Verified).then_some(Listed),
            Event::ListsInField => {
                matches!(self, Identified | Visited | Consented | Verified).then_some(Listed)
            }
            Event::Stops => self.is_open().then_some(Stopped),
            Event::Reopens { to } => (self == Stopped && to.is_open()).then_some(to),
            Event::Merges => (self != Merged).then_some(Merged),
            Event::Unmerges { to } => (self == Merged && to != Merged).then_some(to),
            Event::SetsSelling => (self == Listed).then_some(Listed),
            Event::Releases => Some(self),
            Event::Absorbs
            | Event::Joins
            | Event::HandsOver
            | Event::Plans
            | Event::Attests
            | Event::Waives
            | Event::TakesBack
            | Event::Corrects => self.is_open().then_some(self),
        };
        next.ok_or(NotAllowed { from: self, event })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in CaseState::ALL.iter().copied() {
            let moves = Event::towards(CaseState::Visited).into_iter().filter_map(|event| {
                let to = from.after(event).ok().filter(|to| *to != from)?;
                Some(format!("{} → {to}", event.act().trim_start_matches("case.")))
            });
            table.push_str(&format!("{from}: {}\n", moves.collect::<Vec<_>>().join(", ")));
        }
        assert_eq!(
            table,
            "identified: visit → visited, list_in_field → listed, stop → stopped, merge → merged\n\
             visited: consent → consented, list_in_field → listed, stop → stopped, merge → merged\n\
             consented: withdraw → visited, verify → verified, list_in_field → listed, stop → stopped, \
             merge → merged\n\
             verified: withdraw → visited, send_back → consented, list → listed, list_in_field → listed, \
             stop → stopped, merge → merged\n\
             listed: withdraw → visited, stop → stopped, merge → merged\n\
             stopped: reopen → visited, merge → merged\n\
             merged: unmerge → visited\n"
        );
    }

    #[test]
    fn what_rests_is_not_worked_on() {
        for event in Event::towards(CaseState::Listed) {
            for rests in [CaseState::Stopped, CaseState::Merged] {
                let Ok(to) = rests.after(event) else { continue };
                assert!(
                    matches!(
                        event,
                        Event::Reopens { .. } | Event::Unmerges { .. } | Event::Merges | Event::Releases
                    ),
                    "{rests} {event:?} {to}"
                );
            }
        }
    }
}
