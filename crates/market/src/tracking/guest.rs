//! Following an order without signing in and without its whole code: the beginning of the code that stands on every box, and the
//! mobile number it was ordered with. Whoever is wrong hears the same as whoever asks for nothing.

use kernel::india::Mobile;
use store::{Db, DbError, Tx, transaction};

use super::{TrackingError, sql};
use crate::personal::mobile_hash;

/// Tries an hour with one number, and with the beginning of one code.
const TRIES_MOST: i64 = 6;
/// Letters of the code that are asked for at least: `DM-7K3F-9QXT` has eight.
const LETTERS: usize = 8;
const HOUR_MS: i64 = 3_600_000;

/// The beginning of a code as it is stored, `DM-7K3F-9QXT`; `None` if too little was typed.
fn beginning(typed: &str) -> Option<String> {
    let letters: String =
        typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let letters = letters.strip_prefix("DM").unwrap_or(&letters);
    let head = letters.get(..LETTERS)?;
    let groups: Vec<String> =
        head.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    Some(format!("DM-{}", groups.join("-")))
}

/// The whole code of an order, for whoever knows its beginning and the number it was ordered with.
///
/// # Errors
/// [`TrackingError::NotFound`] whatever is wrong; [`TrackingError::TooOften`] after six tries within an hour.
pub async fn code_for(db: &Db, typed: &str, mobile: &Mobile) -> Result<String, TrackingError> {
    // A try counts, so the transaction ends well and the answer follows it.
    let found: Result<String, TrackingError> = transaction!(db, tx => {
        let (hash, hour) = (mobile_hash(tx, mobile)?, tx.now().0 / HOUR_MS);
        let head = beginning(typed).unwrap_or_default();
        let of_code = tx.hash_of("tracking", &head)?;
        for key in [&hash, &of_code] {
            if sql::count_try(tx, key, hour).await? > TRIES_MOST {
                return Ok(Err(TrackingError::TooOften));
            }
        }
        if head.is_empty() {
            return Ok(Err(TrackingError::NotFound));
        }
        let code = sql::code_of(tx, &head, &hash).await?;
        Ok::<_, TrackingError>(code.ok_or(TrackingError::NotFound))
    })?;
    found
}

/// Counts another try at something within this hour: how many there were, this one too.
pub(crate) async fn count(tx: &mut Tx, kind: &str, value: &str) -> Result<i64, DbError> {
    let (key, hour) = (tx.hash_of(kind, value)?, tx.now().0 / HOUR_MS);
    sql::count_try(tx, &key, hour).await
}

/// Forgets tries of hours that are over. Answers how many.
///
/// # Errors
/// [`TrackingError::Db`] if the database fails.
pub async fn forget_tries(db: &Db) -> Result<u64, TrackingError> {
    transaction!(db, tx => {
        let hour = tx.now().0 / HOUR_MS;
        Ok(sql::forget_tries(tx, hour).await?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_code_is_taken_however_it_is_typed() {
        for typed in ["DM-7K3F-9QXT-M2PA-W6RC", "dm7k3f9qxt", "7k3f 9qxt", "7K3F-9QXT-M2"] {
            assert_eq!(beginning(typed).as_deref(), Some("DM-7K3F-9QXT"), "{typed}");
        }
        for little in ["", "DM-7K3F", "7K3F9QX", "पेड़ा"] {
            assert_eq!(beginning(little), None, "{little}");
        }
    }
}
