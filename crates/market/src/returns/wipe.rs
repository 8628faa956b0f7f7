//! Whoever is erased: her words and photos of returns go; what went back and why stays.

use kernel::ids::PersonId;
use store::{DbError, Tx};

use super::sql;
use crate::media;

/// Forgets what somebody has written and shown.
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
