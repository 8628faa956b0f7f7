//! Returns: a buyer shows what is wrong with a line that has reached her; somebody decides with the hub's photo beside hers; the
//! money goes back through [`claims`](crate::claims), and through nothing else; or the same piece comes anew, if she wishes.
//!
//! Reads: orders, rules of crafts (`return_rule`), photos of the hub. Writes: `goods_return`. Leaves: SMS to buyer and maker at
//! each step, an improvement card, stock that lies on the shelf again. Never: moves a parcel; takes food back; pays by itself.
//!
//! Start at [`ask`]; the rules are in [`rules`].

mod act;
mod exchange;
mod fetch;
mod hub;
mod machine;
mod read;
mod read_sql;
pub mod rules;
mod sql;
mod wipe;

pub use act::{Ask, Decision, ask, decide, withdraw};
pub(crate) use exchange::{Settled, send as send_anew};
pub use fetch::{Fetching, fetched, to_fetch, wants_fetched};
pub(crate) use hub::denied;
pub use hub::{Finding, inspect, lapse};
pub use machine::{Event, NotNow, ReturnState};
pub use read::{
    Awaited, KindRule, OwnReturn, Return, Returnable, awaited_at, kinds, of_order, one, picture, returnable,
    waiting,
};
pub(crate) use wipe::forget;

use kernel::ids::HubId;
use store::DbError;

use crate::accounts::Blocks;
use crate::claims::ClaimError;

kernel::codes! {
    /// What is wrong with what arrived.
    pub enum Reason {
        /// It is broken.
        Broken = "broken",
        /// It is spoiled or smells.
        Spoiled = "spoiled",
        /// Something is missing.
        Missing = "missing",
        /// It is not what was ordered.
        Other = "other",
        /// It is not as good as it was shown.
        Poor = "poor",
        /// The buyer does not want it after all.
        Mind = "mind",
    }
}

kernel::codes! {
    /// How a return is settled.
    pub enum Way {
        /// On a photo; nothing comes back.
        Photo = "photo",
        /// The goods come back to the hub first.
        Back = "back",
    }
}

kernel::codes! {
    /// What its buyer wishes for.
    pub enum Wish {
        /// Her money back.
        Money = "money",
        /// The same piece anew.
        Piece = "piece",
    }
}

kernel::codes! {
    /// Whose fault it was.
    pub enum Fault {
        /// The carrier's.
        Courier = "courier",
        /// It was packed badly.
        Packing = "packing",
        /// The maker's.
        Maker = "maker",
        /// The buyer changed her mind.
        Buyer = "buyer",
    }
}

/// Who looks at returns, and how far.
#[derive(Clone, Debug)]
pub enum Scope {
    /// An officer: of makers in her blocks.
    Officer(Blocks),
    /// Finance: all.
    Finance,
    /// The keeper of a hub: of parcels that passed it.
    Hub(HubId),
}

impl Scope {
    /// Blocks and hub as a statement compares them; empty words mean all.
    fn fences(&self) -> (String, String) {
        match self {
            Scope::Officer(blocks) => (blocks.fenced(), String::new()),
            Scope::Finance => (String::new(), String::new()),
            Scope::Hub(hub) => (String::new(), hub.to_string()),
        }
    }
}

/// What can go wrong with a return. Each variant has a sentence in `locales/*/returns.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// No such line or return here.
    #[error("no such line or return here")]
    Missing,
    /// It has not arrived, or came too long ago.
    #[error("the days to ask are over, or it has not arrived")]
    NotInTime,
    /// More pieces than are left.
    #[error("only {left} pieces are left")]
    TooMany {
        /// How many are left.
        left: u32,
    },
    /// The reason does not fit goods of this kind.
    #[error("the reason does not fit")]
    BadReason,
    /// Without a photo nobody can decide.
    #[error("a photo is needed")]
    NoPhoto,
    /// No new piece is sent of such goods: of food, for cash, or because she changed her mind.
    #[error("no new piece is sent of it")]
    NoPiece,
    /// It does not wait to be fetched: it is too far, was fetched, or need not come back.
    #[error("it is not to be fetched")]
    NotFetched,
    /// A few words are needed.
    #[error("words are needed")]
    NoWords,
    /// It does not stand where this can be done.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// Its claim could not be made.
    #[error(transparent)]
    Claim(#[from] ClaimError),
    /// The database failed.
    #[error("returns: {0}")]
    Db(#[from] DbError),
}
