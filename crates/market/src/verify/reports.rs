//! The check of reports: what the DC reads of money is what the journal says, payout by payout.

use store::{DbError, Read};

use super::reports_sql as sql;
use super::{Check, Found, each};

/// Payouts that count as settled beside the journal's entries that say so, in both directions.
pub(super) async fn money(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::settled, |row| {
        if row.entries != 1 || row.posted != row.amount || row.at != row.entered {
            found.add(format!(
                "{}: counts as {} at {}, the journal says otherwise",
                row.id, row.amount, row.at.0
            ));
        }
    })
    .await?;
    each(read, sql::uncounted, |row| {
        found.add(format!("{}: settled in the journal and not counted", row.id))
    })
    .await?;
    Ok(found.under("what the DC reads of money is what the journal says"))
}
