//! The checks of craft templates: what holds can be read, and what was answered of a good came of a version.

use store::{DbError, Read};

use super::templates_sql as sql;
use super::{Check, Found, each};
use crate::templates::read_text;

/// Looks at every version, and at every good that was asked about.
pub(super) async fn templates(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::versions, |row| {
        if let Err(wrongs) = read_text(&row.family, &row.words) {
            let line = wrongs.first().map_or(0, |wrong| wrong.line);
            found.add(format!("{}: it does not read from line {line} on", row.id));
        }
    })
    .await?;
    each(read, sql::answers_of_no_version, |row| {
        found.add(format!("{}: it has answers and no version that asked", row.id));
    })
    .await?;
    Ok(found.under("every craft template reads whole, and every answer came of one"))
}
