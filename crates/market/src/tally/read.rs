//! What finance's pages ask about gaps and statements.

use kernel::ids::{GapId, StatementId};
use kernel::{Day, Limit, Time};
use store::{DbError, Read, Sealed, Spot};

use super::gaps_sql::{self, GapLine, GapView};
use super::statement::Stated;
use super::{GapKind, act, sql};
use crate::personal::BANK_LINE;

store::row! {
    /// A statement with what was read of it.
    pub struct StatementHead {
        /// Its id.
        pub id: StatementId,
        /// What its file was called.
        pub file_name: String,
        /// What was read, until it is taken in.
        pub lines: Sealed,
        /// Rows that do not read.
        pub faults: String,
        /// How many lines were read.
        pub count: i64,
        /// When it was brought.
        pub brought_at: Time,
        /// When it was taken in.
        pub taken_at: Option<Time>,
        /// How many of its lines were new.
        pub new: Option<i64>,
    }
}

store::row! {
    /// A statement in a list.
    pub struct StatementLine {
        /// Its id.
        pub id: StatementId,
        /// What its file was called.
        pub file_name: String,
        /// How many lines were read.
        pub count: i64,
        /// When it was brought.
        pub brought_at: Time,
        /// When it was taken in.
        pub taken_at: Option<Time>,
        /// How many of its lines were new.
        pub new: Option<i64>,
    }
}

/// A statement as a person looks at it before it counts.
#[derive(Clone, Debug)]
pub struct StatementView {
    /// The statement.
    pub head: StatementHead,
    /// Its lines, each with whether it is known from another statement; none once it is taken in.
    pub lines: Vec<(Stated, bool)>,
    /// Rows that do not read: number, why (a code of [`super::statement::RowFault`]), what stood there.
    pub faulty: Vec<(String, String, String)>,
}

/// How much waits for a person.
#[derive(Clone, Debug, Default)]
pub struct Open {
    /// Open gaps by kind.
    pub counts: Vec<(GapKind, i64)>,
}

impl Open {
    /// All of them.
    pub fn all(&self) -> i64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// How many gaps wait for a person, by kind.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open(read: &mut Read) -> Result<Open, DbError> {
    Ok(Open { counts: gaps_sql::counts(read).await? })
}

/// Gaps that wait, the oldest first, and those that ended, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn gaps(read: &mut Read, limit: Limit) -> Result<(Vec<GapLine>, Vec<GapLine>), DbError> {
    Ok((gaps_sql::open(read, limit).await?, gaps_sql::ended(read, limit).await?))
}

/// A gap and, if it is about a line of the bank's, the bank's words.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn gap(read: &mut Read, id: GapId) -> Result<Option<(GapView, String)>, DbError> {
    let Some(view) = gaps_sql::view(read, id).await? else { return Ok(None) };
    let words = match sql::words_of(read, &view.about).await? {
        Some(words) => read.open_for_house(Spot { column: BANK_LINE, row: &view.about }, &words)?,
        None => String::new(),
    };
    Ok(Some((view, words)))
}

/// The newest statements.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn statements(read: &mut Read, limit: Limit) -> Result<Vec<StatementLine>, DbError> {
    sql::statements(read, limit).await
}

/// A statement with its first lines and its faults.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn statement(
    read: &mut Read,
    id: StatementId,
    limit: Limit,
) -> Result<Option<StatementView>, DbError> {
    let Some(head) = sql::statement(read, id).await? else { return Ok(None) };
    let stated = act::shown(read, id, &head.lines)?;
    let fingers = act::fingers_of(read, &stated)?;
    let mut lines = Vec::new();
    for (line, finger) in stated.into_iter().zip(fingers).take(limit.rows()) {
        let is_known = sql::is_known(read, &finger).await?;
        lines.push((line, is_known));
    }
    let fault = |line: &str| {
        let mut parts = line.splitn(3, ' ').map(str::to_owned);
        Some((parts.next()?, parts.next()?, parts.next().unwrap_or_default()))
    };
    let faulty = head.faults.lines().filter_map(fault).collect();
    Ok(Some(StatementView { head, lines, faulty }))
}

/// The newest day a statement has reached.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn newest_line(read: &mut Read) -> Result<Option<Day>, DbError> {
    sql::stated_until(read).await
}
