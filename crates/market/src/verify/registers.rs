//! The check of registers: a row that was entered is one case, and a case that says it came from a register has its row.

use store::{DbError, Read};

use super::registers_sql as sql;
use super::{Check, Found, each};

/// Rows beside the cases they became.
pub(super) async fn rows(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::lost_rows, |row| {
        found.add(format!("{}: it was entered as a case that is not there", row.id))
    })
    .await?;
    each(read, sql::open_rows, |row| found.add(format!("{}: it was taken back, its case goes on", row.id)))
        .await?;
    Ok(found.under("every row of a register that was entered is one case"))
}
