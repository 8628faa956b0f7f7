//! Every statement on the audit trail and its anchors. There is no update and no delete.

use kernel::{Day, Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::Entry;
use super::anchor::Anchor;

/// Writes one entry. A second one of its number is refused: its hash may not be null. To PostgreSQL an entry that somebody
/// else has just written under the same number is then a race to be run again, and not a duplicate key.
pub(super) async fn insert_entry(
    tx: &mut Tx,
    at: Time,
    entry: &Entry<'_>,
    hash: &str,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into audit_entry (subject, seq, at_ms, actor, act, from_state, to_state, note, hash, part)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (subject, seq) do update set hash = null"
        ),
        params![
            entry.subject,
            entry.seq,
            at,
            entry.actor.to_string(),
            entry.act,
            entry.from,
            entry.to,
            entry.note,
            hash,
            entry.actor.part()
        ],
    )
    .await
}

store::row! {
    /// An entry as it is stored.
    pub struct Stored {
        /// The id of the row it speaks of.
        pub subject: String,
        /// Its number in the row's chain, from 1.
        pub seq: i64,
        /// When.
        pub at: Time,
        /// Who.
        pub actor: String,
        /// In which part; empty for the mart, a gateway, and entries from before parts were kept.
        pub part: String,
        /// What.
        pub act: String,
        /// The state before.
        pub from: String,
        /// The state after.
        pub to: String,
        /// Why.
        pub note: String,
        /// The hash over all this and the hash before.
        pub hash: String,
    }
}

/// The entries after a subject and number, in chain order; for walking through all of them.
pub async fn entries_after(
    read: &mut Read,
    subject: &str,
    seq: i64,
    limit: Limit,
) -> Result<Vec<Stored>, DbError> {
    read.rows(
        sql!(
            "select subject, seq, at_ms, actor, part, act, from_state, to_state, note, hash
               from audit_entry
              where subject > $1 or (subject = $1 and seq > $2)
              order by subject, seq limit $3"
        ),
        params![subject, seq, limit],
    )
    .await
}

/// Subject, number, hash and moment of the entries of a span of time, behind a subject and number of its first moment, in the order
/// of time: in the order of chains they would have to be sorted anew for each page.
pub(super) async fn entries_between(
    read: &mut Read,
    (from, to): (Time, Time),
    (subject, seq): (&str, i64),
    limit: Limit,
) -> Result<Vec<(String, i64, String, Time)>, DbError> {
    read.rows(
        sql!(
            "select subject, seq, hash, at_ms from audit_entry
              where at_ms >= $1 and at_ms < $2 and (at_ms > $1 or subject > $3 or (subject = $3 and seq > $4))
              order by at_ms, subject, seq limit $5"
        ),
        params![from, to, subject, seq, limit],
    )
    .await
}

/// When the first entry of all was written.
pub(super) async fn first_entry(read: &mut Read) -> Result<Option<Time>, DbError> {
    let (first,) = read.one(sql!("select min(at_ms) from audit_entry"), params![]).await?;
    Ok(first)
}

/// The newest anchor.
pub(super) async fn last_anchor(read: &mut Read) -> Result<Option<Anchor>, DbError> {
    Ok(newest_anchors(read, Limit::of(1)).await?.pop())
}

/// The newest anchors, the newest first.
pub(super) async fn newest_anchors(read: &mut Read, limit: Limit) -> Result<Vec<Anchor>, DbError> {
    read.rows(
        sql!(
            "select day, entries, hash_before, hash, made_at_ms from audit_anchor order by day desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// Anchors after a day, in order.
pub(super) async fn anchors_after(read: &mut Read, day: Day, limit: Limit) -> Result<Vec<Anchor>, DbError> {
    read.rows(
        sql!(
            "select day, entries, hash_before, hash, made_at_ms from audit_anchor
              where day > $1 order by day limit $2"
        ),
        params![day, limit],
    )
    .await
}

/// Writes an anchor, unless another worker has.
pub(super) async fn insert_anchor(tx: &mut Tx, anchor: &Anchor) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into audit_anchor (day, entries, hash_before, hash, made_at_ms) values ($1, $2, $3, $4, $5)
             on conflict (day) do nothing"
        ),
        params![anchor.day, anchor.entries, anchor.before, anchor.hash, anchor.made_at],
    )
    .await
}
