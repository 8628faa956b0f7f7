//! An administrator takes over what was measured.

use kernel::ids::PersonId;
use store::{Db, transaction};

use super::{PromiseError, read, sql};

/// From tomorrow a zone promises what was measured. A second press on the same day changes nothing.
///
/// # Errors
/// [`PromiseError::Nothing`] if too little was measured or it is what is promised already.
pub async fn take_over(db: &Db, by: PersonId, zone: &str) -> Result<(), PromiseError> {
    transaction!(db, tx => {
        let all = read::measured(tx).await?;
        let one = all.into_iter().find(|one| one.zone == zone).ok_or(PromiseError::NoZone)?;
        let (from, to) = one.suggested.filter(|days| *days != one.promised).ok_or(PromiseError::Nothing)?;
        let tomorrow = tx.now().day().plus(1);
        sql::insert_transit(tx, zone, tomorrow, (from, to), one.shipments, by).await?;
        Ok(())
    })
}
