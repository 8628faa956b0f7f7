//! The verbs of whoever hands a register in: hand in, say what the columns hold, decide, enter, undo, throw away.

use kernel::ids::FilingId;
use kernel::{Limit, Time};
use store::{Db, DbError, Tx, jobs, params, transaction};

use super::columns::{self, Remembered};
use super::machine::{Event, FilingState};
use super::read::{headings_of, sealed_cells};
use super::sql::{self, FilingRow, NewFiling};
use super::{
    CARRY, Columns, Fate, Field, KEPT_DAYS, RegisterError, Sender, SheetLine, UNDO_HOURS, clear, rows_sql,
};
use crate::audit::{self, Actor, Entry, Trail};
use crate::intake::grid::{self, Book, COLUMNS_MOST};

/// Letters of a file's name that are kept.
const FILE_NAME_MOST: usize = 80;
/// Filings forgotten in one round.
const FORGOTTEN: Limit = Limit::of(50);

/// What a person says of rows that may tell of somebody known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// She is another: enter her.
    Another,
    /// She is the same: leave the row out.
    Same,
}

/// Which rows an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// One row, by its number.
    Row(usize),
    /// All that wait for an answer.
    AllWaiting,
}

/// Reads a file without numbers shaped like an Aadhaar number, beside other work.
pub(super) async fn opened(bytes: Vec<u8>) -> Result<Book, RegisterError> {
    let opened = tokio::task::spawn_blocking(move || {
        let mut book = grid::read(&bytes)?;
        clear::book(&mut book);
        Ok(book)
    });
    opened.await.map_err(|cause| DbError::Failed(cause.to_string()))?
}

/// Takes a register in: its rows are kept, its columns guessed. Nothing is entered before somebody has looked at it.
///
/// # Errors
/// [`RegisterError::Unreadable`], and then nothing is kept.
pub async fn hand_in(
    db: &Db,
    sender: &Sender,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<FilingId, RegisterError> {
    let book = opened(bytes).await?;
    let sheets: Vec<SheetLine> = book
        .sheets
        .iter()
        .map(|sheet| SheetLine { name: sheet.name.clone(), lines: sheet.lines.len() })
        .collect();
    let sheets = serde_json::to_string(&sheets).map_err(|cause| DbError::Failed(cause.to_string()))?;
    let file_name = plain_name(file_name);
    transaction!(db, tx => {
        let remembered: Remembered = sql::headings(tx, sender.department()).await?.into_iter().collect();
        let columns = columns::guess(&book, &remembered);
        let id: FilingId = tx.new_id();
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: sender.actor(),
            act: "filing.hand_in",
            from: "",
            to: FilingState::Read.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        let new = NewFiling { id, sender, file_name: &file_name, sheets: &sheets, columns: &columns, trail: &trail };
        sql::insert_filing(tx, &new).await?;
        let mut rows = Vec::new();
        for (place, sheet) in book.sheets.iter().enumerate() {
            for line in &sheet.lines {
                let number = i64::try_from(line.number).unwrap_or(i64::MAX);
                let mut values = params![id, i64::try_from(place).unwrap_or(0), number];
                values.push(sealed_cells(tx, id, place, number, &line.cells)?);
                rows.push((rows_sql::put_row(), values));
            }
        }
        tx.exec_all(rows).await?;
        Ok(id)
    })
}

/// A file's name without its path, without anything that could be a number of somebody's, and short.
fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or("");
    let mut name = grid::clean(name);
    clear::clear(&mut name);
    let kept: String = name.chars().filter(|c| !c.is_control()).take(FILE_NAME_MOST).collect();
    if kept.is_empty() { "register".to_owned() } else { kept }
}

/// The filing of whoever acts; another's does not exist.
async fn mine(tx: &mut Tx, sender: &Sender, id: FilingId) -> Result<FilingRow, RegisterError> {
    sql::filing_of(tx, id, sender).await?.ok_or(RegisterError::NoFiling(id))
}

/// Moves a filing by an event, with its entry in the trail; the row carries both on.
pub(super) async fn moved(
    tx: &mut Tx,
    row: &mut FilingRow,
    event: Event,
    actor: Actor,
) -> Result<(), RegisterError> {
    let next = row.state.after(event)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.act(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if !sql::move_filing(tx, row, next, &trail).await? {
        return Err(RegisterError::Raced);
    }
    (row.state, row.version, row.trail) = (next, row.version + 1, trail);
    if next.is_under_way() {
        jobs::put(tx, CARRY, &format!("{}@{}", row.id, row.version), &format!("\"{}\"", row.id)).await?;
    }
    Ok(())
}

/// A person says what the columns hold; the department's next file will be read the same way. Its rows are then looked at.
///
/// # Errors
/// [`RegisterError::NoNameColumn`], [`RegisterError::NoBlock`], [`RegisterError::NoCraft`] if too little is told;
/// [`RegisterError::NotNow`] once rows are being entered; [`RegisterError::NoSuchRow`] for a sheet that is not there.
pub async fn settle(db: &Db, sender: &Sender, id: FilingId, columns: &Columns) -> Result<(), RegisterError> {
    transaction!(db, tx => {
        let mut row = mine(tx, sender, id).await?;
        enough(columns)?;
        if !columns.block.is_empty() && !row.may_hold(&columns.block) {
            return Err(RegisterError::OtherBlock);
        }
        let headings = headings_of(tx, id, columns).await?;
        if headings.is_empty() {
            return Err(RegisterError::NoSuchRow);
        }
        row.columns = columns.clone();
        moved(tx, &mut row, Event::ColumnsSettled, sender.actor()).await?;
        rows_sql::begin_again(tx, id).await?;
        for (heading, field) in headings.iter().zip(&columns.fields) {
            let key = columns::key(heading);
            if !key.is_empty() {
                sql::remember(tx, row.department, &key, *field, sender.person()).await?;
            }
        }
        Ok(())
    })
}

/// Whether rows of these columns can be makers.
pub(super) fn enough(columns: &Columns) -> Result<(), RegisterError> {
    if columns.fields.len() > COLUMNS_MOST {
        Err(RegisterError::NoSuchRow)
    } else if !columns.has(Field::Name) {
        Err(RegisterError::NoNameColumn)
    } else if !columns.has(Field::Block) && columns.block.is_empty() {
        Err(RegisterError::NoBlock)
    } else if !columns.has(Field::Craft) && columns.craft.is_empty() {
        Err(RegisterError::NoCraft)
    } else {
        Ok(())
    }
}

/// A person says whether rows tell of somebody known. She may change her mind until the row is entered.
///
/// # Errors
/// [`RegisterError::NoSuchRow`] if the row does not wait for an answer; [`RegisterError::NotNow`] while rows are looked at.
pub async fn decide(
    db: &Db,
    sender: &Sender,
    id: FilingId,
    which: Which,
    answer: Answer,
) -> Result<(), RegisterError> {
    transaction!(db, tx => {
        let row = mine(tx, sender, id).await?;
        // Only where rows may be entered next does an answer mean anything.
        row.state.after(Event::EnterAsked)?;
        let to = match answer {
            Answer::Another => Fate::Fit,
            Answer::Same => Fate::Same,
        };
        let sheet = row.columns.sheet;
        match which {
            Which::AllWaiting => rows_sql::decide_all(tx, id, sheet, to).await.map(drop)?,
            Which::Row(number) => {
                let number = i64::try_from(number).unwrap_or(i64::MAX);
                if !rows_sql::decide(tx, id, sheet, number, to).await? {
                    return Err(RegisterError::NoSuchRow);
                }
            }
        }
        Ok(())
    })
}

/// The fit rows are to be entered; the worker does it, each in a transaction of its own.
///
/// # Errors
/// [`RegisterError::NothingFit`]; [`RegisterError::NotNow`] before all rows have been looked at, or after an undo.
pub async fn begin_import(db: &Db, sender: &Sender, id: FilingId) -> Result<(), RegisterError> {
    transaction!(db, tx => {
        let mut row = mine(tx, sender, id).await?;
        row.state.after(Event::EnterAsked)?;
        let fates = rows_sql::fates(tx, id, row.columns.sheet).await?;
        if !fates.iter().any(|(fate, count)| *fate == Fate::Fit && *count > 0) {
            return Err(RegisterError::NothingFit);
        }
        moved(tx, &mut row, Event::EnterAsked, sender.actor()).await
    })
}

/// What was entered is to be taken back, but for cases somebody has worked on since.
///
/// # Errors
/// [`RegisterError::TooLate`] after [`UNDO_HOURS`]; [`RegisterError::NotNow`] if nothing is entered.
pub async fn begin_undo(db: &Db, sender: &Sender, id: FilingId) -> Result<(), RegisterError> {
    transaction!(db, tx => {
        let mut row = mine(tx, sender, id).await?;
        row.state.after(Event::UndoAsked)?;
        if !can_undo(row.entered_at, tx.now()) || row.emptied_at.is_some() {
            return Err(RegisterError::TooLate);
        }
        moved(tx, &mut row, Event::UndoAsked, sender.actor()).await
    })
}

fn can_undo(entered_at: Option<Time>, now: Time) -> bool {
    entered_at.is_some_and(|at| now < at.plus_minutes(60 * UNDO_HOURS))
}

/// A filing is not wanted: its rows are forgotten at once.
///
/// # Errors
/// [`RegisterError::NotNow`] once rows have been entered.
pub async fn throw_away(db: &Db, sender: &Sender, id: FilingId) -> Result<(), RegisterError> {
    transaction!(db, tx => {
        let mut row = mine(tx, sender, id).await?;
        moved(tx, &mut row, Event::ThrowAway, sender.actor()).await?;
        Ok(sql::empty(tx, id).await?)
    })
}

/// Forgets the rows of filings that were handed in more than [`KEPT_DAYS`] ago and can no longer be undone; answers how many filings.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old(db: &Db) -> Result<usize, DbError> {
    transaction!(db, tx => {
        let now = tx.now();
        let (handed_in, entered) = (now.plus_days(-KEPT_DAYS), now.plus_minutes(-60 * UNDO_HOURS));
        let old = sql::old(tx, handed_in, entered, FORGOTTEN).await?;
        for (id,) in &old {
            sql::empty(tx, *id).await?;
        }
        Ok(old.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_says_no_path_and_no_number() {
        for (name, kept) in [
            ("C:\\Users\\x\\पंजी मार्च.xlsx", "पंजी मार्च.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("aadhaar 2345 6789 0124.csv", "aadhaar #aadhaar.csv"),
            ("", "register"),
            ("\0\n", "register"),
        ] {
            assert_eq!(plain_name(name), kept, "{name}");
        }
        assert_eq!(plain_name(&"अ".repeat(200)).chars().count(), FILE_NAME_MOST);
    }
}
