//! A maker's bank account, proven before money goes there: asked for by an officer, agreed to by the maker with a code,
//! proven by one rupee, approved by a second person. A change waits another day, and the maker is told on her number.
//!
//! Reads: `maker`, `bank`. Writes: `bank_change`, and `maker_bank` when a change takes effect. Leaves: `prove_account`,
//! `follow_proof`, `bank_takes_effect`, notices. Never: lets one person alone decide where money goes; payouts know
//! `maker_bank` only, so until a change takes effect they go to the account before it.
//!
//! Start at [`propose`]; how names are compared is in [`names`].

mod act;
mod machine;
pub mod names;
mod read;
mod sql;

pub(crate) use act::stop_for_good;
pub use act::{
    Deciding, ProofToAsk, Proposal, agree, approve, ask_again, proof_to_ask, propose, proven, refuse, stop,
    takes_effect,
};
pub use machine::{Change, Event, NotNow};
pub use read::{
    BankChange, BankView, SeenBy, for_head, of_maker, of_officer, one, one_for_head, open_of_maker, seen_by,
};

use store::DbError;

/// The kind of message that has an account proven.
pub const PROVE_ACCOUNT: &str = "prove_account";
/// The kind of message that asks what became of a proof.
pub const FOLLOW_PROOF: &str = "follow_proof";
/// The kind of message that ends the wait of an approved change.
pub const TAKES_EFFECT: &str = "bank_takes_effect";

/// Hours between a second person's yes to a change and the first payout to the new account: time for the maker to say no.
pub const WAIT_HOURS: i64 = 24;
/// A code the maker says is good this long.
pub const CODE_MINUTES: i64 = 30;
/// Names that agree less than this, in hundredths, are not approved: somebody must look why.
pub const SCORE_LEAST: i64 = 50;

/// What can go wrong with a bank account. Each variant has a message in `locales/*/bank.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// There is no such maker or change for this reader.
    #[error("no such bank change")]
    Missing,
    /// An answer does not do: its field.
    #[error("{0} does not do")]
    Wrong(BankWrong),
    /// Another change of this maker is under way.
    #[error("another change is under way")]
    UnderWay,
    /// It stands otherwise now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Whoever asked for it may not approve it.
    #[error("whoever asked may not approve")]
    SamePerson,
    /// The name at the bank is another.
    #[error("the names differ")]
    OtherName,
    /// Not the code we sent.
    #[error("wrong code")]
    WrongCode,
    /// The code is too old or was tried too often.
    #[error("no code to compare with")]
    NoCode,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// Another change to the row won.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

kernel::codes! {
    /// Which answer of a proposal does not do.
    pub enum BankWrong {
        /// The IFSC has another shape.
        Ifsc = "ifsc",
        /// No bank has an IFSC that begins so.
        NoSuchBank = "bank",
        /// The account number has another shape.
        Account = "account",
        /// It was typed otherwise the second time.
        Twice = "twice",
        /// The name is missing or not in Latin letters.
        Holder = "holder",
        /// Money goes there already.
        Same = "same",
    }
}
