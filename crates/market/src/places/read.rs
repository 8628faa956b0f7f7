//! What pages and other features ask about places.

use kernel::ids::HubId;
use kernel::india::{Ifsc, Pin};
use store::{DbError, Read};

use super::{Block, Hub, Place, sql};

/// The pincode, if India Post has it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn find_pin(read: &mut Read, pin: &Pin) -> Result<Option<Place>, DbError> {
    sql::place(read, pin).await
}

/// The blocks of the district, in the order of their Hindi names.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn blocks(read: &mut Read) -> Result<Vec<Block>, DbError> {
    sql::blocks(read).await
}

/// The collection points of the district.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn hubs(read: &mut Read) -> Result<Vec<Hub>, DbError> {
    sql::hubs(read).await
}

/// One collection point.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn hub(read: &mut Read, id: HubId) -> Result<Option<Hub>, DbError> {
    sql::hub(read, id).await
}

/// One collection point by its key.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn hub_by_key(read: &mut Read, key: &str) -> Result<Option<Hub>, DbError> {
    sql::hub_by_key(read, key).await
}

/// The name of the bank an IFSC belongs to, if it is one of the banks we know.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn bank_name(read: &mut Read, ifsc: &Ifsc) -> Result<Option<String>, DbError> {
    sql::bank_name(read, ifsc.as_str().get(..4).unwrap_or("")).await
}
