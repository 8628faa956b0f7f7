//! The checks of photos at doors: only what may be left is left, and no maker is paid before its buyer could say otherwise.

use store::{DbError, Read};

use super::doors_sql as sql;
use super::{Check, Found, each};

/// What was left beside what may be, and payouts beside the days they wait.
pub(super) async fn doors(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut left, mut paid) = (Found::default(), Found::default());
    each(read, sql::left, |row| left.add(format!("{}: left, and should not have been", row.id))).await?;
    each(read, sql::paid_early, |row| {
        paid.add(format!("{}: paid while its buyer might still speak", row.id))
    })
    .await?;
    Ok([
        left.under("only our own hands leave parcels, paid and worth little, and they have arrived"),
        paid.under("no payout takes up a parcel left at a door before its days are over"),
    ])
}
