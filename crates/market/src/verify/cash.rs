//! The checks of cash: what was to be taken was taken, and all of it is handed on, written off by two, or still there.

use kernel::Paise;
use store::{DbError, Read};

use super::cash_sql as sql;
use super::{Check, Found, each};

/// Doors and cash boxes beside the journal.
pub(super) async fn cash(read: &mut Read) -> Result<[Check; 3], DbError> {
    let (mut doors, mut boxes, mut ahead) = (Found::default(), Found::default(), Found::default());
    each(read, sql::ahead, |row| {
        if row.is_over != row.has_ended || row.back != row.refunded || row.kept != row.posted {
            ahead.add(format!(
                "{}: over {}, ended {}; {} goes back and its refund says {}; {} is kept and the journal says {}",
                row.id, row.is_over, row.has_ended, row.back, row.refunded, row.kept, row.posted
            ));
        }
    })
    .await?;
    each(read, sql::doors, |row| {
        if row.owed != row.collected || row.collected != row.paid {
            doors.add(format!(
                "{}: {} was to be paid, {} was taken, its payment says {}",
                row.id, row.owed, row.collected, row.paid
            ));
        }
    })
    .await?;
    each(read, sql::holders, |row| {
        let parts = [row.handed, row.missing, row.paid_back, row.open];
        if Paise::sum(parts) != Some(row.collected) {
            boxes.add(format!(
                "{}: {} taken, but {} handed on, {} missing, {} paid back, {} there",
                row.id, row.collected, row.handed, row.missing, row.paid_back, row.open
            ));
        }
    })
    .await?;
    Ok([
        doors.under("what was to be paid in cash was taken at the door, once"),
        boxes.under("all cash that was taken is handed on, written off by two or still there"),
        ahead.under("what is paid ahead of cash counts at the door, is kept by the rule or goes back, once"),
    ])
}
