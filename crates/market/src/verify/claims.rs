//! The checks of claims: no piece goes back twice, each is in the journal once, much is granted by two.

use store::{DbError, Read};

use super::claims_sql as sql;
use super::{Check, Found, each};
use crate::claims::ALONE_MOST;

/// Claims beside their lines, refunds, offsets and the journal.
pub(super) async fn claims(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut pieces, mut two) = (Found::default(), Found::default());
    each(read, sql::lines, |row| {
        if row.claimed > row.quantity {
            pieces.add(format!("{}: {} pieces go back of {}", row.id, row.claimed, row.quantity));
        }
    })
    .await?;
    each(read, sql::granted, |row| {
        if row.refunded != row.gross || row.entries != 1 {
            pieces.add(format!(
                "{}: {} granted, {} refunded, {} entries",
                row.id, row.gross, row.refunded, row.entries
            ));
        }
        if row.offset > row.debt {
            pieces.add(format!("{}: {} came off payouts, {} was owed", row.id, row.offset, row.debt));
        }
        if row.is_alone != 0 && row.of_order > ALONE_MOST {
            two.add(format!("{}: one person has given back {} of this order", row.id, row.of_order));
        }
    })
    .await?;
    Ok([
        pieces.under("no piece is given back twice, and each claim is in the journal once"),
        two.under("much was given back by two people"),
    ])
}
