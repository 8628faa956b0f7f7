//! The checks of finance: batches have two people, returned payouts a reason, closed months stay what they were.

use store::{DbError, Read};

use super::finance_sql as sql;
use super::{Check, Found, each};

/// Who answers for batches, and why payouts came back.
pub(super) async fn payouts(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut two, mut why) = (Found::default(), Found::default());
    each(read, sql::batches_of_one, |row| two.add(format!("{}: {}", row.id, row.state))).await?;
    each(read, sql::returns_astray, |row| why.add(format!("{} is {}", row.id, row.state))).await?;
    Ok([
        two.under("every batch was looked through by one person and approved by another"),
        why.under("every payout that came back has its reason, and no other has one"),
    ])
}

/// The totals that were agreed to, beside the journal.
pub(super) async fn months(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::months_that_differ, |row| {
        found.add(format!(
            "{}: {} was agreed to with {} and {}, the journal says {} and {}",
            row.first_day, row.account, row.agreed_debit, row.agreed_credit, row.debit, row.credit
        ));
    })
    .await?;
    Ok(found.under("a closed month is what the journal says of it"))
}
