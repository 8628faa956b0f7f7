//! What one field of a stored row can hold, and how our types go in and out of it.
//!
//! Both database engines are spoken to in these four kinds only; everything else is built on them.

/// One stored value. Integers are 64 bits on every engine, text is UTF-8 in NFC where people wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// SQL `null`.
    Null,
    /// SQL `bigint`.
    Int(i64),
    /// SQL `text`.
    Text(String),
    /// SQL `blob` (SQLite) or `bytea` (PostgreSQL).
    Bytes(Vec<u8>),
}

/// A stored value that is not what the code expected; always a fault of ours, never of a user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored value is not {wanted}: {found}")]
pub struct BadCell {
    /// The type that was asked for.
    pub wanted: &'static str,
    /// What stood there, shortened.
    pub found: String,
}

impl BadCell {
    /// Describes `found` without printing long or private content in full.
    pub fn new(wanted: &'static str, found: &Cell) -> BadCell {
        let found = match found {
            Cell::Null => "null".to_owned(),
            Cell::Int(_) => "an integer".to_owned(),
            Cell::Text(text) => format!("text of {} bytes", text.len()),
            Cell::Bytes(bytes) => format!("{} bytes", bytes.len()),
        };
        BadCell { wanted, found }
    }
}

/// A type that can stand in a column.
pub trait Column: Sized {
    /// The value as it is stored.
    fn to_cell(&self) -> Cell;

    /// The value from what is stored.
    ///
    /// # Errors
    /// [`BadCell`] if the stored value has another kind or an impossible content.
    fn from_cell(cell: Cell) -> Result<Self, BadCell>;
}

impl Column for i64 {
    fn to_cell(&self) -> Cell {
        Cell::Int(*self)
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        match cell {
            Cell::Int(n) => Ok(n),
            other => Err(BadCell::new("an integer", &other)),
        }
    }
}

impl Column for u32 {
    fn to_cell(&self) -> Cell {
        Cell::Int(i64::from(*self))
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        let number = i64::from_cell(cell)?;
        u32::try_from(number).map_err(|_| BadCell::new("a count", &Cell::Int(number)))
    }
}

impl Column for String {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.clone())
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        match cell {
            Cell::Text(text) => Ok(text),
            other => Err(BadCell::new("text", &other)),
        }
    }
}

impl Column for Vec<u8> {
    fn to_cell(&self) -> Cell {
        Cell::Bytes(self.clone())
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        match cell {
            Cell::Bytes(bytes) => Ok(bytes),
            other => Err(BadCell::new("bytes", &other)),
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn to_cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Null, Column::to_cell)
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        match cell {
            Cell::Null => Ok(None),
            other => T::from_cell(other).map(Some),
        }
    }
}

impl<T: Column> From<&T> for Cell {
    fn from(value: &T) -> Cell {
        value.to_cell()
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Cell {
        Cell::Text(value.to_owned())
    }
}

impl From<&&str> for Cell {
    fn from(value: &&str) -> Cell {
        Cell::Text((*value).to_owned())
    }
}

impl From<&Option<&str>> for Cell {
    fn from(value: &Option<&str>) -> Cell {
        value.map_or(Cell::Null, Cell::from)
    }
}
