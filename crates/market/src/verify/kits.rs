//! The checks of kits: never more sold than there are, each at its one price, paid for by whoever gives it.

use store::{DbError, Read};

use super::kits_sql as sql;
use super::{Check, Found, each};

/// Kits beside their sales, and kits of orders beside their lines and the journal.
pub(super) async fn kits(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::kits, |row| {
        if row.used != row.sold || row.used > row.uses_most || row.makers < 2 || row.is_its_offer != 1 {
            found.add(format!(
                "{}: {} sold of {}, orders have {}, {} makers, {} offers",
                row.id, row.used, row.uses_most, row.sold, row.makers, row.is_its_offer
            ));
        }
    })
    .await?;
    each(read, sql::orders, |row| {
        if row.paid != row.price || row.off != row.taken {
            found.add(format!(
                "{}: its kits cost {} and are {} off, their lines say {} and {}",
                row.id, row.price, row.off, row.paid, row.taken
            ));
        }
        if row.is_used != row.is_living || row.of_others > 0 {
            found.add(format!(
                "{}: living {} and kept {}, {} lines cut of other makers",
                row.id, row.is_living, row.is_used, row.of_others
            ));
        }
        if row.posted != row.due {
            found.add(format!("{}: whoever gives its kits paid {} and owes {}", row.id, row.posted, row.due));
        }
    })
    .await?;
    Ok(found.under("no more kits are sold than there are, and the lines of each come to its one price"))
}
