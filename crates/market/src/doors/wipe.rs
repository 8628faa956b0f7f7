//! Whoever is erased: the photos at her door go; that something was left there stays.

use kernel::ids::PersonId;
use store::{DbError, Tx};

use super::sql;
use crate::media;

/// Forgets the photos at somebody's door.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn forget(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    let pictures = sql::pictures_of(tx, person).await?;
    sql::blank(tx, person).await?;
    for (picture,) in pictures {
        media::act::forget_if_unused(tx, &picture).await?;
    }
    Ok(())
}
