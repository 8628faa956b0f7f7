//! Every statement on the audit trail. There is no update and no delete.

use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::Entry;

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
            "insert into audit_entry (subject, seq, at_ms, actor, act, from_state, to_state, note, hash)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
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
            hash
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
            "select subject, seq, at_ms, actor, act, from_state, to_state, note, hash
               from audit_entry
              where subject > $1 or (subject = $1 and seq > $2)
              order by subject, seq limit $3"
        ),
        params![subject, seq, limit],
    )
    .await
}
