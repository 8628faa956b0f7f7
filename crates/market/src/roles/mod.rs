//! Roles: work for the mart is given by two people and ended by one, at once.
//!
//! A head asks for officers of her department, an administrator or the DC's office for the rest; the DC's office approves.
//! A lost second factor is reset in the same way. Reads and writes: `role_request`, `role_grant`, sessions of the store.
//! Never: lets one person do both, or anybody do either for herself; forgets who asked, who approved and why.
//!
//! Start at [`ask`] and [`approve`]; who may do what is one table in [`rules`].

mod act;
mod machine;
mod read;
pub mod rules;
pub(crate) mod sql;

pub(crate) use act::end_all;
pub use act::{Wanted, approve, ask, ask_reset, decline, end, first, withdraw};
pub use machine::{Event, State};
pub use read::{RequestLine, StaffLine, requests, staff};

use store::DbError;

use crate::factors::FactorError;

kernel::codes! {
    /// What is asked for.
    pub enum Kind {
        /// A role.
        Grant = "grant",
        /// That a lost second factor is forgotten.
        Reset = "reset",
    }
}

/// Why a role was not asked for, given or ended. Each has a message in `locales/*/people.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    /// There is no such request or role for this person.
    #[error("no such request or role")]
    Missing,
    /// This person may not ask for that.
    #[error("not hers to ask")]
    NotYours,
    /// A second person must approve, and it must not be about herself.
    #[error("two people are needed, neither of them the one it is about")]
    SamePerson,
    /// It was decided before.
    #[error("it was decided before")]
    Decided,
    /// The person has this role already.
    #[error("she has this role already")]
    HasIt,
    /// A role about a hub, a department or blocks lacks them.
    #[error("the role is about nothing: {0}")]
    AboutNothing(&'static str),
    /// No reason was given, or one of more than [`rules::REASON_MOST`] letters.
    #[error("a reason is needed")]
    NoReason,
    /// Without this role nobody could give roles any more.
    #[error("the last one of this role")]
    LastOne,
    /// There is somebody with this role already, so the command line gives it no more.
    #[error("there is somebody with this role already")]
    NotTheFirst,
    /// There is no second factor that could be reset.
    #[error("nothing to reset")]
    NothingToReset,
    /// Another change was faster.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error("roles: {0}")]
    Db(#[from] DbError),
}

impl From<FactorError> for RoleError {
    fn from(cause: FactorError) -> RoleError {
        match cause {
            FactorError::Db(cause) => RoleError::Db(cause),
            FactorError::NotSetUp
            | FactorError::NotProven
            | FactorError::WrongCode { .. }
            | FactorError::CodeUsed
            | FactorError::TooManyTries { .. }
            | FactorError::NoPasskey
            | FactorError::LastOne => RoleError::NothingToReset,
            FactorError::Raced => RoleError::Raced,
        }
    }
}
