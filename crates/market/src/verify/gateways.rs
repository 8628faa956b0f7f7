//! The checks of payment companies: every payment came through one its intent names or has left, and no company is asked about what
//! another has opened.

use store::{DbError, Read};

use super::gateways_sql as sql;
use super::{Check, Found, each};

/// Payments beside the ways of their intents, and the ways themselves.
pub(super) async fn ways(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut payments, mut ways) = (Found::default(), Found::default());
    each(read, sql::payments, |row| {
        let is_cash = row.method == "cash";
        if is_cash != (row.gateway == "cash") || (!is_cash && row.ways == 0) {
            payments.add(format!(
                "{}: paid by {} through {}, which its intent never named",
                row.id, row.method, row.gateway
            ));
        }
    })
    .await?;
    each(read, sql::ways, |row| {
        if row.left >= row.way_no {
            ways.add(format!("{}: opened {} times, but {} ways were left", row.id, row.way_no, row.left));
        }
        if row.is_twice > 0 {
            ways.add(format!("{}: what it goes through now was left as well", row.id));
        }
    })
    .await?;
    Ok([
        payments.under("every payment came through a company its order was opened with"),
        ways.under("an order is payable with one company at a time"),
    ])
}
