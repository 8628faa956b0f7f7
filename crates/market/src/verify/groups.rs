//! The checks of groups: what members make comes to the line, and what they get to the maker's share of it.

use store::{DbError, Read};

use super::groups_sql as sql;
use super::{Check, Found, each};

/// Looks at every line that was allotted, unless its parcel was called off.
pub(super) async fn shared(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut pieces, mut money) = (Found::default(), Found::default());
    each(read, sql::allotments, |row| {
        if row.pieces != row.quantity {
            pieces.add(format!("{}: {} pieces, {} allotted", row.id, row.quantity, row.pieces));
        }
        if row.foreign > 0 {
            pieces.add(format!("{}: {} who make it are of another group", row.id, row.foreign));
        }
        let is_frozen = row.rule.is_some();
        if is_frozen && row.shares != row.maker_share {
            money.add(format!("{}: {} is the group's, {} is shared", row.id, row.maker_share, row.shares));
        }
        if !is_frozen && !matches!(row.state.as_str(), "accepted") {
            money.add(format!("{}: its parcel is {}, and it is not shared", row.id, row.state));
        }
    })
    .await?;
    Ok([
        pieces.under("what a group's members make comes to the line"),
        money.under("what a group's members get comes to the maker's share"),
    ])
}
