//! Whoever is erased: her number, her words and her photos in complaints go; that she complained and how it ended stays.

use kernel::ids::PersonId;
use store::{DbError, Tx};

use super::{act, sql};

/// Forgets what somebody has said in her complaints, also in those she made without signing in.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn forget(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    for (id,) in sql::of_somebody(tx, person).await? {
        let pictures = sql::pictures_of(tx, id).await?;
        sql::blank(tx, id).await?;
        for (picture,) in pictures {
            act::forget_picture(tx, &picture).await?;
        }
        let now = tx.now();
        tx.destroy_key(&id, now).await?;
    }
    Ok(())
}
