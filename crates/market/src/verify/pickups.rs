//! The checks of pickups: no slot has more or fewer orders than it says, nothing was handed out that did not lie at its counter.

use store::{DbError, Read};

use super::pickups_sql as sql;
use super::{Check, Found, each};

/// Slots beside their orders, and what was fetched beside where it lay.
pub(super) async fn pickups(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut slots, mut fetched) = (Found::default(), Found::default());
    each(read, sql::slots, |row| {
        if row.taken != row.orders {
            slots.add(format!("{}: {} places taken by {} orders", row.id, row.taken, row.orders));
        }
    })
    .await?;
    each(read, sql::fetched, |row| {
        fetched.add(format!("{}: fetched, and never lay at a counter", row.id));
    })
    .await?;
    Ok([
        slots.under("each slot has as many orders as places are taken"),
        fetched.under("whatever was fetched had lain at its counter"),
    ])
}
