//! Who you are, by mobile number and code; what each role is about.
//!
//! Reads and writes: `person`, `sign_in_code`, `role_grant`, and sessions of the store. Leaves: the code as a notice.
//! Never: says whether a number is known; an e-mail address or a password.
//!
//! Start at [`ask_code`] and [`sign_in`]; what else staff must prove is in [`factors`](crate::factors), how roles are given in
//! [`roles`](crate::roles).

mod act;
mod post;
mod read;
mod rules;
pub(crate) mod sql;

pub use act::{
    Scope, ask_code, choose_language, forget_old_codes, give_role, sign_in, sign_out, sign_out_everywhere,
};
pub(crate) use act::{begin_role, nobody, note_role, person_for};
pub use post::{Blocks, DepartmentKey, Post};
pub use read::{Grant, Officer, Who, officers_in, who_is};
pub use rules::{CODE_LIFE_MINUTES, CODE_TRIES, CODES_PER_WINDOW, WINDOW_MINUTES};

use store::DbError;

kernel::codes! {
    /// What somebody does for the mart. A buyer needs no role.
    pub enum Role {
        /// Makes goods, or speaks for a group that does.
        Maker = "maker",
        /// Keeps a collection point of a block.
        HubKeeper = "hub_keeper",
        /// Finds makers and carries their cases, for one department in some blocks.
        Officer = "officer",
        /// Heads a department.
        DepartmentHead = "department_head",
        /// Makes or approves payouts and refunds.
        Finance = "finance",
        /// Sees everything in aggregate.
        DcOffice = "dc_office",
        /// Runs the machine; no power over money or goods.
        Administrator = "administrator",
    }
}

impl Role {
    /// Whether it is work for the mart, for which the code by SMS is not enough.
    pub const fn is_staff(self) -> bool {
        match self {
            Role::Maker => false,
            Role::HubKeeper
            | Role::Officer
            | Role::DepartmentHead
            | Role::Finance
            | Role::DcOffice
            | Role::Administrator => true,
        }
    }
}

/// Why somebody could not be signed in. Each variant has a message in `locales/*/signin.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Too many codes for this number; a new one can be asked for after so many minutes.
    #[error("too many codes, wait {wait_minutes} minutes")]
    TooManyCodes {
        /// Whole minutes, at least 1.
        wait_minutes: i64,
    },
    /// The mart has sent as many codes this hour as it can pay for.
    #[error("the mart sends no more codes this hour")]
    NoMoreCodes,
    /// Not the code we sent; so many tries are left.
    #[error("wrong code, {tries_left} tries left")]
    WrongCode {
        /// From 4 down to 1.
        tries_left: i64,
    },
    /// There is no code that could still be used: none was asked for, it is too old, or it was tried too often.
    #[error("no code to compare with")]
    NoCode,
    /// The database failed.
    #[error("accounts: {0}")]
    Db(#[from] DbError),
}
