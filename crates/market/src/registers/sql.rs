//! Every statement on filings and their rows, in the order a filing lives.

use kernel::ids::{FilingId, PersonId};
use kernel::{BadCell, Limit, Time};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::read::FilingLine;
use super::{Columns, Field, FilingState, Sender};
use crate::accounts::{Blocks, DepartmentKey};
use crate::audit::Trail;
use crate::catalogue::columns::Columns as Cursor;

/// Headings a department may have taught the mart.
const HEADINGS: i64 = 2_000;

/// A filing as acts need it.
#[derive(Clone, Debug)]
pub(super) struct FilingRow {
    pub id: FilingId,
    pub department: DepartmentKey,
    pub by: Option<PersonId>,
    pub blocks: Blocks,
    pub file_name: String,
    pub sheets: String,
    pub columns: Columns,
    pub state: FilingState,
    pub handed_in_at: Time,
    pub entered_at: Option<Time>,
    pub emptied_at: Option<Time>,
    pub version: i64,
    pub trail: Trail,
}

impl FromRow for FilingRow {
    fn from_row(row: Row) -> Result<FilingRow, BadCell> {
        let mut cursor = Cursor::of(row);
        Ok(FilingRow {
            id: cursor.next()?,
            department: cursor.next()?,
            by: cursor.next()?,
            blocks: cursor.next()?,
            file_name: cursor.next()?,
            sheets: cursor.next()?,
            columns: Columns {
                sheet: usize::try_from(cursor.next::<i64>()?).unwrap_or(0),
                heading: usize::try_from(cursor.next::<i64>()?).unwrap_or(0),
                fields: fields_of(&cursor.next::<String>()?),
                block: cursor.next()?,
                craft: cursor.next()?,
            },
            state: cursor.next()?,
            handed_in_at: cursor.next()?,
            entered_at: cursor.next()?,
            emptied_at: cursor.next()?,
            version: cursor.next()?,
            trail: cursor.next()?,
        })
    }
}

impl FilingRow {
    /// Whether rows of this block may be in it.
    pub(super) fn may_hold(&self, block: &str) -> bool {
        self.blocks.0.is_empty() || self.blocks.cover(block)
    }
}

/// Columns' fields as they are stored; a word a newer program knew is ignored.
fn fields_of(text: &str) -> Vec<Field> {
    text.split(',')
        .filter(|word| !word.is_empty())
        .map(|word| word.parse().unwrap_or(Field::Ignored))
        .collect()
}

fn fields_text(fields: &[Field]) -> String {
    fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A new filing at its first version.
pub(super) struct NewFiling<'a> {
    pub id: FilingId,
    pub sender: &'a Sender,
    pub file_name: &'a str,
    pub sheets: &'a str,
    pub columns: &'a Columns,
    pub trail: &'a Trail,
}

/// Writes a new filing.
pub(super) async fn insert_filing(tx: &mut Tx, new: &NewFiling<'_>) -> Result<(), DbError> {
    let now = tx.now();
    let columns = new.columns;
    tx.put(
        sql!(
            "insert into filing (id, department, by_id, blocks, file_name, sheets, sheet_no, heading_no, fields,
                                 block_code, craft_key, state, handed_in_at_ms, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'read', $12, 1, $13)"
        ),
        params![
            new.id,
            new.sender.department(),
            new.sender.person(),
            new.sender.blocks(),
            new.file_name,
            new.sheets,
            count(columns.sheet),
            count(columns.heading),
            fields_text(&columns.fields),
            columns.block,
            columns.craft,
            now,
            *new.trail
        ],
    )
    .await
}

/// A filing of whoever asks: an officer's own, a head's whole department.
pub(super) async fn filing_of(
    read: &mut Read,
    id: FilingId,
    sender: &Sender,
) -> Result<Option<FilingRow>, DbError> {
    let (department, person) = scope(sender);
    read.row(
        sql!(
            "select id, department, by_id, blocks, file_name, sheets, sheet_no, heading_no, fields, block_code, craft_key,
                    state, handed_in_at_ms, entered_at_ms, emptied_at_ms, version, trail
               from filing
              where id = $1 and department = $2 and ($3 = '' or by_id = $3)"
        ),
        params![id, department, person],
    )
    .await
}

/// A filing as the worker carries it on; whoever asked for it was let in when he asked.
pub(super) async fn filing(read: &mut Read, id: FilingId) -> Result<Option<FilingRow>, DbError> {
    read.row(
        sql!(
            "select id, department, by_id, blocks, file_name, sheets, sheet_no, heading_no, fields, block_code, craft_key,
                    state, handed_in_at_ms, entered_at_ms, emptied_at_ms, version, trail
               from filing where id = $1"
        ),
        params![id],
    )
    .await
}

/// The department, and the person if only her own are meant.
fn scope(sender: &Sender) -> (DepartmentKey, String) {
    match sender {
        Sender::Officer(person, post) => (post.department, person.to_string()),
        Sender::Head(_, department) | Sender::Machine(department) => (*department, String::new()),
    }
}

/// The newest filings of whoever asks.
pub(super) async fn filings(
    read: &mut Read,
    sender: &Sender,
    limit: Limit,
) -> Result<Vec<FilingLine>, DbError> {
    let (department, person) = scope(sender);
    read.rows(
        sql!(
            "select f.id, f.file_name, f.state, f.handed_in_at_ms, coalesce(p.name, ''),
                    (select count(*) from filing_row r
                      where r.filing_id = f.id and r.fate in ('entered', 'stayed'))
               from filing f left join person p on p.id = f.by_id
              where f.department = $1 and ($2 = '' or f.by_id = $2)
              order by f.handed_in_at_ms desc, f.id desc limit $3"
        ),
        params![department, person, limit],
    )
    .await
}

/// What a department has said its headings mean.
pub(super) async fn headings(
    read: &mut Read,
    department: DepartmentKey,
) -> Result<Vec<(String, Field)>, DbError> {
    read.rows(
        sql!("select heading, field from register_heading where department = $1 order by said_at_ms desc limit $2"),
        params![department, HEADINGS],
    )
    .await
}

/// Remembers what a heading means for a department; the last word counts.
pub(super) async fn remember(
    tx: &mut Tx,
    department: DepartmentKey,
    heading: &str,
    field: Field,
    by: Option<PersonId>,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into register_heading (department, heading, field, said_by, said_at_ms) values ($1, $2, $3, $4, $5)
             on conflict (department, heading) do update set field = $3, said_by = $4, said_at_ms = $5"
        ),
        params![department, heading, field, by, now],
    )
    .await
}

/// Moves a filing unless somebody moved it since its version was read.
pub(super) async fn move_filing(
    tx: &mut Tx,
    row: &FilingRow,
    to: FilingState,
    trail: &Trail,
) -> Result<bool, DbError> {
    let entered_at = if to == FilingState::Entered { Some(tx.now()) } else { row.entered_at };
    let columns = &row.columns;
    let changed = tx
        .exec(
            sql!(
                "update filing
                    set state = $3, version = version + 1, trail = $4, sheet_no = $5, heading_no = $6, fields = $7,
                        block_code = $8, craft_key = $9, entered_at_ms = $10
                  where id = $1 and version = $2"
            ),
            params![
                row.id,
                row.version,
                to,
                *trail,
                count(columns.sheet),
                count(columns.heading),
                fields_text(&columns.fields),
                columns.block,
                columns.craft,
                entered_at
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Forgets the rows of a filing.
pub(super) async fn empty(tx: &mut Tx, filing: FilingId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(sql!("delete from filing_row where filing_id = $1"), params![filing]).await?;
    tx.put(sql!("update filing set emptied_at_ms = $2 where id = $1"), params![filing, now]).await
}

/// Filings whose rows have been kept long enough.
pub(super) async fn old(
    read: &mut Read,
    handed_in: Time,
    entered: Time,
    limit: Limit,
) -> Result<Vec<(FilingId,)>, DbError> {
    read.rows(
        sql!(
            "select id from filing
              where handed_in_at_ms < $1 and emptied_at_ms is null and coalesce(entered_at_ms, 0) < $2
                and state not in ('checking', 'entering', 'taking_back')
              order by handed_in_at_ms limit $3"
        ),
        params![handed_in, entered, limit],
    )
    .await
}
