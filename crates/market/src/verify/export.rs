//! The check of what goes abroad: papers say what was ordered, nothing left under another number, the money is that of the ledger.

use store::{DbError, Read};

use super::export_sql as sql;
use super::{Check, Found, each};

/// Cases of export beside their orders, shipments and the ledger.
pub(super) async fn cases(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::cases, |row| {
        let mut faults = Vec::new();
        if row.is_ready != 0 && row.value != row.ordered {
            faults.push(format!("papers of {}, goods of {}", row.value, row.ordered));
        }
        if row.is_ready != 0 && row.gross_g < row.net_g {
            faults.push(format!("a box of {} g with {} g in it", row.gross_g, row.net_g));
        }
        if row.is_ready != 0 && row.photos == 0 {
            faults.push("no photo shows how it was packed".to_owned());
        }
        if row.is_posted != 0 && row.is_same_number == 0 {
            faults.push("the post has another number".to_owned());
        }
        if row.is_remitted != 0 && row.remitted != row.came_in {
            faults.push(format!("{} reached the bank, the ledger says {}", row.remitted, row.came_in));
        }
        if row.supplied_in != "96" {
            faults.push(format!("its place of supply is «{}»", row.supplied_in));
        }
        found.of(&row.id, faults);
    })
    .await?;
    Ok(found.under("what goes abroad is on its papers as it was ordered, weighed, posted and paid"))
}
