//! Feasts and seasons of the sample district. Their windows come again each year; a second call changes nothing.

use kernel::{Day, Words};
use store::Db;

use super::sheet::{Row, Sheet};
use super::{IntakeError, files};
use crate::audit::Actor;
use crate::collections::{self, CollectionError, Draft};

const TABLE: &str = "data/sample/collections.csv";

/// Shows the sample collections that are not there yet.
///
/// # Errors
/// [`IntakeError::Shipped`] if the table is wrong; [`IntakeError::Db`].
pub async fn load(db: &Db) -> Result<(), IntakeError> {
    let sheet = Sheet::read_table(files::bytes(TABLE).unwrap_or_default())?;
    for row in sheet.rows() {
        if !collections::has(&mut db.read().await?, sheet.cell(row, "slug")).await? {
            put(db, &sheet, row).await?;
        }
    }
    Ok(())
}

async fn put(db: &Db, sheet: &Sheet, row: &Row) -> Result<(), IntakeError> {
    let wrong = |what: String| IntakeError::Shipped { file: TABLE.to_owned(), what };
    let words = |column: &str| {
        let of = |lang: &str| sheet.cell(row, &format!("{column}_{lang}")).to_owned();
        Words { hi: of("hi"), en: of("en") }
    };
    let window = next_window(db.now().day(), sheet.cell(row, "from"), sheet.cell(row, "to"));
    let window = window.ok_or_else(|| wrong(format!("row {}, no window", row.number)))?;
    let draft = Draft {
        slug: sheet.cell(row, "slug").to_owned(),
        name: words("name"),
        words: words("words"),
        window,
        order_by: sheet.cell(row, "order_days_before").parse().ok().map(|days: i64| window.1.plus(-days)),
        goods: sheet.cell(row, "goods").split(';').map(str::to_owned).collect(),
    };
    let put = async {
        let id = collections::write(db, Actor::Mart, None, &draft).await?;
        collections::show(db, Actor::Mart, id).await
    };
    put.await.map_err(|cause| match cause {
        CollectionError::Db(cause) => IntakeError::Db(cause),
        cause => wrong(format!("row {}, {cause}", row.number)),
    })
}

/// The window from one day of a year to another that is not over; both are written `MM-DD`, the second may be of the next year.
fn next_window(today: Day, from: &str, to: &str) -> Option<(Day, Day)> {
    let year: i64 = today.iso().get(..4)?.parse().ok()?;
    let of = |year: i64, day: &str| Day::from_iso(&format!("{year}-{day}"));
    (year - 1..=year + 1)
        .filter_map(|year| Some((of(year, from)?, of(if to < from { year + 1 } else { year }, to)?)))
        .find(|(_, to)| *to >= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_over_the_turn_of_the_year_is_found_from_both_sides() {
        let iso = |today: &str| {
            let window =
                next_window(Day::from_iso(today).expect("a day"), "12-20", "01-14").expect("a window");
            (window.0.iso(), window.1.iso())
        };
        let this = ("2026-12-20".to_owned(), "2027-01-14".to_owned());
        assert_eq!(iso("2026-11-28"), this);
        assert_eq!(iso("2027-01-14"), this);
        assert_eq!(iso("2027-01-15"), ("2027-12-20".to_owned(), "2028-01-14".to_owned()));
    }
}
