//! The checks of bookings: the post's numbers are given one by one, and what it carries goes under the number that was booked.

use store::{DbError, Read};

use super::bookings_sql as sql;
use super::{Check, Found, each};

/// Ranges beside the bookings of their numbers, posted shipments beside theirs.
pub(super) async fn bookings(read: &mut Read) -> Result<[Check; 3], DbError> {
    let (mut given, mut carried, mut fetched) = (Found::default(), Found::default(), Found::default());
    each(read, sql::ranges, |row| {
        if row.given != row.booked {
            given.add(format!("{}: {} numbers given, {} booked", row.id, row.given, row.booked));
        }
    })
    .await?;
    each(read, sql::astray, |row| {
        carried.add(format!("{}: it went as {}, and is booked as {}", row.id, row.went, row.booked));
    })
    .await?;
    each(read, sql::unfetched, |row| {
        fetched.add(format!("{}: it is {}, and its booking {}", row.id, row.state, row.booked));
    })
    .await?;
    Ok([
        given.under("every number of the post is given once, none is lost"),
        carried.under("what the post carries goes under the number it is booked under"),
        fetched.under("what an agent's courier carries is booked with the agent"),
    ])
}
