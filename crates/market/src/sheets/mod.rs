//! Sheets that leave the mart: rows as CSV or as a workbook.
//!
//! Never: lets a cell become a formula in somebody's spreadsheet. Every cell leaves through [`SafeCell`].
//! Source: OWASP, «CSV Injection»: cells that begin with `=`, `+`, `-`, `@`, a tab or a line break, in full width too.

use kernel::Paise;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// A sheet of a workbook.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name on the tab: at most 31 letters.
    pub name: String,
    /// How wide the columns are, in letters; the rest are as wide as a spreadsheet makes them.
    pub widths: Vec<u16>,
    /// Its rows, the heads first.
    pub lines: Vec<Vec<Value>>,
}

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

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words, or digits that are no number, such as a telephone's.
    Words(SafeCell),
    /// Money, in rupees with two places; a spreadsheet can add it up.
    Rupees(Paise),
    /// A number of things.
    Count(i64),
}

impl Value {
    /// Words that no spreadsheet takes for a formula.
    pub fn words(text: &str) -> Value {
        Value::Words(SafeCell::of(text))
    }

    fn written(&self) -> String {
        match self {
            Value::Words(words) => format!("\"{}\"", words.as_str().replace('"', "\"\"")),
            Value::Rupees(amount) => rupees(*amount),
            Value::Count(count) => count.to_string(),
        }
    }
}

/// `1234.50`, as machines read it.
fn rupees(amount: Paise) -> String {
    let sign = if amount.is_negative() { "-" } else { "" };
    let whole = amount.0.unsigned_abs();
    format!("{sign}{}.{:02}", whole / 100, whole % 100)
}

/// Rows as text, with the mark by which Excel knows UTF-8.
pub fn csv(lines: &[Vec<Value>]) -> Vec<u8> {
    let mut out = b"\xef\xbb\xbf".to_vec();
    out.extend(csv_rows(lines));
    out
}

/// Rows that follow others in the same text.
pub fn csv_rows(lines: &[Vec<Value>]) -> Vec<u8> {
    let mut out = Vec::new();
    for line in lines {
        out.extend_from_slice(line.iter().map(Value::written).collect::<Vec<_>>().join(",").as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// How the cells of a workbook look.
struct Looks {
    head: Format,
    words: Format,
    rupees: Format,
    count: Format,
}

/// A workbook in which words stay words: no number is shortened and nothing is calculated but money and counts.
///
/// # Errors
/// [`XlsxError`] if the workbook cannot be made.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let looks = Looks {
        head: Format::new().set_num_format("@").set_bold().set_text_wrap(),
        words: Format::new().set_num_format("@"),
        rupees: Format::new().set_num_format("0.00"),
        count: Format::new().set_num_format("0"),
    };
    for of in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(&of.name)?;
        for (at, line) in of.lines.iter().enumerate() {
            let row = u32::try_from(at).unwrap_or(u32::MAX);
            for (column, value) in line.iter().enumerate() {
                let column = u16::try_from(column).unwrap_or(u16::MAX);
                write(sheet, (row, column), value, &looks)?;
            }
        }
        for (column, width) in of.widths.iter().enumerate() {
            sheet.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
    }
    book.save_to_buffer()
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match value {
        Value::Words(words) => {
            let look = if row == 0 { &looks.head } else { &looks.words };
            sheet.write_string_with_format(row, column, words.as_str(), look)?;
        }
        // A spreadsheet holds numbers as floats; below 90 lakh crore rupees they keep the paisa.
        Value::Rupees(amount) => {
            sheet.write_number_with_format(row, column, amount.0 as f64 / 100.0, &looks.rupees)?;
        }
        Value::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, &looks.count)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_can_be_added_up_and_words_cannot() {
        let lines = vec![vec![Value::words("=1"), Value::Rupees(Paise(-1_234_05)), Value::Count(7)]];
        assert_eq!(csv(&lines), b"\xef\xbb\xbf\"'=1\",-1234.05,7\r\n");
        let sheet = Sheet { name: "S".to_owned(), widths: vec![10], lines };
        let book = crate::intake::grid::read(&xlsx(&[sheet]).expect("a workbook")).expect("readable");
        assert_eq!(book.sheets[0].lines[0].cells[..2], ["'=1", "-1234.05"]);
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

    proptest! {
        #[test]
        fn no_text_leaves_with_a_sign_of_calculation_in_front(text in "\\PC{0,12}|[=+@\\-\t\r\n ]{1,4}[a-z]{0,3}") {
            let safe = SafeCell::of(&text);
            let first = safe.as_str().trim_start().chars().next();
            prop_assert!(!first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\n' | '\r')), "{safe:?}");
        }
    }
}
