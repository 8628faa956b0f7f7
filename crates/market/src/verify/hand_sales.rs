//! The checks of hand sales: no slice sold more than it was given, a bank's number counts once, and all the money is in the journal.

use store::{DbError, Read};

use super::hand_sales_sql as sql;
use super::{Check, Found, each};

/// Slices beside the orders sold of them, numbers beside payments, sales beside the journal.
pub(super) async fn hand_sales(read: &mut Read) -> Result<[Check; 3], DbError> {
    let (mut slices, mut numbers, mut money) = (Found::default(), Found::default(), Found::default());
    each(read, sql::slices, |row| {
        if row.sold != row.ordered || row.sold > row.given {
            slices.add(format!(
                "{}: {} given, {} sold, {} in orders",
                row.id, row.given, row.sold, row.ordered
            ));
        }
    })
    .await?;
    each(read, sql::numbers, |row| {
        if row.payments != 1 || row.sales != 1 {
            numbers.add(format!(
                "{}: {} sales and {} payments have its number",
                row.id, row.sales, row.payments
            ));
        }
    })
    .await?;
    each(read, sql::sales, |row| {
        let is_right = row.captured == row.total && row.is_ended == 1 && row.banked == row.seen;
        if !is_right {
            money.add(format!(
                "{}: {} was sold, {} is in the journal, {} of it came to the bank and {} was seen there",
                row.id, row.total, row.captured, row.banked, row.seen
            ));
        }
    })
    .await?;
    Ok([
        slices.under("no slice of a stall sells more than it was given"),
        numbers.under("a number of a bank counts once"),
        money.under("what is sold by hand is handed over, and its money is in the journal"),
    ])
}
