//! The check of promises: what was learnt stays within its bounds, whatever carriers did.

use store::{DbError, Read};

use super::promises_sql as sql;
use super::{Check, Found};
use crate::delivery::shipped_zones;
use crate::promises::rules::{ENOUGH, SLOWER_MOST};

/// What was learnt beside what ships with the mart.
pub(super) async fn promises(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    for (carrier, zone, days_to, shipments) in sql::learnt(read).await? {
        let shipped = shipped_zones().find(|shipped| shipped.key == zone);
        let most = shipped.map_or(0, |shipped| shipped.days_to + SLOWER_MOST);
        if days_to > most {
            found.add(format!("{carrier} to {zone}: {days_to} days are promised, at most {most} may be"));
        }
        if shipments.unsigned_abs() < ENOUGH {
            found.add(format!("{carrier} to {zone}: learnt from {shipments} arrivals"));
        }
    }
    Ok(found.under("what is promised was learnt from enough arrivals and within its bounds"))
}
