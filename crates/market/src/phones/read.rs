//! What pages ask about a maker's telephone.

use kernel::Secret;
use kernel::ids::{MakerId, PersonId, SessionId};
use store::{DbError, Read};

use super::{Face, ShownBy, sql};

/// The makers a person speaks for, the longest known first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn faces(read: &mut Read, person: PersonId) -> Result<Vec<Face>, DbError> {
    sql::faces(read, person).await
}

/// Whom a session works for, and how she had shown who she is; `None` while nobody was chosen.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn at_work(read: &mut Read, session: SessionId) -> Result<Option<(MakerId, ShownBy)>, DbError> {
    sql::at_work(read, session).await
}

/// The makers who can sign in with a PIN on this device.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn known_here(read: &mut Read, device: &Secret<String>) -> Result<Vec<Face>, DbError> {
    sql::known_here(read, &super::act::token_hash(device)).await
}

/// Whether this maker has a PIN on this device.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn on_device(read: &mut Read, device: &Secret<String>, maker: MakerId) -> Result<bool, DbError> {
    Ok(known_here(read, device).await?.iter().any(|face| face.maker == maker))
}
