//! The check of what goes to makers' telephones: an answer must never reach another maker's order.

use store::{DbError, Read};

use super::{Check, Found, each, phone_sql as sql};

/// The short numbers under which makers are told of orders.
pub(super) async fn numbers(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::numbers_of_others, |row| {
        found.add(format!("{}: number {} is {}'s", row.parcel, row.number, row.maker));
    })
    .await?;
    Ok(found.under("every short number names a parcel of its own maker"))
}
