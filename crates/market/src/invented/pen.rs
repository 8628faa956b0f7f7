//! The pen: lines are gathered and written many at once; what must be sealed is sealed when it is written.

use kernel::{Cell, Column};
use store::{Db, DbError, Sql, Tx, transaction};

use super::steps;
use crate::personal;

/// A statement with its values.
pub(super) type Line = (Sql, Vec<Cell>);

/// Lines written in one transaction.
const AT_ONCE: usize = 3_000;

/// What a line cannot know before it is written.
#[derive(Clone, Debug)]
pub(super) enum Late {
    /// A sealed text: its column, whose it is, of which row.
    Sealed { column: &'static str, whose: String, row: String, text: String },
    /// The hash by which a mobile number is found.
    HashOf(kernel::india::Mobile),
}

/// Lines that belong together, in the order in which they must be written.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    lines: Vec<Line>,
    /// Line and place of each value that is known late.
    late: Vec<(usize, usize, Late)>,
    /// Entries of trails; they point at nothing, so they come together at the end.
    pub(super) entries: Vec<Vec<Cell>>,
}

impl Sheet {
    /// Adds a line.
    pub(super) fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Adds a line of which some values are known when it is written. Places are counted as in the statement, from 1.
    pub(super) fn line_with<const N: usize>(&mut self, line: Line, late: [(usize, Late); N]) {
        let at = self.lines.len();
        self.late.extend(late.into_iter().map(|(place, what)| (at, place - 1, what)));
        self.lines.push(line);
    }

    fn append(&mut self, other: Sheet) {
        let before = self.lines.len();
        self.lines.extend(other.lines);
        self.late.extend(other.late.into_iter().map(|(line, place, what)| (line + before, place, what)));
        self.entries.extend(other.entries);
    }
}

/// Sheets that wait to be written.
pub(super) struct Pen<'a> {
    db: &'a Db,
    sheet: Sheet,
}

impl Pen<'_> {
    pub(super) fn of(db: &Db) -> Pen<'_> {
        Pen { db, sheet: Sheet::default() }
    }

    /// Takes a sheet; writes when enough has come together.
    pub(super) async fn add(&mut self, sheet: Sheet) -> Result<(), DbError> {
        self.sheet.append(sheet);
        if self.sheet.lines.len() >= AT_ONCE { self.write().await } else { Ok(()) }
    }

    /// Writes whatever waits.
    pub(super) async fn write(&mut self) -> Result<(), DbError> {
        let Sheet { mut lines, late, entries } = std::mem::take(&mut self.sheet);
        lines.extend(steps::written(entries));
        transaction!(self.db, tx => {
            let mut lines = lines.clone();
            for (line, place, what) in &late {
                let cell = known(tx, what).await?;
                if let Some(value) = lines.get_mut(*line).and_then(|(_, values)| values.get_mut(*place)) {
                    *value = cell;
                }
            }
            tx.exec_all(lines).await?;
            Ok(())
        })
    }
}

async fn known(tx: &mut Tx, what: &Late) -> Result<Cell, DbError> {
    Ok(match what {
        Late::Sealed { column, whose, row, text } => {
            personal::seal(tx, column, whose, row, text).await?.to_cell()
        }
        Late::HashOf(mobile) => personal::mobile_hash(tx, mobile)?.to_cell(),
    })
}
