//! The checks of what protects people: the audit anchors hold, and nothing personal stands there plainly.

use store::{DbError, Read};

use super::{Check, Found, each, personal_sql as sql};
use crate::audit::anchor;

/// Each day's entries are what was anchored.
pub(super) async fn anchors(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    anchor::faults(read).await?.into_iter().for_each(|fault| found.add(fault));
    Ok(found.under("the audit entries of each day are those that were anchored"))
}

/// Every column for personal details holds sealed values only; none was sealed for somebody without a key.
pub(super) async fn sealed(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    for (place, count) in sql::plain(read).await?.into_iter().filter(|(_, count)| *count > 0) {
        found.add(format!("{place}: {count} rows are not sealed"));
    }
    Ok(found.under("what is personal is sealed"))
}

/// Who asked to be erased and was is gone.
pub(super) async fn erased(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::left_of_erased, |left| found.add(format!("{}: {} is left", left.person, left.place)))
        .await?;
    Ok(found.under("nothing is left of who was erased"))
}
