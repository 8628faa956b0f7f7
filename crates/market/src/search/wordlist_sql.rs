//! Every statement on words that mean the same.

use kernel::ids::PersonId;
use kernel::{Limit, Time};
use store::{DbError, Read, Sql, Tx, params, sql};

use super::wordlist::Group;
use crate::audit::Trail;

/// Says that words that mean the same have changed.
pub(crate) async fn bump_synonyms(tx: &mut Tx) -> Result<(), DbError> {
    tx.put(sql!("update search_version set synonyms = synonyms + 1 where id = 1"), params![]).await
}

/// Keeps a shipped group; one that somebody has changed here stays as she left it.
pub(crate) fn put_shipped() -> Sql {
    sql!(
        "insert into search_synonym (id, words, changed_by, changed_at_ms, ended_at_ms, version, trail)
         values ($1, $2, null, 0, null, 0, '')
         on conflict (id) do update set words = excluded.words where search_synonym.changed_by is null"
    )
}

/// The words of every group; there are some hundreds.
pub(super) async fn words(read: &mut Read) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = read
        .rows(
            sql!("select words from search_synonym where ended_at_ms is null order by id limit 5000"),
            params![],
        )
        .await?;
    Ok(rows.into_iter().map(|(words,)| words).collect())
}

/// Groups as the desk sees them, those that were taken out too, by their ids.
pub(super) async fn groups(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Group>, DbError> {
    read.rows(
        sql!(
            "select s.id, s.words, coalesce(p.name, ''), s.changed_at_ms, s.ended_at_ms, s.version, s.trail
               from search_synonym s left join person p on p.id = s.changed_by
              where s.id > $1 order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// One group.
pub(super) async fn group(read: &mut Read, id: &str) -> Result<Option<Group>, DbError> {
    read.row(
        sql!(
            "select s.id, s.words, coalesce(p.name, ''), s.changed_at_ms, s.ended_at_ms, s.version, s.trail
               from search_synonym s left join person p on p.id = s.changed_by
              where s.id = $1"
        ),
        params![id],
    )
    .await
}

/// A group that somebody changes: who, to what, and whether it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its version before.
    pub version: i64,
    /// Its words after.
    pub words: &'a str,
    /// Who.
    pub by: PersonId,
    /// When it is taken out.
    pub ended_at: Option<Time>,
}

/// Makes a group. `false`: there is one of this id.
pub(super) async fn insert(tx: &mut Tx, change: &Change<'_>, trail: Trail) -> Result<bool, DbError> {
    let now = tx.now();
    let count = tx
        .exec(
            sql!(
                "insert into search_synonym (id, words, changed_by, changed_at_ms, ended_at_ms, version, trail)
                 values ($1, $2, $3, $4, null, 1, $5) on conflict (id) do nothing"
            ),
            params![change.id, change.words, change.by, now, trail],
        )
        .await?;
    Ok(count == 1)
}

/// Changes a group unless somebody was faster. `false`: she was.
pub(super) async fn update(tx: &mut Tx, change: &Change<'_>, trail: Trail) -> Result<bool, DbError> {
    let now = tx.now();
    let count = tx
        .exec(
            sql!(
                "update search_synonym
                    set words = $3, changed_by = $4, changed_at_ms = $5, ended_at_ms = $6, version = version + 1, trail = $7
                  where id = $1 and version = $2"
            ),
            params![change.id, change.version, change.words, change.by, now, change.ended_at, trail],
        )
        .await?;
    Ok(count == 1)
}
