//! The check of tasks: each stands where its answers left it, and none has ended without words.

use store::{DbError, Read};

use super::meetings_sql as sql;
use super::{Check, Found, each};

/// Tasks beside the answers they had.
pub(super) async fn tasks(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::tasks, |row| {
        if row.answers != row.version - 1 {
            found.add(format!(
                "{}: it has changed {} times on {} answers",
                row.id,
                row.version - 1,
                row.answers
            ));
        } else if row.version > 1 && (row.said != row.state || row.said_due != row.due) {
            found.add(format!("{}: it is {}, its last answer says {}", row.id, row.state, row.said));
        }
    })
    .await?;
    Ok(found.under("every task stands where its last answer left it"))
}
