//! Complaints: whoever has a mobile number says what is wrong, has a number at once, and sees two clocks run until it is settled.
//!
//! Reads: orders, goods, makers. Writes: `complaint`, `complaint_message`, who may look (`complaint_door`), tries (`complaint_try`).
//! Leaves: SMS to whoever complained. Never: lets a number alone open anything, or tells an unknown number from a wrong mobile;
//! pays anything back, which is for [`claims`](crate::claims).
//!
//! It begins with the officer of the maker's block, or with the grievance officer if it is about no maker, and climbs by the
//! clock. Start at [`file`]; the clocks are in [`rules`].

mod act;
mod climb;
mod door;
mod machine;
mod read;
mod read_sql;
pub mod rules;
mod sql;
mod wipe;

pub(crate) use act::file_in;
pub use act::{Complainant, Filing, acknowledge, answer, answer_at_hub, close, file, reopen, write};
pub use climb::climb;
pub use door::{forget_old, look_up, may_look};
pub use machine::{ComplaintState, Event, NotNow};
pub use read::{
    AtHub, Complaint, Counterfeiter, Line, Message, RegisterRow, at_hub, by_number, counterfeiters,
    look_of_hub, of_person, picture, register, waiting,
};
pub(crate) use wipe::forget;

use kernel::ids::{HubId, PersonId};
use store::DbError;

use crate::accounts::Blocks;
use crate::audit::{Actor, Part};

kernel::codes! {
    /// What it is about.
    pub enum About {
        /// An order or a parcel of it.
        Order = "order",
        /// A good, as it is shown or as it came.
        Good = "good",
        /// Somebody who works for the mart, or a maker.
        Person = "person",
        /// Money: a payment, a refund, a payout.
        Money = "money",
        /// The site or its calls.
        Site = "site",
    }
}

kernel::codes! {
    /// Who must see to it. Each sees also what climbed past.
    pub enum Level {
        /// An officer of the maker's block.
        Officer = "officer",
        /// The heads of the departments.
        Head = "head",
        /// The named grievance officer, who sits in the DC's office.
        Grievance = "grievance",
        /// The Deputy Commissioner's office.
        Office = "office",
    }
}

kernel::codes! {
    /// How it ended.
    pub enum Outcome {
        /// What was wrong was put right.
        PutRight = "put_right",
        /// Money went back.
        Refunded = "refunded",
        /// It was explained.
        Explained = "explained",
        /// The good was a counterfeit; it counts against its maker.
        Counterfeit = "counterfeit",
        /// There was nothing wrong.
        Unfounded = "unfounded",
    }
}

kernel::codes! {
    /// Who said something.
    pub enum Side {
        /// Whoever complained.
        Complainant = "complainant",
        /// The mart.
        Desk = "desk",
    }
}

kernel::codes! {
    /// What the keeper of a hub found when a complaint was about a parcel of it.
    pub enum HubFinding {
        /// It was whole and packed as it should be when it left.
        LeftWhole = "left_whole",
        /// It lies at the hub still.
        StillHere = "still_here",
        /// It was damaged at the hub.
        DamagedHere = "damaged_here",
        /// It never came to the hub.
        NeverHere = "never_here",
    }
}

/// At which desk somebody sits, and how far she sees.
#[derive(Clone, Debug)]
pub enum Scope {
    /// An officer: complaints about makers in her blocks.
    Officer(Blocks),
    /// A head: whatever is about a maker, and what climbed.
    Head,
    /// The DC's office with the grievance officer: all.
    Office,
    /// The keeper of a hub: complaints about parcels of it.
    Hub(HubId),
}

/// Somebody of a desk.
#[derive(Clone, Debug)]
pub struct By {
    /// Who.
    pub person: PersonId,
    /// At which desk.
    pub scope: Scope,
}

impl By {
    const fn actor(&self) -> Actor {
        let part = match self.scope {
            Scope::Officer(_) => Part::Officer,
            Scope::Head => Part::DepartmentHead,
            Scope::Office => Part::DcOffice,
            Scope::Hub(_) => Part::HubKeeper,
        };
        Actor::Person(self.person, part)
    }
}

/// How far a desk sees, as a statement compares it.
#[derive(Clone, Debug)]
pub(crate) struct Fence {
    /// The blocks; empty words mean all.
    pub(crate) blocks: String,
    /// Whether complaints about no maker are seen too: `1` or `0`.
    pub(crate) sees_all: i64,
    /// The hub whose parcels are meant; empty words mean none.
    pub(crate) hub: String,
}

impl Fence {
    /// All there is.
    pub(crate) const ALL: Fence = Fence { blocks: String::new(), sees_all: 1, hub: String::new() };
}

impl Scope {
    fn fence(&self) -> Fence {
        let fence = |blocks, sees_all, hub| Fence { blocks, sees_all, hub };
        match self {
            Scope::Officer(blocks) => fence(blocks.fenced(), 0, String::new()),
            Scope::Head => fence(String::new(), 0, String::new()),
            Scope::Office => Fence::ALL,
            // A fence around no block: she sees parcels of her hub and nothing else.
            Scope::Hub(hub) => fence(";;".to_owned(), 0, hub.to_string()),
        }
    }
}

/// What can go wrong with a complaint. Each variant has a sentence in `locales/*/complaints.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ComplaintError {
    /// There is none, or it is not for these eyes. An unknown number and a wrong mobile are both this.
    #[error("no such complaint here")]
    Missing,
    /// No such order, or no such line in it.
    #[error("no such order")]
    NoOrder,
    /// It says nothing, or a whole book.
    #[error("a few words are needed")]
    NoWords,
    /// So many were made from one mobile, or from all, that it must wait.
    #[error("too many just now")]
    TooMany,
    /// More was said than anybody reads.
    #[error("the conversation is full")]
    Full,
    /// An officer does not find a good counterfeit alone, and without a maker nobody does.
    #[error("counterfeit is for a head or the DC's office, and names a maker")]
    NotYours,
    /// It was closed too long ago.
    #[error("it can no longer be opened again")]
    TooLate,
    /// It does not stand where this can be done.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("complaints: {0}")]
    Db(#[from] DbError),
}
