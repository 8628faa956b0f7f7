//! Every statement on the rows of filings, in the order a row lives.

use kernel::ids::{CaseId, FilingId};
use kernel::{BadCell, Cell, Limit};
use store::{DbError, FromRow, Read, Row, Sql, Tx, params, sql};

use super::Fate;
use super::sql::count;
use crate::catalogue::columns::Columns as Cursor;

/// Rows of one filing that are read at once; no filing has more.
const ALL_ROWS: i64 = 25_000;

/// A line of a filing. Values: filing, sheet, row, cells.
pub(super) fn put_row() -> Sql {
    sql!(
        "insert into filing_row (filing_id, sheet_no, row_no, cells, fate, faults, twins)
         values ($1, $2, $3, $4, 'waiting', '', '')"
    )
}

/// Makes every row of a sheet that has not been entered wait to be looked at.
pub(super) async fn begin_again(tx: &mut Tx, filing: FilingId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update filing_row set fate = 'waiting', faults = '', twins = ''
              where filing_id = $1 and fate in ('waiting', 'no_row', 'fit', 'faulty', 'twin', 'same')"
        ),
        params![filing],
    )
    .await
}

/// A line as it is kept: what it holds is sealed.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub row: i64,
    pub cells: String,
    pub fate: Fate,
    pub faults: String,
    pub twins: String,
    pub case: Option<CaseId>,
}

impl FromRow for Kept {
    fn from_row(row: Row) -> Result<Kept, BadCell> {
        let mut cursor = Cursor::of(row);
        Ok(Kept {
            row: cursor.next()?,
            cells: cursor.next()?,
            fate: cursor.next()?,
            faults: cursor.next()?,
            twins: cursor.next()?,
            case: cursor.next()?,
        })
    }
}

/// All rows of a sheet, its titles and heading too.
pub(super) async fn lines(read: &mut Read, filing: FilingId, sheet: usize) -> Result<Vec<Kept>, DbError> {
    read.rows(
        sql!(
            "select row_no, cells, fate, faults, twins, case_id from filing_row
              where filing_id = $1 and sheet_no = $2 order by row_no limit $3"
        ),
        params![filing, count(sheet), ALL_ROWS],
    )
    .await
}

/// The first rows of a sheet, by which a person says what its columns hold.
pub(super) async fn first_rows(
    read: &mut Read,
    filing: FilingId,
    sheet: usize,
    limit: Limit,
) -> Result<Vec<Kept>, DbError> {
    read.rows(
        sql!(
            "select row_no, cells, fate, faults, twins, case_id from filing_row
              where filing_id = $1 and sheet_no = $2 order by row_no limit $3"
        ),
        params![filing, count(sheet), limit],
    )
    .await
}

/// What came of looking at a row. Values: filing, sheet, row, fate, faults, twins. Only a row that waits changes.
pub(super) fn judge_row() -> Sql {
    sql!(
        "update filing_row set fate = $4, faults = $5, twins = $6
          where filing_id = $1 and sheet_no = $2 and row_no = $3 and fate = 'waiting'"
    )
}

/// How many rows of a sheet have which fate.
pub(super) async fn fates(
    read: &mut Read,
    filing: FilingId,
    sheet: usize,
) -> Result<Vec<(Fate, i64)>, DbError> {
    read.rows(
        sql!(
            "select fate, count(*) from filing_row
              where filing_id = $1 and sheet_no = $2 group by fate order by fate limit 20"
        ),
        params![filing, count(sheet)],
    )
    .await
}

/// Rows of one fate after a row number, in the order of the sheet.
pub(super) async fn rows(
    read: &mut Read,
    filing: FilingId,
    sheet: usize,
    fate: Fate,
    after: i64,
    limit: Limit,
) -> Result<Vec<Kept>, DbError> {
    read.rows(
        sql!(
            "select row_no, cells, fate, faults, twins, case_id from filing_row
              where filing_id = $1 and sheet_no = $2 and fate = $3 and row_no > $4
              order by row_no limit $5"
        ),
        params![filing, count(sheet), fate, after, limit],
    )
    .await
}

/// Rows to be handed back: with something wrong, refused, or waiting for an answer.
pub(super) async fn left_out(read: &mut Read, filing: FilingId, sheet: usize) -> Result<Vec<Kept>, DbError> {
    read.rows(
        sql!(
            "select row_no, cells, fate, faults, twins, case_id from filing_row
              where filing_id = $1 and sheet_no = $2 and fate in ('faulty', 'refused', 'twin')
              order by row_no limit $3"
        ),
        params![filing, count(sheet), ALL_ROWS],
    )
    .await
}

/// One row.
pub(super) async fn row(
    read: &mut Read,
    filing: FilingId,
    sheet: usize,
    row: i64,
) -> Result<Option<Kept>, DbError> {
    read.row(
        sql!(
            "select row_no, cells, fate, faults, twins, case_id from filing_row
              where filing_id = $1 and sheet_no = $2 and row_no = $3"
        ),
        params![filing, count(sheet), row],
    )
    .await
}

/// A person's word about a row that may tell of somebody known; `false` if the row is no such row any more.
pub(super) async fn decide(
    tx: &mut Tx,
    filing: FilingId,
    sheet: usize,
    row: i64,
    to: Fate,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update filing_row set fate = $4
                  where filing_id = $1 and sheet_no = $2 and row_no = $3 and twins <> '' and fate in ('twin', 'same', 'fit')"
            ),
            params![filing, count(sheet), row, to],
        )
        .await?;
    Ok(changed == 1)
}

/// The same word about every row that waits for one; answers how many.
pub(super) async fn decide_all(
    tx: &mut Tx,
    filing: FilingId,
    sheet: usize,
    to: Fate,
) -> Result<u64, DbError> {
    tx.exec(
        sql!("update filing_row set fate = $3 where filing_id = $1 and sheet_no = $2 and fate = 'twin'"),
        params![filing, count(sheet), to],
    )
    .await
}

/// Ties a row to its case; `false` if it is not fit any more.
pub(super) async fn enter(
    tx: &mut Tx,
    filing: FilingId,
    sheet: usize,
    row: i64,
    case: CaseId,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update filing_row set fate = 'entered', case_id = $4
                  where filing_id = $1 and sheet_no = $2 and row_no = $3 and fate = 'fit'"
            ),
            params![filing, count(sheet), row, case],
        )
        .await?;
    Ok(changed == 1)
}

/// A fit row stays out after all: somebody like her was entered meanwhile, or a rule of cases forbids it.
pub(super) async fn hold_back(
    tx: &mut Tx,
    filing: FilingId,
    sheet: usize,
    row: i64,
    (fate, twins): (Fate, Cell),
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update filing_row set fate = $4, twins = $5
              where filing_id = $1 and sheet_no = $2 and row_no = $3 and fate = 'fit'"
        ),
        {
            let mut values = params![filing, count(sheet), row, fate];
            values.push(twins);
            values
        },
    )
    .await
}

/// Whether a case was entered from a filing.
pub(super) async fn is_from(read: &mut Read, filing: FilingId, case: CaseId) -> Result<bool, DbError> {
    let found: Option<(i64,)> = read
        .row(sql!("select 1 from filing_row where case_id = $2 and filing_id = $1"), params![filing, case])
        .await?;
    Ok(found.is_some())
}

/// What became of an entered row when it was to be taken back.
pub(super) async fn take_back(
    tx: &mut Tx,
    filing: FilingId,
    case: CaseId,
    to: Fate,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update filing_row set fate = $3 where filing_id = $1 and case_id = $2 and fate = 'entered'"
            ),
            params![filing, case, to],
        )
        .await?;
    Ok(changed == 1)
}
