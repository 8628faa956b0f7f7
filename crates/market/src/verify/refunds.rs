//! The checks of money that goes back another way than it came.

use kernel::Paise;
use store::{DbError, Read};

use super::refunds_sql as sql;
use super::{Check, Found, each};

/// Refunds to UPI addresses beside their refunds and the journal, and refunds beside their ways.
pub(super) async fn refunds(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut sent, mut ways) = (Found::default(), Found::default());
    each(read, sql::to_upi, |row| {
        let gone = if row.is_paid == 1 { row.amount } else { Paise::ZERO };
        if row.amount != row.owed || row.left_bank != gone || (row.is_paid == 1 && row.is_processed == 0) {
            sent.add(format!(
                "{}: {} to be sent of a refund of {}, {} left the bank, paid {}, refund ended {}",
                row.id, row.amount, row.owed, row.left_bank, row.is_paid, row.is_processed
            ));
        }
    })
    .await?;
    each(read, sql::ways, |row| {
        if row.ways + row.is_with_gateway > 1 {
            ways.add(format!("{}: it goes back {} ways", row.id, row.ways + row.is_with_gateway));
        }
    })
    .await?;
    Ok([
        sent.under("what went to a UPI address left the bank once and ended its refund"),
        ways.under("no refund goes back two ways"),
    ])
}
