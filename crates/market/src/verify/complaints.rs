//! The checks of complaints: no number is missing, each begins with words, and an officer alone finds no good counterfeit.

use store::{DbError, Read};

use super::complaints_sql as sql;
use super::{Check, Found, each};

/// Complaints beside their series and what was said.
pub(super) async fn complaints(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut numbers, mut said) = (Found::default(), Found::default());
    each(read, sql::months, |row| {
        if row.last != row.count || row.highest != row.count {
            numbers.add(format!("{}: {} complaints, the last number is {}", row.month, row.count, row.last));
        }
    })
    .await?;
    each(read, sql::complaints, |row| {
        if row.first_side != "complainant" || row.messages != row.last_message {
            said.add(format!("{}: {} messages, numbered to {}", row.id, row.messages, row.last_message));
        }
        if row.by_officer != 0 {
            said.add(format!("{}: an officer alone found it counterfeit", row.id));
        }
    })
    .await?;
    Ok([
        numbers.under("no number of a complaint is missing"),
        said.under(
            "every complaint begins with words, and a counterfeit is found by a head or the DC's office",
        ),
    ])
}
