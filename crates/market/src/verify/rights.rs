//! The check of roles: work for the mart begins by the agreement of two people, or at the first set-up of the machine.

use store::{DbError, Read};

use super::rights_sql as sql;
use super::{Check, Found, each};

/// Roles beside the requests and entries they began with.
pub(super) async fn roles(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::alone, |row| found.add(format!("{}: nobody agreed that she is {}", row.id, row.role)))
        .await?;
    Ok(found.under("every role was agreed on by two people, or given at the first set-up"))
}
