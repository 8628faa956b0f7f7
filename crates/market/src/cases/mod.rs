//! Cases: how a maker gets from «seen at work» to her first payout, carried by officers of four departments.
//!
//! Reads: `maker`, `person`, `parcel`, `payout`. Writes: `maker_case` and the facts beside it (`case_…`), `checklist`,
//! `checklist_item`, `match_key`; at the end of a case a `maker`.
//! Never: a flag. A step is a row with who, when and whence; first sale and first payout are read from parcels and payouts
//! and written nowhere else; what is overdue follows from the day. Nothing is deleted, and two cases of one maker point
//! to each other instead of being poured together.
//!
//! Start at [`identify`] and [`propose`]; how a case moves is in [`machine`], what follows from what in [`rules`].

pub mod machine;
pub mod rules;

mod act;
mod checklist;
mod checklist_sql;
mod consent;
mod enrol;
mod enrol_sql;
mod funnel;
mod funnel_sql;
mod listing;
mod listing_sql;
mod lists;
mod lists_sql;
mod merging;
mod merging_sql;
mod people;
mod people_sql;
mod read;
mod read_sql;
mod register;
mod selling;
mod selling_sql;
pub(crate) mod sql;
mod stopping;

pub use act::{Found, Seen, Spot, correct, identify, identify_in, note_paper, plan, visit};
pub(crate) use act::{identify_as, to_visit, visit_in};
pub use checklist::{
    Asks, CheckLine, ITEMS_MOST, Item, List, NeededFor, Proof, Said, Standing, attest, checks,
    lists as checklists, load as load_checklists, save as save_checklist, take_back, waive,
};
pub use consent::{consent, consent_in, withdraw_consent, withdraw_own_consent};
pub use enrol::{enrol, open_missing};
pub use funnel::{Cut, Funnel, FunnelLine, Resting, funnel};
pub(crate) use listing::list_in_field;
pub use listing::{Terms, approve, propose, send_back, take_back_proposal};
pub use lists::{
    CaseLine, Filter, MyDay, Stage, VillageLine, my_day, open, overdue, page as list, waiting_for_approval,
};
pub use machine::{CaseState, Event, NotAllowed};
pub use merging::{merge, unmerge};
pub use people::{hand_over, join, officers};
pub use read::{
    Asked, CaseView, Happened, Head, MergeView, MetBefore, Moment, Next, OwnConsent, Stopped, VisitView,
    case, last_visit_to, met_before, of_maker, own_consents, same_person, survivor_of_maker,
};
pub(crate) use register::take_back_in;
pub(crate) use selling::set_selling_of;
pub use selling::{Selling, selling_of, set_selling};
pub(crate) use stopping::rest_for_good;
pub use stopping::{reopen, stop};

use kernel::ids::{CaseId, MergeId, PersonId};
use store::DbError;

use crate::accounts::{DepartmentKey, Post};
use crate::audit::{Actor, Part};

kernel::codes! {
    /// How far a maker has come. The first five are noted by those who do them; the last two are read from her orders.
    pub enum Step {
        /// Somebody has found her.
        Identified = "identified",
        /// An officer has been with her.
        Visited = "visited",
        /// She has said yes.
        Consented = "consented",
        /// Her checklist is complete.
        Verified = "verified",
        /// A second person has said yes: she is a maker of the mart.
        Listed = "listed",
        /// A parcel of hers has reached a buyer.
        FirstSale = "first_sale",
        /// Money has reached her account.
        Paid = "paid",
    }
}

kernel::codes! {
    /// Why a case rests.
    pub enum StopWhy {
        /// She does not want to.
        NotInterested = "not_interested",
        /// She makes nothing herself.
        NotAMaker = "not_a_maker",
        /// She lives elsewhere now.
        MovedAway = "moved_away",
        /// Nobody could reach her.
        NotReached = "not_reached",
        /// She makes nothing at present.
        NoGoodsNow = "no_goods_now",
        /// A paper she needs is missing.
        PapersMissing = "papers_missing",
        /// She has died.
        Died = "died",
        /// Something else, told in the note.
        Other = "other",
    }
}

kernel::codes! {
    /// What is to be done next.
    pub enum NextWhat {
        /// Somebody must carry the case.
        TakeOver = "take_over",
        /// Go and see her.
        Visit = "visit",
        /// Ask her whether she wants to.
        Consent = "consent",
        /// Complete the checklist.
        Papers = "papers",
        /// Look at it and say yes, or send it back.
        Approve = "approve",
        /// List her goods.
        Goods = "goods",
        /// See to it that she sells.
        FirstSale = "first_sale",
        /// Call her.
        Call = "call",
        /// Something else, told in the note.
        Other = "other",
    }
}

kernel::codes! {
    /// Where the first word of a maker came from.
    pub enum Source {
        /// An officer found her.
        Officer = "officer",
        /// A register handed in by a department.
        Register = "register",
        /// Invented for the sample district.
        Sample = "sample",
    }
}

kernel::codes! {
    /// How she said yes.
    pub enum ConsentBy {
        /// The code sent to her own number.
        SmsCode = "sms_code",
        /// Her recorded «हाँ».
        Recording = "recording",
        /// Her signature or thumb on paper.
        Paper = "paper",
    }
}

/// Whose cases one may see. Every question about cases takes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Cases in an officer's blocks that her department carries or has joined.
    Officer(Post),
    /// All cases a department carries or has joined.
    Head(DepartmentKey),
    /// All cases, to look at.
    District,
}

impl Scope {
    /// The department, and the blocks between semicolons; empty where all are meant.
    pub(crate) fn bounds(&self) -> (String, String) {
        match self {
            Scope::Officer(post) => (post.department.to_string(), post.blocks.fenced()),
            Scope::Head(department) => (department.to_string(), String::new()),
            Scope::District => (String::new(), String::new()),
        }
    }

    /// The department somebody acts for; the DC's office acts for none and only looks.
    pub const fn department(&self) -> Option<DepartmentKey> {
        match self {
            Scope::Officer(post) => Some(post.department),
            Scope::Head(department) => Some(*department),
            Scope::District => None,
        }
    }
}

/// Who acts on a case, and what she may touch.
#[derive(Clone, Debug)]
pub struct By {
    /// The person.
    pub person: PersonId,
    /// Whose cases she may touch.
    pub scope: Scope,
}

impl By {
    /// An officer at her post.
    pub const fn officer(person: PersonId, post: Post) -> By {
        By { person, scope: Scope::Officer(post) }
    }

    /// The head of a department.
    pub const fn head(person: PersonId, department: DepartmentKey) -> By {
        By { person, scope: Scope::Head(department) }
    }

    pub(crate) const fn actor(&self) -> Actor {
        let part = match &self.scope {
            Scope::Officer(_) => Part::Officer,
            Scope::Head(_) => Part::DepartmentHead,
            Scope::District => Part::DcOffice,
        };
        Actor::Person(self.person, part)
    }

    /// The department she acts for.
    pub(crate) fn department(&self) -> Result<DepartmentKey, CaseError> {
        self.scope.department().ok_or(CaseError::OnlyToLookAt)
    }
}

/// What can go wrong when somebody acts on a case. Each variant has a message in `locales/*/cases.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// There is no such case for this reader: another's does not exist.
    #[error("no case {0} here")]
    NoCase(CaseId),
    /// It has no place as the case stands.
    #[error(transparent)]
    NotNow(#[from] NotAllowed),
    /// Only the department that carries the case may do this.
    #[error("another department carries the case")]
    NotYours,
    /// The DC's office looks and does not act.
    #[error("only to look at")]
    OnlyToLookAt,
    /// The block is not among those of the officer.
    #[error("another block")]
    OtherBlock,
    /// Nothing is told that she could be called by.
    #[error("no name")]
    NoName,
    /// A field says something that cannot be; the word names it.
    #[error("{0} cannot be so")]
    Implausible(&'static str),
    /// A reason or a document must be named.
    #[error("no reason is told")]
    NoReason,
    /// A day that is past, or further away than plans are made.
    #[error("not a day to plan for")]
    BadDay,
    /// Nobody of that department works as an officer in the block of the case.
    #[error("no officer of this block")]
    NoOfficer,
    /// The department takes part already.
    #[error("it takes part already")]
    AlreadySo,
    /// The checklist lacks this many items.
    #[error("{0} items of the checklist are open")]
    ChecklistOpen(usize),
    /// There is no such item on the list of this department.
    #[error("no such item")]
    NoItem,
    /// The item is proven by a fact, not by a word.
    #[error("the item is proven by a fact")]
    IsComputed,
    /// The item may not be waived.
    #[error("the item may not be waived")]
    NotWaivable,
    /// Whoever asks for a listing cannot be the one who grants it.
    #[error("two different people are needed")]
    SamePerson,
    /// Nobody has asked for a listing.
    #[error("nothing waits for a decision")]
    NothingAsked,
    /// She has no mobile number that she could be called on.
    #[error("no mobile number")]
    NoMobile,
    /// The tax class does not go with the numbers told.
    #[error("the tax class lacks its number")]
    NoTaxNumber,
    /// There is no such collection point, pincode or seller.
    #[error("no such place or seller")]
    NoSuchPlace,
    /// The two are the same, or one is merged already, or the one that is listed must stay.
    #[error("these two cannot be merged so")]
    NotMergeable(Unmergeable),
    /// There is no such merge, or it was undone.
    #[error("no merge {0}")]
    NoMerge(MergeId),
    /// The checklist cannot be kept so.
    #[error("the checklist is not whole")]
    BadChecklist,
    /// Another change to the case won.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Why two cases cannot become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmergeable {
    /// They are one case.
    Itself,
    /// One of them points to another already.
    MergedAlready,
    /// Others point to the one that would go: undo those first, or keep that one.
    HasMerged,
    /// The one that would go is a maker of the mart, the other is not: keep the maker.
    WouldLoseMaker,
}
