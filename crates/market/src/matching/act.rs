//! Keys are written with the case they find.

use kernel::ids::CaseId;
use store::{DbError, Tx};

use super::rules::Entry;
use super::{Traits, keys, sql};

/// Writes the keys a new case is found by.
///
/// # Errors
/// [`DbError`] if the database fails or has no key to hash with.
pub async fn index(tx: &mut Tx, case: CaseId, traits: &Traits) -> Result<(), DbError> {
    for key in keys::of(traits, &Entry::of(traits)) {
        let hash = tx.hash_of(key.kind, &key.value)?;
        sql::insert_key(tx, case, key.kind, &hash).await?;
    }
    Ok(())
}

/// Writes the keys of a case anew after what is known of it has changed.
pub(crate) async fn reindex(tx: &mut Tx, case: CaseId, traits: &Traits) -> Result<(), DbError> {
    sql::delete_keys(tx, case).await?;
    index(tx, case, traits).await
}

/// Forgets what a case is found by: it was entered by mistake and is nobody to be suggested.
pub(crate) async fn forget(tx: &mut Tx, case: CaseId) -> Result<(), DbError> {
    sql::delete_keys(tx, case).await
}
