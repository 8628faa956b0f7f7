//! The checks of food: what lies ready lies in batches, and no more was sold of one than was made.

use store::{DbError, Read};

use super::batches_sql as sql;
use super::{Check, Found, each};

/// Food on the shelf beside its batches, and batches beside what was taken of them.
pub(super) async fn batches(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut lies, mut sold) = (Found::default(), Found::default());
    each(read, sql::shelves, |row| {
        if row.free != row.batched {
            lies.add(format!("{}: {} free, {} in batches", row.id, row.free, row.batched));
        }
    })
    .await?;
    each(read, sql::batches, |row| {
        if row.left + row.taken > row.made {
            sold.add(format!("{}: {} made, {} left and {} taken", row.id, row.made, row.left, row.taken));
        }
        if row.may_not_be_sold != 0 && row.left != 0 {
            sold.add(format!("{}: {} left of what may not be sold", row.id, row.left));
        }
    })
    .await?;
    Ok([
        lies.under("food that lies ready lies in batches"),
        sold.under("of no batch more is sold than was made, and nothing that may not be"),
    ])
}
