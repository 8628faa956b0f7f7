//! What pages ask about pictures.

use store::{DbError, Read};

use super::{Advice, sql};

/// What could be better about a photo; nothing if it will do, is a drawing, or is older than the measure.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn advice(read: &mut Read, picture: &str) -> Result<Option<Advice>, DbError> {
    Ok(sql::look(read, picture).await?.and_then(super::Look::advice))
}
