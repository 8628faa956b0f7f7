//! A file of a spreadsheet program as plain cells: which sheets it has, which rows, and what stands in each cell.
//!
//! Reads: XLSX, ODS, and CSV in UTF-8, UTF-16 or Windows-1252; what a file is, its content says, not its name.
//! Writes: nothing. Never: believes a size that a file claims. A file is refused as soon as what comes out of it passes a
//! bound of [`Bounds`], so a small file that unpacks to gigabytes costs no more than the bound.
//!
//! Start at [`read`]; why a file is refused is an [`Unreadable`].

mod legacy;
mod ods;
mod text;
mod unreadable;
mod xlsx;
mod zipped;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use unicode_normalization::UnicodeNormalization;

pub use unreadable::Unreadable;

/// The largest file that is read, in bytes.
pub const BYTES_MOST: usize = 10 * 1_048_576;
/// The longest register, over all its sheets.
pub const ROWS_MOST: usize = 20_000;
/// The widest register.
pub const COLUMNS_MOST: usize = 100;
/// The longest text of a cell, in letters; longer than anything a register asks for.
pub const CELL_MOST: usize = 4_000;
/// Sheets of one file.
pub const SHEETS_MOST: usize = 60;
/// What a packed file may unpack to, in bytes; a register of 20 000 rows and 40 columns needs about 60 MB.
pub const UNPACKED_MOST: u64 = 96 * 1_048_576;
/// All texts of all cells together, in bytes.
pub const TEXT_MOST: usize = 32 * 1_048_576;
/// Spreadsheets keep 15 digits of a number and fill up with zeros; such a cell must not pass for an account.
pub const CUT: &str = "#cut";

/// All sheets of a file that have something in them.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// In the order of the file.
    pub sheets: Vec<Grid>,
}

/// The cells of one sheet.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// What its tab says; empty for CSV.
    pub name: String,
    /// The lines that are not empty.
    pub lines: Vec<Line>,
}

/// The cells of one line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its number as people see it: the first line of a sheet is 1.
    pub number: usize,
    /// The cells from the first column on; those behind the last one with something in it are left out.
    pub cells: Vec<String>,
}

/// How much of a file is taken in.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    rows: usize,
    text: usize,
}

impl Bounds {
    /// For what people hand in.
    pub const HANDED_IN: Bounds = Bounds { rows: ROWS_MOST, text: TEXT_MOST };
    /// For tables that ship with the mart, however long they are.
    pub const SHIPPED: Bounds = Bounds { rows: usize::MAX, text: usize::MAX };
}

/// Reads all sheets of a file.
///
/// # Errors
/// [`Unreadable`]; nothing but the file decides which.
pub fn read(bytes: &[u8]) -> Result<Book, Unreadable> {
    if bytes.len() > BYTES_MOST {
        return Err(Unreadable::TooLarge);
    }
    // The libraries that take files apart were not written for files somebody has bent on purpose: should one of them
    // break, the file is unreadable and nothing else happens.
    let book = catch_unwind(AssertUnwindSafe(|| read_kind(bytes)));
    let book = book.unwrap_or_else(|_| Err(Unreadable::NotASheet("it is damaged".to_owned())))?;
    if book.sheets.is_empty() {
        return Err(Unreadable::NotASheet("it is empty".to_owned()));
    }
    legacy::refuse(&book, &zipped::fonts(bytes))?;
    Ok(book)
}

/// Reads a CSV table that ships with the mart.
///
/// # Errors
/// [`Unreadable`] if it is none.
pub(crate) fn read_shipped(bytes: &[u8]) -> Result<Grid, Unreadable> {
    text::csv(bytes, Bounds::SHIPPED)
}

fn read_kind(bytes: &[u8]) -> Result<Book, Unreadable> {
    match bytes {
        [b'P', b'K', 3 | 5, ..] => match zipped::open(bytes)? {
            zipped::Packed::Xlsx => xlsx::read(bytes, Bounds::HANDED_IN),
            zipped::Packed::Ods => ods::read(bytes, Bounds::HANDED_IN),
        },
        // The container of Excel up to 2003, and of newer files under a password.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(Unreadable::OldExcel),
        [b'%', b'P', b'D', b'F', ..] => Err(Unreadable::NotASheet("it is a PDF".to_owned())),
        _ => {
            let grid = text::csv(bytes, Bounds::HANDED_IN)?;
            Ok(Book { sheets: Some(grid).filter(|grid| !grid.lines.is_empty()).into_iter().collect() })
        }
    }
}

/// Takes cells in and stops at the bounds.
struct Filler {
    left: Bounds,
    name: String,
    lines: BTreeMap<usize, Vec<String>>,
}

impl Filler {
    /// For a sheet called `name`, with what earlier sheets of the file have left.
    fn new(name: &str, left: Bounds) -> Filler {
        Filler { left, name: clean(name).chars().take(60).collect(), lines: BTreeMap::new() }
    }

    /// Puts a text into a cell; both places count from 0. Empty text is no cell.
    fn put(&mut self, line: usize, column: usize, text: &str) -> Result<(), Unreadable> {
        let text = clean(text);
        if text.is_empty() {
            return Ok(());
        }
        if column >= COLUMNS_MOST {
            return Err(Unreadable::TooWide);
        }
        if text.chars().nth(CELL_MOST).is_some() {
            return Err(Unreadable::LongCell(line + 1));
        }
        self.left.text = self.left.text.checked_sub(text.len()).ok_or(Unreadable::TooLarge)?;
        if !self.lines.contains_key(&line) {
            self.left.rows = self.left.rows.checked_sub(1).ok_or(Unreadable::TooLarge)?;
        }
        let cells = self.lines.entry(line).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        Ok(())
    }

    /// Repeats the cell at the top of merged ones in each line below that has something in it.
    fn fill_down(&mut self, line: usize, column: usize, last: usize) -> Result<(), Unreadable> {
        let top = self.lines.get(&line).and_then(|cells| cells.get(column)).cloned().unwrap_or_default();
        if top.is_empty() || last <= line {
            return Ok(());
        }
        let below: Vec<usize> = self.lines.range(line + 1..=last).map(|(line, _)| *line).collect();
        for below in below {
            let taken = self.lines.get(&below).and_then(|cells| cells.get(column));
            if taken.is_none_or(String::is_empty) {
                self.put(below, column, &top)?;
            }
        }
        Ok(())
    }

    /// The sheet, and what it has left.
    fn done(self) -> (Grid, Bounds) {
        let lines = self.lines.into_iter().map(|(line, cells)| Line { number: line + 1, cells });
        (Grid { name: self.name, lines: lines.collect() }, self.left)
    }
}

/// One form of a text: NFC, no spaces at its ends, one space where there were several, no marks nobody sees.
///
/// A joiner stays only behind a virama, where it shapes a Devanagari letter.
pub(crate) fn clean(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\u{200c}' | '\u{200d}' if plain.ends_with('\u{94d}') => plain.push(c),
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {}
            '\n' => plain.push('\n'),
            c if c.is_whitespace() => plain.push(' '),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.contains('\n') {
        return plain.split('\n').map(line).collect::<Vec<_>>().join("\n").trim().to_owned();
    }
    line(&plain)
}

#[cfg(test)]
mod tests;
