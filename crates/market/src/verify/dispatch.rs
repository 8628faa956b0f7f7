//! The checks of the dispatch clock: nothing is called off that was not offered before, and what stands in for a parcel costs no more.

use kernel::Paise;
use store::{DbError, Read};

use super::dispatch_sql as sql;
use super::{Check, Found, each};

/// Steps beside the steps before them, swaps beside their parcels and refunds.
pub(super) async fn dispatch(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut offered, mut swapped) = (Found::default(), Found::default());
    each(read, sql::unoffered, |row| offered.add(format!("{}: it was called off and never offered", row.id)))
        .await?;
    each(read, sql::swaps, |row| {
        let back = row.goods.minus(row.new_goods);
        if row.order != row.new_order || row.state != "declined" {
            swapped
                .add(format!("{}: it is {} and stands for a parcel of {}", row.id, row.state, row.new_order));
        }
        if back != Some(row.refunded) || row.refunded < Paise::ZERO || row.vouched != row.refunded {
            swapped.add(format!(
                "{}: {} stands in for {}, {} went back, its voucher says {}",
                row.id, row.new_goods, row.goods, row.refunded, row.vouched
            ));
        }
    })
    .await?;
    Ok([
        offered.under("the clock calls off only what its buyer was offered before"),
        swapped.under("what stands in for a parcel costs no more, and the rest went back"),
    ])
}
