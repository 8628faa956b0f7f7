//! Bulk edits: an officer changes price, pieces, places of the week, pause or HSN of many goods in one act. What would change is shown
//! first, with a sentence for each row that cannot be; it is done in one transaction, and undone within a day where nothing changed since.
//!
//! Reads: `variant`, `product`, `stock`. Writes: `bulk_edit`, `bulk_row`; goods through [`crate::catalogue::own`], so that the same
//! rules hold as for one good: a price that rises far waits for a second person here too. Never: touches goods outside her blocks.
//!
//! Start at [`draft`], then [`apply`] and [`undo`].

mod act;
pub mod machine;
pub mod rules;
mod sheet;
mod sql;

use kernel::ids::{BulkEditId, VariantId};
use kernel::{BadCell, Time, Words};
use store::{DbError, FromRow, Row};

use crate::audit::Trail;
use crate::catalogue::columns::Columns;
use crate::catalogue::own::OwnError;
use crate::proposals::ProposalError;

pub use act::{apply, draft, edit, goods, mine, rows, throw_away, undo};
pub use machine::{Event, NotNow, State};
pub use rules::{Fault, Field, Now, Outcome};
pub use sheet::{read, sheet};

/// It can be undone for so long.
pub const UNDO_HOURS: i64 = 24;
/// Rows of one edit.
pub const ROWS_MOST: usize = 500;

/// What somebody wants of one size or colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Which, as it was chosen or written; it may be none.
    pub variant: String,
    /// What of it.
    pub field: Field,
    /// What shall stand there, as it was typed.
    pub to: String,
}

/// An edit as pages show it.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Its id.
    pub id: BulkEditId,
    /// The file it came in; empty if the goods were chosen on a page.
    pub file_name: String,
    /// When it was made.
    pub made_at: Time,
    /// When it was done.
    pub applied_at: Option<Time>,
    /// How it stands.
    pub state: State,
    /// Its version.
    pub version: i64,
    /// Its trail.
    pub trail: Trail,
}

impl FromRow for Edit {
    fn from_row(row: Row) -> Result<Edit, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Edit {
            id: columns.next()?,
            file_name: columns.next()?,
            made_at: columns.next()?,
            applied_at: columns.next()?,
            state: columns.next()?,
            version: columns.next()?,
            trail: columns.next()?,
        })
    }
}

/// One row of an edit.
#[derive(Clone, Debug)]
pub struct BulkRow {
    /// Its place.
    pub position: i64,
    /// Of which size or colour; nothing where nobody knows.
    pub variant: Option<VariantId>,
    /// As it was chosen or written.
    pub label: String,
    /// The good's name; empty where nobody knows it.
    pub good: Words,
    /// The size or colour.
    pub size: Words,
    /// What of it.
    pub field: Field,
    /// What stood there.
    pub from: String,
    /// What shall stand there.
    pub to: String,
    /// Why it cannot be.
    pub fault: Option<Fault>,
    /// What became of it.
    pub outcome: Option<Outcome>,
}

impl FromRow for BulkRow {
    fn from_row(row: Row) -> Result<BulkRow, BadCell> {
        let mut columns = Columns::of(row);
        let word = |columns: &mut Columns| columns.next::<String>();
        Ok(BulkRow {
            position: columns.next()?,
            variant: columns.next()?,
            label: columns.next()?,
            good: columns.words()?,
            size: columns.words()?,
            field: columns.next()?,
            from: columns.next()?,
            to: columns.next()?,
            fault: word(&mut columns)?.parse().ok(),
            outcome: word(&mut columns)?.parse().ok(),
        })
    }
}

/// Why an edit was not made, done or undone. Each has a message in `locales/*/bulk.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// There is none, or it is another's.
    #[error("no such edit")]
    Missing,
    /// Nothing would change.
    #[error("nothing would change")]
    Nothing,
    /// More rows than one edit holds.
    #[error("too many rows")]
    TooMany,
    /// The file is none that can be read, or has no column we know.
    #[error("unreadable")]
    Unreadable,
    /// More than a day has passed.
    #[error("too late")]
    TooLate,
    /// It does not stand so.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Somebody else was faster; nothing was done.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error("bulk: {0}")]
    Db(#[from] DbError),
}

impl From<OwnError> for BulkError {
    fn from(cause: OwnError) -> BulkError {
        match cause {
            OwnError::Db(cause) => BulkError::Db(cause),
            _ => BulkError::Raced,
        }
    }
}

impl From<ProposalError> for BulkError {
    fn from(cause: ProposalError) -> BulkError {
        OwnError::from(cause).into()
    }
}
