//! A sheet with named columns: Hindi or English headings in its first line, rows below.
//!
//! How a file becomes cells is told in [`grid`]; here its first line gives each column a name.

use std::collections::HashMap;

use super::grid::{self, Grid, Line, clean};
use super::{IntakeError, files};

/// A table with named columns.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number as people see it: the heading is row 1.
    pub number: usize,
    cells: Vec<String>,
}

impl Sheet {
    /// Reads the first sheet of a file. Headings are column names or their Hindi words.
    ///
    /// # Errors
    /// [`IntakeError::Unreadable`].
    pub fn read(bytes: &[u8]) -> Result<Sheet, IntakeError> {
        Ok(Sheet::of(grid::read(bytes)?.sheets.into_iter().next().unwrap_or_default()))
    }

    /// Reads a table that ships with the mart, however long it is.
    pub(crate) fn read_table(bytes: &[u8]) -> Result<Sheet, IntakeError> {
        Ok(Sheet::of(grid::read_shipped(bytes)?))
    }

    fn of(grid: Grid) -> Sheet {
        let headings = headings();
        let mut lines = grid.lines.into_iter();
        let heading = lines.next().unwrap_or_default();
        let columns = heading.cells.iter().map(|heading| column_of(heading, &headings)).collect();
        let rows = lines.map(|Line { number, cells }| Row { number, cells }).collect();
        Sheet { columns, rows }
    }

    /// The rows that are not empty.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Which of these columns the sheet lacks.
    pub fn lacks(&self, wanted: &[&str]) -> Vec<String> {
        wanted
            .iter()
            .filter(|name| !self.columns.iter().any(|column| column == *name))
            .map(ToString::to_string)
            .collect()
    }

    /// What stands in a column of a row; empty if there is no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let place = self.columns.iter().position(|name| name == column);
        place.and_then(|place| row.cells.get(place)).map_or("", String::as_str)
    }
}

/// Hindi words for columns, from `data/sample/headings.csv`.
fn headings() -> HashMap<String, String> {
    let text = files::text("data/sample/headings.csv");
    let pairs = text.lines().skip(1).filter_map(|line| line.split_once(','));
    pairs.map(|(hindi, column)| (clean(hindi), column.trim().to_owned())).collect()
}

/// The column a heading means: a known Hindi word, or itself in small letters with `_` for spaces.
fn column_of(heading: &str, headings: &HashMap<String, String>) -> String {
    let plain = heading.trim_end_matches(['*', ':', '।', ' ']);
    headings.get(plain).cloned().unwrap_or_else(|| {
        let words: Vec<_> = plain
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '/'))
            .filter(|w| !w.is_empty())
            .collect();
        words.join("_").to_lowercase()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::grid::Unreadable;

    #[test]
    fn hindi_and_english_headings_mean_the_same() {
        let sheet = Sheet::read(
            "\u{feff} मोबाइल  नंबर ,Name Hi,village-en\n +91 98765 43210 , सुनीता   देवी ,\n,,\n1,2,3\n"
                .as_bytes(),
        )
        .expect("a sheet");
        let rows = sheet.rows();
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(sheet.cell(&rows[0], "mobile"), "+91 98765 43210");
        assert_eq!(sheet.cell(&rows[0], "name_hi"), "सुनीता देवी");
        assert_eq!(sheet.cell(&rows[1], "village_en"), "3");
        assert_eq!(sheet.cell(&rows[1], "nothing"), "");
        assert_eq!(sheet.lacks(&["mobile", "pincode"]), ["pincode"]);
    }

    #[test]
    fn semicolons_do_as_well() {
        let sheet = Sheet::read(b"key;mobile\na;9876543210\n").expect("a sheet");
        assert_eq!(sheet.cell(&sheet.rows()[0], "mobile"), "9876543210");
    }

    #[test]
    fn what_is_no_sheet_is_refused() {
        for bytes in [&b""[..], b"\xff\xfe", b"PK\x03\x04 broken", b"%PDF-1.7"] {
            assert!(matches!(Sheet::read(bytes), Err(IntakeError::Unreadable(Unreadable::NotASheet(_)))));
        }
    }

    #[test]
    fn a_register_as_departments_send_it_is_read() {
        let sheet =
            Sheet::read(files::bytes("data/sample/makers_jslps.xlsx").expect("shipped")).expect("a sheet");
        assert!(sheet.rows().len() > 10);
        assert!(sheet.lacks(&["key", "name_hi", "mobile", "block_code", "craft"]).is_empty());
    }
}
