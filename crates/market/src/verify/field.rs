//! The checks of what is done on a maker's behalf: nothing is sold in her name without her yes to these very words, and no
//! money goes to another account than two people and a day's wait have let it.

use store::{DbError, Read};

use super::field_sql as sql;
use super::{Check, Found, each};

/// Looks at every listing that has gone past the maker's yes.
pub(super) async fn listings(read: &mut Read) -> Result<[Check; 3], DbError> {
    let (mut yes, mut people, mut bank) = (Found::default(), Found::default(), Found::default());
    each(read, sql::without_consent, |row| {
        yes.add(format!("{}: it is «{}» and the maker has not agreed to what it says", row.id, row.state));
    })
    .await?;
    each(read, sql::decided_alone, |row| {
        people.add(format!("{}: it is «{}» and no second person has approved it", row.id, row.state));
    })
    .await?;
    each(read, sql::unproven_accounts, |row| {
        bank.add(format!(
            "{}: the account since {} was not proven, approved by two and waited for",
            row.id, row.state
        ));
    })
    .await?;
    Ok([
        yes.under("every listing made for a maker has her yes"),
        people.under("every such listing was approved by a second person"),
        bank.under("every changed bank account was proven and approved by two a day before"),
    ])
}
