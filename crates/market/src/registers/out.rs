//! Rows that go back to the department: the cells as they came, and beside them what is wrong, as a workbook or as text.
//!
//! Every cell leaves as words no spreadsheet calculates with.

use kernel::{Lang, Words};
use rust_xlsxwriter::XlsxError;

use super::RowLine;
use super::clear::MARK;
use crate::intake::grid::CUT;
use crate::sheets::{self, Sheet, Value};

/// The lines that go back: a heading with one column more, and each row that stayed out with its sentences.
fn lines(headings: &[String], rows: &[RowLine], lang: Lang) -> Vec<Vec<Value>> {
    let pick = |words: Words| match lang {
        Lang::Hi => words.hi,
        Lang::En => words.en,
    };
    let width = rows.iter().map(|row| row.cells.len()).chain([headings.len()]).max().unwrap_or(0);
    let line = |number: String, cells: &[String], says: &str| {
        let filled = (0..width).map(|place| cells.get(place).map_or("", String::as_str));
        let cells = filled.map(|cell| Value::words(if cell == CUT { "" } else { cell }));
        std::iter::once(Value::words(&number)).chain(cells).chain([Value::words(says)]).collect::<Vec<_>>()
    };
    let said = |row: &RowLine| {
        let mut says: Vec<String> = row.faults.iter().map(|fault| pick(fault.told())).collect();
        if row.faults.is_empty() && !row.twins.is_empty() {
            says.push(pick(Words::new(
                "शायद यह पहले से दर्ज है। पंजी के पेज पर उत्तर दें।",
                "She may be known already. Answer on the register's page.",
            )));
        }
        says.join(" ")
    };
    let (row, what) = match lang {
        Lang::Hi => ("पंक्ति", "क्या ठीक करना है"),
        Lang::En => ("Row", "What to put right"),
    };
    let mut lines = vec![line(row.to_owned(), headings, what)];
    lines.extend(rows.iter().map(|row| line(row.row.to_string(), &row.cells, &said(row))));
    lines
}

/// The rows as text.
pub fn csv(headings: &[String], rows: &[RowLine], lang: Lang) -> Vec<u8> {
    sheets::csv(&lines(headings, rows, lang))
}

/// The rows as a workbook.
///
/// # Errors
/// [`XlsxError`] if the workbook cannot be made.
pub fn xlsx(headings: &[String], rows: &[RowLine], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let lines = lines(headings, rows, lang);
    let width = lines.first().map_or(0, Vec::len);
    let widths = (0..width).map(|column| match column {
        0 => 8,
        last if last + 1 == width => 60,
        _ => 18,
    });
    sheets::xlsx(&[Sheet { name: "Sheet1".to_owned(), widths: widths.collect(), lines }])
}

/// Whether a cell holds the mark of a number that was left out.
pub fn is_marked(cell: &str) -> bool {
    cell.contains(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{FaultKind, grid};
    use crate::registers::{CellFault, Fate};

    fn row(cells: &[&str]) -> RowLine {
        let fault = CellFault {
            column: "मोबाइल".to_owned(),
            kind: FaultKind::NotAMobile,
            found: "12".to_owned(),
            hint: String::new(),
        };
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        RowLine { row: 7, cells, fate: Fate::Faulty, faults: vec![fault], twins: Vec::new(), case: None }
    }

    #[test]
    fn what_goes_back_can_be_read_again() {
        let headings = ["नाम".to_owned(), "मोबाइल".to_owned()];
        let rows = [row(&["=HYPERLINK(\"x\")", "12\"3"])];
        for bytes in [csv(&headings, &rows, Lang::Hi), xlsx(&headings, &rows, Lang::Hi).expect("a workbook")]
        {
            let book = grid::read(&bytes).expect("readable");
            let lines = &book.sheets[0].lines;
            assert_eq!(lines[0].cells[1..3], headings);
            assert_eq!(lines[1].cells[..3], ["7", "'=HYPERLINK(\"x\")", "12\"3"]);
            assert!(lines[1].cells[3].contains("दस अंक"), "{:?}", lines[1].cells);
        }
        assert!(csv(&headings, &rows, Lang::En).starts_with(b"\xef\xbb\xbf\"Row\""));
    }
}
