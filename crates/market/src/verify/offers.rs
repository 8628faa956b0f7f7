//! The checks of offers: never used oftener than allowed, split to the paisa, paid by whoever gives them.

use kernel::Paise;
use store::{DbError, Read};

use super::offers_sql as sql;
use super::{Check, Found, each};

/// Offers beside their uses, orders with an offer beside their lines, shipments and the journal.
pub(super) async fn offers(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::offers, |row| {
        if row.used != row.uses || row.used != row.of_people || row.used > row.uses_most || row.too_often > 0
        {
            found.add(format!(
                "{}: used {} times of {}, {} orders use it, its people {} times, {} of them too often",
                row.id, row.used, row.uses_most, row.uses, row.of_people, row.too_often
            ));
        }
    })
    .await?;
    each(read, sql::orders, |row| {
        let off = Paise::sum([row.cut, row.funded]);
        if row.lines_cut != row.cut || row.parts_funded != row.funded || row.off != off {
            found.add(format!(
                "{}: {} cut and {} paid by another, its parts say {} and {}",
                row.id, row.cut, row.funded, row.lines_cut, row.parts_funded
            ));
        }
        if row.is_used != row.is_living || row.of_others > 0 || row.parcels_differ > 0 {
            found.add(format!(
                "{}: living {} and used {}, {} lines cut of other makers, {} parcels differ from their lines",
                row.id, row.is_living, row.is_used, row.of_others, row.parcels_differ
            ));
        }
        if row.posted != row.due {
            found.add(format!("{}: its funder paid {} and owes {}", row.id, row.posted, row.due));
        }
    })
    .await?;
    Ok(found.under("no offer is used oftener than it may be, and whoever gives it pays for it to the paisa"))
}
