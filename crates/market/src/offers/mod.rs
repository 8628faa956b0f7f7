//! Coupons and offers: what is taken off a price or a freight, of which goods, how often, and who pays for it.
//!
//! Reads: goods, collections, makers, quotes as they are made. Writes: `offer`, `funder`, `offer_use`, `offer_person`. Never: takes anything
//! off a maker's share that she has not said yes to; holds for goods of another maker than the one who pays; adds up with another offer,
//! or with a kit's, which is the offer of its lines alone ([`crate::kits`]).
//!
//! What a maker gives is a cut of her price: tax and commission follow it. What the mart or a named party gives is paid for the buyer: the
//! price, its tax and everybody's share stay, and the funder's account pays its part when the goods arrive.
//!
//! Start at [`ask`] and [`decide`]; how an offer is taken off a quote is in `apply`, the arithmetic in [`rules`].

mod act;
mod apply;
mod machine;
mod read;
pub mod rules;
mod sql;

pub(crate) use act::ask_for_kit;
pub use act::{Decision, Draft, Funding, agree, ask, decide, end};
pub use apply::{Wanted, check};
pub(crate) use apply::{give_back, gone, of_line, of_order, of_parcel, taken_off, use_once};
use kernel::ids::{FunderId, MakerId, OfferId};
use kernel::{Day, Paise, Words};
pub use machine::{NotNow, OfferEvent, OfferState};
pub use read::{OfferView, all, of_maker, one};
pub(crate) use rules::of_the_same;
use store::DbError;

kernel::codes! {
    /// What is taken off.
    pub enum Kind {
        /// A share of the price, up to a sum.
        Percent = "percent",
        /// A sum.
        Fixed = "fixed",
        /// The freight, up to a sum.
        Freight = "freight",
    }
}

kernel::codes! {
    /// Of which goods.
    pub enum Scope {
        /// Of all.
        All = "all",
        /// Of a craft.
        Craft = "craft",
        /// Of a maker.
        Maker = "maker",
        /// Of a collection.
        Collection = "collection",
        /// Of one good.
        Good = "good",
        /// Of one gift kit: what it costs less than its parts.
        Kit = "kit",
    }
}

/// Who pays for an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundedBy {
    /// The mart.
    Mart,
    /// A maker, by a cut of her own price.
    Maker(MakerId),
    /// A named party: a department, a bank, a company.
    Party(FunderId),
}

/// An offer that holds for a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which.
    pub id: OfferId,
    /// What it is called.
    pub name: Words,
}

/// Why an offer does not hold. Each has a sentence in `locales/*/offers.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNoOffer {
    /// There is no such code.
    Unknown,
    /// It begins later.
    NotYet {
        /// On which day.
        from: Day,
    },
    /// It is over, or was stopped.
    Over,
    /// It was used as often as it may be.
    UsedUp,
    /// This buyer has used it as often as she may.
    AlreadyUsed,
    /// The goods it holds for come to too little.
    Below {
        /// What they must come to.
        least: Paise,
    },
    /// None of these goods is among those it holds for.
    NotThese,
    /// There is no freight to be taken off.
    NoFreight,
}

/// What can go wrong when an offer is made. Each variant has a message in `locales/*/offers.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum OfferError {
    /// There is no such offer, or not for this maker.
    #[error("no such offer")]
    Missing,
    /// A name is missing in a language, or too long.
    #[error("its name is missing in a language, or too long")]
    BadWords,
    /// The code is not of three to sixteen Latin letters and digits.
    #[error("not a code")]
    BadCode,
    /// Another offer has this code.
    #[error("another offer has this code")]
    CodeTaken,
    /// It takes off nothing, or more than half.
    #[error("it takes off nothing, or more than half")]
    BadSize,
    /// It ends before it begins, or lasts too long.
    #[error("not a window")]
    BadWindow,
    /// It could be used never, or without end.
    #[error("not a limit")]
    BadLimit,
    /// There are no such goods, no such craft, maker or collection.
    #[error("no such goods")]
    NoScope,
    /// There is no such maker.
    #[error("no such maker")]
    NoMaker,
    /// A maker pays for cuts of her own price; freight is not hers.
    #[error("freight is not a maker's to give")]
    NotHers,
    /// Whoever asked for it decides on it.
    #[error("a second person decides")]
    SamePerson,
    /// It stands otherwise.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Somebody else was faster.
    #[error("it has changed meanwhile")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
