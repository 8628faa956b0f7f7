//! Every statement on recordings, in life order.

use kernel::ids::{ClipId, MakerId, PersonId};
use kernel::{BadCell, Limit, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::{Clip, ClipState, Heard, Medium, New, Sort};
use crate::audit::Trail;
use crate::catalogue::columns::Columns;

/// What is written of a new recording besides what its sender says.
pub(super) struct NewRow<'a> {
    pub about: &'a str,
    pub maker: Option<MakerId>,
    pub words: &'a Words,
    pub by_maker: bool,
}

/// Whether a maker lives in some blocks.
pub(super) async fn is_in(read: &mut Read, maker: MakerId, fenced: &str) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from maker where id = $1 and $2 like '%;' || block_code || ';%'"),
            params![maker, fenced],
        )
        .await?;
    Ok(count == 1)
}

/// Writes a recording.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &New,
    row: &NewRow<'_>,
    by: PersonId,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    let sort = if row.maker.is_some() { Sort::Voice } else { Sort::Lesson };
    let (bytes, by_maker) = (i64::try_from(new.bytes).unwrap_or(i64::MAX), i64::from(row.by_maker));
    tx.put(
        sql!(
            "insert into clip (id, sort, about, maker_id, medium, bytes, words_hi, words_en, state, added_by, by_maker,
                    added_at_ms, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $10, $11, 1, $12)"
        ),
        params![
            new.id,
            sort,
            row.about,
            row.maker,
            new.medium,
            bytes,
            row.words.hi.as_str(),
            row.words.en.as_str(),
            by,
            by_maker,
            now,
            *trail
        ],
    )
    .await
}

store::row! {
    /// A recording as its machine sees it.
    pub struct ClipRow {
        /// Its id.
        pub id: ClipId,
        /// What it is.
        pub medium: Medium,
        /// How it stands.
        pub state: ClipState,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// One recording.
pub(super) async fn row(read: &mut Read, id: ClipId) -> Result<Option<ClipRow>, DbError> {
    read.row(sql!("select id, medium, state, version, trail from clip where id = $1"), params![id]).await
}

/// Recordings about one thing that stand like this.
pub(super) async fn living(
    read: &mut Read,
    about: &str,
    state: ClipState,
    limit: Limit,
) -> Result<Vec<ClipRow>, DbError> {
    read.rows(
        sql!(
            "select id, medium, state, version, trail from clip
              where about = $1 and state = $2 order by id limit $3"
        ),
        params![about, state, limit],
    )
    .await
}

/// Everybody may hear it. `false`: somebody was faster.
pub(super) async fn show(
    tx: &mut Tx,
    row: &ClipRow,
    by: Option<PersonId>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update clip set state = 'shown', decided_by = $3, version = version + 1, trail = $4
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, by, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// It is gone, with what was said. `false`: somebody was faster.
pub(super) async fn silence(tx: &mut Tx, row: &ClipRow, trail: &Trail) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update clip set state = 'gone', words_hi = '', words_en = '', version = version + 1, trail = $3
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// Recordings that are not gone, as `$1` and `$2` look after them: a maker her own; who has no maker's id, those of makers in blocks
/// between semicolons, and all lessons.
macro_rules! looked_after {
    ($rest:literal) => {
        sql!(
            "select c.id, c.medium, c.words_hi, c.words_en, c.sort, c.about, coalesce(m.name_hi, ''), coalesce(m.name_en, ''),
                    c.state, c.added_by, c.by_maker, c.added_at_ms
               from clip c left join maker m on m.id = c.maker_id
              where c.state in ('waiting', 'shown')
                and (c.maker_id = $1 or ($1 = '' and (c.maker_id is null or $2 like '%;' || m.block_code || ';%'))) ",
            $rest
        )
    };
}

/// All of them, those first that wait.
pub(super) async fn looked_after(
    read: &mut Read,
    (maker, fenced): (&str, &str),
    limit: Limit,
) -> Result<Vec<Clip>, DbError> {
    read.rows(
        looked_after!(
            "order by case when c.state = 'waiting' then 0 else 1 end, c.added_at_ms desc, c.id limit $3"
        ),
        params![maker, fenced, limit],
    )
    .await
}

/// One of them.
pub(super) async fn clip(
    read: &mut Read,
    (maker, fenced): (&str, &str),
    id: ClipId,
) -> Result<Option<Clip>, DbError> {
    read.row(looked_after!("and c.id = $3"), params![maker, fenced, id]).await
}

/// What is heard, and what it is about.
pub(super) struct HeardRow(String, Heard);

impl FromRow for HeardRow {
    fn from_row(row: Row) -> Result<HeardRow, BadCell> {
        let mut columns = Columns::of(row);
        let about = columns.next()?;
        Ok(HeardRow(about, Heard { id: columns.next()?, medium: columns.next()?, words: columns.words()? }))
    }
}

/// What everybody may hear about one thing; empty words mean all of this sort.
pub(super) async fn heard(
    read: &mut Read,
    sort: Sort,
    about: &str,
    limit: Limit,
) -> Result<Vec<(String, Heard)>, DbError> {
    let rows: Vec<HeardRow> = read
        .rows(
            sql!(
                "select about, id, medium, words_hi, words_en from clip
                  where state = 'shown' and sort = $1 and ($2 = '' or about = $2) order by id limit $3"
            ),
            params![sort, about, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|HeardRow(about, heard)| (about, heard)).collect())
}
