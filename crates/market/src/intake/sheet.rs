//! A sheet as it arrives: CSV or XLSX, Hindi or English headings, stray spaces, a mark at the beginning of the file.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use unicode_normalization::UnicodeNormalization;

use super::{IntakeError, files};

/// The largest file that is read.
pub const BYTES_MOST: usize = 5 * 1_048_576;
/// The longest register; a district has fewer makers per department.
pub const ROWS_MOST: usize = 5_000;
const COLUMNS_MOST: usize = 100;
/// Spreadsheets keep 15 digits of a number and fill up with zeros; such a cell must not pass for an account.
pub const CUT: &str = "#cut";

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
    /// Reads a sheet. Headings are column names or their Hindi words; what a file is, its content says.
    ///
    /// # Errors
    /// [`IntakeError::NotASheet`], [`IntakeError::TooLarge`].
    pub fn read(bytes: &[u8]) -> Result<Sheet, IntakeError> {
        if bytes.len() > BYTES_MOST {
            return Err(IntakeError::TooLarge);
        }
        let lines = if bytes.starts_with(b"PK") { xlsx(bytes)? } else { csv(bytes, ROWS_MOST)? };
        Sheet::of(lines, ROWS_MOST)
    }

    /// Reads a table that ships with the mart, however long it is.
    pub(crate) fn read_table(bytes: &[u8]) -> Result<Sheet, IntakeError> {
        Sheet::of(csv(bytes, usize::MAX)?, usize::MAX)
    }

    fn of(lines: Vec<Vec<String>>, rows_most: usize) -> Result<Sheet, IntakeError> {
        let headings = headings();
        let mut rows = Vec::new();
        let mut columns: Option<Vec<String>> = None;
        for (place, line) in lines.into_iter().enumerate() {
            if line.iter().all(String::is_empty) {
                continue;
            }
            match &columns {
                None => {
                    if line.len() > COLUMNS_MOST {
                        return Err(IntakeError::TooLarge);
                    }
                    columns = Some(line.iter().map(|heading| column_of(heading, &headings)).collect());
                }
                Some(_) if rows.len() == rows_most => return Err(IntakeError::TooLarge),
                Some(_) => rows.push(Row { number: place + 1, cells: line }),
            }
        }
        let columns = columns.ok_or_else(|| IntakeError::NotASheet("it is empty".to_owned()))?;
        Ok(Sheet { columns, rows })
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

fn csv(bytes: &[u8], rows_most: usize) -> Result<Vec<Vec<String>>, IntakeError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text =
        std::str::from_utf8(bytes).map_err(|_| IntakeError::NotASheet("it is not in UTF-8".to_owned()))?;
    let heading = text.lines().next().unwrap_or("");
    let count = |mark: char| heading.matches(mark).count();
    let delimiter =
        [',', ';', '\t'].into_iter().max_by_key(|mark| (count(*mark), *mark == ',')).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut spans_lines = false;
    for record in reader.records() {
        let record = record.map_err(|cause| IntakeError::NotASheet(cause.to_string()))?;
        // Lines are kept at the place they have in the file, so that a fault names the row people see.
        let place =
            record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0)).saturating_sub(1);
        if !spans_lines && (lines.len()..lines.len() + 1_000).contains(&place) {
            lines.resize(place, Vec::new());
        }
        // Below a cell that spans lines, line numbers are not row numbers any more.
        spans_lines |= record.iter().any(|cell| cell.contains('\n'));
        lines.push(record.iter().map(clean).collect());
        if lines.len() > rows_most.saturating_add(1_000) {
            return Err(IntakeError::TooLarge);
        }
    }
    Ok(lines)
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Vec<String>>, IntakeError> {
    let wrong = |cause: calamine::XlsxError| IntakeError::NotASheet(cause.to_string());
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(wrong)?;
    let first =
        book.worksheet_range_at(0).ok_or_else(|| IntakeError::NotASheet("it has no sheet".to_owned()))?;
    let range = first.map_err(wrong)?;
    let above = range.start().map_or(0, |(row, _)| row as usize);
    if above + range.height() > ROWS_MOST + 1_000 || range.width() > COLUMNS_MOST {
        return Err(IntakeError::TooLarge);
    }
    let mut lines = vec![Vec::new(); above];
    lines.extend(range.rows().map(|row| row.iter().map(text_of).collect()));
    Ok(lines)
}

fn text_of(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.abs() >= 1e15 => CUT.to_owned(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => clean(text),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// One form of a text: NFC, no spaces at its ends, one space where there were several, no marks nobody sees.
fn clean(text: &str) -> String {
    let seen = text.nfc().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{00ad}'));
    let text: String = seen.map(|c| if c == '\u{a0}' { ' ' } else { c }).collect();
    if text.contains('\n') {
        return text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
        assert!(matches!(Sheet::read(b""), Err(IntakeError::NotASheet(_))));
        assert!(matches!(Sheet::read(b"\xff\xfe"), Err(IntakeError::NotASheet(_))));
        assert!(matches!(Sheet::read(b"PK\x03\x04 broken"), Err(IntakeError::NotASheet(_))));
        assert!(matches!(Sheet::read(&vec![b'a'; BYTES_MOST + 1]), Err(IntakeError::TooLarge)));
        let long: String =
            std::iter::once("key\n".to_owned()).chain((0..=ROWS_MOST).map(|n| format!("{n}\n"))).collect();
        assert!(matches!(Sheet::read(long.as_bytes()), Err(IntakeError::TooLarge)));
    }

    #[test]
    fn a_register_as_departments_send_it_is_read() {
        let sheet =
            Sheet::read(files::bytes("data/sample/makers_jslps.xlsx").expect("shipped")).expect("a sheet");
        assert!(sheet.rows().len() > 10);
        assert!(sheet.lacks(&["key", "name_hi", "mobile", "block_code", "craft"]).is_empty());
    }
}
