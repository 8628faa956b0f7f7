//! Reads a row column by column into a struct that holds more than plain cells.

use kernel::{BadCell, Column, Words};
use store::Row;

/// The columns of a row, taken from the left.
pub(crate) struct Columns {
    row: Row,
    place: usize,
}

impl Columns {
    /// Begins at the first column.
    pub(crate) fn of(row: Row) -> Columns {
        Columns { row, place: 0 }
    }

    /// The next column.
    pub(crate) fn next<T: Column>(&mut self) -> Result<T, BadCell> {
        let place = self.place;
        self.place += 1;
        self.row.take(place)
    }

    /// The next two columns as Hindi and English words.
    pub(crate) fn words(&mut self) -> Result<Words, BadCell> {
        Ok(Words { hi: self.next()?, en: self.next()? })
    }

    /// The next column as yes or no: anything but zero is yes.
    pub(crate) fn yes(&mut self) -> Result<bool, BadCell> {
        Ok(self.next::<i64>()? != 0)
    }
}
