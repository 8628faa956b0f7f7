//! What pages and the worker ask about wishes to be erased.

use kernel::ids::{ErasureId, PersonId};
use kernel::{Limit, Time};
use store::{DbError, Read};

use super::machine::Erasure;
use super::rules::{self, Hindrance};
use super::sql;
use crate::audit::Trail;

store::row! {
    /// A wish to be erased.
    pub struct Wish {
        /// Its id.
        pub id: ErasureId,
        /// Who.
        pub person: PersonId,
        /// When she asked.
        pub asked_at: Time,
        /// From when she may be erased; nothing while something must end first.
        pub due_at: Option<Time>,
        /// How it stands.
        pub state: Erasure,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

store::row! {
    /// Somebody who is erased.
    pub struct Erased {
        /// By which wish.
        pub wish: ErasureId,
        /// The id behind which nothing is left.
        pub person: PersonId,
        /// When.
        pub at: Time,
    }
}

store::row! {
    /// How many wishes stand so.
    pub struct WishCount {
        /// How.
        pub state: Erasure,
        /// How many.
        pub count: i64,
        /// When the first of them was asked.
        pub oldest: Time,
    }
}

/// How many wishes stand how.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn counts(read: &mut Read) -> Result<Vec<WishCount>, DbError> {
    sql::counts(read).await
}

/// The open wish of a person.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_of(read: &mut Read, person: PersonId) -> Result<Option<Wish>, DbError> {
    sql::open_of(read, person).await
}

/// What must end before a person can be erased.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn hindrances(read: &mut Read, person: PersonId) -> Result<Vec<Hindrance>, DbError> {
    Ok(rules::hindrances(&sql::facts(read, person).await?))
}

/// Who was erased since a moment, the longest ago first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn done_since(read: &mut Read, since: Time, limit: Limit) -> Result<Vec<Erased>, DbError> {
    sql::done_since(read, since, limit).await
}
