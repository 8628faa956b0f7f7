//! A place of the mart's own where a link stands: made with a key, and closed.

use kernel::ids::PersonId;
use store::{Db, chance, transaction};

use super::{SharingError, sql};

/// Letters of a key: a million of them, and short enough to be read out.
const KEY_LETTERS: usize = 4;
/// Letters of a name.
const NAME_MOST: usize = 60;
/// Living places.
const PLACES_MOST: i64 = 200;

/// Makes a place, once; answers its key.
///
/// # Errors
/// [`SharingError::BadName`]; [`SharingError::TooMany`].
pub async fn open_place(db: &Db, by: PersonId, name: &str, once: &str) -> Result<String, SharingError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_MOST {
        return Err(SharingError::BadName);
    }
    transaction!(db, tx => {
        if let Some(key) = sql::place_of_once(tx, once).await? {
            return Ok(key);
        }
        if sql::living_places(tx).await? >= PLACES_MOST {
            return Err(SharingError::TooMany);
        }
        // Behind «p», so that it is never a channel's or a pack's.
        let key = format!("p{}", chance::letters(KEY_LETTERS).to_ascii_lowercase());
        sql::insert_place(tx, &key, name, by, once).await?;
        Ok(key)
    })
}

/// Closes a place: who comes by its link is counted without a place from now on.
///
/// # Errors
/// [`SharingError::Missing`] if no such place stands.
pub async fn close_place(db: &Db, key: &str) -> Result<(), SharingError> {
    transaction!(db, tx => {
        if sql::close_place(tx, key).await? { Ok(()) } else { Err(SharingError::Missing) }
    })
}
