//! From setup over a trial to a live mart: at which stage it stands, who may order in a trial, what is said of it.
//!
//! Reads: `person`, trial orders, what the gate counts. Writes: `mart_stage`, `gate_proof`, `restore_word`, `trial_guest`, `trial_pin`,
//! `trial_wish`, `trial_feedback`, `mart_beginning`. Never: lets an
//! order of the trial into a figure, a number of a bill or a payout; an order is marked by the very statement that writes it.
//!
//! A district's mart begins with the setting up ([`begin`]); a sample district is open from the beginning. Start at [`set_stage`] and [`admission`]; a mart goes live
//! through [`gate::sign`].

mod act;
pub mod gate;
mod gate_rows_sql;
mod gate_sql;
mod machine;
mod read;
pub(crate) mod sql;

pub use act::{begin, close_pin, invite, invite_person, open_pin, say, set_stage, take_up, uninvite, wish};
pub use machine::{NotNow, Stage, StageEvent};
pub use read::{
    Feedback, Guest, Standing, Trial, Wish, admission, began, feedback, guests, pins, report, said_stage,
    stage, stages, wishes,
};

use store::DbError;

/// Why somebody may not order now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyClosed {
    /// The mart is being set up: nobody orders.
    SetUp,
    /// It is tried out, and her number is not invited.
    NotInvited,
    /// It is tried out, and does not yet send to this pincode.
    NotThere,
    /// It is tried out, and yet its keys would move real money.
    RealMoney,
}

/// What can go wrong with stages and trials. Each variant has a message in `locales/*/launch.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// Nothing of this id.
    #[error("it is not there")]
    Missing,
    /// Not from here to there.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// A reason, or words, are missing.
    #[error("words are missing")]
    NoWords,
    /// No pincode of India Post.
    #[error("no such pincode")]
    NoPin,
    /// Too much has been said from one place.
    #[error("too much was said")]
    TooMany,
    /// Live is a mart only once its gate is signed.
    #[error("the gate must be signed")]
    NotSigned,
    /// These checks of the gate have no evidence.
    #[error("{} checks are red", .0.len())]
    NotGreen(Vec<gate::Check>),
    /// A day that is to come, or long past.
    #[error("not a day it can have been")]
    BadDay,
    /// Whoever said it does not agree to it.
    #[error("a second person must agree")]
    SamePerson,
    /// Another change was faster.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
