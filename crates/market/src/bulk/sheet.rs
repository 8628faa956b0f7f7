//! A bulk edit as a table: the list of an officer's goods to be filled in elsewhere, and what comes back of it.

use kernel::Lang;

use super::rules::{Field, Now};
use super::{BulkError, ROWS_MOST, Wish};
use crate::intake::grid;
use crate::sheets::{self, Value};

/// The heading of the column by which a row is known again.
const SIZE: &str = "size_id";

/// The headings of the columns that may be changed.
const COLUMNS: [(&str, Field); 5] = [
    ("price", Field::Price),
    ("pieces", Field::Pieces),
    ("capacity", Field::Capacity),
    ("pause", Field::Pause),
    ("hsn", Field::Hsn),
];

/// The goods as text, with the mark by which Excel knows UTF-8. What a cell holds is what may be typed there.
pub fn sheet(goods: &[Now], lang: Lang) -> Vec<u8> {
    let heads = [SIZE, "good", "size", "maker"].into_iter().chain(COLUMNS.map(|(head, _)| head));
    let mut lines: Vec<Vec<Value>> = vec![heads.map(Value::words).collect()];
    for good in goods {
        let mut cells = vec![
            good.variant.to_string(),
            good.good.pick(lang).to_owned(),
            good.label.pick(lang).to_owned(),
            good.maker_name.pick(lang).to_owned(),
        ];
        cells.extend(COLUMNS.map(|(_, field)| match field {
            Field::Price => good.price.to_string().replace(['₹', ','], ""),
            Field::Pieces | Field::Capacity | Field::Pause | Field::Hsn => good.stands(field),
        }));
        lines.push(cells.iter().map(|cell| Value::words(cell)).collect());
    }
    sheets::csv(&lines)
}

/// What a table that came back wants: each filled cell of a column we know. What is empty stays as it is.
///
/// # Errors
/// [`BulkError::Unreadable`]; [`BulkError::TooMany`].
pub fn read(bytes: &[u8]) -> Result<Vec<Wish>, BulkError> {
    let book = grid::read(bytes).map_err(|_| BulkError::Unreadable)?;
    let sheet = book.sheets.into_iter().next().ok_or(BulkError::Unreadable)?;
    let mut lines = sheet.lines.into_iter();
    let heads = lines.next().ok_or(BulkError::Unreadable)?.cells;
    let place = |name: &str| {
        heads.iter().position(|head| head.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
    };
    let size = place(SIZE).ok_or(BulkError::Unreadable)?;
    let columns: Vec<(usize, Field)> =
        COLUMNS.iter().filter_map(|(head, field)| Some((place(head)?, *field))).collect();
    let mut wishes = Vec::new();
    for line in lines {
        let cell = |at: usize| line.cells.get(at).map_or("", |cell| cell.trim());
        for (at, field) in &columns {
            if !cell(*at).is_empty() {
                wishes.push(Wish { variant: cell(size).to_owned(), field: *field, to: cell(*at).to_owned() });
            }
        }
        // What is as it was makes no row; so many cells a table of the largest size can hold.
        if wishes.len() > ROWS_MOST * COLUMNS.len() {
            return Err(BulkError::TooMany);
        }
    }
    if columns.is_empty() { Err(BulkError::Unreadable) } else { Ok(wishes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_is_filled_in_and_nothing_else() {
        let table = "good,size_id,Price,pieces,note\nलहठी,var_1,२५०,,x\n,var_2,,7,\n";
        let wish = |variant: &str, field, to: &str| Wish { variant: variant.into(), field, to: to.into() };
        let read = read(table.as_bytes()).expect("a table");
        assert_eq!(read, [wish("var_1", Field::Price, "२५०"), wish("var_2", Field::Pieces, "7")]);
        assert!(
            matches!(super::read(b"good,price\nx,1\n"), Err(BulkError::Unreadable)),
            "nobody knows which"
        );
        assert!(
            matches!(super::read(b"size_id,good\nvar_1,x\n"), Err(BulkError::Unreadable)),
            "nothing to change"
        );
    }
}
