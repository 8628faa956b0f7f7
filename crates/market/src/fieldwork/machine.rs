//! How a field record stands and what moves it; nothing else does.

kernel::codes! {
    /// How a record stands.
    pub enum Standing {
        /// An officer is answering question after question in a form.
        Draft = "draft",
        /// Its text is here; files are on their way.
        Receiving = "receiving",
        /// A listing that waits for the maker's yes.
        Waiting = "waiting",
        /// She has said yes; it waits for a second person.
        Review = "review",
        /// It came back with a reason; the officer mends it.
        SentBack = "sent_back",
        /// It has its effect.
        Done = "done",
        /// The officer took it back before it had an effect.
        Dropped = "dropped",
    }
}

kernel::codes! {
    /// What happens to a record.
    pub enum Event {
        /// The form's last answer is given.
        Completes = "record.complete",
        /// The last file of a listing is here.
        Arrives = "record.arrive",
        /// The last file of an inspection is here: it counts.
        Counts = "record.count",
        /// The maker says yes to what was read to her.
        Agrees = "record.agree",
        /// The maker takes her yes back before the good is on sale.
        Retracts = "record.retract",
        /// A second person approves.
        Approves = "record.approve",
        /// A check or a second person sends it back.
        SendsBack = "record.send_back",
        /// The phone sends it anew, mended.
        Mends = "record.mend",
        /// The officer opens it in the form to mend it, or to answer more.
        Reopens = "record.reopen",
        /// The officer takes it back.
        Drops = "record.drop",
    }
}

/// What is not possible as the record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the record is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: Standing,
    /// What was wanted.
    pub event: Event,
}

impl Standing {
    /// The only way a record changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub fn after(self, event: Event) -> Result<Standing, NotNow> {
        use Event::{
            Agrees, Approves, Arrives, Completes, Counts, Drops, Mends, Reopens, Retracts, SendsBack,
        };
        let no = Err(NotNow { from: self, event });
        match self {
            Standing::Draft => match event {
                Completes => Ok(Standing::Waiting),
                Drops => Ok(Standing::Dropped),
                Arrives | Counts | Agrees | Retracts | Approves | SendsBack | Mends | Reopens => no,
            },
            Standing::Receiving => match event {
                Arrives => Ok(Standing::Waiting),
                Counts => Ok(Standing::Done),
                SendsBack => Ok(Standing::SentBack),
                Drops => Ok(Standing::Dropped),
                Completes | Agrees | Retracts | Approves | Mends | Reopens => no,
            },
            Standing::Waiting => match event {
                Agrees => Ok(Standing::Review),
                Reopens => Ok(Standing::Draft),
                Drops => Ok(Standing::Dropped),
                Completes | Arrives | Counts | Retracts | Approves | SendsBack | Mends => no,
            },
            Standing::Review => match event {
                Approves => Ok(Standing::Done),
                SendsBack => Ok(Standing::SentBack),
                Retracts => Ok(Standing::Waiting),
                Completes | Arrives | Counts | Agrees | Mends | Reopens | Drops => no,
            },
            Standing::SentBack => match event {
                Mends => Ok(Standing::Receiving),
                Reopens => Ok(Standing::Draft),
                Drops => Ok(Standing::Dropped),
                Completes | Arrives | Counts | Agrees | Retracts | Approves | SendsBack => no,
            },
            Standing::Done | Standing::Dropped => no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in Standing::ALL {
            for event in Event::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        let wanted = "\
draft + record.complete → waiting
draft + record.drop → dropped
receiving + record.arrive → waiting
receiving + record.count → done
receiving + record.send_back → sent_back
receiving + record.drop → dropped
waiting + record.agree → review
waiting + record.reopen → draft
waiting + record.drop → dropped
review + record.retract → waiting
review + record.approve → done
review + record.send_back → sent_back
sent_back + record.mend → receiving
sent_back + record.reopen → draft
sent_back + record.drop → dropped
";
        assert_eq!(table, wanted);
    }
}
