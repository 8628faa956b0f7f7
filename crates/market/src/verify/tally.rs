//! The checks of the tally: each line of a settlement and of a statement is accounted for once, with its own amount.

use store::{DbError, Read};

use super::tally_sql as sql;
use super::{Check, Found, each};

/// Lines of settlements beside the journal and the gaps; lines of statements beside what they are.
pub(super) async fn tally(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut rows, mut lines) = (Found::default(), Found::default());
    each(read, sql::rows, |row| {
        let is_right = match row.fate.as_str() {
            "posted" => row.entries == 1 && row.banked == row.net,
            "gap" => row.entries == 0 && row.gaps > 0,
            _ => row.entries == 0 && row.gaps == 0,
        };
        if !is_right {
            rows.add(format!(
                "{}: {}, {} entries with {} at the bank for {}, {} gaps",
                row.id, row.fate, row.entries, row.banked, row.net, row.gaps
            ));
        }
    })
    .await?;
    each(read, sql::booked, |row| {
        if row.entries != 1 {
            rows.add(format!("{}: two have booked it, {} entries", row.id, row.entries));
        }
    })
    .await?;
    each(read, sql::lines, |row| {
        if row.amount != row.of_thing {
            lines.add(format!(
                "{}: {} at the bank, {} is what it is said to be",
                row.id, row.amount, row.of_thing
            ));
        }
    })
    .await?;
    Ok([
        rows.under("every line of a settlement is accounted for once, or a gap a person looks at"),
        lines.under("what a line of a bank's statement is said to be has its amount"),
    ])
}
