//! The check of versions: buyers see nothing that a second person has not looked at.

use store::{DbError, Read};

use super::versions_sql as sql;
use super::{Check, Found, each};

/// Every version beside who asked for it and who said yes.
pub(super) async fn looked_at(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::versions, |row| {
        if row.decided == 0 && row.beyond > 0 {
            found.add(format!("{}: a second person has not looked at it", row.id));
        }
        if row.changes == 0 {
            found.add(format!("{}: it changes nothing", row.id));
        }
    })
    .await?;
    Ok(found.under("every version of a good was looked at by a second person, or only translates"))
}
