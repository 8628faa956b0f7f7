//! Rows that go back to the department: the cells as they came, and beside them what is wrong, as a workbook or as text.
//!
//! Never: lets a cell become a formula in somebody's spreadsheet. Every cell leaves through [`SafeCell`].
//! Source: OWASP, «CSV Injection»: cells that begin with `=`, `+`, `-`, `@`, a tab or a line break, in full width too.

use kernel::{Lang, Words};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::RowLine;
use super::clear::MARK;
use crate::intake::grid::CUT;

/// A text that no spreadsheet takes for a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeCell(String);

impl SafeCell {
    /// The text, with an apostrophe in front if a spreadsheet would calculate with it. Signs nobody sees are gone.
    pub fn of(text: &str) -> SafeCell {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, '\0' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'))
            .map(|c| if c == '\r' { '\n' } else { c })
            .collect();
        // A spreadsheet may drop blanks in front and then see the sign.
        let first = plain.trim_start_matches([' ', '\u{a0}', '\u{3000}']).chars().next();
        let is_risky = first.is_some_and(|c| {
            matches!(
                c,
                '=' | '+'
                    | '-'
                    | '@'
                    | '\t'
                    | '\n'
                    | '＝'
                    | '＋'
                    | '－'
                    | '＠'
                    | '−'
                    | '﹢'
                    | '﹣'
                    | '﹦'
                    | '﹫'
                    | '|'
                    | '%'
            )
        });
        SafeCell(if is_risky { format!("'{plain}") } else { plain })
    }

    /// What is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The lines that go back: a heading with one column more, and each row that stayed out with its sentences.
fn lines(headings: &[String], rows: &[RowLine], lang: Lang) -> Vec<Vec<SafeCell>> {
    let pick = |words: Words| match lang {
        Lang::Hi => words.hi,
        Lang::En => words.en,
    };
    let width = rows.iter().map(|row| row.cells.len()).chain([headings.len()]).max().unwrap_or(0);
    let line = |number: String, cells: &[String], says: &str| {
        let filled = (0..width).map(|place| cells.get(place).map_or("", String::as_str));
        let cells = filled.map(|cell| SafeCell::of(if cell == CUT { "" } else { cell }));
        std::iter::once(SafeCell::of(&number)).chain(cells).chain([SafeCell::of(says)]).collect::<Vec<_>>()
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

/// The rows as text, with the mark by which Excel knows UTF-8.
pub fn csv(headings: &[String], rows: &[RowLine], lang: Lang) -> Vec<u8> {
    let mut out = b"\xef\xbb\xbf".to_vec();
    for line in lines(headings, rows, lang) {
        let cells = line.iter().map(|cell| format!("\"{}\"", cell.as_str().replace('"', "\"\"")));
        out.extend_from_slice(cells.collect::<Vec<_>>().join(",").as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// The rows as a workbook whose cells are all text, so that no number is shortened and nothing is calculated.
///
/// # Errors
/// [`XlsxError`] if the workbook cannot be made.
pub fn xlsx(headings: &[String], rows: &[RowLine], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let text = Format::new().set_num_format("@");
    let bold = Format::new().set_num_format("@").set_bold().set_text_wrap();
    let sheet = book.add_worksheet();
    let lines = lines(headings, rows, lang);
    let width = lines.first().map_or(0, Vec::len);
    for (at, line) in lines.iter().enumerate() {
        let row = u32::try_from(at).unwrap_or(u32::MAX);
        for (column, cell) in line.iter().enumerate() {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            sheet.write_string_with_format(
                row,
                column,
                cell.as_str(),
                if at == 0 { &bold } else { &text },
            )?;
        }
    }
    for column in 0..width {
        let wide = if column + 1 == width {
            60
        } else if column == 0 {
            8
        } else {
            18
        };
        sheet.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), wide)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
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
    use proptest::prelude::*;

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
    fn nothing_becomes_a_formula() {
        for risky in [
            "=1+1",
            "+91 943",
            "-",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "  =1",
            "\u{200b}=cmd|' /C calc'!A0",
            "\u{feff}@x",
        ] {
            let safe = SafeCell::of(risky);
            assert!(safe.as_str().starts_with('\''), "{risky:?} → {safe:?}");
        }
        for fine in ["", "सुनीता", "9431012345", "a=b", "'=1"] {
            assert_eq!(SafeCell::of(fine).as_str(), fine);
        }
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

    proptest! {
        #[test]
        fn no_text_leaves_with_a_sign_of_calculation_in_front(text in "\\PC{0,12}|[=+@\\-\t\r\n ]{1,4}[a-z]{0,3}") {
            let safe = SafeCell::of(&text);
            let first = safe.as_str().trim_start().chars().next();
            prop_assert!(!first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\n' | '\r')), "{safe:?}");
        }
    }
}
