//! The check of returns: what goes back was bought and is claimed once, food stays where it is, what is sold again lies on a shelf.

use store::{DbError, Read};

use super::returns_sql as sql;
use super::{Check, Found, each};

/// Returns beside their lines, claims and the stock.
pub(super) async fn returns(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::returns, |row| {
        let mut faults = Vec::new();
        if row.taken > row.bought {
            faults.push(format!("{} pieces of {} go back", row.taken, row.bought));
        }
        if row.is_granted != 0 && row.claimed != row.quantity {
            faults.push(format!("{} pieces granted, {} claimed", row.quantity, row.claimed));
        }
        if row.is_food != 0 && row.comes_back != 0 {
            faults.push("food is taken back".to_owned());
        }
        if row.on_shelf != 0 && row.received != row.quantity {
            faults.push(format!("{} pieces to the shelf, {} received", row.quantity, row.received));
        }
        if row.is_anew != 0
            && (row.anew != row.quantity || row.anew_same != row.quantity || row.is_granted == 0)
        {
            faults.push(format!(
                "{} pieces are sent anew for {}, {} of them the same",
                row.anew, row.quantity, row.anew_same
            ));
        }
        found.of(&row.id, faults);
    })
    .await?;
    Ok(found
        .under("every piece that goes back was bought, is claimed once, and is no food that is taken back"))
}
