//! Somebody of finance has looked a rate up and answers for it: which rate, where, when. A signed rate is not overwritten by a file.

use kernel::ids::PersonId;
use kernel::{BasisPoints, Day, Time};
use store::{Db, DbError, Read, transaction};

use super::sql;

/// Letters of a source.
const SOURCE_MOST: usize = 400;

/// Why a rate is not signed. Each variant has a message in `locales/*/rates.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// There is no such rate.
    #[error("no such rate")]
    Missing,
    /// Where it was looked up is missing, or too long.
    #[error("the source is missing")]
    NoSource,
    /// It was signed before, or is not any more what was looked at.
    #[error("the rate is signed or has changed")]
    NotNow,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

store::row! {
    /// Who answers for a rate.
    pub struct Signature {
        /// What was signed.
        pub rate: BasisPoints,
        /// Where it was looked up.
        pub source: String,
        /// Who.
        pub by: String,
        /// When.
        pub at: Time,
    }
}

/// Somebody of finance signs a rate as she has seen it: with the same price steps, and where she looked it up.
///
/// # Errors
/// [`SigningError`].
pub async fn sign(
    db: &Db,
    by: PersonId,
    (key, from, seen): (&str, Day, BasisPoints),
    source: &str,
) -> Result<(), SigningError> {
    let source = source.trim();
    if !(5..=SOURCE_MOST).contains(&source.chars().count()) {
        return Err(SigningError::NoSource);
    }
    transaction!(db, tx => {
        if !sql::is_rate(tx, key, from).await? {
            return Err(SigningError::Missing);
        }
        if !sql::sign_rate(tx, key, from, seen).await? {
            return Err(SigningError::NotNow);
        }
        sql::sign_step(tx, key, from).await?;
        Ok(sql::insert_signature(tx, (key, from, seen), source, by).await?)
    })
}

/// Who answers for a rate, if somebody of finance does; one that a file brought signed has nobody here.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn signature(read: &mut Read, key: &str, from: Day) -> Result<Option<Signature>, DbError> {
    sql::signature(read, key, from).await
}
