//! A keeper counts packing material.

use kernel::ids::{HubId, PersonId};
use store::{Db, transaction};

use super::{HubError, Item, sql};

/// More is a slip of the finger.
const MOST: i64 = 100_000;

/// What was counted, and with how many more must be got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Of what.
    pub item: Item,
    /// How many are there.
    pub pieces: i64,
    /// With so many or fewer it is low.
    pub low_at: i64,
}

/// Writes a count down. Earlier ones stay: nobody edits what was there.
///
/// # Errors
/// [`HubError::NotACount`] below nothing or above what can be.
pub async fn count(db: &Db, by: PersonId, hub: HubId, counted: Count) -> Result<(), HubError> {
    if !(0..=MOST).contains(&counted.pieces) || !(0..=MOST).contains(&counted.low_at) {
        return Err(HubError::NotACount);
    }
    transaction!(db, tx => { Ok(sql::insert_count(tx, hub, by, counted).await?) })
}
