//! What pages ask about filings.

use kernel::ids::{CaseId, FilingId};
use kernel::{Cell, Column, Limit, Time};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{DbError, Read, Sealed, Spot};

use super::columns::{self, Remembered};
use super::rows_sql::Kept;
use super::{
    CellFault, Columns, Fate, Field, FilingState, RegisterError, Sender, SheetLine, Twin, rows_sql, sql,
};
use crate::accounts::DepartmentKey;
use crate::intake::grid::{Grid, Line};

/// Lines shown beside the question what a column holds, and looked at for a heading.
const FIRST: Limit = Limit::of(60);

store::row! {
    /// A filing in a list.
    pub struct FilingLine {
        /// Its id.
        pub id: FilingId,
        /// The file's name.
        pub file_name: String,
        /// How it stands.
        pub state: FilingState,
        /// When it was handed in.
        pub handed_in_at: Time,
        /// By whom; empty at the command line.
        pub by_name: String,
        /// How many of its rows are entered.
        pub entered: i64,
    }
}

/// A row of a filing as a page shows it.
#[derive(Clone, Debug)]
pub struct RowLine {
    /// Its number in the file.
    pub row: usize,
    /// Its cells.
    pub cells: Vec<String>,
    /// What becomes of it.
    pub fate: Fate,
    /// What is to be said of its cells.
    pub faults: Vec<CellFault>,
    /// Who may be the same person.
    pub twins: Vec<Twin>,
    /// The case it became.
    pub case: Option<CaseId>,
}

/// Where something of a line stands: sealed there, it opens nowhere else.
fn spot<'a>(column: &'static str, row: &'a str) -> Spot<'a> {
    Spot { column, row }
}

/// The key of a line.
fn key(filing: FilingId, sheet: usize, row: i64) -> String {
    format!("{filing}/{sheet}/{row}")
}

/// A list as it is kept: sealed, for it holds names and numbers of people. An empty list is empty text.
fn sealed<T: Serialize>(read: &Read, spot: Spot<'_>, list: &[T]) -> Result<Cell, DbError> {
    if list.is_empty() {
        return Ok(Cell::from(""));
    }
    let text = serde_json::to_string(list).map_err(|cause| DbError::Failed(cause.to_string()))?;
    Ok(read.seal_for_house(spot, &text)?.to_cell())
}

fn opened<T: DeserializeOwned>(read: &Read, spot: Spot<'_>, text: String) -> Result<Vec<T>, DbError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let text = read.open_for_house(spot, &Sealed::from_cell(Cell::Text(text))?)?;
    serde_json::from_str(&text).map_err(|cause| DbError::Failed(cause.to_string()))
}

/// Cells of a line as they are kept.
pub(super) fn sealed_cells(
    read: &Read,
    filing: FilingId,
    sheet: usize,
    row: i64,
    cells: &[String],
) -> Result<Cell, DbError> {
    sealed(read, spot("filing_row.cells", &key(filing, sheet, row)), cells)
}

/// What is said of a line, and who may be meant, as they are kept.
pub(super) fn sealed_words(
    read: &Read,
    (filing, sheet, row): (FilingId, usize, i64),
    faults: &[CellFault],
    twins: &[Twin],
) -> Result<[Cell; 2], DbError> {
    let key = key(filing, sheet, row);
    Ok([
        sealed(read, spot("filing_row.faults", &key), faults)?,
        sealed(read, spot("filing_row.twins", &key), twins)?,
    ])
}

impl RowLine {
    /// A line as it was before it was kept.
    pub(super) fn opened(
        read: &Read,
        filing: FilingId,
        sheet: usize,
        kept: Kept,
    ) -> Result<RowLine, DbError> {
        let key = key(filing, sheet, kept.row);
        Ok(RowLine {
            row: usize::try_from(kept.row).unwrap_or(0),
            cells: opened(read, spot("filing_row.cells", &key), kept.cells)?,
            fate: kept.fate,
            faults: opened(read, spot("filing_row.faults", &key), kept.faults)?,
            twins: opened(read, spot("filing_row.twins", &key), kept.twins)?,
            case: kept.case,
        })
    }

    /// The line as a line of a sheet.
    pub(super) fn line(&self) -> Line {
        Line { number: self.row, cells: self.cells.clone() }
    }
}

/// All of these lines, opened.
pub(super) fn all_opened(
    read: &Read,
    filing: FilingId,
    sheet: usize,
    kept: Vec<Kept>,
) -> Result<Vec<RowLine>, DbError> {
    kept.into_iter().map(|kept| RowLine::opened(read, filing, sheet, kept)).collect()
}

/// A filing with its counts.
#[derive(Clone, Debug)]
pub struct FilingView {
    /// Its id.
    pub id: FilingId,
    /// Whose it is.
    pub department: DepartmentKey,
    /// The file's name.
    pub file_name: String,
    /// How it stands.
    pub state: FilingState,
    /// When it was handed in.
    pub handed_in_at: Time,
    /// When its last row was entered.
    pub entered_at: Option<Time>,
    /// When its rows were forgotten; nothing of them can be shown any more.
    pub emptied_at: Option<Time>,
    /// Its sheets.
    pub sheets: Vec<SheetLine>,
    /// What its columns hold.
    pub columns: Columns,
    /// How many rows of the sheet taken have which fate.
    pub fates: Vec<(Fate, usize)>,
}

impl FilingView {
    /// How many rows have this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.fates.iter().find(|(own, _)| *own == fate).map_or(0, |(_, count)| *count)
    }

    /// Rows that are makers' rows.
    pub fn makers(&self) -> usize {
        self.fates.iter().filter(|(fate, _)| *fate != Fate::NoRow).map(|(_, count)| count).sum()
    }

    /// Until when it can be undone, if it can.
    pub fn undo_until(&self, now: Time) -> Option<Time> {
        let until = self.entered_at?.plus_minutes(60 * super::UNDO_HOURS);
        (self.state == FilingState::Entered && now < until && self.emptied_at.is_none()).then_some(until)
    }
}

/// The newest filings of whoever asks.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn filings(read: &mut Read, sender: &Sender, limit: Limit) -> Result<Vec<FilingLine>, DbError> {
    sql::filings(read, sender, limit).await
}

/// One filing.
///
/// # Errors
/// [`RegisterError::NoFiling`] if it is somebody else's.
pub async fn filing(read: &mut Read, sender: &Sender, id: FilingId) -> Result<FilingView, RegisterError> {
    let row = sql::filing_of(read, id, sender).await?.ok_or(RegisterError::NoFiling(id))?;
    let fates = rows_sql::fates(read, id, row.columns.sheet).await?;
    let above = above_heading(read, id, &row.columns).await?;
    let mut fates: Vec<(Fate, usize)> =
        fates.into_iter().map(|(fate, count)| (fate, usize::try_from(count).unwrap_or(0))).collect();
    // Titles and the heading are lines, but no rows; they wait to be looked at like rows.
    let looked_at = fates.iter().any(|(fate, count)| *fate == Fate::NoRow && *count >= above);
    let among = if looked_at { Fate::NoRow } else { Fate::Waiting };
    for (_, count) in fates.iter_mut().filter(|(fate, _)| *fate == among) {
        *count = count.saturating_sub(above);
    }
    Ok(FilingView {
        id,
        department: row.department,
        file_name: row.file_name,
        state: row.state,
        handed_in_at: row.handed_in_at,
        entered_at: row.entered_at,
        emptied_at: row.emptied_at,
        sheets: serde_json::from_str(&row.sheets).unwrap_or_default(),
        columns: row.columns,
        fates,
    })
}

/// Lines down to the heading that have something in them.
async fn above_heading(read: &mut Read, id: FilingId, columns: &Columns) -> Result<usize, DbError> {
    let first = rows_sql::first_rows(read, id, columns.sheet, FIRST).await?;
    Ok(first.iter().filter(|kept| usize::try_from(kept.row).unwrap_or(usize::MAX) <= columns.heading).count())
}

/// What a person is asked about the columns of a sheet.
#[derive(Clone, Debug)]
pub struct ColumnsAsked {
    /// What is guessed, or what was said before.
    pub columns: Columns,
    /// What the heading says of each column.
    pub headings: Vec<String>,
    /// The first lines below the heading, as examples.
    pub examples: Vec<Vec<String>>,
}

/// The columns of a sheet of a filing: as settled if it is the sheet taken, else guessed.
///
/// # Errors
/// [`RegisterError::NoFiling`], [`RegisterError::NoSuchRow`] if the sheet has no lines.
pub async fn columns_of(
    read: &mut Read,
    sender: &Sender,
    id: FilingId,
    sheet: Option<usize>,
    heading: Option<usize>,
) -> Result<ColumnsAsked, RegisterError> {
    let row = sql::filing_of(read, id, sender).await?.ok_or(RegisterError::NoFiling(id))?;
    let place = sheet.unwrap_or(row.columns.sheet);
    let kept = rows_sql::first_rows(read, id, place, FIRST).await?;
    let lines = all_opened(read, id, place, kept)?.iter().map(RowLine::line).collect();
    let grid = Grid { name: String::new(), lines };
    if grid.lines.is_empty() {
        return Err(RegisterError::NoSuchRow);
    }
    let remembered: Remembered = sql::headings(read, row.department).await?.into_iter().collect();
    let columns = match heading {
        Some(heading) => columns::below(&grid, place, heading, &remembered),
        None if place == row.columns.sheet => row.columns,
        None => columns::guess_in(&grid, place, &remembered),
    };
    let at = grid.lines.iter().find(|line| line.number == columns.heading);
    let headings = at.map(|line| line.cells.clone()).unwrap_or_default();
    let below = grid.lines.iter().filter(|line| line.number > columns.heading);
    let examples: Vec<Vec<String>> = below.take(3).map(|line| line.cells.clone()).collect();
    let width = headings.len().max(examples.iter().map(Vec::len).max().unwrap_or(0));
    let mut columns = columns;
    columns.fields.resize(width, Field::Ignored);
    Ok(ColumnsAsked { columns, headings, examples })
}

/// Rows of one fate, in the order of the sheet, after a row.
///
/// # Errors
/// [`RegisterError::NoFiling`] if it is somebody else's.
pub async fn rows(
    read: &mut Read,
    sender: &Sender,
    id: FilingId,
    fate: Fate,
    after: usize,
    limit: Limit,
) -> Result<Vec<RowLine>, RegisterError> {
    let row = sql::filing_of(read, id, sender).await?.ok_or(RegisterError::NoFiling(id))?;
    let heading = if fate == Fate::NoRow { row.columns.heading } else { 0 };
    let after = i64::try_from(after.max(heading)).unwrap_or(i64::MAX);
    let sheet = row.columns.sheet;
    let kept = rows_sql::rows(read, id, sheet, fate, after, limit).await?;
    Ok(all_opened(read, id, sheet, kept)?)
}

/// What the heading of the sheet taken says; empty if its line is not there any more.
pub(super) async fn headings_of(
    read: &mut Read,
    id: FilingId,
    columns: &Columns,
) -> Result<Vec<String>, DbError> {
    let heading = i64::try_from(columns.heading).unwrap_or(i64::MAX);
    let Some(kept) = rows_sql::row(read, id, columns.sheet, heading).await? else { return Ok(Vec::new()) };
    Ok(RowLine::opened(read, id, columns.sheet, kept)?.cells)
}

/// What goes back to the department: the heading, and every row that stayed out, with what is to be said of it.
///
/// # Errors
/// [`RegisterError::NoFiling`] if it is somebody else's.
pub async fn left_out(
    read: &mut Read,
    sender: &Sender,
    id: FilingId,
) -> Result<(Vec<String>, Vec<RowLine>), RegisterError> {
    let row = sql::filing_of(read, id, sender).await?.ok_or(RegisterError::NoFiling(id))?;
    let sheet = row.columns.sheet;
    let headings = headings_of(read, id, &row.columns).await?;
    let kept = rows_sql::left_out(read, id, sheet).await?;
    Ok((headings, all_opened(read, id, sheet, kept)?))
}
