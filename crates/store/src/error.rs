//! What can go wrong between us and the database.

use kernel::BadCell;

/// A failure of the store. None of them is the user's doing; what a user may run into has an error of its own feature.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DbError {
    /// The address is neither `sqlite:…` nor `postgres://…`.
    #[error("the database address must begin with sqlite: or postgres://, not {0}")]
    Address(String),
    /// The database was written by a newer program.
    #[error(
        "the database has migration {found}, this program knows only {known}: start the newer program or restore the backup made before the upgrade"
    )]
    Newer {
        /// The highest migration in the database.
        found: i64,
        /// The highest migration in this program.
        known: i64,
    },
    /// A migration was edited after it had run.
    #[error(
        "migration {0} is not the text that has run in this database: put its old text back and write a new migration"
    )]
    Rewritten(i64),
    /// The folder or file cannot be used.
    #[error("cannot open the database: {0}")]
    Open(String),
    /// A unique key, a check or a reference refused the change; the text names it.
    #[error("the database refused the change: {0}")]
    Refused(String),
    /// Too many others changed the same rows, or the database has no connection free. Nothing was changed; try again.
    #[error("the database is too busy")]
    Busy,
    /// The connection broke while committing: the change may or may not be there. Ask again with the same key.
    #[error("the connection to the database broke: {0}")]
    Lost(String),
    /// The database's disk is full. Nothing was changed; it works again when there is room.
    #[error("the database's disk is full: {0}")]
    NoRoom(String),
    /// A stored value is not what the code expects.
    #[error(transparent)]
    Cell(#[from] BadCell),
    /// No master key was given; nothing sealed can be written or read.
    #[error("the database is opened without its master key")]
    Locked,
    /// The master key is not the one this database was sealed with.
    #[error(
        "the master key is another one than this database was sealed with: put the right key file back, or name it with MART_MASTER_KEY_FILE"
    )]
    OtherKey,
    /// A sealed value was changed, moved to another row, or never sealed.
    #[error("a sealed value of {0} does not open")]
    Unreadable(String),
    /// The person's key is destroyed: nothing of this person may be kept any more.
    #[error("this person's data are erased")]
    Erased,
    /// A statement is wrong, or the database is damaged.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl DbError {
    /// Whether asking again a little later may work.
    pub const fn may_pass(&self) -> bool {
        matches!(self, DbError::Busy | DbError::Lost(_) | DbError::NoRoom(_))
    }
}
