//! What a paper is made of: a list of blocks from top to bottom. Nobody places text by hand.

use kernel::Time;

/// Something to print.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Its name in the file and in a reader's window.
    pub title: String,
    /// The language it is mainly in: `hi` or `en`.
    pub lang: &'static str,
    /// The moment it stands for, in India; goes into the file instead of a clock's.
    pub made: Moment,
    /// On what it is printed.
    pub sheet: Sheet,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
    /// A line at the foot of each page, beside the page's number.
    pub foot: String,
}

/// A moment on India's clocks (UTC + 5:30).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl Moment {
    /// A time as it was in India.
    pub fn of(time: Time) -> Moment {
        let day = time.day();
        let (year, month, date) = day.civil();
        let minutes = (time.0 - day.starts().0) / 60_000;
        let part = |of: i64| u8::try_from(of).unwrap_or_default();
        Moment {
            year: u16::try_from(year).unwrap_or_default(),
            month,
            day: date,
            hour: part(minutes / 60),
            minute: part(minutes % 60),
        }
    }
}

/// The size of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// 210 × 297 mm.
    A4,
    /// 105 × 148 mm, for labels and slips.
    A6,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// What the paper is.
    Title(String),
    /// What the following is.
    Heading(String),
    /// A paragraph.
    Words(String),
    /// A paragraph of lesser weight.
    Small(String),
    /// Names and values, one pair a line.
    Facts(Vec<(String, String)>),
    /// Parts side by side, equally wide.
    Columns(Vec<Vec<Block>>),
    /// Parts inside a frame, so that they are not overlooked.
    Framed(Vec<Block>),
    /// Rows under heads.
    Table(Table),
    /// A line across.
    Rule,
    /// A text as bars for a scanner (Code 128), the text itself below them.
    Bars(String),
}

/// Rows under heads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
    /// From top to bottom; a row with fewer cells than columns is filled up with empty ones.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands above it.
    pub head: String,
    /// To which side its words lean: numbers to the right.
    pub side: Side,
    /// How wide it is.
    pub width: Width,
}

impl Column {
    /// A column of words that takes what room is left.
    pub fn words(head: impl Into<String>) -> Column {
        Column { head: head.into(), side: Side::Left, width: Width::Fills }
    }

    /// A column of short words, as wide as the longest.
    pub fn short(head: impl Into<String>) -> Column {
        Column { head: head.into(), side: Side::Left, width: Width::Fits }
    }

    /// A column of numbers, as wide as the longest.
    pub fn number(head: impl Into<String>) -> Column {
        Column { head: head.into(), side: Side::Right, width: Width::Fits }
    }
}

/// To which side words lean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// As one reads.
    Left,
    /// As one adds up.
    Right,
}

/// How wide a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As its longest cell.
    Fits,
    /// What the others leave.
    Fills,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// From left to right.
    pub cells: Vec<Cell>,
    /// How it stands among the others.
    pub kind: RowKind,
}

impl Row {
    /// An ordinary row of words.
    pub fn plain(cells: impl IntoIterator<Item = String>) -> Row {
        Row { cells: cells.into_iter().map(Cell::Words).collect(), kind: RowKind::Plain }
    }

    /// A row that sums up the ones above.
    pub fn sum(cells: impl IntoIterator<Item = String>) -> Row {
        Row { cells: cells.into_iter().map(Cell::Words).collect(), kind: RowKind::Sum }
    }
}

/// How a row stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// One of many.
    Plain,
    /// The sum of those above.
    Sum,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words or a number.
    Words(String),
    /// A bar of so many thousandths of the cell's width: a chart whose figures stand beside it.
    Bar(u16),
}
